import { EventEmitter } from 'node:events';
import type { KeyRange } from './keys.ts';
import { SortedMap } from './sorted-map.ts';
import { type Store, type StoredText, TOMBSTONE } from './store.ts';

/** A store that lives as long as the process: for tests and for trying things out. */
export class MemoryStore extends EventEmitter implements Store {
  readonly opts = { dialect: 'memory' };
  namespace?: string | undefined;
  readonly #rows = new SortedMap<string>();

  async get<Value>(key: string): Promise<Value | undefined>;
  async get(key: string): Promise<unknown> {
    return this.#rows.find(key)?.value;
  }

  async getMany<Value>(keys: string[]): Promise<(Value | undefined)[]>;
  async getMany(keys: string[]): Promise<unknown[]> {
    return keys.map((key) => this.#rows.find(key)?.value);
  }

  async set(key: string, value: string): Promise<void> {
    this.#rows.set(key, value);
  }

  async setMany(rows: readonly StoredText[]): Promise<void> {
    for (const { key, value } of rows) this.#rows.set(key, value);
  }

  async list(range: KeyRange): Promise<readonly StoredText[]> {
    return this.#rows.range(range).map(({ key, value }) => ({ key, value }));
  }

  async purge(keys?: readonly string[]): Promise<number> {
    const candidates = keys ?? Array.from(this.#rows.entries(), ({ key }) => key);
    const dead = candidates.filter((key) => this.#rows.find(key)?.value === TOMBSTONE);
    for (const key of dead) this.#rows.delete(key);
    return dead.length;
  }

  async delete(key: string): Promise<boolean> {
    const found = this.#rows.find(key) !== undefined;
    this.#rows.delete(key);
    return found;
  }

  async clear(): Promise<void> {
    for (const { key } of [...this.#rows.entries()]) this.#rows.delete(key);
  }

  async disconnect(): Promise<void> {}
}
