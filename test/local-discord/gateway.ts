import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import { type RawData, type WebSocket, WebSocketServer } from 'ws';
import { chunksOf } from './member-chunks.ts';
import { guildOnWire } from './on-wire.ts';
import { createSessions, type Session, shardOf } from './sessions.ts';
import type { Dispatch, World } from './world.ts';

const OP = {
  dispatch: 0,
  heartbeat: 1,
  identify: 2,
  presence: 3,
  voice: 4,
  resume: 6,
  reconnect: 7,
  members: 8,
  invalid: 9,
  hello: 10,
  ack: 11,
} as const;

const GUILDS = 1 << 0;
const PRIVILEGED = (1 << 1) | (1 << 8) | (1 << 15);
const MOST_BYTES = 4096;
const MOST_PER_MINUTE = 120;

/** What tests do to the connection. */
export type Gateway = {
  /** Cuts every connection as a broken network does; sessions can be resumed. */
  drop(): void;
  /** Asks every client to reconnect (op 7). */
  reconnect(): void;
  /** Tells every client that its session is no more (op 9, not resumable). */
  invalidate(): void;
  /** Forgets all sessions, so that the next resume is answered with op 9. */
  forgetSessions(): void;
  /** How many connections are open and identified. */
  readonly connected: number;
  /** How many identifies and resumes there were. */
  readonly identified: number;
  readonly resumed: number;
};

/** The gateway with what only the server needs of it. */
export type GatewayServer = Gateway &
  Dispatch & {
    hold(): void;
    letGo(): void;
    close(): void;
  };

type Frame = { readonly op: number; readonly d?: unknown };
type Identify = { token: string; intents: number; shard?: [number, number] };
type Resume = { token: string; session_id: string; seq: number };

/** Runs the gateway on an HTTP server. */
export function createGateway(
  world: World,
  server: Server,
  options: { readonly heartbeatMs: number },
): GatewayServer {
  const wss = new WebSocketServer({ server });
  const sessions = createSessions();
  const sockets = new Map<WebSocket, { readonly socket: Socket; session: Session | undefined }>();
  const counts = { identified: 0, resumed: 0 };
  let held = false;

  wss.on('connection', (client, request) => {
    const connection = { socket: request.socket, session: undefined as Session | undefined };
    sockets.set(client, connection);
    if (held) connection.socket.cork();
    const received: number[] = [];
    client.on('message', (data) => {
      const now = Date.now();
      while (received.length > 0 && now - received[0]! > 60_000) received.shift();
      received.push(now);
      const text = textOf(data);
      if (received.length > MOST_PER_MINUTE) refuse(client, 4008, 'more than 120 gateway events in a minute');
      else if (text.length > MOST_BYTES) refuse(client, 4002, `a gateway event of ${text.length} bytes`);
      else receive(client, JSON.parse(text) as Frame);
    });
    client.on('close', (code) => {
      const { session } = connection;
      sockets.delete(client);
      if (session?.client !== client) return;
      session.client = undefined;
      // Leaving in good order ends the session.
      if (code === 1000 || code === 1001) sessions.forget(session);
    });
    client.on('error', () => client.terminate());
    client.send(JSON.stringify({ op: OP.hello, d: { heartbeat_interval: options.heartbeatMs, _trace: [] } }));
  });

  function refuse(client: WebSocket, code: number, problem: string): void {
    world.problems.push(`gateway: ${problem}`);
    client.close(code, problem);
  }

  function receive(client: WebSocket, { op, d }: Frame): void {
    const session = sockets.get(client)?.session;
    if (op === OP.heartbeat) client.send(JSON.stringify({ op: OP.ack }));
    else if (op === OP.identify) identify(client, d as Identify);
    else if (op === OP.resume) resume(client, d as Resume);
    else if (!session) refuse(client, 4003, `op ${op} before identifying`);
    else if (op === OP.members) {
      for (const chunk of chunksOf(world, d, session.intents))
        sessions.send(session, 'GUILD_MEMBERS_CHUNK', chunk);
    } else if (op !== OP.presence && op !== OP.voice) refuse(client, 4001, `unknown op ${op}`);
  }

  function identify(client: WebSocket, { token, intents, shard = [0, 1] }: Identify): void {
    const wrong =
      token !== world.token
        ? ([4004, 'a wrong token'] as const)
        : sockets.get(client)!.session
          ? ([4005, 'identified twice'] as const)
          : (intents & PRIVILEGED) !== 0
            ? ([4014, `privileged intents (${intents})`] as const)
            : undefined;
    if (wrong) {
      refuse(client, wrong[0], wrong[1]);
      return;
    }
    counts.identified += 1;
    const session = sessions.start(client, { shard, intents });
    sockets.get(client)!.session = session;
    const guilds = [...world.guilds.values()].filter(
      ({ id, members }) => members.has(world.bot.wire.id) && shardOf(id, shard[1]) === shard[0],
    );
    sessions.send(session, 'READY', {
      v: 10,
      user: { ...world.bot.wire, verified: true, mfa_enabled: true, email: null },
      guilds: guilds.map(({ id }) => ({ id, unavailable: true })),
      session_id: session.id,
      session_type: 'normal',
      resume_gateway_url: world.origin.replace('http', 'ws'),
      shard,
      application: { id: world.applicationId, flags: 0 },
      private_channels: [],
      relationships: [],
      user_settings: {},
      presences: [],
      geo_ordered_rtc_regions: [],
    });
    if ((intents & GUILDS) === 0) return;
    for (const guild of guilds) sessions.send(session, 'GUILD_CREATE', guildOnWire(world, guild));
  }

  function resume(client: WebSocket, { token, session_id, seq }: Resume): void {
    const session = token === world.token ? sessions.find(session_id) : undefined;
    if (!session || !sessions.replay(session, client, seq)) {
      client.send(JSON.stringify({ op: OP.invalid, d: false }));
      return;
    }
    counts.resumed += 1;
    sockets.get(client)!.session = session;
    sessions.send(session, 'RESUMED', { _trace: [] });
  }

  const all = (act: (client: WebSocket) => void) => {
    for (const client of [...sockets.keys()]) act(client);
  };
  return {
    send: (event, data, guildId) => {
      const session = sessions.forGuild(guildId);
      if (!session || (event !== 'INTERACTION_CREATE' && (session.intents & GUILDS) === 0)) return 'lost';
      return sessions.send(session, event, data);
    },
    connectionOf: (guildId) => {
      const session = sessions.forGuild(guildId);
      return session?.client && session.connection;
    },
    drop: () => all((client) => client.terminate()),
    reconnect: () => all((client) => client.send(JSON.stringify({ op: OP.reconnect, d: null }))),
    invalidate: () => {
      sessions.endAll();
      all((client) => {
        sockets.get(client)!.session = undefined;
        client.send(JSON.stringify({ op: OP.invalid, d: false }));
      });
    },
    forgetSessions: () => sessions.forgetAll(),
    get connected() {
      return [...sockets.values()].filter(({ session }) => session).length;
    },
    get identified() {
      return counts.identified;
    },
    get resumed() {
      return counts.resumed;
    },
    hold() {
      held = true;
      for (const { socket } of sockets.values()) socket.cork();
    },
    letGo() {
      held = false;
      for (const { socket } of sockets.values()) socket.uncork();
    },
    close() {
      all((client) => client.terminate());
      wss.close();
    },
  };
}

function textOf(data: RawData): string {
  return Array.isArray(data) ? Buffer.concat(data).toString() : Buffer.from(data as Buffer).toString();
}
