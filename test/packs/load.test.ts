import { describe, expect, test } from 'vitest';
import { loadPacks, readPacks } from '../../src/packs/load.ts';
import { EXAM, folderWith, SUMS, smallPack } from './build.ts';

/** What loading says, with the folder's own name left out. */
async function problemsOf(files: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const folder = await smallPack(files);
  const loaded = await loadPacks(folder);
  if (loaded.ok) return [];
  return loaded.problems.map(
    ({ file, line, message }) => `${file.slice(folder.length + 1)}:${line} ${message}`,
  );
}

/** The topic file with one thing changed. */
function sums(from: string | RegExp, to: string): Readonly<Record<string, string>> {
  const changed = SUMS.replace(from, to);
  expect(changed).not.toBe(SUMS);
  return { 'small/sums.yaml': changed };
}

function exam(from: string | RegExp, to: string): Readonly<Record<string, string>> {
  const changed = EXAM.replace(from, to);
  expect(changed).not.toBe(EXAM);
  return { 'small/exam.yaml': changed };
}

const long = (n: number) => 'x'.repeat(n);

describe('a pack that is right', () => {
  test('is loaded under the name of its folder, each question with its topic', async () => {
    const loaded = await loadPacks(await smallPack());
    expect(loaded.ok && loaded.packs.ids).toEqual(['small']);
    expect(loaded.ok && loaded.packs.defaultId).toBe('small');
    expect(loaded.ok && loaded.packs.get('small')?.byId.get('sums-001')).toMatchObject({
      topic: 'sums',
      draft: false,
      explained: true,
      checked: '2026-11-22',
    });
    expect(loaded.ok && loaded.packs.get('other')).toBeUndefined();
  });

  test('may have other files beside it and hidden folders around it', async () => {
    expect(await problemsOf({ 'small/README.md': 'x', '.git/x': 'x', 'pack.schema.json': '{}' })).toEqual([]);
  });

  test('the default is the first by name', async () => {
    const folder = await folderWith({
      'zoo/exam.yaml': EXAM,
      'zoo/sums.yaml': SUMS,
      'ark/exam.yaml': EXAM,
      'ark/sums.yaml': SUMS,
    });
    const loaded = await loadPacks(folder);
    expect(loaded.ok && [loaded.packs.defaultId, loaded.packs.ids]).toEqual(['ark', ['ark', 'zoo']]);
    expect(loaded.ok && [...loaded.packs.all()].map((pack) => pack.id)).toEqual(['ark', 'zoo']);
  });

  test('a draft may be unfinished, and is left out', async () => {
    const files = sums(/ {8}correct: true\n([\s\S]*)$/, '$1    draft: true\n');
    const loaded = await loadPacks(await smallPack(files));
    expect(loaded.ok && loaded.packs.get('small')?.questions).toEqual([]);
  });

  test('a question without explanations says so', async () => {
    const bare = SUMS.replaceAll(/ {8}why: .*\n/g, '').replace(/ {4}references[\s\S]*$/, '');
    expect(await problemsOf({ 'small/sums.yaml': `${bare}    explained: false\n` })).toEqual([]);
  });

  test('several right options are announced in the stem', async () => {
    const two = SUMS.replace('What is 2 + 2?', 'Select TWO numbers below 5.')
      .replace('why: One too few.', 'correct: true\n        why: Below.')
      .replace('    references', '      - text: "6"\n        why: Above.\n    references');
    expect(await problemsOf({ 'small/sums.yaml': two })).toEqual([]);
  });

  test.each([
    'How do you select two columns?',
    'What does `SELECT TWO FROM t` give?',
    'Select all that apply?',
  ])('a query is no announcement: %s', async (stem) => {
    expect(await problemsOf(sums('What is 2 + 2?', `'${stem}'`))).toEqual([]);
  });
});

