import { describe, expect, test } from 'vitest';
import { FORMATS } from '../../../src/packs/exchange/exchange.ts';
import { sound, taken } from './taken.ts';

const cdata = (html: string) => `<![CDATA[${html}]]>`;
const answer = (fraction: number, text: string, why = '') =>
  `<answer fraction="${fraction}" format="html"><text>${cdata(text)}</text><feedback format="html"><text>${cdata(why)}</text></feedback></answer>`;
const AB = answer(100, 'a') + answer(0, 'b');
const choice = (stem: string, answers = AB, more = '') =>
  `<question type="multichoice"><name><text>One</text></name><questiontext format="html"><text>${cdata(stem)}</text></questiontext>${more}${answers}</question>`;
const category = (path: string) =>
  `<question type="category"><category><text>${path}</text></category></question>`;
const quiz = (...questions: readonly string[]) => `<quiz>\n${questions.join('\n')}\n</quiz>`;

describe('several answers of which any one is right are not several right options', () => {
  const ANY = expect.stringContaining('any one of several answers is right');
  test.each([
    ['equals signs', 'gift', '::One::Name a prime {=2 =3 ~4 ~6}'],
    ['full weights', 'gift', '::One::Name a prime {~%100%2 ~%100%3 ~4}'],
    [
      'full shares',
      'moodle-xml',
      quiz(choice('Prime?', answer(100, '2') + answer(100, '3') + answer(0, '4'))),
    ],
    [
      'one to be chosen',
      'moodle-xml',
      quiz(choice('Prime?', answer(50, '2') + answer(50, '3') + answer(0, '4'), '<single>true</single>')),
    ],
  ] as const)('%s in %s', (_, format, text) => {
    const { questions, refused } = taken(text, format);
    expect(questions).toEqual([]);
    expect(refused).toMatchObject([{ name: 'One', reason: ANY }]);
  });

  test('thirds and halves are', () => {
    const { questions, refused } = taken(
      'Q {~%33.33333%a ~%33.33333%b ~%33.33333%c ~d}\n\nR {~%50%a ~%50%b ~c}\n',
      'gift',
    );
    expect(refused).toEqual([]);
    expect(questions.map(({ stem }) => stem)).toEqual(['Q Select THREE.', 'R Select TWO.']);
  });
});

test('what would end CDATA stays in a text', () => {
  const odd = sound({ stem: 'What does `a[mask[0]]>3` select? ]]>]]>' });
  const { questions } = taken(FORMATS['moodle-xml'].write([odd]).text, 'moodle-xml', { needsSources: true });
  expect(questions).toEqual([odd]);
});

describe('HTML', () => {
  const math = '10 is <math><msup><mn>10</mn><mn>2</mn></msup></math>';
  test('a formula in MathML is refused by name, and left out of an explanation with a word', () => {
    const { questions, refused, notes } = taken(
      quiz(choice(math), choice('Which?', answer(100, 'a', math) + answer(0, 'b'))),
      'moodle-xml',
    );
    expect(refused).toEqual([
      { line: 2, name: 'One', reason: 'it has a formula in MathML, which questions here cannot show' },
    ]);
    expect(questions[0]?.options[0]?.why).toBe('10 is');
    expect(notes).toMatchObject([{ line: 3, note: expect.stringContaining('formula') }]);
  });

  test('what the browser does not show is no text', () => {
    const { questions } = taken(
      quiz(choice('Which?<style>p{color:red}</style><script>alert(1)</script>')),
      'moodle-xml',
    );
    expect(questions[0]?.stem).toBe('Which?');
  });

  test.each([
    ['<s>old</s> <del>gone</del> <strike>out</strike>', '~~old~~ ~~gone~~ ~~out~~'],
    ['which <u>word</u>', 'which __word__'],
  ])('%s keeps its lines', (html, words) => {
    expect(taken(quiz(choice(html)), 'moodle-xml').questions[0]?.stem).toBe(words);
  });
});

test('combined feedback and hints that say something are left away with a note, one for all that say the same', () => {
  const more = `<correctfeedback format="html"><text>Your answer is correct.</text></correctfeedback><incorrectfeedback format="html"><text>Read chapter 3.</text></incorrectfeedback><hint format="html"><text>Think.</text></hint>`;
  const { questions, notes } = taken(quiz(choice('A?', AB, more), choice('B?', AB, more)), 'moodle-xml');
  expect(questions).toHaveLength(2);
  expect(notes).toEqual([
    { line: 2, name: 'One', note: 'its combined feedback was left away: Read chapter 3. (also in 1 more)' },
    { line: 2, name: 'One', note: 'its hint was left away: Think. (also in 1 more)' },
  ]);
});

describe('categories', () => {
  test('a double slash is a slash of the name, and two of one name are told apart by what they are in', () => {
    const paths = ['I//O basics', 'Week 1/Easy', 'Week 2/easy', 'Sets'].map((path) => `$course$/top/${path}`);
    const expected = ['I/O basics', 'Week 1 / Easy', 'Week 2 / easy', 'Sets'];
    const inXml = quiz(...paths.map((path, at) => `${category(path)}\n${choice(`Q${at}?`)}`));
    const inGift = paths.map((path, at) => `$CATEGORY: ${path}\n\nQ${at}? {=a ~b}\n\n`).join('');
    expect(taken(inXml, 'moodle-xml').names).toEqual(expected);
    expect(taken(inGift, 'gift').names).toEqual(expected);
  });

  test('a category that is named again is the same, wherever its top is', () => {
    const paths = ['$course$/top/Sets', 'top/Sums', '$course$/Sets', 'Sets'];
    const { names } = taken(
      quiz(...paths.map((path, at) => category(path) + choice(`Q${at}?`))),
      'moodle-xml',
    );
    expect(names).toEqual(['Sets', 'Sums']);
  });

  test('long names that begin alike are topics of their own, and that they were cut is said once', () => {
    const [spring, autumn] = ['Spring', 'Autumn'].map(
      (term) => `Default for Introduction to Machine Learning - ${term}`,
    );
    const { names, questions, notes } = taken(
      `question,a,b,correct,topic\nA?,x,y,A,${spring}\nB?,x,y,A,${autumn}\nC?,x,y,A,${spring}\n`,
      'csv',
    );
    expect(names).toEqual([
      'Default for Introduction to Machine Lear',
      'Default for Introduction to Machine Le 2',
    ]);
    expect(new Set(questions.map(({ topic }) => topic)).size).toBe(2);
    expect(notes.map(({ line, note }) => [line, note])).toEqual([
      [2, expect.stringContaining(`its category "${spring}" is called "${names[0]}"`)],
      [3, expect.stringContaining(`its category "${autumn}" is called "${names[1]}"`)],
    ]);
  });
});

describe('Moodle XML', () => {
  test.each(['<quiz></quiz>', '<quiz/>', '<quiz>\n</quiz>'])('without a question says so: %j', (text) => {
    expect(() => taken(text, 'moodle-xml')).toThrow('its <quiz> has no question');
  });

  test('a question in a comment or in a text does not shift the lines of others', () => {
    const essay = '<question type="essay"><name><text>E</text></name></question>';
    const { refused } = taken(
      quiz('<!-- <question type="x">\n -->', choice('What is <question type="y">?'), essay),
      'moodle-xml',
    );
    expect(refused.map(({ line }) => line)).toEqual([5]);
  });
});
