import { missingAccess, unknown } from '../api-error.ts';
import type { Call } from '../routing.ts';
import type { ChannelState, GuildState, World } from '../world.ts';

/** The channel of a request; 10003 when there is none, 50001 when its server has removed the bot. */
export function channelOf({ world, params }: Call): ChannelState {
  const channel = world.channels.get(params.channel!);
  if (!channel) throw unknown('Channel');
  if (channel.guild && !isIn(world, channel.guild))
    throw missingAccess(`the bot is not in ${channel.guild.name}`);
  return channel;
}

/** The server of a request; 10004 when the bot is not in it. */
export function guildOf({ world, params }: Call): GuildState {
  const guild = world.guilds.get(params.guild!);
  if (!guild || !isIn(world, guild)) throw unknown('Guild');
  return guild;
}

function isIn(world: World, guild: GuildState): boolean {
  return guild.members.has(world.bot.wire.id);
}