describe('a question that is wrong is named by file, line and words', () => {
  test.each([
    [
      'a key missing',
      sums('    stem: What is 2 + 2?\n', ''),
      'small/sums.yaml:3 sums-001: `stem` is missing',
    ],
    [
      'an unknown key',
      sums('keep-order', 'keep_order'),
      'small/sums.yaml:7 sums-001: unknown key `keep_order`',
    ],
    [
      'an unknown key of an option',
      sums('correct: true', 'right: true'),
      'small/sums.yaml:12 sums-001, option 2: unknown key `right`',
    ],
    [
      'a stem too long',
      sums('What is 2 + 2?', long(1043)),
      'small/sums.yaml:6 sums-001: `stem` is 1,043 characters long; at most 1,000 fit',
    ],
    [
      'an option too long',
      sums('"4"', long(201)),
      'small/sums.yaml:11 sums-001, option 2: `text` is 201 characters long; at most 200 fit',
    ],
    [
      'a why too long',
      sums('Two and two.', long(241)),
      'small/sums.yaml:13 sums-001, option 2: `why` is 241 characters long; at most 240 fit',
    ],
    [
      'an empty text',
      sums('text: "4"', 'text: ""'),
      'small/sums.yaml:11 sums-001, option 2: `text` is empty',
    ],
    [
      'a key without a value',
      sums('text: "4"', 'text:'),
      'small/sums.yaml:11 sums-001, option 2: `text` is empty',
    ],
    [
      'a number where text belongs',
      sums('"4"', '4'),
      'small/sums.yaml:11 sums-001, option 2: `text` is `4`; it must be text (put it in quotes: "4")',
    ],
    [
      'another difficulty',
      sums('apply', 'easy'),
      'small/sums.yaml:4 sums-001: `difficulty` is `easy`; it must be one of recall, apply, analyse',
    ],
    [
      'no such date',
      sums('2026-11-22', '2026-02-30'),
      'small/sums.yaml:15 sums-001: `checked` is `2026-02-30`; write a date such as 2026-11-22',
    ],
    [
      'an address without https',
      sums('https://example.com/sums', 'example.com'),
      'small/sums.yaml:14 sums-001, reference 1: it is `example.com`; write a web address beginning with https://',
    ],
    [
      'one option',
      sums(/ {6}- text: "3"\n.*\n/, ''),
      'small/sums.yaml:8 sums-001: `options` has 1 entry; at least 2 are needed',
    ],
    [
      'an id in capitals',
      sums('sums-001', 'Sums-001'),
      'small/sums.yaml:3 Sums-001: `id` is `Sums-001`; use lower-case letters, digits and single hyphens',
    ],
    [
      'the id of another topic',
      sums('sums-001', 'sets-001'),
      'small/sums.yaml:3 sets-001: the id must begin with its topic: `sums-…`',
    ],
    [
      'an unknown objective',
      sums('[classic/1.1]', '[classic/1.2]'),
      'small/sums.yaml:5 sums-001: exam.yaml has no objective `classic/1.2`',
    ],
    [
      'an objective twice',
      sums('[classic/1.1]', '[classic/1.1, classic/1.1]'),
      'small/sums.yaml:5 sums-001: the objective `classic/1.1` is named twice',
    ],
    [
      'no right option',
      sums('        correct: true\n', ''),
      'small/sums.yaml:8 sums-001: no option is marked `correct: true`',
    ],
    [
      'only right options',
      sums('why: One', 'correct: true\n        why: One'),
      'small/sums.yaml:8 sums-001: every option is marked `correct: true`',
    ],
    [
      'an announcement of two with one right',
      sums('What is 2', 'Select TWO. What is 2'),
      'small/sums.yaml:6 sums-001: one option is correct, but the stem says "Select TWO"',
    ],
    [
      'an announcement in small letters',
      sums('What is 2 + 2?', 'Select two of these.'),
      'small/sums.yaml:6 sums-001: one option is correct, but the stem says "Select two"',
    ],
    [
      'an option repeated',
      sums('"4"', '" 3"'),
      'small/sums.yaml:11 sums-001: option 2 says the same as option 1',
    ],
    ['no why', sums('        why: Two and two.\n', ''), 'small/sums.yaml:11 sums-001: option 2 has no `why`'],
    ['no reference', sums(/ {4}references.*\n/, ''), 'small/sums.yaml:3 sums-001: there is no reference'],
    [
      'no date',
      sums(/ {4}checked.*\n/, ''),
      'small/sums.yaml:3 sums-001: `checked` is missing: when was the answer last looked up?',
    ],
    [
      'a topic that the exam lacks',
      { 'small/sums.yaml': SUMS.replaceAll('sums', 'gaps'), 'small/gaps.yaml': SUMS },
      'small/sums.yaml:1 exam.yaml has no topic `gaps`',
    ],
    [
      'a file under another name',
      { 'small/sets.yaml': SUMS },
      'small/sets.yaml:1 the topic is `sums`, but the file is called sets.yaml',
    ],
    ['an empty file', { 'small/sums.yaml': '' }, 'small/sums.yaml:1 the file is empty'],
    [
      'a file of another shape',
      { 'small/sums.yaml': '- 1' },
      'small/sums.yaml:1 the file is a list; it must be a group of keys',
    ],
    [
      'an ending that is not read',
      { 'small/sets.yml': SUMS },
      'small/sets.yml:1 files of a pack end in .yaml, not .yml',
    ],
  ])('%s', async (_, files, problem) => {
    expect(await problemsOf(files)).toContain(problem);
  });

  test('several right options without an announcement, and with the wrong number', async () => {
    const two = SUMS.replace('why: One too few.', 'correct: true\n        why: Below.').replace(
      '    references',
      '      - text: "6"\n        why: Above.\n    references',
    );
    expect(await problemsOf({ 'small/sums.yaml': two })).toEqual([
      'small/sums.yaml:6 sums-001: 2 options are correct, so the stem says "Select TWO"; it does not say "Select TWO"',
    ]);
    expect(
      await problemsOf({ 'small/sums.yaml': two.replace('What is 2', 'Select three. What is 2') }),
    ).toEqual([
      'small/sums.yaml:6 sums-001: 2 options are correct, so the stem says "Select TWO"; it says "Select three"',
    ]);
  });

  test('code that is too wide or not closed', async () => {
    const stem = (code: string) =>
      sums('What is 2 + 2?', `|\n      What?\n\n${code.replaceAll(/^/gm, '      ')}`);
    expect(await problemsOf(stem(`\`\`\`python\n${long(60)}\n\`\`\``))).toEqual([]);
    expect(await problemsOf(stem(`\`\`\`python\n${long(61)}\n\`\`\``))).toEqual([
      `small/sums.yaml:6 sums-001: a line of code is 61 characters long; at most 60 fit: ${long(61)}`,
    ]);
    expect(await problemsOf(stem('```python\nx'))).toEqual([
      'small/sums.yaml:6 sums-001: a code block is opened with ``` and not closed',
    ]);
  });

  test('an id used twice, in one file or in two, names the other place', async () => {
    const again = SUMS + SUMS.slice(SUMS.indexOf('  - id'));
    const [problem] = await problemsOf({ 'small/sums.yaml': again });
    expect(problem).toMatch(/^small\/sums\.yaml:16 the id `sums-001` is used already \(.*sums\.yaml:3\)$/);
  });
});

