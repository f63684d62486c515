import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { csv } from '../../src/packs/exchange/csv.ts';
import { newTopics, takeEntries } from '../../src/packs/exchange/exchange.ts';
import { loadPacks } from '../../src/packs/load.ts';
import { exportPack, importFile } from '../../src/packs/verbs/import.ts';
import { newQuestion } from '../../src/packs/verbs/new.ts';
import { EXAM, folderWith, SUMS, smallPack } from './build.ts';

/** Imports a file into a pack of a folder. */
async function imported(
  folder: string,
  text: string,
  to: { readonly name?: string; readonly pack?: string; readonly topic?: string } = {},
) {
  const { name = 'quiz.gift', pack = 'small', topic } = to;
  const file = join(await folderWith({ [name]: text }), name);
  return importFile({ folder, file, pack, topic });
}
/** The ids in a pack of a folder that loads, in order. */
async function idsOf(folder: string, pack = 'small') {
  const loaded = await loadPacks(folder);
  if (!loaded.ok) throw new Error(loaded.problems.map(({ message }) => message).join('\n'));
  return loaded.packs.get(pack)?.questions.map(({ id }) => id);
}
const gift = (name: string, stem: string, category = '') =>
  `${category && `$CATEGORY: ${category}\n\n`}::${name}::${stem} {=yes ~no}\n\n`;

describe('what was imported leaves a pack that loads', () => {
  test('a name of the file is an id only where it begins with the topic', async () => {
    const folder = await smallPack();
    const text = gift('q1', 'One?', 'Sums') + gift('sums-007', 'Two?');
    expect(await imported(folder, text)).toMatchObject({ ok: true, refused: [] });
    expect(await idsOf(folder)).toEqual(['sums-001', 'sums-002', 'sums-007']);
  });

  test('the id of a draft is in use', async () => {
    const draft = SUMS.replace('checked: 2026-11-22', 'draft: true').replace('sums-001', 'sums-002');
    const folder = await smallPack({ 'small/sums.yaml': SUMS + draft.split('questions:\n')[1] });
    expect(await imported(folder, gift('q1', 'One?', 'Sums') + gift('sums-002', 'Two?'))).toMatchObject({
      ok: true,
      refused: [{ line: 5, name: 'sums-002', reason: expect.stringContaining('there it is a draft') }],
    });
    expect(await idsOf(folder)).toEqual(['sums-001', 'sums-003']);
  });

  test.each(['Exam', 'plan'])('a category called %s has a file of its own', async (category) => {
    const folder = await folderWith({});
    expect(await imported(folder, gift('q1', 'One?', category), { pack: 'copy' })).toMatchObject({
      ok: true,
      files: [join(folder, 'copy/exam.yaml'), join(folder, `copy/${category.toLowerCase()}-questions.yaml`)],
    });
    expect(await idsOf(folder, 'copy')).toEqual([`${category.toLowerCase()}-questions-001`]);
  });

  test.each([
    ['My Topic', 'the name of a topic is at most 32 lower-case letters, digits and single hyphens'],
    ['exam', "a topic cannot be called exam, since exam.yaml is another of the pack's files"],
  ])('a new pack has no topic %s', async (topic, message) => {
    const folder = await folderWith({});
    expect(await imported(folder, gift('q1', 'One?'), { pack: 'copy', topic })).toEqual({
      ok: false,
      message,
    });
    expect(await readdir(folder)).toEqual([]);
  });

  const atMargin = SUMS.replace(/^ {2}/gm, '');
  test.each([
    ['at the margin', atMargin],
    ['four in', SUMS.replace(/^ {2}/gm, '    ')],
    ['before the topic', `${SUMS.replace('topic: sums\n', '')}\n# The end.\ntopic: sums\n`],
    ['without a last line break', SUMS.trimEnd()],
  ])('a list %s goes on as it began', async (_, text) => {
    const folder = await smallPack({ 'small/sums.yaml': text });
    expect(await imported(folder, gift('q1', 'One?', 'Sums'))).toMatchObject({ ok: true });
    const made = await newQuestion({ folder, topic: 'sums', append: true, today: '2026-11-22' });
    expect(made).toMatchObject({ ok: true });
    expect(await idsOf(folder)).toEqual(['sums-001', 'sums-002']);
    const written = await readFile(join(folder, 'small/sums.yaml'), 'utf8');
    expect(written.match(/^ *- id: .*/gm)).toHaveLength(3);
    expect(new Set(written.match(/^ *- (?=id: )/gm)).size).toBe(1);
    expect(written.startsWith(text.split('\n# The end')[0] ?? '')).toBe(true);
  });

  test('a list in brackets is left as it is, and it says why', async () => {
    const text = `topic: sums\nquestions: [{ id: sums-001, draft: true, difficulty: apply, stem: Why?, options: [{ text: a }, { text: b }] }]\n`;
    const folder = await smallPack({ 'small/sums.yaml': text });
    const message = `${join(folder, 'small/sums.yaml')}: its questions stand in brackets; give each lines of its own first`;
    expect(await imported(folder, gift('q1', 'One?', 'Sums'))).toEqual({ ok: false, message });
    const made = await newQuestion({ folder, topic: 'sums', append: true, today: '2026-11-22' });
    expect(made).toEqual({ ok: false, message });
    expect(await readFile(join(folder, 'small/sums.yaml'), 'utf8')).toBe(text);
  });
});

