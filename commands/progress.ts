import {
  ApplicationCommandType,
  type ChatInputCommandInteraction,
  InteractionContextType,
  MessageFlags,
} from 'discord.js';
import type { Services } from '../src/app.ts';
import { type Command, onPress, type Press } from '../src/discord/command.ts';
import { screen } from '../src/discord/components.ts';
import { answer, type File, fillIn, replace, shareNext } from '../src/discord/reply.ts';
import { guildOf, personOf } from '../src/discord/who.ts';
import { QUESTIONS } from '../src/practice/rules.ts';
import { presses as practicePresses } from '../src/practice/view.ts';
import type { Shown } from '../src/progress/service.ts';
import * as view from '../src/progress/view.ts';
import { MINUTES } from '../src/review/rules.ts';
import { presses as reviewPresses } from '../src/review/view.ts';
import { UserError } from '../src/user-error.ts';
import { pictureFile } from './picture.ts';

/** `/progress`: how far one has come, what the exam would bring, and the next step. */
export const progress = {
  data: {
    type: ApplicationCommandType.ChatInput,
    name: 'progress',
    description: 'How far you have come, and what the exam would bring today',
    contexts: [InteractionContextType.Guild],
  },
  run: showProgress,
  presses: [
    onPress(view.presses.show, async (press, _, services) => {
      await showProgress(press, services);
    }),
    onPress(view.presses.how, async (press, _, services) => {
      const { profile } = await shownTo(services, guildOf(press), press.user.id);
      await answer(press, view.howScreen(profile));
    }),
    onPress(view.presses.share, async (press, _, services) => {
      const shown = await shownTo(services, guildOf(press), press.user.id);
      await answer(press, view.askToShare(shown, press.channelId ?? ''));
    }),
    onPress(view.presses.post, async (press, _, services) => {
      const shown = await shownTo(services, guildOf(press), press.user.id);
      // The question goes first, since drawing takes a moment and a second tap would post it twice.
      await replace(press, screen(view.SHARING));
      const { alt, files } = await drawn(press, services, shown);
      await shareNext(press, view.sharedScreen(personOf(press).name, shown, alt), files);
      await fillIn(press, screen(view.SHARED));
    }),
    onPress(view.presses.keep, async (press) => replace(press, screen(view.KEPT))),
  ],
} satisfies Command;

/** Answers with the screen of `/progress`; the picture takes a moment. */
async function showProgress(
  interaction: ChatInputCommandInteraction | Press,
  services: Services,
): Promise<void> {
  const guild = guildOf(interaction);
  const shown = await shownTo(services, guild, interaction.user.id);
  await interaction.deferReply({ flags: MessageFlags.Ephemeral });
  const { due } = await services.reviews.due(guild, interaction.user.id);
  const { alt, files } = await drawn(interaction, services, shown);
  const screen = view.progressScreen(shown, {
    alt,
    start: ({ id }) => practicePresses.start.id(guild, 'domain', id, 'mixed', QUESTIONS.default),
    review: { due: due.length, start: reviewPresses.start.id(guild, MINUTES.default) },
  });
  await fillIn(interaction, screen, files);
}

async function shownTo(services: Services, guild: string, member: string): Promise<Shown> {
  const shown = await services.progress.of(guild, member);
  if (shown) return shown;
  throw new UserError(
    'The questions this server prepares with are gone. A moderator can choose a pack with `/setup pack`.',
  );
}

/** The picture with its alternative text; neither where there is nothing to draw, or nothing may be sent. */
async function drawn(
  interaction: ChatInputCommandInteraction | Press,
  services: Services,
  shown: Shown,
): Promise<{ readonly alt: string | undefined; readonly files: readonly File[] }> {
  const picture = view.progressPicture(shown);
  const file = picture && (await pictureFile(interaction, services, { picture, name: view.PICTURE }));
  return { alt: file && picture?.alt, files: file ? [file] : [] };
}
