import { z } from 'zod';
import type { Profile } from '../packs/schema.ts';
import { daysBetween, isoWeekday, mondayOf, plusDays } from '../schedule/dates.ts';

/** How many weeks and mock exams a plan may be asked to have. */
export const WEEKS = { least: 4, most: 12, default: 8 } as const;
export const EXAMS = { least: 3, most: 5, default: 3 } as const;

/** An exam has to be so many days ahead, and at most so many. */
export const DAYS_AHEAD = { least: 3, most: 730 } as const;

/** The last weeks that are for mock exams and review. */
const MOCK_WEEKS = 2;
/** No mock exam in the last days: they are for light review and rest. */
const QUIET_DAYS = 2;
/** No more than this share of the exam is proposed to be left out: without more nobody passes. */
const MOST_CUT = 0.2;
/** Days between two mock exams at least, counted from date to date. */
const EXAMS_APART = 2;
/** As counted by `isoWeekday`. Summaries come on it. */
const SUNDAY = 7;

const Day = z.iso.date();

/**
 * What a week is for: new topics, mock exams and review, or nothing new because its theme slipped. A `mock` week has
 * topics only where there was no earlier week for them.
 */
export const WeekKind = z.enum(['learn', 'mock', 'free']);
export type WeekKind = z.infer<typeof WeekKind>;

/** A week of a plan; local dates, the last day included. The last one ends with the exam's date. */
export const Week = z.object({ from: Day, to: Day, kind: WeekKind, topics: z.array(z.string()).readonly() });
export type Week = z.infer<typeof Week>;

/** What a plan posts: a week's theme, what the group did, a mock exam on its day. */
export const PostKind = z.enum(['theme', 'summary', 'exam']);
export type PostKind = z.infer<typeof PostKind>;

/** A post that is claimed and not yet known to stand. */
export const PostClaim = z.object({
  kind: PostKind,
  date: Day,
  claimedAt: z.number(),
  nonce: z.string().max(25),
});
export type PostClaim = z.infer<typeof PostClaim>;

/** A guild's weeks towards an exam date; one at a time. */
export const Plan = z.object({
  id: z.string().max(14),
  pack: z.string(),
  profile: z.string(),
  examDate: Day,
  weeks: z.array(Week).readonly(),
  /** Dates of mock exams, in order. */
  exams: z.array(Day).readonly(),
  /** How many mock exams were asked for: a date that leaves room for fewer does not make them fewer for good. */
  examsWanted: z.int().positive().optional(),
  /** Topics left out because time was short. */
  cut: z.array(z.string()).readonly(),
  /** When it was accepted, in epoch milliseconds: what would have been posted before is not. */
  since: z.number(),
  /** The last local date served, by kind of post. */
  served: z.partialRecord(PostKind, Day).default({}),
  pending: z.array(PostClaim).readonly().default([]),
  /** Channels whose next question of the day is on what was missed, where it is not on the theme. */
  missedNext: z.array(z.string()).readonly().default([]),
});
export type Plan = z.infer<typeof Plan>;

/** What decides the weeks: the profile's domains by weight, and the order in which topics are learned. */
export type Syllabus = {
  readonly domains: readonly Pick<Profile['domains'][number], 'id' | 'weight' | 'topics'>[];
  /** Topics in the order of the pack's themes; those that are missing come after them, as in their domain. */
  readonly order: readonly string[];
};

/** What a plan is asked for. `today` and `examDate` are local dates. */
export type PlanWish = Syllabus & {
  readonly today: string;
  readonly examDate: string;
  readonly weeks: number;
  readonly exams: number;
  /** The first date on which a mock exam may be; any when left out. */
  readonly examsFrom?: string | undefined;
  /** Whether to leave out what is proposed when time is short. */
  readonly cut: boolean;
};

