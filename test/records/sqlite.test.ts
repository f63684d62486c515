import { chmod, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Disk } from '../../src/records/disk.ts';
import { openSqlite } from '../../src/records/open-sqlite.ts';
import { NotSaved, openRecords, type Records, StoreInUse } from '../../src/records/records.ts';
import { recordsOn } from '../../src/records/records-on.ts';
import type { SqliteStore } from '../../src/records/sqlite.ts';
import { Thing, temporaryFolder } from './adapters.ts';
import { G } from './on-every-adapter.ts';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let file: string;
const opened: { close(): Promise<void> }[] = [];
const clock = { now: () => 0 };

beforeEach(async () => {
  folder = await temporaryFolder();
  file = join(folder.path, 'data', 'cohort.db');
});
afterEach(async () => {
  for (const one of opened.splice(0)) await one.close();
  await folder.remove();
});

const open = async (): Promise<Records> => {
  const records = await openRecords({ url: `sqlite://${file}`, clock, tables: [Thing] });
  opened.push(records);
  return records;
};
const openOn = async (options?: {
  maxPageCount: number;
}): Promise<{ records: Records; store: SqliteStore }> => {
  const store = await openSqlite(file, options);
  const records = await recordsOn(new Disk(store), { clock, tables: [Thing] });
  opened.push(records);
  return { records, store };
};
const pragma = async (store: SqliteStore, name: string) =>
  Object.values((await store.query(`PRAGMA ${name}`))[0])[0];

describe('the file', () => {
  test('is made with its folder, and is one file again after closing', async () => {
    const records = await open();
    await records.change(G, (changes) => changes.put(Thing, ['a'], { n: 1 }));
    expect((await stat(`${file}-wal`)).size).toBeGreaterThan(0);
    await records.close();
    expect(await readdir(join(folder.path, 'data'))).toEqual(['cohort.db']);
  });

  test('is written with the safe settings', async () => {
    const { store } = await openOn();
    expect(await pragma(store, 'journal_mode')).toBe('wal');
    expect(await pragma(store, 'synchronous')).toBe(2); // FULL
    expect(await pragma(store, 'locking_mode')).toBe('exclusive');
    expect(await pragma(store, 'secure_delete')).toBe(1);
  });

  test('holds 20,000 rows of one change', async () => {
    const records = await open();
    await records.change(G, (changes) => {
      for (let n = 0; n < 20_000; n++) changes.put(Thing, [`id-${n}`], { n });
    });
    expect(records.stats().statements).toBe(1);
    await records.close();
    expect(await (await open()).in(G).list(Thing)).toHaveLength(20_000);
  });

  test('does not hold a removed text any more, neither while it is open nor after', async () => {
    const { records } = await openOn();
    const note = 'something personal that somebody wrote';
    await records.change(G, (changes) => {
      for (let n = 0; n < 500; n++) changes.put(Thing, [`id-${n}`], { n, note: `${note} ${n}` });
    });
    const holds = async () => {
      const names = await readdir(join(folder.path, 'data'));
      const files = await Promise.all(names.map((name) => readFile(join(folder.path, 'data', name))));
      return files.some((bytes) => bytes.includes(note));
    };
    expect(await holds()).toBe(true);
    await records.change(G, async (changes) => {
      for (const { ids } of await changes.list(Thing)) changes.remove(Thing, ids);
    });
    await records.close();
    expect(await holds()).toBe(false);
    const again = await openOn();
    await again.records.change(G, (changes) => changes.put(Thing, ['a'], { n: 1, note }));
    await again.records.change(G, (changes) => changes.remove(Thing, ['a']));
    expect(await holds()).toBe(true);
    expect(await again.store.purge()).toBe(1);
    expect(await holds()).toBe(false);
  });
});

describe('opening', () => {
  test('a file that another open store of this process has is refused', async () => {
    await open();
    await expect(openSqlite(file)).rejects.toBeInstanceOf(StoreInUse);
  });

  test('what cannot be a store fails at once and says why', async () => {
    await writeFile(join(folder.path, 'text'), 'This is no database. '.repeat(100));
    await mkdir(join(folder.path, 'folder'));
    const failures = [
      [join(folder.path, 'folder'), /cannot be used: .*unable to open/],
      [join(folder.path, 'text', 'cohort.db'), /cannot be used: .*(ENOTDIR|EEXIST)/],
      [join(folder.path, 'text'), /cannot be used: .*not a database/],
      [':memory:', /cannot be used: .*write-ahead/],
    ] as const;
    for (const [path, problem] of failures) {
      const refused = openSqlite(path);
      await expect(refused).rejects.toThrow(problem);
      await expect(refused).rejects.toThrow(path);
      await expect(refused).rejects.not.toBeInstanceOf(StoreInUse);
    }
  });
});

// Whoever is root may write everything.
test.skipIf(process.getuid?.() === 0)('a file or folder that may not be written fails at once', async () => {
  await (await open()).close();
  await chmod(file, 0o444);
  await expect(openSqlite(file)).rejects.toThrow(/cannot be used: EACCES/);
  await chmod(folder.path, 0o555);
  await expect(openSqlite(join(folder.path, 'new.db'))).rejects.toThrow(/cannot be used: EACCES/);
  await expect(openSqlite(join(folder.path, 'new', 'new.db'))).rejects.toThrow(/cannot be used: EACCES/);
  await chmod(folder.path, 0o755);
});

describe('a full disk', () => {
  test('loses nothing that was acknowledged and keeps nothing that was refused; with space it goes on', async () => {
    const { records, store } = await openOn({ maxPageCount: 60 });
    const note = 'x'.repeat(1000);
    const put = (id: string) => records.change(G, (changes) => changes.put(Thing, [id], { n: 1, note }));
    const saved: string[] = [];
    const refused: string[] = [];
    const save = (id: string) =>
      put(id).then(
        () => saved.push(id),
        (error) => {
          expect(error).toBeInstanceOf(NotSaved);
          expect(error.cause).toMatchObject({ code: 'SQLITE_FULL' });
          refused.push(id);
        },
      );
    const dropped: string[] = [];
    records.onDrop((scope) => dropped.push(scope));
    const stored = async () => (await records.in(G).list(Thing)).map(({ ids }) => ids[0]);

    for (let n = 0; refused.length === 0 && n < 500; n++) await save(`small-${n}`);
    expect(saved.length).toBeGreaterThan(10);
    await Promise.all(Array.from({ length: 300 }, (_, n) => save(`batch-${n}`)));
    expect(refused.length).toBeGreaterThanOrEqual(301);
    expect(dropped.length).toBeGreaterThanOrEqual(2);
    expect(await stored()).toEqual(saved.toSorted());

    await store.query('PRAGMA max_page_count = 100000');
    await Promise.all([...refused.splice(0)].map(save));
    expect(refused).toEqual([]);
    expect(await stored()).toEqual(saved.toSorted());
    await records.close();
    expect((await (await open()).in(G).list(Thing)).map(({ ids }) => ids[0])).toEqual(saved.toSorted());
  });
});
