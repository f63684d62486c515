import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { roomProblems } from '../discord/room.ts';
import { everyPackView } from '../every-pack-view.ts';
import { everyView } from '../every-view.ts';
import { FORMATS, isFormat } from './exchange/exchange.ts';
import { readPacks } from './load.ts';
import { counted, type Problem, stringOf } from './problem.ts';
import { snapshot } from './snapshot.ts';
import { blindSheets, compareBlind } from './verbs/blind.ts';
import { check, type ExtraCheck, type ExtraPackCheck } from './verbs/check.ts';
import { exportPack, type ImportResult, importFile } from './verbs/import.ts';
import { newQuestion } from './verbs/new.ts';
import { schemaFiles } from './verbs/schema.ts';
import { stats } from './verbs/stats.ts';
import { usageLines } from './verbs/usage.ts';

const HELP = `npm run pack -- <verb>

  check [pack…]    every problem by file and line; fails if there are errors
  stats [pack…]    questions by topic, difficulty, domain and objective; --store <url> says instead
                   what the answers in a stopped bot's store, or a copy of it, say of them
  new <topic>      a skeleton with the topic's next id; --append writes it to the file,
                   --pack <pack> says where if there are several packs
  import <file>    takes another program's questions into --pack <pack>, a new one or one that is
                   there; --topic <topic> where the file has none, --format <format> where its
                   name does not tell: gift, moodle-xml, aiken, csv, open-trivia
  export <pack>    writes a pack's questions to --out <file>, in --format <format>
  blind <topic>    two sheets into the folder --out, the options alone and the questions, for a reader
                   who does not know the key; --answers <file> compares what was answered,
                   --seed <number> gives other letters (1)
  schema           writes the JSON Schemas by which editors check the files

  --folder <dir>   where the packs are (questions)`;

/** Every message in which a question is shown has to fit Discord's room: it is refused here rather than cut there. */
const everyViewFits: ExtraCheck = (question, pack) =>
  Object.entries(everyView(snapshot(pack, question, [...question.options.keys()]))).flatMap(([name, view]) =>
    roomProblems(view).map((problem) => `${name}: ${problem}`),
  );
const EXTRA_CHECKS: readonly ExtraCheck[] = [everyViewFits];

/** The same for every message that shows what a pack brings beside its questions. */
const everyPackViewFits: ExtraPackCheck = (pack) =>
  Object.entries(everyPackView(pack)).flatMap(([name, view]) =>
    roomProblems(view).map((problem) => `${name}: ${problem}`),
  );

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
  case 'import':
    await runImport();
    break;
  case 'export':
    await runExport();
    break;
  case 'blind':
    await runBlind();
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
        format: { type: 'string' },
        topic: { type: 'string' },
        out: { type: 'string' },
        store: { type: 'string' },
        answers: { type: 'string' },
        seed: { type: 'string', default: '1' },
      },
    });
  } catch (error) {
    fail(`${error instanceof Error ? error.message : error}\n\n${HELP}`);
    process.exit();
  }
}

async function runCheck(): Promise<void> {
  const { errors, warnings, summary } = await check({
    folder,
    only: words,
    today,
    extra: EXTRA_CHECKS,
    extraPack: [everyPackViewFits],
  });
  for (const problem of warnings) say(line('warning', problem));
  for (const problem of errors) say(line('error', problem));
  for (const text of summary) say(text);
  if (errors.length > 0) fail(`The check failed: ${counted(errors.length, 'error')}.`);
}

async function runStats(): Promise<void> {
  const read = await readPacks(folder, words);
  if (!read.ok) return fail(read.problems.map((problem) => line('error', problem)).join('\n'));
  const packs = read.packs.map(({ pack }) => pack);
  if (values.store === undefined) return say(packs.flatMap(stats).join('\n'));
  try {
    say((await usageLines(values.store, packs)).join('\n'));
  } catch (error) {
    fail(stringOf(error));
  }
}

