import { ApplicationCommandOptionType, ApplicationCommandType, InteractionContextType } from 'discord.js';
import type { Services } from '../src/app.ts';
import { Period } from '../src/board/rules.ts';
import type { BoardPage, BoardWish } from '../src/board/service.ts';
import { boardScreen, pointsScreen, presses, sharedBoard } from '../src/board/view.ts';
import { wallScreen } from '../src/certified/view.ts';
import { type Command, onPress, type Press } from '../src/discord/command.ts';
import { answer, isPrivate, replace, share } from '../src/discord/reply.ts';
import { guildOf, personOf } from '../src/discord/who.ts';
import { wallOf } from './certified.ts';
import { topicChoices } from './topic.ts';

/** `/leaderboard`: the server's board, privately, with a button to share it. */
export const leaderboard = {
  data: {
    type: ApplicationCommandType.ChatInput,
    name: 'leaderboard',
    description: 'Who has learned most this week, and where you are',
    contexts: [InteractionContextType.Guild],
    options: [
      {
        type: ApplicationCommandOptionType.String,
        name: 'period',
        description: 'This week if you leave it empty',
        choices: [
          { name: 'This week', value: 'week' },
          { name: 'This month', value: 'month' },
          { name: 'All time', value: 'all' },
          { name: 'Who passed the exam', value: 'certified' },
        ],
      },
      {
        type: ApplicationCommandOptionType.String,
        name: 'topic',
        description: 'Only questions on this topic',
        autocomplete: true,
      },
    ],
  },
  async run(interaction, services) {
    const guild = guildOf(interaction);
    if (interaction.options.getString('period') === 'certified') {
      return answer(interaction, wallScreen(await wallOf(services, guild), 0));
    }
    const period = Period.catch('week').parse(interaction.options.getString('period'));
    const topic = services.stock.topicNamed(guild, interaction.options.getString('topic'))?.id;
    const board = await boardFor(services, guild, { period, page: 0, topic }, interaction.user.id);
    await answer(interaction, boardScreen(board, nameOf(services, guild, topic)));
  },
  complete: async (interaction, services) => topicChoices(interaction, services),
  presses: [
    onPress(presses.show, async (press, [period, page, topic], services) => {
      await show(press, services, { period, page, topic: topic === '-' ? undefined : topic });
    }),
    onPress(presses.share, async (press, [period, topic], services) => {
      const guild = guildOf(press);
      const wish = { period, page: 0, topic: topic === '-' ? undefined : topic };
      const board = await boardFor(services, guild, wish, press.user.id);
      await share(press, sharedBoard(board, nameOf(services, guild, wish.topic)));
    }),
    onPress(presses.points, async (press, _, services) => {
      void services;
      await answer(press, pointsScreen());
    }),
    onPress(presses.hide, async (press, [hidden, period, topic], services) => {
      const guild = guildOf(press);
      await services.members.change(guild, personOf(press), (now) => ({ ...now, hidden: hidden === 'yes' }));
      await show(press, services, { period, page: 0, topic: topic === '-' ? undefined : topic });
    }),
  ],
} satisfies Command;

async function show(press: Press, services: Services, wish: BoardWish): Promise<void> {
  const guild = guildOf(press);
  const board = await boardFor(services, guild, wish, press.user.id);
  const shown = boardScreen(board, nameOf(services, guild, wish.topic));
  // From a receipt the board is a message of its own, so that the explanation stays.
  const fromBoard = press.isMessageComponent() && isPrivate(press) && press.message.components.length > 0;
  await (fromBoard && isBoard(press) ? replace(press, shown) : answer(press, shown));
}

function isBoard(press: Press): boolean {
  return JSON.stringify(press.message?.components ?? []).includes(presses.points.name);
}

/** The board, after asking the gateway once a day whether those about to be shown are still here. */
async function boardFor(
  services: Services,
  guild: string,
  wish: BoardWish,
  viewer: string,
): Promise<BoardPage> {
  const board = await services.boards.show(guild, wish, viewer);
  const unchecked = await services.boards.unchecked(guild, { ...wish, page: board.page });
  if (unchecked.length === 0) return board;
  const present = await services.messenger.present(guild, unchecked);
  if (!present) return board;
  await services.members.checked(guild, unchecked, present);
  const somebodyLeft = unchecked.some((id) => !present.has(id));
  // Once is enough: those who move up were among the hundred asked about.
  return somebodyLeft ? services.boards.show(guild, wish, viewer) : board;
}

function nameOf(services: Services, guild: string, topic: string | undefined): string | undefined {
  return services.stock.topicsOf(guild).find(({ id }) => id === topic)?.name ?? topic;
}
