import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, describe, expect, test } from 'vitest';
import { makeSmallPack } from '../small-pack.ts';

const root = resolve(import.meta.dirname, '../..');
const tsx = pathToFileURL(join(root, 'node_modules/tsx/dist/loader.mjs')).href;
const children = new Set<ChildProcess>();

type Run = {
  readonly child: ChildProcess;
  readonly output: () => string;
  readonly exited: Promise<number | null>;
};

/** What `npm start` runs, in a folder of its own. */
function start(folder: string, env: Readonly<Record<string, string>> = {}): Run {
  const child = spawn(process.execPath, ['--import', tsx, join(root, 'src/start.ts')], {
    cwd: folder,
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      PORT: '0',
      QUESTIONS_DIR: makeSmallPack(5),
      ...env,
    },
  });
  children.add(child);
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  const exited = new Promise<number | null>((done) => child.once('exit', (code) => done(code)));
  return { child, output: () => output, exited };
}

async function addressOf({ output, exited }: Run): Promise<string> {
  const ended = exited.then(() => 'ended');
  for (;;) {
    const [address] = /http:\/\/127\.0\.0\.1:\d+/.exec(output()) ?? [];
    if (address) return address;
    const state = await Promise.race([ended, new Promise((done) => setTimeout(done, 50))]);
    if (state === 'ended') throw new Error(`it ended:\n${output()}`);
  }
}

function emptyFolder(): string {
  return mkdtempSync(join(tmpdir(), 'cohort-start-'));
}

/** The first event that the page gets: everything that a member sees. */
async function stateOf(address: string, want: (state: PageState) => boolean): Promise<PageState> {
  for (;;) {
    const stop = new AbortController();
    const response = await fetch(`${address}/page/events`, { signal: stop.signal });
    let text = '';
    for await (const part of response.body!.pipeThrough(new TextDecoderStream())) {
      text += part;
      if (text.includes('\n\n')) break;
    }
    stop.abort();
    const { state } = JSON.parse(text.split('\n\n')[0]!.slice('data: '.length)) as { state: PageState };
    if (want(state)) return state;
    await new Promise((done) => setTimeout(done, 100));
  }
}
type PageState = {
  readonly me: { readonly id: string };
  readonly places: readonly { readonly id: string; readonly name: string }[];
  readonly messages: readonly { readonly content: string }[];
  readonly commands: readonly { readonly name: string }[];
  readonly standing: { readonly bot: string; readonly output: string };
};

