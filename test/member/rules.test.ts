import { describe, expect, test } from 'vitest';
import {
  examStageOf,
  isForRest,
  newMember,
  seen,
  shouldCheckPresence,
  withPoints,
} from '../../src/member/rules.ts';

const now = { week: '2026-W47', month: '2026-11' };

describe('points', () => {
  test('count in all, in their week and in their month', () => {
    expect(withPoints({ all: 0 }, 10, now)).toEqual({
      all: 10,
      week: { of: '2026-W47', points: 10 },
      month: { of: '2026-11', points: 10 },
    });
  });

  test('a new week begins at nought while the month goes on', () => {
    const before = withPoints({ all: 0 }, 10, now);
    expect(withPoints(before, 2, { ...now, week: '2026-W48' })).toEqual({
      all: 12,
      week: { of: '2026-W48', points: 2 },
      month: { of: '2026-11', points: 12 },
    });
  });

  test('given for an earlier week they count in all and leave this week as it is', () => {
    const before = withPoints({ all: 0 }, 10, now);
    expect(withPoints(before, 8, { week: '2026-W46', month: '2026-11' })).toEqual({
      all: 18,
      week: { of: '2026-W47', points: 10 },
      month: { of: '2026-11', points: 18 },
    });
  });

  test('the turn of the year is a turn of the week', () => {
    const before = withPoints({ all: 0 }, 10, { week: '2026-W53', month: '2026-12' });
    expect(withPoints(before, 2, { week: '2027-W01', month: '2027-01' }).week).toEqual({
      of: '2027-W01',
      points: 2,
    });
  });

  test('none change nothing', () => {
    const before = withPoints({ all: 0 }, 10, now);
    expect(withPoints(before, 0, now)).toBe(before);
  });
});

describe('a press', () => {
  test('renews the name and brings back who had left', () => {
    expect(seen({ ...newMember('Ana', 0), left: true }, 'Ana B.')).toMatchObject({
      name: 'Ana B.',
      left: false,
    });
  });

  test('by the same member changes nothing', () => {
    const member = newMember('Ana', 0);
    expect(seen(member, 'Ana')).toBe(member);
  });
});

test('the gateway is asked about a member once a day', () => {
  const member = { ...newMember('Ana', 0), seenAt: 1000 };
  expect(shouldCheckPresence(newMember('Ana', 0), 0)).toBe(true);
  expect(shouldCheckPresence(member, 1000 + 24 * 3600_000 - 1)).toBe(false);
  expect(shouldCheckPresence(member, 1000 + 24 * 3600_000)).toBe(true);
});

describe('where a member stands to their exam', () => {
  test.each([
    [undefined, false, 'no-date'],
    [undefined, true, 'no-date'],
    [2, false, 'before'],
    [1, false, 'eve'],
    [1, true, 'eve'],
    [0, false, 'day'],
    [0, true, 'passed'],
    [-1, false, 'over'],
    [-1, true, 'passed'],
  ] as const)('%s days before it, having passed: %s, is %s', (days, passed, stage) => {
    expect(examStageOf(days, passed)).toBe(stage);
  });

  test('its eve and its day are for rest, and no other', () => {
    const stages = ['no-date', 'before', 'eve', 'day', 'over', 'passed'] as const;
    expect(stages.filter(isForRest)).toEqual(['eve', 'day']);
  });
});
