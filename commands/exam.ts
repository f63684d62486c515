import {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  type ChatInputCommandInteraction,
  InteractionContextType,
} from 'discord.js';
import type { Services } from '../src/app.ts';
import { choicesFrom } from '../src/discord/choices.ts';
import { type Command, onPress, type Press } from '../src/discord/command.ts';
import { type Screen, screen } from '../src/discord/components.ts';
import { failureOf } from '../src/discord/failure.ts';
import { answer, fillIn, isPrivate, replace, tell } from '../src/discord/reply.ts';
import { dateInShort } from '../src/discord/text.ts';
import { guildOf, isManager, personOf } from '../src/discord/who.ts';
import * as reportView from '../src/exam/report-view.ts';
import type { Exam } from '../src/exam/rules.ts';
import type { ExamOver, ExamPress, OnQuestion, OnState } from '../src/exam/service.ts';
import * as view from '../src/exam/view.ts';
import { AHEAD, readStart } from '../src/group/rules.ts';
import type { Caller } from '../src/group/service.ts';
import * as group from '../src/group/view.ts';
import { timeZoneOf } from '../src/guild/rules.ts';
import { barsPicture } from '../src/picture/bars.ts';
import { scoresPicture } from '../src/picture/scores.ts';
import type { Picture } from '../src/picture/svg.ts';
import { localDate } from '../src/schedule/rules.ts';
import { UserError } from '../src/user-error.ts';
import { pictureFile } from './picture.ts';

const { String: Text, Subcommand } = ApplicationCommandOptionType;

const PROFILE = {
  type: Text,
  name: 'profile',
  description: 'The exam’s form, the server’s by default',
  autocomplete: true,
} as const;

