import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { ExamFile, type Pack, type PackQuestion, Question } from '../../src/packs/schema.ts';

/** A small exam with two topics, two domains and one profile. */
export const EXAM = `title: Small exam
language: en
topics:
  - { id: sums, name: Sums }
  - { id: sets, name: Sets }
profiles:
  - id: classic
    name: Classic
    questions: 10
    minutes: 20
    pass: { right: 7, published: true }
    domains:
      - id: numbers
        name: Numbers
        count: 7
        weight: 70
        topics: [sums]
        objectives: [{ id: classic/1.1, text: Add }]
      - id: things
        name: Things
        count: 3
        weight: 30
        topics: [sets]
`;

/** A topic file with one question; its first line is 1, the question's id stands on line 3. */
export const SUMS = `topic: sums
questions:
  - id: sums-001
    difficulty: apply
    objectives: [classic/1.1]
    stem: What is 2 + 2?
    keep-order: true
    options:
      - text: "3"
        why: One too few.
      - text: "4"
        correct: true
        why: Two and two.
    references: [https://example.com/sums]
    checked: 2026-11-22
`;

/** Writes files into a folder that lives as long as the test, and gives its path. */
export async function folderWith(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'cohort-packs-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
  return folder;
}

/** A folder with the pack `small`: the exam and one question, but for the files given. */
export function smallPack(files: Readonly<Record<string, string>> = {}): Promise<string> {
  return folderWith({ 'small/exam.yaml': EXAM, 'small/sums.yaml': SUMS, ...files });
}

/** A question that is right in every way, but for what is given. */
export function question(overrides: Partial<PackQuestion> = {}): PackQuestion {
  const topic = overrides.topic ?? 'sums';
  const plain = Question.parse({
    id: `${topic}-001`,
    difficulty: 'apply',
    stem: 'A class adds two and two. What comes out?',
    options: ['four', 'five', 'six', 'seven'].map((text, place) => ({
      text,
      correct: place === 0,
      why: 'So.',
    })),
    references: ['https://example.com/sums'],
    checked: '2026-11-22',
  });
  return { ...plain, topic, ...overrides };
}

/** Options of which the one at `right` is right. */
export function options(texts: readonly string[], right = 0): PackQuestion['options'] {
  return texts.map((text, place) => ({ text, correct: place === right, why: 'So.' }));
}

/** A pack of these questions, with the small exam, but for what is given. */
export function packWith(questions: readonly PackQuestion[], exam: Partial<ExamFile> = {}): Pack {
  const small: ExamFile = ExamFile.parse({
    title: 'Small exam',
    language: 'en',
    topics: [
      { id: 'sums', name: 'Sums' },
      { id: 'sets', name: 'Sets' },
    ],
    profiles: [
      {
        id: 'classic',
        name: 'Classic',
        questions: 10,
        minutes: 20,
        pass: { right: 7, published: true },
        domains: [
          { id: 'numbers', name: 'Numbers', count: 7, weight: 70, topics: ['sums'] },
          { id: 'things', name: 'Things', count: 3, weight: 30, topics: ['sets'] },
        ],
      },
    ],
  });
  return {
    id: 'small',
    exam: { ...small, ...exam },
    questions,
    byId: new Map(questions.map((one) => [one.id, one])),
  };
}
