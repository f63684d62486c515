const STYLES: Readonly<Record<string, Intl.DateTimeFormatOptions>> = {
  t: { timeStyle: 'short' },
  T: { timeStyle: 'medium' },
  d: { dateStyle: 'short' },
  D: { dateStyle: 'long' },
  f: { dateStyle: 'long', timeStyle: 'short' },
  F: { dateStyle: 'full', timeStyle: 'short' },
};

const STEPS: readonly (readonly [unit: Intl.RelativeTimeFormatUnit, seconds: number])[] = [
  ['year', 365.25 * 86_400],
  ['month', 30.44 * 86_400],
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
  ['second', 1],
];

const LANGUAGE = 'en-GB';

/** A moment as Discord writes it, in the viewer's zone: `t T d D f F`, or `R` for how far away it is. */
export function momentInWords(at: number, style: string, now: number): string {
  if (style !== 'R') return new Intl.DateTimeFormat(LANGUAGE, STYLES[style] ?? STYLES.f).format(at);
  const seconds = (at - now) / 1000;
  const [unit, size] = STEPS.find(([, length]) => Math.abs(seconds) >= length) ?? ['second', 1];
  return new Intl.RelativeTimeFormat('en', { numeric: 'auto' }).format(Math.round(seconds / size), unit);
}

/** When a message was written: `Today at 09:00`, `Yesterday at 09:00`, `12/11/2026, 09:00`. */
export function writtenAt(at: number, now: number): string {
  const day = (moment: number) => new Date(moment).toDateString();
  const time = new Intl.DateTimeFormat(LANGUAGE, { timeStyle: 'short' }).format(at);
  if (day(at) === day(now)) return `Today at ${time}`;
  if (day(at) === day(now - 86_400_000)) return `Yesterday at ${time}`;
  return new Intl.DateTimeFormat(LANGUAGE, { dateStyle: 'short', timeStyle: 'short' }).format(at);
}
