import { describe, expect, test } from 'vitest';
import type { PackQuestion, Style } from '../../src/packs/schema.ts';
import { styleFindings } from '../../src/packs/style/check.ts';
import { options, packWith, question } from './build.ts';

function found(style: Omit<Style, 'enforce'>, questions: readonly PackQuestion[]): readonly string[] {
  return styleFindings(packWith(questions, { style: { enforce: false, ...style } })).map(
    ({ question: id, message }) => (id ? `${id}: ${message}` : message),
  );
}

/** Questions with unlike words, so many that each place is right as often as given. */
function withPlaces(...times: readonly number[]): readonly PackQuestion[] {
  return times.flatMap((count, right) =>
    Array.from({ length: count }, () => question({ options: options(['ab', 'cd', 'ef', 'gh'], right) })),
  );
}

describe('places of right options', () => {
  const style = { 'right-place': { 'at-least': 22, 'at-most': 28 } };
  test('balanced ones are fine, edges included', () => {
    expect(found(style, withPlaces(22, 28, 25, 25))).toEqual([]);
  });
  test('each place outside is named with its share', () => {
    expect(found(style, withPlaces(21, 29, 25, 25))).toEqual([
      'the right option is number 1 in 21.0% of questions; wanted are 22 to 28%',
      'the right option is number 2 in 29.0% of questions; wanted are 22 to 28%',
    ]);
  });
  test('questions with several right options or another number of options have no part in it', () => {
    const several = question({
      options: options(['a', 'b', 'c', 'd']).map((option, n) => ({ ...option, correct: n < 2 })),
    });
    const three = question({ options: options(['a', 'b', 'c']) });
    expect(found(style, [...withPlaces(1, 1, 1, 1), several, several, three, three])).toEqual([]);
  });
});

describe('lengths of right options', () => {
  const longest = question({ options: options(['abc', 'a', 'ab', 'ab']) });
  const shortest = question({ options: options(['a', 'ab', 'ab', 'ab']) });
  const tied = question({ options: options(['ab', 'ab', 'a', 'a']) });
  const numbers = question({ options: options(['100', '1', '10', '11']), 'keep-order': true });

  test('too many that are the longest, ties included', () => {
    const style = { 'right-longest-at-most': 50 };
    expect(found(style, [longest, tied, shortest, shortest])).toEqual([]);
    expect(found(style, [longest, tied, shortest])).toEqual([
      'the right option is the longest in 66.7% of questions; at most 50% are wanted',
    ]);
  });
  test('too few that are the shortest, ties not counted', () => {
    const style = { 'right-shortest-at-least': 50 };
    expect(found(style, [shortest, longest])).toEqual([]);
    expect(found(style, [shortest, longest, tied])).toEqual([
      'the right option is the shortest in 33.3% of questions; at least 50% are wanted',
    ]);
  });
  test('numbers are not measured', () => {
    expect(found({ 'right-longest-at-most': 0 }, [numbers])).toEqual([]);
  });
});

describe('a single question', () => {
  const lengths = { above: 30, ratio: 2 };
  test.each([
    [30, 1, true],
    [31, 16, true],
    [31, 15, false],
    [80, 40, true],
    [81, 40, false],
  ])('options of %d and %d characters: fine is %s', (long, short, fine) => {
    const one = question({ options: options(['x'.repeat(long), 'y'.repeat(short)]) });
    expect(found({ lengths }, [one]).length === 0).toBe(fine);
  });

  test.each(['All of the above', 'None of the above.', 'It is none of the above'])(
    '"%s" is forbidden',
    (text) => {
      const one = question({ options: options(['a', text]) });
      expect(found({ 'forbidden-options': ['all of the above', 'none of the above'] }, [one])).toHaveLength(
        1,
      );
    },
  );
});

describe('negatives', () => {
  const negatives = { words: ['not', 'except'], 'at-most': 50 };
  test.each([
    ['Which of these is not a class?', false],
    ['A case. What does `fit` not do?', false],
    ['Which of these is NOT a class?', true],
    ['All EXCEPT one are classes. Which?', true],
    ['The data do not fit. Which class helps?', true],
    ['Which class helps a team whose data do not fit into memory?', true],
    ['What does `x is not None` give?', true],
    ['Which notebook is it?', true],
  ])('%s: fine is %s', (stem, fine) => {
    const rest = question({ id: 'sums-002' });
    const words = 'sums-001: the question is negative: write that word in capitals';
    expect(found({ negatives }, [question({ stem }), rest])).toEqual(fine ? [] : [words]);
  });
  test('too many, in capitals or not', () => {
    const stems = ['Which is NOT one?', 'Which is EXCEPT?', 'Which is one?'];
    expect(
      found(
        { negatives },
        stems.map((stem) => question({ stem })),
      ),
    ).toEqual(['66.7% of questions are negative; at most 50% are wanted']);
  });
});

