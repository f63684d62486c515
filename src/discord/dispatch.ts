import type { Client, Interaction, RepliableInteraction } from 'discord.js';
import type { Services } from '../app.ts';
import { NotSaved } from '../records/records.ts';
import { UserError } from '../user-error.ts';
import type { Command, PressHandler } from './command.ts';
import { readCustomId } from './custom-id.ts';
import { isTooLate, tell } from './reply.ts';

const WORDS = {
  notSaved: 'Your answer was **not** saved. Please press again in a minute; nothing is lost for you.',
  notSavedCommand: 'This was **not** saved. Please try again in a minute; nothing is lost for you.',
  broken: 'Something went wrong on my side, and I have noted it. Please try again in a minute.',
  outdated: 'This button is from an older version of me. Please use the command again, for example /daily.',
  stopping: 'I am restarting. Please try again in a few seconds.',
  guildOnly: 'Please use me in a server: everything you do with me belongs to one.',
} as const;

/** Takes interactions until told to stop, and knows which are still in hand. */
export type Dispatcher = {
  /** From now on every interaction is told to try again; resolves when those in hand are answered. */
  stop(): Promise<void>;
};

/** Routes every interaction to its command, and is the one boundary that answers for whatever goes wrong in it. */
export function dispatch(client: Client, commands: readonly Command[], services: Services): Dispatcher {
  const byName = new Map(commands.map((command) => [command.data.name, command]));
  const handlers = pressHandlers(commands);
  const inHand = new Set<Promise<void>>();
  let stopping = false;

  client.on('interactionCreate', (interaction) => {
    const work = handle(interaction).catch((error: unknown) =>
      services.log.error({ err: error }, 'answering failed'),
    );
    inHand.add(work);
    void work.finally(() => inHand.delete(work));
  });

  async function handle(interaction: Interaction): Promise<void> {
    try {
      await route(interaction);
    } catch (error) {
      await answerFailure(interaction, error);
    }
  }

  async function route(interaction: Interaction): Promise<void> {
    if (interaction.isAutocomplete()) {
      const choices = stopping
        ? []
        : await byName.get(interaction.commandName)?.complete?.(interaction, services);
      await interaction.respond([...(choices ?? [])]);
      return;
    }
    if (!interaction.isRepliable()) return;
    if (stopping) throw new UserError(WORDS.stopping);
    if (interaction.isChatInputCommand()) {
      const command = byName.get(interaction.commandName);
      if (!command) throw new UserError(WORDS.outdated);
      if (!interaction.guildId) throw new UserError(WORDS.guildOnly);
      await command.run(interaction, services);
      return;
    }
    if (interaction.isButton() || interaction.isStringSelectMenu() || interaction.isModalSubmit()) {
      const read = readCustomId(interaction.customId);
      const handler = read && handlers.get(read.name);
      const handled = handler && (await handler.handle(interaction, read.carried, services));
      if (!handled) throw new UserError(WORDS.outdated);
    }
  }

  async function answerFailure(interaction: Interaction, error: unknown): Promise<void> {
    const context = {
      guild: interaction.guildId,
      member: interaction.user.id,
      what: whatWasAsked(interaction),
    };
    if (isTooLate(error)) {
      services.log.warn({ ...context, err: error }, 'the answer came too late');
      return;
    }
    if (!(error instanceof UserError)) services.log.error({ ...context, err: error }, 'handling failed');
    if (interaction.isAutocomplete()) {
      if (!interaction.responded) await interaction.respond([]);
      return;
    }
    if (interaction.isRepliable()) await answerInWords(interaction, wordsFor(error, interaction));
  }

  return {
    async stop() {
      stopping = true;
      while (inHand.size > 0) await Promise.allSettled(inHand);
    },
  };
}

function pressHandlers(commands: readonly Command[]): ReadonlyMap<string, PressHandler> {
  const handlers = new Map<string, PressHandler>();
  for (const handler of commands.flatMap((command) => command.presses ?? [])) {
    if (handlers.has(handler.name)) throw new Error(`two handlers for ${handler.name}`);
    handlers.set(handler.name, handler);
  }
  return handlers;
}

function wordsFor(error: unknown, interaction: RepliableInteraction): string {
  if (error instanceof UserError) return error.message;
  if (!(error instanceof NotSaved)) return WORDS.broken;
  return interaction.isMessageComponent() ? WORDS.notSaved : WORDS.notSavedCommand;
}

async function answerInWords(interaction: RepliableInteraction, words: string): Promise<void> {
  if (interaction.deferred && !interaction.replied) {
    await interaction.editReply({ content: words });
  } else if (!interaction.replied) {
    await tell(interaction, words);
  }
}

function whatWasAsked(interaction: Interaction): string {
  if (interaction.isCommand() || interaction.isAutocomplete()) return `/${interaction.commandName}`;
  return interaction.isMessageComponent() || interaction.isModalSubmit() ? interaction.customId : 'unknown';
}
