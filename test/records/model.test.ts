import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Changes, Records, Row } from '../../src/records/records.ts';
import { adapters, Quizzes, Round } from './adapters.ts';

const scopes = ['1', '11'];
const id = fc.constantFrom('a', 'aa', 'a!', 'b', '🦉', '\uFFFD');
const ids = fc.array(id, { minLength: 1, maxLength: 3 });
const table = fc.constantFrom(Round, Quizzes);
const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('put' as const), table, ids, n: fc.integer() }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('remove' as const), table, ids }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('get' as const), table, ids }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('list' as const), table, ids: fc.array(id, { maxLength: 2 }) }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('throw' as const), table, ids }) },
);
const event = fc.record({ scope: fc.constantFrom(...scopes), steps: fc.array(step, { maxLength: 6 }) });
/** Waves of changes that are in flight together; after some, everything is closed and opened again, or all of it is read. */
const waves = fc.array(
  fc.record({ events: fc.array(event, { maxLength: 8 }), reopen: fc.boolean(), compare: fc.boolean() }),
  {
    maxLength: 6,
  },
);

type Wave = typeof waves extends fc.Arbitrary<(infer W)[]> ? W : never;
type Event = typeof event extends fc.Arbitrary<infer E> ? E : never;

/** A plain map for each scope. */
type Model = Map<string, Map<string, number>>;
const inOrder = (keys: Iterable<string>) =>
  [...keys].toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
const keyOf = (name: string, parts: readonly string[]) => [name, ...parts, ''].join('/');

function listed(rows: ReadonlyMap<string, number>, prefix: string): string[] {
  return inOrder(rows.keys())
    .filter((key) => key.startsWith(prefix))
    .map((key) => `${key} ${rows.get(key)}`);
}

/** Does the same to the changes and to a copy of the map, and compares what they answer. */
async function perform(changes: Changes, rows: ReadonlyMap<string, number>, steps: Event['steps']) {
  const copy = new Map(rows);
  for (const step of steps) {
    const { name } = step.table;
    const key = keyOf(name, step.ids);
    if (step.do === 'throw') throw new RangeError('meant to fail');
    if (step.do === 'put') {
      changes.put(step.table, step.ids, { n: step.n });
      copy.set(key, step.n);
    }
    if (step.do === 'remove') {
      changes.remove(step.table, step.ids);
      copy.delete(key);
    }
    if (step.do === 'get') expect((await changes.get(step.table, ...step.ids))?.n).toBe(copy.get(key));
    if (step.do === 'list') {
      const found = await changes.list(step.table, ...step.ids);
      expect(found.map(({ ids, value }) => `${keyOf(name, ids)} ${value.n}`)).toEqual(listed(copy, key));
    }
  }
  return copy;
}

async function expectSame(records: Records, model: Model): Promise<void> {
  for (const table of [Round, Quizzes]) {
    const all = await records.all(table);
    for (const [scope, rows] of model) {
      const expected = listed(rows, `${table.name}/`);
      const format = ({ ids, value }: Row<{ n: number }>) => `${keyOf(table.name, ids)} ${value.n}`;
      expect((await records.in(scope).list(table)).map(format)).toEqual(expected);
      expect(all.filter((row) => row.scope === scope).map(format)).toEqual(expected);
    }
  }
}

describe.each(adapters)('any sequence of concurrent changes on $name', ({ create }) => {
  async function check(sequence: readonly Wave[]): Promise<void> {
    const backing = await create();
    try {
      let { records } = await backing.open();
      const model: Model = new Map(scopes.map((scope) => [scope, new Map()]));
      for (const { events, reopen, compare } of sequence) {
        const results = await Promise.allSettled(
          events.map(({ scope, steps }) =>
            records.change(scope, async (changes) => {
              model.set(scope, await perform(changes, model.get(scope) ?? new Map(), steps));
            }),
          ),
        );
        for (const result of results) {
          if (result.status === 'rejected') expect(result.reason).toEqual(new RangeError('meant to fail'));
        }
        if (reopen) {
          await records.close();
          records = (await backing.open()).records;
        }
        if (compare) await expectSame(records, model);
      }
      await expectSame(records, model);
      await records.close();
      await expectSame((await backing.open()).records, model);
    } finally {
      await backing.dispose();
    }
  }

  test('leaves what the same sequence leaves in a plain map, before and after a restart', async () => {
    await fc.assert(fc.asyncProperty(waves, check), { numRuns: 60 });
  });
});
