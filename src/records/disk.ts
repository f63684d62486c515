import { Keyv } from 'keyv';
import { unreadable } from './errors.ts';
import { NAMESPACE, rangeOf } from './keys.ts';
import type { Store, StoredText } from './store.ts';

/** A row as plain JSON; to write `undefined` deletes it. */
export type StoredValue = { readonly key: string; readonly value: unknown };

const physical = (key: string) => `${NAMESPACE}:${key}`;

/** The one Keyv over the one store: plain values by key, not yet parsed by a schema. */
export class Disk {
  readonly #store: Store;
  readonly #keyv: Keyv<unknown>;

  constructor(store: Store) {
    this.#store = store;
    // Plain JSON: Keyv's own takes four times as long each way, and differs only in strings that begin with a colon.
    const [serialize, deserialize] = [JSON.stringify, JSON.parse];
    this.#keyv = new Keyv<unknown>({
      store,
      namespace: NAMESPACE,
      throwOnErrors: true,
      serialize,
      deserialize,
    });
  }

  /** Each value in the order of the keys, `undefined` where nothing is; one that is not JSON fails alone. */
  async read(keys: readonly string[]): Promise<PromiseSettledResult<unknown>[]> {
    try {
      const [key] = keys;
      const values =
        keys.length === 1 && key ? [await this.#keyv.get(key)] : await this.#keyv.getMany([...keys]);
      return values.map((value) => ({ status: 'fulfilled', value }));
    } catch (error) {
      const [key] = keys;
      if (keys.length > 1) return (await Promise.all(keys.map((one) => this.read([one])))).flat();
      return [{ status: 'rejected', reason: key && error instanceof SyntaxError ? notJson(key) : error }];
    }
  }

  /** The rows whose keys begin with a prefix, in key order. Rejects with UnreadableRecord if one is not JSON. */
  async values(prefix: string): Promise<readonly StoredValue[]> {
    const rows = await this.list(prefix);
    const values = await Promise.all(
      rows.map(async (row) => ({ key: row.key, value: await this.decode(row) })),
    );
    return values.filter(({ value }) => value !== undefined);
  }

  /** The same as text, so that each can be read or fail on its own: see `decode`. */
  async list(prefix: string): Promise<readonly StoredText[]> {
    const rows = await this.#store.list(rangeOf(physical(prefix)));
    return rows.map(({ key, value }) => ({ key: key.slice(NAMESPACE.length + 1), value }));
  }

  /** What a listed row holds; `undefined` if it is a tombstone. Throws UnreadableRecord if it is not JSON. */
  async decode({ key, value }: StoredText): Promise<unknown> {
    try {
      return (await this.#keyv.deserializeData<unknown>(value))?.value;
    } catch {
      throw notJson(key);
    }
  }

  /** Writes all or nothing; throws the store's error. */
  async write(writes: readonly StoredValue[]): Promise<void> {
    const results: unknown = await this.#keyv.setMany([...writes]);
    // Adapters without an error to throw answer with booleans.
    if (Array.isArray(results) && results.includes(false)) throw new Error('The store refused to write');
  }

  /** Deletes those of these keys, or of all, that hold a tombstone; resolves with how many. */
  purge(keys?: readonly string[]): Promise<number> {
    return this.#store.purge(keys?.map(physical));
  }

  close(): Promise<void> {
    return this.#keyv.disconnect();
  }
}

// The parser's own message quotes the text, which may be personal.
const notJson = (key: string) => unreadable(key, 'it is not JSON');