/**
 * The dates and topics of a plan. `proposed` are topics to leave out, least weight first; empty when there is time. Where even
 * without them its weeks are too full, `later` is the exam date that leaves as many weeks as were asked for.
 */
export type Fitted = Pick<Plan, 'examDate' | 'weeks' | 'exams' | 'cut'> & {
  readonly proposed: readonly string[];
  readonly later: string | undefined;
};

export type FitVerdict =
  | ({ readonly kind: 'fits' } & Fitted)
  | { readonly kind: 'too-soon' }
  | { readonly kind: 'too-far' };

/**
 * Fits weeks to an exam date. A week is Monday to Sunday; an exam on a Monday or Tuesday belongs to the week before, so that
 * the last week always has days. With fewer weeks than asked for, the plan has those there are, and proposes what to
 * leave out to keep the pace. Up to Thursday the present week counts as one.
 */
export function layOut(wish: PlanWish): FitVerdict {
  const { today, examDate, exams, examsFrom = today } = wish;
  const ahead = daysBetween(today, examDate);
  if (ahead < DAYS_AHEAD.least) return { kind: 'too-soon' };
  if (ahead > DAYS_AHEAD.most) return { kind: 'too-far' };
  const last = lastMonday(examDate);
  const first = isoWeekday(today) <= 4 ? mondayOf(today) : plusDays(mondayOf(today), 7);
  const there = daysBetween(first, last) / 7 + 1;
  const count = Math.min(wish.weeks, Math.max(1, there));
  const begin = plusDays(last, -7 * (count - 1));
  const from = begin < today ? today : begin;
  const all = inOrder(wish);
  const { proposed, full } = toCut(wish, learningWeeks(count) / learningWeeks(wish.weeks));
  const cut = wish.cut ? proposed : [];
  const topics = all.filter((topic) => !cut.includes(topic));
  const weeks = weeksOf({ ...wish, from, topics });
  return {
    kind: 'fits',
    examDate,
    weeks,
    exams: examDates(weeks, examDate, { count: exams, begin: examsFrom < from ? from : examsFrom }),
    cut,
    proposed,
    later: full ? plusDays(examDate, 7 * (wish.weeks - there)) : undefined,
  };
}

export type MoveVerdict =
  | ({ readonly kind: 'moved' } & Fitted)
  | { readonly kind: 'not-begun' }
  | { readonly kind: 'over' }
  | { readonly kind: 'no-week-left' }
  | { readonly kind: 'not-ahead' }
  | { readonly kind: 'too-long' }
  | { readonly kind: 'too-soon' }
  | { readonly kind: 'too-far' };

/**
 * Lays the weeks that are left out anew: without a date the present week slips, and its topics and those of later weeks come
 * from next Monday on; towards another exam date the present week stays what it is, and only the later ones change.
 * Past weeks and past mock exams stay as they were.
 */
export function move(
  plan: Plan,
  syllabus: Syllabus,
  to: { readonly today: string; readonly examDate?: string | undefined },
): MoveVerdict {
  const { today, examDate = plan.examDate } = to;
  if (today > plan.examDate) return { kind: 'over' };
  const slips = to.examDate === undefined;
  const ahead = daysBetween(today, examDate);
  if (slips && ahead < DAYS_AHEAD.least) return { kind: 'too-soon' };
  if (ahead < 1) return { kind: 'not-ahead' };
  if (ahead > DAYS_AHEAD.most) return { kind: 'too-far' };
  const [firstWeek] = plan.weeks;
  if (!firstWeek || today < firstWeek.from) return { kind: 'not-begun' };
  const kept = plan.weeks.filter((week) => week.from <= today);
  const present = kept.at(-1) ?? firstWeek;
  const later = plan.weeks.slice(kept.length);
  const fresh = topicsInstead(plan, syllabus, today);
  const left = slips
    ? slipped(syllabus, { present, later, fresh, today, examDate })
    : refitted(syllabus, { present, later, fresh, examDate });
  if (!left) return { kind: 'no-week-left' };
  const weeks = [...kept.slice(0, -1), ...left];
  if (weeks.length > WEEKS.most) return { kind: 'too-long' };
  const done = plan.exams.filter((date) => date <= today);
  const begin = plusDays(today, done.includes(today) ? EXAMS_APART : 1);
  const count = Math.max(1, (plan.examsWanted ?? plan.exams.length) - done.length);
  return {
    kind: 'moved',
    examDate,
    weeks,
    exams: [...done, ...examDates(left, examDate, { count, begin })],
    cut: plan.cut,
    proposed: [],
    later: undefined,
  };
}

