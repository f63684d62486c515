import { Client, GatewayIntentBits } from 'discord.js';
import { config as readDotenv } from 'dotenv';
import { commands } from '../commands/index.ts';
import type { App, Services } from './app.ts';
import { createBoards } from './board/service.ts';
import { createCertified } from './certified/service.ts';
import { type Config, readConfig } from './config.ts';
import { createDailies } from './daily/service.ts';
import { createBudget } from './discord/budget.ts';
import { dispatch } from './discord/dispatch.ts';
import { failureOf } from './discord/failure.ts';
import { followGuilds } from './discord/guilds.ts';
import { createMessenger } from './discord/messenger.ts';
import { createPrivateCards } from './discord/private-cards.ts';
import { registerCommands } from './discord/register.ts';
import { createExams } from './exam/service.ts';
import { createGroups } from './group/service.ts';
import { createGuilds } from './guild/service.ts';
import { createHistories } from './history/service.ts';
import { createCertifiedJobs } from './jobs/certified.ts';
import { createDailyJobs } from './jobs/daily.ts';
import { createExamJobs } from './jobs/exam.ts';
import { createPlanJobs } from './jobs/plan.ts';
import { createQuizJobs } from './jobs/quiz.ts';
import { createReviewJobs } from './jobs/review.ts';
import { startJobs } from './jobs.ts';
import { createLog } from './log.ts';
import { createMembers } from './member/service.ts';
import { createImports, loadOwnPacks } from './own/service.ts';
import { followPacks } from './packs/follow.ts';
import { loadPacks, type Packs } from './packs/load.ts';
import { createPlans } from './plan/service.ts';
import { createPractices } from './practice/service.ts';
import { createProgress } from './progress/service.ts';
import { createQuizzes } from './quiz/service.ts';
import { openRecords } from './records/records.ts';
import { createReports } from './report/service.ts';
import { createReviews } from './review/service.ts';
import { createStock } from './stock/service.ts';
import { createStreaks } from './streak/service.ts';
import { tables } from './tables.ts';
import { listenToParent } from './test-hook.ts';
import { tryOutAnswers } from './try/answers.ts';

/** Refuses to start: says why in words, without a stack trace, and exits with 1. */
function refuse(problems: readonly string[]): never {
  process.stderr.write(`Cohort cannot start:\n${problems.map((problem) => `  - ${problem}\n`).join('')}`);
  process.exit(1);
}

