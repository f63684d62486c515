import type { App } from '../app.ts';
import type { GroupService } from '../group/service.ts';
import { timeZoneOf } from '../guild/rules.ts';
import type { GuildService } from '../guild/service.ts';
import { Cards, Sittings } from '../history/service.ts';
import { examDateOf, type Member } from '../member/rules.ts';
import { type MemberService, Members, type Person } from '../member/service.ts';
import { questionKey } from '../packs/snapshot.ts';
import type { PlanService } from '../plan/service.ts';
import { minutesFor, type Run, SECONDS_EACH } from '../practice/rules.ts';
import type { PracticeService } from '../practice/service.ts';
import { type Reader, table } from '../records/records.ts';
import { dayBegins, localDate, localHour } from '../schedule/rules.ts';
import type { StockService } from '../stock/service.ts';
import { isResting } from '../streak/rules.ts';
import {
  afterNotSent,
  claimed,
  type Due,
  dueNow,
  MINUTES,
  mayRemind,
  type NotSent,
  Reminder,
} from './rules.ts';

/** One row a member who switched the reminder on. */
export const Reminders = table('reminder', Reminder, { member: 0 });

/** What came of asking for a review. */
export type ReviewStarted =
  | { readonly kind: 'started'; readonly run: Run }
  | { readonly kind: 'nothing-due'; readonly nextAt: number | undefined; readonly sealed: boolean };

/** What is due; `sealed` says that more is, in an exam that is still on. */
type DueBeside = Due & { readonly sealed: boolean };

/** A review that can be begun: how much is due, the minutes it may take, those it takes, and whether all of it fits. */
export type ReviewOffer = {
  readonly due: number;
  readonly minutes: number;
  readonly takes: number;
  readonly all: boolean;
};

/** A reminder to send: how much is due. */
export type ToRemind = { readonly member: string; readonly due: number; readonly minutes: number };

/** What is due in a member's spaced repetition. */
export type ReviewService = {
  /** What is due now, of questions that are still asked and in no exam that is still on. */
  due(guild: string, member: string): Promise<Due>;
  /** The review to begin next, at the member's own pace; undefined when nothing is due, or when one is begun already. */
  offer(guild: string, member: string): Promise<ReviewOffer | undefined>;
  /** Begins a review of what is most at risk, as much as fits into the minutes. */
  start(
    guild: string,
    person: Person,
    wish: { readonly id: string; readonly minutes: number },
  ): Promise<ReviewStarted>;
  /** The member's reminder; undefined when it is off. */
  reminder(guild: string, member: string): Promise<Reminder | undefined>;
  setReminder(guild: string, person: Person, on: boolean): Promise<void>;
  /** The servers with reminders, from memory. */
  guildsWithReminders(): readonly string[];
  /** Members of a server who are to be written to now; each is marked as written to today before this resolves. */
  claimReminders(guild: string): Promise<readonly ToRemind[]>;
  /** A claimed message was not sent: it may be tried again, or was refused for good. */
  notReminded(guild: string, member: string, why: NotSent): Promise<void>;
};

/** A member with nothing due is looked at again after this, in milliseconds. */
const LOOK_AGAIN = 30 * 60 * 1000;