/** Topics of the weeks that are not over which a pack does not have any more, since it was corrected. */
export function topicsGone(
  plan: Pick<Plan, 'weeks'>,
  topics: readonly string[],
  today: string,
): readonly string[] {
  const left = plan.weeks.filter(({ to }) => to >= today).flatMap((week) => week.topics);
  return [...new Set(left)].filter((topic) => !topics.includes(topic));
}

/** The topics that take the place of those that are gone: what the pack has and no week of the plan. */
function topicsInstead(plan: Plan, syllabus: Syllabus, today: string): readonly string[] {
  const all = inOrder(syllabus);
  if (topicsGone(plan, all, today).length === 0) return [];
  return all.filter((topic) => !plan.weeks.some(({ topics }) => topics.includes(topic)));
}

/** What of a plan is not over: the present week and those after it, and topics that came instead of others. */
type Left = {
  readonly present: Week;
  readonly later: readonly Week[];
  readonly fresh: readonly string[];
  readonly examDate: string;
};

/** The present week with nothing new, and its topics from next Monday on; undefined when the exam leaves no week for them. */
function slipped(
  syllabus: Syllabus,
  { present, later, fresh, examDate, today }: Left & { readonly today: string },
): readonly Week[] | undefined {
  const monday = plusDays(mondayOf(today), 7);
  if (monday > lastMonday(examDate)) return undefined;
  const free: Week = { from: present.from, to: plusDays(monday, -1), kind: 'free', topics: [] };
  const topics = topicsOf(syllabus, [present, ...later], fresh);
  return [free, ...weeksOf({ ...syllabus, from: monday, examDate, topics })];
}

/** The present week as it was announced, and the topics of later ones laid out up to another date; in it, where it is the last. */
function refitted(syllabus: Syllabus, { present, later, fresh, examDate }: Left): readonly Week[] {
  const monday = plusDays(mondayOf(present.from), 7);
  // A mock week has topics for want of room alone: where there is room again, they get weeks of their own.
  const crammed = present.kind === 'mock' && present.topics.length > 0 && monday <= lastMonday(examDate);
  const topics = topicsOf(syllabus, crammed ? [present, ...later] : later, fresh);
  const stays: Week = crammed ? { ...present, kind: 'free', topics: [] } : present;
  if (monday <= lastMonday(examDate))
    return [
      { ...stays, to: plusDays(monday, -1) },
      ...weeksOf({ ...syllabus, from: monday, examDate, topics }),
    ];
  const last: Week = { ...present, to: examDate };
  if (topics.length === 0) return [last];
  return [{ ...last, kind: 'mock', topics: topicsOf(syllabus, [present, ...later], fresh) }];
}

/** The topics of some weeks and others, each once, in the order in which they are learned. */
function topicsOf(syllabus: Syllabus, weeks: readonly Week[], others: readonly string[]): readonly string[] {
  const wanted = new Set([...weeks.flatMap(({ topics }) => topics), ...others]);
  return inOrder(syllabus).filter((topic) => wanted.has(topic));
}

/** The week of a local date; undefined before the plan and after it. */
export function weekOn(plan: Pick<Plan, 'weeks'>, date: string): Week | undefined {
  return plan.weeks.find(({ from, to }) => from <= date && date <= to);
}

