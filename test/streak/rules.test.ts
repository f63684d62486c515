import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isoWeekday } from '../../src/schedule/dates.ts';
import {
  answeredOn,
  type Calendar,
  LOOK_BACK,
  MOST_DATES,
  MOST_FREEZES,
  NO_REST,
  newStreak,
  Streak,
  type StreakNews,
  settle,
  shown,
  stillToAnswer,
  withPosted,
  withRestDays,
} from '../../src/streak/rules.ts';

const HOUR = 60 * 60 * 1000;
const DAY = 24 * HOUR;
const FIRST = Date.parse('2026-11-01T09:00Z');
const NEVER_OPEN = Number.MAX_SAFE_INTEGER;

/** The date of the nth day, from 0. */
function day(n: number): string {
  return new Date(FIRST + n * DAY).toISOString().slice(0, 10);
}

/** Posted at 09:00, open for a day, answered late for three more. */
function settlesAt(n: number): number {
  return FIRST + (n + 4) * DAY;
}

function calendarOf(days: readonly number[]): Calendar {
  return days.map((n) => ({ date: day(n), settlesAt: settlesAt(n) }));
}

function upTo(length: number): readonly number[] {
  return Array.from({ length }, (_, n) => n);
}

function withAnswers(days: readonly number[], streak: Streak = newStreak()): Streak {
  return days.reduce((before, n) => answeredOn(before, day(n)), streak);
}

/** A streak of days 0 to `posted` - 1 in which these were answered, long after all of it. */
function decided(posted: number, answered: readonly number[]): ReturnType<typeof settle> {
  return settle(withAnswers(answered), calendarOf(upTo(posted)), NEVER_OPEN);
}

function kinds(news: readonly StreakNews[]): readonly string[] {
  return news.map(({ kind }) => kind);
}

describe('a streak', () => {
  test('starts with one freeze and nothing else', () => {
    expect(Streak.parse(newStreak())).toEqual(newStreak());
    expect(shown(undefined, [], FIRST)).toEqual({ days: 0, best: 0, answered: 0, of: 0, freezes: 1 });
  });

  test.each([
    ['grows with every posted date answered', 3, [0, 1, 2], { count: 3, freezes: 1 }],
    [
      'begins with the first answer: what was posted before does not count',
      5,
      [3, 4],
      { count: 2, freezes: 1 },
    ],
    ['is covered by a freeze on a missed date, and does not rise on it', 3, [0, 2], { count: 2, freezes: 0 }],
    ['ends with a second missed date', 4, [0, 3], { count: 1, freezes: 0 }],
    ['earns a freeze with the seventh answer', 7, upTo(7), { count: 7, freezes: 2 }],
    ['holds two freezes at most', 21, upTo(21), { count: 21, freezes: 2 }],
    ['earns the seventh answer over a frozen date too', 8, [0, 1, 2, 4, 5, 6, 7], { count: 7, freezes: 1 }],
    ['survives two missed dates with two freezes', 10, [0, 1, 2, 3, 4, 5, 6, 9], { count: 8, freezes: 0 }],
    ['begins again with the next answer, without a new freeze', 6, [0, 3, 4, 5], { count: 3, freezes: 0 }],
    [
      'keeps what was answered towards the next freeze when it ends',
      9,
      [0, 1, 2, 5, 6, 7, 8],
      { count: 4, freezes: 1 },
    ],
    ['is over for who stays away', 30, [0, 1], { count: 0, freezes: 0 }],
  ])('%s', (_, posted, answered, expected) => {
    expect(decided(posted, answered).streak).toMatchObject(expected);
  });

  test('remembers its best count', () => {
    expect(decided(8, [0, 1, 2, 6, 7]).streak).toMatchObject({ count: 2, best: 3 });
  });

  test('does not care about dates on which nothing was posted', () => {
    const weekdays = calendarOf([1, 2, 3, 4, 5, 8, 9, 10]);
    const { streak, news } = settle(withAnswers([1, 2, 3, 4, 5, 8, 9, 10]), weekdays, NEVER_OPEN);
    expect(streak.count).toBe(8);
    expect(news).toEqual([]);
  });
});