/** `/exam`: the timed mock exam, alone or as a group. */
export const exam = {
  data: {
    type: ApplicationCommandType.ChatInput,
    name: 'exam',
    description: 'A timed mock exam, as long as the real one',
    contexts: [InteractionContextType.Guild],
    options: [
      {
        type: Subcommand,
        name: 'start',
        description: 'Begin a mock exam; only you see it',
        options: [PROFILE],
      },
      { type: Subcommand, name: 'resume', description: 'Show the exam that you have running' },
      { type: Subcommand, name: 'history', description: 'Your scores over time, and your reports' },
      {
        type: Subcommand,
        name: 'group',
        description: 'Plan an exam that a group sits at the same time',
        options: [
          {
            type: Text,
            name: 'at',
            description: 'When it begins: 18:30, tomorrow 9:00, sat 10:00, 2026-12-05 18:30',
            required: true,
          },
          PROFILE,
        ],
      },
    ],
  },
  async run(interaction, services) {
    switch (interaction.options.getSubcommand()) {
      case 'start':
        return start(interaction, services);
      case 'resume':
        return resume(interaction, services);
      case 'group':
        return invite(interaction, services);
      default:
        return showHistory(interaction, services, guildOf(interaction));
    }
  },
  async complete(interaction, services) {
    const profiles = services.exams.profilesOf(guildOf(interaction));
    return choicesFrom(
      profiles.map(({ id, name }) => ({ name, value: id })),
      interaction.options.getFocused(),
    );
  },
  presses: [
    onPress(view.presses.pick, async (press, [guild, id, number, option, on], services) => {
      await showQuestion(press, services, {
        guild,
        seen: await services.exams.pick(guild, { ...by(press, id), number, option, on }),
      });
    }),
    onPress(view.presses.flag, async (press, [guild, id, number, on], services) => {
      await showQuestion(press, services, {
        guild,
        seen: await services.exams.flag(guild, { ...by(press, id), number, on }),
      });
    }),
    onPress(view.presses.go, async (press, [guild, id, number], services) => {
      await showQuestion(press, services, {
        guild,
        seen: await services.exams.go(guild, { ...by(press, id), number }),
      });
    }),
    onPress(view.presses.jump, async (press, [guild, id], services) => {
      await showQuestion(press, services, {
        guild,
        seen: await services.exams.go(guild, { ...by(press, id), number: Number(chosen(press)) }),
      });
    }),
    onPress(view.presses.overview, async (press, [guild, id], services) => {
      const seen = await services.exams.turn(guild, { ...by(press, id), screen: 'overview' });
      await showState(press, services, { guild, seen });
    }),
    onPress(view.presses.ask, async (press, [guild, id], services) => {
      const seen = await services.exams.turn(guild, { ...by(press, id), screen: 'hand-in' });
      await showState(press, services, { guild, seen });
    }),
    onPress(view.presses.number, async (press, [guild, id], services) => {
      const running = await services.exams.find(guild, press.user.id, id);
      if (!press.isModalSubmit()) await press.showModal(view.numberModal(guild, running));
    }),
    onPress(view.presses.typed, async (press, [guild, id], services) => {
      if (!press.isModalSubmit()) return;
      const running = await services.exams.find(guild, press.user.id, id);
      const number = view.numberTyped(press.fields.getTextInputValue(view.NUMBER_FIELD), running);
      if (number === undefined) throw new UserError(view.noSuchNumber(running));
      await showQuestion(press, services, {
        guild,
        seen: await services.exams.go(guild, { ...by(press, id), number }),
      });
    }),
    onPress(view.presses.handIn, async (press, [guild, id], services) => {
      const seen = await services.exams.handIn(guild, by(press, id));
      await showOver(press, services, { guild, seen });
    }),
    onPress(view.presses.result, async (press, [guild, id], services) => {
      await showResult(press, services, { guild, id });
    }),
    onPress(view.presses.open, async (press, [guild], services) => {
      await showResult(press, services, { guild, id: chosen(press) });
    }),
    onPress(view.presses.page, async (press, [guild, id, only, number], services) => {
      const reported = await services.exams.reported(guild, press.user.id, id);
      if (await isLocked(services, guild, reported.exam)) throw new UserError(view.LOCKED);
      await replace(press, reportView.pageScreen(guild, reported, { only, number }));
    }),
    onPress(view.presses.resume, async (press, [guild], services) => {
      await replace(press, await present(press, services, { guild }));
    }),
    onPress(view.presses.history, async (press, [guild], services) => showHistory(press, services, guild)),
    onPress(group.presses.join, async (press, [id], services) => {
      const guild = guildOf(press);
      const joined = await services.groups.join(guild, id, personOf(press));
      services.examJobs().touched(guild, id);
      await tell(press, group.joinedInWords(joined));
    }),
    onPress(group.presses.callOff, async (press, [id], services) => {
      const guild = guildOf(press);
      const { kind } = await services.groups.callOff(guild, id, callerOf(press));
      if (kind !== 'called-off') throw new UserError(group.NOT_CALLED_OFF[kind]);
      await replace(press, screen(group.CALLED_OFF));
      await services.examJobs().drive(guild, id);
    }),
    onPress(group.presses.begin, async (press, [id], services) => begin(press, services, id)),
    onPress(group.presses.result, async (press, [id], services) => {
      const guild = guildOf(press);
      const own = await services.groups.examOf(guild, id, press.user.id);
      if (own === undefined) throw new UserError(group.NOT_SAT);
      await showResult(press, services, { guild, id: own });
    }),
    onPress(group.presses.publish, async (press, [guild, id], services) =>
      askToPublish(press, services, { guild, id }),
    ),
    onPress(group.presses.post, async (press, [guild, id], services) =>
      publish(press, services, { guild, id }),
    ),
    onPress(group.presses.keep, async (press) => replace(press, screen(group.KEPT))),
    onPress(group.presses.takeBack, async (press, [guild, id], services) =>
      takeBack(press, services, { guild, id }),
    ),
  ],
} satisfies Command;

type Shown<T> = { readonly guild: string; readonly seen: T };