describe('an exam that is wrong is named by file, line and words', () => {
  test.each([
    [
      'counts',
      exam('count: 3', 'count: 4'),
      'small/exam.yaml:12 profile classic: the counts of its domains sum to 11, but an exam has 10 questions',
    ],
    [
      'weights',
      exam('weight: 30', 'weight: 20'),
      'small/exam.yaml:12 profile classic: the weights of its domains sum to 90, not to 100',
    ],
    [
      'the mark',
      exam('right: 7', 'right: 11'),
      'small/exam.yaml:11 profile classic: 11 right answers are needed, but an exam has 10 questions',
    ],
    [
      'a mark that is said to be another share',
      exam('right: 7', 'right: 7, percent: 60'),
      'small/exam.yaml:11 profile classic: 60 % of 10 questions are 6 right answers, but 7 are needed',
    ],
    [
      'an unknown topic',
      exam('[sets]', '[sets, gaps]'),
      'small/exam.yaml:23 profile classic: there is no topic `gaps`',
    ],
    [
      'a topic in two domains',
      exam('[sets]', '[sets, sums]'),
      'small/exam.yaml:23 profile classic: the topic `sums` is in the domain `numbers` already',
    ],
    [
      'a topic without a domain',
      exam('[sets]', '[sums]'),
      'small/exam.yaml:12 profile classic: no domain has the topic `sets`',
    ],
    [
      'a topic twice',
      exam('id: sets', 'id: sums'),
      'small/exam.yaml:5 the id `sums` stands here a second time',
    ],
    [
      'a domain twice',
      exam('id: things', 'id: numbers'),
      'small/exam.yaml:19 profile classic: the id `numbers` stands here a second time',
    ],
    [
      'an objective twice',
      exam('text: Add }', 'text: Add }, { id: classic/1.1, text: Add }'),
      'small/exam.yaml:18 the objective `classic/1.1` stands here a second time',
    ],
    [
      'a wrong type deep inside',
      exam('weight: 30', 'weight: much'),
      'small/exam.yaml:22 profile classic, domain things: `weight` is `much`; it must be a number',
    ],
    [
      'a number out of range',
      exam('count: 3', 'count: 0'),
      'small/exam.yaml:21 profile classic, domain things: `count` is 0; it must be more than 0',
    ],
    ['no profile', exam(/profiles:[\s\S]*/, ''), 'small/exam.yaml:1 `profiles` is missing'],
  ])('%s', async (_, files, problem) => {
    expect(await problemsOf(files)).toContain(problem);
  });
});