describe('news', () => {
  test('are a freeze used, with its date', () => {
    expect(decided(3, [0, 2]).news).toEqual([{ kind: 'froze', date: day(1) }]);
  });

  test('are a streak ended, with what was reached', () => {
    expect(decided(4, [0]).news).toEqual([
      { kind: 'froze', date: day(1) },
      { kind: 'ended', date: day(2), count: 1, answered: 1, of: 3 },
    ]);
  });

  test('of an end tell of the last 20 dates', () => {
    const ended = decided(32, upTo(29)).news.at(-1);
    expect(ended).toEqual({ kind: 'ended', date: day(31), count: 29, answered: 17, of: LOOK_BACK });
  });

  test('come once', () => {
    const first = decided(5, [0]);
    expect(kinds(first.news)).toEqual(['froze', 'ended']);
    expect(settle(first.streak, calendarOf(upTo(9)), NEVER_OPEN).news).toEqual([]);
  });
});

describe('an answered date', () => {
  test('counts once, whichever schedule it was answered in and how often', () => {
    const once = withAnswers([0]);
    expect(answeredOn(once, day(0))).toBe(once);
    const { streak } = settle(once, calendarOf([0]), FIRST);
    expect(answeredOn(streak, day(0))).toBe(streak);
  });

  test('counts at once when nothing before it is open', () => {
    expect(settle(withAnswers([0]), calendarOf([0]), FIRST).streak).toMatchObject({ count: 1, answered: [] });
  });

  test('waits, shown as counted, while an earlier one can still be answered', () => {
    const begun = settle(withAnswers([0]), calendarOf([0]), FIRST).streak;
    const calendar = calendarOf([0, 1, 2]);
    const waiting = settle(answeredOn(begun, day(2)), calendar, FIRST + 2 * DAY);
    expect(waiting).toEqual({ streak: { ...begun, answered: [day(2)] }, news: [] });
    expect(shown(waiting.streak, calendar, FIRST + 2 * DAY)).toEqual({
      days: 2,
      best: 2,
      answered: 2,
      of: 2,
      freezes: 1,
    });
  });

  test('late but within its time keeps the streak, after today’s was answered first', () => {
    const calendar = calendarOf([0, 1, 2]);
    const today = settle(withAnswers([0, 2]), calendar, FIRST + 2 * DAY).streak;
    const both = settle(answeredOn(today, day(1)), calendar, FIRST + 2 * DAY);
    expect(both).toMatchObject({ streak: { count: 3, freezes: 1, answered: [] }, news: [] });
  });

  test('counts for a new member too, who answers today’s first and then yesterday’s', () => {
    const calendar = calendarOf([0, 1]);
    const today = settle(withAnswers([1]), calendar, FIRST + DAY).streak;
    expect(shown(today, calendar, FIRST + DAY).days).toBe(1);
    expect(settle(answeredOn(today, day(0)), calendar, FIRST + DAY).streak.count).toBe(2);
  });

  test('that was decided as missed stays missed', () => {
    const { streak } = decided(3, [0, 2]);
    expect(answeredOn(streak, day(1))).toBe(streak);
  });

  test('counts though the calendar does not reach back to it', () => {
    const calendar = calendarOf([5, 6]);
    expect(settle(withAnswers([2, 5]), calendar, FIRST + 6 * DAY).streak).toMatchObject({
      count: 2,
      settledThrough: day(5),
    });
  });
});

describe('an unanswered date', () => {
  const begun = settle(withAnswers([0]), calendarOf([0]), FIRST).streak;
  const calendar = calendarOf([0, 1]);

  test('is missed from the moment it settles, not before', () => {
    expect(settle(begun, calendar, settlesAt(1) - 1)).toEqual({ streak: begun, news: [] });
    expect(kinds(settle(begun, calendar, settlesAt(1)).news)).toEqual(['froze']);
  });

  test('neither breaks nor raises what is shown, nor counts against it, while it is open', () => {
    expect(shown(begun, calendar, settlesAt(1) - 1)).toEqual({
      days: 1,
      best: 1,
      answered: 1,
      of: 1,
      freezes: 1,
    });
    expect(shown(begun, calendar, settlesAt(1))).toEqual({
      days: 1,
      best: 1,
      answered: 1,
      of: 2,
      freezes: 0,
    });
  });

  test('stays open for as long as a second schedule’s question of that date', () => {
    const longer = withPosted(calendar, day(1), settlesAt(1) + 5 * HOUR);
    expect(settle(begun, longer, settlesAt(1)).news).toEqual([]);
    expect(kinds(settle(begun, longer, settlesAt(1) + 5 * HOUR).news)).toEqual(['froze']);
  });

  test('that the guild takes back before it settles is not missed', () => {
    expect(settle(begun, calendarOf([0]), NEVER_OPEN)).toEqual({ streak: begun, news: [] });
  });

  test('is not missed by who has never answered', () => {
    const nobody = newStreak();
    expect(settle(nobody, calendarOf(upTo(30)), NEVER_OPEN).streak).toBe(nobody);
  });
});

