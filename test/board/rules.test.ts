import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Boards, dailyPoints, PAGE, Ranking, withinReach } from '../../src/board/rules.ts';
import { type Member, newMember } from '../../src/member/rules.ts';

describe('points of the daily', () => {
  test.each([
    [{ right: true, late: false, metBefore: false }, 10],
    [{ right: false, late: false, metBefore: false }, 2],
    [{ right: true, late: true, metBefore: false }, 0],
    [{ right: true, late: false, metBefore: true }, 0],
  ])('%o earns %i', (answer, points) => {
    expect(dailyPoints(answer)).toBe(points);
  });
});

function ranked(points: Readonly<Record<string, number>>): Ranking {
  const ranking = new Ranking();
  for (const [member, earned] of Object.entries(points)) ranking.set(member, earned);
  return ranking;
}

describe('a ranking', () => {
  test('ties share a place and the next place is skipped', () => {
    const places = ranked({ ana: 96, bo: 84, mei: 84, tomas: 80 })
      .page(0)
      .map(({ place, member }) => [place, member]);
    expect(places).toEqual([
      [1, 'ana'],
      [2, 'bo'],
      [2, 'mei'],
      [4, 'tomas'],
    ]);
  });

  test('points of nought take a member off', () => {
    const ranking = ranked({ ana: 5, bo: 3 });
    ranking.set('ana', 0);
    expect(ranking.size).toBe(1);
    expect(ranking.lineOf('ana')).toBeUndefined();
  });

  test('past its end a page is empty', () => {
    expect(ranked({ ana: 5 }).page(1)).toEqual([]);
  });

  test('is the same as sorting everybody, whatever the order of changes', () => {
    const change = fc.record({
      member: fc.integer({ min: 0, max: 30 }),
      points: fc.integer({ min: 0, max: 12 }),
    });
    fc.assert(
      fc.property(fc.array(change, { maxLength: 200 }), (changes) => {
        const ranking = new Ranking();
        const model = new Map<string, number>();
        for (const { member, points } of changes) {
          ranking.set(`m${member}`, points);
          if (points > 0) model.set(`m${member}`, points);
          else model.delete(`m${member}`);
        }
        const sorted = [...model].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
        const expected = sorted.map(([member, points]) => ({
          place: 1 + sorted.filter(([, more]) => more > points).length,
          member,
          points,
        }));
        const pages = Array.from({ length: Math.ceil(model.size / PAGE) }, (_, page) =>
          ranking.page(page),
        ).flat();
        expect(pages).toEqual(expected);
        for (const line of expected) expect(ranking.lineOf(line.member)).toEqual(line);
      }),
    );
  });
});

describe('within reach', () => {
  test.each([
    ['the top has nobody ahead', { ana: 20 }, { kind: 'first' }],
    ['ties at the top have nobody ahead', { ana: 20, bo: 20 }, { kind: 'first' }],
    [
      'one right answer passes who is 9 ahead',
      { ana: 20, bo: 29 },
      { kind: 'pass', place: 1, rightAnswers: 1 },
    ],
    ['10 ahead takes two', { ana: 20, bo: 30 }, { kind: 'pass', place: 1, rightAnswers: 2 }],
    ['the nearest ahead counts', { ana: 20, bo: 30, mei: 90 }, { kind: 'pass', place: 2, rightAnswers: 2 }],
    ['who has no points has yet to start', { bo: 30 }, { kind: 'start' }],
  ])('%s', (_, points, reach) => {
    expect(withinReach(ranked(points), 'ana')).toEqual(reach);
  });
});

describe('a guild’s boards', () => {
  const periods = { week: '2026-W47', month: '2026-11' };
  const member = (change: Partial<Member> = {}): Member => ({
    ...newMember('Ana', 0),
    points: { all: 50, week: { of: '2026-W47', points: 12 }, month: { of: '2026-11', points: 30 } },
    ...change,
  });

  test('a member stands with the points of each period', () => {
    const boards = new Boards(periods);
    boards.follow('ana', member());
    expect(
      ['week', 'month', 'all'].map(
        (period) =>
          boards.of(period === 'week' ? 'week' : period === 'month' ? 'month' : 'all').lineOf('ana')?.points,
      ),
    ).toEqual([12, 30, 50]);
  });

  test('points of an earlier week do not count in this one', () => {
    const boards = new Boards({ week: '2026-W48', month: '2026-11' });
    boards.follow('ana', member());
    expect(boards.of('week').size).toBe(0);
    expect(boards.of('month').size).toBe(1);
  });

  test.each([{ hidden: true }, { left: true }])('who is %o is not listed, and comes back', (gone) => {
    const boards = new Boards(periods);
    boards.follow('ana', member());
    boards.follow('ana', member(gone));
    expect(boards.of('all').size).toBe(0);
    boards.follow('ana', member());
    expect(boards.of('all').size).toBe(1);
  });
});