/** Who pressed, on which exam, and when by the press's own time. */
function by(press: Press, exam: string): ExamPress {
  return { member: press.user.id, exam, at: press.createdTimestamp };
}

function callerOf(who: Press | ChatInputCommandInteraction): Caller {
  return { member: who.user.id, moderates: isManager(who) };
}

/** What was chosen in a select. */
function chosen(press: Press): string {
  return press.isStringSelectMenu() ? (press.values[0] ?? '') : '';
}

async function showQuestion(
  press: Press,
  services: Services,
  { guild, seen }: Shown<OnQuestion | ExamOver>,
): Promise<void> {
  if (seen.kind !== 'question') return showOver(press, services, { guild, seen });
  const note = seen.full ? view.fullNote(seen) : undefined;
  await replace(press, view.questionScreen(guild, seen, { now: services.clock.now(), note }));
}

async function showState(
  press: Press,
  services: Services,
  { guild, seen }: Shown<OnState | ExamOver>,
): Promise<void> {
  if (seen.kind !== 'state') return showOver(press, services, { guild, seen });
  await replace(press, view.stateScreen(guild, seen, { now: services.clock.now() }));
}

/** An exam that takes no more presses: its result, or, where the clock handed it in, first that it did. */
async function showOver(press: Press, services: Services, { guild, seen }: Shown<ExamOver>): Promise<void> {
  const { exam } = seen;
  if (exam.outcome?.by === 'member') return showResult(press, services, { guild, id: exam.id });
  await services.exams.told(guild, { member: press.user.id, exam: exam.id });
  await replace(press, view.timeUpScreen(guild, exam));
}

/** Whether the answers of a group's exam are not to be looked at yet: others still sit the same questions. */
async function isLocked({ groups }: Services, guild: string, { group: id }: Exam): Promise<boolean> {
  return id !== undefined && !(await groups.isOver(guild, id));
}

async function showResult(
  press: Press,
  services: Services,
  { guild, id }: { readonly guild: string; readonly id: string },
): Promise<void> {
  const reported = await services.exams.reported(guild, press.user.id, id);
  await services.exams.told(guild, { member: press.user.id, exam: id });
  const locked = await isLocked(services, guild, reported.exam);
  const { group: of } = reported.exam;
  const publish = of && group.presses.publish.id(guild, of);
  const picture = barsPicture(reportView.barsOf(reported));
  await showPicture(press, services, picture, (alt) =>
    reportView.resultScreen(guild, reported, { alt, locked, publish }),
  );
}

async function showHistory(
  interaction: ChatInputCommandInteraction | Press,
  services: Services,
  guild: string,
): Promise<void> {
  const exams = await services.exams.handedIn(guild, interaction.user.id);
  const member = await services.members.find(guild, interaction.user.id);
  const zone = member?.timeZone ?? timeZoneOf(services.guilds.find(guild));
  const dateOf = (at: number) => dateInShort(localDate(at, zone));
  const scores = reportView.scoresOf(exams, dateOf);
  const shown = (alt?: string) => reportView.historyScreen(guild, exams, { alt, dateOf });
  if (!scores)
    return interaction.isChatInputCommand() ? answer(interaction, shown()) : replace(interaction, shown());
  await showPicture(interaction, services, scoresPicture(scores), shown);
}

/** Draws a picture and shows it with its screen; where it cannot be drawn or sent, the screen says the same in words. */
async function showPicture(
  interaction: ChatInputCommandInteraction | Press,
  services: Services,
  picture: Picture,
  shown: (alt: string | undefined) => Screen,
): Promise<void> {
  if (!interaction.isChatInputCommand() && isPrivate(interaction)) await interaction.deferUpdate();
  else await interaction.deferReply({ flags: 'Ephemeral' });
  const file = await pictureFile(interaction, services, { picture, name: view.PICTURE });
  await fillIn(interaction, shown(file && picture.alt), file ? [file] : []);
}

