import type { Pack, Style } from '../schema.ts';
import { alike } from './alike.ts';
import {
  absolutes,
  cases,
  recall,
  rightLongest,
  rightPlaces,
  rightShortest,
  several,
  topicSizes,
} from './bank.ts';
import type { StyleFinding } from './measures.ts';
import { forbiddenOptions, lengths, negatives } from './wording.ts';

/** Everything that breaks a pack's own style, with the key of the rule; nothing for a pack without a style. */
export function styleFindings(
  pack: Pick<Pack, 'exam' | 'questions'>,
): readonly (StyleFinding & { readonly rule: string })[] {
  const style = pack.exam.style ?? { enforce: false };
  const { questions } = pack;
  // A record, so that a rule added to the schema is asked for here.
  const found: Record<Exclude<keyof Style, 'enforce'>, readonly StyleFinding[]> = {
    'right-place': when(style['right-place'], (limits) => rightPlaces(questions, limits)),
    'right-longest-at-most': when(style['right-longest-at-most'], (most) => rightLongest(questions, most)),
    'right-shortest-at-least': when(style['right-shortest-at-least'], (least) =>
      rightShortest(questions, least),
    ),
    lengths: when(style.lengths, (limits) => lengths(questions, limits)),
    'forbidden-options': when(style['forbidden-options'], (phrases) => forbiddenOptions(questions, phrases)),
    negatives: when(style.negatives, (limits) => negatives(questions, limits)),
    absolutes: when(style.absolutes, (words) => absolutes(questions, words)),
    'alike-above': when(style['alike-above'], (above) => alike(questions, above)),
    'recall-at-most': when(style['recall-at-most'], (most) => recall(questions, most)),
    'case-at-least': when(style['case-at-least'], (least) => cases(questions, least)),
    several: when(style.several, (limits) => several(questions, limits)),
    'topic-at-least': when(style['topic-at-least'], (least) =>
      topicSizes(questions, pack.exam.topics, least),
    ),
  };
  return Object.entries(found).flatMap(([rule, findings]) =>
    findings.map((finding) => ({ ...finding, rule })),
  );
}

function when<T>(
  setting: T | undefined,
  find: (setting: T) => readonly StyleFinding[],
): readonly StyleFinding[] {
  return setting === undefined ? [] : find(setting);
}