/** Makes the review service; reads who has a reminder. */
export async function createReviews(
  app: App,
  parts: {
    readonly guilds: GuildService;
    readonly stock: StockService;
    readonly members: MemberService;
    readonly practices: PracticeService;
    readonly plans: PlanService;
    readonly groups: GroupService;
  },
): Promise<ReviewService> {
  const { records, clock, log } = app;
  const { guilds, stock, members, practices, plans, groups } = parts;
  /** Who has a reminder, by server, with the time from which it is worth a look. */
  const watched = new Map<string, Map<string, number>>();
  for (const { scope, ids } of await records.all(Reminders)) watch(scope, ids[0] ?? '');

  function watch(guild: string, member: string, from = 0): void {
    const here = watched.get(guild) ?? new Map<string, number>();
    watched.set(guild, here.set(member, from));
  }
  function forget(guild: string, member: string): void {
    const here = watched.get(guild);
    here?.delete(member);
    if (here?.size === 0) watched.delete(guild);
  }
  /** The questions that are asked in a guild, by key; undefined when its pack is gone. */
  function askedIn(guild: string): ReadonlySet<string> | undefined {
    const study = stock.studyOf(guild);
    return study && new Set(study.questions.map(({ id }) => questionKey({ pack: study.pack.id, id })));
  }
  async function dueIn(
    reader: Reader,
    whose: { readonly guild: string; readonly id: string; readonly member: Member | undefined },
    asked = askedIn(whose.guild),
  ): Promise<DueBeside> {
    const { guild, id, member } = whose;
    const rows = asked ? await reader.list(Cards, id) : [];
    if (!asked || rows.length === 0) return { due: [], nextAt: undefined, sealed: false };
    const cards = rows
      .map(({ ids, value }) => ({ key: ids[1] ?? '', card: value }))
      .filter(({ key }) => asked.has(key));
    const sealed = await groups.sealedFor(reader, guild, id);
    const now = clock.now();
    const zone = member?.timeZone ?? timeZoneOf(guilds.find(guild));
    const exam = examDateOf(member, plans.find(guild)?.plan.examDate, localDate(now, zone));
    const examAt = exam === undefined ? undefined : dayBegins(exam, zone);
    const held = cards.filter(({ key }) => sealed.has(key));
    return {
      ...dueNow(
        cards.filter(({ key }) => !sealed.has(key)),
        examAt,
        now,
      ),
      sealed: dueNow(held, examAt, now).due.length > 0,
    };
  }
  /** A reminder that may be sent now, with what it becomes by that; nothing is read of what is due. */
  async function sendableIn(reader: Reader, guild: string, id: string) {
    const reminder = await reader.get(Reminders, id);
    const member = reminder && (await reader.get(Members, id));
    if (!reminder || !member || reminder.refused) return 'never';
    const now = clock.now();
    const guildZone = timeZoneOf(guilds.find(guild));
    const zone = member.timeZone ?? guildZone;
    const local = { date: localDate(now, zone), hour: localHour(now, zone) };
    const may = mayRemind(reminder, local, member.quiet);
    // Pauses and rest days go by the server's date, as its questions do.
    if (!may || member.left || isResting(member.rest, localDate(now, guildZone))) return 'not-now';
    return { member, after: claimed(reminder, local.date) };
  }
  /** One member's claim: a change of its own, so that a press in between waits for no other. */
  async function claim(guild: string, id: string, asked: ReadonlySet<string>): Promise<ToRemind | undefined> {
    // Most may not be written to now, and that costs the guild's queue nothing.
    const seen = await sendableIn(records.in(guild), guild, id);
    if (seen === 'never') forget(guild, id);
    else watch(guild, id, clock.now() + LOOK_AGAIN);
    if (typeof seen === 'string') return undefined;
    return records.change(guild, async (changes) => {
      const sendable = await sendableIn(changes, guild, id);
      if (typeof sendable === 'string') return undefined;
      const { due } = await dueIn(changes, { guild, id, member: sendable.member }, asked);
      if (due.length === 0) return undefined;
      changes.put(Reminders, [id], sendable.after);
      return { member: id, due: due.length, minutes: minutesFor(due.length) };
    });
  }

  return {
    async due(guild, member) {
      const reader = records.in(guild);
      return dueIn(reader, { guild, id: member, member: await reader.get(Members, member) });
    },
    async offer(guild, id) {
      const reader = records.in(guild);
      if (await practices.find(guild, id, 'review')) return undefined;
      const member = await reader.get(Members, id);
      const { due } = await dueIn(reader, { guild, id, member });
      if (due.length === 0) return undefined;
      const minutes = member?.minutes ?? MINUTES.default;
      const takes = Math.min(minutes, minutesFor(due.length));
      return { due: due.length, minutes, takes, all: minutesFor(due.length) <= minutes };
    },
    async start(guild, person, { id, minutes }) {
      return records.change(guild, async (changes): Promise<ReviewStarted> => {
        const study = stock.studyOf(guild);
        const member = await changes.get(Members, person.id);
        const { due, nextAt, sealed } = await dueIn(changes, { guild, id: person.id, member });
        if (!study) return { kind: 'nothing-due', nextAt, sealed };
        const fits = Math.max(1, Math.floor((minutes * 60) / SECONDS_EACH));
        // What is in the run is as good as answered, and what an exam holds back is answered there; what did not fit is due.
        const reviewFrom = due.length > fits ? clock.now() : nextAt;
        await members.changeKnownIn(changes, person.id, (now) => ({ ...now, reviewFrom }));
        if (due.length === 0) return { kind: 'nothing-due', nextAt, sealed };
        // Read at once, since stand-ins are looked for question by question.
        await changes.list(Sittings, person.id);
        const ids = due.slice(0, fits).map(({ key }) => key.slice(study.pack.id.length + 1));
        const run = await practices.beginIn(changes, person, {
          id,
          kind: 'review',
          pack: study.pack.id,
          name: 'Review',
          due: due.length,
          ids,
        });
        return { kind: 'started', run };
      });
    },
    reminder: (guild, member) => records.in(guild).get(Reminders, member),
    async setReminder(guild, person, on) {
      await records.change(guild, async (changes) => {
        const before = await changes.get(Reminders, person.id);
        if (on) changes.put(Reminders, [person.id], Reminder.parse({ lastDate: before?.lastDate }));
        else changes.remove(Reminders, [person.id]);
        await members.changeIn(changes, person, (now) => now);
        changes.after(() => (on ? watch(guild, person.id) : forget(guild, person.id)));
      });
    },
    guildsWithReminders: () => [...watched.keys()],
    async claimReminders(guild) {
      const now = clock.now();
      const worth = [...(watched.get(guild) ?? [])].filter(([, from]) => from <= now).map(([id]) => id);
      const asked = worth.length > 0 ? askedIn(guild) : undefined;
      if (!asked) return [];
      const claimed: ToRemind[] = [];
      for (const id of worth) {
        const one = await claim(guild, id, asked).catch((error: unknown) => {
          log.error({ guild, err: error }, 'a reminder could not be claimed');
        });
        if (one) claimed.push(one);
        // What is in memory is read without a pause, and others are to be served in between.
        await new Promise((resolve) => setImmediate(resolve));
      }
      return claimed;
    },
    async notReminded(guild, id, why) {
      await records.change(guild, async (changes) => {
        const reminder = await changes.get(Reminders, id);
        if (!reminder) return;
        changes.put(Reminders, [id], afterNotSent(reminder, why));
        changes.after(() =>
          why === 'refused' ? forget(guild, id) : watch(guild, id, clock.now() + LOOK_AGAIN),
        );
      });
    },
  };
}
