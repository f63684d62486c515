import { type BaseInteraction, GuildMember, PermissionFlagsBits } from 'discord.js';
import type { Person } from '../member/service.ts';
import { UserError } from '../user-error.ts';

/** The server an interaction belongs to; in a direct message there is none, which is said. */
export function guildOf(interaction: BaseInteraction): string {
  if (!interaction.guildId)
    throw new UserError('Please use me in a server: everything you do with me belongs to one.');
  return interaction.guildId;
}

/** Who acts, by the name they carry in this server. */
export function personOf(interaction: BaseInteraction): Person {
  const { member, user } = interaction;
  const nick = member instanceof GuildMember ? member.nickname : member?.nick;
  return { id: user.id, name: nick ?? user.globalName ?? user.username };
}

/** Whether somebody may manage the server. */
export function isManager(interaction: BaseInteraction): boolean {
  return interaction.memberPermissions?.has(PermissionFlagsBits.ManageGuild) ?? false;
}

/**
 * Refuses who may not manage the server: Discord hides `/setup` from them, and this checks it again. `instead` says what
 * they can do themselves.
 */
export function requireManager(interaction: BaseInteraction, instead = ''): void {
  if (isManager(interaction)) return;
  throw new UserError(`That needs the permission Manage Server. A moderator can do it. ${instead}`.trim());
}
