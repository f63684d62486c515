import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { Disk } from '../../src/records/disk.ts';
import { MemoryStore } from '../../src/records/memory-store.ts';
import { openSqlite } from '../../src/records/open-sqlite.ts';
import { type Log, type Records, table } from '../../src/records/records.ts';
import { recordsOn } from '../../src/records/records-on.ts';
import type { Store } from '../../src/records/store.ts';

export const Thing = table('quiz', z.object({ n: z.number(), note: z.string().default('') }));
/** Their names begin with one another's. */
export const Round = table('quiz-round', z.object({ n: z.number() }));
export const Quizzes = table('quizzes', z.object({ n: z.number() }));
export const Settings = table('settings', z.object({ on: z.boolean().default(true) }));

/** The records, the store under them, a clock to move by hand, and what was logged. */
export type Opened = {
  readonly records: Records;
  readonly store: Store;
  readonly clock: { now(): number; time: number };
  readonly logged: readonly { context: object; message: string }[];
};

/** One store of data, which may be opened again and again. */
export type Backing = { open(): Promise<Opened>; dispose(): Promise<void> };

async function openOn(store: Store): Promise<Opened> {
  const clock = { time: 1000, now: () => clock.time };
  const logged: { context: object; message: string }[] = [];
  const log: Log = { warn: (context, message) => logged.push({ context, message }) };
  const tables = [Thing, Round, Quizzes, Settings];
  const records = await recordsOn(new Disk(store), { clock, log, tables });
  return { records, store, clock, logged };
}

function memory(): Backing {
  const store = new MemoryStore();
  return { open: () => openOn(store), dispose: async () => {} };
}

async function sqlite(): Promise<Backing> {
  const folder = await temporaryFolder();
  const open: Opened[] = [];
  return {
    async open() {
      const opened = await openOn(await openSqlite(join(folder.path, 'cohort.db')));
      open.push(opened);
      return opened;
    },
    async dispose() {
      for (const { records } of open) await records.close();
      await folder.remove();
    },
  };
}

/** Every adapter that must keep the contract. `@keyv/postgres` and `@keyv/redis` belong here when they come. */
export const adapters: readonly { name: string; create(): Backing | Promise<Backing> }[] = [
  { name: 'memory', create: memory },
  { name: 'sqlite', create: sqlite },
];

/** An empty folder for one test. */
export async function temporaryFolder(): Promise<{ path: string; remove(): Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'cohort-records-'));
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}

/** A promise to be kept by hand. */
export function gate(): { readonly opened: Promise<void>; open(): void } {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open: () => open() };
}
