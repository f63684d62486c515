import { z } from 'zod';

/** How sure a member was before seeing the answer. */
export const Confidence = z.enum(['sure', 'unsure', 'guess']);
export type Confidence = z.infer<typeof Confidence>;

/** Where an attempt was made. Only exams are closed-book; the others may be looked up. */
export const Source = z.enum(['daily', 'quiz', 'practice', 'review', 'exam']);
export type Source = z.infer<typeof Source>;

/** One answer to a question, wherever it was asked. */
export const Attempt = z.object({
  at: z.number(),
  right: z.boolean(),
  source: Source,
  confidence: Confidence.optional(),
});
export type Attempt = z.infer<typeof Attempt>;

/**
 * A member's history with one question, over everything that asks. Points and shares use the first attempt, what is due
 * the last.
 */
export const History = z.object({ first: Attempt, last: Attempt, times: z.int().positive() });
export type History = z.infer<typeof History>;

/** Adds an attempt to a history. */
export function withAttempt(history: History | undefined, attempt: Attempt): History {
  if (!history) return { first: attempt, last: attempt, times: 1 };
  return { ...history, last: attempt, times: history.times + 1 };
}

/** So long is what answers are counted by, in milliseconds: every zone's days begin with one. */
export const QUARTER = 15 * 60 * 1000;
const DAY = 24 * 60 * 60 * 1000;
/** So many days back a member's answers are known one by one: the present week, the one before, and a late summary. */
export const DAYS_COUNTED = 21;

/** How many answers a member gave on one topic in a quarter of an hour. */
export const Stint = z.object({
  /** When the quarter began, in epoch milliseconds. */
  from: z.int().nonnegative(),
  pack: z.string(),
  topic: z.string(),
  answered: z.int().positive(),
  right: z.int().nonnegative(),
  reviews: z.int().nonnegative(),
});
export type Stint = z.infer<typeof Stint>;

/** What a member answered on a date (UTC). A history forgets the attempts between its first and its last; this does not. */
export const DayCount = z.object({ stints: z.array(Stint).readonly() });
export type DayCount = z.infer<typeof DayCount>;

/** The date (UTC) on which an answer is counted. */
export function countedOn(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}

/** Whether a member's old days are looked for on a date: on one of seven, not for everybody the same. */
export function isTidied(member: string, date: string): boolean {
  return (Math.floor(Date.parse(date) / DAY) + mark(member)) % 7 === 0;
}

/** Counts an answer in its day. */
export function withCounted(
  day: DayCount | undefined,
  { pack, topic, attempt }: { readonly pack: string; readonly topic: string; readonly attempt: Attempt },
): DayCount {
  const from = attempt.at - (attempt.at % QUARTER);
  const before = day?.stints ?? [];
  const same = (stint: Stint) => stint.from === from && stint.pack === pack && stint.topic === topic;
  const { answered = 0, right = 0, reviews = 0 } = before.find(same) ?? {};
  const stint = {
    from,
    pack,
    topic,
    answered: answered + 1,
    right: right + (attempt.right ? 1 : 0),
    reviews: reviews + (attempt.source === 'review' ? 1 : 0),
  };
  return { stints: [...before.filter((other) => !same(other)), stint] };
}

/** A mock exam that was handed in. Questions of it that the member had met before make its score look better than it is. */
export const Sitting = z.object({
  /** When it was handed in, in epoch milliseconds. */
  at: z.number(),
  pack: z.string(),
  profile: z.string(),
  right: z.int().nonnegative(),
  of: z.int().positive(),
  /** How many of its questions were new to the member. */
  fresh: z.int().nonnegative(),
  /** How many of those were right. */
  freshRight: z.int().nonnegative(),
});
export type Sitting = z.infer<typeof Sitting>;

/** After so many sittings nothing is kept for exams any more. */
export const SITTINGS_WITH_KEPT = 3;

/**
 * Whether a question is kept for exams: of each domain's questions, in the order of a mixed-up id, the first quarter,
 * rounded down. The same for every member, whatever was asked before; adding a question may move one other at most.
 */
export function keptForExams(domain: readonly { readonly id: string }[]): ReadonlySet<string> {
  const mixed = domain.map(({ id }) => ({ id, mark: mark(id) }));
  mixed.sort((one, other) => one.mark - other.mark || (one.id < other.id ? -1 : 1));
  return new Set(mixed.slice(0, Math.floor(domain.length / 4)).map(({ id }) => id));
}

/** A number from a text, evenly spread: FNV-1a with 32 bits (Fowler, Noll and Vo), mixed once more as in MurmurHash3. */
export function mark(text: string): number {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
