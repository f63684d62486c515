import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { LocalDiscord } from './local-discord/index.ts';

const ROOT = resolve(import.meta.dirname, '..');
/** Under vitest the sources stand in one file already, which starts in half the time; see `test/bundle.ts`. */
const ENTRY = process.env.COHORT_BUNDLE ? [process.env.COHORT_BUNDLE] : ['--import', 'tsx', 'src/main.ts'];
const READY_WITHIN = 30_000;
const MOVED_WITHIN = 60_000;

/** How the bot under test is started. */
export type BotOptions = {
  readonly discord: LocalDiscord;
  /** `STORE_URL`; a fresh SQLite file when left out. */
  readonly store?: string | undefined;
  /** `QUESTIONS_DIR`; the project's own when left out. */
  readonly questions?: string | undefined;
  /** The seed of the bot's dice; 1 when left out. */
  readonly seed?: number | undefined;
  readonly env?: Readonly<Record<string, string>> | undefined;
  /** Hears what the bot says unasked, such as the problems of questions that were saved. */
  readonly onNews?: ((what: string, value: unknown) => void) | undefined;
  /** Hears what it writes. */
  readonly onOutput?: ((text: string) => void) | undefined;
};

/** A line of the bot's log. */
export type LogLine = { readonly level: number; readonly msg?: string; readonly [key: string]: unknown };

/** How a process ended, and how long it took to. */
export type Exit = { readonly code: number | null; readonly signal: string | null; readonly ms: number };

/** The bot as a process of its own. */
export type Bot = {
  /** It is connected, and all servers have arrived. Rejects with its output when it exits before. */
  readonly ready: Promise<void>;
  readonly store: string;
  readonly pid: number;
  /** Moves Discord's clock and the bot's to that time; resolves when the bot has done all that is due then. */
  moveTo(epochMs: number): Promise<void>;
  moveBy(ms: number): Promise<void>;
  /** Asks it something that it can answer, by name; see `src/try/answers.ts`. */
  ask(what: string, about?: string): Promise<unknown>;
  /** SIGKILL: as a power cut. */
  kill(): Promise<void>;
  /** SIGTERM: in good order. */
  stop(): Promise<Exit>;
  readonly exited: Promise<Exit>;
  /** What it wrote to stdout and stderr. */
  readonly output: string;
  readonly logs: readonly LogLine[];
  /** Resident memory in bytes; undefined where the system does not tell. */
  memory(): number | undefined;
};

const running = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

/** Starts the bot against a local Discord, with the same time as that. */
export async function startBot({ discord, questions, seed = 1, env, ...options }: BotOptions): Promise<Bot> {
  const store = options.store ?? `sqlite://${join(mkdtempSync(join(tmpdir(), 'cohort-')), 'cohort.sqlite')}`;
  const child = spawn(process.execPath, ENTRY, {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      ...(process.env.TZ ? { TZ: process.env.TZ } : {}),
      NODE_ENV: 'test',
      LOG_LEVEL: 'info',
      DISCORD_TOKEN: discord.token,
      DISCORD_API_URL: discord.api,
      STORE_URL: store,
      QUESTIONS_DIR: questions ?? join(ROOT, 'questions'),
      ...env,
    },
  });
  running.add(child);
  let output = '';
  for (const stream of [child.stdout!, child.stderr!]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      options.onOutput?.(text);
    });
  }
  const startedAt = performance.now();
  const exited = new Promise<Exit>((onExit) => {
    child.once('exit', (code, signal) => {
      running.delete(child);
      onExit({ code, signal, ms: performance.now() - startedAt });
    });
  });
  child.on('message', (message) => {
    const said = message as FromBot;
    if (said.type === 'news') options.onNews?.(said.what ?? '', said.value);
  });
  const clock = clockOf(child, exited, () => output);
  // Starting takes a second or more, by which the bot's clock then is behind.
  const ready = clock.heard('ready', READY_WITHIN).then(() => clock.move(discord.now()));
  // Somebody may only wait for the exit.
  ready.catch(() => {});
  clock.send(discord.now(), seed);

  return {
    ready,
    store,
    pid: child.pid!,
    exited,
    async moveTo(epochMs) {
      discord.moveTo(epochMs);
      await clock.move(epochMs);
    },
    async moveBy(ms) {
      discord.moveBy(ms);
      await clock.move(discord.now());
    },
    ask: clock.ask,
    async kill() {
      child.kill('SIGKILL');
      await exited;
    },
    async stop() {
      const from = performance.now();
      child.kill('SIGTERM');
      const exit = await exited;
      return { ...exit, ms: performance.now() - from };
    },
    get output() {
      return output;
    },
    get logs() {
      return output
        .split('\n')
        .filter((line) => line.startsWith('{'))
        .map((line) => JSON.parse(line) as LogLine);
    },
    memory() {
      try {
        const kilobytes = /^VmRSS:\s*(\d+)/m.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1];
        return kilobytes === undefined ? undefined : Number(kilobytes) * 1024;
      } catch {
        return undefined;
      }
    },
  };
}

type FromBot = {
  readonly type?: string;
  readonly id?: number;
  readonly what?: string;
  readonly value?: unknown;
};

/** The side of the parent: sends the time, hears when the bot has got there. */
function clockOf(child: ChildProcess, exited: Promise<Exit>, output: () => string) {
  let last = 0;

  function heard(type: string, within: number, id?: number): Promise<unknown> {
    return new Promise((onHeard, onFailed) => {
      const fail = (why: string) => {
        child.off('message', listen);
        clearTimeout(timer);
        onFailed(new Error(`${why}\n${output()}`));
      };
      const timer = setTimeout(() => fail(`the bot did not say "${type}" within ${within} ms`), within);
      const listen = (message: unknown) => {
        const said = message as FromBot;
        if (said.type !== type || said.id !== id) return;
        child.off('message', listen);
        clearTimeout(timer);
        onHeard(said.value);
      };
      child.on('message', listen);
      void exited.then(({ code, signal }) =>
        fail(`the bot ended (${code ?? signal}) before it said "${type}"`),
      );
    });
  }

  function send(now: number, seed?: number): number {
    last += 1;
    if (child.connected)
      child.send({ type: 'clock', now, id: last, ...(seed === undefined ? {} : { seed }) });
    return last;
  }

  return {
    heard,
    send,
    ask(what: string, about = ''): Promise<unknown> {
      last += 1;
      const answer = heard('told', MOVED_WITHIN, last);
      if (child.connected) child.send({ type: 'ask', id: last, what, about });
      return answer;
    },
    async move(now: number): Promise<void> {
      const id = send(now);
      await heard('moved', MOVED_WITHIN, id);
    },
  };
}
