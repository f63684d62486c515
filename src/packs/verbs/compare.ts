import { isDeepStrictEqual } from 'node:util';
import type { Imported } from '../exchange/exchange.ts';
import { type Item, nameOf } from '../exchange/item.ts';
import { asked } from '../rules.ts';
import type { PackQuestion } from '../schema.ts';

/** What of a file is new to a pack, what is not taken, and how many of its questions the pack has already. */
export type Sorted = Pick<Imported, 'questions' | 'refused' | 'notes'> & { readonly present: number };

/**
 * Compares a file's questions with those of the pack they go to, drafts included. An id that is there names the same question
 * or the file's is refused: what members answered hangs on it. One that asks the same under another id is there as well.
 */
export function sortedOut(made: Imported, there: readonly PackQuestion[]): Sorted {
  const byId = new Map(there.map((question) => [question.id, question]));
  const byAsked = new Map(there.map((question) => [asked(question), question.id]));
  const questions: PackQuestion[] = [];
  const refused = [...made.refused];
  const notes = [...made.notes];
  let present = 0;
  for (const question of made.questions) {
    const source = made.sources.get(question.id);
    const item: Item = source?.item ?? question;
    const line = source?.line ?? 1;
    const name = nameOf(item.name ?? item.stem);
    const same = byId.get(question.id);
    const reason = same && conflict({ there: same, taken: question, item });
    const twin = byAsked.get(asked(question));
    if (reason !== undefined) {
      refused.push({ line, name, reason });
    } else if (same || twin !== undefined) {
      present += 1;
      if (!same) notes.push({ line, name, note: `it is there already, as ${twin}` });
    } else {
      questions.push(question);
      if (item.name !== question.id && looksLikeId(item.name))
        notes.push({ line, name, note: `its id is ${question.id} here` });
    }
  }
  return { questions, refused: byLine(refused), notes: byLine(notes), present };
}

function byLine<T extends { readonly line: number }>(list: readonly T[]): readonly T[] {
  return [...list].sort((one, other) => one.line - other.line);
}

/** Names such as "Question 1" are nobody's ids; `eda-001` was one. */
function looksLikeId(name: string | undefined): boolean {
  return name !== undefined && /^[a-z0-9]+(-[a-z0-9]+)*-\d+$/.test(name);
}

/** A question that a pack has, and one of the same id as a file holds it. */
type Pair = { readonly there: PackQuestion; readonly taken: PackQuestion; readonly item: Item };

function conflict(pair: Pair): string | undefined {
  const differs = differences(pair);
  return differs.length === 0
    ? undefined
    : `the pack has this id already, and there ${differs.join(', ')}; change that one by hand, or give this one another id`;
}

/** How the pack's question is another, in words. What the file does not say is no difference. */
function differences({ there, taken, item }: Pair): readonly string[] {
  if (there.draft) return ['it is a draft'];
  if (asked(there) !== asked(taken)) return ['it asks something else'];
  const lists = ['objectives', 'references'] as const;
  const words = ['about', 'checked'] as const;
  return [
    ...(sameWhys(there, taken) ? [] : ['its explanations are others']),
    ...lists.flatMap((key) =>
      taken[key].length === 0 || isDeepStrictEqual(there[key], taken[key]) ? [] : [`its ${key} are others`],
    ),
    ...words.flatMap((key) =>
      taken[key] === undefined || there[key] === taken[key] ? [] : [`its \`${key}\` is another`],
    ),
    ...(item.difficulty === undefined || there.difficulty === taken.difficulty
      ? []
      : [`its difficulty is ${there.difficulty}`]),
    ...(taken['keep-order'] && !there['keep-order'] ? ['its options are shuffled'] : []),
  ];
}

function sameWhys(there: PackQuestion, taken: PackQuestion): boolean {
  const words = (text: string) => text.replace(/\s+/g, ' ').trim();
  const whys = new Map(there.options.map(({ text, why }) => [words(text), words(why)]));
  return taken.options.every(({ text, why }) => why === '' || whys.get(words(text)) === words(why));
}
