import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import type { APIApplicationCommand, APIMessage, APIOverwrite } from 'discord.js';
import { createMessageList } from '../message-list.ts';
import type { ChannelState, MessageState, ThreadState, World } from '../world.ts';

type KeptMessage = Pick<MessageState, 'wire' | 'pings' | 'edits'> & {
  readonly author: string;
  readonly onlyFor?: string | undefined;
};
type KeptThread = {
  readonly id: string;
  readonly type: number;
  readonly parent: string;
  readonly name: string;
  readonly thread: ThreadState;
};
type Kept = {
  readonly version: 1;
  readonly now: number;
  readonly threads: readonly KeptThread[];
  readonly messages: readonly KeptMessage[];
  /** The bot registers them only when they changed. */
  readonly commands: readonly APIApplicationCommand[];
  readonly files: readonly (readonly [path: string, name: string, type: string, base64: string])[];
};

/** What is kept of the local Discord between two starts: time, threads, messages and files. The bot keeps its own. */
export function saveWorld(world: World, path: string): void {
  const channels = [...world.channels.values()];
  const open = channels.flatMap(({ messages }) => messages.all);
  const kept: Kept = {
    version: 1,
    now: world.clock.now(),
    threads: channels.flatMap(({ id, type, parent, name, thread }) =>
      thread && parent ? [{ id, type, parent: parent.id, name, thread }] : [],
    ),
    messages: [...open, ...world.privateMessages.values()].map(({ wire, author, onlyFor, pings, edits }) => ({
      wire,
      pings,
      edits,
      author: author.wire.id,
      onlyFor: onlyFor?.wire.id,
    })),
    commands: [...world.commands.values()],
    files: [...world.files].map(([at, { name, type, bytes }]) => [at, name, type, bytes.toString('base64')]),
  };
  // Whole or not at all: a cut in between leaves the older one.
  writeFileSync(`${path}.new`, JSON.stringify(kept));
  renameSync(`${path}.new`, path);
}

/** Puts back what was kept, and says whether there was anything. What does not fit (somebody who is no longer there) is left out. */
export function loadWorld(world: World, path: string): boolean {
  const kept = readKept(path);
  if (!kept) return false;
  if (kept.now > world.clock.now()) world.clock.moveTo(kept.now);
  for (const thread of kept.threads) putThread(world, thread);
  for (const message of kept.messages) putMessage(world, message);
  for (const [at, name, type, base64] of kept.files)
    world.files.set(at, { name, type, bytes: Buffer.from(base64, 'base64') });
  for (const command of kept.commands) world.commands.set(command.id, command);
  return true;
}

function readKept(path: string): Kept | undefined {
  try {
    const kept = JSON.parse(readFileSync(path, 'utf8')) as Kept;
    return kept.version === 1 ? kept : undefined;
  } catch {
    return undefined;
  }
}

function putThread(world: World, { id, type, parent, name, thread }: KeptThread): void {
  const above = world.channels.get(parent);
  if (!above?.guild) return;
  const channel: ChannelState = {
    id,
    type,
    guild: above.guild,
    parent: above,
    recipient: undefined,
    name,
    position: 0,
    overwrites: new Map<string, APIOverwrite>(),
    messages: createMessageList(),
    thread,
  };
  world.channels.set(id, channel);
  above.guild.channels.set(id, channel);
}

function putMessage(world: World, { wire, author, onlyFor, pings, edits }: KeptMessage): void {
  const channel = world.channels.get(wire.channel_id);
  const writer = world.users.get(author);
  const reader = onlyFor === undefined ? undefined : world.users.get(onlyFor);
  if (!channel || !writer || (onlyFor !== undefined && !reader)) return;
  const moved = JSON.parse(JSON.stringify(wire).replace(/http:\/\/127\.0\.0\.1:\d+/g, world.origin));
  const state: MessageState = {
    wire: moved as APIMessage,
    channel,
    author: writer,
    onlyFor: reader,
    pings,
    edits,
    deleted: false,
  };
  if (!reader) {
    channel.messages.add(state);
    return;
  }
  world.privateMessages.set(wire.id, state);
  reader.ephemerals.set(wire.id, state);
}
