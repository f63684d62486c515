import { describe, expect, test } from 'vitest';
import { FORMATS, formatOf } from '../../../src/packs/exchange/exchange.ts';
import { sound, taken } from './taken.ts';

describe('no cell is left away without a word', () => {
  const notesOf = (text: string) => taken(text, 'csv').notes.map(({ line, note }) => `${line}: ${note}`);

  test('of columns that mean the same the first counts, and where another says something else that is noted', () => {
    const text =
      'question,text,a,option a,b,correct,category,topic\nOne?,Two?,x,z,y,A,Cat,Top\nThree?,,,x,y,A,Same,Same\n';
    expect(notesOf(text)).toEqual([
      '2: its text was left away, since question means the same: Two?',
      '2: its category was left away, since topic means the same: Cat',
      '2: its optiona was left away, since a means the same: z',
    ]);
  });

  test('keys in two columns that name different options are refused; the same one in other words is not', () => {
    const { questions, refused, notes } = taken(
      'question,a,b,correct,answer\nOne?,x,y,A,B\nTwo?,x,y,A,x\nThree?,x,y,A,because\n',
      'csv',
    );
    expect(questions.map(({ stem }) => stem)).toEqual(['Two?', 'Three?']);
    expect(refused).toEqual([
      { line: 2, name: 'One?', reason: 'its correct answer is "A" in one column and "B" in another' },
    ]);
    expect(notes).toMatchObject([
      { line: 4, note: 'its answer was left away, since it is none of its options: because' },
    ]);
  });

  test('an explanation whose place is taken, and one of an option that is not there', () => {
    expect(notesOf('question,a,b,c,correct,why a,why c,explanation\nOne?,x,y,,A,own,gone,general\n')).toEqual(
      [
        '2: its explanation was left away: its right options have their own',
        '2: its why-c was left away: there is no option c',
      ],
    );
  });

  test.each([
    ['csv', 'question,a,b,correct,difficulty\nOne?,x,y,A,expert\n'],
    [
      'open-trivia',
      '\n[{"question":"One?","correct_answer":"x","incorrect_answers":["y"],"difficulty":"expert"}]',
    ],
    ['gift', '// [tag:difficulty:expert]\nOne? {=x ~y}\n'],
  ] as const)('a difficulty that is not known, in %s', (format, text) => {
    const { questions, notes } = taken(text, format);
    expect(questions[0]?.difficulty).toBe('apply');
    expect(notes).toEqual([
      { line: 2, name: 'One?', note: 'its difficulty "expert" is not known here, so it is apply' },
    ]);
  });

  test.each([
    ['https://example.com/a, https://example.com/b'],
    ['https://example.com/a;https://example.com/b'],
    ['https://example.com/a https://example.com/b,'],
  ])('addresses are told apart: %s', (cell) => {
    const { questions, notes } = taken(`question,a,b,correct,source\nOne?,x,y,A,"${cell}"\n`, 'csv');
    expect(questions[0]?.references).toEqual(['https://example.com/a', 'https://example.com/b']);
    expect(notes).toEqual([]);
  });

  test.each([[['Domain 1']], [['Domain 1', '2, of all']], [['classic/1.1', '2025-03/3.13']]])(
    'objectives come back as they were: %j',
    (objectives) => {
      const { text } = FORMATS.csv.write([sound({ objectives })]);
      expect(taken(text, 'csv').questions[0]?.objectives).toEqual(objectives);
    },
  );

  test('an address with a comma in it comes back as it was', () => {
    const references = ['https://example.com/a,b', 'https://example.com/x;y?z=[1]'];
    const { text } = FORMATS.csv.write([sound({ references })]);
    expect(taken(text, 'csv').questions[0]?.references).toEqual(references);
  });
});

describe('tables as other programs begin them', () => {
  const CARD = expect.stringContaining('front/back card');
  test('a deck of Anki is known, and every card of it refused by its line', () => {
    const deck =
      '#separator:tab\n#html:true\n#tags column:3\nWhat is 2=2?{}\tfour\tmath\nWhat is 3?\tsix\tmath\n';
    expect(formatOf('deck.txt', deck)).toBe('csv');
    expect(taken(deck, 'csv').refused).toEqual([
      { line: 4, name: 'What is 2=2?{}', reason: CARD },
      { line: 5, name: 'What is 3?', reason: CARD },
    ]);
  });

  test('the first of two columns without names is a card as well', () => {
    expect(taken('Fog?\tA cloud\nMist?\tThin fog\n', 'csv').refused.map(({ line }) => line)).toEqual([1, 2]);
    expect(taken('Front,Back\nFog?,A cloud\n', 'csv').refused.map(({ line }) => line)).toEqual([2]);
  });

  test('columns that Anki names are columns', () => {
    const { questions } = taken('#separator:Semicolon\n#columns:Question;A;B;Correct\nOne?;x;y;B\n', 'csv');
    expect(questions[0]?.options.map(({ correct }) => correct)).toEqual([false, true]);
  });

  test('a line with which Excel is told the sign between cells is none of the table', () => {
    const text = 'sep=;\r\nQuestion;A;B;Correct\r\nOne, two, three?;x;y;A\r\nTwo?;x;y;Z\r\n';
    expect(formatOf('quiz.txt', text)).toBe('csv');
    const { questions, refused } = taken(text, 'csv');
    expect(questions.map(({ stem }) => stem)).toEqual(['One, two, three?']);
    expect(refused.map(({ line }) => line)).toEqual([4]);
  });
});
