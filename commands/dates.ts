import type { Choice } from '../src/discord/command.ts';
import { dateWithYear, weekdayOf } from '../src/discord/text.ts';
import { parseDates } from '../src/schedule/parse-date.ts';
import { UserError } from '../src/user-error.ts';

/** What is suggested while a date is typed: the dates it may mean, in words. */
export function dateChoices(typed: string, today: string): readonly Choice[] {
  return parseDates(typed, today).map((date) => ({
    name: `${weekdayOf(date)}, ${dateWithYear(date)}`,
    value: date,
  }));
}

/** A date as it was chosen or typed. Throws a UserError for none, or for one that may mean two. */
export function dateNamed(typed: string, today: string): string {
  const [date, ...others] = parseDates(typed, today);
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
