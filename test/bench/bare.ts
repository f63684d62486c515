import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { MessageFlags } from 'discord.js';
import type { LocalDiscord, Message, Room } from '../local-discord/index.ts';
import { type Cohort, openDiscord } from './cohort.ts';
import { makeStore } from './store.ts';

/** The bare bot in as many servers as Cohort, each with the same public message. */
export type Bare = {
  readonly discord: LocalDiscord;
  readonly places: Awaited<ReturnType<typeof openDiscord>>['places'];
  close(): Promise<void>;
};

/** The components of a private card by a name, for the bare bot to answer with. */
export type Cards = Readonly<Record<string, readonly unknown[]>>;

/** Starts the bare bot against a local Discord of its own; `shown` is put in every channel. */
export async function openBare(cohort: Cohort, shown: Message, cards: Cards = {}): Promise<Bare> {
  const { discord, places } = await openDiscord({ guilds: cohort.places.length });
  const store = makeStore();
  const child = spawn(process.execPath, ['--import', 'tsx', join(import.meta.dirname, 'bare-bot.ts')], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      DISCORD_TOKEN: discord.token,
      DISCORD_API_URL: discord.api,
      STORE_URL: store.url,
      CARDS: JSON.stringify(cards),
    },
  });
  const killed = () => child.kill('SIGKILL');
  process.once('exit', killed);
  const ended = once(child, 'exit');
  await Promise.race([
    once(child, 'message'),
    ended.then(() => Promise.reject(new Error('the bare bot ended before it was ready'))),
  ]);
  for (const { room } of places) await put(discord, room, shown);
  return {
    discord,
    places,
    async close() {
      process.off('exit', killed);
      child.kill('SIGTERM');
      await ended;
      await discord.close();
      store.remove();
    },
  };
}

/** Posts in the bare bot's name what Cohort has posted, so that events of presses on it are as large. */
async function put(discord: LocalDiscord, room: Room, { raw }: Message): Promise<void> {
  const { content, embeds, components } = raw;
  const flags = (raw.flags ?? 0) & MessageFlags.IsComponentsV2;
  await fetch(`${discord.api}/v10/channels/${room.id}/messages`, {
    method: 'POST',
    headers: { authorization: `Bot ${discord.token}`, 'content-type': 'application/json' },
    body: JSON.stringify(flags ? { components, flags } : { content, embeds, components }),
  });
}
