import { ApplicationCommandOptionType, ApplicationCommandType, InteractionContextType } from 'discord.js';
import type { Services } from '../src/app.ts';
import { choicesFrom } from '../src/discord/choices.ts';
import { type Command, onPress } from '../src/discord/command.ts';
import type { Screen } from '../src/discord/components.ts';
import { answer, replace } from '../src/discord/reply.ts';
import { guildOf } from '../src/discord/who.ts';
import { infoScreen, type Part, presses } from '../src/exam-info/view.ts';
import { UserError } from '../src/user-error.ts';

/** `/exam-info`: the exam's form, the usual mistakes, and advice for the day. */
export const examInfo = {
  data: {
    type: ApplicationCommandType.ChatInput,
    name: 'exam-info',
    description: 'What the exam is like, the usual mistakes, and advice for the day',
    contexts: [InteractionContextType.Guild],
    options: [
      {
        type: ApplicationCommandOptionType.String,
        name: 'profile',
        description: 'The exam’s form, the server’s by default',
        autocomplete: true,
      },
    ],
  },
  async run(interaction, services) {
    const profile = interaction.options.getString('profile');
    await answer(interaction, info(services, guildOf(interaction), { profile, part: 'facts', page: 0 }));
  },
  async complete(interaction, services) {
    const profiles = services.stock.packOf(guildOf(interaction))?.exam.profiles ?? [];
    return choicesFrom(
      profiles.map(({ id, name }) => ({ name, value: id })),
      interaction.options.getFocused(),
    );
  },
  presses: [
    onPress(presses.show, async (press, [part, profile, page], services) => {
      await replace(press, info(services, guildOf(press), { profile, part, page }));
    }),
  ],
} satisfies Command;

function info(
  { stock }: Services,
  guild: string,
  wanted: { readonly profile: string | null; readonly part: Part; readonly page: number },
): Screen {
  const pack = stock.packOf(guild);
  if (!pack) throw new UserError('The question pack is not installed. Choose another with `/setup pack`.');
  const { part, page } = wanted;
  const profile =
    wanted.profile === null
      ? stock.profileOf(guild, pack)
      : pack.exam.profiles.find(({ id, name }) => id === wanted.profile || name === wanted.profile);
  if (!profile) throw new UserError('This pack has no such form of the exam. Choose one from the list.');
  return infoScreen(pack, { profile, part, page });
}
