import {
  type APIApplicationCommandBasicOption,
  ApplicationCommandOptionType,
  type ChatInputCommandInteraction,
} from 'discord.js';
import type { Services } from '../src/app.ts';
import { onPress, type PressHandler } from '../src/discord/command.ts';
import { answer, fillIn, replace } from '../src/discord/reply.ts';
import { guildOf, requireManager } from '../src/discord/who.ts';
import { packScreen } from '../src/guild/view.ts';
import { MOST } from '../src/own/rules.ts';
import * as view from '../src/own/view.ts';
import { UserError } from '../src/user-error.ts';

/** The options of `/setup import`. */
export const importOptions: APIApplicationCommandBasicOption[] = [
  {
    type: ApplicationCommandOptionType.Attachment,
    name: 'file',
    description: 'GIFT, Moodle XML, Aiken, CSV or Open Trivia DB; leave it empty to see what you have',
  },
];

/** Reads the file and shows what it holds; without a file, what the server has. */
export async function importFile(
  interaction: ChatInputCommandInteraction,
  services: Services,
): Promise<void> {
  const guild = guildOf(interaction);
  const file = interaction.options.getAttachment('file');
  if (!file) return answer(interaction, view.ownScreen(await services.imports.current(guild)));
  if (file.size > MOST.bytes)
    throw new UserError('That file is larger than 1 MB. Split it, and import the part you need.');
  await interaction.deferReply({ flags: 'Ephemeral' });
  const response = await fetch(file.url);
  if (!response.ok) throw new UserError('Discord did not give me that file. Please send it again.');
  const bytes = new Uint8Array(await response.arrayBuffer());
  const id = BigInt(interaction.id).toString(36);
  const draft = await services.imports.read(guild, { id, name: file.name, bytes });
  const refused = view.refusedFile(draft);
  const files = refused === undefined ? [] : [{ name: 'refused.txt', bytes: Buffer.from(refused) }];
  await fillIn(interaction, view.draftScreen(draft, files.length > 0), files);
}

/** Everything that can be pressed about a server's own pack. */
export const importPresses: readonly PressHandler[] = [
  onPress(view.presses.accept, async (press, [draft, which], services) => {
    requireManager(press);
    const taken = await services.imports.accept(guildOf(press), draft, { unexplained: which === 'all' });
    if (!taken) throw new UserError(view.DRAFT_GONE);
    await replace(press, view.acceptedScreen(taken));
  }),
  onPress(view.presses.discard, async (press, [draft], services) => {
    requireManager(press);
    await services.imports.discard(guildOf(press), draft);
    await replace(press, view.discardedScreen());
  }),
  onPress(view.presses.use, async (press, _, services) => {
    requireManager(press);
    const guild = guildOf(press);
    const pack = services.ownPacks.find(guild);
    const [profile] = pack?.exam.profiles ?? [];
    if (!pack || !profile) throw new UserError(view.DRAFT_GONE);
    await services.guilds.change(guild, (now) => ({ ...now, pack: pack.id, profile: profile.id }));
    await replace(press, packScreen(pack.exam.title, profile.name));
  }),
  onPress(view.presses.ask, async (press, _, services) => {
    requireManager(press);
    const pack = await services.imports.current(guildOf(press));
    await replace(press, pack ? view.removeScreen(pack) : view.ownScreen(pack));
  }),
  onPress(view.presses.remove, async (press, [at], services) => {
    requireManager(press);
    const guild = guildOf(press);
    const removed = at !== undefined && (await services.imports.remove(guild, at));
    const left = removed
      ? view.removedScreen()
      : view.ownScreen(await services.imports.current(guild), view.NOT_REMOVED);
    await replace(press, left);
  }),
  onPress(view.presses.keep, async (press, _, services) => {
    requireManager(press);
    await replace(press, view.ownScreen(await services.imports.current(guildOf(press))));
  }),
];
