import { expect, test, vi } from 'vitest';
import { Settings, Thing } from './adapters.ts';
import { G, onEveryAdapter } from './on-every-adapter.ts';

onEveryAdapter('a stored row that cannot be read', (subject) => {
  const write = (key: string, value: string) =>
    subject.opened.store.setMany([{ key: `cohort:${key}`, value }]);
  const bad = `quiz/{${G}}/bad/`;

  test.each([
    ['is not what the schema says', '{"value":{"n":"secret-value"}}', /expected number.*\bn\b/s],
    ['is not JSON', 'secret-value', /not JSON/],
    ['is cut off', '{"value":{"n":1,"note":"secret-value', /not JSON/],
  ])('because it %s, fails its own reads with the key and never the value', async (_, text, problem) => {
    await subject.put('good', 1);
    await write(bad, text);
    await subject.reopen();
    const reader = subject.records.in(G);
    const reads = [
      () => reader.get(Thing, 'bad'),
      () => reader.list(Thing),
      () => subject.records.change(G, (changes) => changes.get(Thing, 'bad')),
      () => Promise.all([reader.get(Thing, 'bad'), reader.get(Thing, 'none')]),
    ];
    for (const read of reads) {
      const error = await read().then(
        () => undefined,
        (reason) => reason,
      );
      expect(error).toMatchObject({ name: 'UnreadableRecord', message: expect.stringMatching(problem) });
      expect(error.message).toContain(bad);
      expect(String(error.stack) + String(error.cause)).not.toContain('secret-value');
    }
    const [good, failed] = await Promise.allSettled([reader.get(Thing, 'good'), reader.get(Thing, 'bad')]);
    expect([good.status, failed.status]).toEqual(['fulfilled', 'rejected']);
    expect(await reader.list(Thing, 'good')).toHaveLength(1);
    await subject.put('bad', 2);
    expect(await reader.list(Thing)).toHaveLength(2);
  });

  test('is left out of all scopes’ rows, and logged', async () => {
    await subject.put('good', 1, '1');
    await write('quiz/{2}/bad/', '{"value":{"n":"secret-value"}}');
    await subject.put('good', 1, '3');
    expect((await subject.records.all(Thing)).map(({ scope }) => scope)).toEqual(['1', '3']);
    expect(subject.opened.logged).toHaveLength(1);
    expect(String(Object.values(subject.opened.logged[0]?.context ?? {}))).toContain('quiz/{2}/bad/');
  });

  test('is not an older one that lacks what has a default', async () => {
    await write(`quiz/{${G}}/old/`, '{"value":{"n":1}}');
    await write(`settings/{${G}}/`, '{"value":{}}');
    expect(await subject.records.in(G).get(Thing, 'old')).toEqual({ n: 1, note: '' });
    expect(await subject.records.in(G).get(Settings)).toEqual({ on: true });
  });

  test('because the store fails, rejects with the store’s error and is read again later', async () => {
    await subject.put('a', 1);
    await subject.reopen();
    vi.spyOn(subject.opened.store, 'get').mockRejectedValueOnce(new Error('connection lost'));
    vi.spyOn(subject.opened.store, 'list').mockRejectedValueOnce(new Error('connection lost'));
    const reader = subject.records.in(G);
    await expect(reader.get(Thing, 'a')).rejects.toThrow('connection lost');
    await expect(reader.list(Thing)).rejects.toThrow('connection lost');
    expect(await reader.get(Thing, 'a')).toBeDefined();
    expect(await reader.list(Thing)).toHaveLength(1);
  });
});
