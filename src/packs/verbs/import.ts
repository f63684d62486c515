import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, relative } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import {
  type Destination,
  FORMATS,
  type FormatName,
  isFormat,
  type NewTopics,
  type Note,
  newTopics,
  type Refused,
  slugOf,
  summaryOf,
  takeEntries,
} from '../exchange/exchange.ts';
import { readRaw } from '../exchange/file.ts';
import type { NotWritten } from '../exchange/item.ts';
import { lossesOf } from '../exchange/losses.ts';
import { readPacks } from '../load.ts';
import type { Problem } from '../problem.ts';
import { type ReadPack, readPack } from '../read-pack.ts';
import { MOST_OBJECTIVE_ID, type Pack, type PackQuestion, TopicId } from '../schema.ts';
import { sortedOut } from './compare.ts';
import { withEntries } from './topic-file.ts';
import { inYaml, yamlOf } from './yaml.ts';

/** What came of an import: files written and entries refused, or why nothing was done. */
export type ImportResult =
  | {
      readonly ok: true;
      readonly summary: string;
      /** How many of its questions the pack had already, and has as before. */
      readonly present: number;
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
  const there = read.ok ? read.packs.find((one) => one.pack.id === id) : undefined;
  const refusal = topic === undefined ? undefined : topicRefusal(topic, there?.pack);
  if (refusal) return { ok: false, message: refusal };
  try {
    const topics = newTopics(topic ?? 'general');
    const made = takeEntries(contents.entries, there ? existing(there, topic) : fresh(topics));
    const sorted = sortedOut(made, there ? [...there.pack.questions, ...there.drafts] : []);
    const { questions, refused, notes, present } = sorted;
    const lineOf = (question: string) => made.sources.get(question)?.line;
    const written: Wrote =
      questions.length > 0
        ? await write({
            folder: join(folder, id),
            questions,
            topics: there ? undefined : topics,
            source: { file, lineOf },
          })
        : { ok: true, files: [] };
    const had = present > 0 ? `, ${present.toLocaleString('en-US')} already there` : '';
    return written.ok
      ? { ...written, summary: `${summaryOf(sorted)}${had}`, present, refused, notes }
      : written;
  } catch (error) {
    return { ok: false, message: `${file}: ${error instanceof Error ? error.message : error}` };
  }
}

async function isMissing(folder: string): Promise<boolean> {
  const read = await readPacks(folder, []);
  return !read.ok && read.problems.every(({ message }) => message.includes('there is no pack'));
}

/** Why questions cannot go there, if so: into a topic that a pack does not have, or that a new one cannot have. */
function topicRefusal(topic: string, pack: Pack | undefined): string | undefined {
  if (pack)
    return pack.exam.topics.some(({ id }) => id === topic)
      ? undefined
      : `${pack.id} has no topic ${topic}; it has: ${pack.exam.topics.map(({ id }) => id).join(', ')}`;
  if (slugOf(topic) !== topic)
    return 'the name of a topic is at most 32 lower-case letters, digits and single hyphens';
  const read = TopicId.safeParse(topic);
  return read.success ? undefined : read.error.issues.map(({ message }) => message).join('; ');
}

function existing({ pack, drafts }: ReadPack, topic: string | undefined): Destination {
  const ids = new Set(pack.exam.topics.map(({ id }) => id));
  const objectives = pack.exam.profiles.flatMap(({ domains }) =>
    domains.flatMap((domain) => domain.objectives.map(({ id }) => id)),
  );
  const taken = new Set([...pack.questions, ...drafts].map(({ id }) => id));
  return {
    topicFor(category) {
      const own = category === undefined ? undefined : slugOf(category);
      if (own !== undefined && ids.has(own)) return { topic: own };
      if (topic) return { topic };
      const named =
        category === undefined ? 'it has no topic' : `its topic "${category}" is none of the pack's`;
      return { refusal: `${named}; say where it goes with --topic` };
    },
    taken,
    kept: taken,
    needsSources: true,
    objectives: new Set(objectives),
  };
}

function fresh({ topicFor }: NewTopics): Destination {
  // The new pack takes over the objectives that its questions name, as far as they can be ids.
  const objectives = { has: (id: string) => id.length >= 1 && id.length <= MOST_OBJECTIVE_ID };
  return { topicFor, taken: new Set(), needsSources: true, objectives };
}

type Wrote =
  | { readonly ok: true; readonly files: readonly string[] }
  | { readonly ok: false; readonly message: string; readonly problems?: readonly Problem[] };

/** Questions on their way into a pack's folder, with the file they come from and their lines in it, by their ids. */
type Writing = {
  readonly folder: string;
  readonly questions: readonly PackQuestion[];
  /** Those of a pack that is made. */
  readonly topics: NewTopics | undefined;
  readonly source: { readonly file: string; lineOf(question: string): number | undefined };
};

