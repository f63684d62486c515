import { en } from 'chrono-node';

/** Words by which a date is told from today on, with no day of a month. */
const RELATIVE = /\b(days?|weeks?|months|today|tomorrow|yesterday)\b/i;

/** Which way a date without a year lies. */
export type Direction = 'ahead' | 'past';

/**
 * Reads a date as people type it (`2026-12-18`, `18 December`, `Dec 18`, `in six weeks`, `tomorrow`) as local dates; a date
 * without a year is the next one, or with `past` the last one. With numbers alone such as `5/6/2027` there may be two, day
 * first. Empty when there is none.
 */
export function parseDates(text: string, today: string, direction: Direction = 'ahead'): readonly string[] {
  const typed = text.normalize('NFKC').trim();
  if (typed === '' || typed.length > 60) return [];
  if (/^\d{4}-\d{1,2}-\d{1,2}$/.test(typed)) return isoDate(typed);
  // Noon, so that no zone of this machine moves the date.
  const reference = new Date(`${today}T12:00:00`);
  const found = [en.GB, en.casual].flatMap((reader) => {
    const [result] = reader.parse(typed, reference, { forwardDate: direction === 'ahead' });
    // A guess from a word or two of a longer text is worse than none.
    if (!result || result.text.length < typed.length / 2) return [];
    const named = result.start.isCertain('day') || result.start.isCertain('weekday');
    if (!named && !RELATIVE.test(typed)) return [];
    const { start } = result;
    const [year, month, day] = [start.get('year'), start.get('month'), start.get('day')];
    const [date] = isoDate(`${year}-${month}-${day}`);
    if (date === undefined) return [];
    const isLastYears = direction === 'past' && date > today && !start.isCertain('year');
    return isLastYears && !RELATIVE.test(typed) ? isoDate(`${(year ?? 0) - 1}-${month}-${day}`) : [date];
  });
  // Of two readings the one that lies the right way is meant.
  const fitting = found.filter((date) => (direction === 'past' ? date <= today : date >= today));
  return [...new Set(fitting.length > 0 ? fitting : found)];
}

function isoDate(text: string): readonly string[] {
  const [year = 0, month = 0, day = 0] = text.split('-').map(Number);
  const date = new Date(Date.UTC(year, month - 1, day));
  const same =
    date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return same ? [date.toISOString().slice(0, 10)] : [];
}
