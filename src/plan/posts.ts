import { QUARTER } from '../history/rules.ts';
import { plusDays } from '../schedule/dates.ts';
import { dayBegins, postingTime } from '../schedule/rules.ts';
import type { Plan, PostKind, Week } from './rules.ts';

const HOUR = 60 * 60 * 1000;

/** Wall-clock times (`HH:MM`) of a plan's posts, and of its mock exams. */
export type PostTimes = {
  readonly theme: string;
  readonly summary: string;
  readonly exam: string;
};

/** A post of a plan: due from `at`, worth nothing any more from `staleAt` on. Epoch milliseconds. */
export type PlannedPost = {
  readonly kind: PostKind;
  readonly date: string;
  readonly at: number;
  readonly staleAt: number;
};

/** A theme that comes later than this is dropped: half of its week is over. A summary is worth a day. */
const THEME_LASTS = 72 * HOUR;
const SUMMARY_LASTS = 24 * HOUR;
/** A mock exam is announced at least this long before it begins, however late the mornings are. */
const EXAM_NOTICE = HOUR;

const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7];

/** The moment of a wall-clock time on a local date; the date's first moment where a zone leaves out the whole day. */
export function momentOf(date: string, time: string, zone: string): number {
  return postingTime({ kind: 'weekly', time, days: EVERY_DAY }, zone, date) ?? dayBegins(date, zone);
}

/** When a mock exam of a plan begins. */
export function examBegins(date: string, times: PostTimes, zone: string): number {
  return momentOf(date, times.exam, zone);
}

/** The first date from `today` on whose mock exam can still be announced in time. */
export function firstExamDate(
  today: string,
  times: PostTimes,
  at: { readonly zone: string; readonly now: number },
): string {
  const { zone, now } = at;
  return now <= examBegins(today, times, zone) - EXAM_NOTICE ? today : plusDays(today, 1);
}

/**
 * Everything a plan posts, in order. The theme comes on a week's first day and a mock exam is announced on its own, or at once
 * where the plan was accepted later that day; the summary comes on a week's last day, but for the last week, which ends with
 * the exam.
 */
export function plannedPosts(plan: Plan, times: PostTimes, zone: string): readonly PlannedPost[] {
  const themes = plan.weeks
    .filter(({ from }) => from < plan.examDate)
    .map(({ from }): PlannedPost => {
      const at = momentOf(from, times.theme, zone);
      return {
        kind: 'theme',
        date: from,
        at: Math.max(at, sameDay(plan, from, zone)),
        staleAt: at + THEME_LASTS,
      };
    });
  const summaries = plan.weeks.slice(0, -1).map(({ to }): PlannedPost => {
    const at = momentOf(to, times.summary, zone);
    return { kind: 'summary', date: to, at, staleAt: at + SUMMARY_LASTS };
  });
  const exams = plan.exams.map((date): PlannedPost => {
    const begins = examBegins(date, times, zone);
    const at = Math.min(momentOf(date, times.theme, zone), begins - EXAM_NOTICE);
    return { kind: 'exam', date, at: Math.max(at, sameDay(plan, date, zone)), staleAt: begins };
  });
  return [...themes, ...summaries, ...exams].sort((one, other) => one.at - other.at);
}

/**
 * What a week's summary tells of, in epoch milliseconds: everything since the one before, so that what is answered after it on a
 * Sunday evening is in the next. The first begins with its week. Answers are counted by quarters of an hour, so that is where
 * it begins and ends: a quarter that is not over is whole in the next.
 */
export function summarySpan(
  plan: Pick<Plan, 'weeks'>,
  week: Week,
  of: { readonly times: PostTimes; readonly zone: string },
): { readonly from: number; readonly until: number } {
  const { times, zone } = of;
  const before = plan.weeks.findLast(({ to }) => to < week.from);
  return {
    from: before ? wholeQuarter(momentOf(before.to, times.summary, zone)) : dayBegins(week.from, zone),
    until: wholeQuarter(momentOf(week.to, times.summary, zone)),
  };
}

function wholeQuarter(at: number): number {
  return at - (at % QUARTER);
}

/** What was due on the day on which a plan was accepted comes when it was accepted; nought for other days. */
function sameDay(plan: Plan, date: string, zone: string): number {
  const begins = dayBegins(date, zone);
  return begins <= plan.since && plan.since < dayBegins(plusDays(date, 1), zone) ? plan.since : 0;
}

/** When the next post is due that is not due yet; undefined when there is none. */
export function nextPostAt(posts: readonly PlannedPost[], now: number): number | undefined {
  return posts.find(({ at }) => at > now)?.at;
}

/** What a tick does: the posts to claim now, and how far each kind is served, what is stale included. */
export type DuePosts = {
  readonly post: readonly PlannedPost[];
  readonly served: Plan['served'];
};

/**
 * The posts that are due and not served: of each kind only the latest, and only while it is worth something, so that after
 * a longer downtime nothing comes twice or too late. Nothing that was due before the plan was accepted.
 */
export function duePosts(plan: Plan, posts: readonly PlannedPost[], now: number): DuePosts | undefined {
  const due = posts.filter(
    ({ kind, date, at }) => at <= now && at >= plan.since && date > (plan.served[kind] ?? ''),
  );
  if (due.length === 0) return undefined;
  const latest = due.filter(({ kind, at }) => !due.some((other) => other.kind === kind && other.at > at));
  return {
    post: latest.filter(({ staleAt }) => now < staleAt),
    served: { ...plan.served, ...Object.fromEntries(latest.map(({ kind, date }) => [kind, date])) },
  };
}
