import type { Pack, Style } from '../schema.ts';
import { alike } from './alike.ts';
import { absolutes, recall, rightLongest, rightPlaces, rightShortest, topicSizes } from './bank.ts';
import type { StyleFinding } from './measures.ts';
import { forbiddenOptions, lengths, negatives } from './wording.ts';

/** A rule of the style section, by its key. */
export type StyleRule = Exclude<keyof Style, 'enforce'>;

/** Everything that breaks a pack's own style; nothing for a pack without one. */
export function styleFindings(
  pack: Pick<Pack, 'exam' | 'questions'>,
): readonly (StyleFinding & { readonly rule: StyleRule })[] {
  const { style } = pack.exam;
  if (!style) return [];
  return Object.values(RULES).flatMap(({ rule, find }) =>
    find(pack, style).map((finding) => ({ ...finding, rule })),
  );
}
