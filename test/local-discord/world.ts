import type {
  APIApplicationCommand,
  APIGuildScheduledEvent,
  APIMessage,
  APIModalInteractionResponseCallbackData,
  APIOverwrite,
  APIRole,
  APIUser,
  ChannelType,
} from 'discord.js';
import type { Clock } from './clock.ts';
import type { Ids } from './ids.ts';
import type { MessageList } from './message-list.ts';

/** A person or the bot. */
export type UserState = {
  readonly wire: APIUser;
  locale: string;
  dmsClosed: boolean;
  /** Private messages that are still there, oldest first. */
  readonly ephemerals: Map<string, MessageState>;
};

/** Somebody in a server. */
export type MemberState = {
  readonly user: UserState;
  readonly guild: GuildState;
  readonly roles: Set<string>;
  readonly joinedAt: string;
  nick: string | null;
};

/** A server. */
export type GuildState = {
  readonly id: string;
  name: string;
  locale: string;
  readonly ownerId: string;
  readonly roles: Map<string, APIRole>;
  readonly channels: Map<string, ChannelState>;
  readonly members: Map<string, MemberState>;
  readonly events: Map<string, APIGuildScheduledEvent>;
  readonly commands: Map<string, APIApplicationCommand>;
  /** How many commands were made today: Discord allows 200. */
  readonly commandsMade: { day: number; count: number };
};

/** What a thread has beyond a channel. */
export type ThreadState = {
  readonly ownerId: string;
  archived: boolean;
  archivedAt: string;
  locked: boolean;
  autoArchive: number;
};

/** A channel, a thread, or the direct messages with one person. */
export type ChannelState = {
  readonly id: string;
  readonly type: ChannelType;
  readonly guild: GuildState | undefined;
  readonly parent: ChannelState | undefined;
  readonly recipient: UserState | undefined;
  name: string;
  position: number;
  readonly overwrites: Map<string, APIOverwrite>;
  readonly messages: MessageList;
  readonly thread: ThreadState | undefined;
};

/** A message and what only the server knows of it. `wire` is changed in place by edits. */
export type MessageState = {
  readonly wire: APIMessage;
  readonly channel: ChannelState;
  readonly author: UserState;
  /** The only one who sees it, when it is private. */
  readonly onlyFor: UserState | undefined;
  readonly pings: Pings;
  edits: number;
  deleted: boolean;
};

/** Who was notified by a message. */
export type Pings = { everyone: boolean; roles: string[]; users: string[] };

/** A file that the server keeps and serves. */
export type StoredFile = { readonly name: string; readonly type: string; readonly bytes: Buffer };

/** What the bot did with an interaction. */
export type CallbackKind = 'message' | 'deferred' | 'deferred-update' | 'update' | 'modal' | 'choices';

/** The first answer to an interaction. */
export type Callback = {
  readonly kind: CallbackKind;
  /** Milliseconds since the interaction was sent. */
  readonly ms: number;
  readonly message?: MessageState;
  readonly modal?: APIModalInteractionResponseCallbackData;
  readonly choices?: readonly { readonly name: string; readonly value: string | number }[];
};

/** One interaction, from being sent until its token runs out. */
export type InteractionState = {
  readonly id: string;
  readonly token: string;
  /** 2 command, 3 component, 4 autocomplete, 5 modal. */
  readonly type: number;
  readonly what: string;
  readonly user: UserState;
  readonly channel: ChannelState;
  /** Real time, for the three seconds. */
  readonly sentAt: number;
  /** Time of the server's clock, for the fifteen minutes. */
  readonly madeAt: number;
  /** The message whose component was used. */
  readonly source: MessageState | undefined;
  readonly optionType: number | undefined;
  answered: CallbackKind | undefined;
  /** A fault was injected into its answer, so that a repeated one is no fault of the bot. */
  disturbed: boolean;
  original: MessageState | undefined;
  loading: boolean;
  readonly answer: (callback: Callback) => void;
};

/** What somebody who looks on is told: a message is there or changed, is gone, or the channels, roles or members changed. */
export type Change =
  | { readonly kind: 'message' | 'gone'; readonly message: MessageState }
  | { readonly kind: 'channels' };

/** What became of an event: sent to a connected bot, kept for a session that may be resumed, or lost. */
export type Delivery = 'sent' | 'kept' | 'lost';

/** Sends events to the bot. */
export type Dispatch = {
  /** To the shard of the server, or the first for none. */
  send(event: string, data: unknown, guildId?: string): Delivery;
  /** A number for the connection of that shard, another after every reconnect; undefined when there was none yet. */
  connectionOf(guildId?: string): number | undefined;
};

/** Everything the local Discord knows. */
export type World = {
  readonly clock: Clock;
  readonly ids: Ids;
  readonly token: string;
  readonly applicationId: string;
  readonly bot: UserState;
  /** `http://127.0.0.1:PORT` */
  readonly origin: string;
  readonly checks: boolean;
  /** How many interactions, requests, files and private messages are remembered; the oldest are forgotten. */
  readonly remember: number;
  readonly users: Map<string, UserState>;
  readonly guilds: Map<string, GuildState>;
  readonly channels: Map<string, ChannelState>;
  readonly directChannels: Map<string, ChannelState>;
  readonly interactions: Map<string, InteractionState>;
  readonly privateMessages: Map<string, MessageState>;
  readonly commands: Map<string, APIApplicationCommand>;
  readonly commandsMade: { day: number; count: number };
  readonly files: Map<string, StoredFile>;
  readonly nonces: Map<string, { readonly message: MessageState; readonly at: number }>;
  /** Interactions that still wait for an answer: how to stop waiting. */
  readonly waiting: Set<() => void>;
  readonly problems: string[];
  readonly refusals: string[];
  /** Those who look on, such as the page; called after each change. */
  readonly watchers: Set<(change: Change) => void>;
  readonly dispatch: Dispatch;
};

/** Tells those who look on. */
export function tellWatchers(world: World, change: Change): void {
  for (const watch of world.watchers) watch(change);
}

const NOTHING: readonly never[] = [];

/** Forgets the oldest entries of a map beyond `most`, and gives them back. */
export function trim<V>(map: Map<string, V>, most: number): readonly V[] {
  if (map.size <= most) return NOTHING;
  const forgotten: V[] = [];
  for (const [key, value] of map) {
    map.delete(key);
    forgotten.push(value);
    if (map.size <= most) break;
  }
  return forgotten;
}
