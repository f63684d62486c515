import type { z } from 'zod';
import { Disk } from './disk.ts';
import { NotSaved, StoreInUse, UnreadableRecord } from './errors.ts';
import { isTableName } from './keys.ts';
import type { SqliteOptions } from './open-sqlite.ts';
import { openStore } from './open-store.ts';
import { recordsOn } from './records-on.ts';

export { NotSaved, StoreInUse, UnreadableRecord };

/** A kind of record: its name in the key, its schema, and which of its ids is a member's (then its rows are personal data). */
export type Table<S extends z.ZodType> = {
  readonly name: string;
  readonly schema: S;
  readonly member?: number;
};

/**
 * Declares a kind of record. The name (lower-case letters, digits, hyphens) is its own among the tables opened together. What
 * the schema puts out must be plain JSON that the schema takes in again: it is parsed on the way in and on the way out.
 */
export function table<S extends z.ZodType>(
  name: string,
  schema: S,
  options: { readonly member?: number } = {},
): Table<S> {
  if (!isTableName(name)) throw new Error(`Not a name for a table: ${JSON.stringify(name)}`);
  return { name, schema, ...options };
}

/** One record with the ids it is stored under. Frozen: everybody is given the same one. */
export type Row<T> = { readonly ids: readonly string[]; readonly value: T };

/** What can be asked of a scope. Rejects with UnreadableRecord where a stored row is not what its schema says. */
export type Reader = {
  /** The record under exactly these ids. */
  get<S extends z.ZodType>(table: Table<S>, ...ids: string[]): Promise<z.output<S> | undefined>;
  /** Rows whose ids begin with these, in key order. */
  list<S extends z.ZodType>(table: Table<S>, ...idPrefix: string[]): Promise<readonly Row<z.output<S>>[]>;
};

/** What an event can do: it reads the effects of those before it, and its own. Usable until the event ends. */
export type Changes = Reader & {
  /** Whose records these are. */
  readonly scope: string;
  /** Saves a record with the batch. Throws at once if the schema refuses it. */
  put<S extends z.ZodType>(table: Table<S>, ids: readonly string[], value: z.input<S>): void;
  /** Deletes a record with the batch; none is fine too. */
  remove<S extends z.ZodType>(table: Table<S>, ids: readonly string[]): void;
  /** Runs after the commit succeeded, before the caller is answered; for boards and other memory that follows the store. */
  after(action: () => void): void;
};

/** A row of `all`, with its scope. */
export type ScopedRow<T> = Row<T> & { readonly scope: string };

/** What has happened since the start: commits of scopes, statements they took, rows written, rows deleted physically, scopes in memory. */
export type Stats = {
  readonly commits: number;
  readonly statements: number;
  readonly rows: number;
  readonly purged: number;
  readonly scopes: number;
};

/** The one door to storage. A scope is a guild's id, or `bot` for the bot's own records. */
export type Records = {
  readonly tables: readonly Table<z.ZodType>[];
  /** What is committed, seen from outside a change. */
  in(scope: string): Reader;
  /**
   * Runs `event` in the scope's queue and resolves with its result when everything it put is on disk. Rejects with what
   * `event` threw (nothing of it is saved, others in the batch are unaffected) or with NotSaved when the commit failed.
   * An event may not await a change of its own scope: that waits for itself.
   */
  change<T>(scope: string, event: (changes: Changes) => Promise<T> | T): Promise<T>;
  /** Every row of a table over all scopes. One that cannot be read is logged and left out, so that one guild's does not stop the others. */
  all<S extends z.ZodType>(table: Table<S>): Promise<readonly ScopedRow<z.output<S>>[]>;
  /** Called with the scope when its memory was dropped because a commit failed: whatever follows the store must be loaded again. Returns unsubscribe. */
  onDrop(listener: (scope: string) => void): () => void;
  /** Drops the memory of one scope, unless a change of it is under way: after everything of it was read once. */
  forget(scope: string): void;
  /** Drops the memory of scopes unused since then (milliseconds, of the clock given). */
  forgetIdle(since: number): void;
  stats(): Stats;
  /** Waits for the queues, then closes the store. Changes that come later are refused. */
  close(): Promise<void>;
};

/** Where the records report what they cannot tell a caller; a pino logger fits. */
export type Log = { warn(context: object, message: string): void };

/** How to open the records. */
export type RecordsOptions = {
  /** `sqlite://` and the path of a file, or `memory:` for a store that ends with the process. */
  readonly url: string;
  /** Milliseconds; tells which scopes are idle. */
  readonly clock: { now(): number };
  readonly log?: Log;
  /** Every table that will be used. */
  readonly tables: readonly Table<z.ZodType>[];
  readonly sqlite?: SqliteOptions;
};

/** Opens the store. Throws StoreInUse if another process has it, an Error that says why if it cannot be used. */
export async function openRecords(options: RecordsOptions): Promise<Records> {
  const disk = new Disk(await openStore(options.url, options.sqlite));
  try {
    return await recordsOn(disk, options);
  } catch (error) {
    await disk.close();
    throw error;
  }
}
