import { expect, test } from 'vitest';
import type { Pack } from '../../src/packs/schema.ts';
import { blindSheets, compareBlind } from '../../src/packs/verbs/blind.ts';
import { options, packWith, question } from './build.ts';

const pack = packWith([
  ...Array.from({ length: 20 }, (_, index) =>
    question({
      id: `sums-${String(index + 1).padStart(3, '0')}`,
      stem: `Case ${index + 1}?`,
      options: options(['w', 'x', 'y', 'z'].map((name) => `${name}${index + 1}`)),
    }),
  ),
  question({ id: 'sets-001', topic: 'sets' }),
]);
const TWO = packWith([
  question({
    stem: 'Which hold? Select TWO.',
    options: options(['a', 'b', 'c', 'd']).map((option, place) => ({ ...option, correct: place < 2 })),
  }),
]);

/** What somebody who knows each question would write: the letters that the right options have on the sheet. */
function known(some: Pack, seed: number): readonly string[] {
  const { questions } = blindSheets({ pack: some, topic: 'sums', seed });
  return some.questions
    .filter(({ topic }) => topic === 'sums')
    .map(({ id, options }) => {
      const own = questions.slice(questions.indexOf(`## ${id}`)).split('\n## ')[0] ?? '';
      const right = options.filter(({ correct }) => correct).map(({ text }) => text);
      const letters = [...own.matchAll(/^- ([A-E]): (.*)$/gm)].filter(([, , text = '']) =>
        right.includes(text),
      );
      return `${id}: ${letters.map(([, letter]) => letter).join('')}`;
    });
}

test('the sheet of options holds every option of the topic and no stem', () => {
  const sheet = blindSheets({ pack, topic: 'sums', seed: 1 }).options;
  for (const { text } of pack.questions.filter(({ topic }) => topic === 'sums').flatMap((one) => one.options))
    expect(sheet).toContain(`: ${text}\n`);
  expect(sheet).not.toMatch(/Case|sets-001/);
});

test('both sheets give an option the same letter', () => {
  const { options: alone, questions } = blindSheets({ pack, topic: 'sums', seed: 1 });
  expect(questions.match(/^- .*$/gm)).toEqual(alone.match(/^- .*$/gm));
});

test('neither sheet shows which option is right, and right ones stand in every place', () => {
  const keys = new Set(known(pack, 1).map((line) => line.at(-1)));
  expect([...keys].sort()).toEqual(['A', 'B', 'C', 'D']);
  const { options: alone, questions } = blindSheets({ pack, topic: 'sums', seed: 1 });
  expect(alone + questions).not.toMatch(/correct|So\./);
});

test('another seed gives other letters', () => {
  expect(known(pack, 2)).not.toEqual(known(pack, 1));
});

test('a question keeps its letters when others come or go', () => {
  const fewer = packWith(pack.questions.slice(0, 3));
  expect(known(fewer, 1)).toEqual(known(pack, 1).slice(0, 3));
});

test('who answers as keyed hears so', () => {
  expect(compareBlind({ pack, topic: 'sums', seed: 1 }, known(pack, 1).join('\n'))).toEqual([
    'sums: 20 of 20 as keyed (100.0%)',
  ]);
});

test('each answer that differs, is missing or belongs to no question is named', () => {
  const one = packWith(pack.questions.slice(0, 2));
  const [first = ''] = known(one, 1);
  const other = first.endsWith('A') ? 'B' : 'A';
  const lines = compareBlind({ pack: one, topic: 'sums', seed: 1 }, `sums-001: ${other}\nsums-099: A`);
  expect(lines).toEqual([
    'sums: 0 of 2 as keyed (0.0%)',
    `  sums-001: the key is ${first.at(-1)}, answered ${other}`,
    expect.stringMatching(/^ {2}sums-002: the key is [A-D], not answered$/),
    '  sums-099: there is no such question here',
  ]);
});

test.each([
  ['two letters', (key: string) => `sums-001: ${key}`],
  ['letters in another order', (key: string) => `sums-001: ${[...key].reverse().join('')}`],
  ['letters with a comma', (key: string) => `sums-001: ${[...key].join(', ')}`],
  ['a list with a remark', (key: string) => `- sums-001: ${key}  # both hold`],
  ['Markdown', (key: string) => `**sums-001:** ${key}`],
])('of several right options both are wanted: %s', (_, written) => {
  expect(blindSheets({ pack: TWO, topic: 'sums', seed: 1 }).options).toContain('## sums-001 (2 are right)');
  const [line = ''] = known(TWO, 1);
  const key = line.split(': ')[1] ?? '';
  const [sum] = compareBlind({ pack: TWO, topic: 'sums', seed: 1 }, written(key));
  expect(sum).toBe('sums: 1 of 1 as keyed (100.0%)');
  expect(compareBlind({ pack: TWO, topic: 'sums', seed: 1 }, `sums-001: ${key[0]}`)[0]).toContain('0 of 1');
});
