import {
  type APIApplicationCommandBasicOption,
  ApplicationCommandOptionType,
  ChannelType,
  type ChatInputCommandInteraction,
} from 'discord.js';
import type { Services } from '../src/app.ts';
import { answer } from '../src/discord/reply.ts';
import { guildOf } from '../src/discord/who.ts';
import { type Planning, timeZoneOf } from '../src/guild/rules.ts';
import { missingFor, refusedInWords } from '../src/guild/view.ts';
import { planningScreen } from '../src/plan/manager-view.ts';
import { parseTime } from '../src/schedule/parse.ts';
import { UserError } from '../src/user-error.ts';
import { timeZoneNamed } from './setup-daily.ts';

const { String: Text, Channel, Role } = ApplicationCommandOptionType;

/** The options of `/setup plan`; without any it shows what is set. */
export const planOptions: APIApplicationCommandBasicOption[] = [
  {
    type: Channel,
    name: 'channel',
    description: 'Where the plan posts',
    channel_types: [ChannelType.GuildText, ChannelType.GuildAnnouncement],
  },
  { type: Text, name: 'monday-time', description: 'When the week’s theme comes, 08:00 by default' },
  { type: Text, name: 'sunday-time', description: 'When the week is summed up, 18:00 by default' },
  { type: Text, name: 'exam-time', description: 'When mock exams begin, 18:00 by default' },
  { type: Role, name: 'role', description: 'A role to ping; choose @everyone for nobody' },
  {
    type: Text,
    name: 'timezone',
    description: 'Counts while there is no question of the day, which has its own',
    autocomplete: true,
  },
];

/** `/setup plan`: where and when a plan posts. */
export async function setPlan(interaction: ChatInputCommandInteraction, services: Services): Promise<void> {
  const guild = guildOf(interaction);
  const { options } = interaction;
  const channel = options.getChannel('channel')?.id;
  if (channel) {
    const needed = services.messenger.check(guild, channel)?.needed ?? ['View Channel'];
    if (needed.length > 0) throw new UserError(refusedInWords(channel, needed));
  }
  const role = options.getRole('role')?.id;
  const zone = options.getString('timezone');
  const change: Partial<Planning> = {
    ...(channel ? { channel } : {}),
    ...time('theme', options.getString('monday-time')),
    ...time('summary', options.getString('sunday-time')),
    ...time('exam', options.getString('exam-time')),
    ...(zone === null ? {} : { timeZone: timeZoneNamed(zone) }),
  };
  const after = await services.guilds.change(guild, (now) => {
    const { role: before, ...kept } = now.planning;
    // The role @everyone has the server's id, and means that nobody is pinged.
    const chosen = role === undefined ? before : role === guild ? undefined : role;
    const planning = { ...kept, ...change, ...(chosen ? { role: chosen } : {}) };
    return { ...now, planning };
  });
  const { planning } = after;
  await answer(
    interaction,
    planningScreen({ planning, zone: timeZoneOf(after) }, missing(interaction, services, planning)),
  );
}

function time(which: 'theme' | 'summary' | 'exam', typed: string | null): Partial<Planning> {
  if (typed === null) return {};
  const read = parseTime(typed);
  if (!read)
    throw new UserError(
      `I do not know the time “${typed.slice(0, 20).replaceAll('`', '')}”. Write it like 08:00.`,
    );
  return { [which]: read };
}

function missing(
  interaction: ChatInputCommandInteraction,
  services: Services,
  { channel, role }: Planning,
): string | undefined {
  if (!channel || !role) return undefined;
  const check = services.messenger.check(guildOf(interaction), channel);
  const mentionable = interaction.guild?.roles.cache.get(role)?.mentionable ?? false;
  const ping = check && missingFor({ role }, check, mentionable).ping;
  return ping
    ? 'The role cannot be pinged by me: make it mentionable, or give me Mention Everyone.'
    : undefined;
}
