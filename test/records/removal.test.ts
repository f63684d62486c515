import { afterEach, expect, test, vi } from 'vitest';
import { rangeOf } from '../../src/records/keys.ts';
import { TOMBSTONE } from '../../src/records/store.ts';
import { PURGE_AFTER } from '../../src/records/writer.ts';
import { gate, Thing } from './adapters.ts';
import { G, onEveryAdapter } from './on-every-adapter.ts';

onEveryAdapter('a removed row', (subject) => {
  afterEach(() => vi.useRealTimers());

  const remove = (...ids: string[]) =>
    subject.records.change(G, (changes) => {
      for (const id of ids) changes.remove(Thing, [id]);
    });
  const stored = async () => {
    const rows = await subject.opened.store.list(rangeOf('cohort:quiz/'));
    return rows.map(({ key, value }) => (value === TOMBSTONE ? `${key} removed` : key));
  };
  const keyOf = (id: string) => `cohort:quiz/{${G}}/${id}/`;

  async function expectOnly(...ids: string[]) {
    const { records } = subject;
    expect((await records.in(G).list(Thing)).map((row) => row.ids[0])).toEqual(ids);
    expect((await records.all(Thing)).map((row) => row.ids[0])).toEqual(ids);
    for (const id of ['a', 'b', 'c']) {
      expect((await records.in(G).get(Thing, id)) !== undefined).toBe(ids.includes(id));
      expect((await records.change(G, (changes) => changes.get(Thing, id))) !== undefined).toBe(
        ids.includes(id),
      );
    }
  }

  test('is seen nowhere, though it is still in the store', async () => {
    for (const id of ['a', 'b', 'c']) await subject.put(id, 1);
    await remove('b');
    expect(await stored()).toEqual([keyOf('a'), `${keyOf('b')} removed`, keyOf('c')]);
    await expectOnly('a', 'c');
  });

  test('is seen nowhere after a restart, though it could not be deleted', async () => {
    await subject.put('a', 1);
    await subject.put('b', 1);
    await remove('b');
    vi.spyOn(Object.getPrototypeOf(subject.opened.store), 'purge').mockRejectedValue(new Error('busy'));
    await subject.reopen();
    expect(subject.opened.logged).toMatchObject([{ context: { err: new Error('busy') } }]);
    expect(await stored()).toEqual([keyOf('a'), `${keyOf('b')} removed`]);
    await expectOnly('a');
  });

  test('need not have been read before', async () => {
    await subject.put('a', 1);
    await subject.put('b', 1);
    await subject.reopen();
    await remove('a');
    await subject.nowAndAfterRestart(() => expectOnly('b'));
    expect(await stored()).toEqual([keyOf('b')]);
  });

  test('is deleted before the store closes, though that is under way already', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    await subject.put('a', 1);
    await remove('a');
    const { store, records } = subject.opened;
    const hold = gate();
    const [purge, disconnect] = [store.purge.bind(store), vi.spyOn(store, 'disconnect')];
    const held = vi.spyOn(store, 'purge').mockImplementationOnce(async (keys) => {
      await hold.opened;
      return purge(keys);
    });
    await vi.advanceTimersByTimeAsync(PURGE_AFTER);
    expect(held).toHaveBeenCalledTimes(1);
    const closed = records.close();
    for (let n = 0; n < 5; n++) await new Promise((resolve) => setImmediate(resolve));
    expect(disconnect).not.toHaveBeenCalled();
    hold.open();
    await closed;
    expect(records.stats().purged).toBe(1);
    expect(subject.opened.logged).toEqual([]);
  });

  test('is deleted physically soon after, many in one go', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    for (const id of ['a', 'b', 'c']) await subject.put(id, 1);
    const purge = vi.spyOn(subject.opened.store, 'purge');
    await remove('a');
    await remove('b', 'c');
    expect(await stored()).toHaveLength(3);
    await vi.advanceTimersByTimeAsync(PURGE_AFTER);
    await vi.waitFor(() => expect(subject.records.stats().purged).toBe(3));
    expect(await stored()).toEqual([]);
    expect(purge).toHaveBeenCalledTimes(1);
    await expectOnly();
  });

  test('is deleted physically on closing', async () => {
    await subject.put('a', 1);
    await remove('a');
    const { records } = subject;
    await subject.reopen();
    expect(records.stats().purged).toBe(1);
    expect(await stored()).toEqual([]);
  });

  test('is deleted physically at the next start if that failed', async () => {
    await subject.put('a', 1);
    await subject.put('b', 1);
    await remove('b');
    vi.spyOn(subject.opened.store, 'purge').mockRejectedValueOnce(new Error('busy'));
    await subject.reopen();
    expect(subject.records.stats().purged).toBe(1);
    expect(await stored()).toEqual([keyOf('a')]);
    await expectOnly('a');
  });

  test('is deleted physically the next time if that failed', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    await subject.put('a', 1);
    await subject.put('b', 1);
    vi.spyOn(subject.opened.store, 'purge').mockRejectedValueOnce(new Error('busy'));
    await remove('a');
    await vi.advanceTimersByTimeAsync(PURGE_AFTER);
    await vi.waitFor(() => expect(subject.opened.logged).toHaveLength(1));
    await remove('b');
    await vi.advanceTimersByTimeAsync(PURGE_AFTER);
    await vi.waitFor(() => expect(subject.records.stats().purged).toBe(2));
    expect(await stored()).toEqual([]);
  });

  test('that is put again stays', async () => {
    await subject.put('a', 1);
    await remove('a');
    await subject.put('a', 2);
    await subject.nowAndAfterRestart(async (records) => {
      expect(await records.in(G).get(Thing, 'a')).toEqual({ n: 2, note: '' });
    });
  });

  test('may never have been there', async () => {
    await remove('a');
    await expectOnly();
  });
});
