import { z } from 'zod';
import { Confidence } from '../history/rules.ts';
import {
  isComplete,
  isRight,
  type Snapshot,
  Snapshot as SnapshotSchema,
  withPress,
} from '../packs/snapshot.ts';
import { StreakNews } from '../streak/rules.ts';

/** How long after closing an answer still keeps a streak, in milliseconds. */
export const LATE_FOR = 72 * 60 * 60 * 1000;

/** A question this late is posted without the ping, in milliseconds. */
export const PING_UNTIL_LATE = 2 * 60 * 60 * 1000;

/** A claim younger than this is posted again with its nonce, which Discord still knows; an older one is looked for, in milliseconds. */
export const NONCE_TRUSTED = 2 * 60 * 1000;

/** Votes are shown from this many answers on, so that few people's answers stay their own. */
export const VOTES_FROM = 4;

/** Refusing the same channel for this long ends the attempts to show a daily as closed, in milliseconds. */
export const CLOSING_TRIED_FOR = 24 * 60 * 60 * 1000;

/** What a closed daily came to: answers on time, how many were right, and the votes in the order shown. */
export const Tally = z.object({ answered: z.int(), right: z.int(), votes: z.array(z.int()) });
export type Tally = z.infer<typeof Tally>;

/** The question of one schedule on one date. A daily without a `message` is a claim: it is being posted. */
export const Daily = z.object({
  id: z.string(),
  channel: z.string(),
  date: z.string(),
  question: SnapshotSchema,
  claimedAt: z.number(),
  nonce: z.string().max(25),
  role: z.string().optional(),
  wantsThread: z.boolean(),
  closesAt: z.number(),
  message: z.string().optional(),
  thread: z.string().optional(),
  tally: Tally.optional(),
});
export type Daily = z.infer<typeof Daily>;

/** What an answer earned, stored so that the receipt always says the same. */
const Outcome = z.object({
  at: z.number(),
  right: z.boolean(),
  points: z.int(),
  confidence: Confidence.optional(),
  /** What became of the streak, where the answer was counted without a receipt. */
  news: z.array(StreakNews).readonly().optional(),
});

/** One member's answer to one daily. Without an outcome it is a pick that can still be changed. */
export const Answer = z.object({
  topic: z.string(),
  picks: z.array(z.int()).readonly().default([]),
  pickedAt: z.number().optional(),
  late: z.boolean().default(false),
  sawWhyAt: z.number().optional(),
  outcome: Outcome.optional(),
});
export type Answer = z.infer<typeof Answer>;

/** An answer that is final. */
export type FinalAnswer = Answer & { readonly outcome: z.infer<typeof Outcome> };

/** Whether an answer is final. */
export function isFinal(answer: Answer | undefined): answer is FinalAnswer {
  return answer?.outcome !== undefined;
}

/** The id of a channel's daily on a date: the same whenever it is asked, so that a date has one at most. */
export function dailyId(channel: string, date: string): string {
  return `${channel}-${date}`;
}

/** A nonce of at most 25 characters that only this daily has. */
export function nonceOf(channel: string, date: string): string {
  return `${channel}${date.replaceAll('-', '').slice(3)}`;
}

/** Whether answers count as on time at this moment. Only the stored closing time decides, not whether a tick has come. */
export function isOpen(daily: Daily, at: number): boolean {
  return daily.tally === undefined && at < daily.closesAt;
}

/** Until when an answer can keep a streak. */
export function lateUntil(daily: Daily): number {
  return daily.closesAt + LATE_FOR;
}

/** Whether an answer can still keep a streak. */
export function canAnswerLate(daily: Daily, at: number): boolean {
  return at < lateUntil(daily);
}

/** Whether a closed daily can still be answered late by a member with this answer: looking at it would end that. */
export function hasLateChance(daily: Daily, answer: Answer | undefined, at: number): boolean {
  return !isOpen(daily, at) && !isFinal(answer) && answer?.sawWhyAt === undefined && canAnswerLate(daily, at);
}

/**
 * What came of a pick. `closed-on-pick`: the daily has closed and the pick made before counts, if it has as many letters as
 * are asked for.
 */
export type PickVerdict =
  | { readonly kind: 'picked'; readonly answer: Answer }
  | { readonly kind: 'answered'; readonly answer: FinalAnswer }
  | { readonly kind: 'closed-on-pick'; readonly answer: Answer }
  | { readonly kind: 'saw-why' }
  | { readonly kind: 'too-late' };

