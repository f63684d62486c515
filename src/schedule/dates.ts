const DAY = 24 * 60 * 60 * 1000;

// Local dates are `YYYY-MM-DD` and are reckoned without any clock, so that no change of clocks can move one.

function midnight(date: string): number {
  return Date.parse(`${date}T00:00:00Z`);
}

/** The date so many days later, or earlier where `days` is negative. */
export function plusDays(date: string, days: number): string {
  return new Date(midnight(date) + days * DAY).toISOString().slice(0, 10);
}

/** How many days `to` is after `from`; negative when it is before. */
export function daysBetween(from: string, to: string): number {
  return Math.round((midnight(to) - midnight(from)) / DAY);
}

/** ISO: Monday is 1, Sunday 7. */
export function isoWeekday(date: string): number {
  return new Date(midnight(date)).getUTCDay() || 7;
}

/** The Monday of a date's week. */
export function mondayOf(date: string): string {
  return plusDays(date, 1 - isoWeekday(date));
}
