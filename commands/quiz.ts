import {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  type BaseInteraction,
  type ChatInputCommandInteraction,
  GuildMember,
  InteractionContextType,
  PermissionFlagsBits,
} from 'discord.js';
import type { Services } from '../src/app.ts';
import { type Command, onPress, type Press } from '../src/discord/command.ts';
import { row, screen } from '../src/discord/components.ts';
import { answer, fillIn, replace, tell } from '../src/discord/reply.ts';
import { guildOf, personOf } from '../src/discord/who.ts';
import { presses as practicePresses } from '../src/practice/view.ts';
import {
  Mode,
  mayStop,
  missedRounds,
  practiceAfter,
  type Quiz,
  ROUNDS,
  Scoring,
  SECONDS,
} from '../src/quiz/rules.ts';
import type { Presser, Wish } from '../src/quiz/service.ts';
import * as view from '../src/quiz/view.ts';
import { UserError } from '../src/user-error.ts';
import { topicChoices } from './topic.ts';

const { String: Text, Integer, Subcommand, Role } = ApplicationCommandOptionType;

/** `/quiz`: the group challenge. */
export const quiz = {
  data: {
    type: ApplicationCommandType.ChatInput,
    name: 'quiz',
    description: 'A live quiz for everybody in the channel',
    contexts: [InteractionContextType.Guild],
    options: [
      {
        type: Subcommand,
        name: 'start',
        description: 'Start a quiz here',
        options: [
          {
            type: Text,
            name: 'topic',
            description: 'One topic; a mix by the exam’s weights by default',
            autocomplete: true,
          },
          {
            type: Integer,
            name: 'rounds',
            description: 'How many questions, 10 by default',
            min_value: ROUNDS.least,
            max_value: ROUNDS.most,
          },
          {
            type: Integer,
            name: 'seconds',
            description: 'A fixed time a question instead of reading time',
            min_value: SECONDS.least,
            max_value: SECONDS.most,
          },
          {
            type: Text,
            name: 'scoring',
            description: 'Whether quick answers count more; no by default',
            choices: [
              { name: 'accuracy: right answers count', value: 'accuracy' },
              { name: 'speed: quick right answers count more', value: 'speed' },
            ],
          },
          {
            type: Text,
            name: 'mode',
            description: 'Who plays against whom',
            choices: [
              { name: 'everyone for themselves', value: 'everyone' },
              { name: 'teams', value: 'teams' },
              { name: 'together, by majority', value: 'together' },
            ],
          },
          {
            type: Integer,
            name: 'teams',
            description: 'How many even teams, 2 by default',
            min_value: 2,
            max_value: 4,
          },
          { type: Role, name: 'team-1', description: 'Teams by role: the first role' },
          { type: Role, name: 'team-2', description: 'Teams by role: the second role' },
          { type: Role, name: 'team-3', description: 'Teams by role: the third role' },
          { type: Role, name: 'team-4', description: 'Teams by role: the fourth role' },
        ],
      },
      { type: Subcommand, name: 'stop', description: 'Stop the quiz that runs here' },
    ],
  },
  async run(interaction, services) {
    if (interaction.options.getSubcommand() === 'stop') return stopHere(interaction, services);
    const { options } = interaction;
    const topic = services.stock.topicNamed(guildOf(interaction), options.getString('topic'));
    const roles = ['team-1', 'team-2', 'team-3', 'team-4'].flatMap((name) => options.getRole(name) ?? []);
    const amount = options.getInteger('teams');
    const wantsTeams = roles.length > 0 || amount !== null;
    const mode = Mode.catch(wantsTeams ? 'teams' : 'everyone').parse(options.getString('mode'));
    if (mode === 'teams' && roles.length === 1)
      throw new UserError('Teams by role need at least two roles: `team-1` and `team-2`.');
    if (new Set(roles.map(({ id }) => id)).size < roles.length)
      throw new UserError('Each team needs a role of its own; the same one was chosen twice.');
    const even = Array.from({ length: amount ?? 2 }, (_, index) => `Team ${index + 1}`);
    await begin(interaction, services, {
      topic: topic?.id,
      topicName: topic?.name ?? 'a mix of topics',
      rounds: options.getInteger('rounds') ?? ROUNDS.default,
      seconds: options.getInteger('seconds') ?? undefined,
      scoring: Scoring.catch('accuracy').parse(options.getString('scoring')),
      mode,
      teams: mode !== 'teams' ? [] : roles.length > 0 ? roles.map(({ name }) => name) : even,
      teamRoles: mode === 'teams' ? roles.map(({ id }) => id) : [],
    });
  },
  complete: async (interaction, services) => topicChoices(interaction, services),
  presses: [
    onPress(view.presses.join, async (press, [id], services) => {
      const guild = guildOf(press);
      const joined = await services.quizzes.join(guild, id, presserOf(press));
      if (joined.phase === 'over') throw new UserError(view.OVER);
      services.quizJobs().touched(guild, id);
      await tell(press, 'You are in. Press a letter when a question comes; only you see what you pick.');
    }),
    onPress(view.presses.time, async (press, [id], services) => {
      const guild = guildOf(press);
      const { on, quiz: played } = await services.quizzes.wantMoreTime(guild, id, presserOf(press));
      if (played.phase === 'over') throw new UserError(view.OVER);
      services.quizJobs().touched(guild, id);
      await tell(press, view.moreTimeInWords(on));
    }),
    onPress(view.presses.start, async (press, [id], services) => {
      const guild = guildOf(press);
      const { quiz: waiting } = await services.quizzes.look(guild, id);
      if (waiting.phase !== 'lobby')
        throw new UserError(waiting.phase === 'over' ? view.OVER : 'It has begun already.');
      if (waiting.starter !== press.user.id)
        throw new UserError(
          'Whoever started the quiz can begin it early. It begins by itself in a few seconds.',
        );
      await services.quizzes.join(guild, id, presserOf(press));
      await services.quizzes.startNow(guild, id);
      await tell(press, 'Here we go.');
      await services.quizJobs().drive(guild, id);
    }),
    onPress(view.presses.pick, async (press, [id, number, option], services) => {
      const guild = guildOf(press);
      const presser = presserOf(press);
      const { verdict, round } = await services.quizzes.pick(guild, {
        ...presser,
        quiz: id,
        round: number,
        option,
        at: press.createdTimestamp,
      });
      if (verdict.kind === 'quiz-over') throw new UserError(view.OVER);
      if (verdict.kind === 'picked') services.quizJobs().touched(guild, id);
      const { quiz: played } = await services.quizzes.look(guild, id);
      const shown =
        verdict.kind === 'picked'
          ? view.pickedLine(played, number, round, verdict.answer)
          : screen(view.tooLateInWords(played, number, verdict.closedAt));
      await services.cards.show(press, `${id}.${number}`, shown);
    }),
    onPress(view.presses.ready, async (press, [id, number], services) => {
      const guild = guildOf(press);
      const asked = { member: press.user.id, round: number };
      const { quiz: played, playing } = await services.quizzes.ready(guild, id, asked);
      if (played.phase === 'over') throw new UserError(view.OVER);
      if (!playing) throw new UserError('You are not playing yet. Any answer puts you in.');
      services.quizJobs().touched(guild, id);
      // The number on the button is the answer; a message for every press would bury the explanation.
      if (!press.isModalSubmit()) await press.deferUpdate();
    }),
    onPress(view.presses.explain, async (press, [id, number], services) => {
      const guild = guildOf(press);
      const where = { round: number, member: press.user.id };
      const { round, answer: given } = await services.quizzes.closedRound(guild, id, where);
      await answer(press, view.explanations(number, round, given));
    }),
    onPress(view.presses.place, async (press, [id], services) => {
      const { quiz: played, players } = await services.quizzes.state(guildOf(press), id);
      await tell(press, view.placeLine(played, players, press.user.id));
    }),
    onPress(view.presses.mine, async (press, [id], services) => {
      await answer(press, view.resultScreen(await services.quizzes.state(guildOf(press), id), press.user.id));
    }),
    onPress(view.presses.missed, async (press, [id, at], services) => {
      await showMissed(press, { id, at }, services);
    }),
    onPress(view.presses.again, async (press, [id], services) => {
      const { quiz: played } = await services.quizzes.look(guildOf(press), id);
      if (played.phase !== 'over') throw new UserError('It is still running. Join in.');
      const { topicName, rounds, seconds, scoring, mode, teams, teamRoles } = played;
      const topic = services.stock.topicsOf(guildOf(press)).find(({ name }) => name === topicName)?.id;
      await begin(
        press,
        services,
        { topic, topicName, rounds, seconds, scoring, mode, teams, teamRoles },
        played.home,
      );
    }),
  ],
} satisfies Command;