async function runNew(): Promise<void> {
  const [topic] = words;
  if (!topic) return fail('Say which topic: npm run pack -- new <topic>');
  const { append, pack } = values;
  const made = await newQuestion({ folder, topic, pack, append, today });
  if (!made.ok) return fail(made.message);
  say(append ? `Written to the end of ${made.file}` : made.text);
}

async function runImport(): Promise<void> {
  const [file] = words;
  const { pack, topic, format } = values;
  if (!file || !pack)
    return fail('Say which file and which pack: npm run pack -- import <file> --pack <pack>');
  const done = await importFile({ folder, file, pack, topic, format });
  if (!done.ok) {
    for (const problem of done.problems ?? []) say(line('error', problem));
    return fail(done.message);
  }
  for (const refused of done.refused)
    say(`${file}:${refused.line} refused: ${refused.name}: ${refused.reason}`);
  for (const { line: at, name, note } of done.notes)
    say(`${file}:${at} note: ${name === '' ? '' : `${name}: `}${note}`);
  for (const written of done.files) say(`Written: ${written}`);
  say(`${done.summary}. ${afterImport(pack, done)}`);
}

function afterImport(pack: string, { files, present, refused }: Extract<ImportResult, { ok: true }>): string {
  if (files.length > 0) return `Now: npm run pack -- check ${pack}`;
  const isAllThere = present > 0 && refused.length === 0;
  return `Nothing was written: ${isAllThere ? `${pack} has it all` : 'mend the file and import it again'}.`;
}

async function runExport(): Promise<void> {
  const [pack] = words;
  const { format, out } = values;
  if (!pack || !format || !isFormat(format) || !out)
    return fail(
      `Say which pack, in which format, and where to: npm run pack -- export <pack> --format <${Object.keys(FORMATS).join(' | ')}> --out <file>`,
    );
  const made = await exportPack({ folder, pack, format });
  if (!made.ok) return fail(made.problems.map((problem) => line('error', problem)).join('\n'));
  try {
    await writeFile(out, made.text);
  } catch (error) {
    return fail(`The file ${out} cannot be written: ${stringOf(error)}`);
  }
  for (const { id, reason } of made.left) say(`left out: ${id}: ${reason}`);
  say(`Written: ${out}`);
  if (made.losses.length > 0) say(`A file of this kind cannot hold: ${made.losses.join(', ')}.`);
}

async function runBlind(): Promise<void> {
  const [topic] = words;
  const { out, answers, pack } = values;
  const seed = Number(values.seed);
  if (!topic || (out === undefined) === (answers === undefined) || !Number.isSafeInteger(seed))
    return fail(
      'Say which topic, and where the sheets go or what was answered: npm run pack -- blind <topic> --out <folder> | --answers <file>',
    );
  const read = await readPacks(folder, pack === undefined ? [] : [pack]);
  if (!read.ok) return fail(read.problems.map((problem) => line('error', problem)).join('\n'));
  const having = read.packs
    .map((one) => one.pack)
    .filter(({ questions }) => questions.some((question) => question.topic === topic));
  const [found, other] = having;
  if (!found) return fail(`no pack has questions of the topic ${topic}`);
  if (other) return fail(`say which pack with --pack; there are: ${having.map(({ id }) => id).join(', ')}`);
  const wanted = { pack: found, topic, seed };
  if (out !== undefined) return await writeSheets(out, topic, blindSheets(wanted));
  try {
    say(compareBlind(wanted, await readFile(answers ?? '', 'utf8')).join('\n'));
  } catch (error) {
    fail(stringOf(error));
  }
}

async function writeSheets(
  out: string,
  topic: string,
  sheets: Readonly<Record<string, string>>,
): Promise<void> {
  await mkdir(out, { recursive: true });
  for (const [name, text] of Object.entries(sheets)) {
    const file = join(out, `${topic}.${name}.md`);
    await writeFile(file, text);
    say(`Written: ${file}`);
  }
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
