import { describe, expect, test } from 'vitest';
import { ENOUGH, type FirstAnswer, reasonsToRewrite, usageOf } from '../../src/usage/rules.ts';

const questions = ['good', 'bad', 'other'].map((key) => ({ key, wrong: [`${key} wrong`, `${key} silly`] }));
const none = { picked: [], reports: new Map<string, number>() };

/** Half of forty members know everything but the bad question, which only the others get right. */
const first: readonly FirstAnswer[] = Array.from({ length: 40 }, (_, who) => who).flatMap((who) => [
  { who, key: 'good', right: who < 20 },
  { who, key: 'other', right: who < 20 },
  { who, key: 'bad', right: who >= 20 },
]);

describe('what answers say of a question', () => {
  test('the share right counts first answers', () => {
    expect(usageOf(questions, { first, ...none }).get('good')).toMatchObject({
      answers: 40,
      rightShare: 0.5,
    });
  });

  test('a question that those who know more get wrong has a negative discrimination, and its key is doubted', () => {
    const bad = usageOf(questions, { first, ...none }).get('bad');
    expect(bad?.discrimination).toBeCloseTo(-1);
    expect(bad && reasonsToRewrite(bad)[0]).toContain('check the key');
  });

  test('with two questions, right on both or on none, discrimination is 1', () => {
    const two = first.filter(({ key }) => key !== 'bad');
    expect(usageOf(questions, { first: two, ...none }).get('good')?.discrimination).toBeCloseTo(1);
  });

  test('nothing is said of few answers, of nobody, or where everybody did the same', () => {
    const few = first.filter(({ who }) => who < ENOUGH - 1);
    expect(usageOf(questions, { first: few, ...none }).get('good')?.discrimination).toBeUndefined();
    const same = first.map((answer) => ({ ...answer, right: true }));
    expect(usageOf(questions, { first: same, ...none }).get('good')?.discrimination).toBeUndefined();
    expect(usageOf(questions, { first: [], ...none }).get('good')).toEqual({
      answers: 0,
      rightShare: 0,
      discrimination: undefined,
      unpicked: [],
      reports: 0,
    });
  });

  test('wrong options that nobody picks are named, once enough have picked', () => {
    const picked = Array.from({ length: ENOUGH }, () => ({ key: 'good', texts: ['good wrong'] }));
    const usage = (list: typeof picked) =>
      usageOf(questions, { first: [], picked: list, reports: new Map() }).get('good')?.unpicked;
    expect(usage(picked)).toEqual(['good silly']);
    expect(usage(picked.slice(1))).toEqual([]);
  });
});

test('reports come first, and a question without doubts has no reasons', () => {
  const fine = { answers: 40, rightShare: 0.6, discrimination: 0.4, unpicked: [], reports: 0 };
  expect(reasonsToRewrite(fine)).toEqual([]);
  expect(reasonsToRewrite({ ...fine, reports: 2, rightShare: 0.1 })).toEqual([
    'reported 2 times',
    'fewer are right than by guessing',
  ]);
});
