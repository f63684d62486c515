import type { PackQuestion, Style } from '../schema.ts';
import { inPercent, percentOf, prose, type StyleFinding, wordsPattern } from './measures.ts';

/** Options that stand out by their length: one of those longer than `above` is over `ratio` times the shortest. */
export function lengths(
  questions: readonly PackQuestion[],
  { above, ratio }: NonNullable<Style['lengths']>,
): readonly StyleFinding[] {
  return questions.flatMap(({ id, options }) => {
    const sizes = options.map(({ text }) => text.length);
    const [shortest, longest] = [Math.min(...sizes), Math.max(...sizes)];
    return longest <= above || longest <= ratio * shortest
      ? []
      : [
          {
            question: id,
            message: `the longest option has ${longest} characters, the shortest ${shortest}: more than a factor of ${ratio}`,
          },
        ];
  });
}

/** Options such as "all of the above". */
export function forbiddenOptions(
  questions: readonly PackQuestion[],
  phrases: readonly string[],
): readonly StyleFinding[] {
  const pattern = wordsPattern(phrases);
  return questions.flatMap(({ id, options }) =>
    options.flatMap(({ text }, place) => {
      const found = pattern.exec(text)?.[0];
      return found ? [{ question: id, message: `option ${place + 1} says "${found}"` }] : [];
    }),
  );
}

/**
 * Questions that ask what does not hold: too many of them, and those whose negative word is easily read over. A negative
 * is looked for near the beginning of a sentence that asks; further on ("which fits data that is not sorted?") it belongs
 * to the case and not to the question.
 */
export function negatives(
  questions: readonly PackQuestion[],
  { words, 'at-most': atMost }: NonNullable<Style['negatives']>,
): readonly StyleFinding[] {
  const capitals = wordsPattern(
    words.map((word) => word.toUpperCase()),
    'u',
  );
  const small = wordsPattern(
    words.map((word) => word.toLowerCase()),
    'u',
  );
  const quiet = questions.filter(({ stem }) => askings(stem).some((asking) => small.test(asking)));
  const loud = questions.filter(({ stem }) => capitals.test(prose(stem)));
  const share = percentOf(new Set([...quiet, ...loud]).size, questions.length);
  return [
    ...quiet.map(({ id }) => ({
      question: id,
      message: 'the question is negative: write that word in capitals',
    })),
    ...(share <= atMost
      ? []
      : [{ message: `${inPercent(share)} of questions are negative; at most ${atMost}% are wanted` }]),
  ];
}

/** The first six words of every sentence that ends in a question mark. */
function askings(stem: string): readonly string[] {
  return prose(stem)
    .split(/(?<=[.?!:])\s+/)
    .filter((sentence) => sentence.endsWith('?'))
    .map((sentence) => sentence.split(/\s+/).slice(0, 6).join(' '));
}
