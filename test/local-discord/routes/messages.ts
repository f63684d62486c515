import { ApiError, illegal, invalidBody, unknown, worldError } from '../api-error.ts';
import { checkMessage } from '../check.ts';
import { createMessage, deleteMessage, editMessage, fileNames } from '../messages.ts';
import { messageForBot } from '../on-wire.ts';
import { botPermissions, has, type Permission, requirePermissions } from '../permissions.ts';
import type { Call, Reply, Route } from '../routing.ts';
import type { MessageBody } from '../rules/bodies.ts';
import { type About, EMPTY, type MessageKind } from '../rules/message.ts';
import { unarchiveByPosting } from '../threads.ts';
import { type ChannelState, type MessageState, trim } from '../world.ts';
import { channelOf } from './lookup.ts';

const NONCE_LIVES = 5 * 60 * 1000;
const MOST_NONCES = 10_000;
const PAGE = 50;
/** Text, direct messages, voice, announcements, threads, stage. */
const WRITABLE: ReadonlySet<number> = new Set([0, 1, 2, 5, 10, 11, 12, 13]);

function messageOf(call: Call, channel: ChannelState): MessageState {
  const { world, params } = call;
  const message = channel.messages.get(params.message!);
  if (message) return message;
  if (world.privateMessages.has(params.message!))
    throw new ApiError(404, 10008, {
      message: 'Unknown Message',
      blame: 'illegal',
      details: ['a private message can only be reached by its token'],
    });
  throw unknown('Message');
}

function check(call: Call, kind: MessageKind, about: About): void {
  if (!call.world.checks) return;
  const problems = checkMessage(call.body ?? {}, kind, about);
  if (problems.some((problem) => problem.endsWith(EMPTY))) throw illegal(50006, EMPTY);
  if (problems.length > 0) throw invalidBody(problems);
}

function requireSending(call: Call, channel: ChannelState, body: MessageBody): void {
  const needed: Permission[] = [channel.thread ? 'SendMessagesInThreads' : 'SendMessages'];
  if (body.embeds?.length) needed.push('EmbedLinks');
  if (call.uploads.length > 0) needed.push('AttachFiles');
  if (body.message_reference) needed.push('ReadMessageHistory');
  if (body.tts) needed.push('SendTTSMessages');
  if (body.poll) needed.push('SendPolls');
  requirePermissions(call.world, channel, needed);
}

function post(call: Call): Reply {
  const { world, uploads } = call;
  const channel = channelOf(call);
  const body = (call.body ?? {}) as MessageBody;
  check(call, 'message', { files: fileNames(body, uploads) });
  if (!WRITABLE.has(channel.type)) throw illegal(50008, 'Cannot send messages in a non-text channel');
  if (channel.recipient) requireOpen(channel, call);
  requireSending(call, channel, body);
  unarchiveByPosting(world, channel);
  const nonce = body.enforce_nonce ? String(body.nonce ?? '') : '';
  const earlier = nonce ? world.nonces.get(nonce) : undefined;
  if (earlier && world.clock.now() - earlier.at < NONCE_LIVES && !earlier.message.deleted)
    return { status: 200, body: earlier.message.wire };
  const message = createMessage(world, { channel, author: world.bot, body, uploads });
  if (nonce) {
    world.nonces.set(nonce, { message, at: world.clock.now() });
    trim(world.nonces, MOST_NONCES);
  }
  return { status: 200, body: message.wire };
}

/** Somebody who has closed direct messages, or shares no server with the bot, cannot be written to. */
function requireOpen({ recipient }: ChannelState, { world }: Call): void {
  const shares = [...world.guilds.values()].some(
    ({ members }) => members.has(recipient!.wire.id) && members.has(world.bot.wire.id),
  );
  if (recipient!.dmsClosed || !shares) throw worldError(403, 50007, 'Cannot send messages to this user');
}

function patch(call: Call): Reply {
  const { world, uploads } = call;
  const channel = channelOf(call);
  const body = (call.body ?? {}) as MessageBody;
  requirePermissions(world, channel, []);
  const message = messageOf(call, channel);
  check(call, 'edit', { before: message.wire, files: fileNames(body, uploads) });
  if (message.author !== world.bot)
    throw illegal(50005, 'Cannot edit a message authored by another user', 403);
  requireNotArchived(channel);
  if (body.embeds?.length) requirePermissions(world, channel, ['EmbedLinks']);
  if (uploads.length > 0) requirePermissions(world, channel, ['AttachFiles']);
  editMessage(world, message, { body, uploads });
  return { status: 200, body: message.wire };
}

function requireNotArchived({ thread }: ChannelState): void {
  if (thread?.archived) throw worldError(400, 50083, 'Thread is archived');
}

function remove(call: Call): Reply {
  const { world } = call;
  const channel = channelOf(call);
  requirePermissions(world, channel, []);
  const message = messageOf(call, channel);
  requireNotArchived(channel);
  if (message.author !== world.bot) requirePermissions(world, channel, ['ManageMessages']);
  deleteMessage(world, message);
  return { status: 204 };
}

function show(call: Call): Reply {
  const channel = channelOf(call);
  requirePermissions(call.world, channel, ['ReadMessageHistory']);
  return { status: 200, body: messageForBot(call.world, messageOf(call, channel)) };
}

function list(call: Call): Reply {
  const { world } = call;
  const query = new URLSearchParams(call.query);
  const channel = channelOf(call);
  requirePermissions(world, channel, []);
  const limit = Number(query.get('limit') ?? PAGE);
  if (!Number.isInteger(limit) || limit < 1 || limit > 100)
    throw invalidBody([`limit: ${limit} is not in 1..100`]);
  const given = (['after', 'before', 'around'] as const).filter((key) => query.has(key));
  if (given.length > 1) throw invalidBody([`${given.join(', ')}: exclude each other`]);
  const bounds = Object.fromEntries(given.map((key) => [key, query.get(key)!]));
  for (const [key, id] of Object.entries(bounds)) {
    if (!/^\d{1,20}$/.test(id)) throw invalidBody([`${key}: "${id}" is not an id`]);
  }
  if (!has(botPermissions(world, channel), 'ReadMessageHistory')) {
    // Discord then shows nothing instead of refusing.
    world.refusals.push(
      `GET /channels/{channel}/messages: ReadMessageHistory in #${channel.name}; nothing is shown`,
    );
    return { status: 200, body: [] };
  }
  return {
    status: 200,
    body: channel.messages.page({ ...bounds, limit }).map((message) => messageForBot(world, message)),
  };
}

const ONE = '/channels/{channel}/messages/{message}';

/** Messages in channels, threads and direct messages. */
export const messageRoutes: readonly Route[] = [
  { method: 'POST', path: '/channels/{channel}/messages', answers: 'MessageResponse', run: post },
  { method: 'GET', path: '/channels/{channel}/messages', answers: 'MessageResponse', run: list },
  { method: 'GET', path: ONE, answers: 'MessageResponse', run: show },
  { method: 'PATCH', path: ONE, answers: 'MessageResponse', run: patch },
  { method: 'DELETE', path: ONE, run: remove },
];
