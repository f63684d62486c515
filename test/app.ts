import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import type { App } from '../src/app.ts';
import { createBoards } from '../src/board/service.ts';
import { createCertified } from '../src/certified/service.ts';
import { readConfig } from '../src/config.ts';
import { createDailies } from '../src/daily/service.ts';
import { createExams } from '../src/exam/service.ts';
import { createGroups } from '../src/group/service.ts';
import { createGuilds } from '../src/guild/service.ts';
import { createHistories } from '../src/history/service.ts';
import { createMembers } from '../src/member/service.ts';
import { createImports, loadOwnPacks } from '../src/own/service.ts';
import { type Packs, packsOf } from '../src/packs/load.ts';
import type { Pack, PackQuestion } from '../src/packs/schema.ts';
import { createPlans } from '../src/plan/service.ts';
import { createPractices } from '../src/practice/service.ts';
import { createProgress } from '../src/progress/service.ts';
import { createQuizzes } from '../src/quiz/service.ts';
import { seededRandom } from '../src/random.ts';
import { openRecords } from '../src/records/records.ts';
import { createReports } from '../src/report/service.ts';
import { createReviews } from '../src/review/service.ts';
import { createStock } from '../src/stock/service.ts';
import { createStreaks } from '../src/streak/service.ts';
import { tables } from '../src/tables.ts';

/** A clock that a test moves by hand. */
export type TestClock = { at: number; now(): number };

/** A pack of so many questions, the first option of each right. */
export function aPack(questions: number): Pack {
  const list: PackQuestion[] = Array.from({ length: questions }, (_, index) => ({
    id: `sums-${index}`,
    topic: 'sums',
    difficulty: 'recall',
    objectives: [],
    stem: `Question ${index}?`,
    options: [
      { text: 'right', correct: true, why: 'So it is.' },
      { text: 'wrong', correct: false, why: 'So it is not.' },
    ],
    references: [],
    'keep-order': true,
    explained: true,
    draft: false,
  }));
  const domain = { id: 'all', name: 'All', count: 1, weight: 100, topics: ['sums'], objectives: [] };
  const pass = { right: 1, published: true };
  const profile = { id: 'only', name: 'Only', questions: 1, minutes: 5, pass, domains: [domain] };
  return {
    id: 'small',
    exam: { title: 'Small', language: 'en', topics: [{ id: 'sums', name: 'Sums' }], profiles: [profile] },
    questions: list,
    byId: new Map(list.map((question) => [question.id, question])),
  };
}

/** All services on a real store, without a Discord. `kind` is the store; `maxPageCount` makes a real disk full, `pack` is the only one. */
export async function openApp(options: {
  readonly kind: 'memory' | 'sqlite';
  readonly now: number;
  readonly url?: string;
  readonly maxPageCount?: number;
  /** How many questions its pack has; 20 when left out. */
  readonly questions?: number;
  /** Its pack itself, in place of that. */
  readonly pack?: Pack;
  /** All its packs, in place of that. */
  readonly packs?: Packs;
}) {
  const clock: TestClock = { at: options.now, now: () => clock.at };
  const log = pino({ level: 'silent' });
  const url =
    options.url ??
    (options.kind === 'memory'
      ? 'memory:'
      : `sqlite://${join(mkdtempSync(join(tmpdir(), 'cohort-app-')), 'store')}`);
  const records = await openRecords({
    url,
    clock,
    log,
    tables,
    ...(options.maxPageCount ? { sqlite: { maxPageCount: options.maxPageCount } } : {}),
  });
  const read = readConfig({ DISCORD_TOKEN: 'none' });
  if (!read.ok) throw new Error(read.problems.join());
  const own = await loadOwnPacks(
    records,
    options.packs ?? packsOf([options.pack ?? aPack(options.questions ?? 20)]),
  );
  const app: App = {
    config: read.config,
    records,
    packs: own.packs,
    clock,
    random: seededRandom(1),
    log,
  };
  const guilds = await createGuilds(app);
  const boards = createBoards(app, guilds);
  const members = createMembers(app, guilds, boards);
  const stock = createStock(app, guilds);
  const streaks = createStreaks(app);
  const histories = createHistories(records, guilds, members, streaks);
  const plans = await createPlans(app, { guilds, members, stock });
  const dailies = createDailies(app, { guilds, members, stock, streaks, histories, plans });
  const quizzes = createQuizzes(app, { guilds, members, stock, histories });
  const exams = await createExams(app, { guilds, members, stock, histories });
  const groups = createGroups(app, { guilds, members, stock, exams });
  const practices = createPractices(app, { stock, members, histories, groups });
  const reviews = await createReviews(app, { guilds, stock, members, practices, plans, groups });
  const progress = createProgress(app, { guilds, members, stock, histories, plans });
  const reports = createReports(app, guilds, members);
  const imports = createImports(app, guilds, own);
  return {
    url,
    clock,
    records,
    guilds,
    boards,
    members,
    stock,
    dailies,
    quizzes,
    imports,
    packs: own.packs,
    exams,
    groups,
    histories,
    plans,
    certified: await createCertified(app, { guilds, members, stock, exams }),
    practices,
    reviews,
    progress,
    reports,
  };
}

export type TestApp = Awaited<ReturnType<typeof openApp>>;
