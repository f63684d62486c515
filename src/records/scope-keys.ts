import type { z } from 'zod';
import { unknownTable } from './errors.ts';
import { checkScope, joinKey, scopePrefix } from './keys.ts';
import type { Table } from './records.ts';

/** The keys of one scope, for the tables that were opened. */
export class ScopeKeys {
  /** Whose keys these are: a guild's id, or `bot`. */
  readonly scope: string;
  readonly #prefixes: ReadonlyMap<Table<z.ZodType>, string>;

  /** Throws if the scope cannot stand in a key. */
  constructor(scope: string, tables: readonly Table<z.ZodType>[]) {
    checkScope(scope);
    this.scope = scope;
    this.#prefixes = new Map(tables.map((table) => [table, scopePrefix(table, scope)]));
  }

  /** The key of a row, which is also what the keys beneath it begin with. Throws on a bad id or an unknown table. */
  of(table: Table<z.ZodType>, ids: readonly string[]): string {
    const prefix = this.#prefixes.get(table);
    if (prefix === undefined) throw unknownTable(table.name);
    return joinKey(prefix, ids);
  }
}
