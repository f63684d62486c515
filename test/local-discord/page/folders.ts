import { existsSync, readdirSync, rmSync, watch } from 'node:fs';
import { join, resolve } from 'node:path';

const ROOT = resolve(import.meta.dirname, '../../..');
/** An editor writes in several steps; what comes within this time is one change, in milliseconds. */
const GATHER = 200;

/** Deletes a SQLite file and what stands beside it. */
export function removeStore(store: string): void {
  for (const path of [store, `${store}-wal`, `${store}-shm`]) if (existsSync(path)) rmSync(path);
}

/** Calls when a file in one of the folders, or below, was saved; several saves within moments are one. Gives back how to stop. */
export function followFolders(folders: readonly string[], onChange: () => void): () => void {
  let timer: NodeJS.Timeout | undefined;
  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(onChange, GATHER);
  };
  // Each folder by itself: watching a whole tree is not possible on every system.
  const watchers = folders
    .flatMap((folder) => withFolders(resolve(ROOT, folder)))
    .map((path) => watch(path, { persistent: false }, soon).on('error', () => {}));
  return () => {
    clearTimeout(timer);
    for (const watcher of watchers) watcher.close();
  };
}

/** A folder and all below it; none for one that is not there, which the bot says in its own words. */
function withFolders(path: string): readonly string[] {
  if (!existsSync(path)) return [];
  const inside = readdirSync(path, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return [path, ...inside.flatMap(({ name }) => withFolders(join(path, name)))];
}
