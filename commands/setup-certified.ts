import {
  type APIApplicationCommandBasicOption,
  ApplicationCommandOptionType,
  ChannelType,
  type ChatInputCommandInteraction,
} from 'discord.js';
import type { Services } from '../src/app.ts';
import { roleRefused, settingsScreen } from '../src/certified/view.ts';
import { answer } from '../src/discord/reply.ts';
import { guildOf } from '../src/discord/who.ts';
import { certifiedChannel } from '../src/guild/rules.ts';
import { refusedInWords } from '../src/guild/view.ts';
import { UserError } from '../src/user-error.ts';

const { Channel, Role, Boolean: YesNo } = ApplicationCommandOptionType;
const channel_types: readonly (ChannelType.GuildText | ChannelType.GuildAnnouncement)[] = [
  ChannelType.GuildText,
  ChannelType.GuildAnnouncement,
];

/** The options of `/setup certified`; without any it shows what is set, and who waits for a moderator's word. */
export const certifiedOptions: APIApplicationCommandBasicOption[] = [
  {
    type: Channel,
    name: 'channel',
    description: 'Where I congratulate, the plan’s or the daily’s channel by default',
    channel_types: [...channel_types],
  },
  {
    type: Role,
    name: 'role',
    description: 'A role for those who passed, without permissions of its own; choose @everyone for none',
  },
  { type: YesNo, name: 'approval', description: 'Whether a moderator is asked first' },
  {
    type: Channel,
    name: 'approve-in',
    description: 'Where the moderators are asked: best a private channel; this one by default',
    channel_types: [...channel_types],
  },
];

/** `/setup certified`: what happens when somebody passes. */
export async function setCertified(
  interaction: ChatInputCommandInteraction,
  services: Services,
): Promise<void> {
  const guild = guildOf(interaction);
  const { options } = interaction;
  const channel = options.getChannel('channel')?.id;
  const approval = options.getBoolean('approval');
  const approveIn = options.getChannel('approve-in')?.id ?? (approval ? interaction.channelId : undefined);
  for (const room of [channel, approveIn]) {
    const needed = room ? (services.messenger.check(guild, room)?.needed ?? ['View Channel']) : [];
    if (room && needed.length > 0) throw new UserError(refusedInWords(room, needed));
  }
  const role = options.getRole('role')?.id;
  // The role @everyone has the server's id, and means that there is none.
  const refused = role && role !== guild ? services.messenger.roleProblem(guild, role) : undefined;
  if (role && refused) throw new UserError(roleRefused(role, refused));
  const after = await services.guilds.change(guild, (now) => {
    const { role: before, approveIn: asked, ...kept } = now.certified;
    const chosen = role === undefined ? before : role === guild ? undefined : role;
    const asks = approval === false ? undefined : (approveIn ?? asked);
    return {
      ...now,
      certified: {
        ...kept,
        ...(channel ? { channel } : {}),
        ...(chosen ? { role: chosen } : {}),
        ...(asks ? { approveIn: asks } : {}),
      },
    };
  });
  const waiting = await services.certified.waiting(guild);
  await answer(
    interaction,
    settingsScreen({
      settings: after.certified,
      channel: certifiedChannel(after),
      problem: after.certified.role ? services.messenger.roleProblem(guild, after.certified.role) : undefined,
      askedInPublic: isPublic(services, guild, after.certified.approveIn),
      waiting: waiting.map((one) => ({ ...one, exam: services.packs.get(one.pack)?.exam.title ?? one.pack })),
    }),
  );
}

function isPublic(services: Services, guild: string, channel: string | undefined): boolean {
  return channel !== undefined && services.messenger.check(guild, channel)?.everyoneSees === true;
}
