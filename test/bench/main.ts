import { board } from './board.ts';
import { exam } from './exam.ts';
import { fanOut } from './fan-out.ts';
import { inFlight } from './in-flight.ts';
import { packs } from './packs.ts';
import { picture } from './picture.ts';
import { press } from './press.ts';
import { closings, crowd } from './quiz.ts';
import { readiness } from './readiness.ts';
import { start } from './start.ts';
import { HEAD, lineOf, machine, type Row } from './table.ts';

const measures: Readonly<Record<string, () => Promise<readonly Row[]>>> = {
  press,
  exam,
  'in-flight': inFlight,
  board,
  'fan-out': fanOut,
  start,
  packs,
  picture,
  readiness,
  crowd: async () => [await crowd()],
  closings: async () => [await closings()],
};

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !(name in measures));
if (unknown.length > 0) {
  process.stderr.write(`There is no ${unknown.join(', ')}; there is ${Object.keys(measures).join(', ')}.\n`);
  process.exit(1);
}

/** Prints a Markdown table of the measures that are named, or of all. */
process.stdout.write(`${machine()}\n\n${HEAD}\n`);
for (const [name, measure] of Object.entries(measures)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  for (const row of await measure()) process.stdout.write(`${lineOf(row)}\n`);
}
process.exit(0);
