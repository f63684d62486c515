import { expect, test, vi } from 'vitest';
import { gate, Round, Thing } from './adapters.ts';
import { G, onEveryAdapter } from './on-every-adapter.ts';

onEveryAdapter('what was loaded', (subject) => {
  /** How often the store was asked for something since this was called. */
  function countReads(): () => number {
    const { store } = subject.opened;
    const spies = [vi.spyOn(store, 'get'), vi.spyOn(store, 'list')];
    return () => spies.reduce((sum, spy) => sum + spy.mock.calls.length, 0);
  }

  test('is not read again, whether there was a row or not', async () => {
    await subject.put('a', 1);
    await subject.reopen();
    const reads = countReads();
    for (let n = 0; n < 3; n++) {
      expect(await subject.records.in(G).get(Thing, 'a')).toBeDefined();
      expect(await subject.records.in(G).get(Thing, 'none')).toBeUndefined();
      await subject.records.change(G, (changes) => changes.get(Thing, 'a'));
    }
    expect(reads()).toBe(2);
  });

  test('includes everything under a prefix that was listed', async () => {
    await subject.records.change(G, (changes) => {
      for (const ids of [['a'], ['a', 'b'], ['a', 'c'], ['z']]) changes.put(Round, ids, { n: 1 });
    });
    await subject.reopen();
    const reader = subject.records.in(G);
    const reads = countReads();
    expect(await reader.list(Round, 'a')).toHaveLength(3);
    expect(reads()).toBe(1);
    expect(await reader.list(Round, 'a', 'b')).toHaveLength(1);
    expect(await reader.list(Round, 'a', 'none')).toEqual([]);
    expect(await reader.get(Round, 'a', 'c')).toEqual({ n: 1 });
    expect(await reader.get(Round, 'a')).toEqual({ n: 1 });
    expect(await reader.get(Round, 'a', 'none')).toBeUndefined();
    await subject.records.change(G, async (changes) => {
      expect(await changes.list(Round, 'a')).toHaveLength(3);
    });
    expect(reads()).toBe(1);
    expect(await reader.get(Round, 'z')).toEqual({ n: 1 });
    expect(reads()).toBe(2);
    expect(await reader.list(Round)).toHaveLength(4);
    expect(reads()).toBe(3);
  });

  test('includes what was committed since', async () => {
    const reader = subject.records.in(G);
    await reader.list(Thing);
    const reads = countReads();
    await subject.put('a', 1);
    await subject.put('b', 1);
    await subject.records.change(G, (changes) => changes.remove(Thing, ['a']));
    expect(await reader.list(Thing)).toEqual([{ ids: ['b'], value: { n: 1, note: '' } }]);
    expect(reads()).toBe(0);
  });

  test('at the same moment is read together', async () => {
    await subject.put('a', 1);
    await subject.reopen();
    const [get, getMany] = [vi.spyOn(subject.opened.store, 'get'), vi.spyOn(subject.opened.store, 'getMany')];
    const ids = ['a', 'b', 'c', 'a'];
    const values = await Promise.all(ids.map((id) => subject.records.in(G).get(Thing, id)));
    expect(values.map((value) => value?.n)).toEqual([1, undefined, undefined, 1]);
    expect(get).not.toHaveBeenCalled();
    expect(getMany).toHaveBeenCalledTimes(1);
  });

  test.each(['get', 'list'] as const)(
    'by a %s while a commit ended is not older than the commit',
    async (way) => {
      for (const id of ['changed', 'removed', 'kept']) await subject.put(id, 1);
      await subject.reopen();
      const { store } = subject.opened;
      const hold = gate();
      const [get, list] = [store.get.bind(store), store.list.bind(store)];
      // Both read the store at once, but their answer is late.
      vi.spyOn(store, 'get').mockImplementation(async (key) => {
        const value = await get(key);
        await hold.opened;
        return value;
      });
      vi.spyOn(store, 'list').mockImplementation(async (range) => {
        const rows = await list(range);
        await hold.opened;
        return rows;
      });
      const reader = subject.records.in(G);
      const read = async () => {
        if (way === 'list') return (await reader.list(Thing)).map(({ ids, value }) => `${ids[0]} ${value.n}`);
        const values = [];
        for (const id of ['added', 'changed', 'kept', 'removed']) {
          const value = await reader.get(Thing, id);
          if (value) values.push(`${id} ${value.n}`);
        }
        return values;
      };
      const early = read();
      await new Promise((resolve) => setTimeout(resolve, 5));
      await subject.records.change(G, (changes) => {
        changes.put(Thing, ['added'], { n: 2 });
        changes.put(Thing, ['changed'], { n: 2 });
        changes.remove(Thing, ['removed']);
      });
      hold.open();
      const expected = ['added 2', 'changed 2', 'kept 1'];
      expect(await early).toEqual(expected);
      expect(await read()).toEqual(expected);
    },
  );

  test('is forgotten with its scope when that was idle, and read again', async () => {
    const { clock, store } = subject.opened;
    await subject.put('a', 1, 'idle');
    clock.time = 2000;
    await subject.put('a', 1, 'used');
    expect(subject.records.stats().scopes).toBe(2);
    subject.records.forgetIdle(1500);
    expect(subject.records.stats().scopes).toBe(1);
    const get = vi.spyOn(store, 'get');
    expect(await subject.records.in('used').get(Thing, 'a')).toEqual({ n: 1, note: '' });
    expect(get).not.toHaveBeenCalled();
    expect(await subject.records.in('idle').get(Thing, 'a')).toEqual({ n: 1, note: '' });
    expect(get).toHaveBeenCalledTimes(1);
  });

  test('is not forgotten while it is read or changed', async () => {
    const { clock } = subject.opened;
    const hold = gate();
    const change = subject.records.change('busy', async (changes) => {
      await hold.opened;
      changes.put(Thing, ['a'], { n: 1 });
    });
    await subject.put('a', 1, 'read');
    clock.time = 2000;
    await subject.records.in('read').get(Thing, 'a');
    subject.records.forgetIdle(1500);
    expect(subject.records.stats().scopes).toBe(2);
    const second = subject.put('a', 2, 'busy');
    hold.open();
    await Promise.all([change, second]);
    expect(await subject.records.in('busy').get(Thing, 'a')).toEqual({ n: 2, note: '' });
  });
});
