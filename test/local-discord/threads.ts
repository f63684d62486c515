import { worldError } from './api-error.ts';
import { timeOf } from './ids.ts';
import { createMessageList } from './message-list.ts';
import { channelOnWire } from './on-wire.ts';
import { botPermissions, has } from './permissions.ts';
import type { ChannelState, World } from './world.ts';

/** A thread that is to be made. */
export type NewThread = {
  readonly id: string;
  readonly parent: ChannelState;
  readonly name: string;
  readonly type: number;
  readonly autoArchive: number;
};

/** Makes a thread and tells the bot. */
export function createThread(world: World, { id, parent, name, type, autoArchive }: NewThread): ChannelState {
  const thread: ChannelState = {
    id,
    type,
    guild: parent.guild,
    parent,
    recipient: undefined,
    name,
    position: 0,
    overwrites: new Map(),
    messages: createMessageList(),
    thread: {
      ownerId: world.bot.wire.id,
      archived: false,
      archivedAt: new Date(timeOf(id)).toISOString(),
      locked: false,
      autoArchive,
    },
  };
  world.channels.set(id, thread);
  parent.guild!.channels.set(id, thread);
  world.dispatch.send('THREAD_CREATE', { ...channelOnWire(thread), newly_created: true }, parent.guild!.id);
  return thread;
}

/** Archives or opens a thread, and tells the bot. */
export function setArchived(world: World, channel: ChannelState, archived: boolean): void {
  const { thread, guild } = channel;
  if (!thread || thread.archived === archived) return;
  thread.archived = archived;
  thread.archivedAt = new Date(world.clock.now()).toISOString();
  world.dispatch.send('THREAD_UPDATE', channelOnWire(channel), guild!.id);
}

/** A message opens an archived thread again; a locked one takes messages only from who may manage threads. */
export function unarchiveByPosting(world: World, channel: ChannelState): void {
  const { thread } = channel;
  if (!thread) return;
  if (thread.locked && !has(botPermissions(world, channel), 'ManageThreads')) {
    throw thread.archived
      ? worldError(400, 50083, 'Thread is archived')
      : worldError(400, 160005, 'This thread is locked');
  }
  setArchived(world, channel, false);
}
