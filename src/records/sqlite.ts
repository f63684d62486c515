import { KeyvSqlite } from '@keyv/sqlite';
import type sqlite3 from 'sqlite3';
import type { KeyRange } from './keys.ts';
import { close, prepare, query, select, write } from './sqlite-calls.ts';
import { type Store, type StoredText, TOMBSTONE } from './store.ts';

const TABLE = 'cohort';

/** Makes the one table: Keyv's columns, ordered by key on disk, so that a range is read in one go. */
export const CREATE = [
  `CREATE TABLE IF NOT EXISTS ${TABLE} (key VARCHAR(255) PRIMARY KEY, value TEXT) WITHOUT ROWID`,
  `CREATE INDEX IF NOT EXISTS tombstones ON ${TABLE} (key) WHERE value = '${TOMBSTONE}'`,
];

const SQL = {
  // One JSON object {key: text}: 20,000 VALUES would be "too many SQL variables". WHERE keeps ON CONFLICT from being read as a join.
  setMany: `INSERT INTO ${TABLE} (key, value) SELECT key, value FROM json_each(?) WHERE true
            ON CONFLICT (key) DO UPDATE SET value = excluded.value`,
  get: `SELECT value FROM ${TABLE} WHERE key = ?`,
  getMany: `SELECT key, value FROM ${TABLE} WHERE key IN (SELECT value FROM json_each(?))`,
  list: `SELECT key, value FROM ${TABLE} WHERE key >= ? AND key < ? ORDER BY key`,
  purge: `DELETE FROM ${TABLE} WHERE value = '${TOMBSTONE}' AND key IN (SELECT value FROM json_each(?))`,
  purgeAll: `DELETE FROM ${TABLE} WHERE value = '${TOMBSTONE}'`,
};

const TRUNCATE_LOG = 'PRAGMA wal_checkpoint(TRUNCATE)';

/**
 * `@keyv/sqlite` with what the records need: one atomic write, ranges, and PRAGMAs in force before the table is made.
 *
 * KeyvSqlite connects on its own, before any PRAGMA can be set, and prepares every statement anew (measured: a third of the
 * time of a small commit and two thirds of a read). So it gets an empty database in memory, closed at once, and
 * its `query` and `close` are led to the connection opened here.
 */
export class SqliteStore extends KeyvSqlite implements Store {
  readonly #statements: { readonly [name in keyof typeof SQL]: sqlite3.Statement };

  /** Takes a database that is open, configured and has the table. */
  constructor(database: sqlite3.Database) {
    super({ uri: 'sqlite://:memory:', table: TABLE });
    this.close().catch(() => {}); // the database in memory: nothing is in it
    const statements = {
      setMany: prepare(database, SQL.setMany),
      get: prepare(database, SQL.get),
      getMany: prepare(database, SQL.getMany),
      list: prepare(database, SQL.list),
      purge: prepare(database, SQL.purge),
      purgeAll: prepare(database, SQL.purgeAll),
    };
    this.#statements = statements;
    this.query = (sql, ...parameters) => query(database, sql, ...parameters);
    this.close = async () => {
      // SQLite checkpoints on closing as well, but says nothing when that fails.
      await query(database, TRUNCATE_LOG);
      await close(database, Object.values(statements));
    };
  }

  override async get<Value>(key: string): Promise<Value | undefined> {
    const [row] = await select<{ value: Value }>(this.#statements.get, key);
    return row?.value;
  }

  override async getMany<Value>(keys: string[]): Promise<(Value | undefined)[]> {
    const rows = await select<{ key: string; value: Value }>(this.#statements.getMany, JSON.stringify(keys));
    const byKey = new Map(rows.map(({ key, value }) => [key, value]));
    return keys.map((key) => byKey.get(key));
  }

  async setMany(rows: readonly StoredText[]): Promise<void> {
    const byKey = Object.fromEntries(rows.map(({ key, value }) => [key, value]));
    await write(this.#statements.setMany, JSON.stringify(byKey));
  }

  async list({ from, until }: KeyRange): Promise<readonly StoredText[]> {
    return select<StoredText>(this.#statements.list, from, until);
  }

  async purge(keys?: readonly string[]): Promise<number> {
    const { purge, purgeAll } = this.#statements;
    const purged = await (keys === undefined ? write(purgeAll) : write(purge, JSON.stringify(keys)));
    // What was removed still stands in the write-ahead log.
    if (purged > 0) await this.query(TRUNCATE_LOG);
    return purged;
  }
}