describe('problems', () => {
  test('of every kind and file are found at once, in the order of the files', async () => {
    const problems = await problemsOf({
      'small/exam.yaml': EXAM.replace('count: 3', 'count: 4'),
      'small/sums.yaml':
        SUMS.replace('apply', 'easy') + SUMS.slice(SUMS.indexOf('  - id')).replace('"4"', '"3"'),
      'small/sets.yaml': 'topic: sets\nquestions: [',
      'other/sums.yaml': SUMS,
    });
    expect(problems.map((problem) => problem.split(' ')[0])).toEqual([
      'other/exam.yaml:1',
      'small/exam.yaml:12',
      'small/sets.yaml:2',
      'small/sums.yaml:4',
      'small/sums.yaml:24',
    ]);
  });

  test('YAML that cannot be read is named by its line', async () => {
    const [problem] = await problemsOf(sums('stem: What', 'stem: "What'));
    expect(problem).toMatch(/^small\/sums\.yaml:\d+ this is not valid YAML: /);
    expect(await problemsOf(sums('    keep-order: true', '    stem: again'))).toEqual([
      'small/sums.yaml:7 this is not valid YAML: Map keys must be unique',
    ]);
  });

  test('a file that cannot be read is named, beside what else is wrong', async () => {
    expect(
      await problemsOf({
        'small/sets.yaml/inside.txt': '',
        'small/sums.yaml': SUMS.replace('apply', 'easy'),
      }),
    ).toEqual([
      expect.stringMatching(/^small\/sets\.yaml:1 this file cannot be read: EISDIR/),
      expect.stringMatching(/^small\/sums\.yaml:4 sums-001: `difficulty` is/),
    ]);
  });

  test('a folder without packs, or none at all, is refused in words', async () => {
    const folder = await folderWith({ 'README.md': 'x' });
    expect(await loadPacks(folder)).toMatchObject({
      ok: false,
      problems: [{ message: 'there is no pack in this folder' }],
    });
    expect(await loadPacks(`${folder}/none`)).toMatchObject({
      ok: false,
      problems: [{ message: 'this folder cannot be read; QUESTIONS_DIR names the folder of the packs' }],
    });
  });

  test('a pack that is asked for by a wrong name is refused, with the names there are', async () => {
    expect(await readPacks(await smallPack(), ['large'])).toMatchObject({
      problems: [{ message: 'there is no pack large; there are: small' }],
    });
  });
});
