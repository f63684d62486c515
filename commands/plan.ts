import {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  type BaseInteraction,
  type ChatInputCommandInteraction,
  InteractionContextType,
  MessageFlags,
} from 'discord.js';
import type { Services } from '../src/app.ts';
import { isFinal } from '../src/daily/rules.ts';
import { choicesFrom } from '../src/discord/choices.ts';
import { type Choice, type Command, onPress, type Press } from '../src/discord/command.ts';
import { type Screen, screen } from '../src/discord/components.ts';
import { answer, fillIn, replace } from '../src/discord/reply.ts';
import { dateInWords } from '../src/discord/text.ts';
import { guildOf, personOf, requireManager } from '../src/discord/who.ts';
import { joinedInWords } from '../src/group/view.ts';
import { timeZoneOf } from '../src/guild/rules.ts';
import { refusedInWords as cannotPost } from '../src/guild/view.ts';
import { examDateOf, newMember } from '../src/member/rules.ts';
import { toPng } from '../src/picture/png.ts';
import { MINUTES, myDay } from '../src/plan/effort.ts';
import * as managing from '../src/plan/manager-view.ts';
import * as own from '../src/plan/member-view.ts';
import { EXAMS, WEEKS } from '../src/plan/rules.ts';
import type { CreateWish, PlanView, Proposal } from '../src/plan/service.ts';
import * as view from '../src/plan/view.ts';
import { minutesFor, QUESTIONS } from '../src/practice/rules.ts';
import { presses as practicePresses } from '../src/practice/view.ts';
import { MINUTES as REVIEW_MINUTES } from '../src/review/rules.ts';
import { presses as reviewPresses } from '../src/review/view.ts';
import { daysBetween, plusDays } from '../src/schedule/dates.ts';
import { parseDays } from '../src/schedule/parse.ts';
import { localDate } from '../src/schedule/rules.ts';
import { guessTimeZone } from '../src/schedule/zones.ts';
import { isResting, pausedUntil, withPause, withRestDays } from '../src/streak/rules.ts';
import { UserError } from '../src/user-error.ts';
import { dateChoices, dateNamed, examDateNamed, isNone } from './dates.ts';

const { String: Text, Integer, Subcommand } = ApplicationCommandOptionType;

/** The longest pause, in days. */
const LONGEST_PAUSE = 60;

const examDate = (required: boolean, description: string) =>
  ({ type: Text, name: 'exam-date', description, required, autocomplete: true, max_length: 60 }) as const;

