import { setTimeout as wait } from 'node:timers/promises';
import { type Cohort, openCohort } from './cohort.ts';
import { mebibytes, short } from './numbers.ts';
import type { Row } from './table.ts';

const GUILDS = 10_000;
const SHARDS = 10;
const SETTLES_IN = 3000;

/** What was measured of one start. */
type Started = { readonly seconds: number; readonly memory: number | undefined; readonly tickMs: number };

/** How long it takes from starting the process until it is ready, and how much memory it then has. */
export async function start(): Promise<readonly Row[]> {
  const one = await measure({ guilds: 1 });
  const many = await measure({ guilds: GUILDS, shards: SHARDS });
  return [
    {
      // The real Discord lets a small bot start only one shard every five seconds.
      what: `Start until ready with ${short(GUILDS)} servers stored, on ${SHARDS} shards, without Discord's five seconds a shard`,
      result: `${short(many.seconds)} s, ${mebibytes(many.memory)} resident; a minute's tick with nothing due ${short(many.tickMs)} ms`,
      bare: `with one server: ${short(one.seconds)} s, ${mebibytes(one.memory)}; tick ${short(one.tickMs)} ms`,
    },
  ];
}

async function measure(options: Parameters<typeof openCohort>[0]): Promise<Started> {
  const cohort = await openCohort(options);
  try {
    await wait(SETTLES_IN);
    return {
      seconds: cohort.startedIn / 1000,
      memory: cohort.bot.memory(),
      tickMs: await tick(cohort),
    };
  } finally {
    await cohort.close();
  }
}

/** How long the bot needs to find that nothing is due; the second time, as in every minute after the first. */
async function tick({ bot }: Cohort): Promise<number> {
  await bot.moveBy(60_000);
  const from = performance.now();
  await bot.moveBy(60_000);
  return performance.now() - from;
}
