import { describe, expect, test } from 'vitest';
import type { History } from '../../src/history/rules.ts';
import { effortIn, groupWeek, type MemberWeek, myDay, progressOf, type Work } from '../../src/plan/effort.ts';

const WEEK = { from: 1000, until: 2000 };
const attempt = (at: number, right = true, source: History['first']['source'] = 'practice') =>
  ({ at, right, source }) as const;
const once = (at: number, right = true): History => ({
  first: attempt(at, right),
  last: attempt(at, right),
  times: 1,
});

describe('a member’s week', () => {
  const stint = (from: number, answered: number, more: Partial<Work['stints'][number]> = {}) => ({
    ...{ from, pack: 'small', topic: 'sums', answered, right: answered, reviews: 0, domain: 'one' },
    ...more,
  });

  test('counts every answer that was given in it, whatever is answered later', () => {
    const stints = [
      stint(999, 7),
      stint(1000, 3, { right: 1, reviews: 2 }),
      stint(1999, 2),
      stint(1999, 1, { topic: 'other', domain: undefined }),
      stint(2000, 50),
    ];
    const later: History = { first: attempt(1000), last: attempt(2500, true, 'exam'), times: 3 };
    const work = { stints, answered: [{ history: later, domain: 'one' }], sittings: [] };
    expect(effortIn(work, WEEK)).toEqual({
      answered: 6,
      right: 4,
      reviews: 2,
      exams: 0,
      domains: new Map([['one', { of: 5, right: 3 }]]),
    });
  });

  test('what was answered before answers were counted is known from histories, and not counted twice', () => {
    const answered = [
      { history: once(1100), domain: 'one' },
      { history: { first: attempt(1200), last: attempt(1700), times: 2 }, domain: 'one' },
    ];
    expect(effortIn({ stints: [stint(1500, 4)], answered, sittings: [] }, WEEK).answered).toBe(6);
  });

  test('without counts: the first attempt at a question and the last one, where they lie in the week', () => {
    const answered = [
      { history: once(1000), domain: 'one' },
      { history: once(1999, false), domain: 'one' },
      { history: once(2000), domain: 'one' },
      { history: once(999), domain: 'one' },
      {
        history: { first: attempt(500), last: attempt(1500, true, 'review'), times: 2 },
        domain: undefined,
      },
    ];
    const effort = effortIn({ stints: [], answered, sittings: [{ at: 1500 }, { at: 2500 }] }, WEEK);
    expect(effort).toEqual({
      answered: 3,
      right: 2,
      reviews: 1,
      exams: 1,
      domains: new Map([['one', { of: 2, right: 1 }]]),
    });
  });

  test('a goal is met by what was done, or by a tick', () => {
    const effort = { answered: 12, right: 3, reviews: 10, exams: 0, domains: new Map() };
    const goals = [
      { kind: 'questions', count: 15 },
      { kind: 'review', count: 10 },
      { kind: 'read', count: 1 },
      { kind: 'exam', count: 1 },
    ] as const;
    expect(progressOf(goals, effort, ['read']).map(({ kind, done, met }) => [kind, done, met])).toEqual([
      ['questions', 12, false],
      ['review', 10, true],
      ['read', 1, true],
      ['exam', 0, false],
    ]);
  });
});

