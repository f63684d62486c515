import { describe, expect, test } from 'vitest';
import {
  Guild,
  isExpired,
  KEPT_AFTER_REMOVAL,
  NEW_GUILD,
  type Schedule,
  timeZoneOf,
  withClaim,
  withoutOpen,
  withoutProblems,
  withoutSchedule,
  withProblem,
  withReady,
  withSchedule,
} from '../../src/guild/rules.ts';

const aSchedule = (change: Partial<Schedule> = {}): Schedule => ({
  channel: '100000000000000001',
  timing: { kind: 'weekly', time: '09:00', days: [1, 2, 3, 4, 5] },
  timeZone: 'Europe/Berlin',
  thread: true,
  since: 1000,
  ...change,
});
const channel = (number: number) => `10000000000000000${number}`;

function set(guild: Guild, schedule: Schedule): Guild {
  const verdict = withSchedule(guild, schedule);
  if (verdict.kind !== 'set') throw new Error(verdict.kind);
  return verdict.guild;
}

describe('schedules', () => {
  test('there is one a channel: a second takes the place of the first and keeps the last date served', () => {
    const guild = set(
      set(NEW_GUILD, aSchedule({ lastDate: '2026-11-12' })),
      aSchedule({ since: 2000, thread: false }),
    );
    expect(guild.schedules).toEqual([aSchedule({ since: 2000, thread: false, lastDate: '2026-11-12' })]);
  });

  test('there are at most five, and the fifth can still be changed', () => {
    let guild = NEW_GUILD;
    for (let number = 1; number <= 5; number++) guild = set(guild, aSchedule({ channel: channel(number) }));
    expect(withSchedule(guild, aSchedule({ channel: channel(6) }))).toEqual({ kind: 'too-many', most: 5 });
    expect(set(guild, aSchedule({ channel: channel(5), timeZone: 'UTC' })).schedules).toHaveLength(5);
  });

  test('the guild’s own zone is that of its first', () => {
    expect(timeZoneOf(NEW_GUILD)).toBe('UTC');
    const guild = set(
      set(NEW_GUILD, aSchedule()),
      aSchedule({ channel: channel(2), timeZone: 'Asia/Tokyo' }),
    );
    expect(timeZoneOf(guild)).toBe('Europe/Berlin');
  });

  test('taking away one that is not there changes nothing', () => {
    const guild = set(NEW_GUILD, aSchedule());
    expect(withoutSchedule(guild, channel(2))).toBe(guild);
    expect(withoutSchedule(guild, channel(1)).schedules).toEqual([]);
  });
});

describe('what is open', () => {
  const claim = { id: `${channel(1)}-2026-11-12`, channel: channel(1), date: '2026-11-12', closesAt: 5000 };

  test('a claim marks the date as served before anything is posted', () => {
    const guild = withClaim(set(NEW_GUILD, aSchedule()), claim);
    expect(guild.open).toEqual([{ id: claim.id, closesAt: 5000, ready: false }]);
    expect(guild.schedules[0]?.lastDate).toBe('2026-11-12');
    expect(withReady(guild, claim.id).open[0]?.ready).toBe(true);
    expect(withoutOpen(guild, claim.id).open).toEqual([]);
  });
});

describe('problems', () => {
  const problem = { at: 1, channel: channel(1), kind: 'not-allowed' } as const;

  test('the same one is kept once, at its latest time', () => {
    expect(withProblem(withProblem(NEW_GUILD, problem), { ...problem, at: 2 }).problems).toEqual([
      { ...problem, at: 2 },
    ]);
  });

  test('are gone when the channel works again, and others stay', () => {
    const guild = withProblem(withProblem(NEW_GUILD, problem), { ...problem, channel: channel(2) });
    expect(withoutProblems(guild, channel(1)).problems).toEqual([{ ...problem, channel: channel(2) }]);
    expect(withoutProblems(NEW_GUILD, channel(1))).toBe(NEW_GUILD);
  });

  test('are bounded to the latest ten', () => {
    let guild = NEW_GUILD;
    for (let number = 0; number < 15; number++) {
      guild = withProblem(guild, {
        at: number,
        channel: `2000000000000000${number + 10}`,
        kind: 'channel-gone',
      });
    }
    expect(guild.problems.map((known) => known.at)).toEqual([5, 6, 7, 8, 9, 10, 11, 12, 13, 14]);
  });
});

test('a removed guild is deleted 30 days later, and one that is there never', () => {
  expect(isExpired(NEW_GUILD, Number.MAX_SAFE_INTEGER)).toBe(false);
  const removed = Guild.parse({ removedAt: 1000 });
  expect(isExpired(removed, 1000 + KEPT_AFTER_REMOVAL - 1)).toBe(false);
  expect(isExpired(removed, 1000 + KEPT_AFTER_REMOVAL)).toBe(true);
});
