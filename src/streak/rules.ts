import { z } from 'zod';
import { isoWeekday, plusDays } from '../schedule/dates.ts';

/** How many freezes can be held at once. */
export const MOST_FREEZES = 2;

/** A freeze is earned with every so many answered dates. */
export const FREEZE_EVERY = 7;

/** How many of the last posted dates "answered 18 of the last 20" looks back on. */
export const LOOK_BACK = 20;

/** How many posted dates are kept: who was away for longer has missed enough to have lost any streak. */
export const MOST_DATES = 150;

/**
 * A member's streak, small however long it lasts. Dates up to `settledThrough` are decided and in the numbers; `answered`
 * are later ones that are answered and wait for an earlier date that can still be. `recent` says of the last 20 decided
 * dates whether each was answered, oldest first.
 */
export const Streak = z.object({
  count: z.int().nonnegative(),
  best: z.int().nonnegative(),
  freezes: z.int().min(0).max(MOST_FREEZES),
  towardsFreeze: z
    .int()
    .min(0)
    .max(FREEZE_EVERY - 1),
  settledThrough: z.string().nullable(),
  answered: z.array(z.string()).readonly(),
  recent: z.array(z.boolean()).max(LOOK_BACK).readonly(),
});
export type Streak = z.infer<typeof Streak>;

/**
 * The dates (`YYYY-MM-DD`) on which the guild was asked anything, oldest first and bounded. From `settlesAt` on, in epoch
 * milliseconds, a date that is not answered is missed. A date on which nobody had a chance is left out by the caller.
 */
export const Calendar = z.array(z.object({ date: z.string(), settlesAt: z.number() })).readonly();
export type Calendar = z.infer<typeof Calendar>;

const LocalDate = z.iso.date();

/** How many changes of rest days and how many pauses are kept: more than can matter to dates that are not decided. */
const MOST_RESTS = 12;

/**
 * When a member rests. `weekly` holds rest days (ISO weekdays) with the date from which they count, so that a later change does
 * not reach back; `pauses` are dates from and until, both included.
 */
export const Rest = z.object({
  weekly: z.array(z.object({ from: LocalDate, days: z.array(z.int().min(1).max(7)).readonly() })).readonly(),
  pauses: z.array(z.object({ from: LocalDate, until: LocalDate })).readonly(),
});
export type Rest = z.infer<typeof Rest>;

/** Somebody who never rests. */
export const NO_REST: Rest = { weekly: [], pauses: [] };

/** The rest days that count on a date. */
export function restDaysOn(rest: Rest, date: string): readonly number[] {
  return rest.weekly.findLast(({ from }) => from <= date)?.days ?? [];
}

/** The last date of the pause that a date lies in, if it lies in one. */
export function pausedUntil(rest: Rest, date: string): string | undefined {
  return rest.pauses.find(({ from, until }) => from <= date && date <= until)?.until;
}

/** Whether a member rests on a date: it then costs no streak, and an answer given all the same counts. */
export function isResting(rest: Rest, date: string): boolean {
  return pausedUntil(rest, date) !== undefined || restDaysOn(rest, date).includes(isoWeekday(date));
}

/** Sets the weekly rest days from a date on. */
export function withRestDays(rest: Rest, from: string, days: readonly number[]): Rest {
  const earlier = rest.weekly.filter((entry) => entry.from < from);
  return { ...rest, weekly: [...earlier, { from, days }].slice(-MOST_RESTS) };
}

/** Pauses from a date until another, both included; an `until` before `from` ends the pause. What was before stays. */
export function withPause(rest: Rest, from: string, until: string): Rest {
  const earlier = rest.pauses
    .filter((pause) => pause.from < from)
    .map((pause) => (pause.until >= from ? { ...pause, until: plusDays(from, -1) } : pause));
  const added = until < from ? [] : [{ from, until }];
  return { ...rest, pauses: [...earlier, ...added].slice(-MOST_RESTS) };
}

/** What became of missed dates: a freeze covered one, or the streak of `count` ended; `answered` of the last `of` dates. */
export const StreakNews = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('froze'), date: z.string() }),
  z.object({
    kind: z.literal('ended'),
    date: z.string(),
    count: z.int(),
    answered: z.int(),
    of: z.int(),
  }),
]);
export type StreakNews = z.infer<typeof StreakNews>;

/** What a member is shown. `days` counts on: a date that can still be answered neither breaks nor raises it. */
export type ShownStreak = {
  readonly days: number;
  readonly best: number;
  readonly answered: number;
  readonly of: number;
  readonly freezes: number;
};

/** The streak of somebody who has not answered yet. */
export function newStreak(): Streak {
  return { count: 0, best: 0, freezes: 1, towardsFreeze: 0, settledThrough: null, answered: [], recent: [] };
}

