import { expect, test } from 'vitest';
import { Quizzes, Round, Settings, Thing } from './adapters.ts';
import { G, onEveryAdapter } from './on-every-adapter.ts';

onEveryAdapter('rows', (subject) => {
  test('of a scope, a table and a prefix of ids are not those of their neighbours', async () => {
    const scopes = ['1', '11', '12', '2'];
    for (const scope of scopes) {
      await subject.records.change(scope, (changes) => {
        for (const table of [Thing, Round, Quizzes]) {
          for (const ids of [['a'], ['a', 'b'], ['a', 'b', 'c'], ['ab'], ['a!'], ['b', 'a']]) {
            changes.put(table, ids, { n: ids.length });
          }
        }
      });
    }
    await subject.nowAndAfterRestart(async (records) => {
      const listed = async (...prefix: string[]) =>
        (await records.in('1').list(Round, ...prefix)).map(({ ids }) => ids.join(' '));
      expect(await listed('a')).toEqual(['a', 'a b', 'a b c']);
      expect(await listed('a', 'b')).toEqual(['a b', 'a b c']);
      expect(await listed('a', 'b', 'c')).toEqual(['a b c']);
      expect(await listed('c')).toEqual([]);
      expect(await listed()).toEqual(['a!', 'a', 'a b', 'a b c', 'ab', 'b a']);
      for (const table of [Thing, Round, Quizzes]) {
        expect((await records.all(table)).map(({ scope }) => scope).toSorted()).toEqual(
          scopes.flatMap((scope) => Array(6).fill(scope)),
        );
      }
    });
  });

  test('may have no id: one record for a scope', async () => {
    for (const scope of ['1', '2', 'bot']) {
      await subject.records.change(scope, (changes) => changes.put(Settings, [], { on: scope !== '2' }));
    }
    const { records } = await subject.reopen();
    expect(await records.in('2').get(Settings)).toEqual({ on: false });
    expect(await records.all(Settings)).toEqual([
      { scope: '1', ids: [], value: { on: true } },
      { scope: '2', ids: [], value: { on: false } },
      { scope: 'bot', ids: [], value: { on: true } },
    ]);
  });

  const odd = [
    'a b',
    'a:b',
    'cohort:',
    ':base64:x',
    '{a}',
    '%',
    '_',
    "a'b",
    'a"b',
    'a\\b',
    '\\u0041',
    '\u{10FFFF}',
    '🦉',
    '\uFFFD',
    '\uE000',
    'é',
    'e\u0301',
    '日本',
    '__proto__',
    'constructor',
    '-',
    '~',
    '0',
  ];

  test('keep ids with odd characters, in the order of their code points', async () => {
    await subject.records.change(G, (changes) => {
      for (const [n, id] of odd.entries()) changes.put(Thing, [id, 'x'], { n, note: id });
    });
    const inOrder = odd.toSorted((a, b) => Buffer.compare(Buffer.from(`${a}/`), Buffer.from(`${b}/`)));
    await subject.nowAndAfterRestart(async (records) => {
      for (const [n, id] of odd.entries())
        expect(await records.in(G).get(Thing, id, 'x')).toEqual({ n, note: id });
      expect((await records.in(G).list(Thing)).map(({ ids }) => ids[0])).toEqual(inOrder);
      expect((await records.all(Thing)).map(({ ids }) => ids[0])).toEqual(inOrder);
      expect(await records.in(G).list(Thing, '%')).toHaveLength(1);
    });
  });

  test.each(['', 'a/b', '/', 'a\u0000', 'a\n', '\u007F', '\uD800', 'a\uDC00b', 'x'.repeat(300)])(
    'cannot have the id %j',
    async (id) => {
      await expect(subject.put(id, 1)).rejects.toThrow(/id|key/);
      await expect(subject.records.in(G).get(Thing, 'a', id)).rejects.toThrow(/id|key/);
      await expect(subject.records.in(G).list(Thing, id)).rejects.toThrow(/id|key/);
    },
  );

  test.each(['', 'a/b', 'a}', '{a', 'a\u0000'])('cannot be in the scope %j', async (scope) => {
    await expect(subject.put('a', 1, scope)).rejects.toThrow(/scope/);
    await expect(subject.records.in(scope).get(Thing, 'a')).rejects.toThrow(/scope/);
  });

  test('are frozen, because everybody is given the same ones', async () => {
    await subject.put('a', 1);
    await subject.nowAndAfterRestart(async (records) => {
      const [row] = await records.in(G).list(Thing);
      expect(row).toSatisfy(Object.isFrozen);
      expect(row?.ids).toSatisfy(Object.isFrozen);
      expect(row?.value).toSatisfy(Object.isFrozen);
      expect(await records.in(G).get(Thing, 'a')).toBe(row?.value);
    });
  });

  test('keep every string, number and nothing more', async () => {
    const notes = ['', ':', '::', ':base64:YQ==', '\u0000', '\uD800', '"', '\\', '🦉\n', '{}', 'null'];
    await subject.records.change(G, (changes) => {
      for (const [n, note] of notes.entries()) changes.put(Thing, [String(n)], { n: n + 0.1, note });
    });
    const { records } = await subject.reopen();
    for (const [n, note] of notes.entries()) {
      expect(await records.in(G).get(Thing, String(n))).toEqual({ n: n + 0.1, note });
    }
  });
});
