import { readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import Ajv from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { loadPacks } from '../../src/packs/load.ts';
import { schemaFiles } from '../../src/packs/verbs/schema.ts';
import { folderWith } from './build.ts';

const folder = resolve(import.meta.dirname, '../../questions');
const loaded = await loadPacks(folder);

test('every question of every pack is valid', () => {
  expect(
    loaded.ok ? [] : loaded.problems.map(({ file, line, message }) => `${file}:${line} ${message}`),
  ).toEqual([]);
});

describe('the pack databricks-ml-associate', () => {
  const exam = loaded.ok ? loaded.packs.get('databricks-ml-associate')?.exam : undefined;

  test('has the forms of the exam with their published sizes, the classic one first', () => {
    expect(exam?.profiles.map(({ id, questions, minutes, pass }) => [id, questions, minutes, pass])).toEqual([
      ['classic', 45, 90, { right: 32, published: true }],
      ['2025-03', 48, 90, { right: 34, published: false, percent: 70 }],
    ]);
    expect(exam?.profiles.map(({ domains }) => domains.map(({ count }) => count))).toEqual([
      [13, 13, 15, 4],
      [18, 9, 15, 6],
    ]);
  });

  test('names every objective of both guides', () => {
    expect(exam?.profiles.map(({ domains }) => domains.map(({ objectives }) => objectives.length))).toEqual([
      [26, 21, 23, 4],
      [18, 9, 15, 6],
    ]);
  });
});

test('what the loader accepts, the JSON Schemas for editors accept too', async () => {
  const ajv = new Ajv.default({ strict: false });
  addFormats.default(ajv);
  const schemas = schemaFiles();
  const exams = ajv.compile(JSON.parse(schemas['exam.schema.json'] ?? ''));
  const plans = ajv.compile(JSON.parse(schemas['plan.schema.json'] ?? ''));
  const topics = ajv.compile(JSON.parse(schemas['pack.schema.json'] ?? ''));
  for (const file of await readdir(folder, { recursive: true })) {
    if (!file.endsWith('.yaml')) continue;
    const valid = file.endsWith('exam.yaml') ? exams : file.endsWith('plan.yaml') ? plans : topics;
    valid(parse(await readFile(join(folder, file), 'utf8')));
    expect([file, valid.errors]).toEqual([file, null]);
  }
});

test('the example in questions/README.md is a question that loads', async () => {
  const example = /```yaml\n([\s\S]*?)```/.exec(await readFile(join(folder, 'README.md'), 'utf8'))?.[1] ?? '';
  const exam = await readFile(join(folder, 'databricks-ml-associate/exam.yaml'), 'utf8');
  const packs = await folderWith({ 'pack/exam.yaml': exam, 'pack/metrics.yaml': example });
  expect(await loadPacks(packs)).toMatchObject({ ok: true });
});