/** Adds a posted date; one that is posted again stays open for as long as the later posting. */
export function withPosted(calendar: Calendar, date: string, settlesAt: number): Calendar {
  const same = calendar.find((entry) => entry.date === date);
  if (same && same.settlesAt >= settlesAt) return calendar;
  return [...calendar.filter((entry) => entry !== same), { date, settlesAt }].sort(byDate).slice(-MOST_DATES);
}

/** Marks a date as answered. The same streak when it is already, or when the date was decided before. */
export function answeredOn(streak: Streak, date: string): Streak {
  if (isSettled(streak, date) || streak.answered.includes(date)) return streak;
  return { ...streak, answered: [...streak.answered, date].sort() };
}

/**
 * Decides dates in their order, up to the first that is not answered and still can be. Dates before a member's first
 * answer do not count, and neither do dates of rest that were not answered. The same streak when nothing was decided.
 */
export function settle(
  streak: Streak,
  calendar: Calendar,
  now: number,
  rest: Rest = NO_REST,
): { readonly streak: Streak; readonly news: readonly StreakNews[] } {
  const news: StreakNews[] = [];
  let settled = streak;
  for (const { date, settlesAt } of undecided(streak, calendar)) {
    if (streak.answered.includes(date)) {
      settled = withAnswered(settled, date);
      continue;
    }
    if (now < settlesAt) break;
    if (settled.settledThrough === null) continue;
    if (isResting(rest, date)) {
      settled = { ...settled, settledThrough: date };
      continue;
    }
    const missed = withMissed(settled, date);
    settled = missed.streak;
    news.push(...missed.news);
  }
  if (settled === streak) return { streak, news };
  return {
    streak: { ...settled, answered: settled.answered.filter((date) => !isSettled(settled, date)) },
    news,
  };
}

/** The dates that a member missed and can still answer to keep their streak, oldest first; none for who has no streak. */
export function stillToAnswer(
  streak: Streak | undefined,
  calendar: Calendar,
  now: number,
  rest: Rest = NO_REST,
): readonly string[] {
  if (!streak) return [];
  const settled = settle(streak, calendar, now, rest).streak;
  // Dates before the first answer do not count.
  const since = settled.settledThrough ?? settled.answered[0];
  if (since === undefined || settled.count + settled.answered.length === 0) return [];
  return calendar.flatMap(({ date, settlesAt }) =>
    date > since && now < settlesAt && !settled.answered.includes(date) && !isResting(rest, date)
      ? [date]
      : [],
  );
}

/** What a member is shown of their streak now; nothing is saved by asking. */
export function shown(
  streak: Streak | undefined,
  calendar: Calendar,
  now: number,
  rest: Rest = NO_REST,
): ShownStreak {
  const settled = settle(streak ?? newStreak(), calendar, now, rest).streak;
  const days = settled.count + settled.answered.length;
  const recent = [...settled.recent, ...settled.answered.map(() => true)].slice(-LOOK_BACK);
  return {
    days,
    best: Math.max(settled.best, days),
    answered: recent.filter(Boolean).length,
    of: recent.length,
    freezes: settled.freezes,
  };
}

function isSettled(streak: Streak, date: string): boolean {
  return streak.settledThrough !== null && date <= streak.settledThrough;
}

/** Posted and answered dates that are not decided, in order; an answered date counts even if the calendar has lost it. */
function undecided(streak: Streak, calendar: Calendar): Calendar {
  const posted = calendar.filter(({ date }) => !isSettled(streak, date));
  const lost = streak.answered.filter((date) => !posted.some((entry) => entry.date === date));
  if (lost.length === 0) return posted;
  return [...posted, ...lost.map((date) => ({ date, settlesAt: 0 }))].sort((a, b) =>
    a.date < b.date ? -1 : 1,
  );
}

function withAnswered(streak: Streak, date: string): Streak {
  const count = streak.count + 1;
  const earned = streak.towardsFreeze + 1 === FREEZE_EVERY;
  return {
    ...streak,
    count,
    best: Math.max(streak.best, count),
    freezes: earned ? Math.min(streak.freezes + 1, MOST_FREEZES) : streak.freezes,
    towardsFreeze: earned ? 0 : streak.towardsFreeze + 1,
    settledThrough: date,
    recent: [...streak.recent, true].slice(-LOOK_BACK),
  };
}

function withMissed(
  streak: Streak,
  date: string,
): { readonly streak: Streak; readonly news: readonly StreakNews[] } {
  const recent = [...streak.recent, false].slice(-LOOK_BACK);
  const missed = { ...streak, settledThrough: date, recent };
  if (streak.count === 0) return { streak: missed, news: [] };
  if (streak.freezes > 0)
    return { streak: { ...missed, freezes: streak.freezes - 1 }, news: [{ kind: 'froze', date }] };
  const answered = recent.filter(Boolean).length;
  const ended = { kind: 'ended', date, count: streak.count, answered, of: recent.length } as const;
  return { streak: { ...missed, count: 0 }, news: [ended] };
}

function byDate(a: { readonly date: string }, b: { readonly date: string }): number {
  return a.date < b.date ? -1 : 1;
}
