import { expect, test } from 'vitest';
import { type Attempt, withAttempt } from '../../src/history/rules.ts';

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
