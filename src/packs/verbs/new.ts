import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ExamFile, TopicId } from '../schema.ts';
import { readSource } from '../source.ts';
import { withEntries } from './topic-file.ts';

/** A skeleton for a topic's next question: printed, or written to the end of its file. Or why there is none. */
export type NewQuestion =
  | { readonly ok: true; readonly file: string; readonly text: string }
  | { readonly ok: false; readonly message: string };

/**
 * Makes the skeleton of a topic's next question; `append` writes it to the topic's file, which is made if it is missing.
 * Works in a pack that has problems too. Without `pack` there must be exactly one, or one that has the topic.
 */
export async function newQuestion(options: {
  readonly folder: string;
  readonly topic: string;
  readonly pack?: string;
  readonly append: boolean;
  readonly today: string;
}): Promise<NewQuestion> {
  const { folder, topic, append, today } = options;
  if (!TopicId.safeParse(topic).success) return { ok: false, message: `there cannot be a topic ${topic}` };
  const packs = await packFolders(folder);
  const pack = options.pack ?? (packs.length === 1 ? packs[0] : await onlyOneWith(topic, folder, packs));
  if (packs.length === 0) return { ok: false, message: `there is no pack under ${folder}` };
  if (pack === undefined)
    return { ok: false, message: `say which pack with --pack; there are: ${packs.join(', ')}` };
  // A pack is one of the folder's own: a path with dots would lead out of it.
  const exam = packs.includes(pack) ? await textOf(join(folder, pack, 'exam.yaml')) : undefined;
  if (exam === undefined) return { ok: false, message: `there is no pack ${pack} under ${folder}` };
  const topics = topicsOf(exam);
  if (topics && !topics.includes(topic))
    return { ok: false, message: `${pack} has no topic ${topic}; it has: ${topics.join(', ')}` };

  const file = join(folder, pack, `${topic}.yaml`);
  const before = (await textOf(file)) ?? '';
  const made = withEntries(before, topic, skeleton(nextId(topic, before), today));
  if ('refusal' in made) return { ok: false, message: `${file}: ${made.refusal}` };
  if (append) await writeFile(file, made.text);
  return { ok: true, file, text: made.added };
}

/** The pack that has a topic, if it is one alone. */
async function onlyOneWith(
  topic: string,
  folder: string,
  packs: readonly string[],
): Promise<string | undefined> {
  const having: string[] = [];
  for (const pack of packs) {
    const exam = await textOf(join(folder, pack, 'exam.yaml'));
    if (exam !== undefined && topicsOf(exam)?.includes(topic)) having.push(pack);
  }
  return having.length === 1 ? having[0] : undefined;
}

/** The id after a topic's highest, drafts and broken questions included: `metrics-013`. */
export function nextId(topic: string, text: string): string {
  const numbers = [...text.matchAll(/\bid:\s*['"]?([a-z0-9-]+)/g)].flatMap(([, id = '']) => {
    const number = id.startsWith(`${topic}-`) ? id.slice(topic.length + 1) : '';
    return /^\d+$/.test(number) ? [Number(number)] : [];
  });
  return `${topic}-${String(Math.max(0, ...numbers) + 1).padStart(3, '0')}`;
}

function skeleton(id: string, today: string): string {
  return `- id: ${id}
  difficulty: apply # recall, apply or analyse
  objectives: []
  stem: |
    A short case, and then the question?
  options:
    - text: The right answer
      correct: true
      why: Why this is right.
    - text: A tempting answer
      why: Which mistake leads here.
    - text: Another tempting answer
      why: Which mistake leads here.
    - text: A third tempting answer
      why: Which mistake leads here.
  references: []
  checked: ${today}
  draft: true # take this line away when the question is ready
`;
}

function topicsOf(text: string): readonly string[] | undefined {
  const read = readSource('exam.yaml', text);
  const exam = read.ok ? ExamFile.safeParse(read.source.value) : undefined;
  return exam?.data?.topics.map(({ id }) => id);
}

async function packFolders(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
}

async function textOf(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch {
    return undefined;
  }
}
