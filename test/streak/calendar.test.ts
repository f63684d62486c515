import { expect, test } from 'vitest';
import { type Calendar, withPosted } from '../../src/streak/rules.ts';

test('a second question of a date keeps it open as long as the later one', () => {
  const calendar = withPosted(withPosted([], '2026-11-12', 2000), '2026-11-12', 1000);
  expect(calendar).toEqual([{ date: '2026-11-12', settlesAt: 2000 }]);
});

test('a calendar is in order and bounded', () => {
  let calendar: Calendar = withPosted([], '2027-01-01', 0);
  for (let day = 0; day < 200; day++) {
    calendar = withPosted(calendar, new Date(Date.UTC(2026, 0, 1 + day)).toISOString().slice(0, 10), day);
  }
  expect(calendar).toHaveLength(150);
  expect(calendar.at(-1)?.date).toBe('2027-01-01');
  expect([...calendar].sort((a, b) => (a.date < b.date ? -1 : 1))).toEqual(calendar);
});
