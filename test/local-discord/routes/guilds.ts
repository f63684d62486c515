import type { APIGuildScheduledEvent } from 'discord.js';
import { invalidBody, missingPermissions, unknown } from '../api-error.ts';
import { memberOnWire } from '../on-wire.ts';
import { guildPermissions, has, highestRole, requirePermissions } from '../permissions.ts';
import type { Call, Reply, Route } from '../routing.ts';
import { schemaProblems } from '../schema.ts';
import type { GuildState, MemberState } from '../world.ts';
import { guildOf } from './lookup.ts';

function memberOf({ params }: Call, guild: GuildState): MemberState {
  const member = guild.members.get(params.user!);
  if (!member) throw unknown('Member');
  return member;
}

function showMember(call: Call): Reply {
  return { status: 200, body: memberOnWire(memberOf(call, guildOf(call))) };
}

function changeRole(call: Call, change: 'add' | 'delete'): Reply {
  const { world, params } = call;
  const guild = guildOf(call);
  const member = memberOf(call, guild);
  const role = guild.roles.get(params.role!);
  if (!role) throw unknown('Role');
  const me = guild.members.get(world.bot.wire.id)!;
  if (!has(guildPermissions(guild, me), 'ManageRoles'))
    throw missingPermissions(`ManageRoles in ${guild.name}`);
  if (role.id === guild.id || role.managed || role.position >= highestRole(guild, me))
    throw missingPermissions(`the role ${role.name} is not below the bot's own`);
  member.roles[change](role.id);
  return { status: 204 };
}

type EventBody = {
  readonly entity_type: number;
  readonly channel_id?: string | null;
  readonly scheduled_start_time: string;
  readonly scheduled_end_time?: string | null;
  readonly entity_metadata?: { readonly location?: string | null } | null;
};

const EXTERNAL = 3;
const EVENTS: Readonly<Record<number, string>> = { 1: 'Stage', 2: 'Voice', 3: 'External' };

function makeEvent(call: Call): Reply {
  const { world } = call;
  const guild = guildOf(call);
  const body = (call.body ?? {}) as EventBody;
  const kind = EVENTS[body.entity_type];
  if (!kind) throw invalidBody([`entity_type: must be 1, 2 or 3`]);
  const problems = world.checks
    ? [...schemaProblems(`${kind}ScheduledEventCreateRequest`, body), ...eventRules(body, world.clock.now())]
    : [];
  if (problems.length > 0) throw invalidBody(problems);
  const channel = guild.channels.get(body.channel_id ?? '');
  if (body.entity_type !== EXTERNAL && !channel) throw unknown('Channel');
  const me = guild.members.get(world.bot.wire.id)!;
  if (!has(guildPermissions(guild, me), 'CreateEvents'))
    throw missingPermissions(`CreateEvents in ${guild.name}`);
  if (channel) requirePermissions(world, channel, ['ViewChannel', 'Connect']);
  const id = world.ids.next();
  const event = {
    description: null,
    channel_id: null,
    image: null,
    scheduled_end_time: null,
    entity_id: null,
    recurrence_rule: null,
    entity_metadata: null,
    ...body,
    id,
    guild_id: guild.id,
    creator_id: world.bot.wire.id,
    status: 1,
    user_count: 0,
    guild_scheduled_event_exceptions: [],
  } as unknown as APIGuildScheduledEvent;
  guild.events.set(id, event);
  return { status: 200, body: event };
}

function deleteEvent(call: Call): Reply {
  const { world, params } = call;
  const guild = guildOf(call);
  const event = guild.events.get(params.event!);
  if (!event) throw unknown('Guild Scheduled Event');
  const me = guild.members.get(world.bot.wire.id)!;
  const needed = event.creator_id === world.bot.wire.id ? 'CreateEvents' : 'ManageEvents';
  if (!has(guildPermissions(guild, me), needed)) throw missingPermissions(`${needed} in ${guild.name}`);
  guild.events.delete(event.id);
  return { status: 204 };
}

function eventRules(body: EventBody, now: number): string[] {
  const start = Date.parse(body.scheduled_start_time);
  const end = body.scheduled_end_time ? Date.parse(body.scheduled_end_time) : undefined;
  const problems: string[] = [];
  if (start <= now) problems.push('scheduled_start_time: must be in the future');
  if (end !== undefined && end <= start) problems.push('scheduled_end_time: must be after the start');
  if (body.entity_type === EXTERNAL && end === undefined)
    problems.push('scheduled_end_time: an external event needs it');
  if (body.entity_type === EXTERNAL && !body.entity_metadata?.location?.trim())
    problems.push('entity_metadata.location: an external event needs it');
  return problems;
}

function eventSchema(body: object): string {
  return `${EVENTS[(body as EventBody).entity_type]}ScheduledEventResponse`;
}

const ROLE = '/guilds/{guild}/members/{user}/roles/{role}';
const EVENT = '/guilds/{guild}/scheduled-events';

/** Members, their roles, and scheduled events. */
export const guildRoutes: readonly Route[] = [
  { method: 'GET', path: '/guilds/{guild}/members/{user}', answers: 'GuildMemberResponse', run: showMember },
  { method: 'PUT', path: ROLE, run: (call) => changeRole(call, 'add') },
  { method: 'DELETE', path: ROLE, run: (call) => changeRole(call, 'delete') },
  {
    method: 'GET',
    path: EVENT,
    answers: eventSchema,
    run: (call) => ({ status: 200, body: [...guildOf(call).events.values()] }),
  },
  { method: 'POST', path: EVENT, answers: eventSchema, run: makeEvent },
  { method: 'DELETE', path: `${EVENT}/{event}`, run: deleteEvent },
];
