import type { App } from '../app.ts';
import { isPassed } from '../certified/rules.ts';
import { Certificates } from '../certified/service.ts';
import { timeZoneOf } from '../guild/rules.ts';
import type { GuildService } from '../guild/service.ts';
import type { HistoryService } from '../history/service.ts';
import { type ExamStage, examDateOf, examStageOf, todayOf } from '../member/rules.ts';
import type { MemberService } from '../member/service.ts';
import type { Profile } from '../packs/schema.ts';
import { questionKey } from '../packs/snapshot.ts';
import type { PlanService } from '../plan/service.ts';
import { daysBetween } from '../schedule/dates.ts';
import type { StockService } from '../stock/service.ts';
import { evidenceOf, type Progress, progressOf } from './rules.ts';

/** A member's way to the exam, with what its screen says beside the figures. */
export type Shown = {
  readonly title: string;
  readonly profile: Profile;
  readonly progress: Progress;
  /**
   * The exam's local date, in how many local days it is (0 today, negative afterwards), and whether the member set it or
   * the guild's plan did. Undefined without a date.
   */
  readonly exam: { readonly date: string; readonly days: number; readonly own: boolean } | undefined;
  readonly stage: ExamStage;
  /** The local date where the member is. */
  readonly today: string;
};

/** What a member's record says about their way to the exam. */
export type ProgressService = {
  /** Undefined when the server's pack is gone. */
  of(guild: string, member: string): Promise<Shown | undefined>;
};

/** Makes the progress service. */
export function createProgress(
  app: App,
  parts: {
    readonly guilds: GuildService;
    readonly members: MemberService;
    readonly stock: StockService;
    readonly histories: HistoryService;
    readonly plans: PlanService;
  },
): ProgressService {
  const { guilds, members, stock, histories, plans } = parts;
  return {
    async of(guild, id) {
      const study = stock.studyOf(guild);
      if (!study) return undefined;
      const { pack, profile } = study;
      const now = app.clock.now();
      const reader = app.records.in(guild);
      const [learned, member, certified] = await Promise.all([
        histories.of(reader, id),
        members.find(guild, id),
        reader.get(Certificates, id, pack.id),
      ]);
      const sections = new Map(
        profile.domains.flatMap((domain) => domain.topics.map((topic) => [topic, domain.id])),
      );
      const sectionByKey = new Map(
        study.questions.map((question) => [
          questionKey({ pack: pack.id, id: question.id }),
          sections.get(question.topic),
        ]),
      );
      const progress = progressOf(
        profile.domains.map((domain) => ({
          id: domain.id,
          name: domain.name,
          count: domain.count,
          weight: domain.weight,
        })),
        evidenceOf(learned.histories, (key) => sectionByKey.get(key)),
        {
          mark: profile.pass.right,
          questions: profile.questions,
          sittings: learned.sittings.filter((sat) => sat.pack === pack.id && sat.profile === profile.id),
          now,
        },
      );
      const today = todayOf(member, timeZoneOf(guilds.find(guild)), now);
      const date = examDateOf(member, plans.find(guild)?.plan.examDate, today);
      const exam =
        date === undefined
          ? undefined
          : { date, days: daysBetween(today, date), own: member?.examDate !== undefined };
      const stage = examStageOf(exam?.days, isPassed(certified));
      return { title: pack.exam.title, profile, progress, exam, stage, today };
    },
  };
}