describe('absolutes', () => {
  const style = { absolutes: ['always', 'never'] };
  const words = '25.0% of wrong options hold an absolute word, but only 0.0% of right ones';
  test('in wrong options more often than in right ones', () => {
    expect(found(style, [question({ options: options(['a', 'It is Never so', 'c', 'd', 'e']) })])).toEqual([
      words,
    ]);
  });
  test('in both as often, or inside other words and code, are fine', () => {
    expect(found(style, [question({ options: options(['always', 'never']) })])).toEqual([]);
    expect(found(style, [question({ options: options(['a', '`always`', 'nevertheless']) })])).toEqual([]);
  });
});

describe('questions that are alike', () => {
  const stem =
    'A team trains a model on a large table and wants to keep every run. Which call logs a parameter?';
  test('are named with the one before, when they share more than the limit', () => {
    const two = [
      question({ id: 'sums-001', stem }),
      question({ id: 'sums-002', stem: stem.replace('large', 'small') }),
      question({ id: 'sums-003', stem: 'Something else entirely is asked here, is it not?' }),
    ];
    // 20 words and the right option make 19 triples; one word changed changes three of them: 16 of 22 are shared.
    expect(found({ 'alike-above': 72 }, two)).toEqual([
      'sums-002: is alike sums-001: they share 72.7% of their word triples',
    ]);
    expect(found({ 'alike-above': 73 }, two)).toEqual([]);
  });
  test('wrong options may be the same', () => {
    const wrong = ['one two three four', 'two three four five', 'three four five six'];
    const make = (id: string, words: string) =>
      question({ id, stem: words, options: options([words, ...wrong]) });
    expect(
      found({ 'alike-above': 0 }, [make('sums-001', 'ab cd ef gh'), make('sums-002', 'ij kl mn op')]),
    ).toEqual([]);
  });
});

describe('shares and sizes', () => {
  test('too many that ask to recall', () => {
    const list = [question({ difficulty: 'recall' }), question(), question()];
    expect(found({ 'recall-at-most': 34 }, list)).toEqual([]);
    expect(found({ 'recall-at-most': 33 }, list)).toEqual([
      '33.3% of questions ask to recall; at most 33% are wanted',
    ]);
  });
  test('topics with too few questions', () => {
    expect(found({ 'topic-at-least': 1 }, [question()])).toEqual([
      'the topic `sets` has 0 of the 1 questions that are wanted',
    ]);
  });
  test('a pack without a style has none to break, nor has one without questions', () => {
    expect(styleFindings(packWith(withPlaces(9, 0, 0, 0)))).toEqual([]);
    expect(found({ 'right-longest-at-most': 0, 'right-place': { 'at-least': 0, 'at-most': 1 } }, [])).toEqual(
      [],
    );
  });
});

describe('something to read before the question', () => {
  test.each([
    ['What is a median?', false],
    ['Which are means? Select TWO.', false],
    ['Select two: which are means?', false],
    ['What does `a. b. c` give?', false],
    ['A team has ten values. What is their median?', true],
    ['What does this print?\n\n```python\nprint(1)\n```', true],
  ])('%j is a case: %s', (stem, isCase) => {
    const words = ['0.0% of questions have a case or code to read; at least 40% are wanted'];
    expect(found({ 'case-at-least': 40 }, [question({ stem })])).toEqual(isCase ? [] : words);
  });
});

test.each([
  [1, 19, true],
  [2, 18, true],
  [3, 17, false],
  [0, 20, false],
])('%i questions with several right options beside %i others: fine is %s', (some, others, fine) => {
  const both = options(['a', 'b', 'c', 'd']).map((option, place) => ({ ...option, correct: place < 2 }));
  const questions = Array.from({ length: some + others }, (_, index) =>
    question(index < some ? { options: both } : {}),
  );
  const share = `${(some * 5).toFixed(1)}% of questions have several right options; wanted are 5 to 10%`;
  expect(found({ several: { 'at-least': 5, 'at-most': 10 } }, questions)).toEqual(fine ? [] : [share]);
});
