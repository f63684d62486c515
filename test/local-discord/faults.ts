import { createDeferred } from './deferred.ts';
import type { LoggedRequest } from './request-log.ts';

/** Which requests: a route (`/channels/{channel}/messages`), an exact path, or a pattern for the path. */
export type Which = { readonly method?: string; readonly route: string | RegExp };

/** What goes wrong with a request. */
export type Fault = Which & {
  /** `before`: the request does nothing. `after`: it does its work, and only the answer is wrong. */
  readonly when: 'before' | 'after';
  /** How often; once when left out. */
  readonly times?: number;
  readonly status?: number;
  readonly body?: object;
  /** Seconds, for a 429. */
  readonly retryAfter?: number;
  /** Waits so long before going on, in milliseconds; alone it only slows the request. */
  readonly delayMs?: number;
  /** Cuts the connection instead of answering. */
  readonly drop?: boolean;
  /** Never answers. */
  readonly hang?: boolean;
};

/** A fault that is set. */
export type SetFault = { readonly hits: number; remove(): void };

/** A request that is being held. */
export type Held = {
  /** The request has arrived (`after`: and has done its work), and waits. */
  readonly arrived: Promise<LoggedRequest>;
  /** Lets it go on. */
  release(): void;
};

/** What is to be done with a request at one moment of it. */
export type Interference = {
  readonly fault?: Fault;
  readonly wait?: (request: LoggedRequest) => Promise<void>;
};

/** Keeps the faults and holds of a server. */
export function createFaults() {
  const faults: { readonly fault: Fault; left: number; hits: number }[] = [];
  const holds: {
    readonly which: Which;
    readonly when: Fault['when'];
    readonly wait: Interference['wait'];
  }[] = [];

  return {
    get any() {
      return faults.length > 0 || holds.length > 0;
    },
    set(fault: Fault): SetFault {
      const entry = { fault, left: fault.times ?? 1, hits: 0 };
      faults.push(entry);
      return {
        get hits() {
          return entry.hits;
        },
        remove: () => remove(faults, entry),
      };
    },
    hold(which: Which, when: Fault['when']): Held {
      const arrived = createDeferred<LoggedRequest>();
      const released = createDeferred<undefined>();
      const entry = {
        which,
        when,
        async wait(request: LoggedRequest) {
          remove(holds, entry);
          arrived.resolve(request);
          await released.promise;
        },
      };
      holds.push(entry);
      return {
        arrived: arrived.promise,
        release() {
          remove(holds, entry);
          released.resolve(undefined);
        },
      };
    },
    /** What is set for this request at this moment. Counts it. */
    take(when: Fault['when'], request: { method: string; route: string; path: string }): Interference {
      const hold = holds.find((entry) => entry.when === when && fits(entry.which, request));
      const entry = faults.find(({ fault }) => fault.when === when && fits(fault, request));
      if (entry) {
        entry.hits += 1;
        entry.left -= 1;
        if (entry.left <= 0) remove(faults, entry);
      }
      return { ...(hold ? { wait: hold.wait } : {}), ...(entry ? { fault: entry.fault } : {}) };
    },
  };
}

function fits({ method, route }: Which, request: { method: string; route: string; path: string }): boolean {
  if (method && method !== request.method) return false;
  return typeof route === 'string'
    ? route === request.route || route === request.path
    : route.test(request.path);
}

function remove<T>(list: T[], entry: T): void {
  const index = list.indexOf(entry);
  if (index >= 0) list.splice(index, 1);
}