type Asked = Omit<Wish, 'id' | 'home' | 'wantsThread' | 'starter'>;

/** Starts a quiz in its own thread where the bot may make one, else in the channel itself. */
async function begin(
  interaction: ChatInputCommandInteraction | Press,
  services: Services,
  asked: Asked,
  where?: string,
): Promise<void> {
  const guild = guildOf(interaction);
  const home = where ?? interaction.channelId ?? '';
  const refused = services.quizzes.mayStart(guild, { ...asked, home, roles: rolesOf(interaction) });
  if (refused) return answer(interaction, view.refusedScreen(guild, refused));
  const check = services.messenger.check(guild, home);
  if (!check || check.needed.length > 0) {
    throw new UserError(
      'I cannot post in this channel. A moderator can give me View Channel, Send Messages, Embed Links and Read Message History.',
    );
  }
  await interaction.deferReply({ flags: 'Ephemeral' });
  const id = BigInt(interaction.id).toString(36);
  const starter = personOf(interaction);
  const wantsThread = check.canPlayInThread;
  const started = await services.quizzes.start(guild, { ...asked, id, home, wantsThread, starter });
  if (started.kind !== 'started') {
    await fillIn(interaction, view.refusedScreen(guild, started));
    return;
  }
  await services.quizJobs().drive(guild, id);
  const { quiz: begun } = await services.quizzes.look(guild, id);
  await fillIn(
    interaction,
    screen('## It begins', 'Twenty seconds to join, or press “Start now”.', row(view.goThere(guild, begun))),
  );
}

