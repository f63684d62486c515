import { unknown } from '../api-error.ts';
import type { Call } from '../routing.ts';
import type { ChannelState, GuildState } from '../world.ts';

/** The channel of a request; 10003 when there is none. Whether the bot sees it is a matter of permissions. */
export function channelOf({ world, params }: Call): ChannelState {
  const channel = world.channels.get(params.channel!);
  if (!channel) throw unknown('Channel');
  return channel;
}

/** The server of a request; 10004 when the bot is not in it. */
export function guildOf({ world, params }: Call): GuildState {
  const guild = world.guilds.get(params.guild!);
  if (!guild?.members.has(world.bot.wire.id)) throw unknown('Guild');
  return guild;
}
