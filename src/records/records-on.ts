import type { z } from 'zod';
import type { Disk } from './disk.ts';
import { UnreadableRecord, unknownTable, unreadable } from './errors.ts';
import { splitKey, tablePrefix } from './keys.ts';
import { Loader } from './loader.ts';
import { ScopeQueue } from './queue.ts';
import type { Reader, Records, RecordsOptions, ScopedRow, Table } from './records.ts';
import { parseRow, present } from './rows.ts';
import { ScopeKeys } from './scope-keys.ts';
import { ScopeMemory } from './scope-memory.ts';
import type { StoredText } from './store.ts';
import { Writer } from './writer.ts';

type Scope = { readonly keys: ScopeKeys; readonly queue: ScopeQueue; used: number };

/** The records on a store that is open. Deletes first what an earlier process removed and left. */
export async function recordsOn(
  disk: Disk,
  options: Omit<RecordsOptions, 'url' | 'sqlite'>,
): Promise<Records> {
  const { clock, log, tables } = options;
  const names = tables.map(({ name }) => name);
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined) throw new Error(`Two tables are called ${twice}`);

  const loader = new Loader(disk);
  const writer = new Writer(disk, log);
  const scopes = new Map<string, Scope>();
  const listeners = new Set<(scope: string) => void>();
  let closing: Promise<void> | undefined;
  await writer.purgeAll();

  function scopeOf(name: string): Scope {
    const found = scopes.get(name);
    if (found !== undefined) {
      found.used = clock.now();
      return found;
    }
    const keys = new ScopeKeys(name, tables);
    const remember = () => new ScopeMemory(disk, loader);
    const queue = new ScopeQueue({ keys, writer, log, remember, dropped: () => tellDropped(name) });
    const made = { keys, queue, used: clock.now() };
    scopes.set(name, made);
    return made;
  }

  function tellDropped(scope: string): void {
    for (const listener of listeners) {
      try {
        listener(scope);
      } catch (error) {
        log?.warn({ err: error, scope }, 'What follows the store could not drop its memory');
      }
    }
  }

  function readerOf(name: string): Reader {
    return {
      async get(table, ...ids) {
        const { keys, queue } = scopeOf(name);
        return (await queue.memory.get(table, keys.of(table, ids)))?.value;
      },
      async list(table, ...idPrefix) {
        const { keys, queue } = scopeOf(name);
        return present(await queue.memory.list(table, keys.of(table, idPrefix)));
      },
    };
  }

  async function readRow<S extends z.ZodType>(
    table: Table<S>,
    stored: StoredText,
  ): Promise<ScopedRow<z.output<S>>[]> {
    try {
      const { key } = stored;
      const value = await disk.decode(stored);
      if (value === undefined) return [];
      return [{ scope: splitKey(key).scope, ...parseRow(table, { key, value }, unreadable) }];
    } catch (error) {
      if (!(error instanceof UnreadableRecord)) throw error;
      log?.warn({ err: error }, 'A record was left out');
      return [];
    }
  }

  async function close(): Promise<void> {
    const busy = () => [...scopes.values()].flatMap(({ queue }) => queue.busy ?? []);
    for (let waiting = busy(); waiting.length > 0; waiting = busy()) await Promise.all(waiting);
    await writer.purge();
    await disk.close();
  }

  return {
    tables,
    in: readerOf,
    async change(scope, event) {
      if (closing !== undefined) throw new Error('The records are closed');
      return scopeOf(scope).queue.change(event);
    },
    async all(table) {
      if (!tables.some((one) => one === table)) throw unknownTable(table.name);
      const rows = [];
      for (const stored of await disk.list(tablePrefix(table))) rows.push(...(await readRow(table, stored)));
      return rows;
    },
    onDrop(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    forget(scope) {
      if (scopes.get(scope)?.queue.busy === undefined) scopes.delete(scope);
    },
    forgetIdle(since) {
      for (const [name, { queue, used }] of scopes) {
        if (used < since && queue.busy === undefined) scopes.delete(name);
      }
    },
    stats: () => ({ ...writer.counts, scopes: scopes.size }),
    close() {
      closing ??= close();
      return closing;
    },
  };
}
