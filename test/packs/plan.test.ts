import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadPacks } from '../../src/packs/load.ts';
import { check } from '../../src/packs/verbs/check.ts';
import { smallPack } from './build.ts';

const today = '2026-11-23';

/** A plan for the small exam of build.ts; its first line is 1. */
const PLAN = `themes:
  - { topic: sums, aim: Add two numbers. }
  - { topic: sets, aim: Join two sets. }
resources:
  - { kind: course, title: A course }
  - { topic: sums, kind: docs, title: Sums, url: https://example.com/sums, checked: 2026-11-22 }
  - { topic: sets, kind: docs, title: Sets, url: https://example.com/sets, checked: 2026-11-22 }
mistakes:
  - { topic: sums, text: Forgetting to carry. }
  - { topic: sets, text: Counting what is in both twice. }
advice:
  - { about: time, text: Two minutes each. }
next-steps: {}
`;

const problemsOf = async (plan: string) =>
  (await check({ folder: await smallPack({ 'small/plan.yaml': plan }), today })).errors.map(
    ({ line, message }) => `${line} ${message}`,
  );

test('a pack may have a plan, and may do without one', async () => {
  expect(await problemsOf(PLAN)).toEqual([]);
  const loaded = await loadPacks(await smallPack({ 'small/plan.yaml': PLAN }));
  expect(loaded.ok && loaded.packs.get('small')?.plan?.themes.map(({ topic }) => topic)).toEqual([
    'sums',
    'sets',
  ]);
  const without = await loadPacks(await smallPack());
  expect(without.ok && without.packs.get('small')?.plan).toBeUndefined();
});

test.each([
  [
    'an unknown topic',
    PLAN.replace('topic: sums, text', 'topic: sum, text'),
    ['8 the topic `sums` has no mistake', '9 exam.yaml has no topic `sum`'],
  ],
  [
    'a topic without a theme',
    PLAN.replace('  - { topic: sets, aim: Join two sets. }\n', ''),
    ['1 the topic `sets` has no theme'],
  ],
  [
    'a topic with two themes',
    PLAN.replace('topic: sets, aim', 'topic: sums, aim'),
    ['1 the topic `sets` has no theme', '3 the topic `sums` has a theme already'],
  ],
  [
    'a topic without documentation',
    PLAN.replace('topic: sets, kind: docs', 'topic: sets, kind: practice'),
    ['4 the topic `sets` has no page of documentation'],
  ],
  [
    'a checked date without an address',
    PLAN.replace('title: A course', 'title: A course, checked: 2026-11-22'),
    ['5 A course: `checked` needs an `url`'],
  ],
  [
    'an address that is none',
    PLAN.replace('https://example.com/sums', 'example'),
    ['6 resource 2: `url` is `example`; write a web address beginning with https://'],
  ],
])('the check says by line: %s', async (_, plan, said) => {
  expect(await problemsOf(plan)).toEqual(said);
});

test('the ML Associate pack has a theme for each topic, dated facts and the days between two tries', async () => {
  const folder = join(import.meta.dirname, '../../questions');
  const loaded = await loadPacks(folder);
  const plan = loaded.ok ? loaded.packs.get('databricks-ml-associate')?.plan : undefined;
  expect(plan?.themes).toHaveLength(17);
  expect(plan?.facts.every(({ checked }) => checked <= today)).toBe(true);
  expect(plan?.['next-steps'].retake?.days).toBe(14);
  expect(await readFile(join(folder, 'plan.schema.json'), 'utf8')).toContain('"themes"');
});
