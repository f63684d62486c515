import type { Client } from 'discord.js';
import type { Services } from '../app.ts';

/** Keeps in step with which servers the bot is in, also with what happened while it was down. */
export function followGuilds(client: Client, services: Services): void {
  const { guilds, log } = services;
  async function arrived(guild: string): Promise<void> {
    await guilds.arrived(guild);
    log.info({ guild }, 'a server invited the bot');
  }
  async function left(guild: string): Promise<void> {
    await guilds.left(guild);
    log.info({ guild }, 'a server removed the bot; its data is kept for 30 days');
  }
  const careful = (work: Promise<void>) => {
    work.catch((error: unknown) => log.error({ err: error }, 'a server could not be noted'));
  };
  client.on('guildCreate', (guild) => careful(arrived(guild.id)));
  client.on('guildDelete', (guild) => careful(left(guild.id)));
  client.once('clientReady', () => {
    const { cache } = client.guilds;
    for (const id of cache.keys()) if (guilds.find(id).removedAt !== undefined) careful(arrived(id));
    // Servers that are unavailable for the moment are in the cache too; only those that removed the bot are not.
    for (const [id] of [...guilds.present()]) if (!cache.has(id)) careful(left(id));
  });
}
