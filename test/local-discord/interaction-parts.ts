import { FILE_LIMIT } from './files.ts';
import { channelInInteraction, memberOnWire } from './on-wire.ts';
import { botPermissions, channelPermissions } from './permissions.ts';
import type { ChannelState, UserState, World } from './world.ts';

/** Who acts, and where. */
export type Actor = { readonly user: UserState; readonly channel: ChannelState };

/** Through which installation an interaction came: always the server's, `0` in direct messages. */
export function ownersOf(channel: ChannelState): Readonly<Record<string, string>> {
  return { '0': channel.guild?.id ?? '0' };
}

const IN_GUILD = 0;
const IN_DIRECT_MESSAGE = 1;

/** The part of every interaction that says where it happens and who acts. */
export function whereAndWho(world: World, { user, channel }: Actor): object {
  const { guild } = channel;
  const common = {
    channel_id: channel.id,
    app_permissions: botPermissions(world, channel).toString(),
    locale: user.locale,
    entitlements: [],
    authorizing_integration_owners: ownersOf(channel),
    attachment_size_limit: FILE_LIMIT,
  };
  if (!guild) {
    return {
      ...common,
      context: IN_DIRECT_MESSAGE,
      user: user.wire,
      channel: channelInInteraction(channel, 0n),
    };
  }
  const member = guild.members.get(user.wire.id)!;
  const permissions = channelPermissions(channel, member);
  return {
    ...common,
    context: IN_GUILD,
    guild_id: guild.id,
    guild: { id: guild.id, locale: guild.locale, features: [] },
    guild_locale: guild.locale,
    member: { ...memberOnWire(member), permissions: permissions.toString() },
    channel: channelInInteraction(channel, permissions),
  };
}
