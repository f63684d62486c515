/** What of the environment decides how `npm start` begins. */
export type Given = {
  /** `DISCORD_TOKEN`, `NODE_ENV` and `STORE_URL` as they are set. */
  readonly token: string | undefined;
  readonly nodeEnv: string | undefined;
  readonly storeUrl: string | undefined;
  /** Whether `data/cohort.sqlite` is there. */
  readonly storeExists: boolean;
};

/** The bot itself, the try-out in the browser, or neither and why. */
export type Start =
  | { readonly kind: 'bot' }
  | { readonly kind: 'try-out' }
  | { readonly kind: 'refused'; readonly because: 'production' | 'store-url' | 'store' };

/** With a token the bot starts; without one the try-out, unless something shows that a real bot was meant. */
export function howToStart({ token, nodeEnv, storeUrl, storeExists }: Given): Start {
  if (token?.trim()) return { kind: 'bot' };
  if (nodeEnv?.trim() === 'production') return { kind: 'refused', because: 'production' };
  if (storeUrl?.trim()) return { kind: 'refused', because: 'store-url' };
  if (storeExists) return { kind: 'refused', because: 'store' };
  return { kind: 'try-out' };
}

const BECAUSE = {
  production: 'NODE_ENV is production',
  'store-url': 'STORE_URL is set',
  store: 'data/cohort.sqlite exists',
} as const;

/** Why it does not start, and how to get a token. */
export function refusalInWords({ because }: Extract<Start, { kind: 'refused' }>): string {
  return [
    'Cohort cannot start:',
    '  - DISCORD_TOKEN is missing: the bot cannot log in without it.',
    '    Make an application at https://discord.com/developers/applications, copy the token from its Bot page,',
    '    and put it into the file .env as DISCORD_TOKEN=... (see .env.example).',
    `  - Without a token Cohort can be tried out in the browser, but not here, since ${BECAUSE[because]}:`,
    '    that looks like a real bot, whose data a try-out must not touch.',
    '',
  ].join('\n');
}

/** The port that `PORT` names; 8123 when it is not set, undefined when it is none. 0 means any free one. */
export function portOf(text: string | undefined): number | undefined {
  if (!text?.trim()) return 8123;
  const port = Number(text);
  return Number.isInteger(port) && port >= 0 && port <= 65_535 ? port : undefined;
}
