import { CronExpressionParser } from 'cron-parser';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import {
  dayEnds,
  due,
  localDate,
  monthEnds,
  monthOf,
  nextPosting,
  postingTime,
  type Scheduled,
  Timing,
  weekEnds,
  weekOf,
} from '../../src/schedule/rules.ts';

const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7];

function weekly(time: string, days: number[] = EVERY_DAY): Timing {
  return { kind: 'weekly', time, days };
}

function cron(expression: string): Timing {
  return { kind: 'cron', expression };
}

function at(text: string): number {
  return Temporal.Instant.from(text).epochMilliseconds;
}

function iso(time: number | undefined): string | undefined {
  return time === undefined ? undefined : new Date(time).toISOString().replace(':00.000Z', 'Z');
}

describe('a timing', () => {
  test.each([
    ['a time with minutes', weekly('00:00'), true],
    ['the last minute of a day', weekly('23:59'), true],
    ['24:00', weekly('24:00'), false],
    ['a time without a leading zero', weekly('9:00'), false],
    ['no day', weekly('09:00', []), false],
    ['days out of order', weekly('09:00', [2, 1]), false],
    ['a day twice', weekly('09:00', [1, 1]), false],
    ['an eighth day', weekly('09:00', [8]), false],
    ['a cron expression', cron('0 9 * * 1-5'), true],
  ])('with %s: %j is legal: %s', (_, timing, legal) => {
    expect(Timing.safeParse(timing).success).toBe(legal);
  });
});

describe('the posting time of a date', () => {
  test.each([
    ['UTC', '09:00', '2026-11-22', '2026-11-22T09:00Z'],
    ['Europe/Berlin', '09:00', '2026-11-22', '2026-11-22T08:00Z'],
    ['Europe/Berlin', '09:00', '2026-07-01', '2026-07-01T07:00Z'],
    ['Asia/Kathmandu', '09:00', '2026-11-22', '2026-11-22T03:15Z'],
    ['Pacific/Auckland', '09:00', '2026-11-22', '2026-11-21T20:00Z'],
    ['Pacific/Apia', '09:00', '2026-11-22', '2026-11-21T20:00Z'],
    ['America/St_Johns', '09:00', '2026-11-22', '2026-11-22T12:30Z'],
    ['Europe/Berlin', '00:00', '2028-02-29', '2028-02-28T23:00Z'],
    ['America/New_York', '23:59', '2026-12-31', '2027-01-01T04:59Z'],
  ])('in %s at %s on %s is %s', (zone, time, date, expected) => {
    expect(iso(postingTime(weekly(time), zone, date))).toBe(expected);
  });

  test.each([
    ['Europe/Berlin', '02:00', '2026-03-29', '2026-03-29T01:00Z'],
    ['Europe/Berlin', '02:30', '2026-03-29', '2026-03-29T01:00Z'],
    ['Europe/Berlin', '01:59', '2026-03-29', '2026-03-29T00:59Z'],
    ['Europe/Berlin', '03:00', '2026-03-29', '2026-03-29T01:00Z'],
    ['Europe/Berlin', '03:01', '2026-03-29', '2026-03-29T01:01Z'],
    ['America/New_York', '02:30', '2026-03-08', '2026-03-08T07:00Z'],
    ['America/St_Johns', '02:30', '2026-03-08', '2026-03-08T05:30Z'],
    ['Pacific/Auckland', '02:30', '2026-09-27', '2026-09-26T14:00Z'],
    ['Australia/Lord_Howe', '02:15', '2026-10-04', '2026-10-03T15:30Z'],
    ['Australia/Lord_Howe', '02:30', '2026-10-04', '2026-10-03T15:30Z'],
    ['Africa/Cairo', '00:15', '2026-04-24', '2026-04-23T22:00Z'],
    ['America/Sao_Paulo', '00:00', '2018-11-04', '2018-11-04T03:00Z'],
  ])(
    'in %s at %s on %s, which the clocks jump over or touch, is the first minute after: %s',
    (zone, time, date, expected) => {
      expect(iso(postingTime(weekly(time), zone, date))).toBe(expected);
    },
  );

  test.each([
    ['Europe/Berlin', '02:30', '2026-10-25', '2026-10-25T00:30Z'],
    ['Europe/Berlin', '03:00', '2026-10-25', '2026-10-25T02:00Z'],
    ['America/New_York', '01:30', '2026-11-01', '2026-11-01T05:30Z'],
    ['Pacific/Auckland', '02:30', '2026-04-05', '2026-04-04T13:30Z'],
    ['Australia/Lord_Howe', '01:45', '2026-04-05', '2026-04-04T14:45Z'],
    ['Africa/Cairo', '23:30', '2026-10-29', '2026-10-29T20:30Z'],
    ['America/St_Johns', '23:30', '2010-11-06', '2010-11-07T02:00Z'],
    ['America/St_Johns', '00:00', '2010-11-07', '2010-11-07T02:30Z'],
  ])('in %s at %s on %s, which comes twice or follows, is the first: %s', (zone, time, date, expected) => {
    expect(iso(postingTime(weekly(time), zone, date))).toBe(expected);
  });

  test('of a date that a zone left out does not exist, and its neighbours have theirs', () => {
    const times = ['2011-12-29', '2011-12-30', '2011-12-31'].map((date) =>
      iso(postingTime(weekly('09:00'), 'Pacific/Apia', date)),
    );
    expect(times).toEqual(['2011-12-29T19:00Z', undefined, '2011-12-30T19:00Z']);
  });

  test('that is jumped over up to midnight does not move to the next date', () => {
    expect(postingTime(weekly('23:15'), 'America/Nuuk', '2026-03-28')).toBeUndefined();
    expect(iso(postingTime(weekly('22:59'), 'America/Nuuk', '2026-03-28'))).toBe('2026-03-29T00:59Z');
  });

  test.each([
    ['2026-11-21', false],
    ['2026-11-22', true],
    ['2026-11-23', false],
    ['2026-03-29', true],
  ])('for Sundays only: %s is scheduled: %s', (date, scheduled) => {
    expect(postingTime(weekly('02:30', [7]), 'Europe/Berlin', date) !== undefined).toBe(scheduled);
  });

  test('throws for a zone nobody knows', () => {
    expect(() => postingTime(weekly('09:00'), 'Moon/Base', '2026-11-22')).toThrow(RangeError);
  });
});