async function stopHere(interaction: ChatInputCommandInteraction, services: Services): Promise<void> {
  const guild = guildOf(interaction);
  const here = interaction.channelId;
  const states = await Promise.all(
    services.guilds.find(guild).quizzes.map(({ id }) => services.quizzes.look(guild, id)),
  );
  const running: Quiz | undefined = states.find(
    ({ quiz: live }) => live.phase !== 'over' && (live.home === here || live.room === here),
  )?.quiz;
  if (!running) throw new UserError('No quiz is running here.');
  const moderates = interaction.memberPermissions?.has(PermissionFlagsBits.ManageMessages) ?? false;
  if (!mayStop(running, { member: interaction.user.id, moderates })) {
    throw new UserError('A quiz is stopped by who started it, or by a moderator with Manage Messages.');
  }
  await services.quizzes.end(guild, running.id, 'stopped');
  await tell(interaction, 'The quiz is stopped.');
  await services.quizJobs().drive(guild, running.id);
}

async function showMissed(
  press: Press,
  { id, at }: { readonly id: string; readonly at: number },
  services: Services,
): Promise<void> {
  const guild = guildOf(press);
  const member = press.user.id;
  const { quiz: played, player } = await services.quizzes.playerOf(guild, id, member);
  if (!player) return tell(press, 'You did not play this one.');
  const missed = missedRounds(played, player);
  const shown = Math.min(at, missed.length - 1);
  const round = missed[shown];
  if (round === undefined) return tell(press, 'You missed nothing.');
  const closed = await services.quizzes.closedRound(guild, id, { round, member });
  const { origin, questions } = practiceAfter(player);
  const start = practicePresses.start.id(guild, 'all', '-', origin, questions);
  const practice = { origin, questions, start };
  await replace(press, view.missedScreen(played, { at: shown, of: missed.length, practice, ...closed }));
}

function presserOf(interaction: BaseInteraction): Presser {
  return { person: personOf(interaction), roles: rolesOf(interaction) };
}

function rolesOf(interaction: BaseInteraction): readonly string[] {
  const { member } = interaction;
  if (!member) return [];
  return member instanceof GuildMember ? [...member.roles.cache.keys()] : member.roles;
}
