import { ApiError, illegal, invalidBody, missingPermissions, unknown, worldError } from '../api-error.ts';
import { channelOnWire } from '../on-wire.ts';
import { botPermissions, has, requirePermissions } from '../permissions.ts';
import type { Call, Reply, Route } from '../routing.ts';
import { schemaProblems } from '../schema.ts';
import { createThread, setArchived } from '../threads.ts';
import type { ChannelState } from '../world.ts';
import { openDirect } from '../world-parts.ts';
import { channelOf } from './lookup.ts';

const PUBLIC_THREAD = 11;
const PRIVATE_THREAD = 12;
const DAY_IN_MINUTES = 1440;

type ThreadBody = {
  readonly name: string;
  readonly auto_archive_duration?: number | null;
  readonly type?: number | null;
};

function check(call: Call, schema: string): void {
  const problems = call.world.checks ? schemaProblems(schema, call.body ?? {}) : [];
  if (problems.length > 0) throw invalidBody(problems);
}

function threadFromMessage(call: Call): Reply {
  const { world, params } = call;
  const channel = channelOf(call);
  check(call, 'CreateTextThreadWithMessageRequest');
  if (channel.thread || !channel.guild) throw illegal(50024, 'Cannot execute action on this channel type');
  requirePermissions(world, channel, ['CreatePublicThreads']);
  const message = channel.messages.get(params.message!);
  if (!message) throw unknown('Message');
  if (world.channels.has(message.wire.id))
    throw worldError(400, 160004, 'A thread has already been created for this message');
  const { name, auto_archive_duration } = call.body as ThreadBody;
  const thread = createThread(world, {
    id: message.wire.id,
    parent: channel,
    name,
    type: PUBLIC_THREAD,
    autoArchive: auto_archive_duration ?? DAY_IN_MINUTES,
  });
  message.wire.flags = (message.wire.flags ?? 0) | 32;
  return { status: 201, body: channelOnWire(thread) };
}

function threadAlone(call: Call): Reply {
  const { world } = call;
  const channel = channelOf(call);
  check(call, 'CreateTextThreadWithoutMessageRequest');
  if (channel.thread || !channel.guild) throw illegal(50024, 'Cannot execute action on this channel type');
  const { name, auto_archive_duration, type } = call.body as ThreadBody;
  const isPublic = type === PUBLIC_THREAD;
  requirePermissions(world, channel, [isPublic ? 'CreatePublicThreads' : 'CreatePrivateThreads']);
  const thread = createThread(world, {
    id: world.ids.next(),
    parent: channel,
    name,
    type: isPublic ? PUBLIC_THREAD : PRIVATE_THREAD,
    autoArchive: auto_archive_duration ?? DAY_IN_MINUTES,
  });
  return { status: 201, body: channelOnWire(thread) };
}

type ThreadChange = {
  readonly name?: string | null;
  readonly archived?: boolean | null;
  readonly locked?: boolean | null;
  readonly auto_archive_duration?: number | null;
};

function patchThread(call: Call): Reply {
  const { world } = call;
  const channel = channelOf(call);
  const { thread } = channel;
  if (!thread)
    throw new ApiError(400, 50024, { message: 'the bot changes no channels but threads', blame: 'illegal' });
  check(call, 'UpdateThreadRequestPartial');
  const change = call.body as ThreadChange;
  requirePermissions(world, channel, []);
  requireMayChange(call, channel, change);
  const opens = change.archived === false;
  if (thread.archived && !opens && Object.keys(change).some((key) => key !== 'archived' && key !== 'locked'))
    throw worldError(400, 50083, 'Thread is archived');
  if (typeof change.name === 'string') channel.name = change.name;
  if (typeof change.locked === 'boolean') thread.locked = change.locked;
  if (change.auto_archive_duration) thread.autoArchive = change.auto_archive_duration;
  if (typeof change.archived === 'boolean' && change.archived !== thread.archived)
    setArchived(world, channel, change.archived);
  else world.dispatch.send('THREAD_UPDATE', channelOnWire(channel), channel.guild!.id);
  return { status: 200, body: channelOnWire(channel) };
}

/** Who made a thread may rename, archive and open it; locking, and opening a locked one, is for managers of threads. */
function requireMayChange({ world }: Call, channel: ChannelState, change: ThreadChange): void {
  const permissions = botPermissions(world, channel);
  if (has(permissions, 'ManageThreads')) return;
  const thread = channel.thread!;
  const own = thread.ownerId === world.bot.wire.id;
  if (!own || thread.locked || typeof change.locked === 'boolean')
    throw missingPermissions(`ManageThreads in #${channel.name}`);
  if (!has(permissions, 'SendMessagesInThreads'))
    throw missingPermissions(`SendMessagesInThreads in #${channel.name}`);
}

function show(call: Call): Reply {
  const channel = channelOf(call);
  requirePermissions(call.world, channel, []);
  return { status: 200, body: channelOnWire(channel) };
}

function openDirectMessages(call: Call): Reply {
  check(call, 'CreatePrivateChannelRequest');
  const { recipient_id } = (call.body ?? {}) as { readonly recipient_id?: string };
  const user = call.world.users.get(String(recipient_id));
  if (!user || user === call.world.bot) throw illegal(50033, 'Invalid Recipient(s)');
  return { status: 200, body: channelOnWire(openDirect(call.world, user)) };
}

function schemaOf(body: object): string {
  const { type } = body as { readonly type: number };
  if (type === 1) return 'PrivateChannelResponse';
  return type >= 10 && type <= 12 ? 'ThreadResponse' : 'GuildChannelResponse';
}

/** Channels, threads and opening direct messages. */
export const channelRoutes: readonly Route[] = [
  { method: 'GET', path: '/channels/{channel}', answers: schemaOf, run: show },
  { method: 'PATCH', path: '/channels/{channel}', answers: schemaOf, run: patchThread },
  { method: 'POST', path: '/channels/{channel}/threads', answers: schemaOf, run: threadAlone },
  {
    method: 'POST',
    path: '/channels/{channel}/messages/{message}/threads',
    answers: schemaOf,
    run: threadFromMessage,
  },
  { method: 'POST', path: '/users/@me/channels', answers: schemaOf, run: openDirectMessages },
];
