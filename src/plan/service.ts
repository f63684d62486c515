import { z } from 'zod';
import type { App } from '../app.ts';
import { dailyId } from '../daily/rules.ts';
import { Dailies } from '../daily/service.ts';
import { type Planning, type Problem, type Schedule, timeZoneOf, withProblem } from '../guild/rules.ts';
import type { GuildService } from '../guild/service.ts';
import type { DayCount, History, Sitting } from '../history/rules.ts';
import { DayCounts, Histories, Sittings } from '../history/service.ts';
import { isListed, type Member } from '../member/rules.ts';
import { type MemberService, Members, type Person } from '../member/service.ts';
import type { Pack, Profile } from '../packs/schema.ts';
import { type Changes, type Reader, type Row, table } from '../records/records.ts';
import { plusDays } from '../schedule/dates.ts';
import { dayBegins, localDate } from '../schedule/rules.ts';
import type { Focus, StockService } from '../stock/service.ts';
import { UserError } from '../user-error.ts';
import { goalsFor } from './content.ts';
import {
  type Effort,
  effortIn,
  type GoalProgress,
  type GroupWeek,
  groupWeek,
  type MemberWeek,
  progressOf,
  type Span,
  type Work,
} from './effort.ts';
import {
  type DuePosts,
  duePosts,
  firstExamDate,
  nextPostAt,
  type PlannedPost,
  plannedPosts,
  summarySpan,
} from './posts.ts';
import {
  type Fitted,
  type FitVerdict,
  focusOn,
  GoalKind,
  goalsWeekOn,
  hasBegun,
  layOut,
  type MoveVerdict,
  move,
  Plan,
  type PostClaim,
  type Syllabus,
  type Week,
  weekOn,
  withTurn,
} from './rules.ts';

/** One row a guild: its plan, kept until it is ended or another takes its place. */
export const Plans = table('plan', Plan);
/** One row a week (by its first date) and member: the goals they ticked by hand. */
export const Ticks = table('plan-tick', z.object({ goals: z.array(GoalKind).readonly() }), { member: 1 });

/** A missed question's objectives come up again after so many days. */
const MISSED_AFTER = 7 * 24 * 60 * 60 * 1000;
/** The group missed a question when at most this share of its answers was right. */
const MISSED_SHARE = 0.5;

/** What is asked for with `/plan create`. */
export type CreateWish = {
  readonly examDate: string;
  readonly weeks: number;
  readonly exams: number;
  readonly profile?: string | undefined;
  readonly cut: boolean;
};

/** A plan with the pack and profile that it is for, and today's local date. */
export type PlanView = {
  readonly plan: Plan;
  readonly pack: Pack;
  readonly profile: Profile;
  readonly today: string;
  readonly zone: string;
  readonly planning: Planning;
};

/** What came of asking for a plan that is not there yet; `fits` brings what it would be. */
export type Proposal =
  | { readonly kind: 'fits'; readonly view: PlanView; readonly fitted: Fitted; readonly asked: CreateWish }
  | Exclude<FitVerdict, { kind: 'fits' }>
  | { readonly kind: 'there-is-one'; readonly examDate: string };

/** What came of moving a plan: what it is then, and the first date of the week in which it was moved. */
export type Moved =
  | {
      readonly kind: 'moved';
      readonly view: PlanView;
      readonly week: string;
      /** The other exam date; undefined when the present week slips. */
      readonly examDate: string | undefined;
    }
  | Exclude<MoveVerdict, { kind: 'moved' }>
  | { readonly kind: 'none' };

/** One member's week in a plan. */
export type MyWeek = {
  readonly view: PlanView;
  readonly week: Week;
  readonly number: number;
  readonly goals: readonly GoalProgress[];
};