/** `/plan`: the group's weeks towards an exam, and one's own date and pace. */
export const plan = {
  data: {
    type: ApplicationCommandType.ChatInput,
    name: 'plan',
    description: 'The weeks to the exam: the group’s, and your own date and pace',
    contexts: [InteractionContextType.Guild],
    options: [
      { type: Subcommand, name: 'show', description: 'The weeks, with where you are' },
      {
        type: Subcommand,
        name: 'me',
        description: 'Your own date and pace, and what to do today',
        options: [
          examDate(false, 'Your exam: for example 18 December, or none'),
          {
            type: Integer,
            name: 'minutes-a-day',
            description: `How long you want to study on a day, ${MINUTES.default} minutes by default`,
            min_value: MINUTES.least,
            max_value: MINUTES.most,
          },
          {
            type: Text,
            name: 'rest-days',
            description: 'Days off, for example sat, sun, or none',
            max_length: 100,
          },
        ],
      },
      { type: Subcommand, name: 'checkin', description: 'This week’s goals, to tick' },
      {
        type: Subcommand,
        name: 'pause',
        description: 'A break that costs no streak',
        options: [
          {
            type: Text,
            name: 'until',
            description: 'Its last day, for example 18 December, or none to end it',
            required: true,
            autocomplete: true,
            max_length: 60,
          },
        ],
      },
      {
        type: Subcommand,
        name: 'create',
        description: 'For those who manage the server: a plan up to an exam date',
        options: [
          examDate(true, 'When the exam is: for example 18 December'),
          {
            type: Integer,
            name: 'weeks',
            description: `How many weeks, ${WEEKS.default} by default`,
            min_value: WEEKS.least,
            max_value: WEEKS.most,
          },
          {
            type: Text,
            name: 'profile',
            description: 'The exam’s form, the server’s by default',
            autocomplete: true,
          },
          {
            type: Integer,
            name: 'exams',
            description: `How many mock exams, ${EXAMS.default} by default`,
            min_value: EXAMS.least,
            max_value: EXAMS.most,
          },
        ],
      },
      {
        type: Subcommand,
        name: 'move',
        description: 'For those who manage the server: this week slips, or the exam has another date',
        options: [examDate(false, 'Another exam date; without one this week slips')],
      },
      { type: Subcommand, name: 'end', description: 'For those who manage the server: no more plan' },
    ],
  },
  async run(interaction, services) {
    const guild = guildOf(interaction);
    switch (interaction.options.getSubcommand()) {
      case 'create':
        return create(interaction, services);
      case 'move':
        return move(interaction, services);
      case 'end': {
        requireManager(interaction, managing.OWN_PLAN);
        const found = services.plans.find(guild);
        return answer(interaction, found ? managing.endScreen(found) : view.noPlan());
      }
      case 'me':
        return setMine(interaction, services);
      case 'pause':
        return pause(interaction, services);
      case 'checkin':
        return answer(interaction, await checkin(services, interaction));
      default: {
        const found = services.plans.find(guild);
        if (!found) return answer(interaction, view.noPlan());
        return show(interaction, found);
      }
    }
  },
  async complete(interaction, services) {
    const guild = guildOf(interaction);
    const { name, value } = interaction.options.getFocused(true);
    const isOwn = interaction.options.getSubcommand() === 'me';
    if (name !== 'profile') {
      const { id } = interaction.user;
      return dateChoices(value, isOwn ? await services.members.today(guild, id) : todayIn(services, guild));
    }
    const profiles = services.stock.packOf(guild)?.exam.profiles ?? [];
    return choicesFrom(
      profiles.map((profile): Choice => ({ name: profile.name, value: profile.id })),
      value,
    );
  },
  presses: [
    onPress(view.presses.accept, async (press, [date, weeks, exams, profile, cut], services) => {
      requireManager(press, managing.OWN_PLAN);
      const guild = guildOf(press);
      const channel = services.plans.find(guild)?.planning.channel ?? channelFor(press, services);
      requirePosting(services, guild, channel);
      const wish = { examDate: date, weeks, exams, profile, cut: cut === 'yes' };
      const id = BigInt(press.id).toString(36);
      const accepted = await services.plans.accept(guild, { ...wish, id, channel });
      if (accepted.kind !== 'fits') throw new UserError(managing.refusedInWords(accepted));
      await replace(press, managing.acceptedScreen(services.plans.find(guild) ?? accepted.view));
    }),
    onPress(view.presses.again, async (press, [date, weeks, exams, profile, cut], services) => {
      requireManager(press, managing.OWN_PLAN);
      const guild = guildOf(press);
      const proposal = services.plans.propose(guild, {
        examDate: date,
        weeks,
        exams,
        profile,
        cut: cut === 'yes',
      });
      if (proposal.kind !== 'fits') throw new UserError(managing.refusedInWords(proposal));
      if (press.isModalSubmit()) return;
      await press.deferUpdate();
      await fillInProposal(press, proposal, channelFor(press, services));
    }),
    onPress(view.presses.share, async (press, _, services) => {
      const found = services.plans.find(guildOf(press));
      if (!found) throw new UserError('There is no plan here any more.');
      await press.deferReply();
      const picture = view.planPicture(found);
      await fillIn(press, view.planScreen(found, picture, true), [await fileOf(picture)]);
    }),
    onPress(view.presses.mine, async (press, [date], services) => {
      const today = await services.members.today(guildOf(press), press.user.id);
      if (date < today) throw new UserError('That date is over. `/plan me exam-date:` sets another.');
      await services.members.change(guildOf(press), personOf(press), (now) => ({ ...now, examDate: date }));
      await answer(press, await mine(services, press, `Saved: your exam is on ${dateInWords(date)}.`));
    }),
    onPress(view.presses.checkin, async (press, [week], services) => {
      await answer(press, await checkin(services, press, week));
    }),
    onPress(view.presses.join, async (press, [group], services) => {
      const joined = await services.groups.join(guildOf(press), group, personOf(press));
      services.examJobs().touched(guildOf(press), group);
      await answer(press, screen(joinedInWords(joined)));
    }),
    onPress(view.presses.tick, async (press, [week, kind, on], services) => {
      await services.plans.tick(guildOf(press), personOf(press), { week, kind, on: on === 'yes' });
      await replace(press, await checkin(services, press, week));
    }),
    onPress(view.presses.me, async (press, _, services) => {
      await answer(press, await mine(services, press));
    }),
    onPress(view.presses.named, async (press, [named], services) => {
      const change = { named: named === 'yes' };
      await services.members.change(guildOf(press), personOf(press), (now) => ({ ...now, ...change }));
      await replace(press, await mine(services, press, 'Saved.'));
    }),
    onPress(view.presses.goOn, async (press, _, services) => {
      const today = todayIn(services, guildOf(press));
      await services.members.change(guildOf(press), personOf(press), (now) => ({
        ...now,
        rest: withPause(now.rest, today, plusDays(today, -1)),
      }));
      await replace(press, await mine(services, press, 'Welcome back.'));
    }),
    onPress(view.presses.move, async (press, [to, week], services) => {
      requireManager(press, managing.OWN_PLAN);
      const examDate = to === 'slip' ? undefined : to;
      const moved = await services.plans.move(guildOf(press), { examDate, week });
      if (moved.kind !== 'moved') throw new UserError(managing.refusedInWords(moved));
      if (press.isModalSubmit()) return;
      await press.deferUpdate();
      const picture = view.planPicture(moved.view);
      await fillIn(press, managing.movedScreen(moved, picture, true), [await fileOf(picture)]);
    }),
    onPress(view.presses.end, async (press, _, services) => {
      requireManager(press, managing.OWN_PLAN);
      await services.plans.end(guildOf(press));
      await replace(press, managing.endedScreen());
    }),
  ],
} satisfies Command;

