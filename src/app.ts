import type { Logger } from 'pino';
import type { BoardService } from './board/service.ts';
import type { CertifiedService } from './certified/service.ts';
import type { Config } from './config.ts';
import type { DailyService } from './daily/service.ts';
import type { Messenger } from './discord/messenger.ts';
import type { PrivateCards } from './discord/private-cards.ts';
import type { ExamService } from './exam/service.ts';
import type { GroupService } from './group/service.ts';
import type { GuildService } from './guild/service.ts';
import type { HistoryService } from './history/service.ts';
import type { CertifiedJobs } from './jobs/certified.ts';
import type { DailyJobs } from './jobs/daily.ts';
import type { ExamJobs } from './jobs/exam.ts';
import type { QuizJobs } from './jobs/quiz.ts';
import type { MemberService } from './member/service.ts';
import type { ImportService, OwnPackService } from './own/service.ts';
import type { Packs } from './packs/load.ts';
import type { PlanService } from './plan/service.ts';
import type { PracticeService } from './practice/service.ts';
import type { ProgressService } from './progress/service.ts';
import type { QuizService } from './quiz/service.ts';
import type { Records } from './records/records.ts';
import type { ReportService } from './report/service.ts';
import type { ReviewService } from './review/service.ts';
import type { StockService } from './stock/service.ts';

/** The time, in milliseconds since 1970. Tests move it by hand. */
export type Clock = { now(): number };

/** A random number in [0, 1). Tests seed it. */
export type Random = () => number;

/** What every service is given; built once, in `main.ts`. */
export type App = {
  readonly config: Config;
  readonly records: Records;
  readonly packs: Packs;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Logger;
};

/** What commands and jobs are given: the app, its services, and the way out to Discord. */
export type Services = App & {
  readonly guilds: GuildService;
  readonly members: MemberService;
  readonly boards: BoardService;
  readonly dailies: DailyService;
  readonly reports: ReportService;
  readonly stock: StockService;
  readonly quizzes: QuizService;
  readonly ownPacks: OwnPackService;
  readonly imports: ImportService;
  readonly exams: ExamService;
  readonly groups: GroupService;
  readonly histories: HistoryService;
  readonly plans: PlanService;
  readonly certified: CertifiedService;
  readonly practices: PracticeService;
  readonly reviews: ReviewService;
  readonly progress: ProgressService;
  readonly messenger: Messenger;
  readonly cards: PrivateCards;
  /** Scheduled work on the daily, for the commands that ask for it at once. */
  readonly dailyJobs: () => DailyJobs;
  readonly quizJobs: () => QuizJobs;
  readonly examJobs: () => ExamJobs;
  /** Those of passed exams. */
  readonly certifiedJobs: () => CertifiedJobs;
};
