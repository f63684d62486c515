import { CRON_FIELDS, type CronFieldName, firesEver, wrongField } from './cron.ts';

/** The longest cron expression that is taken, in characters. */
export const LONGEST_CRON = 100;

/** Why an expression is refused: not five fields (seconds are a sixth), a field that cannot be read, or no date at all. */
export type CronRefusal =
  | { readonly ok: false; readonly reason: 'long'; readonly most: number }
  | { readonly ok: false; readonly reason: 'fields'; readonly count: number }
  | { readonly ok: false; readonly reason: 'value'; readonly field: CronFieldName; readonly text: string }
  | { readonly ok: false; readonly reason: 'never' };

const CRON_ALIASES: ReadonlyMap<string, string> = new Map([
  ['@yearly', '0 0 1 1 *'],
  ['@annually', '0 0 1 1 *'],
  ['@monthly', '0 0 1 * *'],
  ['@weekly', '0 0 * * 0'],
  ['@daily', '0 0 * * *'],
  ['@midnight', '0 0 * * *'],
  ['@hourly', '0 * * * *'],
  ['@weekdays', '0 0 * * 1-5'],
  ['@weekends', '0 0 * * 0,6'],
]);

const DAY_NAMES: readonly (readonly string[])[] = [
  ['mo', 'mon', 'monday', 'mondays'],
  ['tu', 'tue', 'tues', 'tuesday', 'tuesdays'],
  ['we', 'wed', 'weds', 'wednesday', 'wednesdays'],
  ['th', 'thu', 'thur', 'thurs', 'thursday', 'thursdays'],
  ['fr', 'fri', 'friday', 'fridays'],
  ['sa', 'sat', 'saturday', 'saturdays'],
  ['su', 'sun', 'sunday', 'sundays'],
];

const DAY_NUMBERS: ReadonlyMap<string, number> = new Map(
  DAY_NAMES.flatMap((names, at) => [
    [String(at + 1), at + 1] as const,
    ...names.map((name) => [name, at + 1] as const),
  ]),
);

const DAY_GROUPS: ReadonlyMap<string, readonly number[]> = new Map([
  ['daily', [1, 2, 3, 4, 5, 6, 7]],
  ['everyday', [1, 2, 3, 4, 5, 6, 7]],
  ['day', [1, 2, 3, 4, 5, 6, 7]],
  ['days', [1, 2, 3, 4, 5, 6, 7]],
  ['weekday', [1, 2, 3, 4, 5]],
  ['weekdays', [1, 2, 3, 4, 5]],
  ['workdays', [1, 2, 3, 4, 5]],
  ['weekend', [6, 7]],
  ['weekends', [6, 7]],
]);

const FILLERS: ReadonlySet<string> = new Set(['', 'and', 'on', 'every', 'each', 'all', 'the']);

/**
 * Reads a time of day as people type it (`9`, `9:00`, `9.30`, `2130`, `21h`, `9 pm`, `noon`) as `HH:MM`; undefined when
 * it is none.
 */
export function parseTime(text: string): string | undefined {
  const typed = text
    .normalize('NFKC')
    .trim()
    .toLowerCase()
    .replace(/^at\s+/, '');
  if (typed === 'noon' || typed === 'midday') return '12:00';
  if (typed === 'midnight') return '00:00';
  const parts = /^(\d{1,2})(?:\s*[:.h]\s*(\d{2})|(\d{2}))?\s*(?:([ap])\.?m\.?|h|uhr|o['’]clock)?$/.exec(
    typed,
  );
  if (!parts) return undefined;
  const [, hours, minutes = '00', run = minutes, half] = parts;
  const hour = hourOf(Number(hours), half);
  if (hour === undefined || Number(run) > 59) return undefined;
  return `${String(hour).padStart(2, '0')}:${run}`;
}

function hourOf(hour: number, half: string | undefined): number | undefined {
  if (half === undefined) return hour <= 23 ? hour : undefined;
  if (hour < 1 || hour > 12) return undefined;
  return (hour % 12) + (half === 'p' ? 12 : 0);
}

/**
 * Reads weekdays as people type them (`weekdays`, `Mon, Wed and Fri`, `fri-mon`, `1-5`) as sorted ISO weekdays (1 is
 * Monday); undefined when a word is not understood.
 */
export function parseDays(text: string): readonly number[] | undefined {
  const words = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/^\s*all\s*$/, 'daily')
    .replace(/\b(week|work|every)\s+(days?|ends?)\b/g, '$1$2')
    .replace(/\bworking\s+days\b/g, 'workdays')
    .replace(/\s*(?:[-–—]|\b(?:to|through|thru|till?|until)\b)\s*/g, '-')
    .split(/[\s,;&+/.]+/)
    .filter((word) => !FILLERS.has(word));
  const days = words.map(daysOf);
  if (words.length === 0 || days.includes(undefined)) return undefined;
  return [...new Set(days.flatMap((some) => some ?? []))].sort((a, b) => a - b);
}

function daysOf(word: string): readonly number[] | undefined {
  const group = DAY_GROUPS.get(word);
  if (group) return group;
  const [from, to, ...more] = word.split('-').map((name) => DAY_NUMBERS.get(name));
  if (from === undefined || more.length > 0) return undefined;
  if (!word.includes('-')) return [from];
  if (to === undefined) return undefined;
  const length = ((to - from + 7) % 7) + 1;
  return Array.from({ length }, (_, at) => ((from - 1 + at) % 7) + 1);
}

/** Reads a cron expression of five fields, or an alias such as `@daily`, which is written out. */
export function parseCron(text: string): { readonly ok: true; readonly expression: string } | CronRefusal {
  const typed = text.trim().split(/\s+/).join(' ');
  const expression = CRON_ALIASES.get(typed.toLowerCase()) ?? typed;
  if (expression.length > LONGEST_CRON) return { ok: false, reason: 'long', most: LONGEST_CRON };
  const fields = expression.split(' ').filter((field) => field !== '');
  if (fields.length !== CRON_FIELDS.length) return { ok: false, reason: 'fields', count: fields.length };
  const wrong = wrongField(fields);
  if (wrong)
    return { ok: false, reason: 'value', field: wrong, text: fields[CRON_FIELDS.indexOf(wrong)] ?? '' };
  return firesEver(expression) ? { ok: true, expression } : { ok: false, reason: 'never' };
}
