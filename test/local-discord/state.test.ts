import { expect, test } from 'vitest';
import { createClock } from './clock.ts';
import { compareIds, createIds, timeOf } from './ids.ts';
import { createMessageList } from './message-list.ts';
import type { MessageState } from './world.ts';

const NOON = Date.UTC(2026, 10, 12, 12);

test('ids follow the clock, are unique and grow', () => {
  const clock = createClock(NOON);
  const ids = createIds(clock);
  const made = Array.from({ length: 20_000 }, () => ids.next());
  expect(new Set(made).size).toBe(made.length);
  expect([...made].sort(compareIds)).toEqual(made);
  expect(timeOf(made[0]!) - NOON).toBeLessThan(1000);
  clock.moveTo(NOON + 86_400_000);
  expect(timeOf(ids.next()) - NOON).toBeGreaterThanOrEqual(86_400_000);
  expect(made[0]).toMatch(/^\d{17,19}$/);
});

test('a clock that goes back makes no id twice', () => {
  const clock = createClock(NOON);
  const ids = createIds(clock);
  const made = new Set<string>();
  for (let round = 0; round < 5; round += 1) {
    clock.moveTo(NOON);
    for (let count = 0; count < 100; count += 1) made.add(ids.next());
    clock.moveTo(NOON + 10_000);
    made.add(ids.next());
  }
  expect(made.size).toBe(505);
});

test('servers are made one a millisecond, before everything that happens', () => {
  const ids = createIds(createClock(NOON));
  const [first, second] = [ids.guild(), ids.guild()];
  expect(timeOf(second) - timeOf(first)).toBe(1);
  expect(compareIds(second, ids.old())).toBeLessThan(0);
  expect(compareIds(ids.old(), ids.next())).toBeLessThan(0);
});

test('a list of messages stays in order and finds by id', () => {
  const list = createMessageList();
  const message = (id: number) => ({ wire: { id: String(id) } }) as unknown as MessageState;
  for (const id of [1, 5, 10, 3, 200]) list.add(message(id));
  const ids = (messages: readonly MessageState[]) => messages.map(({ wire }) => Number(wire.id));
  expect(ids(list.all)).toEqual([1, 3, 5, 10, 200]);
  list.remove('5');
  list.remove('7');
  expect(list.get('5')).toBeUndefined();
  expect(ids(list.page({ limit: 2 }))).toEqual([200, 10]);
  expect(ids(list.page({ after: '2', limit: 2 }))).toEqual([10, 3]);
  expect(ids(list.page({ before: '10', limit: 5 }))).toEqual([3, 1]);
  expect(ids(list.page({ around: '10', limit: 3 }))).toEqual([200, 10, 3]);
});
