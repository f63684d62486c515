import type { PackQuestion, Style } from '../schema.ts';
import { inPercent, percentOf, prose, type StyleFinding, singleAnswers, wordsPattern } from './measures.ts';

/** Each place's share of right options, among questions with the commonest number of options. */
export function rightPlaces(
  questions: readonly PackQuestion[],
  limits: NonNullable<Style['right-place']>,
): readonly StyleFinding[] {
  const bySize = new Map<number, number[]>();
  for (const { question, right } of singleAnswers(questions)) {
    const size = question.options.length;
    bySize.set(size, [...(bySize.get(size) ?? []), right]);
  }
  const [size, places] = [...bySize].sort((one, other) => other[1].length - one[1].length)[0] ?? [0, []];
  return Array.from({ length: size }, (_, place) => place).flatMap((place) => {
    const share = percentOf(places.filter((right) => right === place).length, places.length);
    if (share >= limits['at-least'] && share <= limits['at-most']) return [];
    const wanted = `wanted are ${limits['at-least']} to ${limits['at-most']}%`;
    return [
      { message: `the right option is number ${place + 1} in ${inPercent(share)} of questions; ${wanted}` },
    ];
  });
}

/** How often choosing the longest option would be right. A tie counts, since the right option does not stand out less. */
export function rightLongest(questions: readonly PackQuestion[], atMost: number): readonly StyleFinding[] {
  const share = shareOf(questions, (right, others) => others.every((length) => length <= right));
  return share <= atMost
    ? []
    : [
        {
          message: `the right option is the longest in ${inPercent(share)} of questions; at most ${atMost}% are wanted`,
        },
      ];
}

/** How often the right option is shorter than every other, so that length says nothing in either direction. */
export function rightShortest(questions: readonly PackQuestion[], atLeast: number): readonly StyleFinding[] {
  const share = shareOf(questions, (right, others) => others.every((length) => length > right));
  return share >= atLeast
    ? []
    : [
        {
          message: `the right option is the shortest in ${inPercent(share)} of questions; at least ${atLeast}% are wanted`,
        },
      ];
}

/** Absolute words mark a wrong option for those who know nothing, so they are to be as frequent in right ones. */
export function absolutes(
  questions: readonly PackQuestion[],
  words: readonly string[],
): readonly StyleFinding[] {
  const pattern = wordsPattern(words);
  const options = questions.flatMap((question) => question.options);
  const share = (correct: boolean) => {
    const some = options.filter((option) => option.correct === correct);
    return percentOf(some.filter(({ text }) => pattern.test(prose(text))).length, some.length);
  };
  const [wrong, right] = [share(false), share(true)];
  return wrong <= right
    ? []
    : [
        {
          message: `${inPercent(wrong)} of wrong options hold an absolute word, but only ${inPercent(right)} of right ones`,
        },
      ];
}

/** Share of questions that only ask to remember. */
export function recall(questions: readonly PackQuestion[], atMost: number): readonly StyleFinding[] {
  const share = percentOf(
    questions.filter(({ difficulty }) => difficulty === 'recall').length,
    questions.length,
  );
  return share <= atMost
    ? []
    : [{ message: `${inPercent(share)} of questions ask to recall; at most ${atMost}% are wanted` }];
}

/**
 * Share of questions with a case: a block of code, or a sentence before the one that asks. What only says how many are to be
 * selected is no sentence here.
 */
export function cases(questions: readonly PackQuestion[], atLeast: number): readonly StyleFinding[] {
  const share = percentOf(questions.filter(({ stem }) => hasCase(stem)).length, questions.length);
  return share >= atLeast
    ? []
    : [
        {
          message: `${inPercent(share)} of questions have a case or code to read; at least ${atLeast}% are wanted`,
        },
      ];
}

function hasCase(stem: string): boolean {
  if (stem.includes('```')) return true;
  const asking = prose(stem.replace(/\bselect (two|three|four)\b\W*/gi, ''));
  return (asking.match(/[.?!:](?=\s|$)/g)?.length ?? 0) > 1;
}

/** Share of questions with several right options. */
export function several(
  questions: readonly PackQuestion[],
  limits: NonNullable<Style['several']>,
): readonly StyleFinding[] {
  const some = questions.filter(({ options }) => options.filter(({ correct }) => correct).length > 1);
  const share = percentOf(some.length, questions.length);
  if (share >= limits['at-least'] && share <= limits['at-most']) return [];
  return [
    {
      message: `${inPercent(share)} of questions have several right options; wanted are ${limits['at-least']} to ${limits['at-most']}%`,
    },
  ];
}

/** Topics with too few questions. */
export function topicSizes(
  questions: readonly PackQuestion[],
  topics: readonly { readonly id: string }[],
  atLeast: number,
): readonly StyleFinding[] {
  return topics.flatMap(({ id }) => {
    const size = questions.filter(({ topic }) => topic === id).length;
    return size >= atLeast
      ? []
      : [{ message: `the topic \`${id}\` has ${size} of the ${atLeast} questions that are wanted` }];
  });
}

function shareOf(
  questions: readonly PackQuestion[],
  test: (right: number, others: readonly number[]) => boolean,
): number {
  // The length of a number says nothing to a guesser, and its place is given by its size.
  const measured = singleAnswers(questions.filter((question) => !question['keep-order']));
  const met = measured.filter(({ question, right }) => {
    const lengths = question.options.map(({ text }) => text.length);
    return test(
      lengths[right] ?? 0,
      lengths.filter((_, place) => place !== right),
    );
  });
  return percentOf(met.length, measured.length);
}
