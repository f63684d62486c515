import { compareKeys, type KeyRange } from './keys.ts';

/** A key and what is there. */
export type Entry<V> = { readonly key: string; value: V };

/** Above this a chunk is split: inserting moves at most so many entries, however many there are in all. */
const MOST = 512;

/** Entries in key order, in pieces short enough to insert into. */
export class SortedChunks<V> {
  /** None is empty. */
  readonly #chunks: Entry<V>[][] = [];

  /** Takes entries with different keys, in any order. */
  constructor(entries: Iterable<Entry<V>>) {
    const sorted = [...entries].sort((a, b) => compareKeys(a.key, b.key));
    for (let i = 0; i < sorted.length; i += MOST / 2) this.#chunks.push(sorted.slice(i, i + MOST / 2));
  }

  /** Adds an entry whose key is not there yet. */
  add(entry: Entry<V>): void {
    const index = this.#chunkOf(entry.key);
    const chunk = this.#chunks[index];
    if (chunk === undefined) {
      this.#chunks.push([entry]);
      return;
    }
    chunk.splice(firstFrom(chunk, entry.key), 0, entry);
    if (chunk.length > MOST) this.#chunks.splice(index + 1, 0, chunk.splice(MOST / 2));
  }

  /** Takes out the entry of a key that is there. */
  remove(key: string): void {
    const index = this.#chunkOf(key);
    const chunk = this.#chunks[index];
    chunk?.splice(firstFrom(chunk, key), 1);
    if (chunk?.length === 0) this.#chunks.splice(index, 1);
  }

  /** The entries of a range, in key order. */
  range({ from, until }: KeyRange): Entry<V>[] {
    const found: Entry<V>[] = [];
    for (let index = this.#chunkOf(from); index < this.#chunks.length; index++) {
      const chunk = this.#chunks[index] ?? [];
      const end = firstFrom(chunk, until);
      for (let i = firstFrom(chunk, from); i < end; i++) {
        const entry = chunk[i];
        if (entry !== undefined) found.push(entry);
      }
      if (end < chunk.length) break;
    }
    return found;
  }

  /** The chunk where a key is or belongs: the last that does not begin after it. */
  #chunkOf(key: string): number {
    let low = 0;
    let high = this.#chunks.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      const first = this.#chunks[middle]?.[0];
      if (first !== undefined && compareKeys(first.key, key) <= 0) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}

/** Where the first key is that is not before this one. */
function firstFrom<V>(sorted: readonly Entry<V>[], key: string): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const entry = sorted[middle];
    if (entry !== undefined && compareKeys(entry.key, key) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Two ranges in key order as one; where both have a key, `over` wins. */
export function mergeSorted<V>(under: readonly Entry<V>[], over: readonly Entry<V>[]): readonly Entry<V>[] {
  if (over.length === 0) return under;
  if (under.length === 0) return over;
  const merged: Entry<V>[] = [];
  let next = 0;
  for (const entry of over) {
    for (; next < under.length; next++) {
      const lower = under[next];
      if (lower === undefined) break;
      const order = compareKeys(lower.key, entry.key);
      if (order > 0) break;
      if (order < 0) merged.push(lower);
    }
    merged.push(entry);
  }
  return merged.concat(under.slice(next));
}
