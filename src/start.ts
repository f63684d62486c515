import { existsSync } from 'node:fs';
import { config as readDotenv } from 'dotenv';
import { howToStart, portOf, refusalInWords } from './try/rules.ts';

/** `npm start`: the bot, or without a token the try-out in the browser. `--dev` also reads questions again when they are saved. */
if (process.argv.includes('--dev')) process.env.NODE_ENV ??= 'development';
readDotenv({ quiet: true });

const start = howToStart({
  token: process.env.DISCORD_TOKEN,
  nodeEnv: process.env.NODE_ENV,
  storeUrl: process.env.STORE_URL,
  storeExists: existsSync('data/cohort.sqlite'),
});
const port = portOf(process.env.PORT);

function refuse(words: string): void {
  process.stderr.write(words);
  process.exitCode = 1;
}

if (start.kind === 'bot') {
  await import('./main.ts');
} else if (start.kind === 'refused') {
  refuse(refusalInWords(start));
} else if (port === undefined) {
  refuse('Cohort cannot start:\n  - PORT must be a number from 0 to 65535.\n');
} else {
  // Only here: the bot itself needs nothing of the Discord that it is tried out with.
  const { tryOut } = await import('../test/local-discord/page/try-out.ts');
  await tryOut({ port, questions: process.env.QUESTIONS_DIR?.trim() || 'questions' });
}