function todayIn(services: Services, guild: string): string {
  return localDate(services.clock.now(), timeZoneOf(services.guilds.find(guild)));
}

/** Where a plan posts: what was set, or where the command was run. */
function channelFor(interaction: BaseInteraction, services: Services): string {
  const set = services.guilds.find(guildOf(interaction)).planning.channel;
  const here = set ?? interaction.channelId;
  if (!here) throw new UserError('Please run this in a channel of the server.');
  return here;
}

/** Refuses by name what the bot cannot do without where a plan posts. */
function requirePosting(services: Services, guild: string, channel: string): void {
  const needed = services.messenger.check(guild, channel)?.needed ?? ['View Channel'];
  if (needed.length > 0) throw new UserError(cannotPost(channel, needed));
}

async function fileOf(picture: ReturnType<typeof view.planPicture>) {
  return { name: view.PICTURE, bytes: await toPng(picture) };
}

async function create(interaction: ChatInputCommandInteraction, services: Services): Promise<void> {
  requireManager(interaction, managing.OWN_PLAN);
  const guild = guildOf(interaction);
  const { options } = interaction;
  const settings = services.guilds.find(guild);
  if (settings.schedules.length === 0 && settings.planning.timeZone === undefined) {
    const timeZone = guessTimeZone(interaction.guildLocale ?? interaction.locale);
    await services.guilds.change(guild, (now) => ({ ...now, planning: { ...now.planning, timeZone } }));
  }
  const channel = channelFor(interaction, services);
  requirePosting(services, guild, channel);
  const profile = options.getString('profile') ?? undefined;
  const pack = services.stock.packOf(guild);
  if (profile && !pack?.exam.profiles.some(({ id, name }) => id === profile || name === profile))
    throw new UserError('This pack has no such form of the exam. Choose one from the list.');
  const wish: CreateWish = {
    examDate: dateNamed(options.getString('exam-date', true), todayIn(services, guild)),
    weeks: options.getInteger('weeks') ?? WEEKS.default,
    exams: options.getInteger('exams') ?? EXAMS.default,
    profile,
    cut: false,
  };
  const proposal = services.plans.propose(guild, wish);
  if (proposal.kind !== 'fits') throw new UserError(managing.refusedInWords(proposal));
  // Drawing a picture may take longer than three seconds on a busy machine.
  await interaction.deferReply({ flags: MessageFlags.Ephemeral });
  await fillInProposal(interaction, proposal, channel);
}

async function fillInProposal(
  interaction: ChatInputCommandInteraction | Press,
  proposal: Extract<Proposal, { kind: 'fits' }>,
  channel: string,
): Promise<void> {
  const picture = view.planPicture(proposal.view);
  await fillIn(interaction, managing.proposalScreen(proposal, channel, picture), [await fileOf(picture)]);
}

async function show(interaction: ChatInputCommandInteraction, found: PlanView): Promise<void> {
  await interaction.deferReply({ flags: MessageFlags.Ephemeral });
  const picture = view.planPicture(found);
  await fillIn(interaction, view.planScreen(found, picture), [await fileOf(picture)]);
}

async function move(interaction: ChatInputCommandInteraction, services: Services): Promise<void> {
  requireManager(interaction, managing.OWN_PLAN);
  const guild = guildOf(interaction);
  const typed = interaction.options.getString('exam-date');
  const date = typed === null ? undefined : dateNamed(typed, todayIn(services, guild));
  const moved = services.plans.proposeMove(guild, date);
  if (moved.kind !== 'moved') throw new UserError(managing.refusedInWords(moved));
  await interaction.deferReply({ flags: MessageFlags.Ephemeral });
  const picture = view.planPicture(moved.view);
  await fillIn(interaction, managing.movedScreen(moved, picture), [await fileOf(picture)]);
}

async function checkin(services: Services, who: BaseInteraction, week?: string): Promise<Screen> {
  const my = await services.plans.myWeek(guildOf(who), who.user.id, week);
  if (my) return own.checkinScreen(my);
  const found = services.plans.find(guildOf(who));
  return found ? own.noWeek(found) : view.noPlan();
}

