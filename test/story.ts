import { type Bot, startBot } from './bot.ts';
import { startLocalDiscord } from './local-discord/index.ts';

/** Thursday, 12 November 2026, 08:00 in Berlin: an hour before the daily. */
export const MORNING = Date.UTC(2026, 10, 12, 7);
export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

type Options = {
  readonly now?: number;
  readonly locale?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** The folder of the packs; the project's own when left out. */
  readonly questions?: string;
  readonly shards?: number;
  readonly limits?: Parameters<typeof startLocalDiscord>[0] extends infer O
    ? O extends { limits?: infer L }
      ? L
      : never
    : never;
};

/** A server with a room, a moderator and three members, and the real bot process. `end` fails on any violation. */
export async function tell(options: Options = {}) {
  const discord = await startLocalDiscord({
    now: options.now ?? MORNING,
    ...(options.shards ? { shards: options.shards } : {}),
  });
  const guild = discord.addGuild({ name: 'ML study', locale: options.locale ?? 'de' });
  const room = guild.addChannel('ml-study');
  const mod = guild.addMember('Mo', { permissions: ['ManageGuild'] });
  const ana = guild.addMember('Ana');
  const bo = guild.addMember('Bo');
  const chidi = guild.addMember('Chidi');
  let bot: Bot = await startBot({ discord, env: options.env, questions: options.questions });
  await bot.ready;
  return {
    discord,
    guild,
    room,
    mod,
    ana,
    bo,
    chidi,
    get bot() {
      return bot;
    },
    /** Ends the process as a power cut would, and starts it again on the same store. */
    async crash() {
      await bot.kill();
      bot = await startBot({ discord, store: bot.store, env: options.env, questions: options.questions });
      await bot.ready;
    },
    /** Starts the bot again after it was killed or stopped. */
    async restart() {
      bot = await startBot({ discord, store: bot.store, env: options.env, questions: options.questions });
      await bot.ready;
    },
    /** Sets up the daily in the room and moves to its first posting. */
    async postFirst(setup: Readonly<Record<string, string | boolean>> = {}) {
      await mod.run('/setup daily', { timezone: 'Europe/Berlin', ...setup }, { in: room });
      await bot.moveTo(MORNING + HOUR);
      return room.last;
    },
    async end() {
      const stopped = await bot.stop();
      await discord.close();
      discord.assertClean();
      return stopped;
    },
  };
}

export type Story = Awaited<ReturnType<typeof tell>>;