describe('a cron expression', () => {
  test.each([
    ['30 2 * * *', 'Europe/Berlin', '2026-03-29', '2026-03-29T01:00Z'],
    ['30 2 * * 0', 'Europe/Berlin', '2026-03-29', '2026-03-29T01:00Z'],
    ['30 2 * * 7', 'Europe/Berlin', '2026-03-29', '2026-03-29T01:00Z'],
    ['30 2 * * *', 'Pacific/Auckland', '2026-09-27', '2026-09-26T14:00Z'],
    ['15 0 * * *', 'Africa/Cairo', '2026-04-24', '2026-04-23T22:00Z'],
    ['0 9,21 * * *', 'UTC', '2026-11-22', '2026-11-22T09:00Z'],
    ['*/20 8-17 * * *', 'UTC', '2026-11-22', '2026-11-22T08:00Z'],
    ['45,15 18 * * *', 'UTC', '2026-11-22', '2026-11-22T18:15Z'],
    ['0 9 L * *', 'UTC', '2026-11-30', '2026-11-30T09:00Z'],
    ['0 9 L * *', 'UTC', '2026-11-29', undefined],
    ['0 9 L 2 *', 'UTC', '2028-02-29', '2028-02-29T09:00Z'],
    ['0 9 * * 5L', 'UTC', '2026-11-27', '2026-11-27T09:00Z'],
    ['0 9 * * 5L', 'UTC', '2026-07-24', undefined],
    ['0 9 * * 5L', 'UTC', '2026-07-31', '2026-07-31T09:00Z'],
    ['0 9 * * mon#1', 'UTC', '2026-12-07', '2026-12-07T09:00Z'],
    ['0 9 * * mon#1', 'UTC', '2026-12-14', undefined],
    ['0 9 29 2 *', 'UTC', '2028-02-29', '2028-02-29T09:00Z'],
    ['0 9 ? * sun', 'UTC', '2026-11-22', '2026-11-22T09:00Z'],
    ['0 9 * * 5-7', 'UTC', '2026-11-22', '2026-11-22T09:00Z'],
    ['0 9 31 * *', 'UTC', '2026-12-31', '2026-12-31T09:00Z'],
    ['0 9 * jan,nov *', 'UTC', '2026-12-01', undefined],
  ])('%s in %s on %s fires first at %s', (expression, zone, date, expected) => {
    expect(iso(postingTime(cron(expression), zone, date))).toBe(expected);
  });

  test.each([
    ['2026-11-01', true, 'the first, a Sunday'],
    ['2026-11-02', true, 'a Monday'],
    ['2026-11-03', false, 'neither'],
  ])('restricted by day of month and weekday takes either: %s is scheduled: %s (%s)', (date, scheduled) => {
    expect(postingTime(cron('0 9 1 * 1'), 'UTC', date) !== undefined).toBe(scheduled);
  });

  test.each([
    '30 2 * * *',
    '*/25 */7 * * *',
    '0 9 1,15 * *',
    '0 9 13 * 5',
    '0 9 31 */2 *',
    '0 9 */10 * 1-5',
    '0 9 L * 1',
    '0 9 * 2,11 sun',
    '0 9 * * 3#5',
    '5 4 29 2 *',
  ])('%s fires on the dates, and first at the times, that cron-parser finds in UTC', (expression) => {
    const start = at('2027-01-01T00:00Z');
    const firings = CronExpressionParser.parse(expression, { currentDate: new Date(start - 1), tz: 'UTC' });
    const firsts = new Map<string, string>();
    while (firsts.size < 40) {
      const firing = firings.next().toISOString() ?? '';
      if (!firsts.has(firing.slice(0, 10))) firsts.set(firing.slice(0, 10), firing);
    }
    const found = [];
    for (let after = start - 1; found.length < 40; ) {
      const next = nextPosting(cron(expression), 'UTC', after);
      if (!next) break;
      found.push(new Date(next.at).toISOString());
      after = next.at;
    }
    expect(found).toEqual([...firsts.values()]);
  });

  test('that cannot be read schedules nothing', () => {
    expect(postingTime(cron('every morning'), 'UTC', '2026-11-22')).toBeUndefined();
    expect(nextPosting(cron('0 9 * * * *'), 'UTC', at('2026-11-22T09:00Z'))).toBeUndefined();
  });
});

