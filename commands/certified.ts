import {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  type ChatInputCommandInteraction,
  InteractionContextType,
  MessageFlags,
} from 'discord.js';
import type { Services } from '../src/app.ts';
import { passDate } from '../src/certified/rules.ts';
import type { Said, Shown } from '../src/certified/service.ts';
import * as view from '../src/certified/view.ts';
import { type Command, onPress, type Press } from '../src/discord/command.ts';
import { screen } from '../src/discord/components.ts';
import { answer, fillIn, replace, share, tell } from '../src/discord/reply.ts';
import { guildOf, personOf, requireManager } from '../src/discord/who.ts';
import { certifiedChannel } from '../src/guild/rules.ts';
import { somebodyLeft } from '../src/member/presence.ts';
import { presses as planPresses } from '../src/plan/view.ts';
import { presses as practicePresses } from '../src/practice/view.ts';
import { plusDays } from '../src/schedule/dates.ts';
import { UserError } from '../src/user-error.ts';
import { dateChoices, dateNamed } from './dates.ts';

const { String: Text, Subcommand } = ApplicationCommandOptionType;

const date = (description: string) =>
  ({ type: Text, name: 'date', description, autocomplete: true, max_length: 60 }) as const;

/** Questions with which two weeks towards another try begin. */
const FIRST_QUESTIONS = 10;

/** `/certified`: what comes after the exam, whichever way it went. */
export const certified = {
  data: {
    type: ApplicationCommandType.ChatInput,
    name: 'certified',
    description: 'After the exam: passed, or not yet',
    contexts: [InteractionContextType.Guild],
    options: [
      {
        type: Subcommand,
        name: 'passed',
        description: 'You passed: I congratulate you before the others, unless you hide',
        options: [date('The day of your exam, today by default')],
      },
      {
        type: Subcommand,
        name: 'not-yet',
        description: 'Only for you: when you may try again, and two weeks until then',
        options: [date('The day of your exam, today by default')],
      },
      { type: Subcommand, name: 'undo', description: 'Take back that you passed' },
    ],
  },
  async run(interaction, services) {
    switch (interaction.options.getSubcommand()) {
      case 'passed':
        return passed(interaction, services);
      case 'not-yet':
        return notYet(interaction, services);
      default:
        return undo(interaction, services);
    }
  },
  async complete(interaction, services) {
    const today = await services.members.today(guildOf(interaction), interaction.user.id);
    // Only days up to today can have been the exam's.
    return dateChoices(interaction.options.getFocused(), today, 'past');
  },
  presses: [
    onPress(view.presses.decide, async (press, [member, yes, pack], services) => {
      requireManager(press);
      await decide(press, services, { member, pack, yes: yes === 'yes' });
    }),
    onPress(view.presses.undo, async (press, _, services) => undo(press, services)),
    onPress(view.presses.wall, async (press, [page], services) => {
      await replace(press, view.wallScreen(await wallOf(services, guildOf(press)), page));
    }),
    onPress(view.presses.look, async (press, _, services) => {
      await answer(press, view.wallScreen(await wallOf(services, guildOf(press)), 0));
    }),
    onPress(view.presses.share, async (press, _, services) => {
      await share(press, view.wallScreen(await wallOf(services, guildOf(press)), 0, true));
    }),
  ],
} satisfies Command;

/** The wall of fame, after asking the gateway once a day whether those on it are still here. */
export async function wallOf(services: Services, guild: string): Promise<readonly Shown[]> {
  const wall = await services.certified.wall(guild);
  const left = await somebodyLeft(
    services,
    guild,
    wall.map(({ member }) => member),
  );
  return left ? services.certified.wall(guild) : wall;
}

/** The day of an exam that was sat, as it was typed; today for nothing typed. */
function satOn(interaction: ChatInputCommandInteraction, today: string): string {
  const typed = interaction.options.getString('date');
  if (typed === null) return today;
  const day = dateNamed(typed, today, 'past');
  switch (passDate(day, today)) {
    case 'to-come':
      throw new UserError('That day is still to come. Good luck! Tell me afterwards.');
    case 'too-old':
      throw new UserError('That is more than three years ago. Look at the year.');
    case 'fine':
      return day;
  }
}

