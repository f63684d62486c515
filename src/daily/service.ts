import type { App } from '../app.ts';
import { dailyPoints } from '../board/rules.ts';
import {
  type Problem,
  withClaim,
  withoutOpen,
  withoutProblems,
  withProblem,
  withReady,
} from '../guild/rules.ts';
import type { GuildService } from '../guild/service.ts';
import type { Confidence } from '../history/rules.ts';
import type { Counted, HistoryService } from '../history/service.ts';
import type { Member } from '../member/rules.ts';
import type { MemberService, Person } from '../member/service.ts';
import { questionKey } from '../packs/snapshot.ts';
import type { PlanService } from '../plan/service.ts';
import { type Changes, table } from '../records/records.ts';
import { nextPosting } from '../schedule/rules.ts';
import type { NoQuestion, StockService } from '../stock/service.ts';
import type { StreakNews } from '../streak/rules.ts';
import type { Standing, StreakService } from '../streak/service.ts';
import { UserError } from '../user-error.ts';
import {
  Answer,
  answeredSoFar,
  type ConfirmVerdict,
  confirm,
  Daily,
  dailyId,
  type FinalAnswer,
  hasLateChance,
  isFinal,
  isOpen,
  LATE_FOR,
  nonceOf,
  type PickVerdict,
  pick,
  seeWhy,
  tally,
} from './rules.ts';

/** One row a daily, with the question as it was shown. */
export const Dailies = table('daily', Daily);
/** One row an answer: a record that grew with every answer would cost the square. */
export const Answers = table('answer', Answer, { member: 1 });

/** Why there is no question to post. */
export type ClaimRefusal =
  | { readonly kind: 'no-schedule' }
  | { readonly kind: 'already'; readonly daily: Daily }
  | NoQuestion;

/** A claim: the question is stored, and may now be posted. */
export type Claim = { readonly kind: 'claimed'; readonly daily: Daily };

/** What came of posting a date's question at once. */
export type PostedNow =
  | { readonly kind: 'posted'; readonly daily: Daily }
  | { readonly kind: 'failed'; readonly problem: Problem['kind'] }
  | ClaimRefusal;

/** A daily with one member's answer, if there is one. */
export type DailyAnswer = { readonly daily: Daily; readonly answer: Answer | undefined };

/** A press that was decided, with what its screen needs. */
export type Picked = { readonly daily: Daily; readonly verdict: PickVerdict };
export type Confirmed = {
  readonly daily: Daily;
  readonly verdict: ConfirmVerdict;
  readonly standing: Standing;
};

/** A member's press on a daily; `at` is the interaction's own time. */
export type DailyPress = { readonly daily: string; readonly person: Person; readonly at: number };

/** The question of the day: claimed, posted, answered, closed. Throws a UserError for a daily that is not known. */
export type DailyService = {
  /** Draws and stores the question of a schedule's date before anything is posted. */
  claim(
    guild: string,
    where: { readonly channel: string; readonly date: string; readonly ping: boolean },
  ): Promise<Claim | ClaimRefusal>;
  /** Stores the message of a claim; its date now counts as posted. */
  posted(guild: string, daily: string, message: string): Promise<void>;
  /** Stores the thread under a daily, or that there will be none. */
  threadOpened(guild: string, daily: string, thread: string | undefined): Promise<void>;
  /** Gives a claim up: the question is free again and the problem is kept for `/setup show`. */
  abandon(guild: string, daily: string, problem: Problem): Promise<void>;
  find(guild: string, daily: string): Promise<Daily | undefined>;
  /** A daily with a member's answer, changing nothing. */
  look(guild: string, daily: string, member: string): Promise<DailyAnswer>;
  pick(
    guild: string,
    press: DailyPress & { readonly option: number; readonly on?: boolean | undefined },
  ): Promise<Picked>;
  confirm(guild: string, press: DailyPress & { readonly confidence: Confidence }): Promise<Confirmed>;
  /** Shows the answer of a closed daily; who has not answered by then cannot any more. An open one is not shown. */
  seeWhy(guild: string, press: DailyPress): Promise<DailyAnswer>;
  /** Counts picks without a confirmation, tallies, and closes as of then. The same daily again when it was closed before. */
  close(guild: string, daily: string, at: number): Promise<Daily>;
  /** Nothing is left to do for a daily. */
  finish(guild: string, daily: string): Promise<void>;
  /** Every daily that takes answers on time. */
  openFor(guild: string, member: string): Promise<readonly DailyAnswer[]>;
  /** Closed dailies that a member can still answer late to keep their streak, the oldest first; one a date. */
  lateFor(guild: string, member: string): Promise<readonly Daily[]>;
  answeredSoFar(guild: string, daily: string): Promise<number>;
  /** Whether somebody new answered since the counter was last shown. */
  wasTouched(daily: string): boolean;
  /** The counter is being shown now. */
  counted(daily: string): void;
  /** What a receipt tells of a member's days. */
  standing(guild: string, member: string): Promise<Standing>;
};

