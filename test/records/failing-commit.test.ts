import { expect, test, vi } from 'vitest';
import { NotSaved } from '../../src/records/records.ts';
import { Thing } from './adapters.ts';
import { G, onEveryAdapter } from './on-every-adapter.ts';

onEveryAdapter('a commit that fails', (subject) => {
  const refuse = () => vi.spyOn(subject.opened.store, 'setMany').mockRejectedValueOnce(new Error('disk'));

  test('tells everybody in the batch who changed something, and saves nothing', async () => {
    await subject.put('a', 1);
    refuse();
    const results = await Promise.allSettled([subject.put('a', 2), subject.put('b', 2)]);
    for (const result of results) {
      expect(result).toMatchObject({ status: 'rejected', reason: { cause: new Error('disk') } });
      expect(result.status === 'rejected' && result.reason).toBeInstanceOf(NotSaved);
    }
    await subject.nowAndAfterRestart(async (records) => {
      expect(await records.in(G).list(Thing)).toEqual([{ ids: ['a'], value: { n: 1, note: '' } }]);
    });
  });

  test('drops the memory of its scope, says so, and everything is read again', async () => {
    await Promise.all([subject.put('a', 1), subject.put('a', 1, '2')]);
    const dropped: string[] = [];
    const unsubscribe = subject.records.onDrop((scope) => dropped.push(scope));
    subject.records.onDrop(() => {
      throw new Error('listener');
    });
    // The answer was lost on the way: the rows are in fact on disk.
    const setMany = subject.opened.store.setMany.bind(subject.opened.store);
    vi.spyOn(subject.opened.store, 'setMany').mockImplementationOnce(async (rows) => {
      await setMany(rows);
      throw new Error('connection lost');
    });
    await expect(subject.put('a', 2)).rejects.toBeInstanceOf(NotSaved);
    expect(dropped).toEqual([G]);
    expect(await subject.records.in(G).get(Thing, 'a')).toEqual({ n: 2, note: '' });
    expect(subject.opened.logged).toMatchObject([{ context: { err: new Error('listener'), scope: G } }]);
    unsubscribe();
    refuse();
    await expect(subject.put('a', 3)).rejects.toBeInstanceOf(NotSaved);
    expect(dropped).toEqual([G]);
  });

  test('is told to listeners before the callers are answered', async () => {
    const order: string[] = [];
    subject.records.onDrop(() => order.push('dropped'));
    refuse();
    await subject.put('a', 1).catch(() => order.push('answered'));
    expect(order).toEqual(['dropped', 'answered']);
  });

  test('is not the concern of who has only read what is committed, but of who has read what was not saved', async () => {
    await subject.put('old', 1);
    refuse();
    const get = (id: string) => subject.records.change(G, (changes) => changes.get(Thing, id));
    const list = (id: string) => subject.records.change(G, (changes) => changes.list(Thing, id));
    const refusal = () =>
      subject.records.change(G, async (changes) => {
        if (await changes.get(Thing, 'new')) throw new RangeError('there already');
      });
    const results = await Promise.allSettled([
      get('old'),
      subject.put('new', 1),
      get('old'),
      get('new'),
      list('old'),
      list('new'),
      refusal(),
    ]);
    expect(results.map((result) => (result.status === 'rejected' ? result.reason.name : 'answered'))).toEqual(
      ['answered', 'NotSaved', 'answered', 'NotSaved', 'answered', 'NotSaved', 'NotSaved'],
    );
  });

  test('runs nothing that was to follow it', async () => {
    const after = vi.fn();
    refuse();
    const change = subject.records.change(G, (changes) => {
      changes.put(Thing, ['a'], { n: 1 });
      changes.after(after);
    });
    await expect(change).rejects.toBeInstanceOf(NotSaved);
    expect(after).not.toHaveBeenCalled();
  });

  test('leaves the next batch working', async () => {
    refuse();
    const [first, second] = [
      subject.put('a', 1),
      new Promise((resolve) => setImmediate(resolve)).then(() => subject.put('b', 2)),
    ];
    await expect(first).rejects.toBeInstanceOf(NotSaved);
    await second;
    expect((await subject.records.in(G).list(Thing)).map(({ ids }) => ids)).toEqual([['b']]);
  });

  test('may say so with a boolean', async () => {
    vi.spyOn(subject.opened.store, 'setMany').mockResolvedValueOnce(JSON.parse('[true, false]'));
    await expect(subject.put('a', 1)).rejects.toBeInstanceOf(NotSaved);
  });
});
