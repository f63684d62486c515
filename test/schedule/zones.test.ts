import { Locale } from 'discord.js';
import { describe, expect, test } from 'vitest';
import { COMMON_ZONES, LANGUAGE_ZONES, SHORT_NAMES } from '../../src/schedule/zone-names.ts';
import {
  findTimeZones,
  guessTimeZone,
  isTimeZone,
  offsetText,
  timeZones,
  toTimeZone,
} from '../../src/schedule/zones.ts';

const WINTER = Date.parse('2026-11-22T09:00Z');
const SUMMER = Date.parse('2026-07-01T09:00Z');

function found(query: string, now = WINTER): readonly string[] {
  return findTimeZones(query, now).map(({ zone }) => zone);
}

describe('time zones', () => {
  test('are known by their present names, each once, with UTC', () => {
    const zones = timeZones();
    expect(new Set(zones).size).toBe(zones.length);
    expect(zones).toEqual(
      expect.arrayContaining(['UTC', 'Asia/Kolkata', 'Asia/Kathmandu', 'Europe/Kyiv', 'Europe/Berlin']),
    );
    for (const former of ['Asia/Calcutta', 'Asia/Katmandu', 'Europe/Kiev'])
      expect(zones).not.toContain(former);
  });

  test('are all understood by the runtime', () => {
    for (const zone of timeZones())
      expect(() => new Intl.DateTimeFormat('en', { timeZone: zone })).not.toThrow();
  });

  test('named in tables exist', () => {
    const named = [...COMMON_ZONES, ...LANGUAGE_ZONES.values(), ...[...SHORT_NAMES.values()].flat()];
    expect(named.filter((zone) => !isTimeZone(zone))).toEqual([]);
  });

  test.each([
    ['UTC', true],
    ['Europe/Berlin', true],
    ['europe/berlin', false],
    ['Berlin', false],
    ['+01:00', false],
    ['EST', false],
    ['', false],
  ])('%j is one: %s', (name, expected) => {
    expect(isTimeZone(name)).toBe(expected);
  });

  test.each([
    ['berlin', 'Europe/Berlin'],
    ['europe/berlin', 'Europe/Berlin'],
    ['New York', 'America/New_York'],
    ['são paulo', 'America/Sao_Paulo'],
    ['St. John’s', 'America/St_Johns'],
    ['kiev', 'Europe/Kyiv'],
    ['Asia/Calcutta', 'Asia/Kolkata'],
    ['US/Eastern', 'America/New_York'],
    ['utc', 'UTC'],
    ['Etc/UTC', 'UTC'],
    ['berl', undefined],
    ['EST', undefined],
    ['+01:00', undefined],
    ['', undefined],
  ])('typed as %j mean %s', (typed, expected) => {
    expect(toTimeZone(typed)).toBe(expected);
  });
});

describe('searching a time zone', () => {
  test.each([
    ['berlin', 'Europe/Berlin'],
    ['new y', 'America/New_York'],
    ['NEW_YORK', 'America/New_York'],
    ['america/new', 'America/New_York'],
    ['york', 'America/New_York'],
    ['São P', 'America/Sao_Paulo'],
    ['calcutta', 'Asia/Kolkata'],
    ['Asia/Katmandu', 'Asia/Kathmandu'],
    ['Germany', 'Europe/Berlin'],
    ['india', 'Asia/Kolkata'],
    ['usa', 'America/New_York'],
    ['uk', 'Europe/London'],
    ['+5:45', 'Asia/Kathmandu'],
    ['UTC+0545', 'Asia/Kathmandu'],
    ['gmt +1', 'Europe/Berlin'],
    ['utc-3:30', 'America/St_Johns'],
    ['−5', 'America/New_York'],
    ['+10:30', 'Australia/Adelaide'],
    ['+9:15', undefined],
    ['utc', 'UTC'],
    ['CET', 'Europe/Berlin'],
    ['cest', 'Europe/Berlin'],
    ['EST', 'America/New_York'],
    ['PST', 'America/Los_Angeles'],
    ['IST', 'Asia/Kolkata'],
    ['JST', 'Asia/Tokyo'],
    ['AEST', 'Australia/Sydney'],
    ['eastern time', 'America/New_York'],
    ['US/Pacific', 'America/Los_Angeles'],
    ['vienna austria', 'Europe/Vienna'],
    ['xyzzy', undefined],
  ])('by %j finds %s first', (query, first) => {
    expect(found(query)[0]).toBe(first);
  });

  test('finds what one abbreviation means in several parts of the world', () => {
    expect(found('IST')).toEqual(expect.arrayContaining(['Asia/Kolkata', 'Europe/Dublin', 'Asia/Jerusalem']));
    expect(found('cst')).toEqual(expect.arrayContaining(['America/Chicago', 'Asia/Shanghai']));
  });

  test('by offset goes by the present offset, not that of another season', () => {
    expect(found('+2', SUMMER)).toContain('Europe/Berlin');
    expect(found('+2', WINTER)).not.toContain('Europe/Berlin');
  });

  test.each(['', 'a', 'america', '/', 'utc+1', 'united'])(
    'by %j gives 25 at most, each once and canonical',
    (query) => {
      const zones = found(query);
      expect(zones.length).toBeLessThanOrEqual(25);
      expect(new Set(zones).size).toBe(zones.length);
      expect(zones.every(isTimeZone)).toBe(true);
    },
  );

  test('with nothing typed gives the common ones', () => {
    expect(found('')).toEqual(COMMON_ZONES.slice(0, 25));
  });

  test('finds every zone by its full name and by its own city', () => {
    for (const zone of timeZones()) {
      expect(found(zone)[0]).toBe(zone);
      expect(found(zone.slice(zone.lastIndexOf('/') + 1))).toContain(zone);
    }
  });

  test.each([
    ['UTC', WINTER, 'UTC'],
    ['Europe/London', WINTER, 'UTC'],
    ['Europe/London', SUMMER, 'UTC+1'],
    ['Asia/Kathmandu', WINTER, 'UTC+5:45'],
    ['America/St_Johns', WINTER, 'UTC-3:30'],
    ['America/St_Johns', SUMMER, 'UTC-2:30'],
    ['Pacific/Kiritimati', WINTER, 'UTC+14'],
  ])('shows %s at %d as %s', (zone, now, expected) => {
    expect(offsetText(zone, now)).toBe(expected);
  });
});

describe('the zone guessed from a server’s language', () => {
  test.each([
    ['de', 'Europe/Berlin'],
    ['en-GB', 'Europe/London'],
    ['es-ES', 'Europe/Madrid'],
    ['ja', 'Asia/Tokyo'],
    ['pt-BR', 'America/Sao_Paulo'],
    ['zh-CN', 'Asia/Shanghai'],
    ['en-US', 'UTC'],
    ['es-419', 'UTC'],
    ['tlh', 'UTC'],
    ['', 'UTC'],
  ])('%j is %s', (locale, zone) => {
    expect(guessTimeZone(locale)).toBe(zone);
  });

  test('says UTC for no other of Discord’s languages than these two', () => {
    expect(Object.values(Locale).filter((locale) => guessTimeZone(locale) === 'UTC')).toEqual([
      'en-US',
      'es-419',
    ]);
  });
});
