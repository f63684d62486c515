import { expect, test, vi } from 'vitest';
import { z } from 'zod';
import { openRecords, type Table, table } from '../../src/records/records.ts';
import { gate, Thing, temporaryFolder } from './adapters.ts';
import { G, onEveryAdapter } from './on-every-adapter.ts';

const clock = { now: () => 0 };
const open = (url: string, tables: readonly Table<z.ZodType>[] = [Thing]) =>
  openRecords({ url, clock, tables });

test('records in memory need nothing but their tables', async () => {
  const records = await open('memory:');
  await records.change(G, (changes) => changes.put(Thing, ['a'], { n: 1 }));
  expect(await records.in(G).list(Thing)).toHaveLength(1);
  expect(records.tables).toEqual([Thing]);
  await records.close();
});

test.each(['', 'Quiz', 'a/b', 'a b', '1a', '-a', 'a{', 'ä'])('a table cannot be called %j', (name) => {
  expect(() => table(name, z.object({}))).toThrow(/name/);
});

test('two tables cannot have one name, and the store is free again', async () => {
  const folder = await temporaryFolder();
  const url = `sqlite://${folder.path}/cohort.db`;
  await expect(open(url, [Thing, table('quiz', z.object({}))])).rejects.toThrow('quiz');
  await (await open(url)).close();
  await folder.remove();
});

test('a table says which of its ids is a member’s', () => {
  expect(table('card', z.object({}), { member: 1 }).member).toBe(1);
  expect(table('card', z.object({})).member).toBeUndefined();
});

test('an address of an unknown kind is refused without quoting it', async () => {
  const refused = open('mongodb://user:password@host');
  await expect(refused).rejects.toThrow('mongodb');
  await expect(refused).rejects.not.toThrow('password');
});

test.each([
  ['a big number', () => 1n, /bigint/],
  ['a date', () => new Date(), /plain/],
  ['a map', () => new Map(), /plain/],
  ['a number that is none', () => Number.NaN, /finite/],
  ['a function', () => () => {}, /function/],
  ['nothing', () => undefined, /undefined/],
  ['nothing in a list', () => [undefined], /undefined, in a list/],
  ['a bad value deep within', () => ({ a: [{ b: Symbol('x') }] }), /b is of type symbol/],
])('a schema that lets %s through is found out before the batch is', async (_, make, problem) => {
  const Loose = table('loose', z.unknown());
  const records = await open('memory:', [Loose]);
  const save = (value: unknown) => records.change(G, (changes) => changes.put(Loose, ['a'], value));
  await expect(save(make())).rejects.toThrow(problem);
  await save({ a: [{ b: null, c: undefined, d: -1.5e300 }] });
  await records.close();
});

onEveryAdapter('the records', (subject) => {
  test('know only the tables they were opened with', async () => {
    const stranger = table('stranger', z.object({}));
    const twin = table('quiz', z.object({ other: z.string() }));
    for (const unknown of [stranger, twin]) {
      await expect(subject.records.in(G).get(unknown, 'a')).rejects.toThrow(unknown.name);
      await expect(subject.records.in(G).list(unknown)).rejects.toThrow(unknown.name);
      await expect(subject.records.all(unknown)).rejects.toThrow(unknown.name);
      const remove = subject.records.change(G, (changes) => changes.remove(unknown, ['a']));
      await expect(remove).rejects.toThrow(unknown.name);
    }
  });

  test('wait for every change before they close, and take none after', async () => {
    const { records } = subject;
    const hold = gate();
    const slow = records.change('1', async (changes) => {
      await hold.opened;
      changes.put(Thing, ['a'], { n: 1 });
    });
    const changes = [slow, ...['1', '2', '3'].map((scope) => subject.put('b', 1, scope))];
    const disconnect = vi.spyOn(subject.opened.store, 'disconnect');
    const closed = records.close();
    await expect(subject.put('late', 1)).rejects.toThrow('closed');
    for (let n = 0; n < 5; n++) await new Promise((resolve) => setImmediate(resolve));
    expect(disconnect).not.toHaveBeenCalled();
    hold.open();
    await closed;
    expect(disconnect).toHaveBeenCalledTimes(1);
    await records.close();
    await Promise.all(changes);
    await subject.reopen();
    expect(await subject.records.all(Thing)).toHaveLength(4);
  });
});