describe('the next posting', () => {
  test.each([
    [
      'is today’s while its time is to come',
      weekly('09:00'),
      'UTC',
      '2026-11-22T08:59Z',
      '2026-11-22T09:00Z',
    ],
    ['is not one that is due this moment', weekly('09:00'), 'UTC', '2026-11-22T09:00Z', '2026-11-23T09:00Z'],
    [
      'skips days that are not in the list',
      weekly('09:00', [1, 5]),
      'UTC',
      '2026-11-23T10:00Z',
      '2026-11-27T09:00Z',
    ],
    ['finds the next leap day', cron('0 9 29 2 *'), 'UTC', '2028-02-29T10:00Z', '2032-02-29T09:00Z'],
    [
      'skips the date that Apia left out',
      weekly('09:00', [5]),
      'Pacific/Apia',
      '2011-12-24T00:00Z',
      '2012-01-05T19:00Z',
    ],
    ['crosses the end of a year', weekly('00:00'), 'Europe/Berlin', '2026-12-31T12:00Z', '2026-12-31T23:00Z'],
  ])('%s', (_, timing, zone, after, expected) => {
    expect(iso(nextPosting(timing, zone, at(after))?.at)).toBe(expected);
  });

  test('is none for a date that never comes', () => {
    expect(nextPosting(cron('0 9 30 2 *'), 'UTC', at('2026-11-22T09:00Z'))).toBeUndefined();
  });
});

describe('a schedule', () => {
  const berlin: Scheduled = {
    timing: weekly('09:00'),
    timeZone: 'Europe/Berlin',
    since: 0,
    lastDate: '2026-11-21',
  };

  test.each([
    ['a minute early', '2026-11-22T07:59Z', undefined],
    ['on time', '2026-11-22T08:00Z', 0],
    ['three minutes late', '2026-11-22T08:03Z', 3],
    ['late in the evening', '2026-11-22T22:59Z', 14 * 60 + 59],
    ['the next morning, when that date is not its own any more', '2026-11-22T23:00Z', undefined],
  ])('asked %s', (_, now, minutes) => {
    const posting = { date: '2026-11-22', at: at('2026-11-22T08:00Z'), lateMs: (minutes ?? 0) * 60_000 };
    expect(due(berlin, at(now))).toEqual(minutes === undefined ? undefined : posting);
  });

  test('posts a date once', () => {
    expect(due({ ...berlin, lastDate: '2026-11-22' }, at('2026-11-22T09:00Z'))).toBeUndefined();
  });

  test('that has never posted posts today', () => {
    expect(due({ ...berlin, lastDate: undefined }, at('2026-11-22T09:00Z'))?.date).toBe('2026-11-22');
  });

  test('set after the time of day first posts tomorrow', () => {
    const set = { ...berlin, since: at('2026-11-22T09:00Z') };
    expect(due(set, at('2026-11-22T12:00Z'))).toBeUndefined();
    expect(due(set, at('2026-11-23T08:00Z'))?.date).toBe('2026-11-23');
  });

  test('set in the very minute of its time posts when it was set at its start', () => {
    expect(due({ ...berlin, since: at('2026-11-22T08:00Z') }, at('2026-11-22T08:01Z'))?.date).toBe(
      '2026-11-22',
    );
    expect(due({ ...berlin, since: at('2026-11-22T08:00Z') + 1 }, at('2026-11-22T08:01Z'))).toBeUndefined();
  });

  test('moved west posts nothing until its dates pass the last one', () => {
    const moved = { ...berlin, timeZone: 'Pacific/Honolulu', lastDate: '2026-11-22' };
    expect(due(moved, at('2026-11-22T23:00Z'))).toBeUndefined();
    expect(due(moved, at('2026-11-23T19:00Z'))?.date).toBe('2026-11-23');
  });

  test('given a later time on the same day does not post that date again', () => {
    const later = {
      ...berlin,
      timing: weekly('18:00'),
      since: at('2026-11-22T10:00Z'),
      lastDate: '2026-11-22',
    };
    expect(due(later, at('2026-11-22T17:00Z'))).toBeUndefined();
  });
});

