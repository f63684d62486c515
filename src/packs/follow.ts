import { existsSync, type FSWatcher, readdirSync, watch } from 'node:fs';
import { join } from 'node:path';
import { loadPacks, type Packs, type PacksLoaded } from './load.ts';
import { stringOf } from './problem.ts';

/** An editor writes in several steps; what comes within this time is read together, in milliseconds. */
const GATHER = 150;

/** Packs that stay up to date with their files. */
export type Followed = {
  /** Always what was last read without a problem. */
  readonly packs: Packs;
  stop(): void;
};

/**
 * Reads the packs again whenever one of their files is saved, and says what came of it. While there are problems the
 * packs stay as they were. For writing questions; a bot at work keeps what it started with.
 */
export function followPacks(folder: string, first: Packs, onRead: (read: PacksLoaded) => void): Followed {
  let now = first;
  let timer: NodeJS.Timeout | undefined;
  let watchers: readonly FSWatcher[] = [];
  let stopped = false;

  // Each folder by itself: watching a whole tree is not possible on every system.
  function watchAll(): void {
    for (const watcher of watchers) watcher.close();
    const inside = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    const watched = (path: string) => watch(path, { persistent: false }, changed).on('error', () => {});
    watchers = [
      watched(folder),
      ...inside
        .map(({ name }) => join(folder, name))
        .flatMap((path) => (existsSync(path) ? watched(path) : [])),
    ];
  }
  function changed(): void {
    clearTimeout(timer);
    timer = setTimeout(() => void readAgain(), GATHER);
  }
  async function readAgain(): Promise<void> {
    const read = await loadPacks(folder);
    if (stopped) return;
    try {
      watchAll();
    } catch (error) {
      // The folder went away meanwhile. Nobody waits for this, so nobody else would hear of it.
      onRead({ ok: false, problems: [{ file: folder, line: 1, message: stringOf(error) }] });
      return;
    }
    if (read.ok) now = read.packs;
    onRead(read);
  }

  watchAll();
  return {
    packs: {
      get: (id) => now.get(id),
      all: () => now.all(),
      get ids() {
        return now.ids;
      },
      get defaultId() {
        return now.defaultId;
      },
    },
    stop() {
      stopped = true;
      clearTimeout(timer);
      for (const watcher of watchers) watcher.close();
    },
  };
}
