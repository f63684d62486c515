import type { APIAttachment, APIMessage } from 'discord.js';
import { illegal } from './api-error.ts';
import { componentsOnWire, embedsOnWire, type ResolveMedia } from './components-on-wire.ts';
import { storeFile, type Upload } from './files.ts';
import { timeOf } from './ids.ts';
import { pingsOf } from './pings.ts';
import { FLAG, type MessageBody } from './rules/bodies.ts';
import {
  type ChannelState,
  type MessageState,
  tellWatchers,
  trim,
  type UserState,
  type World,
} from './world.ts';

const MESSAGE = 0;
const CHAT_COMMAND_ANSWER = 20;
const REPLY = 19;

/** A message that is to be made. */
export type NewMessage = {
  readonly channel: ChannelState;
  readonly author: UserState;
  readonly body: MessageBody;
  readonly uploads: readonly Upload[];
  /** The only one who will see it. */
  readonly onlyFor?: UserState;
  /** For answers to interactions: `interaction_metadata`. */
  readonly metadata?: object;
  readonly isCommandAnswer?: boolean;
  readonly loading?: boolean;
};

/** Makes a message and puts it where it can be seen. Nothing is sent to the bot: it has no intent for messages. */
export function createMessage(world: World, made: NewMessage): MessageState {
  const { channel, author, body, uploads, onlyFor } = made;
  const id = world.ids.next();
  const ephemeral = onlyFor !== undefined;
  const attachments = attachmentsFrom(world, { channel, body, uploads, ephemeral, kept: [] });
  const pings = pingsOf(world, channel, { body, isReply: made.metadata !== undefined });
  const flags =
    ((body.flags ?? 0) & ~FLAG.ephemeral) |
    (ephemeral ? FLAG.ephemeral : 0) |
    (made.loading ? FLAG.loading : 0);
  const resolve = resolver(world, attachments);
  const wire = {
    id,
    type: made.isCommandAnswer ? CHAT_COMMAND_ANSWER : body.message_reference ? REPLY : MESSAGE,
    channel_id: channel.id,
    author: author.wire,
    content: body.content ?? '',
    timestamp: new Date(timeOf(id)).toISOString(),
    edited_timestamp: null,
    tts: body.tts ?? false,
    mention_everyone: pings.everyone,
    mentions: pings.users.map((user) => world.users.get(user)!.wire),
    mention_roles: pings.roles,
    attachments,
    embeds: embedsOnWire(body.embeds ?? [], resolve),
    components: componentsOnWire(body.components ?? [], resolve),
    pinned: false,
    flags,
    ...(body.nonce === undefined || body.nonce === null ? {} : { nonce: body.nonce }),
    ...(author === world.bot ? { application_id: world.applicationId } : {}),
    ...(made.metadata ? { interaction_metadata: made.metadata, webhook_id: world.applicationId } : {}),
  } as unknown as APIMessage;
  const message: MessageState = { wire, channel, author, onlyFor, pings, edits: 0, deleted: false };
  if (onlyFor) {
    world.privateMessages.set(id, message);
    onlyFor.ephemerals.set(id, message);
    for (const old of trim(world.privateMessages, world.remember))
      old.onlyFor?.ephemerals.delete(old.wire.id);
  } else {
    channel.messages.add(message);
  }
  tellWatchers(world, { kind: 'message', message });
  return message;
}

/** Changes what an edit names and leaves the rest. `fills` a deferral, which then no longer loads and is not edited. */
export function editMessage(
  world: World,
  message: MessageState,
  {
    body,
    uploads,
    fills = false,
  }: { readonly body: MessageBody; readonly uploads: readonly Upload[]; readonly fills?: boolean },
): void {
  const { wire } = message;
  // An edit can only change whether embeds are shown, and make the message one of Components V2.
  const given = body.flags ?? undefined;
  const settable = FLAG.suppressEmbeds | FLAG.v2;
  const flags = given === undefined ? wire.flags! : (wire.flags! & ~FLAG.suppressEmbeds) | (given & settable);
  const attachments = attachmentsFrom(world, {
    channel: message.channel,
    body,
    uploads,
    ephemeral: message.onlyFor !== undefined,
    kept: wire.attachments,
  });
  const resolve = resolver(world, attachments);
  wire.attachments = attachments;
  wire.flags = fills ? flags & ~FLAG.loading : flags;
  if (body.content !== undefined) wire.content = body.content ?? '';
  if (body.embeds !== undefined) wire.embeds = embedsOnWire(body.embeds ?? [], resolve);
  if (body.components !== undefined) wire.components = componentsOnWire(body.components ?? [], resolve);
  if (fills) Object.assign(message.pings, pingsOf(world, message.channel, { body, isReply: true }));
  else {
    message.edits += 1;
    wire.edited_timestamp = new Date(world.clock.now()).toISOString();
  }
  tellWatchers(world, { kind: 'message', message });
}

/** Takes a message away. */
export function deleteMessage(world: World, message: MessageState): void {
  message.deleted = true;
  if (message.onlyFor) {
    message.onlyFor.ephemerals.delete(message.wire.id);
    world.privateMessages.delete(message.wire.id);
  } else {
    message.channel.messages.remove(message.wire.id);
  }
  tellWatchers(world, { kind: 'gone', message });
}

/** The names of the files that come with a message, as it calls them. */
export function fileNames(body: MessageBody, uploads: readonly Upload[]): string[] {
  return uploads.map((upload) => nameOf(body, upload));
}

function nameOf(body: MessageBody, upload: Upload): string {
  return body.attachments?.find(({ id }) => String(id) === upload.id)?.filename ?? upload.name;
}

function attachmentsFrom(
  world: World,
  about: {
    readonly channel: ChannelState;
    readonly body: MessageBody;
    readonly uploads: readonly Upload[];
    readonly ephemeral: boolean;
    readonly kept: readonly APIAttachment[];
  },
): APIAttachment[] {
  const { body, uploads, kept } = about;
  if (uploads.length === 0 && !body.attachments) return [...kept];
  const listed = body.attachments?.map(({ id }) => String(id));
  for (const id of listed ?? []) {
    if (!kept.some((one) => one.id === id) && !uploads.some((upload) => upload.id === id))
      throw illegal(50146, `attachments: there is no file ${id}`);
  }
  const added = uploads.map((upload) => {
    const description = body.attachments?.find(({ id }) => String(id) === upload.id)?.description;
    const attachment = storeFile(world, { ...upload, name: nameOf(body, upload) }, about);
    return description ? { ...attachment, description } : attachment;
  });
  return [...kept.filter(({ id }) => !listed || listed.includes(id)), ...added];
}

function resolver(world: World, attachments: readonly APIAttachment[]): ResolveMedia {
  return ({ url }) => {
    const name = url.startsWith('attachment://') ? url.slice('attachment://'.length) : undefined;
    const file = attachments.find(({ filename }) => filename === name);
    const address = file?.url ?? url;
    return {
      id: file?.id ?? world.ids.next(),
      url: address,
      proxy_url: address,
      width: 0,
      height: 0,
      content_type: file?.content_type ?? 'image/png',
      ...(file ? { attachment_id: file.id } : {}),
    };
  };
}
