import {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  type BaseInteraction,
  type ChatInputCommandInteraction,
  InteractionContextType,
  PermissionFlagsBits,
} from 'discord.js';
import type { Services } from '../src/app.ts';
import { certifiedLine } from '../src/certified/view.ts';
import { choicesFrom, zoneChoices } from '../src/discord/choices.ts';
import { type Command, onPress, type Press } from '../src/discord/command.ts';
import { type Screen, screen } from '../src/discord/components.ts';
import { answer, fillIn, replace } from '../src/discord/reply.ts';
import { linkTo } from '../src/discord/text.ts';
import { guildOf, requireManager } from '../src/discord/who.ts';
import { certifiedChannel, MOST_QUIZ_CHANNELS, type Schedule, timeZoneOf } from '../src/guild/rules.ts';
import * as view from '../src/guild/view.ts';
import { isOthers } from '../src/own/rules.ts';
import type { Pack } from '../src/packs/schema.ts';
import { planLine } from '../src/plan/manager-view.ts';
import { presses as reportPresses, reportsScreen } from '../src/report/view.ts';
import { nextPosting } from '../src/schedule/rules.ts';
import { UserError } from '../src/user-error.ts';
import { certifiedOptions, setCertified } from './setup-certified.ts';
import { readCron, readSchedule, SERVER_PACK, setupOptions, timeZoneNamed, weekly } from './setup-daily.ts';
import { importFile, importOptions, importPresses } from './setup-import.ts';
import { planOptions, setPlan } from './setup-plan.ts';

const { String: Text, Integer, Role, Channel, Subcommand } = ApplicationCommandOptionType;

/** `/setup`: for those who manage the server. Discord hides it from others, and every press checks it again. */
export const setup = {
  data: {
    type: ApplicationCommandType.ChatInput,
    name: 'setup',
    description: 'When and where questions come, and from which pack',
    contexts: [InteractionContextType.Guild],
    default_member_permissions: PermissionFlagsBits.ManageGuild.toString(),
    options: [
      {
        type: Subcommand,
        name: 'daily',
        description: 'A question of the day in a channel',
        options: setupOptions,
      },
      {
        type: Subcommand,
        name: 'pack',
        description: 'Which questions this server uses, and which form of the exam',
        options: [
          { type: Text, name: 'pack', description: 'The question pack', required: true, autocomplete: true },
          {
            type: Text,
            name: 'profile',
            description: 'The exam’s form, the pack’s first by default',
            autocomplete: true,
          },
        ],
      },
      {
        type: Subcommand,
        name: 'show',
        description: 'Everything set here, the next times, and problems met',
      },
      {
        type: Subcommand,
        name: 'off',
        description: 'No more questions in a channel',
        options: [{ type: Channel, name: 'channel', description: 'This channel if you leave it empty' }],
      },
      {
        type: Subcommand,
        name: 'quiz',
        description: 'Where, by whom and how often quizzes are started',
        options: [
          {
            type: Text,
            name: 'channels',
            description: 'Channels by their mention, or everywhere',
            max_length: 600,
          },
          { type: Role, name: 'role', description: 'Who may start one; choose @everyone for everybody' },
          {
            type: Integer,
            name: 'cooldown',
            description: 'Minutes that a channel rests after a quiz',
            min_value: 0,
            max_value: 1440,
          },
        ],
      },
      {
        type: Subcommand,
        name: 'plan',
        description: 'Where and when the plan posts',
        options: planOptions,
      },
      {
        type: Subcommand,
        name: 'certified',
        description: 'What happens when somebody passes the exam',
        options: certifiedOptions,
      },
      { type: Subcommand, name: 'reports', description: 'Questions that members reported' },
      {
        type: Subcommand,
        name: 'import',
        description: 'Your own questions from a file, for this server alone',
        options: importOptions,
      },
    ],
  },
  async run(interaction, services) {
    requireManager(interaction);
    const subcommand = interaction.options.getSubcommand();
    if (subcommand === 'daily') return setDaily(interaction, services);
    if (subcommand === 'pack') return setPack(interaction, services);
    if (subcommand === 'off') return turnOff(interaction, services);
    if (subcommand === 'quiz') return setQuiz(interaction, services);
    if (subcommand === 'certified') return setCertified(interaction, services);
    if (subcommand === 'plan') return setPlan(interaction, services);
    if (subcommand === 'import') return importFile(interaction, services);
    if (subcommand === 'reports') {
      return answer(interaction, reportsScreen(await services.reports.list(guildOf(interaction))));
    }
    await answer(interaction, await everythingSet(services, guildOf(interaction)));
  },
  async complete(interaction, services) {
    const { name, value } = interaction.options.getFocused(true);
    if (name === 'timezone') return zoneChoices(value, services.clock.now());
    if (name === 'pack') {
      const own = services.ownPacks.find(guildOf(interaction));
      const packs = [...services.packs.all(), ...(own ? [own] : [])].map((pack) => ({
        name: pack.exam.title,
        value: pack.id,
      }));
      const isDaily = interaction.options.getSubcommand() === 'daily';
      return choicesFrom([...(isDaily ? [SERVER_PACK] : []), ...packs], value);
    }
    const chosen = interaction.options.getString('pack') ?? services.guilds.find(guildOf(interaction)).pack;
    const pack = services.packs.get(chosen ?? services.packs.defaultId);
    return choicesFrom(
      (pack?.exam.profiles ?? []).map((profile) => ({ name: profile.name, value: profile.id })),
      value,
    );
  },
  presses: [
    ...importPresses,
    onPress(view.presses.preview, async (press, [channel], services) => {
      requireManager(press);
      const next = await services.stock.preview(guildOf(press), channel);
      if (next.kind !== 'drawn') throw new UserError(view.postedNowInWords(next, () => ''));
      await answer(press, view.previewScreen(next.question));
    }),
    onPress(view.presses.postNow, async (press, [channel], services) => {
      requireManager(press);
      await postNow(press, channel, services);
    }),
    onPress(view.presses.change, async (press, [channel], services) => {
      requireManager(press);
      const { schedules } = services.guilds.find(guildOf(press));
      const schedule = schedules.find((set) => set.channel === channel);
      if (!schedule)
        throw new UserError('Nothing is set for that channel any more. `/setup daily` sets it up.');
      if (!press.isModalSubmit()) await press.showModal(view.changeModal(schedule));
    }),
    onPress(view.presses.changed, async (press, [channel], services) => {
      requireManager(press);
      if (!press.isModalSubmit()) return;
      const { fields } = press;
      const { schedules } = services.guilds.find(guildOf(press));
      const before = schedules.find((set) => set.channel === channel);
      if (!before)
        throw new UserError('Nothing is set for that channel any more. `/setup daily` sets it up.');
      const typed = (field: string) => (fields.fields.has(field) ? fields.getTextInputValue(field) : '');
      const schedule: Schedule = {
        ...before,
        timing: fields.fields.has(view.FIELDS.cron)
          ? readCron(typed(view.FIELDS.cron))
          : weekly(typed(view.FIELDS.time), typed(view.FIELDS.days)),
        timeZone: timeZoneNamed(typed(view.FIELDS.timeZone)),
        since: services.clock.now(),
      };
      await replace(press, await saved(press, services, schedule));
    }),
    onPress(reportPresses.retire, async (press, [key], services) => {
      requireManager(press);
      const guild = guildOf(press);
      const hit = await services.reports.retire(guild, key);
      await replace(press, reportsScreen(await services.reports.list(guild), view.retiredLine(key, hit)));
    }),
    onPress(reportPresses.dismiss, async (press, [key], services) => {
      requireManager(press);
      const guild = guildOf(press);
      await services.reports.dismiss(guild, key);
      await replace(press, reportsScreen(await services.reports.list(guild), `Kept: ${key}.`));
    }),
  ],
} satisfies Command;

