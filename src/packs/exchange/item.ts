import type { Difficulty, Option, PackQuestion } from '../schema.ts';

/** A question as another program's file holds it: nothing of it is checked yet. */
export type Item = {
  readonly stem: string;
  readonly options: readonly Pick<Option, 'text' | 'correct' | 'why'>[];
  /** What the file calls it; kept as its id where it can be one. */
  readonly name?: string | undefined;
  /** The category or topic it stands in. */
  readonly topic?: string | undefined;
  /** As the file has it: see `difficultyNamed`. */
  readonly difficulty?: string | undefined;
  readonly objectives?: readonly string[] | undefined;
  readonly references?: readonly string[] | undefined;
  readonly about?: string | undefined;
  readonly checked?: string | undefined;
  readonly keepOrder?: boolean | undefined;
};

/**
 * An entry of a file in the file's order: a question, why it cannot be one, or what somebody should know who takes the
 * file. Lines count from 1.
 */
export type Entry =
  | { readonly line: number; readonly item: Item }
  | { readonly line: number; readonly name: string; readonly note: string }
  | { readonly line: number; readonly name: string; readonly refusal: string };

/** A question that a format cannot hold, and why. */
export type NotWritten = { readonly id: string; readonly reason: string };

/** A written file, and what it does not hold. */
export type Written = { readonly text: string; readonly left: readonly NotWritten[] };

/** One program's way to keep questions in a file. */
export type FileFormat = {
  /** Every entry of the file; throws an Error in words only where the file as a whole is something else. */
  read(text: string): readonly Entry[];
  /** The questions as a file that `read` gives back. */
  write(questions: readonly PackQuestion[]): Written;
};

/** Cards with a front and a back have nothing to choose from. */
export const CARD = 'a front/back card without options: there is nothing to choose from';

/** What several programs add to a question as tags, so that a file that was written here gives back the same question. */
export function tagsOf(question: PackQuestion): readonly string[] {
  const { difficulty, objectives, references, about, checked } = question;
  return [
    `difficulty:${difficulty}`,
    ...objectives.map((objective) => `objective:${objective}`),
    ...references.map((reference) => `reference:${reference}`),
    ...(about ? [`about:${about}`] : []),
    ...(checked ? [`checked:${checked}`] : []),
    ...(question['keep-order'] ? ['keep-order'] : []),
  ];
}

/** The same read back; other tags mean nothing here. */
export function fromTags(tags: readonly string[]): Partial<Item> {
  const all = (name: string) =>
    tags.flatMap((tag) => (tag.startsWith(`${name}:`) ? [tag.slice(name.length + 1)] : []));
  return {
    difficulty: all('difficulty')[0],
    objectives: all('objective'),
    references: all('reference'),
    about: all('about')[0],
    checked: all('checked')[0],
    keepOrder: tags.includes('keep-order'),
  };
}

/** A difficulty by its name here, or by the words of other programs. */
export function difficultyNamed(word: string | undefined): Difficulty | undefined {
  const names: Readonly<Record<string, Difficulty>> = {
    recall: 'recall',
    apply: 'apply',
    analyse: 'analyse',
    analyze: 'analyse',
    easy: 'recall',
    medium: 'apply',
    hard: 'analyse',
  };
  return word === undefined ? undefined : names[word.trim().toLowerCase()];
}

/** The options of a statement that is true or false, with what is said to those who are right and wrong. */
export function trueOrFalse<T>(isTrue: boolean, feedback: { readonly right: T; readonly wrong: T }) {
  return [true, false].map((value) => ({
    text: value ? 'True' : 'False',
    correct: value === isTrue,
    feedback: value === isTrue ? feedback.right : feedback.wrong,
  }));
}

/** The lines of everything in a text that a pattern finds, in order and from 1; the text is gone through once. */
export function linesOf(text: string, pattern: RegExp): readonly number[] {
  let line = 1;
  let end = text.indexOf('\n');
  return [...text.matchAll(pattern)].map(({ index }) => {
    while (end !== -1 && end < index) {
      line += 1;
      end = text.indexOf('\n', end + 1);
    }
    return line;
  });
}

/** The first words of something, to name it by. */
export function nameOf(text: string): string {
  return shortened(text.replace(/\s+/g, ' ').trim(), 60);
}

/** Words of a file in what is said about it, as far as somebody reads them. */
export function shortened(words: string, most: number): string {
  return words.length > most ? `${words.slice(0, most - 1)}…` : words;
}
