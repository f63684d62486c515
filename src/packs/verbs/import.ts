import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { stringify } from 'yaml';
import {
  type Destination,
  FORMATS,
  type FormatName,
  isFormat,
  type Note,
  type Refused,
  slugOf,
  summaryOf,
  takeEntries,
} from '../exchange/exchange.ts';
import { readRaw } from '../exchange/file.ts';
import type { NotWritten } from '../exchange/item.ts';
import { readPacks } from '../load.ts';
import type { Problem } from '../problem.ts';
import type { Pack, PackQuestion } from '../schema.ts';

/** What came of an import: files written and entries refused, or why nothing was done. */
export type ImportResult =
  | {
      readonly ok: true;
      readonly summary: string;
      readonly files: readonly string[];
      readonly refused: readonly Refused[];
      readonly notes: readonly Note[];
    }
  | { readonly ok: false; readonly message: string; readonly problems?: readonly Problem[] };

/**
 * Takes the questions of another program's file into a pack: a new one, with the file's categories as its topics, or one
 * that is there, whose topics the categories must be unless `topic` says where everything goes. Nothing is written when
 * there is no question to write.
 */
export async function importFile(options: {
  readonly folder: string;
  readonly file: string;
  readonly pack: string;
  readonly format?: string | undefined;
  readonly topic?: string | undefined;
}): Promise<ImportResult> {
  const { folder, file, pack: id, topic } = options;
  const bytes = await readFile(file).catch(() => undefined);
  if (bytes === undefined) return { ok: false, message: `the file ${file} cannot be read` };
  const { format } = options;
  const isKnown = format === undefined || isFormat(format);
  const contents = isKnown ? readRaw({ name: basename(file), bytes, format }) : undefined;
  if (contents === undefined || contents.kind === 'unknown')
    return {
      ok: false,
      message: `say the format with --format; there are: ${Object.keys(FORMATS).join(', ')}`,
    };
  if (contents.kind === 'unreadable') return { ok: false, message: `${file}: ${contents.reason}` };
  if (slugOf(id) !== id)
    return { ok: false, message: 'the name of a pack is lower-case letters, digits and single hyphens' };
  const read = await readPacks(folder, []);
  if (!read.ok && !(await isMissing(folder)))
    return { ok: false, message: 'the packs there have problems:', problems: read.problems };
  const pack = read.ok ? read.packs.map((one) => one.pack).find((one) => one.id === id) : undefined;
  if (pack && topic && !pack.exam.topics.some((one) => one.id === topic))
    return { ok: false, message: `${id} has no topic ${topic}; it has: ${topicsOf(pack)}` };
  try {
    const made = takeEntries(contents.entries, pack ? existing(pack, topic) : fresh(topic ?? 'general'));
    const files = made.questions.length > 0 ? await write(join(folder, id), pack, made.questions) : [];
    return { ok: true, summary: summaryOf(made), files, refused: made.refused, notes: made.notes };
  } catch (error) {
    return { ok: false, message: `${file}: ${error instanceof Error ? error.message : error}` };
  }
}

async function isMissing(folder: string): Promise<boolean> {
  const read = await readPacks(folder, []);
  return !read.ok && read.problems.every(({ message }) => message.includes('there is no pack'));
}

function topicsOf(pack: Pack): string {
  return pack.exam.topics.map(({ id }) => id).join(', ');
}

function existing(pack: Pack, topic: string | undefined): Destination {
  const ids = new Set(pack.exam.topics.map(({ id }) => id));
  const objectives = pack.exam.profiles.flatMap(({ domains }) =>
    domains.flatMap((domain) => domain.objectives.map(({ id }) => id)),
  );
  return {
    topicFor(category) {
      const own = category === undefined ? undefined : slugOf(category);
      if (own !== undefined && ids.has(own)) return { topic: own };
      if (topic) return { topic };
      const named =
        category === undefined ? 'it has no topic' : `its topic "${category}" is none of the pack's`;
      return { refusal: `${named}; say where it goes with --topic` };
    },
    taken: new Set(pack.questions.map(({ id }) => id)),
    needsSources: true,
    objectives: new Set(objectives),
  };
}

function fresh(topic: string): Destination {
  return {
    topicFor: (category) => ({ topic: (category && slugOf(category)) || topic }),
    taken: new Set(),
    needsSources: true,
    objectives: new Set(),
  };
}

async function write(folder: string, pack: Pack | undefined, questions: readonly PackQuestion[]) {
  const files: string[] = [];
  const topics = [...new Set(questions.map(({ topic }) => topic))];
  if (!pack) {
    await mkdir(folder, { recursive: true });
    files.push(join(folder, 'exam.yaml'));
    await writeFile(join(folder, 'exam.yaml'), examFor(basename(folder), topics, questions.length));
  }
  for (const topic of topics) {
    const file = join(folder, `${topic}.yaml`);
    const before = await readFile(file, 'utf8').catch(
      () => `# yaml-language-server: $schema=../pack.schema.json\ntopic: ${topic}\nquestions:\n`,
    );
    const own = questions.filter((question) => question.topic === topic).map(inYaml);
    await writeFile(file, `${before.trimEnd()}\n${own.join('')}`);
    files.push(file);
  }
  return files;
}

/** A pack needs a form of the exam to draw by: one, as long as forty questions or all there are, to be changed by hand. */
function examFor(id: string, topics: readonly string[], amount: number): string {
  const questions = Math.min(40, amount);
  const name = (slug: string) => slug.replace(/-/g, ' ').replace(/^./, (letter) => letter.toUpperCase());
  return stringify({
    title: name(id),
    language: 'en',
    topics: topics.map((topic) => ({ id: topic, name: name(topic).slice(0, 40) })),
    profiles: [
      {
        id: 'all',
        name: 'All topics',
        questions,
        minutes: questions * 2,
        pass: { right: Math.ceil((questions * 70) / 100), published: false, percent: 70 },
        domains: [{ id: 'all', name: 'All topics', count: questions, weight: 100, topics }],
      },
    ],
  });
}

/** A question as an entry of a topic file. */
export function inYaml({ topic: _, ...question }: PackQuestion): string {
  const { options, objectives, references, explained, draft, ...rest } = question;
  const entry = {
    id: rest.id,
    difficulty: rest.difficulty,
    ...(objectives.length > 0 ? { objectives } : {}),
    stem: rest.stem,
    options: options.map(({ text, correct, why }) => ({
      text,
      ...(correct ? { correct } : {}),
      ...(why === '' ? {} : { why }),
    })),
    ...(references.length > 0 ? { references } : {}),
    ...(rest.about ? { about: rest.about } : {}),
    ...(rest.checked ? { checked: rest.checked } : {}),
    ...(rest['keep-order'] ? { 'keep-order': true } : {}),
    ...(explained ? {} : { explained }),
    ...(draft ? { draft } : {}),
  };
  const text = stringify([entry], { lineWidth: 0, blockQuote: 'literal' });
  return text.replace(/^(?=.)/gm, '  ');
}

/** A pack as another program's file, and what that format cannot hold. */
export async function exportPack(options: {
  readonly folder: string;
  readonly pack: string;
  readonly format: FormatName;
}): Promise<
  | { readonly ok: true; readonly text: string; readonly left: readonly NotWritten[] }
  | { readonly ok: false; readonly problems: readonly Problem[] }
> {
  const read = await readPacks(options.folder, [options.pack]);
  if (!read.ok) return { ok: false, problems: read.problems };
  const [found] = read.packs;
  return { ok: true, ...FORMATS[options.format].write(found?.pack.questions ?? []) };
}