/** The services that the daily builds on. */
export type DailyParts = {
  readonly guilds: GuildService;
  readonly members: MemberService;
  readonly stock: StockService;
  readonly streaks: StreakService;
  readonly histories: HistoryService;
  readonly plans: PlanService;
};

const DAY = 24 * 60 * 60 * 1000;
const UNKNOWN = 'I do not know this question any more. Please use /daily to see what is open.';

/** Makes the daily service. */
export function createDailies(app: App, parts: DailyParts): DailyService {
  const { records, clock } = app;
  const { guilds, members, stock, streaks, histories, plans } = parts;
  /** Dailies with answers that their counter does not show yet; after a restart the next answer shows them all. */
  const touched = new Set<string>();
  const warm = new Set<string>();

  /** Reads all answers of a daily once, so that every further press finds its own in memory, also that there is none. */
  async function warmUp(changes: Changes, id: string): Promise<void> {
    if (warm.has(id)) return;
    await changes.list(Answers, id);
    await members.warmUpIn(changes);
    warm.add(id);
  }
  async function need(reader: Pick<Changes, 'get'>, id: string): Promise<Daily> {
    const daily = await reader.get(Dailies, id);
    if (!daily) throw new UserError(UNKNOWN);
    return daily;
  }
  async function pointsIn(changes: Changes, daily: Daily, member: string) {
    const metBefore = await histories.metIn(changes, member, daily.question);
    const retired = (await guilds.findIn(changes)).retired.includes(questionKey(daily.question));
    return (right: boolean, late: boolean) => dailyPoints({ right: right || retired, late, metBefore });
  }
  /** Everything that follows from a final answer, in the same commit. */
  async function countIn(
    changes: Changes,
    daily: Daily,
    { person, answer, away }: Pick<Counted, 'person' | 'away'> & { readonly answer: FinalAnswer },
  ): Promise<readonly StreakNews[]> {
    const { at, right, points, confidence } = answer.outcome;
    changes.put(Answers, [daily.id, person.id], answer);
    const attempt = { at, right, confidence, source: 'daily' } as const;
    return histories.countIn(changes, {
      person,
      question: daily.question,
      attempt,
      points,
      date: daily.date,
      away,
    });
  }
  const here = (member: Member) => member;

  return {
    async claim(guild, { channel, date, ping }) {
      return records.change(guild, async (changes): Promise<Claim | ClaimRefusal> => {
        const schedule = (await guilds.findIn(changes)).schedules.find((set) => set.channel === channel);
        if (!schedule) return { kind: 'no-schedule' };
        const id = dailyId(channel, date);
        const before = await changes.get(Dailies, id);
        if (before) return { kind: 'already', daily: before };
        const focus = await plans.focusIn(changes, schedule, date);
        const drawn = await stock.drawIn(changes, schedule, focus);
        if (drawn.kind !== 'drawn') return drawn;
        const now = clock.now();
        // The next date's time, never this date's own: "Post one now" takes the place of this date's question.
        const next = nextPosting(schedule.timing, schedule.timeZone, now);
        const closing = next?.date === date ? nextPosting(schedule.timing, schedule.timeZone, next.at) : next;
        const daily = Daily.parse({
          id,
          channel,
          date,
          question: drawn.question,
          claimedAt: now,
          nonce: nonceOf(channel, date),
          role: ping ? schedule.role : undefined,
          wantsThread: schedule.thread,
          closesAt: closing?.at ?? now + DAY,
        });
        changes.put(Dailies, [id], daily);
        await guilds.changeIn(changes, (settings) => withClaim(settings, daily));
        return { kind: 'claimed', daily };
      });
    },
    async posted(guild, id, message) {
      await records.change(guild, async (changes) => {
        const daily = await need(changes, id);
        changes.put(Dailies, [id], { ...daily, message });
        // Answers are about to come, perhaps from everybody at once, and nobody waits for this.
        await warmUp(changes, id);
        await streaks.postedIn(changes, daily.date, daily.closesAt + LATE_FOR);
        await guilds.changeIn(changes, (settings) => {
          const works = withoutProblems(settings, daily.channel);
          return daily.wantsThread ? works : withReady(works, id);
        });
      });
    },
    async threadOpened(guild, id, thread) {
      await records.change(guild, async (changes) => {
        const daily = await need(changes, id);
        changes.put(Dailies, [id], { ...daily, thread, wantsThread: thread !== undefined });
        await guilds.changeIn(changes, (settings) => withReady(settings, id));
      });
    },
    async abandon(guild, id, problem) {
      await records.change(guild, async (changes) => {
        const daily = await need(changes, id);
        await stock.giveBackIn(changes, daily.question);
        changes.remove(Dailies, [id]);
        await guilds.changeIn(changes, (settings) => withProblem(withoutOpen(settings, id), problem));
      });
    },
    find: (guild, id) => records.in(guild).get(Dailies, id),
    async look(guild, id, member) {
      const reader = records.in(guild);
      return { daily: await need(reader, id), answer: await reader.get(Answers, id, member) };
    },
    async pick(guild, { daily: id, person, at, option, on }) {
      return records.change(guild, async (changes) => {
        const daily = await need(changes, id);
        if (!daily.question.options[option]) throw new UserError(UNKNOWN);
        await warmUp(changes, id);
        const verdict = pick(daily, await changes.get(Answers, id, person.id), { option, on, at });
        if (verdict.kind === 'picked') {
          changes.put(Answers, [id, person.id], verdict.answer);
          changes.after(() => {
            touched.add(id);
            void histories.readAhead(guild, person.id, daily.question, at);
          });
        }
        await members.changeIn(changes, person, here);
        return { daily, verdict };
      });
    },
    async confirm(guild, { daily: id, person, at, confidence }) {
      return records.change(guild, async (changes) => {
        const daily = await need(changes, id);
        const points = await pointsIn(changes, daily, person.id);
        const verdict = confirm(daily, await changes.get(Answers, id, person.id), { confidence, at }, points);
        const news =
          verdict.kind === 'final' ? await countIn(changes, daily, { person, answer: verdict.answer }) : [];
        const member = await members.changeIn(changes, person, here);
        return { daily, verdict, standing: await streaks.standing(changes, member, news) };
      });
    },
    async seeWhy(guild, { daily: id, person, at }) {
      return records.change(guild, async (changes) => {
        const daily = await need(changes, id);
        const before = await changes.get(Answers, id, person.id);
        if (isOpen(daily, at)) return { daily, answer: before };
        const answer = seeWhy(daily, before, at);
        if (answer !== before) changes.put(Answers, [id, person.id], answer);
        await members.changeIn(changes, person, here);
        return { daily, answer };
      });
    },
    async close(guild, id, at) {
      return records.change(guild, async (changes) => {
        const open = await need(changes, id);
        if (open.tally) return open;
        const daily: Daily = { ...open, closesAt: at };
        for (const { ids, value } of await changes.list(Answers, id)) {
          const member = ids[1];
          if (!member || isFinal(value) || value.late) continue;
          const points = await pointsIn(changes, daily, member);
          const verdict = confirm(daily, value, { confidence: undefined, at: at - 1 }, points);
          if (verdict.kind !== 'final') continue;
          const name = (await members.findIn(changes, member))?.name ?? '';
          const { answer } = verdict;
          const news = await countIn(changes, daily, { person: { id: member, name }, answer, away: true });
          // Nobody sees a receipt now, so what became of their streak waits in the answer until they look.
          if (news.length > 0)
            changes.put(Answers, [id, member], { ...answer, outcome: { ...answer.outcome, news } });
        }
        const answers = (await changes.list(Answers, id)).map((row) => row.value);
        const closed: Daily = { ...daily, tally: tally(daily.question, answers) };
        changes.put(Dailies, [id], closed);
        changes.after(() => {
          touched.delete(id);
          warm.delete(id);
        });
        return closed;
      });
    },
    async finish(guild, id) {
      await guilds.change(guild, (settings) => withoutOpen(settings, id));
    },
    async openFor(guild, member) {
      const reader = records.in(guild);
      const now = clock.now();
      const found = await Promise.all(
        guilds.find(guild).open.map(async ({ id }) => ({
          daily: await reader.get(Dailies, id),
          answer: await reader.get(Answers, id, member),
        })),
      );
      return found.flatMap(({ daily, answer }) =>
        daily?.message && isOpen(daily, now) ? [{ daily, answer }] : [],
      );
    },
    async lateFor(guild, member) {
      const reader = records.in(guild);
      const now = clock.now();
      const { schedules } = guilds.find(guild);
      const late: Daily[] = [];
      for (const date of await streaks.stillToAnswer(reader, await members.find(guild, member))) {
        for (const { channel } of schedules) {
          const id = dailyId(channel, date);
          const daily = await reader.get(Dailies, id);
          if (!daily?.message || !hasLateChance(daily, await reader.get(Answers, id, member), now)) continue;
          late.push(daily);
          break;
        }
      }
      return late;
    },
    async answeredSoFar(guild, id) {
      const reader = records.in(guild);
      const { question } = await need(reader, id);
      return answeredSoFar(
        question,
        (await reader.list(Answers, id)).map((row) => row.value),
      );
    },
    wasTouched: (id) => touched.has(id),
    counted(id) {
      touched.delete(id);
    },
    async standing(guild, id) {
      return streaks.standing(records.in(guild), await members.find(guild, id));
    },
  };
}
