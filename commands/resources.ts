import {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  type BaseInteraction,
  InteractionContextType,
} from 'discord.js';
import type { Services } from '../src/app.ts';
import { type Command, onPress } from '../src/discord/command.ts';
import type { Screen } from '../src/discord/components.ts';
import { answer, replace } from '../src/discord/reply.ts';
import { guildOf } from '../src/discord/who.ts';
import { QUESTIONS } from '../src/practice/rules.ts';
import { presses as practicePresses } from '../src/practice/view.ts';
import { presses, resourcesScreen } from '../src/resources/view.ts';
import { UserError } from '../src/user-error.ts';
import { topicChoices } from './topic.ts';

/** `/resources`: where to learn, from the pack. */
export const resources = {
  data: {
    type: ApplicationCommandType.ChatInput,
    name: 'resources',
    description: 'Courses, pages to read, and where to practise',
    contexts: [InteractionContextType.Guild],
    options: [
      {
        type: ApplicationCommandOptionType.String,
        name: 'topic',
        description: 'The whole exam if you leave it empty',
        autocomplete: true,
      },
    ],
  },
  async run(interaction, services) {
    await answer(interaction, listed(interaction, services, interaction.options.getString('topic')));
  },
  complete: async (interaction, services) => topicChoices(interaction, services),
  presses: [
    onPress(presses.topic, async (press, _, services) => {
      const chosen = press.isStringSelectMenu() ? (press.values[0] ?? null) : null;
      await replace(press, listed(press, services, chosen));
    }),
  ],
} satisfies Command;

function listed(who: BaseInteraction, services: Services, typed: string | null): Screen {
  const guild = guildOf(who);
  const pack = services.stock.packOf(guild);
  if (!pack) throw new UserError('The question pack is not installed. Choose another with `/setup pack`.');
  const topic = services.stock.topicNamed(guild, typed);
  const practise = practicePresses.start.id(
    guild,
    topic ? 'topic' : 'all',
    topic?.id ?? '-',
    'mixed',
    QUESTIONS.default,
  );
  return resourcesScreen(pack, { topic, practise });
}