/** The week whose goals are shown on a local date: the present one, the first before the plan begins; undefined when it is over. */
export function goalsWeekOn(plan: Pick<Plan, 'weeks'>, date: string): Week | undefined {
  const [first] = plan.weeks;
  return first && !hasBegun(first, date) ? first : weekOn(plan, date);
}

/** Whether a week has begun on a local date: before that its goals can be looked at, and not be ticked. */
export function hasBegun(week: Pick<Week, 'from'>, date: string): boolean {
  return week.from <= date;
}

/** What a day is in a plan: of a week, light review, rest, the exam, or outside. */
export type DayKind = 'before' | 'week' | 'light' | 'rest' | 'exam' | 'over';

/** What a local date is in a plan. */
export function dayKind(plan: Pick<Plan, 'weeks' | 'examDate'>, date: string): DayKind {
  const left = daysBetween(date, plan.examDate);
  if (left < 0) return 'over';
  if (left === 0) return 'exam';
  if (left === 1) return 'rest';
  if (left === QUIET_DAYS) return 'light';
  return date < (plan.weeks[0]?.from ?? date) ? 'before' : 'week';
}

/**
 * What a channel's question of the day is about on a date: the week's theme, or what the group missed; undefined means by weight
 * over everything. The first week is all theme; from then on theme and missed take turns; mock weeks are by weight.
 */
export function focusOn(plan: Plan, channel: string, date: string): 'theme' | 'missed' | undefined {
  const week = weekOn(plan, date);
  if (week?.kind !== 'learn') return undefined;
  return plan.missedNext.includes(channel) && week !== plan.weeks[0] ? 'missed' : 'theme';
}

/** The plan after a channel's question of a date was drawn: from the second week on, theme and missed take turns in each. */
export function withTurn(plan: Plan, channel: string, date: string): Plan {
  if (focusOn(plan, channel, date) === undefined || weekOn(plan, date) === plan.weeks[0]) return plan;
  const others = plan.missedNext.filter((id) => id !== channel);
  return { ...plan, missedNext: plan.missedNext.includes(channel) ? others : [...others, channel] };
}

/** What members set themselves for a week: so many questions, something read, so many mock exams, so many reviews. */
export const GoalKind = z.enum(['questions', 'read', 'exam', 'review']);
export type GoalKind = z.infer<typeof GoalKind>;
export type Goal = { readonly kind: GoalKind; readonly count: number };

/** The two or three goals of a week. `reads` says whether there is anything to read. */
export function goalsOf(plan: Pick<Plan, 'exams'>, week: Week, reads = true): readonly Goal[] {
  const isSat = plan.exams.some((date) => week.from <= date && date <= week.to);
  // One is the goal, however many are planned: each takes an evening.
  const exam: readonly Goal[] = isSat ? [{ kind: 'exam', count: 1 }] : [];
  const review: Goal = { kind: 'review', count: 10 };
  if (week.kind === 'learn') {
    const other: Goal = reads ? { kind: 'read', count: 1 } : { ...review, count: 5 };
    return [{ kind: 'questions', count: 15 }, other, ...exam];
  }
  return [...exam, review, { kind: 'questions', count: 10 }];
}

/** The id of the group exam on a plan's date: the same however often it is asked for. */
export function groupOf(plan: Pick<Plan, 'id' | 'exams'>, date: string): string {
  return `${plan.id}e${plan.exams.indexOf(date) + 1}`;
}

function lastMonday(examDate: string): string {
  return mondayOf(plusDays(examDate, -QUIET_DAYS));
}

/** How many of so many weeks are for new topics. */
function learningWeeks(weeks: number): number {
  return Math.max(1, weeks - MOCK_WEEKS);
}

