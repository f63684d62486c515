import { z } from 'zod';
import { asked } from '../packs/rules.ts';
import { type Pack, type PackQuestion, Question } from '../packs/schema.ts';

/** How large a file may be, in bytes, how many questions it may hold, and how many entries of any kind. */
export const MOST = { bytes: 1_000_000, questions: 1000, entries: 5000 } as const;

/** A subject of a server's own pack: the categories of its file. */
const Topic = z.object({ id: z.string(), name: z.string() });

/** A file that was read, before or after a moderator has taken it. Its questions are rows of their own. */
export const OwnPack = z.object({
  /** Under which its questions are stored. */
  id: z.string(),
  title: z.string(),
  topics: z.array(Topic).readonly(),
  questions: z.int().positive(),
  /** How many of them have an explanation for every option. */
  explained: z.int().nonnegative(),
  at: z.number(),
  /** Whether those without explanations are asked too, by daily and quiz. */
  asksUnexplained: z.boolean().default(false),
  /** The highest number that a question's id has had: ids of questions that are gone are not used again. */
  numbered: z.int().nonnegative().default(0),
});
export type OwnPack = z.infer<typeof OwnPack>;

/** Some questions of a pack in one row: a row a question would be a thousand, one for all a megabyte. */
export const OwnQuestions = z
  // What was stored before objectives had a limit is still a pack.
  .array(Question.extend({ topic: z.string(), objectives: z.array(z.string()).default([]) }))
  .readonly();

const A_ROW = 50;
const A_FORM = 20;

/** Questions by the rows they are stored in. */
export function inRows(questions: readonly PackQuestion[]): readonly (readonly PackQuestion[])[] {
  return Array.from({ length: Math.ceil(questions.length / A_ROW) }, (_, row) =>
    questions.slice(row * A_ROW, (row + 1) * A_ROW),
  );
}

/** The id of a server's own pack: no other server's. A corrected file takes it over, since plan, reviews and settings hang on it. */
export function ownPackId(guild: string, id: string): string {
  return `own-${guild}-${id}`;
}

/** What a file changes about the questions of before: how many are the same, how many are new, and how many are gone. */
export type Correction = { readonly same: number; readonly fresh: number; readonly gone: number };

/**
 * The questions of a file that takes the place of another: those that ask the same keep their ids, and with them whatever
 * members have done; every other gets an id that none has had. With the highest number that an id has now.
 */
export function corrected(
  before: { readonly numbered: number; readonly questions: readonly PackQuestion[] },
  after: readonly PackQuestion[],
): { readonly numbered: number; readonly questions: readonly PackQuestion[]; readonly change: Correction } {
  const ids = new Map<string, string[]>();
  for (const question of before.questions) {
    const key = asked(question);
    ids.set(key, [...(ids.get(key) ?? []), question.id]);
  }
  let numbered = Math.max(before.numbered, ...before.questions.map(({ id }) => numberIn(id)));
  let same = 0;
  const questions = after.map((question) => {
    const kept = ids.get(asked(question))?.shift();
    if (kept !== undefined) {
      same += 1;
      return { ...question, id: kept };
    }
    numbered += 1;
    return { ...question, id: `${topicInId(question.topic)}-${String(numbered).padStart(3, '0')}` };
  });
  const change = { same, fresh: after.length - same, gone: before.questions.length - same };
  return { numbered, questions, change };
}

function numberIn(id: string): number {
  return Number(/-(\d{1,9})$/.exec(id)?.[1] ?? 0);
}

/** As much of a topic as leaves room for a number. */
function topicInId(topic: string): string {
  return topic.slice(0, 30).replace(/-+$/, '');
}

/** Whether a pack is a server's own; which server's, if so. */
export function ownerOf(packId: string): string | undefined {
  return /^own-(\d+)-/.exec(packId)?.[1];
}

/** Whether a pack is another server's own. */
export function isOthers(guild: string, packId: string): boolean {
  const owner = ownerOf(packId);
  return owner !== undefined && owner !== guild;
}

/** The pack as everything else knows packs: one form of the exam, over all topics alike. */
export function packOf(guild: string, own: OwnPack, questions: readonly PackQuestion[]): Pack {
  const asked = Math.min(A_FORM, questions.length);
  const topics = own.topics.map(({ id }) => id);
  const all = { id: 'all', name: 'All topics' };
  return {
    id: ownPackId(guild, own.id),
    exam: {
      title: own.title,
      language: 'en',
      topics: [...own.topics],
      profiles: [
        {
          ...all,
          questions: asked,
          minutes: asked * 2,
          pass: { right: Math.max(1, Math.ceil(asked * 0.7)), published: false, percent: 70 },
          domains: [{ ...all, count: asked, weight: 100, topics, objectives: [] }],
        },
      ],
    },
    questions,
    byId: new Map(questions.map((question) => [question.id, question])),
    asksUnexplained: own.asksUnexplained,
  };
}
