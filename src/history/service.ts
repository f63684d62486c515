import { timeZoneOf } from '../guild/rules.ts';
import type { GuildService } from '../guild/service.ts';
import { type Member, withPoints } from '../member/rules.ts';
import type { MemberService, Person } from '../member/service.ts';
import { questionKey, type Snapshot } from '../packs/snapshot.ts';
import { type Changes, type Reader, type Records, type Row, table } from '../records/records.ts';
import { afterAttempt, Card, reviewFrom } from '../review/rules.ts';
import { plusDays } from '../schedule/dates.ts';
import { monthOf, weekOf } from '../schedule/rules.ts';
import type { StreakNews } from '../streak/rules.ts';
import type { StreakService } from '../streak/service.ts';
import {
  type Attempt,
  countedOn,
  DAYS_COUNTED,
  DayCount,
  History,
  isTidied,
  Sitting,
  withAttempt,
  withCounted,
} from './rules.ts';

/** One row a member and question. */
export const Histories = table('history', History, { member: 0 });
/** One row a member and question that is to be asked again. */
export const Cards = table('card', Card, { member: 0 });
/** One row a member and date of the last weeks: how much they answered. */
export const DayCounts = table('day-count', DayCount, { member: 0 });
/** One row a member and mock exam. */
export const Sittings = table('sitting', Sitting, { member: 0 });

/** A final answer: what is learned from it, what it earned, and on which posted date, if any. */
export type Counted = {
  readonly person: Person;
  readonly question: Snapshot;
  readonly attempt: Attempt;
  readonly points: number;
  readonly date?: string;
  /** The card that the question stood in for in review: the answer counts for it too. */
  readonly standsFor?: string | undefined;
  /** It is counted without a press of theirs (the clock handed it in), so it does not show that they are still here. */
  readonly away?: boolean | undefined;
};

/** Everything learned about a member and questions, by `questionKey`. */
export type Learned = {
  readonly histories: ReadonlyMap<string, History>;
  readonly cards: ReadonlyMap<string, Card>;
  /** Oldest first. */
  readonly sittings: readonly Sitting[];
};

/** The one learner record behind everything. */
export type HistoryService = {
  /** Whether a member has met a question before, wherever it was asked. */
  metIn(changes: Changes, member: string, question: Snapshot): Promise<boolean>;
  /** Reads what a member's final answer to a question, picked at a time, will need, so that it is in memory by then. Never rejects. */
  readAhead(guild: string, member: string, question: Snapshot, at: number): Promise<void>;
  /**
   * Stores what follows from a final answer: history, the day's count, the card in review, points and streak, in one commit.
   * Resolves with the streak's news.
   */
  countIn(changes: Changes, answered: Counted): Promise<readonly StreakNews[]>;
  /** Stores that a mock exam was handed in; its answers are counted one by one. */
  satIn(changes: Changes, member: string, exam: string, sitting: Sitting): void;
  /** Everything learned about a member: their own rows only, so it costs the same in a server of any size. */
  of(reader: Reader, member: string): Promise<Learned>;
};

/** Makes the history service. */
export function createHistories(
  records: Records,
  guilds: GuildService,
  members: MemberService,
  streaks: StreakService,
): HistoryService {
  let tidying: Promise<unknown> = Promise.resolve();

  /** The card of the question itself. A first attempt has none before, so that nothing is looked up for it. */
  async function learnIn(changes: Changes, { person, question, attempt }: Counted, metBefore: boolean) {
    const ids = [person.id, questionKey(question)] as const;
    const before = metBefore ? await changes.get(Cards, ...ids) : undefined;
    const after = afterAttempt(before, attempt, question.order);
    if (after) changes.put(Cards, ids, after);
    return after;
  }
  async function learnForIn(changes: Changes, { person, attempt, standsFor }: Counted) {
    const card = standsFor === undefined ? undefined : await changes.get(Cards, person.id, standsFor);
    const after = card && afterAttempt(card, attempt);
    if (standsFor !== undefined && after) changes.put(Cards, [person.id, standsFor], after);
    return after;
  }
  /** Counts the answer in its day. A member's first of a day now and then takes away the days that nobody asks for any more. */
  async function countDayIn(changes: Changes, { person, question, attempt }: Counted) {
    const date = countedOn(attempt.at);
    const before = await changes.get(DayCounts, person.id, date);
    const { pack, topic } = question;
    changes.put(DayCounts, [person.id, date], withCounted(before, { pack, topic, attempt }));
    if (!before && isTidied(person.id, date)) changes.after(() => tidy(changes.scope, person.id, date));
  }
  /** Afterwards, one member after another: looking for what is old is a read of its own, and a crowd's answers go first. */
  function tidy(guild: string, member: string, date: string): void {
    const oldest = plusDays(date, -DAYS_COUNTED);
    const remove = () =>
      records.change(guild, async (changes) => {
        for (const { ids } of await changes.list(DayCounts, member))
          if ((ids[1] ?? '') < oldest) changes.remove(DayCounts, ids);
      });
    // What could not be removed now is found the next time.
    tidying = tidying.then(remove).catch(() => undefined);
  }

  return {
    async metIn(changes, member, question) {
      return (await changes.get(Histories, member, questionKey(question))) !== undefined;
    },
    async readAhead(guild, member, question, at) {
      const reader = records.in(guild);
      const ids = [member, questionKey(question)] as const;
      // What cannot be read is read again when it is needed, and reported then.
      await Promise.allSettled([
        // A first answer looks up no card, so neither is one read for it.
        reader.get(Histories, ...ids).then((history) => history && reader.get(Cards, ...ids)),
        reader.get(DayCounts, member, countedOn(at)),
      ]);
    },
    async countIn(changes, answered) {
      const { person, question, attempt, points, date, away = false } = answered;
      const ids = [person.id, questionKey(question)] as const;
      const before = await changes.get(Histories, ...ids);
      changes.put(Histories, ids, withAttempt(before, attempt));
      await countDayIn(changes, answered);
      const cards = [
        await learnIn(changes, answered, before !== undefined),
        await learnForIn(changes, answered),
      ];
      const zone = timeZoneOf(await guilds.findIn(changes));
      const periods = { week: weekOf(attempt.at, zone), month: monthOf(attempt.at, zone) };
      const settleDate = date === undefined ? undefined : await streaks.answeredIn(changes, date);
      let news: readonly StreakNews[] = [];
      const earned = (member: Member): Member => {
        const settled = settleDate?.(member.streak, member.rest);
        news = settled?.news ?? [];
        return {
          ...member,
          streak: settled?.streak ?? member.streak,
          points: withPoints(member.points, points, periods),
          reviewFrom: reviewFrom(member.reviewFrom, cards),
        };
      };
      await (away
        ? members.changeKnownIn(changes, person.id, earned)
        : members.changeIn(changes, person, earned));
      return news;
    },
    satIn(changes, member, exam, sitting) {
      changes.put(Sittings, [member, exam], sitting);
    },
    async of(reader, member) {
      const byQuestion = <T>(rows: readonly Row<T>[]) =>
        new Map(rows.map(({ ids, value }) => [ids[1] ?? '', value]));
      const [histories, cards, sittings] = await Promise.all([
        reader.list(Histories, member),
        reader.list(Cards, member),
        reader.list(Sittings, member),
      ]);
      return {
        histories: byQuestion(histories),
        cards: byQuestion(cards),
        sittings: sittings.map(({ value }) => value).sort((one, other) => one.at - other.at),
      };
    },
  };
}