async function act(
  address: string,
  body: object,
): Promise<{ readonly ok: boolean; readonly error?: string }> {
  const response = await fetch(`${address}/page/act`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return (await response.json()) as { ok: boolean };
}

/** The status that a request with these headers gets. */
function statusOf(
  address: string,
  headers: Record<string, string>,
  method = 'GET',
  path = '/',
): Promise<number> {
  return new Promise((done, failed) => {
    request(`${address}${path}`, { headers, method }, (response) => {
      response.resume();
      done(response.statusCode ?? 0);
    })
      .on('error', failed)
      .end(method === 'POST' ? '{}' : undefined);
  });
}

afterEach(async () => {
  for (const child of children) child.kill('SIGTERM');
  await Promise.all(
    [...children].map((child) => child.exitCode ?? new Promise((done) => child.once('exit', done))),
  );
  children.clear();
});

/** Several processes are started one after another, each of which compiles its sources. */
const TIMEOUT = 120_000;

describe('without a token', { timeout: TIMEOUT }, () => {
  test('one line says where the page is and that nothing leaves this machine; what was said is there after a restart', async () => {
    const folder = emptyFolder();
    const first = start(folder);
    const address = await addressOf(first);
    const before = await stateOf(address, ({ standing }) => standing.bot === 'ready');
    expect(first.output().trim().split('\n')).toHaveLength(1);
    expect(first.output()).toContain('nothing leaves this machine');
    expect(before.commands.map(({ name }) => name)).toContain('setup daily');
    const place = before.places[0]!.id;
    const said = await act(address, { as: before.me.id, act: { verb: 'say', place, text: 'Good morning' } });
    expect(said).toMatchObject({ ok: true });
    first.child.kill('SIGTERM');
    expect(await first.exited).toBe(0);

    const second = start(folder);
    const after = await stateOf(await addressOf(second), ({ standing }) => standing.bot === 'ready');
    expect(after.me.id).toBe(before.me.id);
    expect(after.messages.map(({ content }) => content)).toEqual(['Good morning']);
    expect(after.commands).toEqual(before.commands);
    expect(existsSync(join(folder, 'data/try.sqlite'))).toBe(true);
    expect(existsSync(join(folder, 'data/cohort.sqlite'))).toBe(false);
  });

  test('the page is for this machine alone: other addresses, names and sites do not reach it', async () => {
    const running = start(emptyFolder());
    const address = await addressOf(running);
    const { port, host } = new URL(address);
    expect(await statusOf(address, { host })).toBe(200);
    expect(await statusOf(address, { host: `cohort.example:${port}` })).toBe(421);
    const form = { host, 'content-type': 'text/plain' };
    expect(await statusOf(address, form, 'POST', '/page/anew')).toBe(404);
    const reached = await new Promise((done) => {
      const socket = connect({ port: Number(port), host: '127.0.0.2', timeout: 2000 }, () => done(true));
      for (const event of ['error', 'timeout']) {
        socket.on(event, () => {
          socket.destroy();
          done(false);
        });
      }
    });
    expect(reached).toBe(false);
  });

  test('questions that cannot be read are shown with file and line, and once they are mended the bot starts', async () => {
    const questions = makeSmallPack(3);
    const file = join(questions, 'small', 'sums.yaml');
    writeFileSync(file, 'topic: sums\nquestions: none\n');
    const running = start(emptyFolder(), { QUESTIONS_DIR: questions });
    const address = await addressOf(running);
    const failed = await stateOf(address, ({ standing }) => standing.bot === 'failed');
    expect(failed.standing.output).toMatch(/sums\.yaml:2/);
    writeFileSync(file, readFileSync(join(makeSmallPack(3), 'small', 'sums.yaml')));
    await stateOf(address, ({ standing }) => standing.bot === 'ready');
  });

  test('a source file that is saved starts the bot again, and the page stays', async () => {
    const running = start(emptyFolder());
    const address = await addressOf(running);
    await stateOf(address, ({ standing }) => standing.bot === 'ready');
    const source = join(root, 'src/daily/view.ts');
    utimesSync(source, new Date(), new Date());
    await stateOf(address, ({ standing }) => standing.bot === 'starting');
    const again = await stateOf(address, ({ standing }) => standing.bot === 'ready');
    const place = again.places[0]!.id;
    const run = { verb: 'run', place, command: 'setup show', given: {} };
    expect(await act(address, { as: again.me.id, act: run })).toMatchObject({ ok: true });
  });

  test('a port that is in use is said in words', async () => {
    const first = start(emptyFolder());
    const { port } = new URL(await addressOf(first));
    const second = start(emptyFolder(), { PORT: port });
    expect(await second.exited).toBe(1);
    expect(second.output()).toContain(`Port ${port} is in use`);
    expect(second.output()).not.toMatch(/\bat .*:\d+:\d+/);
  });
});

describe('where a real bot is meant, a missing token is an error', { timeout: TIMEOUT }, () => {
  test.each([
    ['NODE_ENV is production', { NODE_ENV: 'production' }, undefined],
    ['STORE_URL is set', { STORE_URL: 'sqlite://data/mine.sqlite' }, undefined],
    ['data/cohort.sqlite exists', {}, 'cohort.sqlite'],
  ])('%s', async (because, env, store) => {
    const folder = emptyFolder();
    if (store) {
      mkdirSync(join(folder, 'data'));
      writeFileSync(join(folder, 'data', store), '');
    }
    const run = start(folder, env as Record<string, string>);
    expect(await run.exited).toBe(1);
    expect(run.output()).toContain(because);
    expect(run.output()).toContain('https://discord.com/developers/applications');
    expect(existsSync(join(folder, 'data/try.sqlite'))).toBe(false);
  });
});
