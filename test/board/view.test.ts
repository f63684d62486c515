import { expect, test } from 'vitest';
import { dailyPoints, POINTS } from '../../src/board/rules.ts';
import { pointsScreen } from '../../src/board/view.ts';

test('“How points work” says what a wrong answer earns, and what for', () => {
  const wrong = dailyPoints({ right: false, late: false, metBefore: false });
  expect(wrong).toBe(POINTS.daily.wrong);
  expect(JSON.stringify(pointsScreen())).toContain(`A wrong answer: ${wrong} points, for taking part.`);
});
