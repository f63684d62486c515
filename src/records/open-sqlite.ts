import { access, constants, mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import type sqlite3 from 'sqlite3';
import { StoreInUse } from './errors.ts';
import { CREATE, SqliteStore } from './sqlite.ts';
import { close, openDatabase, query } from './sqlite-calls.ts';

/** How long to wait for another process to let go of the file, in milliseconds. */
const BUSY_TIMEOUT = 200;

/** Settings of one SQLite file; `maxPageCount` (pages of 4 KiB) is for tests that need a full disk. */
export type SqliteOptions = { readonly maxPageCount?: number | undefined };

/** Opens or makes the file, and its folder. Throws StoreInUse if another process has it, an Error that says why if it cannot be written. */
export async function openSqlite(file: string, options: SqliteOptions = {}): Promise<SqliteStore> {
  let database: sqlite3.Database | undefined;
  try {
    await mkdir(dirname(file), { recursive: true });
    await checkWritable(file);
    database = await openDatabase(file);
    await configure(database, options);
    return new SqliteStore(database);
  } catch (error) {
    if (database !== undefined) await close(database, []).catch(() => {}); // the first error is the one to tell
    if (error instanceof Error && 'code' in error && error.code === 'SQLITE_BUSY') {
      throw new StoreInUse(`Another Cohort is running on this store: ${file}`, { cause: error });
    }
    throw new Error(`The store ${file} cannot be used: ${error instanceof Error ? error.message : error}`, {
      cause: error,
    });
  }
}

/** SQLite itself would only speak of a disk I/O error. */
async function checkWritable(file: string): Promise<void> {
  await access(dirname(file), constants.W_OK);
  await access(file, constants.W_OK).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
  });
}

async function configure(database: sqlite3.Database, options: SqliteOptions): Promise<void> {
  database.configure('busyTimeout', BUSY_TIMEOUT);
  await query(database, 'PRAGMA locking_mode = EXCLUSIVE');
  const [mode] = await query<{ journal_mode: string }>(database, 'PRAGMA journal_mode = WAL');
  if (mode?.journal_mode !== 'wal') throw new Error('its file system or address allows no write-ahead log');
  await query(database, 'PRAGMA synchronous = FULL');
  await query(database, 'PRAGMA secure_delete = ON'); // what was deleted must not be readable in the file
  if (options.maxPageCount !== undefined)
    await query(database, `PRAGMA max_page_count = ${options.maxPageCount}`);
  for (const sql of CREATE) await query(database, sql);
  // A write, so that the exclusive lock is held from now on and a file that cannot be written fails here.
  await query(database, 'BEGIN IMMEDIATE');
  await query(database, 'COMMIT');
}
