import { z } from 'zod';
import { Form } from '../exam/rules.ts';
import { firstAt, wallAt } from '../schedule/local-time.ts';
import { parseDays, parseTime } from '../schedule/parse.ts';
import { DRAIN, localDate } from '../schedule/rules.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** One can begin a group exam for so long, in milliseconds. Whoever begins has the exam's full time. */
export const BEGIN_WITHIN = 30 * MINUTE;
/** Figures of a group are shown from so many people on, and only where as many did not publish their own score. */
export const FIGURES_FROM = 4;
/** How many questions are named as missed most. */
const MISSED_NAMED = 3;

/** Where a group exam is: before its time, while it is sat, and when its summary is there. */
export const GroupPhase = z.enum(['invited', 'open', 'over']);
export type GroupPhase = z.infer<typeof GroupPhase>;

/** What is said of a domain or of the whole: the mean of right answers, and one standard deviation around it. */
export const Spread = z.object({ mean: z.number(), deviation: z.number().nonnegative() });
export type Spread = z.infer<typeof Spread>;

/** A question that many missed. */
const Missed = z.object({ number: z.int().positive(), missed: z.int(), of: z.int() });

/** What a channel sees at the end. Totals only, so that nothing of anybody stays in it. */
export const Summary = z.object({
  sat: z.int().nonnegative(),
  /** Why nobody could sit it: it was called off, or its questions could not be drawn when it was to begin. */
  notHeld: z.enum(['called-off', 'pack-missing', 'few-questions']).optional(),
  figures: z
    .object({
      total: Spread,
      domains: z.array(Spread).readonly(),
      missed: z.array(Missed).readonly(),
    })
    .optional(),
});
export type Summary = z.infer<typeof Summary>;

/** A group exam: the same questions for all who join, sat by each in private. */
export const Group = z.object({
  id: z.string(),
  channel: z.string(),
  form: Form,
  createdAt: z.number(),
  startsAt: z.number(),
  phase: GroupPhase,
  /** Since when it is in this phase, and whether its message shows it. */
  since: z.number(),
  shown: z.boolean(),
  message: z.string().optional(),
  summary: Summary.optional(),
});
export type Group = z.infer<typeof Group>;

/** Somebody who joined a group exam, with their exam once it has begun. */
export const GroupMember = z.object({
  joinedAt: z.number(),
  exam: z.string().optional(),
  /**
   * Whether they published its score, which counts before it is posted, and after it was taken back: from then on it may be
   * known.
   */
  published: z.boolean().default(false),
  /** The message with their score, while it stands. */
  post: z.string().optional(),
  /** How often they took it back. */
  takenBack: z.int().nonnegative().default(0),
});
export type GroupMember = z.infer<typeof GroupMember>;

/** The last moment at which a group exam can be begun. */
export function beginUntil(group: Pick<Group, 'startsAt'>): number {
  return group.startsAt + BEGIN_WITHIN;
}

/** When the last exam of a group has been handed in at the latest. */
export function groupEnds(group: Pick<Group, 'startsAt' | 'form'>): number {
  return beginUntil(group) + group.form.minutes * MINUTE + 2 * DRAIN;
}

/** When the next phase is due: the same question is asked by a press and by a tick. */
export function nextPhaseAt(group: Group): number | undefined {
  if (group.phase === 'over') return undefined;
  return group.phase === 'invited' ? group.startsAt : groupEnds(group);
}

/** Whether somebody may begin now. */
export function mayBegin(group: Group, now: number): 'yes' | 'early' | 'late' {
  if (now < group.startsAt) return 'early';
  return group.phase === 'over' || now > beginUntil(group) ? 'late' : 'yes';
}

/**
 * Whether a group exam may be called off: by who planned it or moderates, until somebody has begun it. `mine` says that one
 * of the two is true.
 */