async function setDaily(interaction: ChatInputCommandInteraction, services: Services): Promise<void> {
  await answer(interaction, await saved(interaction, services, readSchedule(interaction, services)));
}

/** Saves a schedule and shows what was set; refuses by name what the bot cannot do without, and then saves nothing. */
async function saved(interaction: BaseInteraction, services: Services, schedule: Schedule): Promise<Screen> {
  const guild = guildOf(interaction);
  const check = services.messenger.check(guild, schedule.channel);
  const needed = check?.needed ?? ['View Channel'];
  if (!check || needed.length > 0) throw new UserError(view.refusedInWords(schedule.channel, needed));
  await services.guilds.setSchedule(guild, schedule);
  // As stored: an earlier schedule's last date is kept, and with it the next time is another.
  const stored = services.guilds.find(guild).schedules.find((set) => set.channel === schedule.channel);
  const role = schedule.role && interaction.guild?.roles.cache.get(schedule.role);
  const pack = services.packs.get(packIdOf(services, guild, schedule));
  return view.scheduledScreen({
    schedule,
    next: nextOf(stored ?? schedule, services.clock.now()),
    pack: pack?.exam.title ?? '',
    profile: profileName(services, guild, pack),
    missing: view.missingFor(schedule, check, role ? role.mentionable : false),
  });
}

/** The next posting time: today's only when today has no question yet. */
function nextOf(schedule: Schedule, now: number): number | undefined {
  const next = nextPosting(schedule.timing, schedule.timeZone, now);
  return next && next.date === schedule.lastDate
    ? nextPosting(schedule.timing, schedule.timeZone, next.at)?.at
    : next?.at;
}

