import { PermissionFlagsBits, type PermissionsString } from 'discord.js';
import { missingAccess, missingPermissions } from './api-error.ts';
import type { ChannelState, GuildState, MemberState, World } from './world.ts';

/** Permissions by their names. */
export type Permission = PermissionsString;

/** What members of a new server may do. */
export const EVERYONE: readonly Permission[] = [
  'ViewChannel',
  'SendMessages',
  'SendMessagesInThreads',
  'EmbedLinks',
  'AttachFiles',
  'ReadMessageHistory',
  'AddReactions',
  'UseExternalEmojis',
  'CreatePublicThreads',
  'CreatePrivateThreads',
  'ChangeNickname',
  'Connect',
  'Speak',
  'UseApplicationCommands',
  'SendPolls',
];

/** What the bot is given when a test does not say otherwise. */
export const BOT_PERMISSIONS: readonly Permission[] = [
  'ViewChannel',
  'SendMessages',
  'SendMessagesInThreads',
  'EmbedLinks',
  'AttachFiles',
  'ReadMessageHistory',
  'CreatePublicThreads',
];

const ALL = Object.values(PermissionFlagsBits).reduce((all, flag) => all | flag, 0n);

/** What is lost together with a permission: who cannot see a channel can do nothing there. */
const WITHOUT_SENDING = bits(['MentionEveryone', 'SendTTSMessages', 'AttachFiles', 'EmbedLinks']);

/** Permissions as one number. */
export function bits(names: readonly Permission[]): bigint {
  return names.reduce((all, name) => all | PermissionFlagsBits[name], 0n);
}

const parsed = new Map<string, bigint>();

/** A permission string as a number. The same few strings are read for every interaction. */
function numberOf(text: string | undefined): bigint {
  if (text === undefined) return 0n;
  let number = parsed.get(text);
  if (number === undefined) {
    number = BigInt(text);
    parsed.set(text, number);
  }
  return number;
}

/** Whether these permissions contain a flag. */
export function has(permissions: bigint, name: Permission): boolean {
  return (permissions & PermissionFlagsBits[name]) !== 0n;
}

/** What a member may do in the whole server. */
export function guildPermissions(guild: GuildState, member: MemberState): bigint {
  if (guild.ownerId === member.user.wire.id) return ALL;
  let permissions = numberOf(guild.roles.get(guild.id)?.permissions);
  for (const id of member.roles) permissions |= numberOf(guild.roles.get(id)?.permissions);
  return has(permissions, 'Administrator') ? ALL : permissions;
}

/** What a member may do in a channel: the server's permissions with the channel's overwrites; threads have their parent's. */
export function channelPermissions(channel: ChannelState, member: MemberState): bigint {
  const base = guildPermissions(member.guild, member);
  if (base === ALL) return ALL;
  const { overwrites } = channel.parent && channel.thread ? channel.parent : channel;
  let permissions = base;
  if (overwrites.size > 0) {
    const everyone = overwrites.get(member.guild.id);
    if (everyone) permissions = (permissions & ~numberOf(everyone.deny)) | numberOf(everyone.allow);
    let allow = 0n;
    let deny = 0n;
    for (const id of member.roles) {
      const overwrite = overwrites.get(id);
      if (!overwrite) continue;
      allow |= numberOf(overwrite.allow);
      deny |= numberOf(overwrite.deny);
    }
    permissions = (permissions & ~deny) | allow;
    const own = overwrites.get(member.user.wire.id);
    if (own) permissions = (permissions & ~numberOf(own.deny)) | numberOf(own.allow);
  }
  if (!has(permissions, 'ViewChannel')) return 0n;
  const sending = channel.thread ? 'SendMessagesInThreads' : 'SendMessages';
  return has(permissions, sending) ? permissions : permissions & ~WITHOUT_SENDING;
}

/** What the bot may do in a channel; everything in direct messages, nothing in servers it is not in. */
export function botPermissions(world: World, channel: ChannelState): bigint {
  if (!channel.guild) return ALL;
  const member = channel.guild.members.get(world.bot.wire.id);
  return member ? channelPermissions(channel, member) : 0n;
}

/** Throws 50001 when the bot cannot see the channel, 50013 when it lacks one of these there. */
export function requirePermissions(world: World, channel: ChannelState, needed: readonly Permission[]): void {
  const permissions = botPermissions(world, channel);
  if (!has(permissions, 'ViewChannel')) throw missingAccess(`ViewChannel in #${channel.name}`);
  const missing = needed.filter((name) => !has(permissions, name));
  if (missing.length > 0) throw missingPermissions(`${missing.join(', ')} in #${channel.name}`);
}

/** The position of a member's highest role. */
export function highestRole(guild: GuildState, member: MemberState): number {
  return Math.max(0, ...[...member.roles].map((id) => guild.roles.get(id)?.position ?? 0));
}
