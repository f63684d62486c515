import { readFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadPacks } from '../../src/packs/load.ts';
import { newQuestion, nextId } from '../../src/packs/verbs/new.ts';
import { schemaFiles } from '../../src/packs/verbs/schema.ts';
import { stats } from '../../src/packs/verbs/stats.ts';
import { EXAM, packWith, question, SUMS, smallPack } from './build.ts';

const today = '2026-11-22';

describe('new', () => {
  test('an appended skeleton has the next id and leaves a pack that still loads', async () => {
    const folder = await smallPack();
    const made = await newQuestion({ folder, topic: 'sums', append: true, today });
    expect(made).toMatchObject({ ok: true, file: join(folder, 'small/sums.yaml') });
    const text = await readFile(join(folder, 'small/sums.yaml'), 'utf8');
    expect(text.startsWith(SUMS)).toBe(true);
    expect(text).toContain('  - id: sums-002\n');
    expect(await loadPacks(folder)).toMatchObject({ ok: true });
  });

  test('a topic file is begun with the line that editors look for', async () => {
    const folder = await smallPack();
    await newQuestion({ folder, topic: 'sets', append: true, today });
    await newQuestion({ folder, topic: 'sets', append: true, today });
    const text = await readFile(join(folder, 'small/sets.yaml'), 'utf8');
    expect(text).toMatch(
      /^# yaml-language-server: \$schema=\.\.\/pack\.schema\.json\ntopic: sets\nquestions:\n/,
    );
    expect(text.match(/id: .*/g)).toEqual(['id: sets-001', 'id: sets-002']);
    expect(await loadPacks(folder)).toMatchObject({ ok: true });
  });

  test.each([
    ['the line for editors alone', '# yaml-language-server: $schema=../pack.schema.json\n'],
    ['a remark without a line break', '# Sets, to come'],
    ['nothing after its questions', 'questions:\n# to come\ntopic: sets\n'],
    ['no questions', 'topic: sets'],
    ['nothing at all', '\n'],
  ])('a topic file with %s gets a list that can be read', async (_, text) => {
    const folder = await smallPack({ 'small/sets.yaml': text });
    for (const id of ['sets-001', 'sets-002']) {
      const made = await newQuestion({ folder, topic: 'sets', append: true, today });
      expect(made.ok && made.text).toContain(`  - id: ${id}\n`);
    }
    expect(await loadPacks(folder)).toMatchObject({ ok: true });
    const written = await readFile(join(folder, 'small/sets.yaml'), 'utf8');
    for (const line of text.trim().split('\n')) expect(written).toContain(line);
  });

  test.each([
    ['questions: none\n', 'its `questions` are no list'],
    ['questions: ~\n', 'its `questions` are no list'],
    ['{ topic: sets }\n', 'it has no line for each key; write `topic:` and `questions:` first'],
    ['- id: sets-001\n', 'it has no line for each key; write `topic:` and `questions:` first'],
    ['topic: "sets\n', 'it is not valid YAML; mend it first'],
  ])('a topic file %j is left as it is, and it says why', async (text, message) => {
    const folder = await smallPack({ 'small/sets.yaml': text });
    const file = join(folder, 'small/sets.yaml');
    const made = await newQuestion({ folder, topic: 'sets', append: true, today });
    expect(made).toEqual({ ok: false, message: `${file}: ${message}` });
    expect(await readFile(file, 'utf8')).toBe(text);
  });

  test('a pack outside the folder is none of its packs', async () => {
    const elsewhere = await smallPack();
    const folder = await smallPack();
    const pack = relative(folder, join(elsewhere, 'small'));
    const made = await newQuestion({ folder, topic: 'sums', pack, append: true, today });
    expect(made).toEqual({ ok: false, message: `there is no pack ${pack} under ${folder}` });
    expect(await readFile(join(elsewhere, 'small/sums.yaml'), 'utf8')).toBe(SUMS);
  });

  test('without append nothing is written', async () => {
    const folder = await smallPack();
    const made = await newQuestion({ folder, topic: 'sums', append: false, today });
    expect(made.ok && made.text).toContain('checked: 2026-11-22');
    expect(await readFile(join(folder, 'small/sums.yaml'), 'utf8')).toBe(SUMS);
  });

  test.each([
    ['an unknown topic', { topic: 'gaps' }, 'small has no topic gaps; it has: sums, sets'],
    ['an unknown pack', { topic: 'sums', pack: 'large' }, 'there is no pack large under '],
  ])('%s is refused', async (_, wanted, message) => {
    const made = await newQuestion({ folder: await smallPack(), append: true, today, ...wanted });
    expect(!made.ok && made.message).toContain(message);
  });

  test('of several packs that have the topic one has to be named', async () => {
    const folder = await smallPack({ 'large/exam.yaml': EXAM });
    expect(await newQuestion({ folder, topic: 'sums', append: true, today })).toEqual({
      ok: false,
      message: 'say which pack with --pack; there are: large, small',
    });
  });

  test('of several packs the one that has the topic is meant', async () => {
    const folder = await smallPack({ 'large/exam.yaml': '' });
    const made = await newQuestion({ folder, topic: 'sums', append: false, today });
    expect(made.ok && made.file).toBe(join(folder, 'small', 'sums.yaml'));
  });

  test.each([
    ['', 'eda-001'],
    ['id: eda-009', 'eda-010'],
    ['id: eda-002\nid: "eda-007"\nid: eda-003', 'eda-008'],
    ['id: eda-x\nid: eda-more-004\nid: other-009', 'eda-001'],
  ])('after %j comes %s', (text, id) => {
    expect(nextId('eda', text)).toBe(id);
  });
});

describe('stats', () => {
  test('counts by topic, domain and objective, and names objectives without a question', () => {
    const pack = packWith([
      question({ id: 'sums-001', objectives: ['classic/1.1'] }),
      question({ id: 'sums-002', difficulty: 'recall' }),
      question({ id: 'sets-001', topic: 'sets' }),
    ]);
    const [profile] = pack.exam.profiles;
    const [domain] = profile?.domains ?? [];
    domain?.objectives.push({ id: 'classic/1.1', text: 'Add' }, { id: 'classic/1.2', text: 'Take away' });
    const text = stats(pack).join('\n');
    expect(text).toMatch(/^ {2}sums +2 +66\.7%$/m);
    expect(text).toMatch(/^ {2}recall +1 +33\.3%$/m);
    expect(text).toMatch(/^ {2}numbers +2 +66\.7% {2}of +70% wanted$/m);
    expect(text).toMatch(/^ {2}classic\/1\.1 +1 {2}Add$/m);
    expect(text).toMatch(/objectives without a question \(1 of 2\)\n {2}classic\/1\.2 +Take away$/);
  });
});

describe('schema', () => {
  test.each(Object.keys(schemaFiles()))('questions/%s is in step (npm run pack -- schema)', async (name) => {
    const file = resolve(import.meta.dirname, '../../questions', name);
    expect(await readFile(file, 'utf8')).toBe(schemaFiles()[name]);
  });
});
