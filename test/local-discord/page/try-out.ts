import { mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { seededRandom } from '../../../src/random.ts';
import { type Bot, startBot } from '../../bot.ts';
import { type LocalDiscord, startLocalDiscord } from '../index.ts';
import { bundlePage } from './bundle.ts';
import { followFolders, removeStore } from './folders.ts';
import { loadWorld, saveWorld } from './keep.ts';
import { createRegulars, type Level } from './regulars.ts';
import { BORN, makeScene } from './scene.ts';
import { createPageServer } from './serve.ts';
import type { ListedQuestion, PackProblem, Standing } from './wire.ts';

const STORE = 'data/try.sqlite';
const WORLD = 'data/try-discord.json';
const DAY = 24 * 60 * 60 * 1000;
/** A jump is at most this long, so that a slip does not make a year's worth of dailies. */
const LONGEST_JUMP = 40 * DAY;
const MOST_STEPS = 100;
const SAVE_EVERY = 5000;
const GATHER = 200;
const SHOWN_PROBLEMS = 20;

/** How a try-out is started. */
export type TryOutOptions = {
  /** 0 for any free one. */
  readonly port: number;
  /** The folder of the packs. */
  readonly questions: string;
  /** The path of the bot's store. */
  readonly store: string;
  /** The file that keeps what the local Discord knows; kept in memory only when left out. */
  readonly world?: string;
  /** What time it is there; real time, or what was kept, when left out. */
  readonly now?: number;
  /** The seed of the bot's dice and of the regulars'; different every time when left out. */
  readonly seed?: number;
  /** How long the regulars think: 1 as people do (when left out), 0 not at all. */
  readonly pace?: number;
  /** Starts the bot again when its sources are saved. */
  readonly followSources?: boolean;
  /** Hears what the bot writes. */
  readonly onOutput?: (text: string) => void;
};

/** A bot that is tried out, with its page. */
export type TryOut = Awaited<ReturnType<typeof startTryOut>>;

/** Starts the local Discord, its page, and the bot as a process of its own. Resolves when the page can be opened. */
export async function startTryOut(options: TryOutOptions) {
  const { questions, store, world: worldFile, seed } = options;
  const [bundle, discord] = await Promise.all([
    bundlePage(),
    startLocalDiscord({
      port: options.port,
      bornAt: BORN,
      remember: 20_000,
      ...(options.now === undefined ? {} : { now: options.now }),
      others: (request, response) => page?.handle(request, response) ?? false,
    }),
  ]);
  let page: ReturnType<typeof createPageServer> | undefined;
  const scene = makeScene(discord);
  // The two belong together: a store without what was said would look for messages that are not there.
  if (worldFile && !loadWorld(discord.world, worldFile)) removeStore(store);
  const regulars = await createRegulars({
    discord,
    scene,
    questions,
    random: seed === undefined ? Math.random : seededRandom(seed),
    pace: options.pace ?? 1,
  });

  let bot: Bot | undefined;
  let status: Standing['bot'] = 'starting';
  let output = '';
  let packsRead = 0;
  let packProblems: readonly PackProblem[] = [];
  let upcoming: Standing['upcoming'] = [];
  let closing = false;

  function standing(): Standing {
    return {
      now: discord.now(),
      bot: status,
      output,
      packsRead,
      packProblems,
      problems: [...discord.problems, ...discord.refusals].slice(-SHOWN_PROBLEMS),
      upcoming,
      regulars: regulars.playing.map(({ member }) => member.name),
    };
  }

  async function start(): Promise<void> {
    status = 'starting';
    page?.tellStanding();
    const started = await startBot({
      discord,
      questions,
      store: `sqlite://${store}`,
      seed: seed ?? Math.floor(Math.random() * 2 ** 31),
      // An .env file of a real bot may name its own server.
      env: { NODE_ENV: 'development', LOG_LEVEL: 'warn', DEV_GUILD_ID: '' },
      onNews: hear,
      onOutput: options.onOutput,
    });
    bot = started;
    // Somebody may stop it before anybody waits for it.
    const ended = started.exited.then(({ code }) => ({ code }));
    const failed = await Promise.race([started.ready.then(() => undefined), ended]).catch(() => ended);
    if (bot !== started || closing) return;
    status = failed ? 'failed' : 'ready';
    output = failed ? started.output : '';
    if (!failed) void ended.then(() => bot === started && !closing && fail(started));
    await lookAhead();
    page?.refresh();
  }
  function fail(ended: Bot): void {
    status = 'failed';
    output = ended.output;
    page?.tellStanding();
  }
  function hear(what: string, value: unknown): void {
    if (what !== 'packs') return;
    packsRead += 1;
    packProblems = value as readonly PackProblem[];
    void regulars.readAgain();
    page?.tellStanding();
  }
  async function ask(what: string, about?: string): Promise<unknown> {
    if (status !== 'ready' || !bot) throw new Error('The bot is starting. Try again in a moment.');
    return bot.ask(what, about);
  }
  async function lookAhead(): Promise<void> {
    upcoming = status === 'ready' ? ((await ask('upcoming')) as Standing['upcoming']) : [];
  }

  let starting = start();
  function restart(): Promise<void> {
    starting = starting
      .catch(() => {})
      .then(() => {
        const old = bot;
        bot = undefined;
        return old?.stop();
      })
      .then(start);
    return starting;
  }

  /** One time at a time: every moment on the way at which something happens is visited. */
  let moving: Promise<unknown> = Promise.resolve();
  function moveTo(at: number): Promise<void> {
    const moved = moving.then(async () => {
      const target = Math.min(at, discord.now() + LONGEST_JUMP);
      for (let step = 0; step < MOST_STEPS; step++) {
        await lookAhead();
        const next = upcoming.map((moment) => moment.at).filter((moment) => moment < target);
        if (next.length === 0) break;
        await bot?.moveTo(Math.min(...next));
      }
      if (target > discord.now()) await bot?.moveTo(target);
      await lookAhead();
      page?.tellStanding();
    });
    moving = moved.catch(() => {});
    return moved;
  }

  const server = createPageServer({
    bundle,
    discord,
    scene,
    standing,
    controls: {
      async time({ to, by }) {
        if (status !== 'ready') throw new Error('The bot is starting. Try again in a moment.');
        const at = typeof to === 'number' ? to : discord.now() + (typeof by === 'number' ? by : 0);
        await moveTo(at);
        return { ok: true };
      },
      async fill({ count, level }) {
        regulars.fill(Number(count) || 0, isLevel(level) ? level : 'mixed');
        server.tellStanding();
        return { ok: true };
      },
      questions: async () => ((await ask('questions')) as readonly ListedQuestion[]) ?? [],
      preview: async ({ key }) => (await ask('preview', String(key))) ?? null,
      async anew() {
        await bot?.stop();
        bot = undefined;
        forget(store, discord.world);
        starting = start();
        await starting;
        return { ok: true };
      },
    },
  });
  page = server;

  let changed = false;
  let looking: NodeJS.Timeout | undefined;
  discord.world.watchers.add(() => {
    changed = true;
    // A schedule may have been set, or a rule of Discord's broken.
    looking ??= setTimeout(async () => {
      looking = undefined;
      await lookAhead().catch(() => {});
      if (!closing) server.tellStanding();
    }, GATHER);
  });
  function save(): void {
    if (!worldFile || !changed) return;
    changed = false;
    try {
      saveWorld(discord.world, worldFile);
    } catch (error) {
      options.onOutput?.(`What was said could not be kept: ${String(error)}\n`);
    }
  }
  const saving = setInterval(save, SAVE_EVERY);
  const stopFollowing = options.followSources
    ? followFolders(['src', 'commands'], () => void restart())
    : () => {};
  const stopFollowingQuestions = followFolders([resolve(questions)], () => {
    // A bot that could not start because of its questions is started again when they are saved.
    if (status === 'failed') void restart();
  });

  return {
    /** What one opens in a browser. */
    address: discord.world.origin,
    discord,
    scene,
    regulars,
    /** Resolves when the bot has started, or could not. */
    started: () => starting,
    get bot(): Bot {
      if (!bot) throw new Error('the bot is being started');
      return bot;
    },
    moveTo,
    async close(): Promise<void> {
      closing = true;
      clearInterval(saving);
      clearTimeout(looking);
      stopFollowing();
      stopFollowingQuestions();
      regulars.stop();
      server.close();
      await bot?.stop();
      changed = true;
      save();
      await discord.close();
    },
  };
}

/** `npm start` without a token: starts it on its own data, says where, and ends on a signal. */
export async function tryOut({ port, questions }: { readonly port: number; readonly questions: string }) {
  mkdirSync(dirname(STORE), { recursive: true });
  const running = await startTryOut({
    port,
    questions: resolve(questions),
    store: resolve(STORE),
    world: resolve(WORLD),
    followSources: true,
    onOutput: (text) => process.stderr.write(text),
  }).catch((error: NodeJS.ErrnoException) => {
    const words =
      error.code === 'EADDRINUSE'
        ? `Port ${port} is in use. Set another one: PORT=8124 npm start`
        : String(error.message);
    process.stderr.write(`${words}\n`);
    process.exit(1);
  });
  process.stdout.write(
    `Try Cohort at ${running.address} (no DISCORD_TOKEN is set; nothing leaves this machine)\n`,
  );
  let stopping = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.on(signal, () => {
      if (stopping) return;
      stopping = true;
      void running.close().then(() => process.exit(0));
    });
}

/** The bot's data and what was said are gone; the server and its people stay. */
function forget(store: string, world: LocalDiscord['world']): void {
  removeStore(store);
  for (const channel of [...world.channels.values()]) {
    for (const message of [...channel.messages.all]) channel.messages.remove(message.wire.id);
    if (!channel.thread) continue;
    world.channels.delete(channel.id);
    channel.guild?.channels.delete(channel.id);
  }
  for (const user of world.users.values()) user.ephemerals.clear();
  world.privateMessages.clear();
  world.files.clear();
  world.problems.length = 0;
  world.refusals.length = 0;
}

function isLevel(value: unknown): value is Level {
  return value === 'mixed' || value === 'beginners' || value === 'experts';
}
