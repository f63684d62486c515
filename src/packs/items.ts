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

function rightOptions({ options, stem }: Question): readonly Finding[] {
  const right = options.filter((option) => option.correct).length;
  const path = ['options'];
  if (right === 0) return [{ path, message: 'no option is marked `correct: true`' }];
  if (right === options.length) return [{ path, message: 'every option is marked `correct: true`' }];
  const asked = /\bselect (\w+)\b/i.exec(stem)?.[1];
  const announced = asked && NUMBER_WORDS.includes(asked.toUpperCase()) ? asked : undefined;
  if (right === 1 && announced === undefined) return [];
  if (announced === NUMBER_WORDS[right]) return [];
  const wanted = `Select ${NUMBER_WORDS[right]}`;
  const says = announced ? `says "Select ${announced}"` : `does not say "${wanted}"`;
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