/** The guild's weeks: made, moved, followed, posted. */
export type PlanService = {
  /** The guild's plan, from memory, with what it is for; undefined without one, or without its pack. */
  find(guild: string): PlanView | undefined;
  /** Works a plan out; nothing is stored. */
  propose(guild: string, wish: CreateWish): Proposal;
  /** Stores a plan as it is worked out now. It posts in `channel` where none was set before. */
  accept(
    guild: string,
    wish: CreateWish & { readonly id: string; readonly channel: string },
  ): Promise<Proposal>;
  /** Works out what the plan is when its present week slips, or when it leads to another exam date; nothing is stored. */
  proposeMove(guild: string, examDate: string | undefined): Moved;
  /** Stores that, as it is worked out now; `old` when the week of the proposal is over. */
  move(
    guild: string,
    wish: { readonly examDate: string | undefined; readonly week: string },
  ): Promise<Moved | { readonly kind: 'old' }>;
  /** The guild's data was deleted: nothing is known of its plan any more. */
  forget(guild: string): void;
  /** Takes the plan away; false when there was none. */
  end(guild: string): Promise<boolean>;
  /** What the next question of the day is to be about on a date, inside the change that draws it. */
  focusIn(changes: Changes, schedule: Schedule, date: string): Promise<Focus | undefined>;
  /** Servers in which a tick has something to do now, from memory. */
  withWork(): readonly string[];
  /** Marks what is due as served and gives the posts that are to be sent; also those of before that were never sent. */
  claim(guild: string): Promise<readonly PostClaim[]>;
  /** A claimed post stands, or is given up; a problem is kept for `/setup show`. */
  settled(guild: string, claim: PostClaim, problem?: Problem): Promise<void>;
  /** A planned post by its kind and date, as long as the plan has it. */
  postOf(guild: string, claim: PostClaim): PlannedPost | undefined;
  /** What the group did in a week. */
  groupWeek(guild: string, week: Week): Promise<GroupWeek>;
  /** Whether a member's practice can be of a domain of the plan: the server may have chosen another pack or profile. */
  practises(guild: string, domain: string): boolean;
  /** A member's goals in the week of a date; when left out in the present one, or in the first before the plan begins. */
  myWeek(guild: string, member: string, date?: string): Promise<MyWeek | undefined>;
  /** Ticks a goal, or takes the tick away. Throws a UserError for a week that has not begun. */
  tick(
    guild: string,
    person: Person,
    goal: { readonly week: string; readonly kind: GoalKind; readonly on: boolean },
  ): Promise<void>;
};

/** What is stored of a member that tells of their weeks. */
type MemberRows = {
  readonly member?: Member | undefined;
  readonly days: readonly Row<DayCount>[];
  readonly histories: readonly Row<History>[];
  readonly sittings: readonly Row<Sitting>[];
};

