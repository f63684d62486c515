import type { PackQuestion } from '../schema.ts';

/** Something that breaks a rule of a pack's style: one question, or the bank as a whole. */
export type StyleFinding = { readonly question?: string; readonly message: string };

/** A question with one right option, whose place among the others can be measured. */
export type SingleAnswer = { readonly question: PackQuestion; readonly right: number };

/** Those questions that have exactly one right option. */
export function singleAnswers(questions: readonly PackQuestion[]): readonly SingleAnswer[] {
  return questions.flatMap((question) => {
    const right = question.options.flatMap(({ correct }, place) => (correct ? [place] : []));
    return right.length === 1 && right[0] !== undefined ? [{ question, right: right[0] }] : [];
  });
}

/** `part` of `whole` in percent; of nothing, 0. */
export function percentOf(part: number, whole: number): number {
  // In this order, so that whole percentages come out whole: 28 / 100 * 100 is a trifle above 28.
  return whole === 0 ? 0 : (part * 100) / whole;
}

/** `28.4%`. */
export function inPercent(share: number): string {
  return `${share.toFixed(1)}%`;
}

/** A text without its code, in which words mean what they say. */
export function prose(text: string): string {
  return text.replace(/```[\s\S]*?```/g, ' ').replace(/`[^`]*`/g, ' ');
}

/** Matches any of these words or phrases as whole words. */
export function wordsPattern(words: readonly string[], flags = 'iu'): RegExp {
  const choices = words.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|');
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${choices})(?![\\p{L}\\p{N}])`, flags);
}
