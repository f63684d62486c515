import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createClock } from './clock.ts';
import { Guild, type GuildOptions } from './driver/guild.ts';
import { waitFor } from './driver/wait-for.ts';
import { createFaults, type Fault, type Held, type SetFault, type Which } from './faults.ts';
import { createGateway, type Gateway } from './gateway.ts';
import { createIds } from './ids.ts';
import { createRateLimits, type Limits } from './rate-limits.ts';
import type { LoggedRequest } from './request-log.ts';
import { createRest } from './rest.ts';
import { callbackRoute } from './routes/callbacks.ts';
import { channelRoutes } from './routes/channels.ts';
import { commandRoutes } from './routes/commands.ts';
import { guildRoutes } from './routes/guilds.ts';
import { messageRoutes } from './routes/messages.ts';
import { type GatewayInfo, ownRoutes } from './routes/own.ts';
import { webhookRoutes } from './routes/webhooks.ts';
import { warmSchemas } from './schema.ts';
import { OFTEN } from './schema-names.ts';
import { tellWatchers, type World } from './world.ts';
import { createUser } from './world-parts.ts';

export type { Answer, Modal } from './driver/answer.ts';
export type { Guild } from './driver/guild.ts';
export type { Member } from './driver/member.ts';
export type { Message } from './driver/message.ts';
export type { Room } from './driver/room.ts';
export { BOT_PERMISSIONS, EVERYONE, type Permission } from './permissions.ts';

const BACKLOG = 4096;

/** How a local Discord is started. */
export type Options = {
  /** What time it is there; the clock goes on from it. Real time when left out. */
  readonly now?: Date | number;
  /** How many shards `/gateway/bot` recommends; 1 when left out. */
  readonly shards?: number;
  /** Rate limits; generous when left out, `'discord'` for what is observed of the real one. */
  readonly limits?: Limits;
  /** Whether bodies and answers are checked; true when left out. A benchmark turns it off. */
  readonly checks?: boolean;
  /** Any free port when left out. */
  readonly port?: number;
  /** How many requests, interactions and private messages are remembered; all when left out. */
  readonly remember?: number;
  /** When its servers and people were made, so that they have the same ids at every start; a year ago when left out. */
  readonly bornAt?: number;
  /** Answers requests that are neither for the API nor for a file, such as those of the page; says whether it did. */
  readonly others?: (request: IncomingMessage, response: ServerResponse) => boolean;
  /** How often the bot's heart beats, in milliseconds; 41,250 when left out, as with the real one. */
  readonly heartbeatMs?: number;
  /** How many shards may identify at once; 16 when left out, so that tests do not wait five seconds for each. */
  readonly maxConcurrency?: number;
};

/** A Discord on this machine: what a test does with it. */
export type LocalDiscord = Awaited<ReturnType<typeof startLocalDiscord>>;