/** Reads every guild's plan and keeps them in step with the store. */
export async function createPlans(
  app: App,
  parts: { readonly guilds: GuildService; readonly members: MemberService; readonly stock: StockService },
): Promise<PlanService> {
  const { records, clock, packs } = app;
  const { guilds, members, stock } = parts;
  const known = new Map<string, Plan>();
  for (const { scope, value } of await records.all(Plans)) known.set(scope, value);
  records.onDrop((scope) => {
    records
      .in(scope)
      .get(Plans)
      .then((stored) => (stored ? known.set(scope, stored) : known.delete(scope)))
      .catch((error: unknown) =>
        app.log.error({ err: error, guild: scope }, 'a plan could not be read again'),
      );
  });

  const zoneOf = (guild: string) => timeZoneOf(guilds.find(guild));
  const todayIn = (guild: string) => localDate(clock.now(), zoneOf(guild));

  function viewOf(guild: string, plan: Plan): PlanView | undefined {
    const pack = packs.get(plan.pack);
    const profile = pack?.exam.profiles.find(({ id }) => id === plan.profile);
    if (!pack || !profile) return undefined;
    const { planning } = guilds.find(guild);
    return { plan, pack, profile, today: todayIn(guild), zone: zoneOf(guild), planning };
  }
  function find(guild: string): PlanView | undefined {
    const plan = known.get(guild);
    return plan && viewOf(guild, plan);
  }
  function put(changes: Changes, plan: Plan): void {
    changes.put(Plans, [], plan);
    changes.after(() => known.set(changes.scope, plan));
  }
  function syllabusOf(pack: Pack, profile: Profile): Syllabus {
    return { domains: profile.domains, order: pack.plan?.themes.map(({ topic }) => topic) ?? [] };
  }
  function propose(guild: string, wish: CreateWish, before: Plan | undefined, id = 'proposed'): Proposal {
    const pack = stock.packOf(guild);
    const profile = pack && profileNamed(pack, wish.profile ?? stock.profileOf(guild, pack)?.id);
    if (!pack || !profile)
      throw new UserError('The question pack is not installed. Choose another with `/setup pack`.');
    const today = todayIn(guild);
    // A plan whose pack is gone is shown nowhere, so it is in nobody's way either.
    if (before && before.examDate >= today && viewOf(guild, before))
      return { kind: 'there-is-one', examDate: before.examDate };
    const { planning } = guilds.find(guild);
    const zone = zoneOf(guild);
    const examsFrom = firstExamDate(today, planning, { zone, now: clock.now() });
    const { examDate, weeks, exams, cut } = wish;
    const laid = layOut({ ...syllabusOf(pack, profile), today, examDate, weeks, exams, examsFrom, cut });
    if (laid.kind !== 'fits') return laid;
    const { kind, proposed, ...fitted } = laid;
    const plan = Plan.parse({
      ...fitted,
      id,
      pack: pack.id,
      profile: profile.id,
      examsWanted: exams,
      since: clock.now(),
    });
    const view = { plan, pack, profile, today, zone, planning };
    return { kind, view, fitted: { ...fitted, proposed }, asked: wish };
  }
  function proposeMove(guild: string, examDate: string | undefined, plan: Plan | undefined): Moved {
    const view = plan && viewOf(guild, plan);
    if (!view) return { kind: 'none' };
    const syllabus = syllabusOf(view.pack, view.profile);
    const moved = move(view.plan, syllabus, { today: view.today, examDate });
    if (moved.kind !== 'moved') return moved;
    const { weeks, exams } = moved;
    const after: Plan = { ...view.plan, examDate: moved.examDate, weeks, exams };
    const week = weekOn(view.plan, view.today)?.from ?? view.today;
    return { kind: 'moved', view: { ...view, plan: after }, week, examDate };
  }
  function dueOf(view: PlanView | undefined): DuePosts | undefined {
    if (!view || view.planning.channel === undefined) return undefined;
    const { plan, planning, zone } = view;
    return duePosts(plan, plannedPosts(plan, planning, zone), clock.now());
  }
  /** Plans of which nothing is due before a time, as long as they and their settings are the same: a tick asks all of them. */
  const quiet = new WeakMap<
    Plan,
    { readonly planning: Planning; readonly zone: string; readonly until: number }
  >();
  function hasWork(guild: string, plan: Plan): boolean {
    const settings = guilds.find(guild);
    if (settings.removedAt !== undefined) return false;
    if (plan.pending.length > 0) return true;
    const { planning } = settings;
    const zone = timeZoneOf(settings);
    const known = quiet.get(plan);
    if (known && known.planning === planning && known.zone === zone && clock.now() < known.until)
      return false;
    const view = viewOf(guild, plan);
    if (dueOf(view)) return true;
    const next = view && nextPostAt(plannedPosts(plan, planning, zone), clock.now());
    if (view) quiet.set(plan, { planning, zone, until: next ?? Number.POSITIVE_INFINITY });
    return false;
  }

  /** What the group got wrong at least a week ago, in the questions of the day since the plan began. */
  async function missedIn(changes: Changes, guild: string, plan: Plan, date: string) {
    const objectives = new Set<string>();
    const topics = new Set<string>();
    const begin = plan.weeks[0]?.from ?? date;
    for (let day = begin; day < date; day = plusDays(day, 1)) {
      for (const { channel } of guilds.find(guild).schedules) {
        const daily = await changes.get(Dailies, dailyId(channel, day));
        const tally = daily?.tally;
        if (!daily || !tally || daily.question.pack !== plan.pack || tally.answered === 0) continue;
        if (clock.now() - daily.closesAt < MISSED_AFTER || tally.right / tally.answered > MISSED_SHARE)
          continue;
        for (const objective of daily.question.objectives) objectives.add(objective);
        if (daily.question.objectives.length === 0) topics.add(daily.question.topic);
      }
    }
    return { objectives, topics };
  }

  /** What a member's rows say, with domains as in the plan's profile. */
  function workIn({ pack, profile }: PlanView): (rows: MemberRows) => Work {
    const home = new Map(profile.domains.flatMap(({ id, topics }) => topics.map((topic) => [topic, id])));
    const prefix = `${pack.id}.`;
    const topicOf = (key: string) =>
      key.startsWith(prefix) ? pack.byId.get(key.slice(prefix.length))?.topic : undefined;
    return ({ days, histories, sittings }) => ({
      stints: days.flatMap(({ value }) =>
        value.stints.map((stint) => ({
          ...stint,
          domain: stint.pack === pack.id ? home.get(stint.topic) : undefined,
        })),
      ),
      answered: histories.map(({ ids, value }) => ({
        history: value,
        domain: home.get(topicOf(ids[1] ?? '') ?? ''),
      })),
      sittings: sittings.map(({ value }) => value),
    });
  }
  function spanOf(week: Pick<Week, 'from' | 'to'>, zone: string): Span {
    return { from: dayBegins(week.from, zone), until: dayBegins(plusDays(week.to, 1), zone) };
  }
  /** What a week's summary tells of, and what it is compared with. */
  function spansOf(
    { plan, planning, zone }: PlanView,
    week: Week,
  ): { readonly week: Span; readonly before: Span } {
    const of = { times: planning, zone };
    const before = plan.weeks.findLast(({ to }) => to < week.from);
    return {
      week: summarySpan(plan, week, of),
      before: before
        ? summarySpan(plan, before, of)
        : spanOf({ from: plusDays(week.from, -7), to: plusDays(week.from, -1) }, zone),
    };
  }
  async function effortOf(reader: Reader, view: PlanView, member: string, week: Week): Promise<Effort> {
    const rows = {
      days: await reader.list(DayCounts, member),
      histories: await reader.list(Histories, member),
      sittings: await reader.list(Sittings, member),
    };
    return effortIn(workIn(view)(rows), spanOf(week, view.zone));
  }
  /** Everything of everybody: read once a week, for the summary. */
  async function everybody(reader: Reader): Promise<readonly (readonly [string, MemberRows])[]> {
    const [people, days, histories, sittings] = [
      byMember(await reader.list(Members)),
      byMember(await reader.list(DayCounts)),
      byMember(await reader.list(Histories)),
      byMember(await reader.list(Sittings)),
    ];
    const everyone = new Set([people, days, histories, sittings].flatMap((rows) => [...rows.keys()]));
    return [...everyone].map((id) => {
      const member = people.get(id)?.[0]?.value;
      const rowsOf = <T>(rows: ReadonlyMap<string, readonly Row<T>[]>) => rows.get(id) ?? [];
      const own = { days: rowsOf(days), histories: rowsOf(histories), sittings: rowsOf(sittings) };
      return [id, { member, ...own }] as const;
    });
  }

  return {
    find,
    propose: (guild, wish) => propose(guild, wish, known.get(guild)),
    async accept(guild, { id, channel, ...wish }) {
      return records.change(guild, async (changes) => {
        const proposal = propose(guild, wish, await changes.get(Plans), id);
        if (proposal.kind !== 'fits') return proposal;
        await guilds.changeIn(changes, (now) => {
          return now.planning.channel ? now : { ...now, planning: { ...now.planning, channel } };
        });
        put(changes, proposal.view.plan);
        return proposal;
      });
    },
    proposeMove: (guild, examDate) => proposeMove(guild, examDate, known.get(guild)),
    async move(guild, { examDate, week }) {
      return records.change(guild, async (changes) => {
        const moved = proposeMove(guild, examDate, await changes.get(Plans));
        if (moved.kind !== 'moved') return moved;
        // Pressed a week later it would let another week slip.
        if (moved.week !== week) return { kind: 'old' };
        put(changes, moved.view.plan);
        return moved;
      });
    },
    forget(guild) {
      known.delete(guild);
    },
    async end(guild) {
      return records.change(guild, async (changes) => {
        const plan = await changes.get(Plans);
        if (!plan) return false;
        changes.remove(Plans, []);
        changes.after(() => known.delete(guild));
        return true;
      });
    },
    async focusIn(changes, schedule, date) {
      const plan = await changes.get(Plans);
      const week = plan && weekOn(plan, date);
      if (!plan || !week || stock.packOf(changes.scope, schedule)?.id !== plan.pack) return undefined;
      const focus = focusOn(plan, schedule.channel, date);
      if (!focus) return undefined;
      const after = withTurn(plan, schedule.channel, date);
      if (after !== plan) put(changes, after);
      const missed = focus === 'missed' ? await missedIn(changes, changes.scope, plan, date) : undefined;
      return { topics: week.topics, missed };
    },
    withWork() {
      return [...known].flatMap(([guild, plan]) => (hasWork(guild, plan) ? [guild] : []));
    },
    async claim(guild) {
      return records.change(guild, async (changes) => {
        const plan = await changes.get(Plans);
        const due = plan && dueOf(viewOf(guild, plan));
        if (!plan) return [];
        if (!due) return plan.pending;
        const claims = due.post.map(({ kind, date }): PostClaim => {
          return { kind, date, claimedAt: clock.now(), nonce: nonceOf(plan.id, kind, date) };
        });
        const pending = [...plan.pending, ...claims];
        put(changes, { ...plan, served: due.served, pending });
        return pending;
      });
    },
    async settled(guild, { nonce }, problem) {
      await records.change(guild, async (changes) => {
        const plan = await changes.get(Plans);
        if (!plan) return;
        put(changes, { ...plan, pending: plan.pending.filter((claim) => claim.nonce !== nonce) });
        if (problem) await guilds.changeIn(changes, (now) => withProblem(now, problem));
      });
    },
    postOf(guild, { kind, date }) {
      const view = find(guild);
      if (!view) return undefined;
      const posts = plannedPosts(view.plan, view.planning, view.zone);
      return posts.find((post) => post.kind === kind && post.date === date);
    },
    async groupWeek(guild, week) {
      const view = find(guild);
      const goals = view ? goalsFor(view.plan, view.pack.plan, week) : [];
      if (!view) return groupWeek([], goals);
      const reader = records.in(guild);
      const span = spansOf(view, week);
      const ticks = new Map(
        (await reader.list(Ticks, week.from)).map(({ ids, value }) => [ids[1], value.goals]),
      );
      const workOf = workIn(view);
      const weeks = (await everybody(reader)).map(([id, row]): MemberWeek => {
        const work = workOf(row);
        // Goals are met from Monday to Sunday, as each member sees them.
        const own = effortIn(work, spanOf(week, view.zone));
        return {
          id,
          listed: row.member !== undefined && isListed(row.member),
          named: row.member?.named ?? false,
          effort: effortIn(work, span.week),
          before: effortIn(work, span.before),
          goals: progressOf(goals, own, ticks.get(id) ?? []),
        };
      });
      return groupWeek(weeks, goals);
    },
    practises(guild, domain) {
      const study = stock.studyOf(guild);
      return (
        study !== undefined &&
        study.pack.id === known.get(guild)?.pack &&
        study.profile.domains.some(({ id }) => id === domain)
      );
    },
    async myWeek(guild, member, date) {
      const view = find(guild);
      const week =
        view && (date === undefined ? goalsWeekOn(view.plan, view.today) : weekOn(view.plan, date));
      if (!view || !week) return undefined;
      const reader = records.in(guild);
      const ticked = (await reader.get(Ticks, week.from, member))?.goals ?? [];
      const effort = await effortOf(reader, view, member, week);
      return {
        view,
        week,
        number: view.plan.weeks.indexOf(week) + 1,
        goals: progressOf(goalsFor(view.plan, view.pack.plan, week), effort, ticked),
      };
    },
    async tick(guild, person, { week, kind, on }) {
      await records.change(guild, async (changes) => {
        const plan = await changes.get(Plans);
        const ticked = plan?.weeks.find(({ from }) => from === week);
        if (!ticked)
          throw new UserError('This week belongs to an earlier plan. `/plan checkin` shows the present one.');
        if (!hasBegun(ticked, todayIn(guild)))
          throw new UserError('This week has not begun. Its goals can be ticked from its first day on.');
        const before = (await changes.get(Ticks, week, person.id))?.goals ?? [];
        const others = before.filter((goal) => goal !== kind);
        changes.put(Ticks, [week, person.id], { goals: on ? [...others, kind] : others });
        await members.changeIn(changes, person, (now) => now);
      });
    },
  };
}

/** Rows by the member they belong to. */
function byMember<T>(rows: readonly Row<T>[]): ReadonlyMap<string, readonly Row<T>[]> {
  const sorted = new Map<string, Row<T>[]>();
  for (const row of rows) {
    const id = row.ids[0] ?? '';
    const own = sorted.get(id);
    if (own) own.push(row);
    else sorted.set(id, [row]);
  }
  return sorted;
}

function profileNamed(pack: Pack, wanted: string | undefined): Profile | undefined {
  return pack.exam.profiles.find(({ id, name }) => id === wanted || name === wanted);
}

/** A nonce of at most 25 characters that only this post has. */
function nonceOf(plan: string, kind: PostClaim['kind'], date: string): string {
  return `${plan}${kind.charAt(0)}${date.replaceAll('-', '').slice(2)}`;
}
