import type { AutocompleteInteraction } from 'discord.js';
import type { Services } from '../src/app.ts';
import { choicesFrom } from '../src/discord/choices.ts';
import type { Choice } from '../src/discord/command.ts';
import { guildOf } from '../src/discord/who.ts';

/** The topics of the server's pack that fit what was typed so far. */
export function topicChoices(interaction: AutocompleteInteraction, services: Services): readonly Choice[] {
  const topics = services.stock.topicsOf(guildOf(interaction));
  return choicesFrom(
    topics.map(({ id, name }) => ({ name, value: id })),
    interaction.options.getFocused(),
  );
}
