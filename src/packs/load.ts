import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { inOrder, type Problem } from './problem.ts';
import { type ReadPack, readPack } from './read-pack.ts';
import type { Pack } from './schema.ts';

/** The packs of this bot, by their ids. There is at least one. */
export type Packs = {
  get(id: string): Pack | undefined;
  all(): Iterable<Pack>;
  /** In the order of the alphabet. */
  readonly ids: readonly string[];
  /** The pack of a server that chose none: the first of `ids`. */
  readonly defaultId: string;
};

export type PacksLoaded =
  | { readonly ok: true; readonly packs: Packs }
  | { readonly ok: false; readonly problems: readonly Problem[] };

export type PacksRead =
  | { readonly ok: true; readonly packs: readonly ReadPack[] }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/**
 * Loads every pack under a folder, for the bot. Refuses with every problem of every pack, in words, by file and line: a
 * pack with one broken question is not half a pack.
 */
export async function loadPacks(folder: string): Promise<PacksLoaded> {
  const read = await readPacks(folder);
  return read.ok ? { ok: true, packs: packsOf(read.packs.map(({ pack }) => pack)) } : read;
}

/** Reads the packs under a folder with the places of their questions, for the pack tool; `only` names those wanted. */
export async function readPacks(folder: string, only: readonly string[] = []): Promise<PacksRead> {
  const present = await foldersIn(folder);
  if (!present)
    return refusal(folder, 'this folder cannot be read; QUESTIONS_DIR names the folder of the packs');
  const unknown = only.filter((id) => !present.includes(id));
  if (unknown.length > 0)
    return refusal(folder, `there is no pack ${unknown.join(', ')}; there are: ${present.join(', ')}`);
  if (present.length === 0) return refusal(folder, 'there is no pack in this folder');
  const wanted = only.length > 0 ? only : present;
  const reads = await Promise.all(wanted.map((id) => readPack(join(folder, id))));
  const problems = reads.flatMap((read) => (read.ok ? [] : read.problems));
  return problems.length > 0
    ? { ok: false, problems: inOrder(problems) }
    : { ok: true, packs: reads.flatMap((read) => (read.ok ? [read.read] : [])) };
}

/** The packs as the rest of the bot sees them. At least one is needed. */
export function packsOf(list: readonly Pack[]): Packs {
  const packs = new Map(
    [...list].sort((one, other) => (one.id < other.id ? -1 : 1)).map((pack) => [pack.id, pack]),
  );
  const ids = [...packs.keys()];
  return { get: (id) => packs.get(id), all: () => packs.values(), ids, defaultId: ids[0] ?? '' };
}

async function foldersIn(folder: string): Promise<readonly string[] | undefined> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries
      .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
      .map((entry) => entry.name)
      .sort();
  } catch {
    return undefined;
  }
}

function refusal(folder: string, message: string): PacksRead {
  return { ok: false, problems: [{ file: folder, line: 1, message }] };
}
