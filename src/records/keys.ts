import type { z } from 'zod';
import type { Table } from './records.ts';

// A row's key is `<table>/{<scope>}/<id>/<id>/`. The table comes first, so that a table over all scopes is one range; the
// braces make the scope a Redis hash tag; every part ends with a slash, so that a prefix of ids is one range
// that holds `a/` and `a/b/` but not `ab/`.

/** Keyv's namespace: what stands before every key in the store. */
export const NAMESPACE = 'cohort';

/** The longest key, with its namespace: what a store with a `VARCHAR(255)` key takes. */
export const LONGEST_KEY = 255;

/** From `from` up to but without `until`. */
export type KeyRange = { readonly from: string; readonly until: string };

const SLUG = /^[a-z][a-z0-9-]*$/;
// NUL ends a string for some stores, and half a surrogate pair is not UTF-8: it would not come back as it went in.
const NOT_IN_IDS = /[/\p{Cc}\p{Cs}]/u;
const NOT_IN_SCOPES = /[/{}\p{Cc}\p{Cs}]/u;

/** Whether a table may have this name: lower-case letters, digits and hyphens. */
export function isTableName(name: string): boolean {
  return SLUG.test(name);
}

/** Throws if a scope cannot stand in a key. */
export function checkScope(scope: string): void {
  if (scope === '' || NOT_IN_SCOPES.test(scope)) throw new Error(`Not a scope: ${JSON.stringify(scope)}`);
}

/** What the keys of a table's rows in one scope begin with. */
export function scopePrefix(table: Table<z.ZodType>, scope: string): string {
  return `${table.name}/{${scope}}/`;
}

/** What the keys of a table's rows in all scopes begin with. */
export function tablePrefix(table: Table<z.ZodType>): string {
  return `${table.name}/`;
}

/** The key under a prefix; throws on an id that is empty or holds a slash or a control character, or if it is too long. */
export function joinKey(prefix: string, ids: readonly string[]): string {
  let key = prefix;
  for (const id of ids) {
    if (id === '' || NOT_IN_IDS.test(id)) throw new Error(`Not an id: ${JSON.stringify(id)} under ${prefix}`);
    key += `${id}/`;
  }
  if (key.length + NAMESPACE.length + 1 > LONGEST_KEY) throw new Error(`Too long for a key: ${key}`);
  return key;
}

/** The scope and the ids of a key. */
export function splitKey(key: string): { scope: string; ids: string[] } {
  const [, scope = '', ...ids] = key.split('/');
  return { scope: scope.slice(1, -1), ids: ids.slice(0, -1) };
}

/** All keys that begin with a prefix, which ends with a slash. */
export function rangeOf(prefix: string): KeyRange {
  return { from: prefix, until: `${prefix.slice(0, -1)}0` }; // '0' is the character after '/'
}

const isSurrogate = (unit: number) => (unit & 0xf800) === 0xd800;

/** The order of keys in every store: by code point, as SQLite's bytes are. JavaScript's `<` differs beyond U+FFFF. */
export function compareKeys(a: string, b: string): number {
  const shorter = Math.min(a.length, b.length);
  for (let i = 0; i < shorter; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x === y) continue;
    if (isSurrogate(x) === isSurrogate(y)) return x - y;
    return isSurrogate(x) ? 1 : -1;
  }
  return a.length - b.length;
}
