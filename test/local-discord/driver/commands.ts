import type { APIApplicationCommand } from 'discord.js';
import { channelPermissions, guildPermissions, has } from '../permissions.ts';
import type { ChannelState, UserState, World } from '../world.ts';

const CHAT = 1;

/** Splits `/setup daily` into the command and its subcommands; throws when no such command is registered. */
export function findCommand(
  world: World,
  text: string,
  { guild }: ChannelState,
): { readonly command: APIApplicationCommand; readonly path: readonly string[] } {
  const [name = '', ...path] = text.replace(/^\//, '').trim().split(/\s+/);
  const all = [...(guild?.commands.values() ?? []), ...world.commands.values()];
  const command = all.find((one) => one.name === name && one.type === CHAT);
  if (!command)
    throw new Error(
      `no command /${name} is registered, only ${all.map((one) => `/${one.name}`).join(', ') || 'none'}`,
    );
  return { command, path };
}

/** Throws when Discord does not show the command to this member here. */
export function requireVisible(command: APIApplicationCommand, user: UserState, channel: ChannelState): void {
  const { guild } = channel;
  const context = guild ? 0 : 1;
  if (command.contexts && !command.contexts.includes(context))
    throw new Error(`/${command.name} is not offered ${guild ? 'in servers' : 'in direct messages'}`);
  if (!guild) return;
  const member = guild.members.get(user.wire.id)!;
  const here = channelPermissions(channel, member);
  if (!has(here, 'UseApplicationCommands')) throw new Error('this member may not use commands here');
  const needed = command.default_member_permissions;
  if (needed === null || needed === undefined) return;
  const permissions = guildPermissions(guild, member);
  const shown =
    has(permissions, 'Administrator') ||
    (BigInt(needed) !== 0n && (permissions & BigInt(needed)) === BigInt(needed));
  if (!shown)
    throw new Error(`/${command.name} is hidden from ${user.wire.username} by default_member_permissions`);
}
