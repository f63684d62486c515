import type { KeyvStoreAdapter } from 'keyv';
import type { KeyRange } from './keys.ts';

/** A stored row as text: Keyv's serialisation, the namespace still before the key. */
export type StoredText = { readonly key: string; readonly value: string };

/** What Keyv's serialisation makes of `undefined`: a row with this text is deleted, for Keyv and for us. */
export const TOMBSTONE = '{}';

/** What an adapter must do beyond Keyv's own: the port that another store has to fit. Keys arrive with their namespace. */
export type Store = KeyvStoreAdapter & {
  /**
   * Writes all or nothing of each scope's rows; resolves when everything is on disk. Called once at a time. When it rejects
   * and the rows were several scopes', each scope's are written again alone.
   */
  setMany(rows: readonly StoredText[]): Promise<void>;
  /** The rows of a range, ordered by the code points of their keys. */
  list(range: KeyRange): Promise<readonly StoredText[]>;
  /** Deletes those of these keys, or of all, that hold a tombstone at that moment; resolves with how many. */
  purge(keys?: readonly string[]): Promise<number>;
  /** Waits for what is under way and lets go of the store. */
  disconnect(): Promise<void>;
};
