import { schedule } from 'node-cron';
import type { Services } from './app.ts';
import type { Guild } from './guild/rules.ts';
import type { CertifiedJobs } from './jobs/certified.ts';
import type { DailyJobs } from './jobs/daily.ts';
import type { ExamJobs } from './jobs/exam.ts';
import type { PlanJobs } from './jobs/plan.ts';
import type { QuizJobs } from './jobs/quiz.ts';
import type { ReviewJobs } from './jobs/review.ts';

/** Memory of guilds that nobody used for this long is dropped, in milliseconds. */
const IDLE_AFTER = 10 * 60 * 1000;

/** The bot's scheduled work: one tick a minute that asks rules what is due. */
export type Jobs = {
  /** Runs everything due now, to the end, the requests that came of it included. Never rejects. */
  tick(): Promise<void>;
  /** No further tick; resolves when the one under way has ended. */
  stop(): Promise<void>;
};

/** Starts the minute's tick. */
export function startJobs(
  services: Services,
  {
    daily,
    plan,
    quiz,
    exam,
    certified,
    review,
  }: {
    readonly daily: DailyJobs;
    readonly plan: PlanJobs;
    readonly quiz: QuizJobs;
    readonly exam: ExamJobs;
    readonly certified: CertifiedJobs;
    readonly review: ReviewJobs;
  },
): Jobs {
  const { guilds, records, boards, clock, log } = services;

  async function everything(): Promise<void> {
    const busy = [...guilds.present()].filter(([guild, settings]) => hasWork(guild, settings));
    await Promise.all(busy.map(([guild, settings]) => daily.tick(guild, settings)));
    for (const guild of guilds.expired()) await erase(guild);
    records.forgetIdle(clock.now() - IDLE_AFTER);
    boards.forgetIdle(clock.now() - IDLE_AFTER);
  }

  /** One guild that cannot be deleted must not keep the others, or the rest of the tick, from their turn. */
  async function erase(guild: string): Promise<void> {
    try {
      await guilds.erase(guild);
      for (const kept of [services.ownPacks, services.plans, services.certified]) kept.forget(guild);
      log.info({ guild }, 'deleted the data of a server that removed the bot 30 days ago');
    } catch (error) {
      log.error({ guild, err: error }, 'the data of a removed server was not deleted; it is tried again');
    }
  }

  /** One guild whose record makes a rule throw must not keep the others waiting. */
  function hasWork(guild: string, settings: Guild): boolean {
    try {
      return daily.hasWork(settings);
    } catch (error) {
      log.error({ guild, err: error }, 'a server was left out of the tick');
      return false;
    }
  }

  const failed = (error: unknown) => log.error({ err: error }, 'a tick failed');
  let last: Promise<void> = Promise.resolve();
  /** Many direct messages or summaries at the same hour take minutes; one round of them at a time. */
  const remind = inRounds(() => review.tick().catch(failed));
  const follow = inRounds(() => Promise.all([plan.tick(), certified.tick()]).catch(failed));
  async function tick(): Promise<void> {
    // Beside the rest: what waits for its message must not keep any question of the day waiting.
    const others = Promise.all([quiz.tick(), exam.tick().catch(failed), remind.round(), follow.round()]);
    // One after another: a tick that takes longer than a minute is never overtaken.
    last = last.then(everything).catch(failed);
    await Promise.all([others, last]);
  }

  const task = schedule('* * * * *', () => void tick());
  return {
    tick,
    async stop() {
      quiz.stop();
      exam.stop();
      await task.destroy();
      await Promise.all([last, remind.running(), follow.running()]);
    },
  };
}

/** Work of which one round is under way at a time; who asks meanwhile waits for that one. */
function inRounds(work: () => Promise<unknown>) {
  let running: Promise<unknown> | undefined;
  return {
    running: () => running,
    async round(): Promise<void> {
      running ??= work().finally(() => {
        running = undefined;
      });
      await running;
    },
  };
}
