import { closings, crowd } from './quiz.ts';

const rows = { crowd, closings };

/** Prints a Markdown table of the rows that are named, or of all. */
for (const [name, measure] of Object.entries(rows)) {
  const wanted = process.argv.slice(2);
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  const { what, result, goal } = await measure();
  process.stdout.write(`| ${what} | ${result} | ${goal} |\n`);
}
process.exit(0);
