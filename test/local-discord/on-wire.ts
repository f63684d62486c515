import type { APIChannel, APIGuildMember, APIThreadChannel } from 'discord.js';
import { timeOf } from './ids.ts';
import { botPermissions } from './permissions.ts';
import type { ChannelState, GuildState, MemberState, MessageState, World } from './world.ts';

/** A member as Discord sends it. */
export function memberOnWire({ user, roles, joinedAt, nick }: MemberState): APIGuildMember {
  return {
    user: user.wire,
    nick,
    avatar: null,
    banner: null,
    roles: [...roles],
    joined_at: joinedAt,
    premium_since: null,
    communication_disabled_until: null,
    pending: false,
    deaf: false,
    mute: false,
    flags: 0,
  } as unknown as APIGuildMember;
}

/** A channel, thread or direct message channel as Discord sends it. */
export function channelOnWire(channel: ChannelState): APIChannel {
  const { id, type, guild, parent, thread, messages } = channel;
  const last = messages.all.at(-1)?.wire.id ?? null;
  if (!guild) {
    return {
      id,
      type,
      flags: 0,
      last_message_id: last,
      recipients: [channel.recipient!.wire],
    } as unknown as APIChannel;
  }
  if (thread) {
    return {
      id,
      type,
      flags: 0,
      guild_id: guild.id,
      parent_id: parent!.id,
      name: channel.name,
      owner_id: thread.ownerId,
      last_message_id: last,
      message_count: messages.all.length,
      total_message_sent: messages.all.length,
      member_count: 1,
      rate_limit_per_user: 0,
      thread_metadata: {
        archived: thread.archived,
        archive_timestamp: thread.archivedAt,
        auto_archive_duration: thread.autoArchive,
        locked: thread.locked,
        create_timestamp: new Date(timeOf(id)).toISOString(),
      },
    } as unknown as APIThreadChannel;
  }
  return {
    id,
    type,
    flags: 0,
    guild_id: guild.id,
    name: channel.name,
    position: channel.position,
    permission_overwrites: [...channel.overwrites.values()],
    parent_id: parent?.id ?? null,
    nsfw: false,
    topic: null,
    rate_limit_per_user: 0,
    last_message_id: last,
  } as unknown as APIChannel;
}

/** A message as the bot may see it: without the intent for content, those of others are blank outside direct messages. */
export function messageForBot(world: World, { wire, author, channel }: MessageState): object {
  if (author === world.bot || !channel.guild || wire.content.includes(`<@${world.bot.wire.id}>`)) return wire;
  return { ...wire, content: '', embeds: [], attachments: [], components: [] };
}

/** A channel as an interaction carries it: with the permissions of who acts. */
export function channelInInteraction(channel: ChannelState, permissions: bigint): object {
  return { ...channelOnWire(channel), ...(channel.guild ? { permissions: permissions.toString() } : {}) };
}

/** What GUILD_CREATE carries. Of the members only the bot, as without the intent for presences. */
export function guildOnWire(world: World, guild: GuildState): object {
  const me = guild.members.get(world.bot.wire.id);
  const all = [...guild.channels.values()];
  return {
    id: guild.id,
    name: guild.name,
    icon: null,
    owner_id: guild.ownerId,
    preferred_locale: guild.locale,
    afk_channel_id: null,
    afk_timeout: 300,
    verification_level: 0,
    default_message_notifications: 1,
    explicit_content_filter: 0,
    mfa_level: 0,
    nsfw_level: 0,
    premium_tier: 0,
    premium_progress_bar_enabled: false,
    system_channel_id: null,
    system_channel_flags: 0,
    rules_channel_id: null,
    public_updates_channel_id: null,
    features: [],
    emojis: [],
    stickers: [],
    joined_at: me?.joinedAt,
    large: guild.members.size > 50,
    unavailable: false,
    member_count: guild.members.size,
    roles: [...guild.roles.values()],
    members: me ? [memberOnWire(me)] : [],
    channels: all.filter(({ thread }) => !thread).map(channelOnWire),
    threads: all
      .filter(
        (channel) => channel.thread && !channel.thread.archived && botPermissions(world, channel) !== 0n,
      )
      .map(channelOnWire),
    presences: [],
    voice_states: [],
    stage_instances: [],
    soundboard_sounds: [],
    guild_scheduled_events: [...guild.events.values()],
  };
}