describe('the group’s week', () => {
  const member = (id: string, answered: number, more: Partial<MemberWeek> = {}): MemberWeek => ({
    id,
    listed: true,
    named: false,
    effort: {
      answered,
      right: Math.floor(answered / 2),
      reviews: 0,
      exams: 0,
      domains: new Map([
        ['one', { of: answered, right: Math.floor(answered / 2) }],
        ['two', { of: answered, right: 0 }],
      ]),
    },
    before: { answered: 0, right: 0, reviews: 0, exams: 0, domains: new Map() },
    goals: [],
    ...more,
  });
  const effort = (answered: number, right: number) => ({
    answered,
    right,
    reviews: 0,
    exams: 0,
    domains: new Map(),
  });

  test('the weakest domain and three names only from four members up', () => {
    const four = groupWeek([member('a', 9), member('b', 8), member('c', 7), member('d', 6)], []);
    expect(four.weakest).toBe('two');
    expect(four.mostActive.map(({ id }) => id)).toEqual(['a', 'b', 'c']);
    const three = groupWeek([member('a', 9), member('b', 8), member('c', 7), member('d', 0)], []);
    expect(three.active).toBe(3);
    expect(three.weakest).toBeUndefined();
    expect(three.mostActive.map(({ id }) => id)).toEqual(['a']);
  });

  test('goals are told from four members up, and only those that somebody met', () => {
    const goals = [
      { kind: 'questions', count: 15 },
      { kind: 'read', count: 1 },
    ] as const;
    const done = (id: string, met: boolean) =>
      member(id, 9, {
        goals: [
          { kind: 'questions', count: 15, done: 0, met: false },
          { kind: 'read', count: 1, done: 0, met },
        ],
      });
    const three = [done('a', false), done('b', true), done('c', true)];
    expect(groupWeek(three, goals).met).toEqual([]);
    expect(groupWeek([...three, done('d', false)], goals).met).toEqual([
      { kind: 'read', count: 1, members: 2 },
    ]);
    expect(
      groupWeek(
        ['a', 'b', 'c', 'd'].map((id) => done(id, false)),
        goals,
      ).met,
    ).toEqual([]);
  });

  test('nobody who hides or has left is named, but what they did counts', () => {
    const week = groupWeek(
      [member('a', 90, { listed: false }), member('b', 8), member('c', 7), member('d', 6), member('e', 5)],
      [],
    );
    expect(week.answered).toBe(116);
    expect(week.mostActive.map(({ id }) => id)).toEqual(['b', 'c', 'd']);
  });

  test.each([
    [
      'asked to be named, twenty answers in both weeks, a better share',
      { named: true, effort: effort(20, 15), before: effort(20, 10) },
      'x',
    ],
    ['did not ask', { named: false, effort: effort(20, 15), before: effort(20, 10) }, undefined],
    ['nineteen answers before', { named: true, effort: effort(20, 15), before: effort(19, 1) }, undefined],
    ['nineteen answers now', { named: true, effort: effort(19, 19), before: effort(20, 1) }, undefined],
    ['no better share', { named: true, effort: effort(20, 10), before: effort(20, 10) }, undefined],
    ['hides', { named: true, listed: false, effort: effort(20, 15), before: effort(20, 10) }, undefined],
  ])('most improved: %s', (_, more, id) => {
    expect(groupWeek([member('a', 9), member('x', 0, more)], []).mostImproved).toBe(id);
  });
});

describe('a member’s day', () => {
  const day = { pausedUntil: undefined, restDay: false, daysLeft: 30, dueMinutes: 0, minutes: 12 };
  test.each([
    ['something due, as far as the minutes go', { dueMinutes: 40 }, { kind: 'review', minutes: 12 }],
    ['little due', { dueMinutes: 2 }, { kind: 'review', minutes: 5 }],
    ['nothing due', {}, { kind: 'learn', minutes: 12 }],
    ['a rest day', { restDay: true, dueMinutes: 40 }, { kind: 'rest-day' }],
    ['a pause', { pausedUntil: '2026-12-01', restDay: true }, { kind: 'paused', until: '2026-12-01' }],
    ['the day before', { daysLeft: 1, dueMinutes: 40 }, { kind: 'eve' }],
    ['the exam, even in a pause', { daysLeft: 0, pausedUntil: '2026-12-01' }, { kind: 'exam' }],
    ['an exam that is over', { daysLeft: -3 }, { kind: 'learn', minutes: 12 }],
    ['no date', { daysLeft: undefined }, { kind: 'learn', minutes: 12 }],
  ])('%s', (_, more, expected) => {
    expect(myDay({ ...day, ...more })).toEqual(expected);
  });
});
