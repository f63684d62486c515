import { describe, expect, test } from 'vitest';
import { LONGEST_CRON, parseCron, parseDays, parseTime } from '../../src/schedule/parse.ts';

describe('a time of day', () => {
  test.each([
    ['9', '09:00'],
    ['0', '00:00'],
    ['9:00', '09:00'],
    ['09:00', '09:00'],
    ['9.30', '09:30'],
    ['930', '09:30'],
    ['2130', '21:30'],
    ['21h', '21:00'],
    ['21h30', '21:30'],
    ['18 Uhr', '18:00'],
    ["9 o'clock", '09:00'],
    ['9 am', '09:00'],
    ['9:30pm', '21:30'],
    ['9 P.M.', '21:00'],
    ['12am', '00:00'],
    ['12:05 am', '00:05'],
    ['12pm', '12:00'],
    ['noon', '12:00'],
    ['Midnight', '00:00'],
    ['at 7', '07:00'],
    [' 23:59 ', '23:59'],
    ['９：００', '09:00'],
  ])('typed as %j is %s', (text, expected) => {
    expect(parseTime(text)).toBe(expected);
  });

  test.each([
    '',
    '24:00',
    '25',
    '9:60',
    '9:5',
    '13pm',
    '0am',
    '-1',
    '9:00:00',
    'nine',
    '9 9',
    '1e1',
    '12345',
  ])('is not %j', (text) => {
    expect(parseTime(text)).toBeUndefined();
  });
});

describe('days', () => {
  test.each([
    ['every day', [1, 2, 3, 4, 5, 6, 7]],
    ['everyday', [1, 2, 3, 4, 5, 6, 7]],
    ['daily', [1, 2, 3, 4, 5, 6, 7]],
    ['all', [1, 2, 3, 4, 5, 6, 7]],
    ['weekdays', [1, 2, 3, 4, 5]],
    ['every weekday', [1, 2, 3, 4, 5]],
    ['working days', [1, 2, 3, 4, 5]],
    ['weekends', [6, 7]],
    ['the weekend', [6, 7]],
    ['weekdays and Saturday', [1, 2, 3, 4, 5, 6]],
    ['mon wed fri', [1, 3, 5]],
    ['Mon, Wed and Fri', [1, 3, 5]],
    ['Fr, Mo & We', [1, 3, 5]],
    ['mon/wed', [1, 3]],
    ['Sundays', [7]],
    ['on Tuesday', [2]],
    ['monday-friday', [1, 2, 3, 4, 5]],
    ['Mon – Thu', [1, 2, 3, 4]],
    ['Monday to Thursday', [1, 2, 3, 4]],
    ['fri-mon', [1, 5, 6, 7]],
    ['mon-wed, sat', [1, 2, 3, 6]],
    ['1-5', [1, 2, 3, 4, 5]],
    ['7 1', [1, 7]],
    ['mon mon', [1]],
  ])('typed as %j are %j', (text, expected) => {
    expect(parseDays(text)).toEqual(expected);
  });

  test.each(['', 'and', 'every', 'someday', '0', '8', 'mon-', '-mon', 'mon-tue-wed', 'mon someday', '135'])(
    'are not %j',
    (text) => {
      expect(parseDays(text)).toBeUndefined();
    },
  );
});

describe('a cron expression', () => {
  test.each([
    ['0 9 * * 1-5', '0 9 * * 1-5'],
    ['  0   9 * *  mon-fri ', '0 9 * * mon-fri'],
    ['*/15 9-17 1,15 JAN-JUN ?', '*/15 9-17 1,15 JAN-JUN ?'],
    ['0 9 L * *', '0 9 L * *'],
    ['0 9 * * 5L', '0 9 * * 5L'],
    ['0 9 * * thu#1', '0 9 * * thu#1'],
    ['0 9 29 2 *', '0 9 29 2 *'],
    ['0 9 30 2 1', '0 9 30 2 1'],
    ['@daily', '0 0 * * *'],
    ['@Weekly', '0 0 * * 0'],
    ['@weekdays', '0 0 * * 1-5'],
  ])('%j is taken as %j', (text, expression) => {
    expect(parseCron(text)).toEqual({ ok: true, expression });
  });

  test.each([
    ['', { reason: 'fields', count: 0 }],
    ['0 9 * *', { reason: 'fields', count: 4 }],
    ['0 0 9 * * *', { reason: 'fields', count: 6 }],
    ['@reboot', { reason: 'fields', count: 1 }],
    ['61 * * * *', { reason: 'value', field: 'minute', text: '61' }],
    ['0 24 * * *', { reason: 'value', field: 'hour', text: '24' }],
    ['0 9 0 * *', { reason: 'value', field: 'dayOfMonth', text: '0' }],
    ['0 9 * 13 *', { reason: 'value', field: 'month', text: '13' }],
    ['0 9 * * 8', { reason: 'value', field: 'dayOfWeek', text: '8' }],
    ['0 9 * * fri-mon', { reason: 'value', field: 'dayOfWeek', text: 'fri-mon' }],
    ['*/0 9 * * *', { reason: 'value', field: 'minute', text: '*/0' }],
    ['nine 9 * * x', { reason: 'value', field: 'minute', text: 'nine' }],
    ['H 9 * * *', { reason: 'value', field: 'minute', text: 'H' }],
    ['0,H(1-5) 9 * * *', { reason: 'value', field: 'minute', text: '0,H(1-5)' }],
    ['0 9 30 2 *', { reason: 'never' }],
    ['0 9 31 4,6,9,11 *', { reason: 'never' }],
    [`${'0,'.repeat(LONGEST_CRON)}0 9 * * *`, { reason: 'long', most: LONGEST_CRON }],
  ])('%j is refused: %j', (text, refusal) => {
    expect(parseCron(text)).toEqual({ ok: false, ...refusal });
  });
});
