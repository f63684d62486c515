import { describe, expect, test } from 'vitest';
import { parseDates } from '../../src/schedule/parse-date.ts';

/** A Thursday. */
const TODAY = '2026-11-12';

describe('a date as people type it', () => {
  test.each([
    ['2026-12-18', ['2026-12-18']],
    ['18.12.2026', ['2026-12-18']],
    ['18 December', ['2026-12-18']],
    ['Dec 18', ['2026-12-18']],
    ['3 January', ['2027-01-03']],
    ['29 Feb 2028', ['2028-02-29']],
    ['tomorrow', ['2026-11-13']],
    ['in 6 weeks', ['2026-12-24']],
    ['friday', ['2026-11-13']],
    ['5/6/2027', ['2027-06-05', '2027-05-06']],
    ['2026-2-30', []],
    ['31 Feb', []],
    ['soon', []],
    ['12', []],
    ['', []],
  ])('%s', (typed, dates) => {
    expect(parseDates(typed, TODAY)).toEqual(dates);
  });

  test.each([
    ['10 Nov', ['2026-11-10']],
    ['18 December', ['2025-12-18']],
    ['18 December 2026', ['2026-12-18']],
    ['yesterday', ['2026-11-11']],
    ['last friday', ['2026-11-06']],
    ['3 days ago', ['2026-11-09']],
    // The other reading, 5 December, is still to come.
    ['5/12/2026', ['2026-05-12']],
    ['12/5/2026', ['2026-05-12']],
  ])('looking back: %s', (typed, dates) => {
    expect(parseDates(typed, TODAY, 'past')).toEqual(dates);
  });
});
