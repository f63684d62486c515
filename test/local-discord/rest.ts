import type { IncomingMessage, ServerResponse } from 'node:http';
import { ApiError, errorBody } from './api-error.ts';
import type { createFaults, Interference } from './faults.ts';
import type { createRateLimits } from './rate-limits.ts';
import { readBody } from './request-body.ts';
import type { LoggedRequest } from './request-log.ts';
import { createRouter, type Match, type Reply, type Route } from './routing.ts';
import { schemaProblems } from './schema.ts';
import type { World } from './world.ts';

const PREFIX = '/api/v10';
/** How long it may take until a killed process is known to be gone, in milliseconds. */
const GOODBYE = 10;

/** What answers the requests of the bot. */
export type RestOptions = {
  readonly world: World;
  readonly routes: readonly Route[];
  readonly faults: ReturnType<typeof createFaults>;
  readonly limits: ReturnType<typeof createRateLimits>;
  readonly requests: LoggedRequest[];
};

/** Answers a request: looks for faults, checks token and limits, runs the route, checks the answer. */
export function createRest({ world, routes, faults, limits, requests }: RestOptions) {
  const find = createRouter(routes);
  const log = (request: LoggedRequest) => {
    requests.push(request);
    if (requests.length > 2 * world.remember) requests.splice(0, requests.length - world.remember);
    return request;
  };

  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const method = request.method ?? 'GET';
    const [address = '', query = ''] = (request.url ?? '').split('?', 2);
    if (!address.startsWith('/api')) return serveFile(world, address, response);
    const path = decodeURIComponent(address.slice(PREFIX.length));
    const match = address.startsWith(PREFIX) ? find(method, path) : undefined;
    const route = match?.route.path ?? path;
    const read = await readBody(request).catch((thrown: unknown) => ({
      body: undefined,
      uploads: [],
      thrown,
    }));
    if (!read) return;
    const { body, uploads } = read;
    const entry = log({
      method,
      route,
      path,
      query,
      body,
      files: uploads.map(({ name }) => name),
      at: world.clock.now(),
      status: 0,
    });
    let headers: Readonly<Record<string, string>> = {};
    response.sendDate = false;

    function answer({ status, body: answered }: Reply): void {
      entry.status = status;
      if (answered === undefined) return void response.writeHead(status, headers).end();
      response.writeHead(status, { ...headers, 'content-type': 'application/json' });
      response.end(JSON.stringify(answered));
    }
    function refuse(thrown: unknown): Reply {
      if (!(thrown instanceof ApiError)) {
        world.problems.push(
          `the local Discord failed at ${method} ${route}: ${String((thrown as Error).stack)}`,
        );
        return { status: 500, body: { message: '500: Internal Server Error', code: 0 } };
      }
      entry.code = thrown.code;
      const line = `${method} ${route}: ${[thrown.message, ...thrown.details].join('; ')} (${thrown.status}, code ${thrown.code})`;
      if (thrown.blame === 'illegal') world.problems.push(line);
      if (thrown.blame === 'refused') world.refusals.push(line);
      return { status: thrown.status, body: errorBody(thrown) };
    }
    /** Whether a fault has taken the request over. */
    async function interfere(when: 'before' | 'after'): Promise<boolean> {
      if (!faults.any) return false;
      const { fault, wait }: Interference = faults.take(when, { method, route, path });
      if (fault || wait) disturb(world, match);
      if (wait) {
        await wait(entry);
        await new Promise((resolve) => setTimeout(resolve, GOODBYE));
      }
      // A bot that was killed while its request was held never made it.
      if (request.socket.destroyed || !request.socket.writable) return true;
      if (!fault) return false;
      if (fault.delayMs) await new Promise((resolve) => setTimeout(resolve, fault.delayMs).unref());
      if (fault.hang) return true;
      if (fault.drop) {
        request.socket.destroy();
        return true;
      }
      if (fault.status === undefined) return false;
      if (fault.retryAfter !== undefined)
        headers = { 'retry-after': String(fault.retryAfter), 'x-ratelimit-scope': 'shared' };
      const limited = {
        message: 'You are being rate limited.',
        retry_after: fault.retryAfter,
        global: false,
      };
      const usual = fault.retryAfter === undefined ? { message: `${fault.status}: fault`, code: 0 } : limited;
      answer({ status: fault.status, body: fault.body ?? usual });
      return true;
    }

    if (!match) {
      world.problems.push(
        `${method} ${path}: the bot uses no such route; add it to the local Discord if it should`,
      );
      return answer({ status: 404, body: { message: '404: Not Found', code: 0 } });
    }
    if (!match.route.open && request.headers.authorization !== `Bot ${world.token}`) {
      if (!request.headers.authorization) world.problems.push(`${method} ${route}: without the bot's token`);
      return answer({ status: 401, body: { message: '401: Unauthorized', code: 0 } });
    }
    const verdict = limits(method, match);
    headers = verdict.headers;
    if (verdict.retryAfter !== undefined) {
      const limited = { message: 'You are being rate limited.', retry_after: verdict.retryAfter };
      return answer({ status: 429, body: { ...limited, global: verdict.global ?? false } });
    }
    if (await interfere('before')) return;
    let reply: Reply;
    try {
      if ('thrown' in read) throw read.thrown;
      reply = match.route.run({
        world,
        params: match.params,
        query,
        body,
        uploads,
      });
      if (world.checks) checkAnswer(world, match, reply);
    } catch (thrown) {
      reply = refuse(thrown);
    }
    if (await interfere('after')) return;
    answer(reply);
  };
}

function checkAnswer(world: World, { route: { path, answers } }: Match, { body }: Reply): void {
  if (!answers || body === undefined) return;
  for (const part of Array.isArray(body) ? (body as object[]) : [body as object]) {
    const name = typeof answers === 'string' ? answers : answers(part);
    for (const problem of schemaProblems(name, part))
      world.problems.push(`the local Discord answers ${path} wrongly: ${problem}`);
  }
}

function disturb(world: World, match: Match | undefined): void {
  const interaction = world.interactions.get(match?.params.token ?? '');
  if (interaction) interaction.disturbed = true;
}

function serveFile(world: World, address: string, response: ServerResponse): void {
  const file = world.files.get(address);
  if (!file) return void response.writeHead(404).end();
  response.writeHead(200, { 'content-type': file.type, 'content-length': file.bytes.length }).end(file.bytes);
}