/** Starts a Discord on this machine. */
export async function startLocalDiscord(options: Options = {}) {
  const clock = createClock(Number(options.now ?? Date.now()));
  const ids = createIds(clock, options.bornAt);
  const requests: LoggedRequest[] = [];
  const faults = createFaults();
  const info: GatewayInfo = {
    shards: options.shards ?? 1,
    maxConcurrency: options.maxConcurrency ?? 16,
    sessions: 1000,
  };
  const checks = options.checks ?? true;

  const server = createServer({ keepAliveTimeout: 60_000 });
  // Node's own backlog of 511 lets thousands of connections at once wait for a second and more before they are tried again.
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port: options.port ?? 0, host: '127.0.0.1', backlog: BACKLOG }, resolve);
  });
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  const bot = createUser(ids.old(), 'Cohort', { bot: true });
  const botId = bot.wire.id;
  const world: World = {
    clock,
    ids,
    token: `${Buffer.from(botId).toString('base64url')}.local.discord`,
    applicationId: botId,
    bot,
    origin,
    checks,
    remember: options.remember ?? Number.POSITIVE_INFINITY,
    users: new Map([[botId, bot]]),
    guilds: new Map(),
    channels: new Map(),
    directChannels: new Map(),
    interactions: new Map(),
    privateMessages: new Map(),
    commands: new Map(),
    commandsMade: { day: 0, count: 0 },
    files: new Map(),
    nonces: new Map(),
    waiting: new Set(),
    watchers: new Set(),
    problems: [],
    refusals: [],
    dispatch: {
      send(event, data, guildId) {
        if (event !== 'INTERACTION_CREATE') tellWatchers(world, { kind: 'channels' });
        return gateway.send(event, data, guildId);
      },
      connectionOf: (guildId) => gateway.connectionOf(guildId),
    },
  };
  const gateway = createGateway(world, server, { heartbeatMs: options.heartbeatMs ?? 41_250 });
  const routes = [
    callbackRoute,
    ...webhookRoutes,
    ...messageRoutes,
    ...channelRoutes,
    ...commandRoutes,
    ...guildRoutes,
    ...ownRoutes(info, gateway),
  ];
  const rest = createRest({ world, routes, faults, limits: createRateLimits(options.limits), requests });
  server.on('request', (request, response) => {
    if (!request.url?.startsWith('/api') && options.others?.(request, response)) return;
    rest(request, response).catch((error: unknown) => {
      world.problems.push(`the local Discord failed: ${String(error)}`);
      request.socket.destroy();
    });
  });

  // Right after what the test does now, which is to start the bot: compiling costs a second that the bot needs as well.
  if (checks) setImmediate(() => warmSchemas(OFTEN));

  return {
    /** Everything it knows, for those who look deeper than members do. */
    world,
    /** What the bot gets as `DISCORD_API_URL`. */
    api: `${origin}/api`,
    token: world.token,
    applicationId: world.applicationId,
    botUser: { id: botId, name: bot.wire.username },
    /** Every broken rule, in words. */
    problems: world.problems,
    /** Every request that was refused for a missing permission, and every mention that notified nobody for it. */
    refusals: world.refusals,
    /** Every request of the bot, oldest first. */
    requests,
    /** What `/gateway/bot` says; may be changed before the bot connects. */
    info,
    gateway: gateway satisfies Gateway as Gateway,
    /** The names of the commands that are registered everywhere. */
    get commands(): readonly string[] {
      return [...world.commands.values()].map(({ name }) => name);
    },
    /** Epoch milliseconds of this Discord's clock. */
    now: () => clock.now(),
    moveTo: (epochMs: number) => clock.moveTo(epochMs),
    moveBy: (ms: number) => clock.moveTo(clock.now() + ms),
    addGuild: (about?: GuildOptions) => new Guild(world, about),
    fault: (fault: Fault): SetFault => faults.set(fault),
    /** Holds the next such request: before it does anything, or after it has done its work. */
    hold: (which: Which, when: Fault['when'] = 'before'): Held => faults.hold(which, when),
    /** Everything that is sent to the bot until the first real wait in `act` goes out in one write: the same instant. */
    async together<T>(act: () => Promise<T>): Promise<T> {
      gateway.hold();
      const result = act();
      await new Promise((resolve) => setImmediate(resolve));
      gateway.letGo();
      return result;
    },
    /** Requests to a route, e.g. `requestsTo('POST', '/channels/{channel}/messages')`. */
    requestsTo: (method: string, route: string): readonly LoggedRequest[] =>
      requests.filter((request) => request.method === method && request.route === route),
    waitFor,
    /** Throws with all problems when a rule was broken. */
    assertClean(): void {
      if (world.problems.length > 0)
        throw new Error(
          `${world.problems.length} broken rules:\n${world.problems.map((line) => `  - ${line}`).join('\n')}`,
        );
    },
    /** Forgets the problems that a test brought about on purpose, and says how many they were. */
    forgive(pattern: RegExp): number {
      const kept = world.problems.filter((problem) => !pattern.test(problem));
      const forgiven = world.problems.length - kept.length;
      world.problems.splice(0, world.problems.length, ...kept);
      return forgiven;
    },
    async close(): Promise<void> {
      for (const stopWaiting of [...world.waiting]) stopWaiting();
      gateway.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
