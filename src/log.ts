import { type Logger, pino } from 'pino';
import type { Config } from './config.ts';

/**
 * Structured logs. Errors are cut to what says what happened: the requests of discord.js carry interaction tokens
 * in their addresses. The bot's own token is taken out wherever it might stand.
 */
export function createLog(config: Config): Logger {
  return pino({
    level: config.logLevel,
    serializers: { err: (error: unknown) => describe(error, config.token) },
  });
}

function describe(error: unknown, token: string): object {
  if (!(error instanceof Error)) return { message: String(error).replaceAll(token, '[token]') };
  const cause = error.cause === undefined ? {} : { cause: describe(error.cause, token) };
  return {
    type: error.name,
    message: error.message.replaceAll(token, '[token]'),
    ...('code' in error ? { code: error.code } : {}),
    ...('status' in error ? { status: error.status } : {}),
    stack: error.stack?.replaceAll(token, '[token]'),
    ...cause,
  };
}