export function mayCallOff(
  group: Pick<Group, 'phase'>,
  { mine, begun }: { readonly mine: boolean; readonly begun: number },
): 'yes' | 'not-yours' | 'begun' | 'over' {
  if (!mine) return 'not-yours';
  if (group.phase === 'over') return 'over';
  return begun > 0 ? 'begun' : 'yes';
}

/** One exam that was sat: right answers in all and by domain, the numbers missed, and whether its score was published. */
export type Sat = {
  readonly right: number;
  readonly domains: readonly number[];
  readonly missed: readonly number[];
  readonly published: boolean;
};

/** The mean and the standard deviation (of these people, not of a sample). */
export function spreadOf(values: readonly number[]): Spread {
  const mean = values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(1, values.length);
  return { mean, deviation: Math.sqrt(variance) };
}

/**
 * Sums a group up. Figures only from four people up, and only where four or more did not publish their own score: from an
 * average and the scores that are known, those of the few others could be worked out.
 */
export function summaryOf(sat: readonly Sat[], domains: number): Summary {
  if (sat.filter(({ published }) => !published).length < FIGURES_FROM) return { sat: sat.length };
  const missed = new Map<number, number>();
  for (const one of sat) for (const number of one.missed) missed.set(number, (missed.get(number) ?? 0) + 1);
  return {
    sat: sat.length,
    figures: {
      total: spreadOf(sat.map(({ right }) => right)),
      domains: Array.from({ length: domains }, (_, place) =>
        spreadOf(sat.map((one) => one.domains[place] ?? 0)),
      ),
      missed: [...missed]
        .map(([number, times]) => ({ number, missed: times, of: sat.length }))
        .sort((one, other) => other.missed - one.missed || one.number - other.number)
        .slice(0, MISSED_NAMED),
    },
  };
}

/**
 * Whether a score may be published once the figures stand: not where fewer than four would be left whose scores nobody
 * knows. Before that everybody may; then there are no figures if too few are left.
 */
export function mayPublish(group: Pick<Group, 'summary'>, unpublished: number): boolean {
  return group.summary?.figures === undefined || unpublished - 1 >= FIGURES_FROM;
}

/** A group exam is planned at most so far ahead, in milliseconds. */
export const AHEAD = 30 * DAY;

/**
 * Reads when a group exam is to begin, by a zone's clocks: a time of day (its next coming), with `today`, `tomorrow`, a
 * weekday or a date (`2026-12-05`) before it. Undefined when it is not understood. It may be past: then the day was named.
 */
export function readStart(typed: string, zone: string, now: number): number | undefined {
  const words = typed.normalize('NFKC').trim().toLowerCase().replace(/,/g, ' ');
  const named = /^(today|tomorrow|\d{4}-\d{2}-\d{2}|\p{L}+)\s+(.+)$/u.exec(words);
  const day = named?.[1] === 'at' ? undefined : named?.[1];
  const time = parseTime(day === undefined ? words : (named?.[2] ?? ''));
  if (time === undefined) return undefined;
  const minutes = Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
  const midnight = Date.parse(`${localDate(now, zone)}T00:00:00Z`);
  const on = (ahead: number) => firstAt(midnight + ahead * DAY + minutes * MINUTE, zone);
  if (day === undefined) return on(0) > now ? on(0) : on(1);
  if (day === 'today') return on(0);
  if (day === 'tomorrow') return on(1);
  if (/^\d/.test(day)) {
    const date = Date.parse(`${day}T00:00:00Z`);
    // 31 November is read as 1 December, which nobody meant.
    const isDay = !Number.isNaN(date) && new Date(date).toISOString().startsWith(day);
    return isDay ? firstAt(date + minutes * MINUTE, zone) : undefined;
  }
  const [weekday, ...more] = parseDays(day) ?? [];
  if (weekday === undefined || more.length > 0) return undefined;
  const today = new Date(wallAt(now, zone)).getUTCDay() || 7;
  const ahead = (weekday - today + 7) % 7;
  return ahead === 0 && on(0) <= now ? on(7) : on(ahead);
}