/** Writes questions into a pack; nothing where the pack would not load after that, or would have other questions than these. */
async function write(writing: Writing): Promise<Wrote> {
  const { folder, questions, topics } = writing;
  const files = new Map<string, string>();
  const used = [...new Set(questions.map(({ topic }) => topic))];
  if (topics) files.set('exam.yaml', examFor(basename(folder), topics, questions));
  for (const topic of used) {
    const file = join(folder, `${topic}.yaml`);
    const own = questions.filter((question) => question.topic === topic).map(inYaml);
    const made = withEntries(await readFile(file, 'utf8').catch(() => ''), topic, own.join(''));
    if ('refusal' in made) return { ok: false, message: `${file}: ${made.refusal}` };
    files.set(`${topic}.yaml`, made.text);
  }
  const problems = await problemsWith(writing, files);
  if (problems.length > 0)
    return { ok: false, message: 'nothing was written, since the pack would not load after that', problems };
  await mkdir(folder, { recursive: true });
  for (const [name, text] of files) await writeFile(join(folder, name), text);
  return { ok: true, files: [...files.keys()].map((name) => join(folder, name)) };
}

/** What would be wrong with a pack that has these files in the place of its own; found out in a copy. */
async function problemsWith(
  { folder, questions, source }: Writing,
  files: ReadonlyMap<string, string>,
): Promise<readonly Problem[]> {
  const place = await mkdtemp(join(tmpdir(), 'cohort-import-'));
  try {
    const copy = join(place, basename(folder));
    if (existsSync(folder)) await cp(folder, copy, { recursive: true });
    else await mkdir(copy);
    for (const [name, text] of files) await writeFile(join(copy, name), text);
    const read = await readPack(copy);
    if (read.ok)
      return questions.flatMap((question) =>
        isDeepStrictEqual(read.read.pack.byId.get(question.id), question)
          ? []
          : [
              {
                file: source.file,
                line: source.lineOf(question.id) ?? 1,
                message: `${question.id}: it would not be in the pack as it is here`,
              },
            ],
      );
    return read.problems.map((problem) => {
      const name = relative(copy, problem.file);
      const line = source.lineOf(idBefore(files.get(name) ?? '', problem.line));
      // What was added stands in no file that anybody could open yet.
      return line === undefined
        ? { ...problem, file: join(folder, name) }
        : { ...problem, file: source.file, line };
    });
  } finally {
    await rm(place, { recursive: true });
  }
}

/** The id of the question that a line of a topic file belongs to, or nothing. */
function idBefore(text: string, line: number): string {
  const above = text.split('\n').slice(0, line).join('\n');
  return [...above.matchAll(/^ *- id: (\S+)$/gm)].at(-1)?.[1] ?? '';
}

/** A pack needs a form of the exam to draw by: one, as long as forty questions or all there are, to be changed by hand. */
function examFor(id: string, { names }: NewTopics, all: readonly PackQuestion[]): string {
  const questions = Math.min(40, all.length);
  const topics = [...names].filter(([topic]) => all.some((question) => question.topic === topic));
  const objectives = [...new Set(all.flatMap((question) => question.objectives))];
  return yamlOf({
    title: inWords(id),
    language: 'en',
    topics: topics.map(([topic, name]) => ({ id: topic, name: inWords(name) })),
    profiles: [
      {
        id: 'all',
        name: 'All topics',
        questions,
        minutes: questions * 2,
        pass: { right: Math.ceil((questions * 70) / 100), published: false, percent: 70 },
        domains: [
          {
            id: 'all',
            name: 'All topics',
            count: questions,
            weight: 100,
            topics: topics.map(([topic]) => topic),
            ...(objectives.length > 0
              ? { objectives: objectives.map((one) => ({ id: one, text: one })) }
              : {}),
          },
        ],
      },
    ],
  });
}

/** A name that is an id as words; any other as it is. */
function inWords(name: string): string {
  return slugOf(name) === name
    ? name.replace(/-/g, ' ').replace(/^./, (letter) => letter.toUpperCase())
    : name;
}

/** A pack as another program's file: the questions that are not in it, and what those in it come without. */
export type ExportResult =
  | {
      readonly ok: true;
      readonly text: string;
      readonly left: readonly NotWritten[];
      readonly losses: readonly string[];
    }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** Makes another program's file of a pack. Drafts are left out. */
export async function exportPack(options: {
  readonly folder: string;
  readonly pack: string;
  readonly format: FormatName;
}): Promise<ExportResult> {
  const { format } = options;
  const read = await readPacks(options.folder, [options.pack]);
  if (!read.ok) return { ok: false, problems: read.problems };
  const questions = read.packs.flatMap(({ pack }) => pack.questions);
  const drafts = read.packs.flatMap((one) => one.drafts);
  const { text, left } = FORMATS[format].write(questions);
  return {
    ok: true,
    text,
    left: [...left, ...drafts.map(({ id }) => ({ id, reason: 'it is a draft' }))],
    losses: lossesOf(format, { text, left }, questions),
  };
}