/** All topics, domain by domain, each domain's in the order of the themes. */
function inOrder({ domains, order }: Syllabus): readonly string[] {
  const place = new Map(order.map((topic, index) => [topic, index]));
  const rank = (topic: string) => place.get(topic) ?? order.length;
  return domains.flatMap(({ topics }) => topics.toSorted((a, b) => rank(a) - rank(b)));
}

/** The weeks from a date up to the exam, with these topics. */
function weeksOf({
  domains,
  from,
  examDate,
  topics,
}: Pick<Syllabus, 'domains'> & {
  readonly from: string;
  readonly examDate: string;
  readonly topics: readonly string[];
}): readonly Week[] {
  const begin = mondayOf(from);
  const count = Math.max(1, daysBetween(begin, lastMonday(examDate)) / 7 + 1);
  const mocks = count > MOCK_WEEKS ? MOCK_WEEKS : 1;
  const learn = topics.length === 0 ? 0 : count - mocks;
  const themes = learn > 0 ? share(domains, topics, learn) : [];
  return Array.from({ length: count }, (_, index): Week => {
    const week = {
      from: index === 0 ? from : plusDays(begin, 7 * index),
      to: index === count - 1 ? examDate : plusDays(begin, 7 * index + 6),
    };
    const theme = themes[index];
    if (theme) return { ...week, kind: 'learn', topics: theme };
    return { ...week, kind: 'mock', topics: learn === 0 && index === 0 ? topics : [] };
  });
}

/**
 * Shares topics out over weeks, domain by domain. With a week or more for each domain they are apportioned by weight after
 * Huntington and Hill, which gives each at least one; with fewer, neighbouring domains share a week so that the heaviest
 * week is as light as can be.
 */
function share(
  domains: Syllabus['domains'],
  topics: readonly string[],
  weeks: number,
): readonly (readonly string[])[] {
  const parts = domains
    .map((domain) => {
      const left = topics.filter((topic) => domain.topics.includes(topic));
      return { topics: left, weight: (domain.weight * left.length) / domain.topics.length };
    })
    .filter((part) => part.topics.length > 0);
  if (parts.length > weeks)
    return grouped(
      parts.map(({ weight }) => weight),
      weeks,
    ).map(([from, until]) => parts.slice(from, until).flatMap((part) => part.topics));
  const counts = apportion(
    parts.map(({ weight }) => weight),
    weeks,
  );
  return parts.flatMap((part, index) => spread(part.topics, counts[index] ?? 1));
}

/** Seats by weight after Huntington and Hill: each gets one, then always the one with the greatest weight / √(n(n+1)). */
export function apportion(weights: readonly number[], seats: number): readonly number[] {
  const counts = weights.map(() => 1);
  const priority = (index: number) => {
    const count = counts[index] ?? 1;
    return (weights[index] ?? 0) / Math.sqrt(count * (count + 1));
  };
  for (let given = weights.length; given < seats; given++) {
    const next = weights.reduce((best, _, index) => (priority(index) > priority(best) ? index : best), 0);
    counts[next] = (counts[next] ?? 1) + 1;
  }
  return counts;
}

/** Cuts a row of weights into so many stretches whose heaviest is as light as can be; each is [from, until). */
function grouped(weights: readonly number[], groups: number): readonly (readonly [number, number])[] {
  const sum = (from: number, until: number) =>
    weights.slice(from, until).reduce((total, weight) => total + weight, 0);
  type Cut = { readonly heaviest: number; readonly ends: readonly (readonly [number, number])[] };
  const best = (from: number, left: number): Cut => {
    const rest = sum(from, weights.length);
    if (left === 1) return { heaviest: rest, ends: [[from, weights.length]] };
    let chosen: Cut | undefined;
    for (let until = from + 1; until <= weights.length - left + 1; until++) {
      const after = best(until, left - 1);
      const heaviest = Math.max(sum(from, until), after.heaviest);
      if (!chosen || heaviest < chosen.heaviest) chosen = { heaviest, ends: [[from, until], ...after.ends] };
    }
    return chosen ?? { heaviest: rest, ends: [[from, weights.length]] };
  };
  return best(0, groups).ends;
}