/**
 * Picks an option; until the answer is final it can be changed. `at` is the press's own time; `on` says, where several options
 * are asked for, whether this one is to be in or out: in, when left out.
 */
export function pick(
  daily: Daily,
  answer: Answer | undefined,
  press: { readonly option: number; readonly on?: boolean | undefined; readonly at: number },
): PickVerdict {
  if (isFinal(answer)) return { kind: 'answered', answer };
  const base: Answer = answer ?? { topic: daily.question.topic, picks: [], late: false };
  const picks = withPress(daily.question, base.picks, { place: press.option, on: press.on ?? true });
  const picked = { ...base, picks, pickedAt: press.at };
  if (isOpen(daily, press.at)) return { kind: 'picked', answer: picked };
  if (isComplete(daily.question, base.picks) && !base.late) return { kind: 'closed-on-pick', answer: base };
  if (base.sawWhyAt !== undefined) return { kind: 'saw-why' };
  if (!canAnswerLate(daily, press.at)) return { kind: 'too-late' };
  return { kind: 'picked', answer: { ...picked, late: true } };
}

/** What came of saying how sure one is, which makes the answer final. */
export type ConfirmVerdict =
  | { readonly kind: 'final'; readonly answer: FinalAnswer; readonly closedMeanwhile: boolean }
  | { readonly kind: 'answered'; readonly answer: FinalAnswer }
  | { readonly kind: 'nothing-picked'; readonly answer: Answer | undefined }
  | { readonly kind: 'saw-why' }
  | { readonly kind: 'too-late' };

/** Makes a pick final, if it has as many letters as are asked for. `pointsFor` is asked what it earns. */
export function confirm(
  daily: Daily,
  answer: Answer | undefined,
  press: { readonly confidence: Confidence | undefined; readonly at: number },
  pointsFor: (right: boolean, late: boolean) => number,
): ConfirmVerdict {
  if (isFinal(answer)) return { kind: 'answered', answer };
  if (!answer || !isComplete(daily.question, answer.picks)) return { kind: 'nothing-picked', answer };
  if (answer.late && answer.sawWhyAt !== undefined) return { kind: 'saw-why' };
  if (answer.late && !canAnswerLate(daily, press.at)) return { kind: 'too-late' };
  const right = isRight(daily.question, answer.picks);
  const outcome = {
    at: press.at,
    right,
    points: pointsFor(right, answer.late),
    confidence: press.confidence,
  };
  const closedMeanwhile = !answer.late && !isOpen(daily, press.at);
  return { kind: 'final', answer: { ...answer, outcome }, closedMeanwhile };
}

/** Looks at the answer without giving one; after that nothing can be earned. The same answer when it is final. */
export function seeWhy(daily: Daily, answer: Answer | undefined, at: number): Answer {
  if (isFinal(answer) || answer?.sawWhyAt !== undefined) return answer;
  const base: Answer = answer ?? { topic: daily.question.topic, picks: [], late: false };
  return { ...base, sawWhyAt: at };
}

/** Counts the answers on time. Answers that are not final are left out. */
export function tally(question: Snapshot, answers: Iterable<Answer>): Tally {
  const votes = question.options.map(() => 0);
  let answered = 0;
  let right = 0;
  for (const answer of answers) {
    if (!isFinal(answer) || answer.late) continue;
    answered++;
    if (answer.outcome.right) right++;
    for (const place of answer.picks) votes[place] = (votes[place] ?? 0) + 1;
  }
  return { answered, right, votes };
}

/** How many have answered so far: also those who have picked all that is asked for and not yet said how sure they are. */
export function answeredSoFar(question: Snapshot, answers: Iterable<Answer>): number {
  let answered = 0;
  for (const answer of answers) if (isComplete(question, answer.picks) && !answer.late) answered++;
  return answered;
}

/** What is to be done with a daily now. */
export type DailyStep = 'post' | 'look-then-post' | 'close' | 'nothing';

/** Decides what a tick does with a daily: claims are posted or looked for, what is over is closed. */
export function nextStep(daily: Daily, now: number): DailyStep {
  if (daily.message === undefined) return now - daily.claimedAt < NONCE_TRUSTED ? 'post' : 'look-then-post';
  return now >= daily.closesAt ? 'close' : 'nothing';
}

/** Whether the counter under a daily is due: each minute in its first hour, hourly after that. */
export function isCounterDue(daily: Daily, refreshedAt: number, now: number): boolean {
  const every = now - daily.claimedAt < 60 * 60 * 1000 ? 60 * 1000 : 60 * 60 * 1000;
  return now - refreshedAt >= every - 1000;
}
