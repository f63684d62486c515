import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadPacks } from '../../src/packs/load.ts';
import { inYaml } from '../../src/packs/verbs/yaml.ts';
import { short } from './numbers.ts';
import type { Row } from './table.ts';

const TOPICS = 20;
const A_TOPIC = 500;

/** How long it takes to load and validate a pack of 10,000 questions, the first time in a process. */
export async function packs(): Promise<readonly Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'cohort-bench-packs-'));
  write(join(folder, 'large'));
  try {
    const from = performance.now();
    const loaded = await loadPacks(folder);
    const ms = performance.now() - from;
    if (!loaded.ok) throw new Error(loaded.problems[0]?.message);
    const amount = [...loaded.packs.all()][0]?.questions.length ?? 0;
    return [
      {
        what: `${short(amount)} questions loaded and validated at the start`,
        result: `${short(ms)} ms`,
        goal: 'under 1,500 ms',
      },
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function write(folder: string): void {
  mkdirSync(folder);
  const topics = Array.from({ length: TOPICS }, (_, index) => `topic-${index}`);
  const names = topics.map((id) => `  - { id: ${id}, name: ${id} }`).join('\n');
  writeFileSync(
    join(folder, 'exam.yaml'),
    `title: Large\nlanguage: en\ntopics:\n${names}\nprofiles:\n  - id: only\n    name: Only\n    questions: 1\n    minutes: 5\n    pass: { right: 1, published: true }\n    domains:\n      - { id: all, name: All, count: 1, weight: 100, topics: [${topics.join(', ')}] }\n`,
  );
  for (const topic of topics) {
    const items = Array.from({ length: A_TOPIC }, (_, index) => question(topic, index));
    writeFileSync(join(folder, `${topic}.yaml`), `topic: ${topic}\nquestions:\n${items.join('')}`);
  }
}

/** A question as long as those of the bank are. */
function question(topic: string, index: number): string {
  const id = `${topic}-${String(index + 1).padStart(3, '0')}`;
  return inYaml({
    id,
    topic,
    difficulty: 'apply',
    objectives: [],
    stem: `A team of ${index} people stores ${id} in a table and trains a model on it every night.\nOne morning the model is worse than before.\n\nWhat should they look at first, and why is that so?`,
    options: ['data', 'code', 'cluster', 'metric'].map((what, place) => ({
      text: `The ${what} that was changed yesterday by ${id}`,
      correct: place === index % 4,
      why: `The ${what} is what differs from the night before in this case, or it does not, number ${index}.`,
    })),
    references: [`https://example.com/docs/${topic}/${id}`],
    checked: '2026-11-01',
    'keep-order': false,
    explained: true,
    draft: false,
  });
}