describe('settling', () => {
  test('gives the same streak back when nothing was decided', () => {
    const { streak } = decided(3, [0, 1, 2]);
    expect(settle(streak, calendarOf(upTo(3)), NEVER_OPEN).streak).toBe(streak);
    expect(settle(streak, [], NEVER_OPEN).streak).toBe(streak);
  });
});

describe('the calendar', () => {
  test('is in order, with each date once and its later close', () => {
    const days = [2, 0, 1].reduce<Calendar>((before, n) => withPosted(before, day(n), settlesAt(n)), []);
    expect(days).toEqual(calendarOf([0, 1, 2]));
    expect(withPosted(days, day(1), settlesAt(1) + 1)).toEqual(
      days.with(1, { date: day(1), settlesAt: settlesAt(1) + 1 }),
    );
    expect(withPosted(days, day(1), settlesAt(1) - 1)).toBe(days);
  });

  test('keeps the latest dates only', () => {
    const days = upTo(MOST_DATES + 5).reduce<Calendar>(
      (before, n) => withPosted(before, day(n), settlesAt(n)),
      [],
    );
    expect(days).toEqual(calendarOf(upTo(MOST_DATES + 5)).slice(5));
  });
});

describe('whatever is answered', () => {
  const posted = fc
    .uniqueArray(fc.integer({ min: 0, max: 90 }), { minLength: 1, maxLength: 70 })
    .map((days) => days.toSorted((a, b) => a - b));
  const life = posted.chain((days) => fc.record({ days: fc.constant(days), answered: fc.subarray(days) }));

  function ascending(days: readonly number[]): readonly number[] {
    return [...days].sort((a, b) => a - b);
  }

  /** The rule in one sentence, over all dates at once. */
  function expected(
    days: readonly number[],
    answered: readonly number[],
  ): { readonly count: number; readonly freezes: number } {
    let [count, freezes, total] = [0, 1, 0];
    for (const n of days.filter((some) => some >= Math.min(...answered))) {
      if (answered.includes(n)) {
        count++;
        total++;
        if (total % 7 === 0) freezes = Math.min(2, freezes + 1);
      } else if (freezes > 0) freezes--;
      else count = 0;
    }
    return { count, freezes };
  }

  test('the streak is what the rule says', () => {
    fc.assert(
      fc.property(life, ({ days, answered }) => {
        const { streak } = settle(withAnswers(answered), calendarOf(days), NEVER_OPEN);
        expect(streak).toMatchObject(expected(days, answered));
      }),
      { numRuns: 500 },
    );
  });

  test('settling in steps is settling at once', () => {
    fc.assert(
      fc.property(life, fc.array(fc.integer({ min: 0, max: 100 * 24 })), ({ days, answered }, hours) => {
        const calendar = calendarOf(days);
        let streak = withAnswers(answered);
        const news: StreakNews[] = [];
        for (const now of [...ascending(hours).map((hour) => FIRST + hour * HOUR), NEVER_OPEN]) {
          const step = settle(streak, calendar, now);
          streak = step.streak;
          news.push(...step.news);
        }
        expect({ streak, news }).toEqual(settle(withAnswers(answered), calendar, NEVER_OPEN));
      }),
      { numRuns: 300 },
    );
  });

  test('living through it day by day, with late answers in any order, comes to the same', () => {
    const delays = fc.array(fc.integer({ min: 0, max: 4 * 24 - 1 }), { minLength: 91, maxLength: 91 });
    fc.assert(
      fc.property(life, delays, ({ days, answered }, delay) => {
        const events = answered
          .map((n) => ({ n, now: FIRST + n * DAY + (delay[n] ?? 0) * HOUR }))
          .sort((a, b) => a.now - b.now);
        let streak = newStreak();
        const news: StreakNews[] = [];
        for (const { n, now } of events) {
          const soFar = calendarOf(days.filter((some) => FIRST + some * DAY <= now));
          const step = settle(answeredOn(streak, day(n)), soFar, now);
          streak = step.streak;
          news.push(...step.news);
          expect(streak.answered.length).toBeLessThanOrEqual(4);
          expect(Streak.parse(streak)).toEqual(streak);
        }
        const last = settle(streak, calendarOf(days), NEVER_OPEN);
        const atOnce = settle(withAnswers(answered), calendarOf(days), NEVER_OPEN);
        expect({ streak: last.streak, news: [...news, ...last.news] }).toEqual(atOnce);
      }),
      { numRuns: 400 },
    );
  });

  test('the order of answers does not matter while none has settled', () => {
    const few = fc.uniqueArray(fc.integer({ min: 0, max: 3 }), { minLength: 1 });
    fc.assert(
      fc.property(few, few, (some, same) => {
        const posted = calendarOf(upTo(4));
        const now = settlesAt(0) - 1;
        const shuffled = [...same.filter((n) => some.includes(n)), ...some.filter((n) => !same.includes(n))];
        const inTurn = (days: readonly number[]) =>
          days.reduce((streak, n) => settle(answeredOn(streak, day(n)), posted, now).streak, newStreak());
        expect(inTurn(shuffled)).toEqual(inTurn(ascending(some)));
      }),
    );
  });

  test('the count is at most the dates answered, freezes two, and the record is legal and small', () => {
    fc.assert(
      fc.property(life, fc.integer({ min: 0, max: 100 }), ({ days, answered }, n) => {
        const { streak } = settle(withAnswers(answered), calendarOf(days), FIRST + n * DAY);
        const {
          days: now,
          best,
          answered: recent,
          of,
          freezes,
        } = shown(streak, calendarOf(days), FIRST + n * DAY);
        expect(Streak.parse(streak)).toEqual(streak);
        expect(now).toBeLessThanOrEqual(answered.length);
        expect(best).toBeGreaterThanOrEqual(now);
        expect(freezes).toBeLessThanOrEqual(MOST_FREEZES);
        expect(recent).toBeLessThanOrEqual(of);
        expect(of).toBeLessThanOrEqual(LOOK_BACK);
      }),
    );
  });

  test('who answers every posted date has them all', () => {
    fc.assert(
      fc.property(posted, (days) => {
        const { streak, news } = settle(withAnswers(days), calendarOf(days), NEVER_OPEN);
        const { length } = days;
        expect(streak).toMatchObject({ count: length, best: length, freezes: length < 7 ? 1 : 2 });
        expect(news).toEqual([]);
        const last = Math.min(length, LOOK_BACK);
        expect(shown(streak, calendarOf(days), NEVER_OPEN)).toMatchObject({
          days: length,
          answered: last,
          of: last,
        });
      }),
    );
  });
});