async function start(interaction: ChatInputCommandInteraction, services: Services): Promise<void> {
  const guild = guildOf(interaction);
  const profile = services.exams.profileNamed(guild, interaction.options.getString('profile'))?.id;
  const id = BigInt(interaction.id).toString(36);
  const started = await services.exams.start(guild, { person: personOf(interaction), id, profile });
  if (started.kind === 'running') return resume(interaction, services, view.RUNNING_NOTE);
  if (started.kind !== 'started') throw new UserError(view.refusedInWords(started));
  await send(interaction, services, started.exam);
}

/** Sends an exam that has just begun: to direct messages, or where those are closed, here. */
async function send(
  interaction: ChatInputCommandInteraction | Press,
  services: Services,
  started: Exam,
): Promise<void> {
  const guild = guildOf(interaction);
  const member = interaction.user.id;
  // Two requests before the answer: with many that begin at once they may have to wait.
  await interaction.deferReply({ flags: 'Ephemeral' });
  const first = await services.exams.go(guild, {
    member,
    exam: started.id,
    at: started.startedAt,
    number: 1,
  });
  if (first.kind !== 'question') return fillIn(interaction, view.timeUpScreen(guild, started));
  const shown = (note?: string) => view.questionScreen(guild, first, { now: services.clock.now(), note });
  try {
    const channel = await services.messenger.openDirect(member);
    const as = { nonce: `${started.id}x`, urgency: 'daily' } as const;
    const { id: message } = await services.messenger.post(channel, shown(), as);
    await services.exams.sentTo(guild, { member, exam: started.id }, { channel, message });
    await fillIn(interaction, view.sentScreen(started, { channel, message }));
  } catch (error) {
    if (failureOf(error) === undefined) throw error;
    await fillIn(interaction, shown(view.CLOSED_NOTE));
  }
}

async function resume(
  interaction: ChatInputCommandInteraction | Press,
  services: Services,
  note?: string,
): Promise<void> {
  await answer(interaction, await present(interaction, services, { guild: guildOf(interaction), note }));
}

/** The screen of the exam that runs, wherever its other messages are; or that the clock has handed one in meanwhile. */
async function present(
  interaction: ChatInputCommandInteraction | Press,
  services: Services,
  { guild, note }: { readonly guild: string; readonly note?: string | undefined },
): Promise<Screen> {
  const now = interaction.createdTimestamp;
  const seen = await services.exams.running(guild, interaction.user.id, now);
  if (!seen) throw new UserError(view.NOTHING_RUNS);
  return seen.kind === 'state'
    ? view.stateScreen(guild, seen, { now: services.clock.now(), note })
    : view.timeUpScreen(guild, seen.exam);
}

async function invite(interaction: ChatInputCommandInteraction, services: Services): Promise<void> {
  const guild = guildOf(interaction);
  const { options, channelId: channel } = interaction;
  const profile =
    services.exams.profileNamed(guild, options.getString('profile')) ?? services.exams.profilesOf(guild)[0];
  if (!profile) throw new UserError(view.refusedInWords({ kind: 'pack-missing' }));
  const member = await services.members.find(guild, interaction.user.id);
  const zone = member?.timeZone ?? timeZoneOf(services.guilds.find(guild));
  const now = services.clock.now();
  const startsAt = readStart(options.getString('at', true), zone, now);
  if (startsAt === undefined) throw new UserError(group.BAD_TIME);
  if (startsAt <= now || startsAt > now + AHEAD) throw new UserError(group.WRONG_TIME);
  const check = services.messenger.check(guild, channel);
  if (!check || check.needed.length > 0) throw new UserError(group.CANNOT_POST);
  const id = BigInt(interaction.id).toString(36);
  const planner = interaction.user.id;
  const invited = await services.groups.invite(guild, { id, channel, startsAt, profile, planner });
  if (invited.kind === 'busy') {
    const may = await services.groups.mayCallOff(guild, invited.group, callerOf(interaction));
    return answer(interaction, group.busyScreen(may ? invited.group : undefined));
  }
  if (invited.kind !== 'invited') throw new UserError(view.refusedInWords(invited));
  await interaction.deferReply({ flags: 'Ephemeral' });
  await services.examJobs().drive(guild, id);
  await fillIn(interaction, group.plannedScreen(invited.group));
}

