import { CronExpressionParser } from 'cron-parser';

/** The five fields, in their order. */
export const CRON_FIELDS = ['minute', 'hour', 'dayOfMonth', 'month', 'dayOfWeek'] as const;
export type CronFieldName = (typeof CRON_FIELDS)[number];

type Cron = {
  readonly minute: number;
  readonly months: ReadonlySet<number>;
  readonly days: Days;
  readonly weekdays: Weekdays;
};
type Days = { readonly any: boolean; readonly numbers: ReadonlySet<number>; readonly last: boolean };
type Weekdays = {
  readonly any: boolean;
  readonly numbers: ReadonlySet<number>;
  readonly last: ReadonlySet<number>;
  readonly nth: number;
};

const DAY = 24 * 60 * 60 * 1000;
const MOST_REMEMBERED = 10_000;

/** The first field of an expression that cannot be read, if any. Hashes (`H`) cannot: the library draws a number for them. */
export function wrongField(fields: readonly string[]): CronFieldName | undefined {
  return CRON_FIELDS.find((_, at) => readField(fields, at) === undefined);
}

/** Whether an expression fires on any date at all: eight years hold every date that a calendar can have. */
export function firesEver(expression: string): boolean {
  for (let midnight = Date.UTC(2024, 0, 1); midnight < Date.UTC(2032, 0, 1); midnight += DAY) {
    if (cronMinute(expression, midnight) !== undefined) return true;
  }
  return false;
}

/**
 * The minute of the day at which an expression fires first on a date, given by the epoch milliseconds of its midnight in
 * UTC; undefined when it does not fire on it, or cannot be read. Where both day of month and day of week are
 * restricted, either is enough (POSIX, crontab).
 */
export function cronMinute(expression: string, midnight: number): number | undefined {
  const cron = remembered(expression);
  if (!cron) return undefined;
  const date = new Date(midnight);
  return cron.months.has(date.getUTCMonth() + 1) && isDay(cron, date) ? cron.minute : undefined;
}

function isDay({ days, weekdays }: Cron, date: Date): boolean {
  if (days.any && weekdays.any) return true;
  if (days.any) return isWeekday(weekdays, date);
  if (weekdays.any) return isDayOfMonth(days, date);
  return isDayOfMonth(days, date) || isWeekday(weekdays, date);
}

function isDayOfMonth(days: Days, date: Date): boolean {
  return days.numbers.has(date.getUTCDate()) || (days.last && daysLeft(date) === 0);
}

function isWeekday(weekdays: Weekdays, date: Date): boolean {
  const weekday = date.getUTCDay();
  if (weekdays.last.has(weekday) && daysLeft(date) < 7) return true;
  if (!weekdays.numbers.has(weekday)) return false;
  return weekdays.nth === 0 || Math.ceil(date.getUTCDate() / 7) === weekdays.nth;
}

function daysLeft(date: Date): number {
  return (
    new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate() - date.getUTCDate()
  );
}

const parsed = new Map<string, Cron | undefined>();

/** Parsing takes far longer than matching, and a tick asks for every schedule. */
function remembered(expression: string): Cron | undefined {
  if (!parsed.has(expression)) {
    if (parsed.size >= MOST_REMEMBERED) parsed.clear();
    parsed.set(expression, read(expression));
  }
  return parsed.get(expression);
}

function read(expression: string): Cron | undefined {
  const texts = expression.split(' ');
  const [minute, hour, day, month, weekday] = CRON_FIELDS.map((_, at) => readField(texts, at));
  if (!minute || !hour || !day || !month || !weekday || texts.length !== CRON_FIELDS.length) return undefined;
  return {
    minute: Math.min(...numbersOf(hour)) * 60 + Math.min(...numbersOf(minute)),
    months: new Set(numbersOf(month)),
    days: { any: day.isWildcard, numbers: new Set(numbersOf(day)), last: day.hasLastChar },
    weekdays: {
      any: weekday.isWildcard,
      numbers: new Set(numbersOf(weekday).map((number) => number % 7)),
      last: new Set(lastsOf(weekday)),
      nth: weekday.nthDay,
    },
  };
}

type Field = {
  readonly values: readonly (number | string)[];
  readonly isWildcard: boolean;
  readonly hasLastChar: boolean;
  readonly nthDay: number;
};

/** One field alone, so that a bad one can be named and a day is not measured against a month. */
function readField(texts: readonly string[], at: number): Field | undefined {
  const text = texts[at];
  if (text === undefined || isHashed(text)) return undefined;
  try {
    const { fields } = CronExpressionParser.parse(
      `0 ${CRON_FIELDS.map((_, place) => (place === at ? text : '*')).join(' ')}`,
    );
    const field = [fields.minute, fields.hour, fields.dayOfMonth, fields.month, fields.dayOfWeek][at];
    return (
      field && {
        values: field.values,
        isWildcard: field.isWildcard,
        hasLastChar: field.hasLastChar,
        nthDay: fields.dayOfWeek.nthDay,
      }
    );
  } catch {
    return undefined;
  }
}

function isHashed(text: string): boolean {
  return text.split(',').some((part) => /^h(\W|$)/i.test(part));
}

function numbersOf(field: Field): number[] {
  return field.values.map(Number).filter((value) => !Number.isNaN(value));
}

/** The weekdays of `5L`, the last Friday of the month. */
function lastsOf(field: Field): number[] {
  return field.values.flatMap((value) =>
    /^\dL$/.test(String(value)) ? [Number.parseInt(String(value), 10) % 7] : [],
  );
}