function inWords(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function refuseFor(error: unknown): never {
  refuse([inWords(error)]);
}

function configuration(): Config {
  readDotenv({ quiet: true });
  const read = readConfig(process.env);
  return read.ok ? read.config : refuse([...read.problems, 'Every variable is explained in .env.example.']);
}

const config = configuration();
const log = createLog(config);
const parent = listenToParent(config);

// Nothing brings the process down but a signal: a gateway event with a missing field must not (discord.js throws there).
// So whatever this file awaits at the start refuses by itself: a process without it would be there and do nothing.
process.on('unhandledRejection', (error) => log.error({ err: error }, 'unhandled rejection'));
process.on('uncaughtException', (error) => log.error({ err: error }, 'uncaught exception'));

const loaded = await loadPacks(config.questionsDir).catch(refuseFor);
if (!loaded.ok) refuse(loaded.problems.map(({ file, line, message }) => `${file}:${line} ${message}`));

const records = await openRecords({ url: config.storeUrl, clock: parent.clock, log, tables }).catch(
  refuseFor,
);
/** Who writes questions sees them without a restart; a bot at work keeps what it started with. */
function upToDate(packs: Packs): Packs {
  if (config.environment !== 'development') return packs;
  return followPacks(config.questionsDir, packs, (read) => {
    parent.tell('packs', read.ok ? [] : read.problems);
    if (read.ok) return log.info('the questions were read again');
    for (const { file, line, message } of read.problems) log.warn(`${file}:${line} ${message}`);
  }).packs;
}
const ownPacks = await loadOwnPacks(records, upToDate(loaded.packs)).catch(refuseFor);
const app: App = { config, records, packs: ownPacks.packs, clock: parent.clock, random: parent.random, log };

const client = new Client({
  intents: [GatewayIntentBits.Guilds],
  shards: 'auto',
  allowedMentions: { parse: [] },
  rest: { api: config.apiUrl },
});
client.on('error', (error) => log.error({ err: error }, 'the Discord client reports an error'));
client.on('shardError', (error, shard) => log.error({ err: error, shard }, 'a shard reports an error'));
client.on('warn', (message) => log.warn(message));

const guilds = await createGuilds(app).catch(refuseFor);
const messenger = createMessenger(client, createBudget());
const boards = createBoards(app, guilds);
const members = createMembers(app, guilds, boards);
const stock = createStock(app, guilds);
const streaks = createStreaks(app);
const histories = createHistories(records, guilds, members, streaks);
const plans = await createPlans(app, { guilds, members, stock }).catch(refuseFor);
const exams = await createExams(app, { guilds, members, stock, histories }).catch(refuseFor);
const groups = createGroups(app, { guilds, members, stock, exams });
const practices = createPractices(app, { stock, members, histories, groups });
const services: Services = {
  ...app,
  guilds,
  boards,
  members,
  stock,
  dailies: createDailies(app, { guilds, members, stock, streaks, histories, plans }),
  reports: createReports(app, guilds, members),
  exams,
  groups,
  histories,
  plans,
  certified: await createCertified(app, { guilds, members, stock, exams }).catch(refuseFor),
  progress: createProgress(app, { guilds, members, stock, histories, plans }),
  practices,
  reviews: await createReviews(app, { guilds, stock, members, practices, plans, groups }).catch(refuseFor),
  ownPacks,
  imports: createImports(app, guilds, ownPacks),
  messenger,
  cards: createPrivateCards(messenger, app.clock),
  quizzes: createQuizzes(app, { guilds, members, stock, histories }),
  dailyJobs: () => dailyJobs,
  quizJobs: () => quizJobs,
  examJobs: () => examJobs,
  certifiedJobs: () => certifiedJobs,
};
const dailyJobs = createDailyJobs(services);
const quizJobs = createQuizJobs(services);
const examJobs = createExamJobs(services);
const certifiedJobs = createCertifiedJobs(services);
const dispatcher = dispatch(client, commands, services);
followGuilds(client, services);

const ready = new Promise<Client<true>>((resolve) => client.once('clientReady', resolve));
await client.login(config.token).catch((error: unknown) => {
  const invalid = error instanceof Error && 'code' in error && error.code === 'TokenInvalid';
  refuse([
    invalid
      ? 'DISCORD_TOKEN is not a valid token. Copy it again from the Bot page of your application.'
      : `Discord cannot be reached: ${inWords(error)}`,
  ]);
});
await registerCommands(await ready, commands, services).catch((error: unknown) => {
  // The commands of the last start still stand; the next start registers these.
  if (failureOf(error) === 'passing') log.error({ err: error }, 'the commands could not be registered');
  else
    refuse([
      config.devGuildId
        ? `The commands could not be registered in the server that DEV_GUILD_ID names: ${inWords(error)}. Is the bot a member of it?`
        : `The commands could not be registered: ${inWords(error)}`,
    ]);
});
const jobs = startJobs(services, {
  daily: dailyJobs,
  plan: createPlanJobs(services),
  quiz: quizJobs,
  exam: examJobs,
  certified: certifiedJobs,
  review: createReviewJobs(services),
});
log.info({ servers: client.guilds.cache.size, packs: app.packs.ids }, 'ready');

/** Longest that what is in hand may take, so that the process has ended within five seconds. */
const FINISH_WITHIN = 4000;

let stopping = false;
async function stop(signal: string): Promise<void> {
  if (stopping) return;
  stopping = true;
  log.info({ signal }, 'stopping');
  setTimeout(() => process.exit(0), FINISH_WITHIN + 500).unref();
  const finished = Promise.all([dispatcher.stop(), jobs.stop()]);
  await Promise.race([finished, new Promise((resolve) => setTimeout(resolve, FINISH_WITHIN).unref())]);
  await records.close();
  await client.destroy();
  log.info('stopped');
  process.exit(0);
}
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void stop(signal));

await jobs.tick();
parent.ready(() => jobs.tick(), tryOutAnswers(services));
