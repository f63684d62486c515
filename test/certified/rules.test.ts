import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  Certified,
  comeback,
  firstStage,
  hasWork,
  isPassed,
  passDate,
  saidAgain,
} from '../../src/certified/rules.ts';
import { daysBetween, plusDays } from '../../src/schedule/dates.ts';

describe('the day on which somebody passed', () => {
  test.each([
    ['2026-11-24', 'fine'],
    ['2026-11-25', 'to-come'],
    ['2024-02-29', 'fine'],
    ['2023-11-01', 'too-old'],
  ])('%s is %s', (date, verdict) => {
    expect(passDate(date, '2026-11-24')).toBe(verdict);
  });
});

test('somebody passed by their word alone, until it is taken back', () => {
  for (const stage of ['asked', 'telling', 'told', 'quiet'] as const) expect(isPassed({ stage })).toBe(true);
  expect(isPassed({ stage: 'undoing' })).toBe(false);
  expect(isPassed(undefined)).toBe(false);
});

test.each([
  [{ hidden: false, approval: false }, 'telling'],
  [{ hidden: false, approval: true }, 'asked'],
  [{ hidden: true, approval: false }, 'quiet'],
  [{ hidden: true, approval: true }, 'quiet'],
])('the first stage for %j is %s', (how, stage) => {
  expect(firstStage(how)).toBe(stage);
});

test.each([
  ['asked', false, true],
  ['asked', true, false],
  ['telling', false, true],
  ['told', false, false],
  ['quiet', false, false],
  ['undoing', true, true],
] as const)('%s, asked %s: work %s', (stage, asked, work) => {
  expect(hasWork(Certified.parse({ date: '2026-11-24', at: 1, stage, asked }))).toBe(work);
});

describe('said again', () => {
  const post = { channel: '100000000000000001', id: '200000000000000001' };
  test.each([
    ['what was told is told with its new date', { stage: 'told', post }, 'telling', { stage: 'telling' }],
    ['what stands nowhere stays so', { stage: 'told' }, 'telling', { stage: 'told' }],
    ['who hides now is not told again', { stage: 'told', post }, 'quiet', { stage: 'told' }],
    ['the moderators see the new date', { stage: 'asked', asked: true }, 'asked', { asked: false }],
    ['who hid is told now', { stage: 'quiet', asked: true }, 'telling', { stage: 'telling', at: 2 }],
    ['who hid and needs approval is asked about', { stage: 'quiet', asked: true }, 'asked', { asked: false }],
  ] as const)('with another date: %s', (_, before, stage, after) => {
    const told = Certified.parse({ date: '2026-11-10', at: 1, ...before });
    const said = saidAgain(told, { date: '2026-11-11', at: 2, stage });
    expect(said).toMatchObject({ date: '2026-11-11', ...after });
  });

  test('with the same date nothing changes', () => {
    const told = Certified.parse({ date: '2026-11-10', at: 1, stage: 'told', post });
    expect(saidAgain(told, { date: '2026-11-10', at: 2, stage: 'telling' })).toBe(told);
  });
});

describe('two weeks towards another try', () => {
  test('rest, the topics missed most, a mock exam, what it showed, rest', () => {
    const missed = new Map([
      ['b', 1],
      ['c', 5],
      ['d', 3],
      ['e', 2],
    ]);
    expect(comeback('2026-12-28', missed, ['a', 'b', 'c', 'd', 'e'])).toEqual([
      { from: '2026-12-28', to: '2026-12-29', kind: 'rest' },
      { from: '2026-12-30', to: '2027-01-01', kind: 'topic', topic: 'c' },
      { from: '2027-01-02', to: '2027-01-04', kind: 'topic', topic: 'd' },
      { from: '2027-01-05', to: '2027-01-07', kind: 'topic', topic: 'e' },
      { from: '2027-01-08', to: '2027-01-08', kind: 'mock' },
      { from: '2027-01-09', to: '2027-01-09', kind: 'light' },
      { from: '2027-01-10', to: '2027-01-10', kind: 'rest' },
    ]);
  });

  test('where nothing is known, the first topics given', () => {
    const topics = comeback('2028-02-20', new Map(), ['a', 'b', 'c', 'd']).flatMap(
      ({ topic }) => topic ?? [],
    );
    expect(topics).toEqual(['a', 'b', 'c']);
  });

  test('always fourteen days without a gap, whatever was missed', () => {
    const topics = ['a', 'b', 'c', 'd', 'e'];
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 2000 }),
        fc.dictionary(fc.constantFrom(...topics), fc.integer({ min: 1, max: 50 })),
        (later, missed) => {
          const from = plusDays('2026-01-01', later);
          const parts = comeback(from, new Map(Object.entries(missed)), topics);
          expect(parts[0]?.from).toBe(from);
          expect(daysBetween(from, parts.at(-1)!.to)).toBe(13);
          for (const [index, part] of parts.entries()) {
            expect(part.from <= part.to).toBe(true);
            if (index > 0) expect(part.from).toBe(plusDays(parts[index - 1]!.to, 1));
          }
        },
      ),
    );
  });
});
