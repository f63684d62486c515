import { expect, test } from 'vitest';
import { check } from '../../src/packs/verbs/check.ts';
import { EXAM, SUMS, smallPack } from './build.ts';

const STYLE = 'style:\n  topic-at-least: 1\n  negatives: { words: [not], at-most: 100 }\n';
const today = '2026-11-22';

test('a pack without problems is summed up in a line', async () => {
  expect(await check({ folder: await smallPack(), today })).toEqual({
    errors: [],
    warnings: [],
    summary: ['small: 1 question, 2 topics, 1 profile; 0 errors, 0 warnings'],
  });
});

test('what breaks the style is a warning at the rule or at the question, and an error once the pack enforces it', async () => {
  const files = {
    'small/exam.yaml': EXAM + STYLE,
    'small/sums.yaml': SUMS.replace('What is 2', 'What is not 2'),
  };
  const folder = await smallPack(files);
  const found = [
    {
      file: `${folder}/small/exam.yaml`,
      line: 25,
      message: 'the topic `sets` has 0 of the 1 questions that are wanted',
    },
    {
      file: `${folder}/small/sums.yaml`,
      line: 3,
      message: 'sums-001: the question is negative: write that word in capitals',
    },
  ];
  expect(await check({ folder, today })).toMatchObject({ errors: [], warnings: found });
  const strict = await smallPack({ ...files, 'small/exam.yaml': `${EXAM}${STYLE}  enforce: true\n` });
  const checked = await check({ folder: strict, today });
  expect(checked.errors.map(({ line, message }) => ({ line, message }))).toEqual(
    found.map(({ line, message }) => ({ line, message })),
  );
  expect(checked.warnings).toEqual([]);
});

test('an extra check is asked about every question, and what it says are errors', async () => {
  const folder = await smallPack();
  const checked = await check({
    folder,
    today,
    extra: [(question, pack) => [`${question.id} of ${pack.id} does not fit`], () => []],
  });
  expect(checked.errors).toEqual([
    { file: `${folder}/small/sums.yaml`, line: 3, message: 'sums-001: sums-001 of small does not fit' },
  ]);
  expect(checked.summary).toEqual(['small: 1 question, 2 topics, 1 profile; 1 error, 0 warnings']);
});

test.each([
  [
    'a date in the future',
    SUMS.replace('2026-11-22', '2026-11-23'),
    '`checked` is in the future: 2026-11-23',
  ],
  [
    'numbers without keep-order',
    SUMS.replace('    keep-order: true\n', ''),
    'the options are numbers: put them in ascending order and write `keep-order: true`',
  ],
  [
    'numbers out of order',
    SUMS.replace('"3"', '"1,000.5%"'),
    'the options are numbers: put them in ascending order and write `keep-order: true`',
  ],
  [
    'a rationale that names a letter',
    SUMS.replace('    keep-order: true\n', '')
      .replace('"4"', 'four')
      .replace('One too few', 'Unlike option B'),
    'a `why` names an option by its letter or number, but options are shuffled when shown',
  ],
])('%s is a warning', async (_, text, message) => {
  const checked = await check({ folder: await smallPack({ 'small/sums.yaml': text }), today });
  expect(checked.errors).toEqual([]);
  expect(checked.warnings.map((warning) => warning.message)).toEqual([`sums-001: ${message}`]);
});

test('a pack that cannot be read is all errors', async () => {
  const checked = await check({ folder: await smallPack({ 'small/sums.yaml': 'topic: sums' }), today });
  expect(checked.errors).toHaveLength(1);
  expect(checked.summary).toEqual([]);
});
