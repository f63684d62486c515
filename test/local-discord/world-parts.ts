import type { APIRole, APIUser } from 'discord.js';
import { createMessageList } from './message-list.ts';
import { bits, type Permission } from './permissions.ts';
import type { ChannelState, GuildState, UserState, World } from './world.ts';

/** A person or bot. */
export function createUser(
  id: string,
  name: string,
  about: { readonly bot?: true; readonly locale?: string } = {},
): UserState {
  const wire = {
    id,
    username:
      name
        .toLowerCase()
        .replace(/[^a-z0-9_.]/g, '_')
        .slice(0, 32) || 'somebody',
    discriminator: about.bot ? '0001' : '0',
    global_name: about.bot ? null : name,
    avatar: null,
    public_flags: 0,
    flags: 0,
    primary_guild: null,
    ...(about.bot ? { bot: true } : {}),
  } as unknown as APIUser;
  return { wire, locale: about.locale ?? 'en-US', dmsClosed: false, ephemerals: new Map() };
}

/** A role. */
export function createRole(
  id: string,
  about: {
    readonly name: string;
    readonly permissions: readonly Permission[];
    readonly position: number;
    readonly mentionable?: boolean;
    readonly managedBy?: string;
  },
): APIRole {
  return {
    id,
    name: about.name,
    permissions: bits(about.permissions).toString(),
    position: about.position,
    color: 0,
    colors: { primary_color: 0, secondary_color: null, tertiary_color: null },
    hoist: false,
    icon: null,
    unicode_emoji: null,
    managed: about.managedBy !== undefined,
    mentionable: about.mentionable ?? false,
    flags: 0,
    ...(about.managedBy ? { tags: { bot_id: about.managedBy } } : {}),
  } as unknown as APIRole;
}

/** A channel of a server. */
export function createChannel(
  id: string,
  about: {
    readonly guild: GuildState;
    readonly name: string;
    readonly type: number;
    readonly position: number;
  },
): ChannelState {
  return {
    id,
    ...about,
    parent: undefined,
    recipient: undefined,
    overwrites: new Map(),
    messages: createMessageList(),
    thread: undefined,
  };
}

/** The direct messages with a person; always the same channel. */
export function openDirect(world: World, user: UserState): ChannelState {
  const known = world.directChannels.get(user.wire.id);
  if (known) return known;
  const channel: ChannelState = {
    id: world.ids.old(),
    type: 1,
    guild: undefined,
    parent: undefined,
    recipient: user,
    name: `direct messages with ${user.wire.username}`,
    position: 0,
    overwrites: new Map(),
    messages: createMessageList(),
    thread: undefined,
  };
  world.directChannels.set(user.wire.id, channel);
  world.channels.set(channel.id, channel);
  return channel;
}
