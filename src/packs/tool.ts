import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { roomProblems } from '../discord/room.ts';
import { everyView } from '../every-view.ts';
import { readPacks } from './load.ts';
import { counted, type Problem } from './problem.ts';
import { snapshot } from './snapshot.ts';
import { check, type ExtraCheck } from './verbs/check.ts';
import { newQuestion } from './verbs/new.ts';
import { schemaFiles } from './verbs/schema.ts';
import { stats } from './verbs/stats.ts';

const HELP = `npm run pack -- <verb>

  check [pack…]    every problem by file and line; fails if there are errors
  stats [pack…]    questions by topic, difficulty, domain and objective
  new <topic>      a skeleton with the topic's next id; --append writes it to the file,
                   --pack <pack> says where if there are several packs
  schema           writes the JSON Schemas by which editors check the files

  --folder <dir>   where the packs are (questions)`;

/** Every message in which a question is shown has to fit Discord's room: it is refused here rather than cut there. */
const everyViewFits: ExtraCheck = (question, pack) =>
  Object.entries(everyView(snapshot(pack, question, [...question.options.keys()]))).flatMap(([name, view]) =>
    roomProblems(view).map((problem) => `${name}: ${problem}`),
  );
const EXTRA_CHECKS: readonly ExtraCheck[] = [everyViewFits];

const { positionals, values } = argumentsOrExit();
const [verb, ...words] = positionals;
const { folder } = values;
const today = new Date().toISOString().slice(0, 10);

switch (verb) {
  case 'check':
    await runCheck();
    break;
  case 'stats':
    await runStats();
    break;
  case 'new':
    await runNew();
    break;
  case 'schema':
    await runSchema();
    break;
  default:
    fail(HELP);
}

function argumentsOrExit() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        folder: { type: 'string', default: 'questions' },
        pack: { type: 'string' },
        append: { type: 'boolean', default: false },
      },
    });
  } catch (error) {
    fail(`${error instanceof Error ? error.message : error}\n\n${HELP}`);
    process.exit();
  }
}

async function runCheck(): Promise<void> {
  const { errors, warnings, summary } = await check({ folder, only: words, today, extra: EXTRA_CHECKS });
  for (const problem of warnings) say(line('warning', problem));
  for (const problem of errors) say(line('error', problem));
  for (const text of summary) say(text);
  if (errors.length > 0) fail(`The check failed: ${counted(errors.length, 'error')}.`);
}

async function runStats(): Promise<void> {
  const read = await readPacks(folder, words);
  if (!read.ok) return fail(read.problems.map((problem) => line('error', problem)).join('\n'));
  for (const { pack } of read.packs) say(stats(pack).join('\n'));
}

async function runNew(): Promise<void> {
  const [topic] = words;
  if (!topic) return fail('Say which topic: npm run pack -- new <topic>');
  const { append, pack } = values;
  const made = await newQuestion({ folder, topic, pack, append, today });
  if (!made.ok) return fail(made.message);
  say(append ? `Written to the end of ${made.file}` : made.text);
}

async function runSchema(): Promise<void> {
  for (const [name, text] of Object.entries(schemaFiles())) {
    await writeFile(join(folder, name), text);
    say(`Written: ${join(folder, name)}`);
  }
}

function line(kind: 'error' | 'warning', { file, line, message }: Problem): string {
  return `${file}:${line} ${kind}: ${message}`;
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

function fail(text: string): void {
  process.stderr.write(`${text}\n`);
  process.exitCode = 1;
}
