import type { z } from 'zod';
import type { Disk } from './disk.ts';
import { unreadable } from './errors.ts';
import { rangeOf } from './keys.ts';
import type { Loader } from './loader.ts';
import type { Table } from './records.ts';
import { type Known, parseRow, Rows } from './rows.ts';
import type { Entry } from './sorted-chunks.ts';

/** The committed rows of one scope, as far as they were asked for. What is known is not read again. */
export class ScopeMemory {
  readonly #disk: Disk;
  readonly #loader: Loader;
  readonly #rows = new Rows();
  /** Prefixes of which every row is known. */
  readonly #complete = new Set<string>();

  constructor(disk: Disk, loader: Loader) {
    this.#disk = disk;
    this.#loader = loader;
  }

  async get<S extends z.ZodType>(table: Table<S>, key: string): Promise<Known<S>> {
    const rows = this.#rows.of(table);
    const found = rows.find(key);
    if (found !== undefined) return found.value;
    if (this.#covers(key)) return undefined;
    const value = await this.#loader.load(key);
    const known = rows.find(key);
    // A commit that ended while this was read is newer than what was read.
    if (known !== undefined) return known.value;
    const row = value === undefined ? undefined : parseRow(table, { key, value }, unreadable);
    rows.set(key, row);
    return row;
  }

  /** All of a prefix, in key order; an entry may say that there is no row. */
  async list<S extends z.ZodType>(table: Table<S>, prefix: string): Promise<readonly Entry<Known<S>>[]> {
    const rows = this.#rows.of(table);
    if (!this.#covers(prefix)) {
      for (const { key, value } of await this.#disk.values(prefix)) {
        // A commit that ended while this was read is newer than what was read.
        if (rows.find(key) === undefined) rows.set(key, parseRow(table, { key, value }, unreadable));
      }
      this.#complete.add(prefix);
    }
    return rows.range(rangeOf(prefix));
  }

  /** Whether there is surely no row, so that deleting it needs no write. */
  isAbsent(table: Table<z.ZodType>, key: string): boolean {
    const found = this.#rows.of(table).find(key);
    return found === undefined ? this.#covers(key) : found.value === undefined;
  }

  /** Makes known what was committed. */
  swap(committed: Rows): void {
    this.#rows.assign(committed);
  }

  #covers(key: string): boolean {
    if (this.#complete.size === 0) return false;
    for (let end = key.indexOf('/'); end !== -1; end = key.indexOf('/', end + 1)) {
      if (this.#complete.has(key.slice(0, end + 1))) return true;
    }
    return false;
  }
}
