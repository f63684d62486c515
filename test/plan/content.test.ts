import { describe, expect, test } from 'vitest';
import type { PlanFile } from '../../src/packs/schema.ts';
import { contentOf, goalsFor, weekName } from '../../src/plan/content.ts';
import type { Week } from '../../src/plan/rules.ts';
import { pack } from '../exam/play.ts';

const page = (topic: string | undefined, title: string) =>
  ({ ...(topic ? { topic } : {}), kind: 'docs', title, url: `https://example.com/${title}` }) as const;
const FILE: PlanFile = {
  themes: [
    { topic: 'sums', aim: 'Add.' },
    { topic: 'sets', aim: 'Join.' },
  ],
  resources: [
    page('sums', 's1'),
    page('sums', 's2'),
    page('sums', 's3'),
    page('sets', 't1'),
    page(undefined, 'all'),
  ],
  mistakes: [
    { topic: 'sums', text: 'Forgetting to carry.' },
    { topic: 'sets', text: 'Counting twice.' },
  ],
  advice: [
    { about: 'time', text: 'Two minutes each.' },
    { about: 'energy', text: 'Sleep.' },
  ],
  facts: [],
  changes: [],
  'next-steps': { badge: [], exams: [] },
};
const week = (topics: readonly string[], kind: Week['kind'] = 'learn'): Week => ({
  from: '2026-11-16',
  to: '2026-11-22',
  kind,
  topics,
});
const EXAM = {
  topics: ['a', 'b', 'c', 'd'].map((id) => ({ id, name: id.toUpperCase() })),
  profile: {
    domains: [
      { id: 'one', name: 'One', topics: ['a', 'b', 'c', 'd'], count: 1, weight: 100, objectives: [] },
    ],
  },
};

describe('what a week’s post holds', () => {
  test('the aims of its topics, four pages in turn, one mistake', () => {
    const content = contentOf(FILE, week(['sums', 'sets']), 1);
    expect(content.aims).toEqual(['Add.', 'Join.']);
    expect(content.reading.map(({ title }) => title)).toEqual(['s1', 't1', 's2', 's3']);
    expect(content.mistake).toBe('Counting twice.');
    expect(content.advice).toBeUndefined();
  });

  test('without topics the pages of the whole exam, and a piece of advice', () => {
    const content = contentOf(FILE, week([], 'mock'), 8);
    expect(content.reading.map(({ title }) => title)).toEqual(['all']);
    expect(content.mistake).toBeUndefined();
    expect(content.advice).toBe('Two minutes each.');
  });

  test('nothing for a pack without a plan, and then no goal to read', () => {
    expect(contentOf(undefined, week(['sums']), 1)).toMatchObject({ aims: [], reading: [] });
    const goals = (file: PlanFile | undefined) =>
      goalsFor({ exams: ['2026-11-20'] }, file, week(['sums'])).map(({ kind, count }) => `${kind} ${count}`);
    expect(goals(FILE)).toEqual(['questions 15', 'read 1', 'exam 1']);
    expect(goals(undefined)).toEqual(['questions 15', 'review 5', 'exam 1']);
  });
});

test.each([
  [week(['a', 'b', 'c']), [], ['A', 'B', 'C']],
  [week(['a', 'b', 'c', 'd']), [], ['One']],
  [week(['gone']), [], ['a topic that is gone']],
  [week([], 'free'), [], ['Catching up']],
  [week([], 'mock'), ['2026-11-22'], ['Mock exams and review']],
  [week([], 'mock'), ['2026-11-23'], ['Review and rest']],
  [week(['a'], 'mock'), [], ['A', 'mock exams']],
  [week(['x', 'a', 'y']), [], ['a topic that is gone', 'A']],
  [week(['w', 'x', 'y', 'z']), [], ['a topic that is gone']],
])('a week is called by what it is for (%#)', (one, exams, name) => {
  expect(weekName(one, exams, EXAM)).toEqual(name);
});

test('no note of an author stands in what a learner reads', () => {
  expect(pack.plan?.['next-steps'].retake?.text).toContain('fourteen days between two attempts');
  expect(JSON.stringify(pack.plan)).not.toMatch(/not opened|not verified|to be checked/i);
});