async function passed(interaction: ChatInputCommandInteraction, services: Services): Promise<void> {
  const guild = guildOf(interaction);
  const today = await services.members.today(guild, interaction.user.id);
  const day = satOn(interaction, today);
  const said = await services.certified.pass(guild, personOf(interaction), day);
  // A message and a role take longer than an answer may.
  await interaction.deferReply({ flags: MessageFlags.Ephemeral });
  await services.certifiedJobs().tick(guild);
  const pack = services.packs.get(said.pack);
  await fillIn(
    interaction,
    view.passedScreen({
      exam: pack?.exam.title ?? 'The exam',
      date: day,
      today,
      again: said.again,
      outcome: await outcomeOf(services, guild, said),
      next: pack?.plan?.['next-steps'],
    }),
  );
}

async function outcomeOf(services: Services, guild: string, said: Said): Promise<view.Outcome> {
  const now = (await services.certified.find(guild, said.member, said.pack))?.certified ?? said.certified;
  const settings = services.guilds.find(guild);
  return {
    certified: now,
    givesRole: settings.certified.role !== undefined,
    tells: certifiedChannel(settings) !== undefined,
  };
}

async function undo(interaction: ChatInputCommandInteraction | Press, services: Services): Promise<void> {
  const guild = guildOf(interaction);
  await interaction.deferReply({ flags: MessageFlags.Ephemeral });
  const found = await services.certified.undo(guild, interaction.user.id);
  await services.certifiedJobs().tick(guild);
  const standing = await services.certified.isTakingBack(guild, interaction.user.id);
  await fillIn(interaction, screen(view.undoneInWords({ found, standing })));
}

async function decide(
  press: Press,
  services: Services,
  { yes, ...of }: { readonly member: string; readonly pack: string; readonly yes: boolean },
): Promise<void> {
  const guild = guildOf(press);
  const before = await services.certified.find(guild, of.member, of.pack);
  const decided = await services.certified.decide(guild, of, yes);
  if (!decided) return tell(press, 'That was decided already, or taken back.');
  await press.deferReply({ flags: MessageFlags.Ephemeral });
  await services.certifiedJobs().tick(guild);
  const request = before?.certified.request;
  if (yes && request) {
    const name = (await services.members.find(guild, of.member))?.name ?? '';
    const body = view.approvedMessage(name, personOf(press).name);
    await services.messenger.edit(request.channel, request.id, body, 'counter').catch((error: unknown) => {
      services.log.info({ guild, err: error }, 'a request that was approved could not be edited');
    });
  }
  await fillIn(press, screen(view.decidedInWords(yes)));
}

async function notYet(interaction: ChatInputCommandInteraction, services: Services): Promise<void> {
  const guild = guildOf(interaction);
  const today = await services.members.today(guild, interaction.user.id);
  const attempt = satOn(interaction, today);
  const pack = services.stock.packOf(guild);
  const retake = pack?.plan?.['next-steps'].retake;
  const again = retake && plusDays(attempt, retake.days);
  const comeback = await services.certified.comeback(guild, interaction.user.id, plusDays(today, 1));
  const first = comeback.stretches.find(({ kind }) => kind === 'topic')?.topic;
  const next = view.nextDate(comeback, again);
  await answer(
    interaction,
    view.notYetScreen({
      comeback,
      retake,
      attempt,
      again,
      today,
      nameOf: (topic) => pack?.exam.topics.find(({ id }) => id === topic)?.name ?? topic,
      start: practicePresses.start.id(
        guild,
        first === undefined ? 'all' : 'topic',
        first ?? '-',
        'mixed',
        FIRST_QUESTIONS,
      ),
      mine: { date: next, id: planPresses.mine.id(next) },
    }),
  );
}
