import type { Upload } from './files.ts';
import type { World } from './world.ts';

/** A request that reached a route. */
export type Call = {
  readonly world: World;
  readonly params: Readonly<Record<string, string>>;
  /** What stands behind the question mark. */
  readonly query: string;
  /** The JSON body, or the `payload_json` of a multipart one. */
  readonly body: unknown;
  readonly uploads: readonly Upload[];
};

/** What a route answers; no body means 204. */
export type Reply = { readonly status: number; readonly body?: unknown };

/** One route that the bot uses. */
export type Route = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** With names in braces: `/channels/{channel}/messages`. */
  readonly path: string;
  /** Interaction routes come without the bot's token and do not count against the global limit. */
  readonly open?: true;
  /** The schema of the answer, or of each part of it when it is a list. */
  readonly answers?: string | ((body: object) => string);
  readonly run: (call: Call) => Reply;
};

/** A route that fits, with what stands for the names in braces. */
export type Match = { readonly route: Route; readonly params: Readonly<Record<string, string>> };

/** Finds the route of a request; those with fewer names in braces come first, so that `@original` is no message id. */
export function createRouter(routes: readonly Route[]): (method: string, path: string) => Match | undefined {
  const table = new Map<string, { readonly route: Route; readonly parts: readonly string[] }[]>();
  const names = ({ path }: Route) => path.split('{').length;
  for (const route of [...routes].sort((a, b) => names(a) - names(b))) {
    const parts = route.path.split('/');
    const key = keyOf(route.method, parts);
    table.set(key, [...(table.get(key) ?? []), { route, parts }]);
  }
  return (method, path) => {
    const given = path.split('/');
    for (const { route, parts } of table.get(keyOf(method, given)) ?? []) {
      const params = namesIn(parts, given);
      if (params) return { route, params };
    }
    return undefined;
  };
}

function keyOf(method: string, parts: readonly string[]): string {
  return `${method} ${parts[1]} ${parts.length}`;
}

function namesIn(parts: readonly string[], given: readonly string[]): Record<string, string> | undefined {
  const params: Record<string, string> = {};
  for (const [index, part] of parts.entries()) {
    const value = given[index]!;
    if (part.startsWith('{')) params[part.slice(1, -1)] = value;
    else if (part !== value) return undefined;
  }
  return params;
}