async function setPack(interaction: ChatInputCommandInteraction, services: Services): Promise<void> {
  const guild = guildOf(interaction);
  const typed = interaction.options.getString('pack', true);
  const pack = isOthers(guild, typed) ? undefined : services.packs.get(typed);
  if (!pack)
    throw new UserError('I do not have that pack. Choose one from the list that appears while you type.');
  const wanted = interaction.options.getString('profile');
  const profile = wanted
    ? pack.exam.profiles.find(({ id, name }) => id === wanted || name === wanted)
    : pack.exam.profiles[0];
  if (!profile) throw new UserError('That pack has no such form of the exam. Choose one from the list.');
  await services.guilds.change(guild, (now) => ({ ...now, pack: pack.id, profile: profile.id }));
  await answer(interaction, view.packScreen(pack.exam.title, profile.name));
}

async function setQuiz(interaction: ChatInputCommandInteraction, services: Services): Promise<void> {
  const guild = guildOf(interaction);
  const { options } = interaction;
  const typed = options.getString('channels');
  const channels =
    typed === null
      ? undefined
      : [...new Set([...typed.matchAll(/<#(\d{17,20})>/g)].map((match) => match[1] ?? ''))];
  if (channels && channels.length > MOST_QUIZ_CHANNELS)
    throw new UserError(
      `Name at most ${MOST_QUIZ_CHANNELS} channels, or write \`everywhere\` and use Discord’s own permissions.`,
    );
  if (channels?.length === 0 && !/^(everywhere|all|any)$/i.test(typed?.trim() ?? '')) {
    throw new UserError(
      'Name the channels by their mention, for example `#ml-study #quiz`, or write `everywhere`.',
    );
  }
  const role = options.getRole('role')?.id;
  const cooldownMinutes = options.getInteger('cooldown');
  const { quiz } = await services.guilds.change(guild, (now) => {
    const { role: before, ...kept } = now.quiz;
    // The role @everyone has the server's id, and means that everybody may.
    const chosen = role === undefined ? before : role === guild ? undefined : role;
    return {
      ...now,
      quiz: {
        ...kept,
        channels: channels ?? kept.channels,
        cooldownMinutes: cooldownMinutes ?? kept.cooldownMinutes,
        ...(chosen ? { role: chosen } : {}),
      },
    };
  });
  await answer(interaction, view.quizScreen(quiz));
}

async function turnOff(interaction: ChatInputCommandInteraction, services: Services): Promise<void> {
  const guild = guildOf(interaction);
  const channel = interaction.options.getChannel('channel')?.id ?? interaction.channelId;
  const before = services.guilds.find(guild);
  if (!before.schedules.some((schedule) => schedule.channel === channel)) {
    throw new UserError(`Nothing is set for <#${channel}>. \`/setup show\` lists what is set.`);
  }
  const open = await services.guilds.turnOff(guild, channel);
  await answer(interaction, view.offScreen(channel, open.length));
  for (const id of open) await services.dailyJobs().closeNow(guild, id);
}

async function everythingSet(services: Services, guild: string): Promise<Screen> {
  const settings = services.guilds.find(guild);
  const now = services.clock.now();
  const lines = await Promise.all(
    settings.schedules.map(async (schedule) => ({
      schedule,
      next: nextOf(schedule, now),
      stock: await services.stock.left(guild, schedule),
      missing: services.messenger.check(guild, schedule.channel),
    })),
  );
  const pack = services.packs.get(packIdOf(services, guild));
  const plan = services.plans.find(guild);
  const waiting = await services.certified.waiting(guild);
  return view.setupScreen({
    pack: pack?.exam.title,
    profile: profileName(services, guild, pack),
    timeZone: timeZoneOf(settings),
    lines,
    problems: settings.problems,
    retired: settings.retired.length,
    quiz: settings.quiz,
    more: [
      plan ? planLine(plan) : 'No plan. `/plan create` makes one up to an exam date.',
      certifiedLine({
        settings: settings.certified,
        channel: certifiedChannel(settings),
        waiting: waiting.length,
      }),
    ],
  });
}

async function postNow(press: Press, channel: string, services: Services): Promise<void> {
  const guild = guildOf(press);
  // Posting waits its turn in the budget of requests, so the answer may take longer than three seconds.
  await press.deferReply({ flags: 'Ephemeral' });
  const posted = await services.dailyJobs().postNow(guild, channel);
  await fillIn(
    press,
    screen(view.postedNowInWords(posted, (daily) => linkTo(guild, daily.channel, daily.message))),
  );
}

function packIdOf(services: Services, guild: string, schedule?: Schedule): string {
  return schedule?.pack ?? services.guilds.find(guild).pack ?? services.packs.defaultId;
}

function profileName(services: Services, guild: string, pack: Pack | undefined): string {
  const chosen = services.guilds.find(guild).profile;
  const profiles = pack?.exam.profiles ?? [];
  return (profiles.find(({ id }) => id === chosen) ?? profiles[0])?.name ?? '';
}
