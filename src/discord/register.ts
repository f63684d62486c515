import { createHash } from 'node:crypto';
import { type Client, Routes } from 'discord.js';
import { z } from 'zod';
import type { App } from '../app.ts';
import { table } from '../records/records.ts';
import type { Command } from './command.ts';

/** The scope of the bot's own records. */
const BOT = 'bot';

/** The hash of what was last registered, by where: `global` or a server's id. */
export const Registered = table('registered', z.object({ hash: z.string() }));

/** Registers the commands when they are not the ones registered last: Discord allows 200 new ones a day. */
export async function registerCommands(
  client: Client<true>,
  commands: readonly Command[],
  app: App,
): Promise<void> {
  const { devGuildId } = app.config;
  const body = commands.map((command) => command.data);
  const hash = createHash('sha256').update(JSON.stringify(body)).digest('hex');
  const where = devGuildId ?? 'global';
  const application = client.application.id;
  const last = await app.records.in(BOT).get(Registered, application, where);
  if (last?.hash === hash) return;
  await client.rest.put(
    devGuildId
      ? Routes.applicationGuildCommands(application, devGuildId)
      : Routes.applicationCommands(application),
    { body },
  );
  await app.records.change(BOT, (changes) => changes.put(Registered, [application, where], { hash }));
  app.log.info({ where, commands: body.length }, 'registered the commands');
}
