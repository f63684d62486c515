import { describe, expect, test } from 'vitest';
import { type Attempt, keptForExams, withAttempt } from '../../src/history/rules.ts';

const attempt = (at: number, right: boolean): Attempt => ({ at, right, source: 'daily' });

test('the first attempt stays, the last is renewed, and all are counted', () => {
  const first = withAttempt(undefined, attempt(1, false));
  expect(first).toEqual({ first: attempt(1, false), last: attempt(1, false), times: 1 });
  expect(withAttempt(first, attempt(2, true))).toEqual({
    first: attempt(1, false),
    last: attempt(2, true),
    times: 2,
  });
});

describe('questions kept for exams', () => {
  const domain = (size: number) => Array.from({ length: size }, (_, index) => ({ id: `metrics-${index}` }));

  test.each([
    [0, 0],
    [3, 0],
    [4, 1],
    [45, 11],
  ])('of %i in a domain %i are kept', (size, kept) => {
    expect(keptForExams(domain(size)).size).toBe(kept);
  });

  test('the same ones whatever their order, and one more question moves one other at most', () => {
    const before = keptForExams(domain(40));
    expect(keptForExams(domain(40).reverse())).toEqual(before);
    const after = keptForExams(domain(41));
    expect([...before].filter((id) => !after.has(id)).length).toBeLessThanOrEqual(1);
  });
});
