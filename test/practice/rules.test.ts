import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { History } from '../../src/history/rules.ts';
import type { PackQuestion } from '../../src/packs/schema.ts';
import { type Snapshot, snapshot } from '../../src/packs/snapshot.ts';
import {
  afterPick,
  isComplete,
  isDone,
  leftToReview,
  minutesFor,
  nextOrder,
  type Pool,
  planPractice,
  Run,
} from '../../src/practice/rules.ts';
import { seededRandom } from '../../src/random.ts';

const DOMAINS = [
  { id: 'one', name: 'One', count: 3, weight: 75, topics: ['a'], objectives: [] },
  { id: 'two', name: 'Two', count: 1, weight: 25, topics: ['b'], objectives: [] },
];

function question(id: string, topic: string): PackQuestion {
  return {
    id,
    topic,
    difficulty: 'apply',
    objectives: [],
    stem: '?',
    options: ['w', 'x', 'y', 'z'].map((text, place) => ({ text, correct: place === 0, why: '' })),
    references: [],
    'keep-order': false,
    explained: true,
    draft: false,
  };
}

const met = (right: boolean, at: number): History => {
  const attempt = { at, right, source: 'daily' } as const;
  return { first: attempt, last: attempt, times: 1 };
};

/** Forty questions, three of four on topic a; those in `histories` were met. */
function pool(
  histories: Readonly<Record<string, History>> = {},
  seed = 1,
  kept: readonly string[] = [],
): Pool {
  return {
    questions: Array.from({ length: 40 }, (_, index) => question(`q${index}`, index % 4 === 3 ? 'b' : 'a')),
    profile: { domains: DOMAINS },
    history: (id) => histories[id],
    kept: new Set(kept),
    random: seededRandom(seed),
  };
}

describe('a practice', () => {
  test('of new questions keeps to the weights, and asks none that is kept for exams', () => {
    const kept = ['q0', 'q1', 'q2'];
    const ids = planPractice(pool({}, 1, kept), { count: 20, origin: 'new' });
    expect(ids).toHaveLength(20);
    const ofTopicB = ids.filter((id) => Number(id.slice(1)) % 4 === 3).length;
    expect(ofTopicB).toBeGreaterThanOrEqual(4);
    expect(ofTopicB).toBeLessThanOrEqual(6);
    expect(ids.filter((id) => kept.includes(id))).toEqual([]);
  });

  test('of missed ones asks those missed last, the longest ago first', () => {
    const histories = { q4: met(false, 3), q5: met(true, 1), q6: met(false, 2) };
    expect(planPractice(pool(histories), { count: 10, origin: 'missed' })).toEqual(['q6', 'q4']);
  });

  test('mixed is half of each in turn, and what runs out is filled from the other', () => {
    const missed = Object.fromEntries(
      Array.from({ length: 8 }, (_, index) => [`q${index}`, met(false, index)]),
    );
    const half = planPractice(pool(missed), { count: 10, origin: 'mixed' });
    expect(half.filter((id) => id in missed)).toEqual(['q0', 'q1', 'q2', 'q3', 'q4']);
    const few = planPractice(pool({ q0: met(false, 0) }), { count: 10, origin: 'mixed' });
    expect([few.length, few.filter((id) => id === 'q0').length]).toEqual([10, 1]);
  });

  test('with everything met and right, what was answered the longest ago comes', () => {
    const all = Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`q${index}`, met(true, index)]));
    expect(planPractice(pool(all), { count: 3, origin: 'mixed' })).toEqual(['q0', 'q1', 'q2']);
    expect(planPractice(pool(all), { count: 3, origin: 'new' })).toEqual([]);
  });

  test('for any history and seed has no question twice, and as many as asked for where there are as many', () => {
    const anyHistory = fc.dictionary(
      fc.nat(39).map((index) => `q${index}`),
      fc.tuple(fc.boolean(), fc.nat(100)).map(([right, at]) => met(right, at)),
    );
    fc.assert(
      fc.property(anyHistory, fc.integer(), fc.integer({ min: 5, max: 30 }), (histories, seed, count) => {
        const ids = planPractice(pool(histories, seed), { count, origin: 'mixed' });
        expect(new Set(ids).size).toBe(ids.length);
        expect(ids).toHaveLength(count);
      }),
    );
  });
});