describe('into a pack that has some of the questions', () => {
  const formats = { gift: 'gift', 'moodle-xml': 'xml', csv: 'csv' } as const;

  /** The small pack's questions as a file, and the folder. */
  async function exported(format: 'gift' | 'moodle-xml' | 'csv' | 'aiken') {
    const folder = await smallPack();
    const made = await exportPack({ folder, pack: 'small', format });
    return { folder, text: made.ok ? made.text : '' };
  }
  const fileOf = (folder: string) => readFile(join(folder, 'small/sums.yaml'), 'utf8');

  test.each(Object.entries(formats))('a %s of itself changes nothing, which is said', async (format, end) => {
    const { folder, text } = await exported(format as keyof typeof formats);
    expect(await imported(folder, text, { name: `quiz.${end}` })).toEqual({
      ok: true,
      files: [],
      present: 1,
      refused: [],
      notes: [],
      summary: '0 questions, 0 refused, 1 already there',
    });
    expect(await fileOf(folder)).toBe(SUMS);
  });

  test('what comes without an id is there by what it asks, and is named', async () => {
    const { folder, text } = await exported('aiken');
    const more = `${text}\nWhat is 3 + 3?\nA. 5\nB. 6\nANSWER: B\n`;
    expect(await imported(folder, more, { name: 'quiz.aiken', topic: 'sums' })).toMatchObject({
      ok: true,
      present: 1,
      notes: [{ line: 1, name: 'What is 2 + 2?', note: 'it is there already, as sums-001' }],
      summary: '1 question, not explained, 0 refused, 1 already there',
    });
    expect(await idsOf(folder)).toHaveLength(2);
  });

  test.each([
    ['What is 2 + 2?', 'What is 2 + 3?', 'it asks something else'],
    ['4,', '5,', 'it asks something else'],
    ['Two and two.', 'Because.', 'its explanations are others'],
    ['2026-11-22', '2026-11-23', 'its `checked` is another'],
    ['example.com/sums', 'example.com/more', 'its references are others'],
    ['apply', 'recall', 'its difficulty is apply'],
  ])('a question whose %j is now %j is refused by its id', async (from, to, reason) => {
    const { folder, text } = await exported('csv');
    expect(text).toContain(from);
    expect(await imported(folder, text.replace(from, to), { name: 'quiz.csv' })).toMatchObject({
      ok: true,
      present: 0,
      refused: [
        {
          line: 2,
          name: 'sums-001',
          reason: `the pack has this id already, and there ${reason}; change that one by hand, or give this one another id`,
        },
      ],
    });
    expect(await fileOf(folder)).toBe(SUMS);
  });

  test('a table that says less of a question says nothing else', async () => {
    const { folder } = await exported('csv');
    const text = 'id,topic,question,a,b,correct\nsums-001,sums,What is 2 + 2?,3,4,B\n';
    expect(await imported(folder, text, { name: 'quiz.csv' })).toMatchObject({
      ok: true,
      present: 1,
      refused: [],
    });
  });

  test('a question that gets another id than its own is named', async () => {
    const folder = await smallPack();
    const text = gift('sets-004', 'One?', 'Sums') + gift('sums-005', 'Two?') + gift('sums-005', 'Three?');
    expect(await imported(folder, text + gift('Question 4', 'Four?'))).toMatchObject({
      ok: true,
      notes: [
        { line: 3, name: 'sets-004', note: 'its id is sums-002 here' },
        { line: 7, name: 'sums-005', note: 'its id is sums-004 here' },
      ],
    });
  });
});

