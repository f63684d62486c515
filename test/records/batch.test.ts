import { expect, test, vi } from 'vitest';
import { gate, Thing } from './adapters.ts';
import { G, onEveryAdapter } from './on-every-adapter.ts';

onEveryAdapter('a batch', (subject) => {
  const turn = () => new Promise((resolve) => setImmediate(resolve));

  /** Lets the next commit reach the store only when the gate opens. */
  function holdNextCommit() {
    const hold = gate();
    const setMany = subject.opened.store.setMany.bind(subject.opened.store);
    const held = vi.spyOn(subject.opened.store, 'setMany').mockImplementationOnce(async (rows) => {
      await hold.opened;
      await setMany(rows);
    });
    return { held, open: hold.open };
  }

  test('of 2,000 changes in flight takes at most 50 commits, and all are saved', async () => {
    const commit = holdNextCommit();
    const first = subject.put('first', 1);
    await vi.waitFor(() => expect(commit.held).toHaveBeenCalled());
    // They arrive over many turns of the event loop, all while the first is on its way.
    const rest = Array.from({ length: 2000 }, async (_, i) => {
      for (let n = 0; n < i % 20; n++) await turn();
      return subject.put(`id-${i}`, i);
    });
    for (let n = 0; n < 25; n++) await turn();
    commit.open();
    await Promise.all([first, ...rest]);
    const { commits, rows } = subject.records.stats();
    expect(commits).toBeGreaterThanOrEqual(2);
    expect(commits).toBeLessThanOrEqual(50);
    expect(rows).toBe(2001);
    expect(await (await subject.reopen()).records.in(G).list(Thing)).toHaveLength(2001);
  });

  test('holds 2,000 changes of the same record, each of which sees the one before', async () => {
    const add = () =>
      subject.records.change(G, async (changes) => {
        changes.put(Thing, ['sum'], { n: ((await changes.get(Thing, 'sum'))?.n ?? 0) + 1 });
      });
    await Promise.all(Array.from({ length: 2000 }, add));
    expect(subject.records.stats().commits).toBeLessThanOrEqual(50);
    await subject.nowAndAfterRestart(async (records) => {
      expect(await records.in(G).get(Thing, 'sum')).toEqual({ n: 2000, note: '' });
    });
  });

  test('gathers while a commit is in flight, and nobody is answered before its own is on disk', async () => {
    const commit = holdNextCommit();
    const answered: string[] = [];
    const first = subject.put('a', 1).then(() => answered.push('a'));
    await vi.waitFor(() => expect(commit.held).toHaveBeenCalled());
    const rest = ['b', 'c', 'd'].map((id) => subject.put(id, 1).then(() => answered.push(id)));
    await turn();
    expect(answered).toEqual([]);
    expect(await subject.records.in(G).get(Thing, 'a')).toBeUndefined();
    commit.open();
    await Promise.all([first, ...rest]);
    expect(answered).toEqual(['a', 'b', 'c', 'd']);
    expect(subject.records.stats().commits).toBe(2);
  });

  test('runs what follows after the commit, in order, before anybody is answered; one that throws disturbs nobody', async () => {
    const happened: string[] = [];
    const change = (name: string, action: () => void) =>
      subject.records
        .change(G, (changes) => {
          changes.put(Thing, [name], { n: 1 });
          changes.after(action);
        })
        .then(() => happened.push(`answer ${name}`));
    const setMany = vi.spyOn(subject.opened.store, 'setMany');
    await Promise.all([
      change('a', () => happened.push(`after a, ${setMany.mock.settledResults.length} on disk`)),
      change('b', () => {
        throw new Error('board');
      }),
      change('c', () => happened.push('after c')),
    ]);
    expect(happened).toEqual(['after a, 1 on disk', 'after c', 'answer a', 'answer b', 'answer c']);
    expect(subject.opened.logged).toMatchObject([{ context: { err: new Error('board') } }]);
  });

  test('of one scope does not wait for the events of another', async () => {
    const hold = gate();
    const slow = subject.records.change('1', async (changes) => {
      await hold.opened;
      changes.put(Thing, ['a'], { n: 1 });
    });
    await subject.put('b', 1, '2');
    hold.open();
    await slow;
  });

  test('of many scopes at once is a few statements', async () => {
    await Promise.all(Array.from({ length: 200 }, (_, i) => subject.put('a', i, `scope-${i}`)));
    const { commits, statements } = subject.records.stats();
    expect(commits).toBe(200);
    expect(statements).toBeLessThanOrEqual(10);
    expect(await subject.records.all(Thing)).toHaveLength(200);
  });

  test('that the store refuses does not take those of other scopes with it', async () => {
    const setMany = subject.opened.store.setMany.bind(subject.opened.store);
    vi.spyOn(subject.opened.store, 'setMany').mockImplementation(async (rows) => {
      if (rows.some(({ key }) => key.includes('poison'))) throw new Error('refused');
      await setMany(rows);
    });
    const results = await Promise.allSettled(
      ['1', 'poison', '2', '3'].map((scope) => subject.put('a', 1, scope)),
    );
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'fulfilled']);
    expect((await subject.records.all(Thing)).map(({ scope }) => scope)).toEqual(['1', '2', '3']);
  });
});
