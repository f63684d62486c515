import {
  type APIApplicationCommandBasicOption,
  ApplicationCommandOptionType,
  ChannelType,
  type ChatInputCommandInteraction,
} from 'discord.js';
import type { Services } from '../src/app.ts';
import { guildOf } from '../src/discord/who.ts';
import type { Schedule } from '../src/guild/rules.ts';
import { isOthers } from '../src/own/rules.ts';
import { parseCron, parseDays, parseTime } from '../src/schedule/parse.ts';
import type { Timing } from '../src/schedule/rules.ts';
import { guessTimeZone, toTimeZone } from '../src/schedule/zones.ts';
import { UserError } from '../src/user-error.ts';

const { String: Text, Channel, Role, Boolean: YesNo } = ApplicationCommandOptionType;

/** The options of `/setup daily`: none is required, so that a phone needs nothing typed but the command. */
export const setupOptions: APIApplicationCommandBasicOption[] = [
  {
    type: Channel,
    name: 'channel',
    description: 'Where questions appear: this channel by default',
    channel_types: [ChannelType.GuildText, ChannelType.GuildAnnouncement],
  },
  { type: Text, name: 'time', description: 'When, as on a clock: 09:00 by default' },
  {
    type: Text,
    name: 'timezone',
    description: 'Type a city; guessed from the server’s language by default',
    autocomplete: true,
  },
  {
    type: Text,
    name: 'days',
    description: 'weekdays (the default), weekends, every day, or a list: mon, wed, fri',
  },
  { type: Text, name: 'pack', description: 'Another pack than the server’s', autocomplete: true },
  { type: Role, name: 'role', description: 'Whom to ping: nobody by default, and nobody for @everyone' },
  { type: YesNo, name: 'thread', description: 'Whether to open a thread for spoilers: yes by default' },
  {
    type: Text,
    name: 'cron',
    description: 'A cron expression instead of time and days, for example 0 9 * * 1-5',
  },
];

/** The choice that takes a schedule's own pack away again. */
export const SERVER_PACK = { name: 'The server’s pack', value: 'server' } as const;

/** Reads the options; throws a UserError that says what to type instead. What is left out keeps what the channel had. */
export function readSchedule(interaction: ChatInputCommandInteraction, services: Services): Schedule {
  const { options } = interaction;
  const guild = services.guilds.find(guildOf(interaction));
  const channel = options.getChannel('channel')?.id ?? channelHere(interaction);
  const before = guild.schedules.find((schedule) => schedule.channel === channel);
  const chosen = options.getString('pack') ?? before?.pack;
  const packId = chosen === SERVER_PACK.value || chosen === SERVER_PACK.name ? undefined : chosen;
  if (
    isOthers(guildOf(interaction), packId ?? '') ||
    !services.packs.get(packId ?? guild.pack ?? services.packs.defaultId)
  )
    throw new UserError('I do not have that pack. Choose one from the list that appears while you type.');
  const role = options.getRole('role')?.id ?? before?.role;
  return {
    channel,
    timing: readTiming(interaction, before?.timing),
    timeZone: readZone(interaction, before?.timeZone ?? guild.schedules[0]?.timeZone),
    thread: options.getBoolean('thread') ?? before?.thread ?? true,
    since: services.clock.now(),
    ...(packId ? { pack: packId } : {}),
    // The role @everyone has the server's id: pinging everybody for a question is never what a group wants.
    ...(role && role !== interaction.guildId ? { role } : {}),
  };
}

/** The channel in which the command was run; in a thread the channel it belongs to, since threads are archived. */
function channelHere({ channel, channelId }: ChatInputCommandInteraction): string {
  return (channel?.isThread() ? channel.parentId : null) ?? channelId;
}

function readTiming({ options }: ChatInputCommandInteraction, before: Timing | undefined): Timing {
  const cron = options.getString('cron');
  const typedTime = options.getString('time');
  const typedDays = options.getString('days');
  if (cron !== null) {
    if (typedTime !== null || typedDays !== null) {
      throw new UserError(
        'Give either `cron`, or `time` and `days`: both together could say different things.',
      );
    }
    return readCron(cron);
  }
  if (before?.kind === 'cron' && typedTime === null && typedDays === null) return before;
  const kept = before?.kind === 'weekly' ? before : { time: '09:00', days: [1, 2, 3, 4, 5] };
  return weekly(typedTime ?? kept.time, typedDays ?? kept.days.join(' '));
}

/** Time and weekdays as they are typed; throws a UserError that says what to type instead. */
export function weekly(typedTime: string, typedDays: string): Timing {
  const time = parseTime(typedTime);
  if (!time)
    throw new UserError(
      'I do not understand that time. Write it as on a clock, for example `09:00` or `18:30`.',
    );
  const days = parseDays(typedDays);
  if (!days) {
    throw new UserError(
      'I do not understand those days. Write `weekdays`, `weekends`, `every day`, or a list such as `mon, wed, fri`.',
    );
  }
  return { kind: 'weekly', time, days: [...days] };
}

/** A cron expression as it is typed; throws a UserError that explains it. */
export function readCron(typed: string): Timing {
  const read = parseCron(typed);
  if (read.ok) return { kind: 'cron', expression: read.expression };
  const help =
    'Five fields: minute, hour, day of the month, month, weekday. For example `0 9 * * 1-5` is Monday to Friday at 09:00.';
  if (read.reason === 'never')
    throw new UserError(`That cron expression never fires in the next years. ${help}`);
  throw new UserError(`I do not understand that cron expression. ${help}`);
}

function readZone(interaction: ChatInputCommandInteraction, before: string | undefined): string {
  const typed = interaction.options.getString('timezone')?.trim();
  return typed ? timeZoneNamed(typed) : (before ?? guessTimeZone(interaction.guildLocale ?? ''));
}

/** A time zone by its name; throws a UserError for another. */
export function timeZoneNamed(typed: string): string {
  const zone = toTimeZone(typed);
  if (zone) return zone;
  throw new UserError(
    'I do not know that time zone. Type a city, for example `Berlin`, and choose from the list.',
  );
}
