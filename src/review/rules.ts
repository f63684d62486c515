import { fsrs, generatorParameters, Rating, State } from 'ts-fsrs';
import { z } from 'zod';
import { type Attempt, mark } from '../history/rules.ts';

const DAY = 24 * 60 * 60 * 1000;

/** How a card was answered, in the words of FSRS; Easy is never given. */
export const Grade = z.enum(['again', 'hard', 'good']);
export type Grade = z.infer<typeof Grade>;

/** One question in a member's spaced repetition. Times in epoch milliseconds, stability and intervals in days. */
export const Card = z.object({
  /** When the memory is expected to fall to nine in ten, whatever exam date there is. */
  due: z.number(),
  stability: z.number(),
  difficulty: z.number(),
  scheduledDays: z.number(),
  reps: z.int(),
  lapses: z.int(),
  state: z.int(),
  lastAt: z.number(),
  lastGrade: Grade,
  /** Whether the latest wrong answer was given with certainty; a right one makes up for it. */
  sureButWrong: z.boolean().default(false),
  /** Right answers without a word on confidence since it became a card. */
  silentRight: z.int().default(0),
  /** How often it came up in review; every second time another question stands in for it. */
  shown: z.int().default(0),
  /** The order in which its options were shown last, as places in the pack's list. */
  order: z.array(z.int()).readonly().optional(),
});
export type Card = z.infer<typeof Card>;

/** The memory is asked again when it is expected to hold for nine in ten. */
export const RETENTION = 0.9;

/**
 * FSRS as ts-fsrs has it, with its published parameters. Without steps of minutes, since nobody is asked twice a day, and
 * without its dice, so that the same answers give the same days.
 */
const scheduler = fsrs(
  generatorParameters({
    request_retention: RETENTION,
    maximum_interval: 365,
    enable_fuzz: false,
    enable_short_term: false,
  }),
);

/** Whether an answer makes a question a card that is none yet: missed, guessed, or not quite sure. */
export function becomesCard(attempt: Pick<Attempt, 'right' | 'confidence'>): boolean {
  return !attempt.right || attempt.confidence === 'guess' || attempt.confidence === 'unsure';
}

/**
 * Wrong or just guessing is Again, not quite Hard, sure Good. Without a word on confidence a right answer is Hard the
 * first time and Good from then on.
 */
export function gradeOf(attempt: Pick<Attempt, 'right' | 'confidence'>, silentRight: number): Grade {
  if (!attempt.right || attempt.confidence === 'guess') return 'again';
  if (attempt.confidence === 'unsure') return 'hard';
  if (attempt.confidence === 'sure') return 'good';
  return silentRight === 0 ? 'hard' : 'good';
}

const RATINGS = { again: Rating.Again, hard: Rating.Hard, good: Rating.Good } as const;

/** The card after an answer; undefined when there was none and the answer makes none. `order` is how the options were shown. */
export function afterAttempt(
  card: Card | undefined,
  attempt: Attempt,
  order?: readonly number[] | undefined,
): Card | undefined {
  if (!card && !becomesCard(attempt)) return undefined;
  const grade = gradeOf(attempt, card?.silentRight ?? 0);
  const { card: next } = scheduler.next(toFsrs(card, attempt.at), new Date(attempt.at), RATINGS[grade]);
  const silent = attempt.right && attempt.confidence === undefined;
  return {
    due: next.due.getTime(),
    stability: next.stability,
    difficulty: next.difficulty,
    scheduledDays: next.scheduled_days,
    reps: next.reps,
    lapses: next.lapses,
    state: next.state,
    lastAt: attempt.at,
    lastGrade: grade,
    sureButWrong: attempt.right ? false : attempt.confidence === 'sure' || (card?.sureButWrong ?? false),
    silentRight: (card?.silentRight ?? 0) + (silent ? 1 : 0),
    shown: card?.shown ?? 0,
    order: order ?? card?.order,
  };
}

function toFsrs(card: Card | undefined, now: number): Parameters<typeof scheduler.next>[0] {
  if (!card) {
    return {
      due: new Date(now),
      stability: 0,
      difficulty: 0,
      elapsed_days: 0,
      scheduled_days: 0,
      learning_steps: 0,
      reps: 0,
      lapses: 0,
      state: State.New,
    };
  }
  return {
    due: new Date(card.due),
    stability: card.stability,
    difficulty: card.difficulty,
    elapsed_days: 0,
    scheduled_days: card.scheduledDays,
    learning_steps: 0,
    reps: card.reps,
    lapses: card.lapses,
    state: card.state,
    // An answer made earlier than the last one stored (a press that was long on its way) counts as made at once.
    last_review: new Date(Math.min(card.lastAt, now)),
  };
}

/** The chance that a card is still known at that time, from 0 to 1. */
export function recallAt(card: Card, at: number): number {
  const days = Math.max(0, (at - card.lastAt) / DAY);
  return scheduler.forgetting_curve(days, card.stability);
}

/** From this stability on, in days, a memory counts as firm: Anki's bound between young and mature cards. */
export const FIRM_FROM = 21;

/** Whether a card deserves to be seen once more before an exam. */
export function isWeak(card: Card): boolean {
  return card.lastGrade !== 'good' || card.stability < FIRM_FROM;
}

/** How long before an exam everything weak is seen once more, in milliseconds. */
export const LAST_WEEK = 7 * DAY;

