import { z } from 'zod';

const DISCORD_API = 'https://discord.com/api';

const Environment = z.object({
  DISCORD_TOKEN: z
    .string({ error: 'is missing: the bot cannot log in without it' })
    .trim()
    .min(1, 'is empty: the bot cannot log in without it'),
  DISCORD_API_URL: z
    .url({ protocol: /^https?$/, error: 'must be an http or https address' })
    .default(DISCORD_API),
  STORE_URL: z
    .string()
    .regex(
      /^(sqlite:\/\/.+|memory:)$/,
      'must be sqlite:// followed by a file path, e.g. sqlite://data/cohort.sqlite',
    )
    .default('sqlite://data/cohort.sqlite'),
  QUESTIONS_DIR: z.string().min(1).default('questions'),
  DEV_GUILD_ID: z
    .string()
    .regex(/^\d{17,20}$/, 'must be a server id of 17 to 20 digits')
    .optional(),
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], {
      error: 'must be one of fatal, error, warn, info, debug, trace, silent',
    })
    .default('info'),
  NODE_ENV: z
    .enum(['production', 'development', 'test'], { error: 'must be production, development or test' })
    .default('production'),
});

/** The names of all variables that are read, for the check of `.env.example`. `PORT` is read by the try-out alone. */
export const VARIABLES: readonly string[] = [...Object.keys(Environment.shape), 'PORT'];

/** What the operator set. `localDiscord` is true when the API is on this machine, so that a test may move the clock. */
export type Config = {
  readonly token: string;
  readonly apiUrl: string;
  readonly storeUrl: string;
  readonly questionsDir: string;
  readonly devGuildId: string | undefined;
  readonly logLevel: string;
  readonly environment: 'production' | 'development' | 'test';
  readonly localDiscord: boolean;
};

/** A configuration, or every problem of the environment in words; never a value that might be secret. */
export type ConfigResult =
  | { readonly ok: true; readonly config: Config }
  | { readonly ok: false; readonly problems: readonly string[] };

/** Reads the environment once. An empty variable counts as not set, as a copied `.env.example` leaves them. */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): ConfigResult {
  const given = Object.fromEntries(
    Object.entries(environment).filter(([name, value]) => VARIABLES.includes(name) && value?.trim() !== ''),
  );
  const read = Environment.safeParse(given);
  if (!read.success) {
    return {
      ok: false,
      problems: read.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`),
    };
  }
  const { data } = read;
  return {
    ok: true,
    config: {
      token: data.DISCORD_TOKEN,
      apiUrl: data.DISCORD_API_URL.replace(/\/$/, ''),
      storeUrl: data.STORE_URL,
      questionsDir: data.QUESTIONS_DIR,
      devGuildId: data.DEV_GUILD_ID,
      logLevel: data.LOG_LEVEL,
      environment: data.NODE_ENV,
      localDiscord: isLoopback(data.DISCORD_API_URL),
    },
  };
}

function isLoopback(address: string): boolean {
  const { hostname } = new URL(address);
  return hostname === '127.0.0.1' || hostname === 'localhost' || hostname === '[::1]';
}
