import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { startBot } from '../bot.ts';
import { HOUR, MORNING, type Story, tell } from '../story.ts';

const root = resolve(import.meta.dirname, '../..');

/** Starts the process with just this environment, in an empty folder's view of settings, and waits for its end. */
async function run(env: Readonly<Record<string, string>>): Promise<{ code: number | null; output: string }> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'src/main.ts'], {
    cwd: root,
    env: { PATH: process.env.PATH, DOTENV_CONFIG_PATH: join(tmpdir(), 'no-such-env-file'), ...env },
  });
  let output = '';
  child.stdout.on('data', (text) => (output += text));
  child.stderr.on('data', (text) => (output += text));
  const code = await new Promise<number | null>((done) => child.on('exit', done));
  return { code, output };
}

const emptyStore = () => `sqlite://${join(mkdtempSync(join(tmpdir(), 'cohort-')), 'nested', 'store.sqlite')}`;

describe('what keeps it from starting is said in words, with exit code 1 and no stack trace', () => {
  test('every problem of the environment at once', async () => {
    const { code, output } = await run({ DISCORD_TOKEN: '', STORE_URL: 'mysql://x', LOG_LEVEL: 'loud' });
    expect(code).toBe(1);
    expect(output).toMatch(/DISCORD_TOKEN is missing/);
    expect(output).toMatch(/STORE_URL must be/);
    expect(output).toMatch(/LOG_LEVEL must be/);
    expect(output).not.toMatch(/\bat .*:\d+:\d+/);
  });

  test('every problem of the questions, with file and line', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'cohort-packs-'));
    writeFileSync(join(folder, 'not-a-pack.txt'), '');
    const { code, output } = await run({
      DISCORD_TOKEN: 'x',
      QUESTIONS_DIR: folder,
      STORE_URL: emptyStore(),
    });
    expect(code).toBe(1);
    expect(output).toMatch(/no pack/);
    expect(output).not.toMatch(/\bat .*:\d+:\d+/);
  });
});

describe('with a Discord', () => {
  let story: Story;
  afterEach(() => story.end());

  test('a wrong token says so', async () => {
    story = await tell();
    const { code, output } = await run({
      DISCORD_TOKEN: 'wrong.wrong.wrong',
      DISCORD_API_URL: story.discord.api,
      STORE_URL: emptyStore(),
      LOG_LEVEL: 'silent',
    });
    expect(code).toBe(1);
    expect(output).toContain('DISCORD_TOKEN is not a valid token');
    expect(output).not.toContain('wrong.wrong.wrong');
    expect(output).not.toMatch(/\bat .*:\d+:\d+/);
  });

  test('a DEV_GUILD_ID of a server it is not in says so, and nothing stays running', async () => {
    story = await tell();
    const { code, output } = await run({
      DISCORD_TOKEN: story.discord.token,
      DISCORD_API_URL: story.discord.api,
      STORE_URL: emptyStore(),
      DEV_GUILD_ID: '999999999999999999',
      LOG_LEVEL: 'silent',
    });
    expect(code).toBe(1);
    expect(output).toContain('DEV_GUILD_ID');
    expect(output).not.toMatch(/\bat .*:\d+:\d+/);
  });

  test('a second process on the same store refuses and says why', async () => {
    story = await tell();
    const { code, output } = await run({
      DISCORD_TOKEN: story.discord.token,
      DISCORD_API_URL: story.discord.api,
      STORE_URL: story.bot.store,
    });
    expect(code).toBe(1);
    expect(output).toMatch(/Another Cohort is running on this store/);
  });

  test('commands are registered once, and again only when they changed', async () => {
    story = await tell();
    const puts = () =>
      story.discord.requests.filter(
        (request) => request.method === 'PUT' && request.path.endsWith('/commands'),
      );
    expect(puts()).toHaveLength(1);
    await story.crash();
    expect(puts()).toHaveLength(1);
  });

  test('SIGTERM ends it with code 0 within five seconds, and what was in hand is finished', async () => {
    story = await tell();
    const message = await story.postFirst();
    const press = story.ana.press(message, 'A');
    const stopped = story.bot.stop();
    expect((await press).message.text()).toMatch(/You picked A|restarting/);
    const { code, ms } = await stopped;
    expect(code).toBe(0);
    expect(ms).toBeLessThan(5000);
    await story.restart();
    const again = await story.ana.run('/daily', {}, { in: story.room });
    expect(again.message.text()).toContain('Question of the day');
  });

  test('the token is never in the logs', async () => {
    story = await tell({ env: { LOG_LEVEL: 'trace' } });
    await story.postFirst();
    await story.ana.press(story.room.last, 'A');
    expect(story.bot.output).not.toContain(story.discord.token);
    expect(story.bot.logs.some((line) => line.msg === 'ready')).toBe(true);
  });

  test('DEV_GUILD_ID registers the commands in that server only', async () => {
    story = await tell();
    const bot = await startBot({ discord: story.discord, env: { DEV_GUILD_ID: story.guild.id } });
    await bot.ready;
    const [last] = story.discord.requests.filter((request) => request.method === 'PUT').slice(-1);
    expect(last?.path).toContain(`/guilds/${story.guild.id}/commands`);
    await bot.stop();
  });

  test('several shards are served by one process', async () => {
    story = await tell({ shards: 2 });
    const others = Array.from({ length: 6 }, (_, index) => {
      const guild = story.discord.addGuild({ name: `Server ${index}`, locale: 'en-GB' });
      return {
        room: guild.addChannel('daily'),
        mod: guild.addMember('Kim', { permissions: ['ManageGuild'] }),
      };
    });
    for (const { room, mod } of others) {
      const ready = await mod.run('/setup daily', { timezone: 'Europe/Berlin' }, { in: room });
      expect(ready.message.text()).toContain('Ready');
    }
    await story.bot.moveTo(MORNING + HOUR);
    for (const { room } of others) expect(room.messages).toHaveLength(1);
  });
});

test('.ci/run begins with the test command of the README', () => {
  expect(readFileSync(join(root, '.ci/run'), 'utf8')).toContain('npm ci && npm test');
  const readme = readFileSync(join(root, 'README.md'), 'utf8');
  expect(readme).toContain('npm ci && npm start');
  expect(readme).toContain('npm ci && npm test');
});
