import { describe, expect, test } from 'vitest';
import { takeApart } from '../../../src/packs/exchange/apart.ts';
import { takeRaw } from '../../../src/packs/exchange/taking.ts';
import { Question } from '../../../src/packs/schema.ts';
import { sound, taken } from './taken.ts';

const own = (text: string, name = 'quiz.csv') => ({
  name,
  bytes: new TextEncoder().encode(text),
  other: 'General',
  known: [{ id: 'sums', name: 'Sums' }],
  most: { entries: 5, questions: 3 },
});
const rows = (amount: number, cells = 'yes,no,A') =>
  `question,a,b,correct,topic\n${Array.from({ length: amount }, (_, at) => `Q${at}?,${cells},Sums ${at}\n`).join('')}`;

describe('a thread makes questions of a file, and gives back no more than a pack may have', () => {
  test('questions, the topics they are in, and what was refused', async () => {
    const text = 'question,a,b,correct,topic\nOne?,x,y,A,sums\nTwo?,x,y,A,Sets\nThree?,x,y,Z,Gone\n';
    expect(await takeApart(own(text))).toMatchObject({
      kind: 'taken',
      topics: [
        { id: 'sums', name: 'Sums' },
        { id: 'sets', name: 'Sets' },
      ],
      questions: [{ id: 'sums-001' }, { id: 'sets-002' }],
      refused: [{ line: 4 }],
      notes: [],
    });
  });

  test('too many entries or questions come back as their number', async () => {
    expect(await takeApart(own(rows(6, 'x,y,Z')))).toEqual({ kind: 'too-many', what: 'entries', count: 6 });
    expect(await takeApart(own(rows(4)))).toEqual({ kind: 'too-many', what: 'questions', count: 4 });
  });

  const long = 'x'.repeat(50_000);
  test.each([
    ['a cell that is a key', 'quiz.csv', `question,a,b,correct\nQ?,x,y,${long}\n`],
    ['a cell that is an id', 'quiz.csv', `question,a,b,correct,id\nQ?,x,y,Z,${long}\n`],
    ['a cell that is a source', 'quiz.csv', `question,a,b,correct,source\nQ?,x,y,A,${long}\n`],
    ['a cell that is a date', 'quiz.csv', `question,a,b,correct,checked\nQ?,x,y,A,${long}\n`],
    ['a cell that is an objective', 'quiz.csv', `question,a,b,correct,objectives\nQ?,x,y,A,${long}\n`],
    ['objectives', 'quiz.csv', `question,a,b,correct,objectives\nQ?,x,y,A,${'x1 x2 x3 '.repeat(5000)}\n`],
    ['a topic', 'quiz.csv', `question,a,b,correct,topic\nQ?,x,y,A,${long}\n`],
    ['names of columns', 'quiz.csv', `question,a,b,correct,${long}\nQ?,x,y,A,\n`],
    ['a column that is none', 'quiz.csv', `question,${long}\nQ?,x\n`],
    [
      'a title',
      'quiz.xml',
      `<quiz><question type="essay"><name><text>${long}</text></name></question></quiz>`,
    ],
    [
      'options',
      'quiz.json',
      JSON.stringify([{ question: 'Q?', correct_answer: 'a', incorrect_answers: Array(9000).fill('') }]),
    ],
  ])('however long %s is, what is said of it is not', (_, name, text) => {
    expect(JSON.stringify(takeRaw(own(text, name))).length).toBeLessThan(2500);
  });
});

test('a stem that is too long is refused as it is: no announcement is looked for in it, and none added', () => {
  const { refused } = taken(`question,a,b,c,correct\n${'Which? '.repeat(200)},x,y,z,A B\n`, 'csv');
  expect(refused.map(({ reason }) => reason)).toEqual(['`stem` is 1,399 characters long; at most 1,000 fit']);
});

test('a question has at most ten objectives, and that others were left away is said', () => {
  const ids = Array.from({ length: 12 }, (_, at) => `o${at}`);
  const { questions, notes } = taken(`question,a,b,correct,objectives\nQ?,x,y,A,${ids.join(' ')}\n`, 'csv');
  expect(questions[0]?.objectives).toEqual(ids.slice(0, 10));
  expect(notes).toMatchObject([{ line: 2, note: expect.stringContaining('without 2 objectives') }]);
  const { topic: _, ...question } = sound({ objectives: ids });
  expect(Question.safeParse(question).success).toBe(false);
});
