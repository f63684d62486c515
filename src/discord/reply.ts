import {
  DiscordAPIError,
  type InteractionEditReplyOptions,
  type InteractionReplyOptions,
  type InteractionUpdateOptions,
  MessageFlags,
  type RepliableInteraction,
} from 'discord.js';
import type { Press } from './command.ts';
import { type Screen, screen } from './components.ts';

type Flags = InteractionReplyOptions['flags'];

/** Answers privately with a screen. */
export async function answer(interaction: RepliableInteraction, shown: Screen): Promise<void> {
  const flags: Flags = [MessageFlags.IsComponentsV2, MessageFlags.Ephemeral];
  await interaction.reply({ components: shown.components, flags } satisfies InteractionReplyOptions);
}

/** Answers privately with a few words. */
export async function tell(interaction: RepliableInteraction, words: string): Promise<void> {
  await answer(interaction, screen(words));
}

/** Answers with a screen for everybody in the channel. */
export async function share(interaction: RepliableInteraction, shown: Screen): Promise<void> {
  await interaction.reply({
    components: shown.components,
    flags: MessageFlags.IsComponentsV2,
  } satisfies InteractionReplyOptions);
}

/** Puts a screen in the place of the private message that was pressed; a press elsewhere gets a new private message. */
export async function replace(press: Press, shown: Screen): Promise<void> {
  if (!isPrivate(press) || (press.isModalSubmit() && !press.isFromMessage())) return answer(press, shown);
  const update = {
    components: shown.components,
    flags: MessageFlags.IsComponentsV2,
  } satisfies InteractionUpdateOptions;
  await press.update(update);
}

/** A file that goes with a screen, which shows it by its name. */
export type File = { readonly name: string; readonly bytes: Buffer };

/** Fills in an answer that was deferred, with the pictures that its screen shows. */
export async function fillIn(
  interaction: RepliableInteraction,
  shown: Screen,
  files: readonly File[] = [],
): Promise<void> {
  await interaction.editReply({
    components: shown.components,
    flags: MessageFlags.IsComponentsV2,
    files: files.map(({ name, bytes }) => ({ name, attachment: bytes })),
  } satisfies InteractionEditReplyOptions);
}

/** Shows a screen to everybody in the channel, beside an answer that was given or deferred. */
export async function shareNext(
  interaction: RepliableInteraction,
  shown: Screen,
  files: readonly File[] = [],
): Promise<void> {
  await interaction.followUp({
    components: shown.components,
    flags: MessageFlags.IsComponentsV2,
    files: files.map(({ name, bytes }) => ({ name, attachment: bytes })),
  } satisfies InteractionReplyOptions);
}

/** Whether what was pressed is a message that only this member sees: a private one, or one in their direct messages. */
export function isPrivate(press: Press): boolean {
  if (press.guildId === null) return true;
  return press.message?.flags.has(MessageFlags.Ephemeral) ?? false;
}

const UNKNOWN_INTERACTION = 10062;
const ALREADY_ANSWERED = 40060;

/** Whether answering failed only because it was too late or had already worked (a repeated request). */
export function isTooLate(error: unknown): boolean {
  return (
    error instanceof DiscordAPIError &&
    (error.code === UNKNOWN_INTERACTION || error.code === ALREADY_ANSWERED)
  );
}
