import { createHash } from 'node:crypto';
import type { Match } from './routing.ts';

/** So many requests in so many milliseconds. */
export type Limit = { readonly count: number; readonly ms: number };

/** Limits of the server; generous when left out. `'discord'` stands for what is observed of the real one. */
export type Limits =
  | 'discord'
  | {
      /** Requests with the bot's token, all together. */
      readonly global?: Limit;
      /** By method and route: `POST /channels/{channel}/messages`. Counted for each channel, server or token. */
      readonly routes?: Readonly<Record<string, Limit>>;
    };

const GENEROUS: Limit = { count: 100_000, ms: 1000 };

const OBSERVED = {
  global: { count: 50, ms: 1000 },
  routes: {
    'POST /channels/{channel}/messages': { count: 5, ms: 5000 },
    'PATCH /channels/{channel}/messages/{message}': { count: 5, ms: 5000 },
    'POST /webhooks/{webhook}/{token}': { count: 5, ms: 2000 },
  },
} as const;

/** Whether a request may go on, and what its headers say. */
export type Verdict = {
  readonly headers: Readonly<Record<string, string>>;
  /** Seconds to wait, when it may not. */
  readonly retryAfter?: number;
  readonly global?: boolean;
};

type Window = { start: number; used: number };

/** Counts requests in real time, as fixed windows. */
export function createRateLimits(limits: Limits = {}) {
  const { global = GENEROUS, routes = {} } = limits === 'discord' ? OBSERVED : limits;
  const windows = new Map<string, Window>();
  const hashes = new Map<string, string>();
  const everything: Window = { start: 0, used: 0 };

  function hashOf(name: string): string {
    let hash = hashes.get(name);
    if (!hash) {
      hash = createHash('md5').update(name).digest('hex');
      hashes.set(name, hash);
    }
    return hash;
  }

  return (method: string, { route, params }: Match): Verdict => {
    const now = Date.now();
    if (!route.open && !take(everything, global, now)) {
      const retryAfter = (everything.start + global.ms - now) / 1000;
      return { retryAfter, global: true, headers: refusal(retryAfter, 'global') };
    }
    const name = `${method} ${route.path}`;
    if (route.path === '/interactions/{interaction}/{token}/callback') return { headers: {} };
    const limit = (routes as Readonly<Record<string, Limit>>)[name] ?? GENEROUS;
    const major = params.token ?? params.channel ?? params.guild ?? '';
    const key = `${name} ${major}`;
    let window = windows.get(key);
    if (!window) {
      if (windows.size > 10_000) windows.clear();
      window = { start: 0, used: 0 };
      windows.set(key, window);
    }
    const free = take(window, limit, now);
    const resetAfter = (window.start + limit.ms - now) / 1000;
    const headers = {
      'x-ratelimit-limit': String(limit.count),
      'x-ratelimit-remaining': String(limit.count - window.used),
      'x-ratelimit-reset': ((window.start + limit.ms) / 1000).toFixed(3),
      'x-ratelimit-reset-after': resetAfter.toFixed(3),
      'x-ratelimit-bucket': hashOf(name),
    };
    return free
      ? { headers }
      : { retryAfter: resetAfter, headers: { ...headers, ...refusal(resetAfter, 'user') } };
  };
}

function take(window: Window, { count, ms }: Limit, now: number): boolean {
  if (now - window.start >= ms) {
    window.start = now;
    window.used = 0;
  }
  if (window.used >= count) return false;
  window.used += 1;
  return true;
}

function refusal(seconds: number, scope: 'user' | 'global'): Record<string, string> {
  return {
    'retry-after': String(Math.ceil(seconds)),
    'x-ratelimit-scope': scope,
    ...(scope === 'global' ? { 'x-ratelimit-global': 'true' } : {}),
  };
}
