import { randomUUID } from 'node:crypto';
import type { WebSocket } from 'ws';
import type { Delivery } from './world.ts';

const REMEMBERED = 2000;
const OPEN = 1;

/** A gateway session: what was sent can be sent again after a lost connection. */
export type Session = {
  readonly id: string;
  readonly shard: readonly [number, number];
  readonly intents: number;
  client: WebSocket | undefined;
  /** Counts the connections, so that one can be told from the next. */
  connection: number | undefined;
  seq: number;
  /** Frames with their numbers, oldest first. */
  sent: (readonly [number, string])[];
};

/** The shard that a server belongs to. */
export function shardOf(guildId: string, shards: number): number {
  return Number((BigInt(guildId) >> 22n) % BigInt(shards));
}

/** Keeps the sessions, the newest of each shard. */
export function createSessions() {
  const byId = new Map<string, Session>();
  const byShard = new Map<number, Session>();
  let connections = 0;
  let shards = 1;

  function forget(session: Session): void {
    byId.delete(session.id);
    if (byShard.get(session.shard[0]) === session) byShard.delete(session.shard[0]);
  }

  return {
    forget,
    find: (id: string) => byId.get(id),
    /** The session that events of a server go to; those of no server go to the first shard. */
    forGuild: (guildId?: string) => byShard.get(guildId && shards > 1 ? shardOf(guildId, shards) : 0),
    start(
      client: WebSocket,
      about: { readonly shard: readonly [number, number]; readonly intents: number },
    ): Session {
      const [number, total] = about.shard;
      const before = byShard.get(number);
      if (before && !before.client) forget(before);
      shards = total;
      connections += 1;
      const session: Session = {
        id: randomUUID().replaceAll('-', ''),
        ...about,
        client,
        connection: connections,
        seq: 0,
        sent: [],
      };
      byId.set(session.id, session);
      byShard.set(number, session);
      return session;
    },
    /** Sends an event, and keeps it for a resume. */
    send(session: Session, event: string, data: unknown): Delivery {
      session.seq += 1;
      const frame = `{"op":0,"t":"${event}","s":${session.seq},"d":${JSON.stringify(data)}}`;
      session.sent.push([session.seq, frame]);
      if (session.sent.length > 2 * REMEMBERED) session.sent = session.sent.slice(-REMEMBERED);
      if (session.client?.readyState !== OPEN) return 'kept';
      session.client.send(frame);
      return 'sent';
    },
    /** Goes on with a session on a new connection; false when the events after `seq` are no longer known. */
    replay(session: Session, client: WebSocket, seq: number): boolean {
      const first = session.sent[0]?.[0] ?? 1;
      if (seq + 1 < first || seq > session.seq) return false;
      connections += 1;
      session.client = client;
      session.connection = connections;
      for (const [number, frame] of session.sent) if (number > seq) client.send(frame);
      return true;
    },
    /** No session can be resumed any more; those connected go on. */
    forgetAll() {
      byId.clear();
    },
    /** No session is left at all. */
    endAll() {
      byId.clear();
      byShard.clear();
    },
  };
}
