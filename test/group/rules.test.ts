import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  BEGIN_WITHIN,
  beginUntil,
  FIGURES_FROM,
  type Group,
  groupEnds,
  mayBegin,
  mayCallOff,
  mayPublish,
  nextPhaseAt,
  readStart,
  type Sat,
  spreadOf,
  summaryOf,
} from '../../src/group/rules.ts';
import { anExam, BEGAN, MINUTE } from '../exam/build.ts';

const ZONE = 'Europe/Berlin';
/** Thursday, 12 November 2026, 09:00 in Berlin. */
const NOW = Date.UTC(2026, 10, 12, 8);
const at = (day: number, hour: number, minute = 0) => Date.UTC(2026, 10, day, hour - 1, minute);

describe('a start', () => {
  test.each([
    ['18:30', at(12, 18, 30)],
    ['6 pm', at(12, 18)],
    ['at 18:30', at(12, 18, 30)],
    ['8:00', at(13, 8)],
    ['9:00', at(13, 9)],
    ['today 10:00', at(12, 10)],
    ['Today 8:00', at(12, 8)],
    ['tomorrow 9:00', at(13, 9)],
    ['sat 10:00', at(14, 10)],
    ['Saturday, 10:00', at(14, 10)],
    ['thu 10:00', at(12, 10)],
    ['thursday 8:00', at(19, 8)],
    ['2026-12-05 18:30', Date.UTC(2026, 11, 5, 17, 30)],
    ['soon', undefined],
    ['25:00', undefined],
    ['2026-13-40 18:30', undefined],
    ['weekdays 18:30', undefined],
    ['', undefined],
  ])('%j is understood', (typed, expected) => {
    expect(readStart(typed, ZONE, NOW)).toBe(expected);
  });

  test('is on no day that a month does not have', () => {
    expect(readStart('2026-11-31 10:00', ZONE, NOW)).toBeUndefined();
    expect(readStart('2027-02-29 10:00', ZONE, NOW)).toBeUndefined();
    expect(readStart('2026-11-30 10:00', ZONE, NOW)).toBe(at(30, 10));
  });
});

const group: Group = {
  id: 'abcdefgh1234',
  channel: '100000000000000001',
  form: anExam().form,
  createdAt: BEGAN,
  startsAt: BEGAN + 60 * MINUTE,
  phase: 'open',
  since: BEGAN,
  shown: true,
};

describe('calling off', () => {
  test.each([
    ['who planned it or moderates, before its time', 'invited', true, 0, 'yes'],
    ['the same, at its time, with nobody in it', 'open', true, 0, 'yes'],
    ['the same, once somebody has begun', 'open', true, 1, 'begun'],
    ['the same, when it is over', 'over', true, 3, 'over'],
    ['anybody else', 'invited', false, 0, 'not-yours'],
  ] as const)('by %s', (_, phase, mine, begun, expected) => {
    expect(mayCallOff({ phase }, { mine, begun })).toBe(expected);
  });
});

describe('the window', () => {
  test.each([
    ['before its time', group.startsAt - 1, 'early'],
    ['at its time', group.startsAt, 'yes'],
    ['at the last moment', beginUntil(group), 'yes'],
    ['after that', beginUntil(group) + 1, 'late'],
  ])('somebody who presses %s', (_, now, expected) => {
    expect(mayBegin(group, now)).toBe(expected);
  });

  test('who begins last has the full time, and is handed in before the group ends', () => {
    const last = beginUntil(group) + group.form.minutes * MINUTE;
    expect(groupEnds(group)).toBeGreaterThan(last + 500);
    expect(nextPhaseAt(group)).toBe(groupEnds(group));
    expect(nextPhaseAt({ ...group, phase: 'invited' })).toBe(group.startsAt);
    expect(nextPhaseAt({ ...group, phase: 'over' })).toBeUndefined();
    expect(BEGIN_WITHIN).toBe(30 * MINUTE);
  });
});

const sat = (right: number, published = false, missed: readonly number[] = []): Sat => ({
  right,
  domains: [right, 0],
  missed,
  published,
});

describe('figures', () => {
  test.each([
    [3, 0, false],
    [4, 0, true],
    [4, 1, false],
    [5, 1, true],
    [7, 4, false],
    [8, 4, true],
  ])('of %i people of whom %i published theirs', (people, published, expected) => {
    const list = Array.from({ length: people }, (_, index) => sat(5, index < published));
    const summary = summaryOf(list, 2);
    expect(summary.sat).toBe(people);
    expect(summary.figures !== undefined).toBe(expected);
  });

  test('are the mean, the standard deviation, and what was missed most', () => {
    const list = [
      sat(2, false, [1, 2]),
      sat(4, false, [2]),
      sat(6, false, [2, 3]),
      sat(8, false, [3, 9, 5, 7]),
    ];
    expect(summaryOf(list, 2).figures).toEqual({
      total: { mean: 5, deviation: Math.sqrt(5) },
      domains: [
        { mean: 5, deviation: Math.sqrt(5) },
        { mean: 0, deviation: 0 },
      ],
      missed: [
        { number: 2, missed: 3, of: 4 },
        { number: 3, missed: 2, of: 4 },
        { number: 1, missed: 1, of: 4 },
      ],
    });
  });

  test('lie within what was scored', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 45 }), { minLength: 1 }), (values) => {
        const { mean, deviation } = spreadOf(values);
        expect(mean).toBeGreaterThanOrEqual(Math.min(...values) - 1e-9);
        expect(mean).toBeLessThanOrEqual(Math.max(...values) + 1e-9);
        expect(deviation).toBeLessThanOrEqual(Math.max(...values) - Math.min(...values) + 1e-9);
      }),
    );
  });

  test('once shown, nobody publishes a score that leaves fewer than four unknown', () => {
    const figures = summaryOf([sat(1), sat(2), sat(3), sat(4)], 2);
    expect(mayPublish({ summary: figures }, FIGURES_FROM)).toBe(false);
    expect(mayPublish({ summary: figures }, FIGURES_FROM + 1)).toBe(true);
    expect(mayPublish({ summary: { sat: 3 } }, 3)).toBe(true);
    expect(mayPublish({}, 1)).toBe(true);
  });
});
