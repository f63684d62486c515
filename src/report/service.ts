import type { App } from '../app.ts';
import { POINTS } from '../board/rules.ts';
import { isFinal } from '../daily/rules.ts';
import { Answers, Dailies } from '../daily/service.ts';
import { timeZoneOf } from '../guild/rules.ts';
import type { GuildService } from '../guild/service.ts';
import { withPoints } from '../member/rules.ts';
import type { MemberService, Person } from '../member/service.ts';
import { questionKey, type Snapshot } from '../packs/snapshot.ts';
import { type Changes, table } from '../records/records.ts';
import { monthOf, weekOf } from '../schedule/rules.ts';
import { byQuestion, type Reason, Report, type Reported } from './rules.ts';

/** One row a question and member. */
export const Reports = table('report', Report, { member: 1 });

/** What members say is wrong, and what moderators do about it. */
export type ReportService = {
  /** Stores a report; a second one of the same member on the same question replaces the first. */
  report(
    guild: string,
    person: Person,
    about: { question: Snapshot; reason: Reason; words: string },
  ): Promise<void>;
  /** What is reported and not decided yet. */
  list(guild: string): Promise<readonly Reported[]>;
  /** Takes the reports of a question off the list; the question stays. */
  dismiss(guild: string, key: string): Promise<void>;
  /** Never asks the question here again, and gives full points to those whose answer counted as wrong. Resolves with how many they were. */
  retire(guild: string, key: string): Promise<number>;
};

/** Makes the report service. */
export function createReports(app: App, guilds: GuildService, members: MemberService): ReportService {
  async function clear(changes: Changes, key: string): Promise<void> {
    for (const { ids } of await changes.list(Reports, key)) changes.remove(Reports, ids);
  }
  return {
    async report(guild, person, { question, reason, words }) {
      await app.records.change(guild, (changes) => {
        const report = { at: app.clock.now(), reason, words, stem: question.stem, name: person.name };
        changes.put(Reports, [questionKey(question), person.id], report);
      });
    },
    async list(guild) {
      const rows = await app.records.in(guild).list(Reports);
      return byQuestion(rows.map(({ ids, value }) => ({ key: ids[0] ?? '', report: value })));
    },
    async dismiss(guild, key) {
      await app.records.change(guild, (changes) => clear(changes, key));
    },
    async retire(guild, key) {
      return app.records.change(guild, async (changes) => {
        await guilds.changeIn(changes, (now) =>
          now.retired.includes(key) ? now : { ...now, retired: [...now.retired, key] },
        );
        await clear(changes, key);
        const zone = timeZoneOf(await guilds.findIn(changes));
        const hit = new Set<string>();
        for (const { value: daily } of await changes.list(Dailies)) {
          if (questionKey(daily.question) !== key) continue;
          for (const { ids, value: answer } of await changes.list(Answers, daily.id)) {
            const member = ids[1];
            if (!member || !isFinal(answer) || answer.outcome.points !== POINTS.daily.wrong) continue;
            hit.add(member);
            const { at } = answer.outcome;
            changes.put(Answers, ids, {
              ...answer,
              outcome: { ...answer.outcome, points: POINTS.daily.right },
            });
            await members.changeKnownIn(changes, member, (now) => ({
              ...now,
              points: withPoints(now.points, POINTS.daily.right - POINTS.daily.wrong, {
                week: weekOf(at, zone),
                month: monthOf(at, zone),
              }),
            }));
          }
        }
        return hit.size;
      });
    },
  };
}
