import { MemoryStore } from './memory-store.ts';
import { openSqlite, type SqliteOptions } from './open-sqlite.ts';
import type { Store } from './store.ts';

/** The store that an address names. Throws an Error if there is no such kind; what `openSqlite` throws otherwise. */
export async function openStore(url: string, sqlite?: SqliteOptions): Promise<Store> {
  if (url === 'memory:') return new MemoryStore();
  if (url.startsWith('sqlite://')) return openSqlite(url.slice('sqlite://'.length), sqlite);
  // Only its first word: an address may hold a password.
  throw new Error(`No store is called ${url.split(':')[0]}: use sqlite://<path> or memory:`);
}
