import { type Bot, startBot } from '../bot.ts';
import { type LocalDiscord, type Member, type Room, startLocalDiscord } from '../local-discord/index.ts';
import { makeSmallPack } from '../small-pack.ts';
import type { Row } from './table.ts';

const QUIZZES = 200;
const PLAYERS = 6;
const SECONDS = 30;
const PRESSING = 2000;

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

async function inChannel(discord: LocalDiscord, name: string): Promise<{ room: Room; members: Member[] }> {
  const guild = discord.addGuild({ name, locale: 'en-GB' });
  const room = guild.addChannel('quiz');
  return { room, members: Array.from({ length: PLAYERS }, (_, index) => guild.addMember(`P${index}`)) };
}

async function withBot<T>(use: (discord: LocalDiscord, bot: Bot) => Promise<T>): Promise<T> {
  const discord = await startLocalDiscord({ checks: false, limits: 'discord' });
  const bot = await startBot({ discord, questions: makeSmallPack(60), env: { LOG_LEVEL: 'error' } });
  try {
    await bot.ready;
    return await use(discord, bot);
  } finally {
    await bot.stop();
    await discord.close();
  }
}

/** How late rounds are shown as closed while 200 quizzes run at once and refresh their counters. */
export async function closings(): Promise<Row> {
  return withBot(async (discord) => {
    const places = await Promise.all(
      Array.from({ length: QUIZZES }, (_, index) => inChannel(discord, `Server ${index}`)),
    );
    let over = false;
    await Promise.all(
      places.map(async ({ room, members }, index) => {
        // Starts are spread evenly, and so are closings: a lobby of 20 seconds, then rounds of fixed length.
        await wait((index / QUIZZES) * SECONDS * 1000);
        await (await members[0]!.run('/quiz start', { rounds: 3, seconds: SECONDS }, { in: room })).filledIn(
          20_000,
        );
        const thread = room.threads[0]!;
        // One player joins and stays away, so that the round runs to its end.
        await members[0]!.press(thread.last, 'Join');
        await discord.waitFor(() => thread.messages.length > 1, 40_000);
        const question = thread.last;
        // The others change their minds all the time, so that every counter is due as often as it may be.
        while (!over && !question.text().includes('the answer is')) {
          const member = members[1 + Math.floor(Math.random() * (PLAYERS - 1))]!;
          await member.press(question, Math.random() < 0.5 ? 'A' : 'B').catch(() => undefined);
          await wait(700);
        }
      }),
    );
    over = true;
    const late = lateness(discord).sort((a, b) => a - b);
    const at = (share: number) =>
      Math.round(late[Math.min(late.length - 1, Math.floor(late.length * share))] ?? Number.NaN);
    return {
      what: `${QUIZZES} quizzes at once, ${late.length} closings: edit after the closing time, half a second of waiting for late presses included`,
      result: `p50 ${at(0.5)} ms, p99 ${at(0.99)} ms, longest ${Math.round(late.at(-1) ?? Number.NaN)} ms`,
      goal: 'all within 1,500 ms',
    };
  });
}

/** Milliseconds from each round's end to the request that shows its answer, by the server's log. */
function lateness(discord: LocalDiscord): number[] {
  const opened = new Map<string, number>();
  const late: number[] = [];
  for (const { method, path, body, at } of discord.requests) {
    const channel = /^\/channels\/(\d+)\/messages/.exec(path)?.[1];
    const text = JSON.stringify(body ?? '');
    if (!channel) continue;
    if (method === 'POST' && text.includes('## Question 1 of')) opened.set(channel, at);
    const from = opened.get(channel);
    if (
      from !== undefined &&
      method === 'PATCH' &&
      text.includes('## Question 1 of') &&
      text.includes('the answer is')
    ) {
      late.push(at - from - SECONDS * 1000);
      opened.delete(channel);
    }
  }
  return late;
}

/** The longest wait of 2,000 players who press within one second. */
export async function crowd(): Promise<Row> {
  return withBot(async (discord, bot) => {
    const guild = discord.addGuild({ name: 'Crowd', locale: 'en-GB' });
    const room = guild.addChannel('quiz');
    const members = Array.from({ length: PRESSING }, (_, index) => guild.addMember(`P${index}`));
    await (await members[0]!.run('/quiz start', { rounds: 3, seconds: 60 }, { in: room })).filledIn(10_000);
    await bot.moveBy(21_000);
    const question = room.threads[0]!.last;
    const waits = await Promise.all(
      members.map(async (member, index) => {
        await wait((index / PRESSING) * 1000);
        return (await member.press(question, index % 2 === 0 ? 'A' : 'B')).ms;
      }),
    );
    const sorted = [...waits].sort((a, b) => a - b);
    return {
      what: '2,000 players of one quiz press within one second: until acknowledged',
      result: `p50 ${Math.round(sorted[PRESSING / 2] ?? 0)} ms, longest ${Math.round(sorted.at(-1) ?? 0)} ms`,
      goal: 'none over 3,000 ms',
    };
  });
}
