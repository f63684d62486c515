import type { IncomingMessage, ServerResponse } from 'node:http';
import type { LocalDiscord, Member } from '../index.ts';
import type { Change } from '../world.ts';
import { createActs } from './acts.ts';
import type { Bundle } from './bundle.ts';
import type { Scene } from './scene.ts';
import { createSight } from './sight.ts';
import type { News, Standing } from './wire.ts';

const LARGEST_BODY = 16 * 1024 * 1024;
const STILL_THERE = 20_000;

/** Nothing is loaded from anywhere but this server, whatever a question links to. */
const HEADERS = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-store',
} as const;

/** What the page can ask for beside acting as a member, by the last word of the address. */
export type Controls = Readonly<Record<string, (body: Record<string, unknown>) => Promise<unknown>>>;

/** Serves the page and keeps everybody who has it open up to date. */
export function createPageServer(options: {
  readonly bundle: Bundle;
  readonly discord: LocalDiscord;
  readonly scene: Scene;
  readonly standing: () => Standing;
  readonly controls: Controls;
}) {
  const { bundle, discord, scene, standing, controls } = options;
  const sight = createSight(discord, scene);
  const act = createActs(discord, scene);
  const viewers = new Map<ServerResponse, Member>();

  function send(to: ServerResponse, news: News): void {
    to.write(`data: ${JSON.stringify(news)}\n\n`);
  }
  const watch = (change: Change) => {
    for (const [response, member] of viewers) {
      const viewer = sight.userOf(member);
      if (change.kind === 'channels') send(response, { kind: 'places', places: sight.places(viewer) });
      else if (sight.sees(viewer, change.message))
        send(
          response,
          change.kind === 'gone'
            ? { kind: 'gone', id: change.message.wire.id }
            : { kind: 'message', message: sight.message(change.message) },
        );
    }
  };
  discord.world.watchers.add(watch);

  function open(member: Member, response: ServerResponse): void {
    response.writeHead(200, { ...HEADERS, 'content-type': 'text/event-stream', connection: 'keep-alive' });
    viewers.set(response, member);
    send(response, { kind: 'state', state: sight.state(member, standing()) });
    const timer = setInterval(() => response.write(': still there\n\n'), STILL_THERE);
    response.on('close', () => {
      clearInterval(timer);
      viewers.delete(response);
    });
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', discord.world.origin);
    const file = bundle.get(url.pathname);
    if (request.method === 'GET' && file) {
      response.writeHead(200, { ...HEADERS, 'content-type': file.type }).end(file.body);
      return;
    }
    if (request.method === 'GET' && url.pathname === '/page/events') {
      const member = scene.people.find(({ id }) => id === url.searchParams.get('as')) ?? scene.people[0]!;
      return open(member, response);
    }
    const [, verb = ''] = /^\/page\/([a-z]+)$/.exec(url.pathname) ?? [];
    const isJson = request.headers['content-type'] === 'application/json';
    // A form of another site can send no JSON, and asking first (CORS) is never allowed here.
    if (request.method !== 'POST' || !isJson) return void response.writeHead(404, HEADERS).end();
    const body = await readJson(request);
    const control = controls[verb];
    const result = verb === 'act' ? await act(body.as, body.act) : control && (await control(body));
    const status = verb === 'act' || control ? 200 : 404;
    response.writeHead(status, { ...HEADERS, 'content-type': 'application/json' });
    response.end(JSON.stringify(result ?? null));
  }

  return {
    /** Answers requests of the page; says whether it was one. Other names for this machine are refused (DNS rebinding). */
    handle(request: IncomingMessage, response: ServerResponse): boolean {
      const { pathname } = new URL(request.url ?? '/', discord.world.origin);
      if (!bundle.has(pathname) && !pathname.startsWith('/page/')) return false;
      const { port } = new URL(discord.world.origin);
      if (![`127.0.0.1:${port}`, `localhost:${port}`].includes(request.headers.host ?? '')) {
        response.writeHead(421, HEADERS).end();
        return true;
      }
      answer(request, response).catch((error: unknown) => {
        if (!response.headersSent)
          response.writeHead(500, { ...HEADERS, 'content-type': 'application/json' });
        response.end(
          JSON.stringify({ ok: false, error: error instanceof Error ? error.message : String(error) }),
        );
      });
      return true;
    },
    /** Everything anew, as after the bot was started again. */
    refresh(): void {
      for (const [response, member] of viewers)
        send(response, { kind: 'state', state: sight.state(member, standing()) });
    },
    /** Only how it stands. */
    tellStanding(): void {
      for (const response of viewers.keys()) send(response, { kind: 'standing', standing: standing() });
    },
    close(): void {
      discord.world.watchers.delete(watch);
      for (const response of viewers.keys()) response.end();
    },
  };
}

async function readJson(request: IncomingMessage): Promise<Record<string, unknown>> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > LARGEST_BODY) throw new Error('That file is too large.');
    chunks.push(chunk);
  }
  const read: unknown = JSON.parse(Buffer.concat(chunks).toString('utf8') || '{}');
  return typeof read === 'object' && read !== null ? (read as Record<string, unknown>) : {};
}
