import { seededRandom } from '../../random.ts';
import { orderOptions } from '../rules.ts';
import type { Pack, PackQuestion } from '../schema.ts';
import { letter } from '../snapshot.ts';
import { inPercent, percentOf } from '../style/measures.ts';

/** Which questions a reader gets, and the number from which their letters follow. */
export type BlindOptions = { readonly pack: Pack; readonly topic: string; readonly seed: number };

/**
 * What somebody who does not know the key reads, as two Markdown texts with the same letters: first the options alone, to
 * find out whether they give the answer away, then the questions. Order and letters follow from the seed, so that no key
 * has to be kept; a question's letters do not change when another question does.
 */
export function blindSheets(options: BlindOptions): { readonly options: string; readonly questions: string } {
  const shown = shownQuestions(options);
  const head = (title: string, wanted: string) =>
    `# ${options.topic}: ${title}\n\n${wanted} Write one line a question: \`${options.topic}-001: B\`, or \`${options.topic}-001: AC\` where two are right.\n\n`;
  return {
    options:
      head('options alone', 'Guess which option is right.') +
      shown
        .map(
          ({ id, key, list }) => `## ${id}${key.length > 1 ? ` (${key.length} are right)` : ''}\n\n${list}`,
        )
        .join('\n'),
    questions:
      head('questions', 'Answer each question.') +
      shown.map(({ id, stem, list }) => `## ${id}\n\n${stem.trim()}\n\n${list}`).join('\n'),
  };
}

/** A reader's answers beside the key, as lines of text: how many agree, and each that does not or is missing. */
export function compareBlind(options: BlindOptions, answers: string): readonly string[] {
  const given = new Map(
    [...answers.matchAll(/^\W*([a-z0-9-]+):\W*([A-E](?:[\s,]*[A-E])*)(?![\p{L}\p{N}])/gmu)].map(
      ([, id = '', letters = '']) => [id, [...new Set(letters.match(/[A-E]/g))].sort().join('')],
    ),
  );
  const shown = shownQuestions(options).toSorted((one, other) => one.id.localeCompare(other.id));
  const differing = shown.flatMap(({ id, key }) => {
    const answer = given.get(id);
    if (answer === key) return [];
    return [`  ${id}: the key is ${key}, ${answer ? `answered ${answer}` : 'not answered'}`];
  });
  const agreed = shown.length - differing.length;
  const unknown = [...given.keys()].filter((id) => !shown.some((question) => question.id === id));
  return [
    `${options.topic}: ${agreed} of ${shown.length} as keyed (${inPercent(percentOf(agreed, shown.length))})`,
    ...differing,
    ...unknown.map((id) => `  ${id}: there is no such question here`),
  ];
}

type Shown = {
  readonly id: string;
  readonly stem: string;
  readonly list: string;
  /** The letters of the right options, in alphabetical order: `B` or `AC`. */
  readonly key: string;
};

function shownQuestions({ pack, topic, seed }: BlindOptions): readonly Shown[] {
  const own = pack.questions.filter((question) => question.topic === topic);
  // Not in the file's order, in which questions with the same options stand side by side.
  return own
    .map((question) => ({ question, random: seededRandom(seedOf(question.id, seed)) }))
    .map(({ question, random }) => ({ rank: random(), shown: shownAs(question, random) }))
    .sort((one, other) => one.rank - other.rank)
    .map(({ shown }) => shown);
}

function shownAs(question: PackQuestion, random: () => number): Shown {
  const order = orderOptions(question, random);
  const texts = order.map((place) => question.options[place]?.text ?? '');
  const right = order.flatMap((place, index) => (question.options[place]?.correct ? [letter(index)] : []));
  return {
    id: question.id,
    stem: question.stem,
    list: texts.map((text, index) => `- ${letter(index)}: ${text.trim()}\n`).join(''),
    key: right.join(''),
  };
}

/** FNV-1a of the id, 32 bits, begun with the seed (G. Fowler, L. C. Noll and K. Vo, 1991). */
function seedOf(id: string, seed: number): number {
  let hash = (0x811c9dc5 ^ seed) >>> 0;
  for (const char of id) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  return hash;
}
