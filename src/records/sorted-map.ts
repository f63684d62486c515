import type { KeyRange } from './keys.ts';
import { type Entry, SortedChunks } from './sorted-chunks.ts';

/** A map by key that also answers ranges, in key order. Nothing is sorted before the first range is asked for. */
export class SortedMap<V> {
  readonly #byKey = new Map<string, Entry<V>>();
  #sorted: SortedChunks<V> | undefined;

  find(key: string): Entry<V> | undefined {
    return this.#byKey.get(key);
  }

  set(key: string, value: V): void {
    const found = this.#byKey.get(key);
    if (found !== undefined) {
      found.value = value;
      return;
    }
    const entry = { key, value };
    this.#byKey.set(key, entry);
    this.#sorted?.add(entry);
  }

  delete(key: string): void {
    if (this.#byKey.delete(key)) this.#sorted?.remove(key);
  }

  /** The entries of a range, in key order. */
  range(range: KeyRange): readonly Entry<V>[] {
    this.#sorted ??= new SortedChunks(this.#byKey.values());
    return this.#sorted.range(range);
  }

  /** All entries, in no order. */
  entries(): Iterable<Entry<V>> {
    return this.#byKey.values();
  }
}