describe('a text that YAML could take for something else', () => {
  const csvOf = (stem: string, option: string) =>
    `question,a,b,correct,topic\n"${stem}","${option}",other,A,sums\nNext?,x,y,A,sums\n`;

  test.each([
    ['a binary number', 'Which?', '0b11'],
    ['a negative one', 'Which?', '-0x1F'],
    ['a line of another kind before a sharp', 'What does this print?\u2028# a comment', 'x'],
    ['the same in a block', 'What does\nthis print?\u2029# a comment', 'x\u2028y'],
  ])('%s comes in as it is', async (_, stem, option) => {
    const folder = await folderWith({});
    const done = await imported(folder, csvOf(stem, option), { name: 'quiz.csv', pack: 'copy' });
    expect(done).toMatchObject({ ok: true, refused: [], notes: [] });
    const loaded = await loadPacks(folder);
    const [question] = (loaded.ok && loaded.packs.get('copy')?.questions) || [];
    expect([question?.stem, question?.options[0]?.text]).toEqual([stem, option]);
  });

  test.each(['0b11', '2024'])('a topic called %s keeps its name', async (name) => {
    const folder = await folderWith({});
    const done = await imported(folder, gift('q1', 'One?', name), { pack: 'copy' });
    expect(done).toMatchObject({ ok: true });
    const loaded = await loadPacks(folder);
    expect(loaded.ok && loaded.packs.get('copy')?.exam.topics[0]?.name).toBe(name);
  });
});

test.each(['exam', 'plan'])('exam.yaml cannot name a topic %s, and new does not begin one', async (topic) => {
  const folder = await smallPack({ 'small/exam.yaml': EXAM.replaceAll('sets', topic) });
  const loaded = await loadPacks(folder);
  expect(!loaded.ok && loaded.problems[0]).toMatchObject({
    line: 5,
    message: expect.stringContaining(`a topic cannot be called ${topic}`),
  });
  const made = await newQuestion({ folder, topic, append: true, today: '2026-11-22' });
  expect(made).toEqual({ ok: false, message: `there cannot be a topic ${topic}` });
});

test('categories whose letters no id can have, or whose ids would be the same, are topics of their own', () => {
  const { topicFor, names } = newTopics('General');
  const categories = ['История', 'Математика', 'C++', 'C#', 'c++', undefined, 'general', ' История '];
  expect(categories.map((category) => topicFor(category))).toEqual(
    ['topic', 'topic-2', 'c', 'c-2', 'c', 'general', 'general', 'topic'].map((topic) => ({ topic })),
  );
  expect([...names.values()]).toEqual(['История', 'Математика', 'C++', 'C#', 'General']);
});

describe('a source that is no address, and a date that is none', () => {
  const text =
    'question,a,b,correct,source,checked\nOne?,x,y,A,Chapter 3,\nTwo?,x,y,A,,22/11/2026\nThree?,x,y,A,https://example.com/x,2026-11-22\n';
  const to = { ...newTopics('General'), taken: new Set<string>(), objectives: new Set<string>() };

  test('are left away where none is needed, which is said by line', () => {
    const { questions, refused, notes } = takeEntries(csv.read(text), { ...to, needsSources: false });
    expect(refused).toEqual([]);
    expect(notes).toEqual([
      {
        line: 2,
        name: 'One?',
        note: 'without its source "Chapter 3": a question keeps at most two web addresses',
      },
      { line: 3, name: 'Two?', note: 'without its date 22/11/2026: write it like 2026-11-22' },
    ]);
    expect(questions.map(({ references, checked }) => [references, checked])).toEqual([
      [[], undefined],
      [[], undefined],
      [['https://example.com/x'], '2026-11-22'],
    ]);
  });

  test('are the reason for which a question is refused where one is needed', () => {
    const { questions, refused } = takeEntries(csv.read(text), { ...to, needsSources: true });
    expect(questions).toHaveLength(1);
    expect(refused.map(({ line, reason }) => [line, reason])).toEqual([
      [2, expect.stringContaining('write a web address beginning with https://')],
      [3, '`checked` is `22/11/2026`; write a date such as 2026-11-22'],
    ]);
  });

  test('nothing is refused without a reason, whatever is wrong with it', () => {
    const long = ['x'.repeat(300), 'https://example.com/'.padEnd(200, 'x')];
    for (const needsSources of [true, false]) {
      const wrong = `question,a,b,correct,source\n${long[0]},x,y,A,${long[1]}\nQ?,${long[0]},y,A,no\nQ?,x,X,A,no\n`;
      const { refused } = takeEntries(csv.read(wrong), { ...to, needsSources });
      expect(refused.length).toBeGreaterThan(1);
      expect(refused.every(({ reason }) => reason.length > 10)).toBe(true);
    }
  });
});