async function setMine(interaction: ChatInputCommandInteraction, services: Services): Promise<void> {
  const guild = guildOf(interaction);
  const { options } = interaction;
  const today = todayIn(services, guild);
  const date = options.getString('exam-date')?.trim();
  const minutes = options.getInteger('minutes-a-day') ?? undefined;
  const rest = options.getString('rest-days')?.trim();
  if (date === undefined && minutes === undefined && rest === undefined)
    return answer(interaction, await mine(services, interaction));
  const ownToday = await services.members.today(guild, interaction.user.id);
  const exam = date === undefined ? undefined : examDateNamed(date, ownToday).date;
  const days = rest === undefined ? undefined : restNamed(rest);
  await services.members.change(guild, personOf(interaction), (now) => {
    const { examDate: before, ...others } = now;
    const kept = date === undefined ? before : exam;
    return {
      ...others,
      ...(kept === undefined ? {} : { examDate: kept }),
      ...(minutes === undefined ? {} : { minutes }),
      rest: days === undefined ? now.rest : withRestDays(now.rest, today, days),
    };
  });
  await answer(interaction, await mine(services, interaction, 'Saved.'));
}

function restNamed(typed: string): readonly number[] {
  if (isNone(typed)) return [];
  const days = parseDays(typed);
  if (!days) throw new UserError('I do not know those days. Write them like sat, sun, or none.');
  if (days.length > 6)
    throw new UserError('Leave one day to study. For a longer break there is `/plan pause`.');
  return days;
}

async function pause(interaction: ChatInputCommandInteraction, services: Services): Promise<void> {
  const guild = guildOf(interaction);
  const today = todayIn(services, guild);
  const typed = interaction.options.getString('until', true).trim();
  const until = isNone(typed) ? plusDays(today, -1) : dateNamed(typed, today);
  if (!isNone(typed) && until < today)
    throw new UserError('That date is over. Write the last day of your pause.');
  if (daysBetween(today, until) > LONGEST_PAUSE)
    throw new UserError(
      `A pause lasts ${LONGEST_PAUSE} days at most. It can be made longer when it is nearly over.`,
    );
  const ended = isNone(typed);
  await services.members.change(guild, personOf(interaction), (now) => ({
    ...now,
    rest: withPause(now.rest, today, until),
  }));
  const note = ended ? 'Welcome back.' : 'Enjoy the break. Your streak waits for you.';
  await answer(interaction, await mine(services, interaction, note));
}

/** One's own date and pace, with what to do today. */
async function mine(services: Services, who: BaseInteraction, note?: string): Promise<Screen> {
  const guild = guildOf(who);
  const person = personOf(who);
  const today = todayIn(services, guild);
  const found = services.plans.find(guild);
  const member =
    (await services.members.find(guild, person.id)) ?? newMember(person.name, services.clock.now());
  const due = (await services.reviews.due(guild, person.id)).due.length;
  const minutes = member.minutes ?? MINUTES.default;
  // Pauses and rest days go by the server's date, as its questions do; one's own exam by where one is.
  const ownToday = await services.members.today(guild, person.id);
  const paused = pausedUntil(member.rest, today);
  const exam = examDateOf(member, found?.plan.examDate, ownToday);
  const day = myDay({
    pausedUntil: paused,
    restDay: isResting(member.rest, today),
    daysLeft: exam === undefined ? undefined : daysBetween(ownToday, exam),
    dueMinutes: due === 0 ? 0 : minutesFor(due),
    minutes,
  });
  const open = (await services.dailies.openFor(guild, person.id)).find((daily) => !isFinal(daily.answer));
  const passed = await services.certified.hasPassed(guild, person.id);
  const planDate = examDateOf(undefined, found?.plan.examDate, ownToday);
  return own.meScreen({
    member,
    today,
    ownToday,
    day,
    planDate,
    passed,
    start: startOf(guild, day),
    open: open !== undefined,
    note,
  });
}

/** What the one button does: a review of so many minutes, or as many new questions as fit. */
function startOf(guild: string, day: ReturnType<typeof myDay>): string | undefined {
  if (day.kind === 'review')
    return reviewPresses.start.id(
      guild,
      Math.min(REVIEW_MINUTES.most, Math.max(REVIEW_MINUTES.least, day.minutes)),
    );
  if (day.kind !== 'learn') return undefined;
  const fits = Math.floor((day.minutes * QUESTIONS.default) / minutesFor(QUESTIONS.default));
  const questions = Math.min(QUESTIONS.most, Math.max(QUESTIONS.least, fits));
  return practicePresses.start.id(guild, 'all', '-', 'mixed', questions);
}
