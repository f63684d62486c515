import type { Finding } from './problem.ts';
import { type Question, ROOM } from './schema.ts';

/**
 * What is wrong with a question beyond its schema, with paths that start at the question. A draft may be unfinished, so
 * nothing is found in it.
 */
export function itemFindings(question: Question): readonly Finding[] {
  if (question.draft) return [];
  return [
    ...rightOptions(question),
    ...repeatedOptions(question),
    ...missingExplanations(question),
    ...codeBlocks(question),
  ];
}

const NUMBER_WORDS = ['ZERO', 'ONE', 'TWO', 'THREE', 'FOUR'];

const SELECT =
  /\bselect (zero|one|two|three|four)\b(?!-)(?<end>\s*(?:[.,:;!?)]|$)|\s+(?:of|options?|answers?|that|which)\b)?/gi;

/** "Select TWO", "select two." and "select two of these" announce; in "select two columns" a query is spoken of. */
function announcementsIn(stem: string): readonly { readonly word: string; readonly at: number }[] {
  return [...stem.matchAll(SELECT)].flatMap(({ 0: said, 1: word = '', groups, index }) => {
    const isCapital = word === word.toUpperCase() && !said.startsWith('SELECT');
    return isCapital || groups?.end !== undefined ? [{ word, at: index + 'select '.length }] : [];
  });
}

/** The stem so that it says how many options are right where several are, as every question here does. */
export function withAnnouncement(stem: string, right: number): string {
  const wanted = NUMBER_WORDS[right];
  if (right < 2 || wanted === undefined) return stem;
  const announced = announcementsIn(stem);
  if (announced.length === 0) {
    const words = stem.trim();
    return `${words}${words.endsWith('```') ? '\n' : ' '}Select ${wanted}.`;
  }
  return announced.reduce(
    (words, { word, at }) =>
      word.toUpperCase() === wanted ? words.slice(0, at) + wanted + words.slice(at + word.length) : words,
    stem,
  );
}

function rightOptions({ options, stem }: Question): readonly Finding[] {
  const right = options.filter((option) => option.correct).length;
  const path = ['options'];
  if (right === 0) return [{ path, message: 'no option is marked `correct: true`' }];
  if (right === options.length) return [{ path, message: 'every option is marked `correct: true`' }];
  const announced = announcementsIn(stem).map(({ word }) => word);
  const other = announced.find((word) => word !== NUMBER_WORDS[right]);
  if (other === undefined && (right === 1 || announced.length > 0)) return [];
  const wanted = `Select ${NUMBER_WORDS[right]}`;
  const says = other ? `says "Select ${other}"` : `does not say "${wanted}"`;
  const message =
    right === 1
      ? `one option is correct, but the stem ${says}`
      : `${right} options are correct, so the stem says "${wanted}"; it ${says}`;
  return [{ path: ['stem'], message }];
}

function repeatedOptions({ options }: Question): readonly Finding[] {
  const first = new Map<string, number>();
  return options.flatMap(({ text }, index) => {
    const same = text.replace(/\s+/g, ' ').toLowerCase();
    const before = first.get(same);
    if (before === undefined) first.set(same, index);
    return before === undefined
      ? []
      : [
          {
            path: ['options', index, 'text'],
            message: `option ${index + 1} says the same as option ${before + 1}`,
          },
        ];
  });
}

function missingExplanations({ explained, options, references, checked }: Question): readonly Finding[] {
  if (!explained) return [];
  const whys = options.flatMap(({ why }, index) =>
    why === '' ? [{ path: ['options', index], message: `option ${index + 1} has no \`why\`` }] : [],
  );
  const sources = references.length > 0 ? [] : [{ path: ['references'], message: 'there is no reference' }];
  const date = checked
    ? []
    : [{ path: ['checked'], message: '`checked` is missing: when was the answer last looked up?' }];
  return [...whys, ...sources, ...date];
}

function codeBlocks({ stem, options }: Question): readonly Finding[] {
  const texts: Finding[] = [
    { path: ['stem'], message: stem },
    ...options.flatMap(({ text, why }, index) => [
      { path: ['options', index, 'text'], message: text },
      { path: ['options', index, 'why'], message: why },
    ]),
  ];
  return texts.flatMap(({ path, message: text }) => codeProblems(text).map((message) => ({ path, message })));
}

function codeProblems(text: string): readonly string[] {
  if (!text.includes('```')) return [];
  let inside = false;
  const problems: string[] = [];
  for (const line of text.split('\n')) {
    if (line.trimStart().startsWith('```')) inside = !inside;
    else if (inside && line.length > ROOM.codeLine)
      problems.push(
        `a line of code is ${line.length} characters long; at most ${ROOM.codeLine} fit: ${line.trim()}`,
      );
  }
  if (inside) problems.push('a code block is opened with ``` and not closed');
  return problems;
}
