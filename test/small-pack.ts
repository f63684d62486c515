import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const SEVERAL = `      - { text: right too, correct: true, why: It says so. }
      - { text: wrong too, why: It says so as well. }
`;

/**
 * Makes a folder with one pack of so many questions, and gives its path. The right option of each says "right"; with
 * `several` there are four, two of them right.
 */
export function makeSmallPack(questions: number, { several = false } = {}): string {
  const folder = mkdtempSync(join(tmpdir(), 'cohort-pack-'));
  mkdirSync(join(folder, 'small'));
  writeFileSync(
    join(folder, 'small', 'exam.yaml'),
    `title: A small pack
language: en
topics:
  - { id: sums, name: Sums }
profiles:
  - id: only
    name: The only form
    questions: 1
    minutes: 5
    pass: { right: 1, published: true }
    domains:
      - { id: all, name: All, count: 1, weight: 100, topics: [sums] }
`,
  );
  const items = Array.from({ length: questions }, (_, index) => {
    const id = `sums-${String(index + 1).padStart(3, '0')}`;
    return `  - id: ${id}
    difficulty: recall
    stem: Which of these is the right option of question ${index + 1}?${several ? ' Select TWO.' : ''}
    options:
${several ? SEVERAL : ''}      - { text: right, correct: true, why: It says so. }
      - { text: wrong, why: It says so as well. }
    references: ["https://example.com/${id}"]
    checked: 2026-11-01
`;
  });
  writeFileSync(join(folder, 'small', 'sums.yaml'), `topic: sums\nquestions:\n${items.join('')}`);
  return folder;
}
