import type { PackQuestion } from '../schema.ts';
import { FORMATS, type FormatName } from './exchange.ts';
import type { Item } from './item.ts';

/** What a question may have beside its stem, its options and its key, by the words for many of it. */
const PARTS: Readonly<Record<string, (item: Item) => boolean>> = {
  topics: ({ topic }) => topic !== undefined,
  ids: ({ name }) => name !== undefined,
  explanations: ({ options }) => options.some(({ why }) => why !== ''),
  references: ({ references = [] }) => references.length > 0,
  'dates of the last check': ({ checked }) => checked !== undefined,
  versions: ({ about }) => about !== undefined,
  objectives: ({ objectives = [] }) => objectives.length > 0,
  difficulties: ({ difficulty }) => difficulty !== undefined,
  'orders of options that are kept': ({ keepOrder = false }) => keepOrder,
};

/** What some of these questions have and none of them has in a file of this format: found out by reading back what was written. */
export function lossesOf(
  format: FormatName,
  text: string,
  questions: readonly PackQuestion[],
): readonly string[] {
  const before = questions.map((question) => ({
    ...question,
    name: question.id,
    keepOrder: question['keep-order'],
  }));
  const after = FORMATS[format].read(text).flatMap((entry) => ('item' in entry ? [entry.item] : []));
  return Object.entries(PARTS).flatMap(([part, has]) => (before.some(has) && !after.some(has) ? [part] : []));
}
