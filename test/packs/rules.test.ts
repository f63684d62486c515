import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { draw, orderOptions, stockLeft, type Used } from '../../src/packs/rules.ts';
import type { PackQuestion } from '../../src/packs/schema.ts';
import { seededRandom } from '../../src/random.ts';
import { options, question } from './build.ts';

const PROFILE = {
  domains: [
    { id: 'a', name: 'A', count: 13, weight: 29, topics: ['eda', 'metrics'], objectives: [] },
    { id: 'b', name: 'B', count: 13, weight: 29, topics: ['tuning'], objectives: [] },
    { id: 'c', name: 'C', count: 15, weight: 33, topics: ['spark'], objectives: [] },
    { id: 'd', name: 'D', count: 4, weight: 9, topics: ['scaling'], objectives: [] },
  ],
};
const TOPICS = PROFILE.domains.flatMap(({ topics }) => topics);

function stock(sizes: readonly number[]): readonly PackQuestion[] {
  return TOPICS.flatMap((topic, index) =>
    Array.from({ length: sizes[index] ?? 0 }, (_, number) => question({ topic, id: `${topic}-${number}` })),
  );
}

/** Draws so many times, each draw knowing what was used before. */
function drawn(
  questions: readonly PackQuestion[],
  times: number,
  seed: number,
  start: Used = {},
): readonly PackQuestion[] {
  const random = seededRandom(seed);
  const used: Record<string, number> = { ...start };
  return Array.from({ length: times }, () => {
    const next = draw({ questions, profile: PROFILE, used, random });
    if (!next) throw new Error('nothing was drawn');
    used[next.id] = (used[next.id] ?? 0) + 1;
    return next;
  });
}

const sizes = fc.array(fc.integer({ min: 0, max: 9 }), {
  minLength: TOPICS.length,
  maxLength: TOPICS.length,
});
const seeds = fc.integer();

describe('draw', () => {
  test('no question comes twice before all have come once, cycle after cycle', () => {
    fc.assert(
      fc.property(sizes, seeds, (counts, seed) => {
        const questions = stock(counts);
        const ids = drawn(questions, questions.length * 2, seed).map(({ id }) => id);
        expect(new Set(ids.slice(0, questions.length)).size).toBe(questions.length);
        expect(new Set(ids.slice(questions.length)).size).toBe(questions.length);
      }),
    );
  });

  test('while every domain has stock, each is within two questions of its share at every moment, and never more than one ahead', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const list = drawn(stock([60, 60, 60, 60, 60]), 120, seed);
        const ahead = PROFILE.domains.flatMap(({ topics, weight }) => {
          let count = 0;
          return list.map(({ topic }, index) => {
            if (topics.includes(topic)) count += 1;
            return count - (weight / 100) * (index + 1);
          });
        });
        expect(Math.max(...ahead)).toBeLessThan(1);
        expect(Math.min(...ahead)).toBeGreaterThan(-2);
      }),
    );
  });

  test('a domain that ran out leaves its share to the others by their weights', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const list = drawn(stock([60, 0, 60, 0, 60]), 100, seed);
        const share = (topic: string) => list.filter((one) => one.topic === topic).length;
        expect(Math.abs(share('eda') - (29 / 67) * 100)).toBeLessThan(2);
        expect(Math.abs(share('tuning') - (29 / 67) * 100)).toBeLessThan(2);
        expect(Math.abs(share('scaling') - (9 / 67) * 100)).toBeLessThan(2);
      }),
    );
  });

  test('which question comes first is left to the dice, domain and all', () => {
    const first = new Set(
      Array.from({ length: 60 }, (_, seed) => drawn(stock([3, 3, 3, 3, 3]), 1, seed)[0]?.topic),
    );
    expect(first).toEqual(new Set(TOPICS));
  });

  test('the same dice and the same past give the same question', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const questions = stock([4, 4, 4, 4, 4]);
        expect(drawn(questions, 15, seed)).toEqual(drawn(questions, 15, seed));
      }),
    );
  });

  test('questions added to the pack come before the next cycle goes on', () => {
    const old = stock([2, 2, 2, 2, 2]);
    const used = Object.fromEntries(old.map(({ id }, index) => [id, 2 + (index % 2)]));
    const fresh = [question({ topic: 'spark', id: 'spark-new' }), question({ topic: 'eda', id: 'eda-new' })];
    const next = drawn([...old, ...fresh], 2, 1, used).map(({ id }) => id);
    expect(new Set(next)).toEqual(new Set(['spark-new', 'eda-new']));
  });

  test('a question that was taken out is never drawn, whatever was used', () => {
    fc.assert(
      fc.property(seeds, fc.integer({ min: 0, max: 9 }), (seed, place) => {
        const all = stock([2, 2, 2, 2, 2]);
        const questions = all.filter((_, index) => index !== place);
        expect(drawn(questions, 25, seed)).not.toContain(all[place]);
      }),
    );
  });

  test('without questions, or without one of any domain, there is none', () => {
    const random = () => 0.999999;
    expect(draw({ questions: [], profile: PROFILE, used: {}, random })).toBeUndefined();
    expect(
      draw({ questions: [question({ topic: 'sums' })], profile: PROFILE, used: {}, random }),
    ).toBeUndefined();
  });

  test.each([0, 0.5, 1 - 2 ** -53])('dice that always show %d still get through the whole stock', (dice) => {
    const questions = stock([3, 1, 4, 1, 5]);
    const used: Record<string, number> = {};
    for (const _ of questions) {
      const next = draw({ questions, profile: PROFILE, used, random: () => dice });
      used[next?.id ?? 'none'] = (used[next?.id ?? 'none'] ?? 0) + 1;
    }
    expect(used).toEqual(Object.fromEntries(questions.map(({ id }) => [id, 1])));
  });
});

describe('stockLeft', () => {
  test('counts what was never drawn; a draw that was taken back counts as none', () => {
    const questions = stock([3, 0, 0, 0, 0]);
    expect(stockLeft(questions, {})).toBe(3);
    expect(stockLeft(questions, { 'eda-0': 1, 'eda-1': 0, 'eda-9': 4 })).toBe(2);
  });
});

describe('orderOptions', () => {
  const four = question({ options: options(['a', 'b', 'c', 'd']) });

  test('is a permutation of the places', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        expect([...orderOptions(four, seededRandom(seed))].sort()).toEqual([0, 1, 2, 3]);
      }),
    );
  });

  test('puts each option in each place about as often', () => {
    const random = seededRandom(1);
    const first = [0, 0, 0, 0];
    for (let time = 0; time < 4000; time += 1) first[orderOptions(four, random)[0] ?? 0]! += 1;
    for (const times of first) expect(Math.abs(times - 1000)).toBeLessThan(100);
  });

  test('keeps the order of a question that asks for it', () => {
    expect(orderOptions({ ...four, 'keep-order': true }, seededRandom(1))).toEqual([0, 1, 2, 3]);
  });
});
