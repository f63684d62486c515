import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { itemFindings } from './items.ts';
import { examFindings, planFindings, topicFindings } from './links.ts';
import { type Finding, type Path, type Place, type Problem, stringOf } from './problem.ts';
import { ExamFile, type Pack, type PackQuestion, PlanFile, Question, TopicFile } from './schema.ts';
import { readSource, type Source } from './source.ts';
import { findingsOf, said } from './wording.ts';

/** A pack as read from its folder, with the places of what is in it, for those who check it further. */
export type ReadPack = {
  readonly pack: Pack;
  /** Questions that are not finished: no part of the pack, but their ids are in use. */
  readonly drafts: readonly PackQuestion[];
  /** Where a question begins. */
  questionAt(id: string): Place;
  /** Where something in `exam.yaml` stands. */
  examAt(path: Path): Place;
};

export type PackRead =
  | { readonly ok: true; readonly read: ReadPack }
  | { readonly ok: false; readonly problems: readonly Problem[] };

const EXAM = 'exam.yaml';
const PLAN = 'plan.yaml';

/** Reads the pack in a folder, whose name is the pack's id; every problem of every file at once. Other files are ignored. */
export async function readPack(folder: string): Promise<PackRead> {
  const names = await namesIn(folder);
  if (!names)
    return { ok: false, problems: [{ file: folder, line: 1, message: 'this folder cannot be read' }] };
  const misnamed = names.filter((name) => name.endsWith('.yml'));
  const problems: Problem[] = misnamed.map((name) => ({
    file: join(folder, name),
    line: 1,
    message: 'files of a pack end in .yaml, not .yml',
  }));
  if (!names.includes(EXAM))
    return {
      ok: false,
      problems: [...problems, { file: join(folder, EXAM), line: 1, message: 'this file is missing' }],
    };

  const examRead = await read(join(folder, EXAM));
  const exam = examRead.source && ExamFile.safeParse(examRead.source.value);
  problems.push(...examRead.problems);
  if (examRead.source && exam) {
    const findings = exam.success ? examFindings(exam.data) : findingsOf(exam.error, examRead.source.value);
    problems.push(...located(findings, examRead.source));
  }

  const plan = names.includes(PLAN) ? await readPlan(join(folder, PLAN), exam?.data) : undefined;
  problems.push(...(plan?.problems ?? []));

  const topics = names.filter((name) => name.endsWith('.yaml') && name !== EXAM && name !== PLAN);
  const files = await Promise.all(topics.map((name) => readTopic(join(folder, name), exam?.data)));
  problems.push(...files.flatMap((file) => file.problems));
  const questions = files.flatMap((file) => file.questions);
  problems.push(...repeatedIds(questions));
  if (topics.length === 0)
    problems.push({ file: join(folder, EXAM), line: 1, message: 'there is no topic file beside this one' });

  if (problems.length > 0 || !exam?.success || !examRead.source) return { ok: false, problems };
  const places = new Map(questions.map(({ question, at }) => [question.id, at]));
  const examAt = examRead.source.at;
  const all = questions.map(({ question }) => question);
  const asked = all.filter((question) => !question.draft);
  return {
    ok: true,
    read: {
      pack: {
        id: basename(folder),
        exam: exam.data,
        ...(plan?.plan ? { plan: plan.plan } : {}),
        questions: asked,
        byId: new Map(asked.map((question) => [question.id, question])),
      },
      drafts: all.filter((question) => question.draft),
      questionAt: (id) => places.get(id)?.() ?? examAt([]),
      examAt,
    },
  };
}

/** The names of a folder's files. Hidden ones belong to editors, which lock and save by them. */
async function namesIn(folder: string): Promise<readonly string[] | undefined> {
  const names = await readdir(folder).catch(() => undefined);
  return names?.filter((name) => !name.startsWith('.')).sort();
}

async function readPlan(
  file: string,
  exam: ExamFile | undefined,
): Promise<{ readonly plan: PlanFile | undefined; readonly problems: readonly Problem[] }> {
  const { source, problems } = await read(file);
  if (!source) return { plan: undefined, problems };
  const parsed = PlanFile.safeParse(source.value);
  const findings = parsed.success ? planFindings(parsed.data, exam) : findingsOf(parsed.error, source.value);
  return { plan: parsed.data, problems: located(findings, source) };
}

type Placed = { readonly question: PackQuestion; at(): Place };

async function readTopic(
  file: string,
  exam: ExamFile | undefined,
): Promise<{ readonly questions: readonly Placed[]; readonly problems: readonly Problem[] }> {
  const { source, problems } = await read(file);
  if (!source) return { questions: [], problems };
  const parsed = TopicFile.safeParse(source.value);
  const { topic, questions } = parsed.success
    ? { topic: parsed.data.topic, questions: [...parsed.data.questions.entries()] }
    : readable(source.value);
  const findings = [
    ...(parsed.success ? [] : findingsOf(parsed.error, source.value)),
    ...(topic === undefined ? [] : topicFindings({ topic, questions }, basename(file, '.yaml'), exam)),
    ...questions.flatMap(([index, question]) =>
      itemFindings(question).map(({ path, message }) => ({
        path: ['questions', index, ...path],
        message: said(question.id, message),
      })),
    ),
  ];
  return {
    questions: questions.map(([index, question]) => ({
      question: { ...question, topic: topic ?? '' },
      at: () => source.at(['questions', index]),
    })),
    problems: located(findings, source),
  };
}

/** What can be read of a topic file that its schema refuses, so that its other problems are found in the same run. */
function readable(value: unknown): {
  readonly topic: string | undefined;
  readonly questions: readonly (readonly [number, Question])[];
} {
  const topic = TopicFile.pick({ topic: true }).loose().safeParse(value).data?.topic;
  const list = typeof value === 'object' && value !== null && 'questions' in value ? value.questions : [];
  const questions = (Array.isArray(list) ? list : []).flatMap((entry: unknown, index) => {
    const question = Question.safeParse(entry);
    return question.success ? [[index, question.data] as const] : [];
  });
  return { topic, questions };
}

async function read(
  file: string,
): Promise<{ readonly source: Source | undefined; readonly problems: readonly Problem[] }> {
  try {
    const result = readSource(file, await readFile(file, 'utf8'));
    return result.ok
      ? { source: result.source, problems: [] }
      : { source: undefined, problems: result.problems };
  } catch (error) {
    const message = `this file cannot be read: ${stringOf(error)}`;
    return { source: undefined, problems: [{ file, line: 1, message }] };
  }
}

function repeatedIds(questions: readonly Placed[]): readonly Problem[] {
  const first = new Map<string, Placed>();
  return questions.flatMap((placed) => {
    const { id } = placed.question;
    const before = first.get(id)?.at();
    if (!before) first.set(id, placed);
    return before
      ? [{ ...placed.at(), message: `the id \`${id}\` is used already (${before.file}:${before.line})` }]
      : [];
  });
}

function located(findings: readonly Finding[], source: Source): readonly Problem[] {
  return findings.map(({ path, message }) => ({ ...source.at(path), message }));
}