describe('export', () => {
  const everything = SUMS.replace('    checked', '    about: Sums 3\n    checked');
  const draft = SUMS.split('questions:\n')[1]
    ?.replace('sums-001', 'sums-002')
    .replace('checked', 'draft: true\n    checked');
  const files = { 'small/sums.yaml': everything + draft };

  test.each([
    ['gift', []],
    ['moodle-xml', []],
    ['csv', []],
    [
      'aiken',
      [
        'topics',
        'ids',
        'explanations',
        'references',
        'dates of the last check',
        'versions',
        'objectives',
        'difficulties',
        'orders of options that are kept',
      ],
    ],
    [
      'open-trivia',
      [
        'ids',
        'explanations',
        'references',
        'dates of the last check',
        'versions',
        'objectives',
        'orders of options that are kept',
      ],
    ],
  ] as const)('%s says what it cannot hold, and names drafts', async (format, losses) => {
    const made = await exportPack({ folder: await smallPack(files), pack: 'small', format });
    expect(made).toMatchObject({ ok: true, losses, left: [{ id: 'sums-002', reason: 'it is a draft' }] });
  });

  test.each(['gift', 'moodle-xml', 'csv'] as const)(
    '%s imported as a new pack has the same questions',
    async (format) => {
      const folder = await smallPack(files);
      const made = await exportPack({ folder, pack: 'small', format });
      const endings = { gift: 'gift', 'moodle-xml': 'xml', csv: 'csv' };
      const name = `small.${endings[format]}`;
      const done = await imported(folder, made.ok ? made.text : '', { name, pack: 'copy' });
      expect(done).toMatchObject({ ok: true, refused: [], notes: [] });
      const loaded = await loadPacks(folder);
      const packs = loaded.ok ? loaded.packs : undefined;
      expect(packs?.get('copy')?.questions).toEqual(packs?.get('small')?.questions);
      expect(packs?.get('copy')?.exam.profiles[0]?.domains[0]?.objectives).toEqual([
        { id: 'classic/1.1', text: 'classic/1.1' },
      ]);
    },
  );

  test('into a pack without its objectives says so', async () => {
    const folder = await smallPack({
      'small/exam.yaml': EXAM.replace('classic/1.1', 'classic/9'),
      'small/sums.yaml': SUMS.replace('[classic/1.1]', '[]'),
    });
    const text = 'question,a,b,correct,topic,objectives\nOne?,x,y,A,sums,classic/1.1\n';
    expect(await imported(folder, text, { name: 'quiz.csv' })).toMatchObject({
      ok: true,
      notes: [{ line: 2, note: 'without classic/1.1: the pack has no such objective' }],
    });
  });
});

test.each([
  ['question,a,b,correct\nOne?,x,y,A\n', '1 question, not explained, 0 refused'],
  ['question,a,b,correct\nOne?,x,y,A\nTwo?,x,y,A\n', '2 questions, none of them explained, 0 refused'],
  ['question,a,b,correct\nOne?,x,y,Z\n', '0 questions, 1 refused'],
])('%j is summed up as %s', async (text, summary) => {
  const folder = await folderWith({});
  expect(await imported(folder, text, { name: 'quiz.csv', pack: 'copy' })).toMatchObject({
    ok: true,
    summary,
  });
});