/** Lays topics over weeks evenly, in order; where there are more weeks than topics a topic lasts for several. */
function spread(topics: readonly string[], weeks: number): readonly (readonly string[])[] {
  return Array.from({ length: weeks }, (_, week) => {
    const from = Math.floor((week * topics.length) / weeks);
    return topics.slice(from, Math.max(from + 1, Math.floor(((week + 1) * topics.length) / weeks)));
  });
}

/**
 * What to leave out so that this share of the topics is left: always the one with least weight, never a domain's last, and
 * never more than `MOST_CUT` of the exam; `full` when that was too little.
 */
function toCut(
  { domains, order }: Syllabus,
  kept: number,
): { readonly proposed: readonly string[]; readonly full: boolean } {
  const all = inOrder({ domains, order });
  const whole = domains.reduce((sum, { weight }) => sum + weight, 0);
  const wanted = Math.max(domains.length, Math.ceil(all.length * kept));
  const left = new Set(all);
  const proposed: string[] = [];
  let weight = 0;
  while (left.size > wanted) {
    const loosest = domains
      .map(({ weight, topics }) => ({
        each: weight / topics.length,
        topics: all.filter((topic) => topics.includes(topic) && left.has(topic)),
      }))
      .filter(({ topics }) => topics.length > 1)
      .toSorted((one, other) => one.each - other.each)[0];
    const last = loosest?.topics.at(-1);
    if (!loosest || last === undefined) break;
    weight += loosest.each;
    if (weight > MOST_CUT * whole) return { proposed, full: true };
    left.delete(last);
    proposed.push(last);
  }
  return { proposed, full: false };
}

/**
 * Dates for mock exams: spread evenly over the mock weeks up to three days before the exam, at least two days apart,
 * beginning earlier, but not before `begin`, where those weeks are too short. Never on a Sunday: what is sat in the evening
 * would be in no summary. Fewer where there is no room at all.
 */
function examDates(
  weeks: readonly Week[],
  examDate: string,
  wanted: { readonly count: number; readonly begin: string },
): readonly string[] {
  const mocks = weeks.find(({ kind }) => kind === 'mock')?.from ?? wanted.begin;
  const last = upToSaturday(plusDays(examDate, -QUIET_DAYS - 1));
  const latest = latestDates(last, wanted);
  const [earliest] = latest;
  if (earliest === undefined || latest.length === 1) return latest;
  const begin = offSunday(wanted.begin);
  const wish = earliest < mocks ? earliest : mocks;
  const first = wish < begin ? begin : wish;
  const days = daysBetween(first, last);
  const dates: string[] = [];
  for (const [index, bound] of latest.entries()) {
    const even = upToSaturday(plusDays(first, Math.round((index * days) / (latest.length - 1))));
    const before = dates.at(-1);
    const apart = before === undefined ? first : offSunday(plusDays(before, EXAMS_APART));
    const date = even < apart ? apart : even;
    dates.push(date < bound ? date : bound);
  }
  return dates;
}

/** The latest dates on which so many mock exams can be, as close to each other as they may; as many as there is room for. */
function latestDates(
  last: string,
  { count, begin }: { readonly count: number; readonly begin: string },
): readonly string[] {
  const dates: string[] = [];
  for (
    let date = last;
    date >= begin && dates.length < count;
    date = upToSaturday(plusDays(date, -EXAMS_APART))
  )
    dates.unshift(date);
  return dates;
}

/** A date, or the day after where it is a Sunday. */
function offSunday(date: string): string {
  return isoWeekday(date) === SUNDAY ? plusDays(date, 1) : date;
}

/** A date, or the day before where it is a Sunday. */
function upToSaturday(date: string): string {
  return isoWeekday(date) === SUNDAY ? plusDays(date, -1) : date;
}
