import type { PackQuestion } from './schema.ts';

/**
 * What is probably wrong with a question and worth a look, but may be meant: warnings of the pack tool. `today` is a date
 * such as `2026-11-22`.
 */
export function hints(question: PackQuestion, today: string): readonly string[] {
  const { checked, options } = question;
  const found: string[] = [];
  if (checked !== undefined && checked > today) found.push(`\`checked\` is in the future: ${checked}`);
  const numbers = options.map(({ text }) => numberIn(text));
  const numeric = numbers.every((number) => number !== undefined);
  const ascending = numbers.every(
    (number, place) => place === 0 || (numbers[place - 1] ?? 0) < (number ?? 0),
  );
  if (numeric && !(question['keep-order'] && ascending))
    found.push('the options are numbers: put them in ascending order and write `keep-order: true`');
  if (!question['keep-order'] && options.some(({ why }) => /\boption [A-E1-5]\b/i.test(why)))
    found.push('a `why` names an option by its letter or number, but options are shuffled when shown');
  return found;
}

/** The number that an option is, with a unit or a percent sign at most. */
function numberIn(text: string): number | undefined {
  const number = /^`?(-?\d[\d,]*(?:\.\d+)?)\s?%?`?$/.exec(text)?.[1];
  return number === undefined ? undefined : Number(number.replaceAll(',', ''));
}