describe('the order of options', () => {
  test('is never the same twice running', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 2, max: 5 }), (seed, size) => {
        const random = seededRandom(seed);
        const asked = { options: question('q', 'a').options.slice(0, size), 'keep-order': false };
        let last: readonly number[] | undefined;
        for (let time = 0; time < 10; time++) {
          const order = nextOrder(asked, last, random);
          expect(order).not.toEqual(last);
          expect([...order].sort()).toEqual(asked.options.map((_, place) => place));
          last = order;
        }
      }),
    );
  });

  test('is kept where the question keeps it', () => {
    const asked = { options: question('q', 'a').options, 'keep-order': true };
    expect(nextOrder(asked, [0, 1, 2, 3], Math.random)).toEqual([0, 1, 2, 3]);
  });
});

describe('picking', () => {
  const shown = (right: number) =>
    ({
      options: [0, 1, 2, 3].map((place) => ({ text: '', why: '', correct: place < right })),
    }) as unknown as Snapshot;

  test.each([
    ['another letter takes the place of the first', 1, [2], 0, [0]],
    ['where two are right a second is added, in order', 2, [3], 1, [1, 3]],
    ['and taken away by the same letter', 2, [1, 3], 3, [1]],
  ])('%s', (_, right, picks, place, expected) => {
    expect(afterPick(shown(right), picks, place)).toEqual(expected);
  });

  test.each([
    [1, [], false],
    [1, [3], true],
    [1, [7], false],
    [2, [1], false],
    [2, [1, 1], false],
    [2, [0, 3], true],
    [2, [0, 1, 2], false],
  ])('with %i right, %j is complete: %s', (right, picks, expected) => {
    expect(isComplete(shown(right), picks)).toBe(expected);
  });
});

test.each([
  [1, 1],
  [5, 4],
  [10, 8],
  [60, 45],
])('%i questions take about %i minutes', (questions, minutes) => {
  expect(minutesFor(questions)).toBe(minutes);
});

test.each([
  ['review', 12, 6, 6, { left: 6, next: 6 }],
  ['review', 10, 6, 6, { left: 4, next: 4 }],
  ['review', 10, 6, 2, { left: 8, next: 6 }],
  ['review', 6, 6, 6, { left: 0, next: 0 }],
  ['review', undefined, 6, 2, { left: 0, next: 0 }],
  ['practice', undefined, 6, 2, { left: 0, next: 0 }],
] as const)(
  'a %s of %s due, %i of them in it and %i answered, leaves %j',
  (kind, due, of, answered, left) => {
    expect(leftToReview({ kind, due, of, answered })).toEqual(left);
  },
);

describe('a second press on the way on', () => {
  const about = { id: 'practice1', kind: 'practice', pack: 'p', name: 'all', ahead: [], of: 5 } as const;
  const given = { picks: [0], confidence: 'sure', right: true } as const;
  const onQuestion = (number: number, answered = false) =>
    Run.parse({
      ...about,
      shown: {
        number,
        question: snapshot({ id: 'p', exam: { topics: [] } }, question('a-1', 'a'), [0, 1, 2, 3]),
        ...(answered ? { given } : {}),
      },
    });
  const over = Run.parse(about);

  test.each([
    ['Next, with the question after it on the screen', onQuestion(3), 'next', true],
    ['Next, with one left out in between', onQuestion(4), 'next', true],
    ['Next, with a later question answered', onQuestion(3, true), 'next', false],
    ['Finish, with the result on the screen', over, 'next', true],
    ['Stop here, with the result on the screen', over, 'stop', true],
    ['Stop here, with a later question on the screen', onQuestion(3), 'stop', false],
  ] as const)('%s: done already is %4$s', (_, run, wanted, expected) => {
    expect(isDone(run, { run: 'practice1', number: 2 }, wanted)).toBe(expected);
    expect(isDone(run, { run: 'practice2', number: 2 }, wanted)).toBe(false);
  });
});
