/** A place in a file, as an editor counts: the first line is 1. */
export type Place = { readonly file: string; readonly line: number };

/** Something wrong with a pack, in words for the person who writes it. */
export type Problem = Place & { readonly message: string };

/** Where in a document something is wrong: `['questions', 3, 'stem']`. */
export type Path = readonly PropertyKey[];

/** Something wrong in a document, before it is known which line that is. */
export type Finding = { readonly path: Path; readonly message: string };

/** `n` with the right form of its noun: `1 question`, `2 questions`, `1,200 questions`. */
export function counted(n: number, noun: string): string {
  return `${n.toLocaleString('en-US')} ${noun}${n === 1 ? '' : 's'}`;
}

/** Problems by file, then line, then words. */
export function inOrder<T extends Problem>(problems: readonly T[]): readonly T[] {
  return [...problems].sort(
    (one, other) =>
      compare(one.file, other.file) || one.line - other.line || compare(one.message, other.message),
  );
}

function compare(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

/** What an error says, on one line. */
export function stringOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
}