/**
 * A card can be answered so much earlier than it is due, in milliseconds: who answered late one day may be earlier the
 * next.
 */
export const EARLY = 8 * 60 * 60 * 1000;

/**
 * When a card is due with an exam ahead; `exam` is the first moment of its date. Nothing is due after it: undefined when
 * it is not asked again before. What is weak comes once more in the last week, spread over its days by `key`. An exam
 * that has passed changes nothing.
 */
export function dueAt(card: Card, key: string, exam: number | undefined, now: number): number | undefined {
  if (exam === undefined || exam <= now) return card.due;
  const weekBegins = exam - LAST_WEEK;
  const slot = weekBegins + (mark(key) % 7) * DAY;
  const due = card.due < exam ? card.due : undefined;
  // What is due as the week begins can be answered that much earlier, and was seen for the week then.
  if (card.lastAt >= weekBegins - EARLY || !isWeak(card)) return due;
  return Math.min(due ?? slot, slot);
}

/** How many minutes a review may take. */
export const MINUTES = { least: 5, most: 60, default: 15 } as const;

/** A card with the key of its question. */
export type Keyed = { readonly key: string; readonly card: Card };

/** The time from which a review is worth a look, with these cards new or answered again; undefined while there is none. */
export function reviewFrom(
  before: number | undefined,
  cards: readonly (Pick<Card, 'due'> | undefined)[],
): number | undefined {
  const times = cards.flatMap((card) => (card ? [card.due - EARLY] : []));
  return before === undefined && times.length === 0 ? undefined : Math.min(before ?? Infinity, ...times);
}

/** Whether something may be due, by what a member's own record tells of it. */
export function mayBeDue(member: { readonly reviewFrom?: number | undefined }, now: number): boolean {
  return member.reviewFrom !== undefined && member.reviewFrom <= now;
}

/** What is due at a time, and when the next card will be. */
export type Due = { readonly due: readonly Keyed[]; readonly nextAt: number | undefined };

/** The cards that are due, most at risk first: those that were sure but wrong, then by the chance that they are still known. */
export function dueNow(cards: readonly Keyed[], exam: number | undefined, now: number): Due {
  const timed = cards.map(({ key, card }) => {
    const at = dueAt(card, key, exam, now);
    return { key, card, at: at === undefined ? undefined : at - EARLY };
  });
  const later = timed.flatMap(({ at }) => (at !== undefined && at > now ? [at] : []));
  const due = timed.filter(({ at }) => at !== undefined && at <= now);
  const risk = due.map(({ key, card }) => ({ key, card, known: recallAt(card, now) }));
  risk.sort(
    (one, other) =>
      Number(other.card.sureButWrong) - Number(one.card.sureButWrong) ||
      one.known - other.known ||
      (one.key < other.key ? -1 : 1),
  );
  return {
    due: risk.map(({ key, card }) => ({ key, card })),
    nextAt: later.length > 0 ? Math.min(...later) : undefined,
  };
}

/** Whether another question on the same objective is to stand in at this showing: at every second one. */
export function wantsStandIn(card: Card): boolean {
  return card.shown % 2 === 1;
}

/** A reminder that is switched on. */
export const Reminder = z.object({
  /** The local date of the last message, since a day brings one at most. */
  lastDate: z.string().optional(),
  /** Direct messages were refused: nothing is sent any more, and the member is told at the next occasion. */
  refused: z.boolean().default(false),
  /** How often in a row a message was not sent for a reason that nobody knows. */
  failed: z.int().nonnegative().default(0),
});
export type Reminder = z.infer<typeof Reminder>;

/** Whether there are quiet hours at all: from and to the same hour is none. */
export function hasQuietHours({ from, to }: { readonly from: number; readonly to: number }): boolean {
  return from !== to;
}

/** Whether a local hour lies in the quiet hours, which may go over midnight. */
export function isQuiet(hour: number, { from, to }: { readonly from: number; readonly to: number }): boolean {
  return from <= to ? hour >= from && hour < to : hour >= from || hour < to;
}

/** Whether a reminder may be sent now: once a local date, outside quiet hours, never where messages were refused. */
export function mayRemind(
  reminder: Reminder,
  local: { readonly date: string; readonly hour: number },
  quiet: { readonly from: number; readonly to: number },
): boolean {
  return !reminder.refused && reminder.lastDate !== local.date && !isQuiet(local.hour, quiet);
}

/** Why a reminder was not sent: it may be in a while, direct messages are closed to us, or nobody knows. */
export type NotSent = 'later' | 'refused' | 'unknown';

/** For a reason that nobody knows it is tried so often in a row, then again on another day. */
const TRIES = 3;

/** A reminder that is about to be sent on a local date. One that was sent ends the row of tries, and only then it has a date. */
export function claimed(reminder: Reminder, date: string): Reminder {
  return { ...reminder, lastDate: date, failed: reminder.lastDate === undefined ? reminder.failed : 0 };
}

/** A claimed reminder whose message was not sent: it may be tried again today, on another day, or never. */
export function afterNotSent(reminder: Reminder, why: NotSent): Reminder {
  if (why === 'refused') return { ...reminder, refused: true };
  if (why === 'later') return { ...reminder, lastDate: undefined };
  const failed = reminder.failed + 1;
  return failed < TRIES ? { ...reminder, lastDate: undefined, failed } : { ...reminder, failed: 0 };
}
