import { expect, test } from 'vitest';
import { roomProblems } from '../../src/discord/room.ts';
import type { Reported } from '../../src/report/rules.ts';
import { reportsScreen } from '../../src/report/view.ts';
import { checkMessage } from '../local-discord/check.ts';

test('the most and longest reports, all of it to be escaped, fit into one message', () => {
  const worst = '*'.repeat(1000);
  const report = {
    at: 1_800_000_000_000,
    reason: 'two-right',
    words: worst,
    stem: worst,
    name: worst,
  } as const;
  const reported: readonly Reported[] = Array.from({ length: 30 }, (_, index) => ({
    key: `${'p'.repeat(40)}.${'q'.repeat(37)}-${String(index).padStart(2, '0')}`,
    stem: worst,
    reports: Array.from({ length: 200 }, () => report),
  }));
  const shown = reportsScreen(reported, 'x'.repeat(200));
  expect(roomProblems(shown)).toEqual([]);
  expect(checkMessage(shown, 'reply')).toEqual([]);
});
