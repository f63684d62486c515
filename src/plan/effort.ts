import type { History, Sitting, Stint } from '../history/rules.ts';
import type { Goal, GoalKind } from './rules.ts';

/** From so many active members on, what a group does is told in figures that are nobody's own. */
export const GROUP_FROM = 4;
/** A domain is called the weakest only with so many answers to it. */
const ANSWERS_FROM = 8;
/** How many are named as most active. */
const ACTIVE_NAMED = 3;
/** Who is named as most improved has given so many answers in each of the two weeks. */
export const IMPROVED_FROM = 20;

/** From `from` up to but without `until`, in epoch milliseconds. */
export type Span = { readonly from: number; readonly until: number };

/** What a member did in a week. */
export type Effort = {
  readonly answered: number;
  readonly right: number;
  readonly reviews: number;
  readonly exams: number;
  /** By domain's id: how many answers, how many of them right. */
  readonly domains: ReadonlyMap<string, { readonly of: number; readonly right: number }>;
};

/** The id of a topic's or question's domain in the plan's profile, if it belongs to one. */
type InDomain = { readonly domain: string | undefined };

/** What is stored of a member's answers and mock exams. */
export type Work = {
  /** Counts of the last weeks. */
  readonly stints: readonly (Stint & InDomain)[];
  readonly answered: readonly ({ readonly history: History } & InDomain)[];
  readonly sittings: readonly Pick<Sitting, 'at'>[];
};

/**
 * A member's week. Answers are counted as they were given; for the time before the first count there are the histories, which know
 * only the first attempt at a question and the last one.
 */
export function effortIn({ stints, answered, sittings }: Work, span: Span): Effort {
  const inside = (at: number) => span.from <= at && at < span.until;
  const counted = Math.min(...stints.map(({ from }) => from));
  const before = answered.flatMap(({ history: { first, last, times }, domain }) =>
    (times > 1 ? [first, last] : [first])
      .filter(({ at }) => at < counted)
      .map(({ at, right, source }) => ({
        from: at,
        domain,
        answered: 1,
        right: right ? 1 : 0,
        reviews: source === 'review' ? 1 : 0,
      })),
  );
  const domains = new Map<string, { of: number; right: number }>();
  const sum = { answered: 0, right: 0, reviews: 0 };
  for (const part of [...before, ...stints]) {
    if (!inside(part.from)) continue;
    sum.answered += part.answered;
    sum.right += part.right;
    sum.reviews += part.reviews;
    if (part.domain === undefined) continue;
    const { of, right } = domains.get(part.domain) ?? { of: 0, right: 0 };
    domains.set(part.domain, { of: of + part.answered, right: right + part.right });
  }
  return { ...sum, exams: sittings.filter(({ at }) => inside(at)).length, domains };
}

/** A goal with how far it is, and whether it is met: by what was done, or ticked by hand. */
export type GoalProgress = Goal & { readonly done: number; readonly met: boolean };

/** How far a member is with the goals of a week. */
export function progressOf(
  goals: readonly Goal[],
  effort: Effort,
  ticked: readonly GoalKind[],
): readonly GoalProgress[] {
  const done: Readonly<Record<GoalKind, number>> = {
    questions: effort.answered,
    review: effort.reviews,
    exam: effort.exams,
    read: 0,
  };
  return goals.map((goal) => {
    const met = done[goal.kind] >= goal.count || ticked.includes(goal.kind);
    return { ...goal, done: met ? Math.max(goal.count, done[goal.kind]) : done[goal.kind], met };
  });
}

/** What is known of one member for the group's week. `listed`: neither hidden nor gone; `named`: wants to be named. */
export type MemberWeek = {
  readonly id: string;
  readonly listed: boolean;
  readonly named: boolean;
  readonly effort: Effort;
  readonly before: Effort;
  readonly goals: readonly GoalProgress[];
};

/** What the group did in a week. Everything that could be somebody's own is left out below four active members. */
export type GroupWeek = {
  readonly active: number;
  readonly answered: number;
  /** Members who met each goal, of those that somebody met; none in a small group. */
  readonly met: readonly { readonly kind: GoalKind; readonly count: number; readonly members: number }[];
  /** A domain's id. */
  readonly weakest: string | undefined;
  readonly mostActive: readonly { readonly id: string; readonly answered: number }[];
  readonly mostImproved: string | undefined;
};

