import { MOST_OBJECTIVE_ID } from '../schema.ts';
import { type Imported, newTopics, takeEntries } from './exchange.ts';
import { type FileRead, type RawFile, readRaw } from './file.ts';

/** A subject of a pack that is made from a file. */
type Topic = { readonly id: string; readonly name: string };

/** A file that is to be a pack of its own. Plain data, so that a thread can be given it. */
export type OwnFile = RawFile & {
  /** What questions without a category are under. */
  readonly other: string;
  /** Topics that are there, and keep their ids. */
  readonly known: readonly Topic[];
  /** How much of a file is taken. */
  readonly most: { readonly entries: number; readonly questions: number };
};

/** What came of it; where it holds too much, how much that is. Whatever the file, this is no larger than what is taken of one. */
export type FileTaken =
  | Exclude<FileRead, { kind: 'read' }>
  | ({ readonly kind: 'taken'; readonly topics: readonly Topic[] } & Omit<Imported, 'sources'>)
  | { readonly kind: 'too-many'; readonly what: 'entries' | 'questions'; readonly count: number };

/** Reads a file and makes questions of it. It can take seconds: the bot has it done by `takeApart`. */
export function takeRaw({ other, known, most, ...file }: OwnFile): FileTaken {
  const read = readRaw(file);
  if (read.kind !== 'read') return read;
  if (read.entries.length > most.entries)
    return { kind: 'too-many', what: 'entries', count: read.entries.length };
  const { topicFor, names } = newTopics(other, known);
  // Where each question stands in the file is of no use outside, and would be half of what has to be handed over.
  const { sources: _, ...made } = takeEntries(read.entries, {
    topicFor,
    taken: new Set(),
    needsSources: false,
    objectives: { has: (id) => id.length <= MOST_OBJECTIVE_ID },
  });
  if (made.questions.length > most.questions)
    return { kind: 'too-many', what: 'questions', count: made.questions.length };
  const used = new Set(made.questions.map(({ topic }) => topic));
  const topics = [...names].flatMap(([id, name]) => (used.has(id) ? [{ id, name }] : []));
  return { kind: 'taken', topics, ...made };
}
