import { expect, test, vi } from 'vitest';
import { Thing } from './adapters.ts';
import { G, onEveryAdapter } from './on-every-adapter.ts';

onEveryAdapter('a change', (subject) => {
  test('gives its result, and what it put is there, at once and after a restart', async () => {
    const result = await subject.records.change(G, (changes) => {
      changes.put(Thing, ['a', 'b'], { n: 1 });
      return 'done';
    });
    expect(result).toBe('done');
    await subject.nowAndAfterRestart(async (records) => {
      expect(await records.in(G).get(Thing, 'a', 'b')).toEqual({ n: 1, note: '' });
      expect(await records.in(G).list(Thing)).toEqual([{ ids: ['a', 'b'], value: { n: 1, note: '' } }]);
      expect(await records.all(Thing)).toEqual([{ scope: G, ids: ['a', 'b'], value: { n: 1, note: '' } }]);
    });
  });

  test('knows its scope', async () => {
    const changes = await subject.records.change(G, (own) => own);
    expect(changes.scope).toBe(G);
  });

  test('sees what it did itself', async () => {
    await subject.put('old', 1);
    await subject.records.change(G, async (changes) => {
      changes.put(Thing, ['new'], { n: 2 });
      changes.remove(Thing, ['old']);
      expect(await changes.get(Thing, 'new')).toEqual({ n: 2, note: '' });
      expect(await changes.get(Thing, 'old')).toBeUndefined();
      expect(await changes.list(Thing)).toEqual([{ ids: ['new'], value: { n: 2, note: '' } }]);
    });
  });

  test('sees what those before it in the batch did, in the order of the calls', async () => {
    const count = () =>
      subject.records.change(G, async (changes) => {
        const n = ((await changes.get(Thing, 'count'))?.n ?? 0) + 1;
        changes.put(Thing, ['count'], { n });
        changes.put(Thing, ['log', String(n)], { n });
        return { n, listed: (await changes.list(Thing, 'log')).length };
      });
    const results = await Promise.all([count(), count(), count()]);
    expect(results).toEqual([
      { n: 1, listed: 1 },
      { n: 2, listed: 2 },
      { n: 3, listed: 3 },
    ]);
    expect(subject.records.stats().commits).toBe(1);
  });

  test('that throws loses its own changes and nobody else’s', async () => {
    const after = vi.fn();
    const broken = subject.records.change(G, async (changes) => {
      changes.put(Thing, ['mine'], { n: 0 });
      changes.remove(Thing, ['a']);
      changes.after(after);
      throw new RangeError('no');
    });
    const results = await Promise.allSettled([subject.put('a', 1), broken, subject.put('b', 2)]);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    await expect(broken).rejects.toThrow(new RangeError('no'));
    expect(after).not.toHaveBeenCalled();
    await subject.nowAndAfterRestart(async (records) => {
      expect((await records.in(G).list(Thing)).map(({ ids }) => ids)).toEqual([['a'], ['b']]);
    });
  });

  test('that changes nothing is not committed', async () => {
    expect(await subject.records.change(G, (changes) => changes.get(Thing, 'a'))).toBeUndefined();
    await subject.records.change(G, async (changes) => {
      await changes.list(Thing);
      changes.remove(Thing, ['a']); // surely not there
    });
    expect(subject.records.stats().commits).toBe(0);
  });

  test('with a bad value throws at once, and only that event fails', async () => {
    const reached = vi.fn();
    const bad = subject.records.change(G, (changes) => {
      changes.put(Thing, ['bad'], JSON.parse('{"n": "secret"}'));
      reached();
    });
    const good = subject.put('good', 1);
    await expect(bad).rejects.toThrow(/quiz\/.*bad.*cannot be saved: .*expected number/s);
    await expect(bad).rejects.not.toThrow(/secret/);
    await good;
    expect(reached).not.toHaveBeenCalled();
  });

  test('is over when its event has ended', async () => {
    const late = await subject.records.change(G, (changes) => changes);
    expect(() => late.put(Thing, ['a'], { n: 1 })).toThrow(/over/);
    expect(() => late.remove(Thing, ['a'])).toThrow(/over/);
    expect(() => late.after(() => {})).toThrow(/over/);
    await expect(late.get(Thing, 'a')).rejects.toThrow(/over/);
  });

  test('may wait for a change of another scope', async () => {
    const other = '2';
    await subject.records.change(G, async (changes) => {
      await subject.put('there', 1, other);
      changes.put(Thing, ['here'], { n: 1 });
    });
    expect(await subject.records.in(other).get(Thing, 'there')).toBeDefined();
    expect(await subject.records.in(G).get(Thing, 'here')).toBeDefined();
  });
});
