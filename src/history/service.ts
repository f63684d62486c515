import { timeZoneOf } from '../guild/rules.ts';
import type { GuildService } from '../guild/service.ts';
import { withPoints } from '../member/rules.ts';
import type { MemberService, Person } from '../member/service.ts';
import { questionKey, type Snapshot } from '../packs/snapshot.ts';
import { type Changes, type Records, table } from '../records/records.ts';
import { monthOf, weekOf } from '../schedule/rules.ts';
import type { StreakNews } from '../streak/rules.ts';
import type { StreakService } from '../streak/service.ts';
import { type Attempt, History, withAttempt } from './rules.ts';

/** One row a member and question. */
export const Histories = table('history', History, { member: 0 });

/** A final answer: what is learned from it, what it earned, and on which posted date, if any. */
export type Counted = {
  readonly person: Person;
  readonly question: Snapshot;
  readonly attempt: Attempt;
  readonly points: number;
  readonly date?: string;
};

/** The one learner record behind everything. */
export type HistoryService = {
  /** Whether a member has met a question before, wherever it was asked. */
  metIn(changes: Changes, member: string, question: Snapshot): Promise<boolean>;
  /** Reads what a member's final answer to a question will need, so that it is in memory by then. */
  readAhead(guild: string, member: string, question: Snapshot): void;
  /** Stores what follows from a final answer: history, points and streak, in one commit. Resolves with the streak's news. */
  countIn(changes: Changes, answered: Counted): Promise<readonly StreakNews[]>;
};

/** Makes the history service. */
export function createHistories(
  records: Records,
  guilds: GuildService,
  members: MemberService,
  streaks: StreakService,
): HistoryService {
  return {
    async metIn(changes, member, question) {
      return (await changes.get(Histories, member, questionKey(question))) !== undefined;
    },
    readAhead(guild, member, question) {
      // What cannot be read is read again when it is needed, and reported then.
      records
        .in(guild)
        .get(Histories, member, questionKey(question))
        .catch(() => undefined);
    },
    async countIn(changes, { person, question, attempt, points, date }) {
      const ids = [person.id, questionKey(question)] as const;
      changes.put(Histories, ids, withAttempt(await changes.get(Histories, ...ids), attempt));
      const zone = timeZoneOf(await guilds.findIn(changes));
      const periods = { week: weekOf(attempt.at, zone), month: monthOf(attempt.at, zone) };
      const settleDate = date === undefined ? undefined : await streaks.answeredIn(changes, date);
      let news: readonly StreakNews[] = [];
      await members.changeIn(changes, person, (member) => {
        const settled = settleDate?.(member.streak);
        news = settled?.news ?? [];
        return {
          ...member,
          streak: settled?.streak ?? member.streak,
          points: withPoints(member.points, points, periods),
        };
      });
      return news;
    },
  };
}
