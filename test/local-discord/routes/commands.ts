import type { APIApplicationCommand } from 'discord.js';
import { ApiError, illegal, invalidBody } from '../api-error.ts';
import { checkCommands } from '../check.ts';
import type { Call, Reply, Route } from '../routing.ts';
import type { CommandBody } from '../rules/commands.ts';
import type { World } from '../world.ts';
import { guildOf } from './lookup.ts';

const DAY = 24 * 60 * 60 * 1000;
const PER_DAY = 200;

type Commands = Map<string, APIApplicationCommand>;

/** Replaces a list of commands; those that keep their type and name keep their id. */
function replace(call: Call, commands: Commands, guildId?: string): Reply {
  const { world } = call;
  requireOwn(call);
  const problems = world.checks ? checkCommands(call.body) : [];
  if (problems.length > 0) throw invalidBody(problems);
  const wanted = call.body as readonly CommandBody[];
  const before = new Map(
    [...commands.values()].map((command) => [`${command.type} ${command.name}`, command.id]),
  );
  countMade(world, guildId, wanted.filter((command) => !before.has(keyOf(command))).length);
  commands.clear();
  for (const command of wanted) {
    const id = before.get(keyOf(command)) ?? world.ids.next();
    commands.set(id, onWire(world, command, { id, guildId }));
  }
  return { status: 200, body: [...commands.values()] };
}

function keyOf({ type, name }: CommandBody): string {
  return `${type ?? 1} ${name}`;
}

function countMade(world: World, guildId: string | undefined, made: number): void {
  const counter = (guildId ? world.guilds.get(guildId)! : world).commandsMade;
  const day = Math.floor(world.clock.now() / DAY);
  if (counter.day !== day) Object.assign(counter, { day, count: 0 });
  if (counter.count + made > PER_DAY)
    throw illegal(30034, 'Max number of daily application command creates has been reached (200)');
  counter.count += made;
}

function onWire(
  world: World,
  command: CommandBody,
  { id, guildId }: { readonly id: string; readonly guildId: string | undefined },
): APIApplicationCommand {
  return {
    default_member_permissions: null,
    nsfw: false,
    ...(guildId ? {} : { contexts: null, integration_types: [0] }),
    ...command,
    description: command.description ?? '',
    type: command.type ?? 1,
    id,
    application_id: world.applicationId,
    version: world.ids.next(),
    ...(guildId ? { guild_id: guildId } : {}),
  } as unknown as APIApplicationCommand;
}

function requireOwn({ world, params }: Call): void {
  if (params.application !== world.applicationId)
    throw new ApiError(403, 20012, {
      message: 'You are not authorized to perform this action',
      blame: 'illegal',
    });
}

function list(call: Call, commands: Commands): Reply {
  requireOwn(call);
  return { status: 200, body: [...commands.values()] };
}

const GLOBAL = '/applications/{application}/commands';
const GUILD = '/applications/{application}/guilds/{guild}/commands';
const answers = 'ApplicationCommandResponse';

/** Registering commands, for everywhere and for one server. */
export const commandRoutes: readonly Route[] = [
  { method: 'GET', path: GLOBAL, answers, run: (call) => list(call, call.world.commands) },
  { method: 'PUT', path: GLOBAL, answers, run: (call) => replace(call, call.world.commands) },
  { method: 'GET', path: GUILD, answers, run: (call) => list(call, guildOf(call).commands) },
  {
    method: 'PUT',
    path: GUILD,
    answers,
    run: (call) => {
      const guild = guildOf(call);
      return replace(call, guild.commands, guild.id);
    },
  },
];