describe('periods', () => {
  test.each([
    ['2026-11-22T22:59Z', 'Europe/Berlin', '2026-11-22', '2026-W47', '2026-11'],
    ['2026-11-22T23:00Z', 'Europe/Berlin', '2026-11-23', '2026-W48', '2026-11'],
    ['2026-11-30T23:00Z', 'Europe/Berlin', '2026-12-01', '2026-W49', '2026-12'],
    ['2026-12-31T12:00Z', 'UTC', '2026-12-31', '2026-W53', '2026-12'],
    ['2027-01-03T23:59Z', 'UTC', '2027-01-03', '2026-W53', '2027-01'],
    ['2027-01-04T00:00Z', 'UTC', '2027-01-04', '2027-W01', '2027-01'],
    ['2024-12-30T00:00Z', 'UTC', '2024-12-30', '2025-W01', '2024-12'],
    ['2028-02-29T00:00Z', 'UTC', '2028-02-29', '2028-W09', '2028-02'],
    ['2026-12-31T10:00Z', 'Pacific/Apia', '2026-12-31', '2026-W53', '2026-12'],
    ['2026-12-31T11:00Z', 'Pacific/Apia', '2027-01-01', '2026-W53', '2027-01'],
  ])('%s in %s is %s, in week %s and month %s', (now, zone, date, week, month) => {
    expect([localDate(at(now), zone), weekOf(at(now), zone), monthOf(at(now), zone)]).toEqual([
      date,
      week,
      month,
    ]);
  });

  test.each([
    ['2026-11-22T12:00Z', 'Europe/Berlin', '2026-11-22T23:00Z', '2026-11-22T23:00Z', '2026-11-30T23:00Z'],
    ['2026-11-22T23:00Z', 'Europe/Berlin', '2026-11-23T23:00Z', '2026-11-29T23:00Z', '2026-11-30T23:00Z'],
    ['2026-12-31T12:00Z', 'America/New_York', '2027-01-01T05:00Z', '2027-01-04T05:00Z', '2027-01-01T05:00Z'],
    ['2026-04-23T12:00Z', 'Africa/Cairo', '2026-04-23T22:00Z', '2026-04-26T21:00Z', '2026-04-30T21:00Z'],
    ['2026-10-29T20:30Z', 'Africa/Cairo', '2026-10-29T22:00Z', '2026-11-01T22:00Z', '2026-10-31T22:00Z'],
    ['2011-12-30T09:59Z', 'Pacific/Apia', '2011-12-30T10:00Z', '2012-01-01T10:00Z', '2011-12-31T10:00Z'],
    ['2010-11-07T02:31Z', 'America/St_Johns', '2010-11-07T03:30Z', '2010-11-08T03:30Z', '2010-12-01T03:30Z'],
    ['2028-02-28T12:00Z', 'UTC', '2028-02-29T00:00Z', '2028-03-06T00:00Z', '2028-03-01T00:00Z'],
  ])('after %s in %s the day turns at %s, the week at %s, the month at %s', (now, zone, day, week, month) => {
    const ends = [dayEnds, weekEnds, monthEnds].map((endOf) => iso(endOf(at(now), zone)));
    expect(ends).toEqual([day, week, month]);
  });

  test('are those of the calendar on every day of thirty years', () => {
    for (let now = at('2010-01-01T12:00Z'); now < at('2040-01-01T12:00Z'); now += 24 * 60 * 60 * 1000) {
      const date = Temporal.PlainDate.from(localDate(now, 'UTC'));
      expect(weekOf(now, 'UTC')).toBe(`${date.yearOfWeek}-W${String(date.weekOfYear).padStart(2, '0')}`);
    }
  });
});
