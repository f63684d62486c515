import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  betaBinomial,
  type Evidence,
  estimate,
  inTenths,
  isTelling,
  missingAnswers,
  weightOf,
} from '../../src/readiness/rules.ts';
import { brier, calibrationError, measure } from '../bench/readiness.ts';

const DAY = 24 * 60 * 60 * 1000;
const SECTIONS = [
  { id: 'one', count: 20 },
  { id: 'two', count: 25 },
];
const NOW = 100 * DAY;
const about = { mark: 32, now: NOW };

/** So many answers in a section, so many of them right. */
const answers = (
  section: string,
  right: number,
  of: number,
  source: Evidence['source'] = 'exam',
): Evidence[] =>
  Array.from({ length: of }, (_, index) => ({ section, right: index < right, source, at: NOW }));

const anyEvidence = fc.array(
  fc.record({
    section: fc.constantFrom('one', 'two', 'gone'),
    right: fc.boolean(),
    source: fc.constantFrom('daily', 'quiz', 'practice', 'review', 'exam'),
    at: fc.integer({ min: 0, max: NOW + DAY }),
  }),
  { maxLength: 120 },
);

describe('the weight of an attempt', () => {
  const now = { now: NOW, answers: 0 };
  test('an exam counts in full, what may be looked up half', () => {
    expect(weightOf({ source: 'exam', at: NOW }, now)).toBe(1);
    for (const source of ['daily', 'quiz', 'practice', 'review'] as const)
      expect(weightOf({ source, at: NOW }, now)).toBe(0.5);
  });
  test('half of it is gone after 30 days, and after 80 later answers', () => {
    expect(weightOf({ source: 'exam', at: NOW - 30 * DAY }, now)).toBeCloseTo(0.5);
    expect(weightOf({ source: 'exam', at: NOW }, { now: NOW, answers: 80 })).toBeCloseTo(0.5);
    expect(weightOf({ source: 'exam', at: NOW + DAY }, now)).toBe(1);
  });
});

describe('an estimate', () => {
  test('for any evidence has a range within the exam that holds the mean nearly, and a chance from 0 to 1', () => {
    fc.assert(
      fc.property(anyEvidence, (evidence) => {
        const made = estimate(SECTIONS, evidence, about);
        expect(made.low).toBeGreaterThanOrEqual(0);
        expect(made.high).toBeLessThanOrEqual(45);
        expect(made.low).toBeLessThanOrEqual(made.mean + 1);
        expect(made.high).toBeGreaterThanOrEqual(made.mean - 1);
        expect(made.chance).toBeGreaterThanOrEqual(0);
        expect(made.chance).toBeLessThanOrEqual(1);
      }),
    );
  });

  test('for any evidence one more right answer never lowers the chance, one more wrong one never raises it', () => {
    fc.assert(
      fc.property(anyEvidence, (evidence) => {
        const before = estimate(SECTIONS, evidence, about);
        // A press at the same moment as another counts as the later one; the day after is beyond all.
        const later = { mark: 32, now: NOW + 2 * DAY };
        const with1 = (right: boolean) =>
          estimate(SECTIONS, [...evidence, { section: 'one', right, source: 'exam', at: NOW + DAY }], later);
        expect(with1(true).mean).toBeGreaterThanOrEqual(with1(false).mean);
        expect(with1(true).chance).toBeGreaterThanOrEqual(with1(false).chance - 1e-9);
        expect(before.posteriors).toHaveLength(2);
      }),
    );
  });

  test('follows the evidence: three of four right is about three of four of the exam', () => {
    const made = estimate(SECTIONS, [...answers('one', 60, 80), ...answers('two', 60, 80)], about);
    expect(made.mean).toBeGreaterThan(31);
    expect(made.mean).toBeLessThan(35);
    expect(isTelling(made, 45)).toBe(true);
  });

  test('a domain without answers is like the others, and says less', () => {
    const known = estimate(SECTIONS, [...answers('one', 72, 80), ...answers('two', 72, 80)], about);
    const half = estimate(SECTIONS, answers('one', 72, 80), about);
    expect(half.high - half.low).toBeGreaterThan(known.high - known.low);
    expect(half.mean).toBeGreaterThan(35);
  });
});

describe('what is said', () => {
  test.each([
    [0, 0],
    [0.04, 0],
    [0.05, 1],
    [0.44, 4],
    [0.96, 9],
    [1, 9],
  ])('a chance of %f is said as %i in 10', (chance, said) => {
    expect(inTenths(chance)).toBe(said);
  });

  test('nothing while the range spans more than a third of the exam', () => {
    expect(isTelling({ low: 20, high: 35 }, 45)).toBe(true);
    expect(isTelling({ low: 20, high: 36 }, 45)).toBe(false);
  });

  test('as many more answers as are missing make it telling', () => {
    const missing = missingAnswers(SECTIONS, [], NOW);
    expect(missing?.most.id).toBe('two');
    // Divided over both, and rounded up to whole right and wrong ones.
    const given = 4 * Math.ceil((missing?.answers ?? 0) / 4);
    const then = [
      ...answers('one', given / 4, given / 2, 'daily'),
      ...answers('two', given / 4, given / 2, 'daily'),
    ];
    expect(isTelling(estimate(SECTIONS, then, about), 45)).toBe(true);
    expect(missingAnswers(SECTIONS, then, NOW)).toBeUndefined();
  });

  test('no number of answers is promised where none will do', () => {
    expect(missingAnswers([{ id: 'one', count: 1 }], [], NOW)).toBeUndefined();
  });
});

test('beta-binomial chances add up, and have their known mean', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 60 }),
      fc.double({ min: 0.1, max: 200, noNaN: true }),
      fc.double({ min: 0.1, max: 200, noNaN: true }),
      (n, a, b) => {
        const chances = betaBinomial(n, a, b);
        expect(chances.reduce((sum, chance) => sum + chance, 0)).toBeCloseTo(1, 6);
        const mean = chances.reduce((sum, chance, right) => sum + chance * right, 0);
        expect(mean).toBeCloseTo((n * a) / (a + b), 5);
      },
    ),
  );
});

describe('measured on simulated learners of several seeds', () => {
  test.each([7, 8, 9])('seed %i: what is said comes true, and beats both rules of thumb', (seed) => {
    const found = measure(seed, 2000);
    expect(found.error).toBeLessThanOrEqual(0.05);
    expect(found.last.ours).toBeLessThan(Math.min(found.last.yesNo, found.last.chance));
    expect(found.three.ours).toBeLessThan(Math.min(found.three.yesNo, found.three.chance));
    expect(found.told).toBeGreaterThan(1500);
  });

  test('the measures themselves: always right is 0, a coin that lies is off by its lie', () => {
    const sure = [
      { chance: 1, passed: true },
      { chance: 0, passed: false },
    ];
    expect([calibrationError(sure), brier(sure)]).toEqual([0, 0]);
    const coin = Array.from({ length: 10 }, (_, index) => ({ chance: 0.8, passed: index < 5 }));
    expect(calibrationError(coin)).toBeCloseTo(0.3);
    expect(brier(coin)).toBeCloseTo(0.34);
  });
});
