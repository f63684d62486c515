import type {
  ApplicationCommandOptionChoiceData,
  AutocompleteInteraction,
  ButtonInteraction,
  ChatInputCommandInteraction,
  ModalSubmitInteraction,
  RESTPostAPIChatInputApplicationCommandsJSONBody,
  StringSelectMenuInteraction,
} from 'discord.js';
import type { z } from 'zod';
import type { Services } from '../app.ts';
import type { Route } from './custom-id.ts';

/** A choice that autocomplete offers. */
export type Choice = ApplicationCommandOptionChoiceData<string>;

/** A press on a button, a choice in a select, or a sent modal. */
export type Press = ButtonInteraction | StringSelectMenuInteraction | ModalSubmitInteraction;

/** What happens on a press: its route, and what to do with what the custom id carried, already parsed. */
export type PressHandler = {
  readonly name: string;
  /** Parses what was carried and handles the press; false when it does not parse. */
  handle(press: Press, carried: readonly string[], services: Services): Promise<boolean>;
};

/** One slash command with everything that can be pressed on its screens. */
export type Command = {
  readonly data: RESTPostAPIChatInputApplicationCommandsJSONBody;
  run(interaction: ChatInputCommandInteraction, services: Services): Promise<void>;
  complete?(interaction: AutocompleteInteraction, services: Services): Promise<readonly Choice[]>;
  readonly presses?: readonly PressHandler[];
};

/** Joins a route with what happens on a press of it. */
export function onPress<Schema extends z.ZodType<readonly unknown[]>>(
  route: Route<Schema>,
  handle: (press: Press, carried: z.output<Schema>, services: Services) => Promise<void>,
): PressHandler {
  return {
    name: route.name,
    async handle(press, carried, services) {
      const parsed = route.schema.safeParse(carried);
      if (!parsed.success) return false;
      await handle(press, parsed.data, services);
      return true;
    },
  };
}
