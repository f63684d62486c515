import { describe, expect, test } from 'vitest';
import type { History, Sitting } from '../../src/history/rules.ts';
import { evidenceOf, progressOf, SHARE_FROM, thumbOf, trendOf } from '../../src/progress/rules.ts';
import type { Evidence } from '../../src/readiness/rules.ts';

const AREAS = [
  { id: 'one', name: 'One', count: 30, weight: 66 },
  { id: 'two', name: 'Two', count: 15, weight: 34 },
];
const about = { mark: 32, questions: 45, sittings: [], now: 1000 };

const answers = (section: string, rights: readonly boolean[]): Evidence[] =>
  rights.map((right, at) => ({ section, right, source: 'daily', at }));
const times = (amount: number, right: boolean) => Array.from({ length: amount }, () => right);

describe('the trend of first attempts', () => {
  test.each([
    ['too few', [...times(7, false), ...times(8, true)], 'unclear'],
    ['all wrong, then all right', [...times(10, false), ...times(10, true)], 'rising'],
    ['all right, then all wrong', [...times(10, true), ...times(10, false)], 'falling'],
    ['the same throughout', times(30, true), 'steady'],
  ] as const)('%s is %s', (_, rights, trend) => {
    const sorted = answers('one', rights);
    expect(trendOf(sorted)).toBe(trend);
    expect(trendOf(sorted.toReversed())).toBe(trend);
  });
});

describe('the rule of thumb', () => {
  const sitting = (right: number, about: Partial<Sitting> = {}): Sitting => ({
    at: 0,
    pack: 'p',
    profile: 'x',
    right,
    of: 45,
    fresh: 45,
    freshRight: right,
    ...about,
  });
  test.each([
    ['none', [], { sat: 0, reached: false }],
    ['two good ones', [sitting(40), sitting(40)], { sat: 2, reached: false }],
    ['three good ones', [sitting(36), sitting(40), sitting(45)], { sat: 3, reached: true }],
    ['the last three count', [sitting(10), sitting(36), sitting(40), sitting(45)], { sat: 3, reached: true }],
    ['one below 80 %', [sitting(45), sitting(35), sitting(45)], { sat: 3, reached: false }],
    [
      'mostly known questions do not count',
      [sitting(45), sitting(45), sitting(45, { fresh: 35 })],
      { sat: 2, reached: false },
    ],
    [
      'short ones do not count',
      [sitting(45), sitting(45), sitting(10, { of: 10, fresh: 10 })],
      { sat: 2, reached: false },
    ],
  ] as const)('%s', (_, sittings, thumb) => {
    expect(thumbOf(sittings, 45)).toEqual(thumb);
  });
});

describe('progress', () => {
  test('without an answer says what is needed, and where to begin', () => {
    const found = progressOf(AREAS, [], about);
    expect([found.met, found.estimate, found.missing?.most.id, found.next?.id]).toEqual([
      0,
      undefined,
      'one',
      'one',
    ]);
    expect(found.neglected).toEqual([]);
  });

  test('with enough answers estimates, and the next step is where most marks can be won', () => {
    const found = progressOf(
      AREAS,
      [...answers('one', times(60, true)), ...answers('two', times(40, false))],
      about,
    );
    expect(found.estimate?.mean).toBeGreaterThan(25);
    expect(found.missing).toBeUndefined();
    expect(found.next?.id).toBe('two');
    expect(found.next?.toWin).toBeGreaterThan(10);
    expect(found.areas.map(({ right, of }) => [right, of])).toEqual([
      [60, 60],
      [0, 40],
    ]);
  });

  test('a share is said only from enough answers on', () => {
    const shareOf = (answered: number) =>
      progressOf(AREAS, answers('one', times(answered, true)), about).areas.map(({ share }) => share);
    expect(shareOf(SHARE_FROM - 1)).toEqual([undefined, undefined]);
    expect(shareOf(SHARE_FROM)).toEqual([1, undefined]);
  });

  test('a domain with less than half its share of practice is named, from twenty questions on', () => {
    const name = (one: number, two: number) =>
      progressOf(
        AREAS,
        [...answers('one', times(one, true)), ...answers('two', times(two, true))],
        about,
      ).neglected.map(({ id }) => id);
    expect(name(19, 0)).toEqual([]);
    expect(name(20, 0)).toEqual(['two']);
    expect(name(84, 16)).toEqual(['two']);
    expect(name(82, 18)).toEqual([]);
  });
});

test('evidence is the first attempt at each question that is still asked', () => {
  const attempt = (right: boolean, at: number) => ({ at, right, source: 'quiz' }) as const;
  const history: History = { first: attempt(false, 1), last: attempt(true, 2), times: 2 };
  const histories = new Map([
    ['p.a', history],
    ['p.gone', history],
  ]);
  expect(evidenceOf(histories, (key) => (key === 'p.a' ? 'one' : undefined))).toEqual([
    { section: 'one', at: 1, right: false, source: 'quiz' },
  ]);
});
