import { escapeMarkdown } from 'discord.js';
import { cut, LIMITS } from './limits.ts';

/** A member's or channel's own words as plain text: no Markdown, mention, link or line break survives. */
export function plain(words: string): string {
  const oneLine = words.replace(/\s+/g, ' ').trim();
  const escaped = escapeMarkdown(oneLine, {
    heading: true,
    bulletedList: true,
    numberedList: true,
    maskedLink: true,
  });
  // A backslash before < and @ keeps mentions, timestamps and custom emojis from being made out of a name,
  // and one before a colon keeps addresses from becoming links.
  return escaped.replace(/[<@]/g, '\\$&').replace(/:\/\//g, ':\\//');
}

/** Somebody's own words as plain text in so much room at most, with what keeps them plain. */
export function plainIn(words: string, most: number): string {
  let room = Math.min(words.length, most);
  while (room > 1 && plain(cut(words, room)).length > most) room--;
  return plain(cut(words, room));
}

/** A name as it is shown in lists: plain, and no longer than a phone's line. */
export function shownName(name: string): string {
  return plain(cut(name, LIMITS.name)) || 'somebody';
}

/** `1 point`, `2 points`; the plural is given where it is not the word and an s. */
export function count(amount: number, one: string, many = `${one}s`): string {
  return `${amount.toLocaleString('en-US')} ${amount === 1 ? one : many}`;
}

/** `1st`, `2nd`, `3rd`, `11th`. */
export function ordinal(place: number): string {
  const suffixes: Readonly<Record<string, string>> = { one: 'st', two: 'nd', few: 'rd' };
  return `${place}${suffixes[new Intl.PluralRules('en', { type: 'ordinal' }).select(place)] ?? 'th'}`;
}

/** What "more time" in quizzes means. "Half as much again" is easily read as half as much. */
export const MORE_TIME = '50 % more time (60 seconds become 90)';

/** `A`, `B and C`, `A, B and C`. */
export function listed(items: readonly string[]): string {
  return new Intl.ListFormat('en-GB', { type: 'conjunction' }).format(items);
}

/** A moment in the reader's own zone: `f` date and time, `F` with the weekday, `t` time, `T` time with seconds, `D` date, `R` relative. */
export function moment(at: number, style: 'f' | 'F' | 't' | 'T' | 'D' | 'R' = 'f'): string {
  return `<t:${Math.floor(at / 1000)}:${style}>`;
}

const LONG_DATE = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', timeZone: 'UTC' });
const SHORT_DATE = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  timeZone: 'UTC',
});
const DAY_AND_MONTH = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' });
const WEEKDAY = new Intl.DateTimeFormat('en-GB', { weekday: 'long', timeZone: 'UTC' });

/** A local date such as 2026-11-12 in words: `Thursday, 12 November`, with its year where `today` is in another. */
export function dateInWords(date: string, today = date): string {
  const year = date.slice(0, 4) === today.slice(0, 4) ? '' : ` ${date.slice(0, 4)}`;
  return `${weekdayOf(date)}, ${LONG_DATE.format(noon(date))}${year}`;
}

/** A local date with its year: `12 Nov 2026`. */
export function dateWithYear(date: string): string {
  return SHORT_DATE.format(noon(date));
}

/** A local date without its year, as short as can be: `12 Nov`. */
export function dateInShort(date: string): string {
  return DAY_AND_MONTH.format(noon(date));
}

/** The weekday of a local date. */
export function weekdayOf(date: string): string {
  return WEEKDAY.format(noon(date));
}

function noon(date: string): Date {
  return new Date(`${date}T12:00:00Z`);
}

/** An address that opens a message or thread of a server. */
export function linkTo(guild: string, channel: string, message?: string): string {
  return `https://discord.com/channels/${guild}/${channel}${message ? `/${message}` : ''}`;
}
