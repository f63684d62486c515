import { z } from 'zod';
import { cronMinute } from './cron.ts';
import { firstAt, wallAt } from './local-time.ts';

const MINUTE = 60 * 1000;
const DAY = 24 * 60 * MINUTE;
/** Presses made before something closed may still be on their way for this long, in milliseconds. */
export const DRAIN = 500;

/** Far enough to see two leap days, in days. */
const LOOK_AHEAD = 8 * 366;

/** When questions appear: wall-clock time on ISO weekdays (1 is Monday), or a cron expression whose first firing on a local date counts. */
export const Timing = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('weekly'),
    time: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/),
    days: z
      .array(z.int().min(1).max(7))
      .min(1)
      .refine((days) => days.every((day, at) => at === 0 || day > (days[at - 1] ?? 0)), 'sorted, each once'),
  }),
  z.object({ kind: z.literal('cron'), expression: z.string() }),
]);
export type Timing = z.infer<typeof Timing>;

/** A local date (`YYYY-MM-DD`) and the moment at which its question is due, in epoch milliseconds. */
export type Posting = { readonly date: string; readonly at: number };

/** What decides whether a schedule is due. `since` is when it was set or last changed, `lastDate` the last date posted. */
export type Scheduled = {
  readonly timing: Timing;
  readonly timeZone: string;
  readonly since: number;
  readonly lastDate?: string | undefined;
};

/** The date (`YYYY-MM-DD`) that a zone's calendars show at a moment. Throws a RangeError for an unknown zone. */
export function localDate(now: number, timeZone: string): string {
  return dateOf(wallAt(now, timeZone));
}

/** The hour (0 to 23) that a zone's clocks show at a moment. */
export function localHour(now: number, timeZone: string): number {
  return new Date(wallAt(now, timeZone)).getUTCHours();
}

/** The first moment of a local date (`YYYY-MM-DD`) in a zone, in epoch milliseconds. */
export function dayBegins(date: string, timeZone: string): number {
  return firstAt(Date.parse(`${date}T00:00:00Z`), timeZone);
}

/** The ISO 8601 week in which a moment falls in a zone, such as `2026-W47`; the year is that of its Thursday. */
export function weekOf(now: number, timeZone: string): string {
  const wall = wallAt(now, timeZone);
  const thursday = new Date(wall + (4 - weekdayOf(wall)) * DAY);
  const year = thursday.getUTCFullYear();
  const week = 1 + Math.floor((thursday.getTime() - Date.UTC(year, 0, 1)) / (7 * DAY));
  return `${year}-W${String(week).padStart(2, '0')}`;
}

/** The month in which a moment falls in a zone, such as `2026-11`. */
export function monthOf(now: number, timeZone: string): string {
  return localDate(now, timeZone).slice(0, 7);
}

/** The moment at which the local date turns next, in epoch milliseconds. */
export function dayEnds(now: number, timeZone: string): number {
  return firstAt(midnightOf(wallAt(now, timeZone)) + DAY, timeZone, now);
}

/** The moment at which the local week turns, on Monday at 00:00, in epoch milliseconds. */
export function weekEnds(now: number, timeZone: string): number {
  const wall = wallAt(now, timeZone);
  return firstAt(midnightOf(wall) + (8 - weekdayOf(wall)) * DAY, timeZone, now);
}

/** The moment at which the local month turns, in epoch milliseconds. */
export function monthEnds(now: number, timeZone: string): number {
  const wall = new Date(wallAt(now, timeZone));
  return firstAt(Date.UTC(wall.getUTCFullYear(), wall.getUTCMonth() + 1, 1), timeZone, now);
}

/**
 * The moment at which a local date's question is due, in epoch milliseconds; undefined when the date is not scheduled.
 * A time that the clocks jump over means the first minute after the jump, on the same date or not at all (a date that
 * a zone left out has no question); a time that comes twice means the first.
 */
export function postingTime(timing: Timing, timeZone: string, date: string): number | undefined {
  const midnight = Date.parse(`${date}T00:00Z`);
  const minute =
    timing.kind === 'weekly' ? weeklyMinute(timing, midnight) : cronMinute(timing.expression, midnight);
  if (minute === undefined) return undefined;
  const at = firstAt(midnight + minute * MINUTE, timeZone);
  return localDate(at, timeZone) === date ? at : undefined;
}

/** The first posting after a moment; undefined when there is none in eight years. */
export function nextPosting(timing: Timing, timeZone: string, after: number): Posting | undefined {
  const today = midnightOf(wallAt(after, timeZone));
  for (let day = 0; day <= LOOK_AHEAD; day++) {
    const date = dateOf(today + day * DAY);
    const at = postingTime(timing, timeZone, date);
    if (at !== undefined && at > after) return { date, at };
  }
  return undefined;
}

/**
 * What a tick is to post now: today's question, once its time has come, however late on that date; `lateMs` is how late.
 * Nothing for a date up to the last one posted, whatever the clock or the settings did since, and nothing whose time
 * had passed when the schedule was set.
 */
export function due(schedule: Scheduled, now: number): (Posting & { readonly lateMs: number }) | undefined {
  const date = localDate(now, schedule.timeZone);
  if (schedule.lastDate !== undefined && date <= schedule.lastDate) return undefined;
  const at = postingTime(schedule.timing, schedule.timeZone, date);
  if (at === undefined || at > now || at < schedule.since) return undefined;
  return { date, at, lateMs: now - at };
}

function weeklyMinute(timing: Extract<Timing, { kind: 'weekly' }>, midnight: number): number | undefined {
  if (!timing.days.includes(weekdayOf(midnight))) return undefined;
  return Number(timing.time.slice(0, 2)) * 60 + Number(timing.time.slice(3));
}

function midnightOf(wall: number): number {
  return Math.floor(wall / DAY) * DAY;
}

function dateOf(wall: number): string {
  return new Date(wall).toISOString().slice(0, 10);
}

/** ISO: Monday is 1, Sunday 7. */
function weekdayOf(wall: number): number {
  return new Date(wall).getUTCDay() || 7;
}
