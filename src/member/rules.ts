import { z } from 'zod';
import { localDate } from '../schedule/rules.ts';
import { NO_REST, newStreak, Rest, Streak } from '../streak/rules.ts';

/** Points of one period: its id (`2026-W47`, `2026-11`) and what was earned in it. */
const PeriodPoints = z.object({ of: z.string(), points: z.int().nonnegative() });

/** What a member has earned: in all, and in the latest week and month in which they earned anything. */
export const Points = z.object({
  all: z.int().nonnegative(),
  week: PeriodPoints.optional(),
  month: PeriodPoints.optional(),
});
export type Points = z.infer<typeof Points>;

/** Hours of the day, in the member's own zone, in which the bot writes to nobody. */
export const QuietHours = z.object({ from: z.int().min(0).max(23), to: z.int().min(0).max(23) });
export type QuietHours = z.infer<typeof QuietHours>;

/** A person in a guild. `name` is taken from their last press; `seenAt` is when the gateway last confirmed they are there. */
export const Member = z.object({
  name: z.string(),
  since: z.number(),
  points: Points.default({ all: 0 }),
  streak: Streak.default(newStreak()),
  timeZone: z.string().optional(),
  quiet: QuietHours.default({ from: 21, to: 8 }),
  hidden: z.boolean().default(false),
  left: z.boolean().default(false),
  /** Points earned in quizzes on the local date `of`, for the most that a day may bring. */
  quizDay: PeriodPoints.optional(),
  moreTime: z.boolean().default(false),
  /** The local date of the member's own exam. */
  examDate: z.iso.date().optional(),
  /** How many minutes a day they want to study; undefined means they did not say. */
  minutes: z.int().positive().optional(),
  rest: Rest.default(NO_REST),
  /** No card of theirs is due before this time, as far as it is known without reading them; undefined while there is none. */
  reviewFrom: z.number().optional(),
  /** Whether they may be named as the most improved of a week. */
  named: z.boolean().default(false),
  seenAt: z.number().optional(),
});
export type Member = z.infer<typeof Member>;

/** The local date of the exam that a member prepares for: their own, else that of the guild's plan until it is over. */
export function examDateOf(
  member: Pick<Member, 'examDate'> | undefined,
  planDate: string | undefined,
  today: string,
): string | undefined {
  if (member?.examDate !== undefined) return member.examDate;
  return planDate !== undefined && planDate >= today ? planDate : undefined;
}

/**
 * Where a member stands to their exam: no date, before it, its eve, its day, or after it - `over` while they have not said
 * that they passed.
 */
export type ExamStage = 'no-date' | 'before' | 'eve' | 'day' | 'over' | 'passed';

/** The stage, by how many local days the exam is away (0 today, negative afterwards, undefined without a date). */
export function examStageOf(daysLeft: number | undefined, passed: boolean): ExamStage {
  if (daysLeft === undefined) return 'no-date';
  if (daysLeft <= 0 && passed) return 'passed';
  if (daysLeft < 0) return 'over';
  if (daysLeft === 0) return 'day';
  return daysLeft === 1 ? 'eve' : 'before';
}

/** Whether a day is for rest: no screen offers anything to learn on the exam's eve and its day. */
export function isForRest(stage: ExamStage): boolean {
  return stage === 'eve' || stage === 'day';
}

/** The local date where a member is, in their own zone or the guild's: what their own dates are held against. */
export function todayOf(
  member: Pick<Member, 'timeZone'> | undefined,
  guildZone: string,
  now: number,
): string {
  return localDate(now, member?.timeZone ?? guildZone);
}

/** How long the gateway's word that a member is still here is trusted, in milliseconds. */
export const SEEN_LASTS = 24 * 60 * 60 * 1000;

/** A member at their first press. */
export function newMember(name: string, now: number): Member {
  return Member.parse({ name, since: now });
}

/** A press shows who the member is and that they are here: the name is renewed, and who had left is back. */
export function seen(member: Member, name: string): Member {
  return member.name === name && !member.left ? member : { ...member, name, left: false };
}

/** The periods in which points fall: ISO week and month in the guild's zone. */
export type Periods = { readonly week: string; readonly month: string };

/** Adds points in their periods. Points for an earlier week or month than the latest count in all, not in the latest. */
export function withPoints(points: Points, earned: number, periods: Periods): Points {
  if (earned === 0) return points;
  return {
    all: points.all + earned,
    week: addTo(points.week, earned, periods.week),
    month: addTo(points.month, earned, periods.month),
  };
}

function addTo(latest: Points['week'], earned: number, of: string): Points['week'] {
  if (!latest || of > latest.of) return { of, points: earned };
  return of === latest.of ? { of, points: latest.points + earned } : latest;
}

/** Whether a member stands on boards. */
export function isListed(member: Member): boolean {
  return !member.hidden && !member.left;
}

/** Whether it is time to ask the gateway if the member is still here. */
export function shouldCheckPresence(member: Member, now: number): boolean {
  return member.seenAt === undefined || now - member.seenAt >= SEEN_LASTS;
}
