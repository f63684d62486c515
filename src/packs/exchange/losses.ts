import type { PackQuestion } from '../schema.ts';
import { FORMATS, type FormatName } from './exchange.ts';
import { difficultyNamed, type Item, type Written } from './item.ts';

/** What a question has, by the words for many of it; as text, so that it can be compared. */
const PARTS: Readonly<Record<string, (item: Item) => string>> = {
  'stems or options as they were': ({ stem, options }) =>
    JSON.stringify([stem.trim(), options.map(({ text, correct }) => [text.trim(), correct]).sort()]),
  topics: ({ topic = '' }) => topic,
  ids: ({ name = '' }) => name,
  explanations: ({ options }) =>
    options
      .flatMap(({ why }) => (why === '' ? [] : [why]))
      .sort()
      .join('\n'),
  references: ({ references = [] }) => references.join('\n'),
  'dates of the last check': ({ checked = '' }) => checked,
  versions: ({ about = '' }) => about,
  objectives: ({ objectives = [] }) => objectives.join('\n'),
  difficulties: ({ difficulty }) => difficultyNamed(difficulty) ?? '',
  'orders of options that are kept': ({ keepOrder = false }) => (keepOrder ? 'kept' : ''),
};

/** How many questions that alone lose something are named. */
const MOST_NAMED = 3;

/**
 * What some of these questions have and a file of this format does not give back: found out by reading what was written,
 * question by question. Where others keep it, those that lose it are named.
 */
export function lossesOf(
  format: FormatName,
  { text, left }: Written,
  questions: readonly PackQuestion[],
): readonly string[] {
  const without = new Set(left.map(({ id }) => id));
  const read = FORMATS[format].read(text).flatMap((entry) => ('item' in entry ? [entry.item] : []));
  const pairs = questions
    .filter(({ id }) => !without.has(id))
    .map((question, place) => ({
      before: { ...question, name: question.id, keepOrder: question['keep-order'] },
      after: read[place],
    }));
  return Object.entries(PARTS).flatMap(([part, of]) => {
    const having = pairs.filter(({ before }) => of(before) !== '');
    const losing = having.filter(({ before, after }) => after === undefined || of(before) !== of(after));
    if (losing.length === 0) return [];
    if (losing.length === having.length && part !== 'stems or options as they were') return [part];
    const names = losing.slice(0, MOST_NAMED).map(({ before }) => before.id);
    const more = losing.length - names.length;
    return [
      `${part} (${[...names, ...(more > 0 ? [`${more.toLocaleString('en-US')} more`] : [])].join(', ')})`,
    ];
  });
}
