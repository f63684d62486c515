import { once } from 'node:events';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openRecords, type Records, StoreInUse } from '../../src/records/records.ts';
import { Thing, temporaryFolder } from './adapters.ts';
import { startChild } from './child-process.ts';
import { G } from './on-every-adapter.ts';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let file: string;
const opened: Records[] = [];

beforeEach(async () => {
  folder = await temporaryFolder();
  file = join(folder.path, 'cohort.db');
});
afterEach(async () => {
  for (const one of opened.splice(0)) await one.close();
  await folder.remove();
});

const open = async (): Promise<Records> => {
  const records = await openRecords({ url: `sqlite://${file}`, clock: { now: () => 0 }, tables: [Thing] });
  opened.push(records);
  return records;
};

describe('two processes on one file', () => {
  test('a file that another process has is refused, with its name; when that has ended, not', async () => {
    const child = startChild(file, 'hold');
    expect(await child.nextLine()).toBe('open');
    const refused = open();
    await expect(refused).rejects.toBeInstanceOf(StoreInUse);
    await expect(refused).rejects.toThrow(`Another Cohort is running on this store: ${file}`);
    child.process.kill('SIGKILL');
    await once(child.process, 'close');
    await open();
  });

  test('another process is refused while this one has the file, before this one has written anything', async () => {
    const records = await open();
    const child = startChild(file, 'hold');
    expect(await child.nextLine()).toContain('StoreInUse');
    await once(child.process, 'close');
    await records.change(G, (changes) => changes.put(Thing, ['a'], { n: 1 }));
  });
});

describe('a process that is killed while it writes', () => {
  test('has saved everything it acknowledged, and of every change all or nothing', async () => {
    for (const acknowledged of [1, 300, 1000]) {
      const child = startChild(file, 'write');
      expect(await child.nextLine()).toBe('open');
      const lines: string[] = [];
      for (let n = 0; n < acknowledged; n++) lines.push(await child.nextLine());
      child.process.kill('SIGKILL');
      await once(child.process, 'close');
      lines.push(...child.rest());

      const records = await open();
      for (const scope of ['1', '2']) {
        const pairs = new Map<string, number[]>();
        for (const { ids, value } of await records.in(scope).list(Thing)) {
          const [id = '', half = ''] = ids;
          expect(['left', 'right']).toContain(half);
          pairs.set(id, [...(pairs.get(id) ?? []), value.n]);
        }
        for (const [left, right] of pairs.values()) expect(left).toBe(right);
        for (const line of lines.filter((one) => one.startsWith(`${scope} `))) {
          const [, id = '', n] = line.split(' ');
          expect(pairs.get(id)?.[0]).toBeGreaterThanOrEqual(Number(n));
        }
      }
      await records.close();
    }
  });
});
