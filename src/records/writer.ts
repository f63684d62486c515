import type { Disk, StoredValue } from './disk.ts';
import type { Log } from './records.ts';

type Commit = { readonly writes: readonly StoredValue[]; resolve(): void; reject(reason: unknown): void };

/** How long removed rows may stay in the store as tombstones, in milliseconds. */
export const PURGE_AFTER = 5000;

/** Writes the commits of all scopes: one statement at a time, and what has gathered meanwhile in the next. */
export class Writer {
  readonly #disk: Disk;
  readonly #log: Log | undefined;
  #waiting: Commit[] = [];
  #running = false;
  #dead = new Set<string>();
  #timer: NodeJS.Timeout | undefined;
  #purging: Promise<void> = Promise.resolve();
  readonly #counts = { commits: 0, statements: 0, rows: 0, purged: 0 };

  constructor(disk: Disk, log: Log | undefined) {
    this.#disk = disk;
    this.#log = log;
  }

  get counts(): Readonly<Record<'commits' | 'statements' | 'rows' | 'purged', number>> {
    return this.#counts;
  }

  /** Resolves when all of it is on disk, rejects with the store's error when none of it is (or nobody knows). */
  commit(writes: readonly StoredValue[]): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ writes, resolve, reject });
      if (!this.#running) void this.#run();
    });
  }

  /** Deletes physically what was removed; what fails is left for the next time, or the next start. */
  purge(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const keys = [...this.#dead];
    this.#dead.clear();
    // After the one that may be under way, so that closing waits for that too.
    if (keys.length > 0) this.#purging = this.#purging.then(() => this.#purge(keys));
    return this.#purging;
  }

  /** Deletes physically what an earlier process removed and left. */
  purgeAll(): Promise<void> {
    return this.#purge(undefined);
  }

  async #run(): Promise<void> {
    this.#running = true;
    while (this.#waiting.length > 0) {
      const commits = this.#waiting;
      this.#waiting = [];
      await this.#write(commits);
    }
    this.#running = false;
  }

  async #write(commits: readonly Commit[]): Promise<void> {
    const writes =
      commits.length === 1 && commits[0] ? commits[0].writes : commits.flatMap((commit) => commit.writes);
    try {
      await this.#disk.write(writes);
    } catch (error) {
      // One guild's commit may be what the store does not take: each is tried alone before it is refused.
      if (commits.length > 1) for (const commit of commits) await this.#write([commit]);
      else for (const commit of commits) commit.reject(error);
      return;
    }
    this.#counts.statements++;
    this.#counts.commits += commits.length;
    this.#counts.rows += writes.length;
    this.#bury(writes);
    for (const commit of commits) commit.resolve();
  }

  #bury(writes: readonly StoredValue[]): void {
    for (const { key, value } of writes) if (value === undefined) this.#dead.add(key);
    if (this.#dead.size === 0 || this.#timer !== undefined) return;
    this.#timer = setTimeout(() => void this.purge(), PURGE_AFTER);
    this.#timer.unref();
  }

  async #purge(keys: readonly string[] | undefined): Promise<void> {
    try {
      this.#counts.purged += await this.#disk.purge(keys);
    } catch (error) {
      for (const key of keys ?? []) this.#dead.add(key);
      this.#log?.warn(
        { err: error, rows: keys?.length },
        'Removed rows could not be deleted from the store yet',
      );
    }
  }
}
