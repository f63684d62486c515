import { z } from 'zod';
import { splitKey } from './keys.ts';
import { freezeJson } from './plain-json.ts';
import type { Row, Table } from './records.ts';
import type { Entry } from './sorted-chunks.ts';
import { SortedMap } from './sorted-map.ts';

/** A row, or `undefined` where it is known that there is none. */
export type Known<S extends z.ZodType> = Row<z.output<S>> | undefined;

type TableRows<S extends z.ZodType> = { readonly table: Table<S>; readonly rows: SortedMap<Known<S>> };

// The one place where a table's type is found again: what was made for a table holds that table's rows.
function isFor<S extends z.ZodType>(found: TableRows<z.ZodType>, table: Table<S>): found is TableRows<S> {
  return found.table.name === table.name;
}

/** Rows of several tables, each under its own type. */
export class Rows {
  readonly #tables = new Map<string, TableRows<z.ZodType>>();

  /** The rows of a table, if there are any. */
  peek<S extends z.ZodType>(table: Table<S>): SortedMap<Known<S>> | undefined {
    const found = this.#tables.get(table.name);
    return found !== undefined && isFor(found, table) ? found.rows : undefined;
  }

  /** The rows of a table, to add to. */
  of<S extends z.ZodType>(table: Table<S>): SortedMap<Known<S>> {
    const found = this.peek(table);
    if (found !== undefined) return found;
    const made: TableRows<S> = { table, rows: new SortedMap() };
    this.#tables.set(table.name, made);
    return made.rows;
  }

  /** Puts everything of another over this. */
  assign(over: Rows): void {
    for (const { table, rows } of over.#tables.values()) {
      const mine = this.of(table);
      for (const { key, value } of rows.entries()) mine.set(key, value);
    }
  }

  /** Every row of every table. */
  *entries(): Generator<{ key: string; table: Table<z.ZodType>; row: Known<z.ZodType> }> {
    for (const { table, rows } of this.#tables.values()) {
      for (const { key, value } of rows.entries()) yield { key, table, row: value };
    }
  }
}

/** The rows that are there. */
export function present<R>(entries: readonly Entry<R | undefined>[]): R[] {
  const rows: R[] = [];
  for (const { value } of entries) if (value !== undefined) rows.push(value);
  return rows;
}

/**
 * A row as its schema makes it, frozen, because everybody is given the same one. Throws what `refuse` makes of the
 * problem, which never quotes the value.
 */
export function parseRow<S extends z.ZodType>(
  table: Table<S>,
  stored: { readonly key: string; readonly value: unknown },
  refuse: (key: string, problem: string) => Error,
): Row<z.output<S>> {
  const parsed = table.schema.safeParse(stored.value);
  if (!parsed.success) throw refuse(stored.key, z.prettifyError(parsed.error));
  const problem = freezeJson(parsed.data);
  if (problem !== undefined) throw refuse(stored.key, problem);
  return Object.freeze({ ids: Object.freeze(splitKey(stored.key).ids), value: parsed.data });
}
