import type { App } from '../app.ts';
import type { Member } from '../member/rules.ts';
import { type Changes, type Reader, table } from '../records/records.ts';
import {
  answeredOn,
  Calendar,
  type Rest,
  type ShownStreak,
  type Streak,
  type StreakNews,
  settle,
  shown,
  stillToAnswer,
  withPosted,
} from './rules.ts';

/** A guild's posted dates. */
export const Calendars = table('calendar', Calendar);

/** What a receipt tells of a member's days: where they stand, and what happened since the last receipt. */
export type Standing = { readonly streak: ShownStreak; readonly news: readonly StreakNews[] };

/** The days of a guild's members. */
export type StreakService = {
  /** Adds a posted date, inside a change of more. */
  postedIn(changes: Changes, date: string, settlesAt: number): Promise<void>;
  /** The streak after a date was answered; `news` is what became of the dates decided since. */
  answeredIn(
    changes: Changes,
    date: string,
  ): Promise<(streak: Streak, rest: Rest) => ReturnType<typeof settle>>;
  /** Where a member stands; nothing is stored by asking. */
  standing(
    reader: Pick<Reader, 'get'>,
    member: Member | undefined,
    news?: readonly StreakNews[],
  ): Promise<Standing>;
  /** The dates that a member can still answer to keep their streak, today's among them, oldest first. */
  stillToAnswer(reader: Pick<Reader, 'get'>, member: Member | undefined): Promise<readonly string[]>;
};

/** Makes the streak service. */
export function createStreaks(app: App): StreakService {
  return {
    async postedIn(changes, date, settlesAt) {
      changes.put(Calendars, [], withPosted((await changes.get(Calendars)) ?? [], date, settlesAt));
    },
    async answeredIn(changes, date) {
      const calendar = (await changes.get(Calendars)) ?? [];
      return (streak, rest) => settle(answeredOn(streak, date), calendar, app.clock.now(), rest);
    },
    async standing(reader, member, news = []) {
      const calendar = (await reader.get(Calendars)) ?? [];
      return { streak: shown(member?.streak, calendar, app.clock.now(), member?.rest), news };
    },
    async stillToAnswer(reader, member) {
      const calendar = (await reader.get(Calendars)) ?? [];
      return stillToAnswer(member?.streak, calendar, app.clock.now(), member?.rest);
    },
  };
}
