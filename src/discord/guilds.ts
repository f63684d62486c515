import type { Client } from 'discord.js';
import type { Services } from '../app.ts';

/** Keeps in step with which servers the bot is in, also with what happened while it was down. */
export function followGuilds(client: Client, services: Services): void {
  const { guilds, log } = services;
  const careful = (work: Promise<void>) => {
    work.catch((error: unknown) => log.error({ err: error }, 'a server could not be noted'));
  };
  client.on('guildCreate', (guild) => careful(guilds.arrived(guild.id)));
  client.on('guildDelete', (guild) => careful(guilds.left(guild.id)));
  client.once('clientReady', () => {
    for (const id of client.guilds.cache.keys()) careful(guilds.arrived(id));
    // Servers that are unavailable for the moment are in the cache too; only those that removed the bot are not.
    for (const [id] of [...guilds.present()]) if (!client.guilds.cache.has(id)) careful(guilds.left(id));
  });
}