/** Sums a group's week up. */
export function groupWeek(members: readonly MemberWeek[], goals: readonly Goal[]): GroupWeek {
  const active = members.filter(({ effort, goals }) => effort.answered > 0 || goals.some(({ met }) => met));
  const isGroup = active.length >= GROUP_FROM;
  return {
    active: active.length,
    answered: active.reduce((sum, { effort }) => sum + effort.answered, 0),
    met: isGroup ? metOf(active, goals) : [],
    weakest: isGroup ? weakestOf(active) : undefined,
    mostActive: mostActiveOf(active, isGroup ? ACTIVE_NAMED : 1),
    mostImproved: mostImprovedOf(active),
  };
}

/** How many met each goal; a goal that nobody met is not held up to them. */
function metOf(members: readonly MemberWeek[], goals: readonly Goal[]): GroupWeek['met'] {
  return goals
    .map(({ kind, count }) => ({
      kind,
      count,
      members: members.filter((member) => member.goals.some((goal) => goal.kind === kind && goal.met)).length,
    }))
    .filter(({ members: some }) => some > 0);
}

/** The domain with the smallest share of right answers, of those that four or more answered often enough. */
function weakestOf(members: readonly MemberWeek[]): string | undefined {
  const sums = new Map<string, { of: number; right: number; members: number }>();
  for (const { effort } of members)
    for (const [domain, { of, right }] of effort.domains) {
      const sum = sums.get(domain) ?? { of: 0, right: 0, members: 0 };
      sums.set(domain, { of: sum.of + of, right: sum.right + right, members: sum.members + 1 });
    }
  const shares = [...sums].filter(([, sum]) => sum.members >= GROUP_FROM && sum.of >= ANSWERS_FROM);
  shares.sort(([a, one], [b, other]) => one.right / one.of - other.right / other.of || (a < b ? -1 : 1));
  // With one domain alone there is none that is weaker than another.
  return shares.length > 1 ? shares[0]?.[0] : undefined;
}

function mostActiveOf(members: readonly MemberWeek[], most: number) {
  return members
    .filter(({ listed, effort }) => listed && effort.answered > 0)
    .toSorted((one, other) => other.effort.answered - one.effort.answered || (one.id < other.id ? -1 : 1))
    .slice(0, most)
    .map(({ id, effort }) => ({ id, answered: effort.answered }));
}

function mostImprovedOf(members: readonly MemberWeek[]): string | undefined {
  const gains = members
    .filter(({ listed, named, effort, before }) => {
      return listed && named && effort.answered >= IMPROVED_FROM && before.answered >= IMPROVED_FROM;
    })
    .map(({ id, effort, before }) => ({
      id,
      gain: effort.right / effort.answered - before.right / before.answered,
    }))
    .filter(({ gain }) => gain > 0)
    .sort((one, other) => other.gain - one.gain || (one.id < other.id ? -1 : 1));
  return gains[0]?.id;
}

/** What a member's day is, and for how many minutes where something is asked of them. */
export type MyDay =
  | { readonly kind: 'paused'; readonly until: string }
  | { readonly kind: 'rest-day' }
  | { readonly kind: 'exam' }
  | { readonly kind: 'eve' }
  | { readonly kind: 'review' | 'learn'; readonly minutes: number };

/** How many minutes a day are assumed of somebody who did not say. */
export const MINUTES = { least: 5, most: 60, default: 15 } as const;

/**
 * What a member does today: nothing in a pause, on a rest day, on the exam's date and the day before; otherwise what is due
 * in review, as far as their minutes go, or something new where nothing is due.
 */
export function myDay(day: {
  readonly pausedUntil: string | undefined;
  readonly restDay: boolean;
  /** Days until the member's exam; undefined without a date. */
  readonly daysLeft: number | undefined;
  /** How long everything due would take. */
  readonly dueMinutes: number;
  readonly minutes: number;
}): MyDay {
  const { pausedUntil, restDay, daysLeft, dueMinutes, minutes } = day;
  if (daysLeft === 0) return { kind: 'exam' };
  if (pausedUntil !== undefined) return { kind: 'paused', until: pausedUntil };
  if (daysLeft === 1) return { kind: 'eve' };
  if (restDay) return { kind: 'rest-day' };
  if (dueMinutes > 0)
    return { kind: 'review', minutes: Math.min(minutes, Math.max(MINUTES.least, dueMinutes)) };
  return { kind: 'learn', minutes };
}