describe('what can still be answered', () => {
  // A moment on day 5, before that day's question: days 2 and later have not settled.
  const now = FIRST + 5 * DAY + HOUR;
  const posted = calendarOf(upTo(6));
  const dates = (days: readonly number[]) => days.map(day);
  test.each([
    ['after a first answer, what followed', [2], [3, 4, 5]],
    ['gaps, and today', [0, 1, 3], [2, 4, 5]],
    ['nothing but today', [0, 1, 2, 3, 4], [5]],
    ['nothing at all', [0, 1, 2, 3, 4, 5], []],
    ['nothing for who never answered', [], []],
  ])('%s', (_, answered, open) => {
    expect(stillToAnswer(withAnswers(answered), posted, now)).toEqual(dates(open));
  });

  test('no rest days, and nothing of a streak that is over', () => {
    const rest = withRestDays(NO_REST, day(0), [isoWeekday(day(4))]);
    expect(stillToAnswer(withAnswers([0, 1, 3]), posted, now, rest)).toEqual(dates([2, 5]));
    const over = settle(withAnswers([0]), calendarOf(upTo(20)), FIRST + 20 * DAY).streak;
    expect(over.count).toBe(0);
    expect(stillToAnswer(over, calendarOf(upTo(20)), FIRST + 20 * DAY)).toEqual([]);
    expect(stillToAnswer(undefined, posted, now)).toEqual([]);
  });
});