type OfGroup = { readonly guild: string; readonly id: string };

async function askToPublish(press: Press, services: Services, { guild, id }: OfGroup): Promise<void> {
  const may = await services.groups.mayPublish(guild, id, press.user.id);
  if (may.kind === 'before') return answer(press, group.postedScreen(guild, id, 'before'));
  if (may.kind !== 'may') throw new UserError(group.NOT_PUBLISHED[may.kind]);
  const score = await scoreOf(press, services, { guild, exam: may.exam });
  await answer(press, group.askToPublish(guild, id, { score, channel: may.channel }));
}

async function publish(press: Press, services: Services, { guild, id }: OfGroup): Promise<void> {
  const { groups, messenger } = services;
  const member = press.user.id;
  const may = await groups.publish(guild, id, member);
  if (may.kind === 'before') return replace(press, group.postedScreen(guild, id, 'before'));
  if (may.kind !== 'may') throw new UserError(group.NOT_PUBLISHED[may.kind]);
  const { channel, exam, nonce } = may;
  const body = group.publishedScreen(await scoreOf(press, services, { guild, exam }));
  await press.deferUpdate();
  try {
    const post = await messenger.post(channel, body, { nonce, urgency: 'daily' });
    await groups.published(guild, id, { member, post: post.id });
    await fillIn(press, group.postedScreen(guild, id, { channel }));
  } catch (error) {
    const failure = failureOf(error);
    if (failure === undefined) throw error;
    // What passes may have been posted all the same, so the score counts as known until it is tried again.
    if (failure !== 'passing') await groups.published(guild, id, { member });
    await fillIn(press, group.notPostedScreen(guild, id, failure === 'passing' ? 'passing' : 'closed'));
  }
}

async function scoreOf(
  press: Press,
  { members }: Services,
  { guild, exam }: { readonly guild: string; readonly exam: Exam },
): Promise<group.Score> {
  const name = (await members.find(guild, press.user.id))?.name ?? '';
  return { name, form: exam.form, right: exam.outcome?.right ?? 0 };
}

async function takeBack(press: Press, services: Services, { guild, id }: OfGroup): Promise<void> {
  const { groups, messenger } = services;
  const member = press.user.id;
  const stands = await groups.scorePost(guild, id, member);
  if (!stands) return replace(press, screen(group.TAKEN_BACK.none));
  await press.deferUpdate();
  try {
    await messenger.remove(stands.channel, stands.post);
    await groups.takenBack(guild, id, { member, post: stands.post });
    await fillIn(press, screen(group.TAKEN_BACK.done));
  } catch (error) {
    const failure = failureOf(error);
    if (failure === undefined) throw error;
    await fillIn(press, group.notTakenBackScreen(guild, id, failure === 'passing' ? 'passing' : 'closed'));
  }
}

async function begin(press: Press, services: Services, id: string): Promise<void> {
  const guild = guildOf(press);
  const own = BigInt(press.id).toString(36);
  const begun = await services.groups.begin(guild, id, { person: personOf(press), exam: own });
  switch (begun.kind) {
    case 'started':
      services.examJobs().touched(guild, id);
      return send(press, services, begun.exam);
    case 'running':
      return resume(press, services, begun.exam.group === id ? undefined : view.RUNNING_NOTE);
    case 'sat':
      return showResult(press, services, { guild, id: begun.exam });
    case 'early':
    case 'late':
      throw new UserError(group.notNowInWords(begun.kind, begun.group));
    default:
      throw new UserError(view.refusedInWords(begun));
  }
}
