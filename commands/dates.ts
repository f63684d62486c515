import type { Choice } from '../src/discord/command.ts';
import { dateWithYear, weekdayOf } from '../src/discord/text.ts';
import { DAYS_AHEAD } from '../src/plan/rules.ts';
import { daysBetween } from '../src/schedule/dates.ts';
import { type Direction, parseDates } from '../src/schedule/parse-date.ts';
import { UserError } from '../src/user-error.ts';

/** What is suggested while a date is typed: the dates it may mean, in words. */
export function dateChoices(typed: string, today: string, direction?: Direction): readonly Choice[] {
  return parseDates(typed, today, direction).map((date) => ({
    name: `${weekdayOf(date)}, ${dateWithYear(date)}`,
    value: date,
  }));
}

/** A date as it was chosen or typed. Throws a UserError for none, or for one that may mean two. */
export function dateNamed(typed: string, today: string, direction?: Direction): string {
  const [date, ...others] = parseDates(typed, today, direction);
  if (date === undefined) {
    throw new UserError('I do not know that date. Write it like 18 December 2026, or 2026-12-18.');
  }
  if (others.length > 0) {
    throw new UserError(
      `That may be ${[date, ...others].map(dateWithYear).join(' or ')}. Choose one from the list that appears while you type.`,
    );
  }
  return date;
}

/** Whether somebody wrote that they want none. */
export function isNone(typed: string): boolean {
  return /^(none|no|never|off|-)$/i.test(typed.trim());
}

/** The date of somebody's exam as they typed it; `none` for no date. Throws a UserError for one past or years away. */
export function examDateNamed(typed: string, today: string): { readonly date: string | undefined } {
  if (isNone(typed)) return { date: undefined };
  const date = dateNamed(typed, today);
  const ahead = daysBetween(today, date);
  if (ahead < 0) throw new UserError('That day has passed. Write a date from today on, or none for no date.');
  if (ahead > DAYS_AHEAD.most) throw new UserError('That is more than two years away. Look at the year.');
  return { date };
}
