import { DiscordAPIError, HTTPError } from 'discord.js';

/** Why Discord did not do what was asked: what was addressed is gone, a permission is missing, or it may work later. */
export type Failure = 'gone' | 'forbidden' | 'passing';

const GONE = new Set<number | string>([10003, 10004, 10008]);
/** Direct messages opened too fast: it comes as a 403 and passes by itself. */
const PASSING = new Set<number | string>([40003]);
const FORBIDDEN = new Set<number | string>([50001, 50013, 50083, 40333]);

/** Sorts an error of a request; undefined when it is a bug of ours (a refused body, say) and should be thrown on. */
export function failureOf(error: unknown): Failure | undefined {
  if (error instanceof DiscordAPIError) {
    if (PASSING.has(error.code)) return 'passing';
    if (GONE.has(error.code)) return 'gone';
    if (FORBIDDEN.has(error.code) || error.status === 403) return 'forbidden';
    return error.status >= 500 || error.status === 429 ? 'passing' : undefined;
  }
  if (error instanceof HTTPError) return 'passing';
  return isNetworkError(error) ? 'passing' : undefined;
}

function isNetworkError(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error.name === 'AbortError' || error.name === 'TimeoutError') return true;
  return 'code' in error && typeof error.code === 'string' && /^(E[A-Z]+|UND_ERR_[A-Z_]+)$/.test(error.code);
}
