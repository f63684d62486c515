import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { duePosts, firstExamDate, momentOf, plannedPosts, summarySpan } from '../../src/plan/posts.ts';
import { layOut, Plan } from '../../src/plan/rules.ts';
import { plusDays } from '../../src/schedule/dates.ts';

const HOUR = 60 * 60 * 1000;
const DAY = 24 * HOUR;
const TIMES = { theme: '08:00', summary: '18:00', exam: '18:00' };
const DOMAINS = [
  { id: 'one', weight: 60, topics: ['a', 'b'] },
  { id: 'two', weight: 40, topics: ['c'] },
];

function planFrom(today: string, examDate: string, weeks = 4, since = 0): Plan {
  const laid = layOut({ domains: DOMAINS, order: [], today, examDate, weeks, exams: 3, cut: false });
  if (laid.kind !== 'fits') throw new Error(laid.kind);
  const { kind: _, proposed: __, ...fitted } = laid;
  return Plan.parse({ ...fitted, id: 'plan00001', pack: 'small', profile: 'only', since });
}
const named = (posts: readonly { kind: string; date: string }[]) =>
  posts.map(({ kind, date }) => `${kind} ${date}`);

test('a summary at any minute leaves no answer out: the quarter that has begun is whole in the next', () => {
  const { weeks } = planFrom('2026-11-16', '2026-12-11');
  const of = { times: { ...TIMES, summary: '18:10' }, zone: 'Europe/Berlin' };
  const [first, second] = weeks.map((week) => summarySpan({ weeks }, week, of));
  expect(first?.until).toBe(momentOf('2026-11-22', '18:00', 'Europe/Berlin'));
  expect(second?.from).toBe(first?.until);
});

describe('what a plan posts', () => {
  test('a theme on each week’s first day, a summary on its last but for the last week, mock exams on their day', () => {
    const plan = planFrom('2026-11-16', '2026-12-11');
    expect(named(plannedPosts(plan, TIMES, 'Europe/Berlin'))).toEqual([
      'theme 2026-11-16',
      'summary 2026-11-22',
      'theme 2026-11-23',
      'summary 2026-11-29',
      'theme 2026-11-30',
      ...plan.exams.slice(0, 1).map((date) => `exam ${date}`),
      'exam 2026-12-04',
      'summary 2026-12-06',
      'theme 2026-12-07',
      'exam 2026-12-08',
    ]);
  });

  test.each([
    ['over the end of February in a leap year', '2028-02-07', '2028-03-08', 'theme 2028-02-28'],
    ['over the end of February in another year', '2027-02-08', '2027-03-10', 'theme 2027-03-01'],
    ['over the turn of the year', '2026-12-07', '2027-01-06', 'theme 2026-12-28'],
  ])('%s', (_, today, exam, contains) => {
    const posts = plannedPosts(planFrom(today, exam), TIMES, 'UTC');
    expect(named(posts)).toContain(contains);
    expect(posts.every(({ date }) => date <= exam)).toBe(true);
  });

  test.each([
    // Clocks go forward at 02:00 on 28 March 2027 in Berlin, back at 03:00 on 25 October 2026.
    ['Europe/Berlin', '2027-03-28', '02:30', '2027-03-28T01:00:00Z'],
    ['Europe/Berlin', '2026-10-25', '02:30', '2026-10-25T00:30:00Z'],
    ['America/New_York', '2026-11-01', '08:00', '2026-11-01T13:00:00Z'],
    // The whole of this date was left out when the country changed sides of the date line.
    ['Pacific/Apia', '2011-12-30', '08:00', '2011-12-30T10:00:00Z'],
  ])('in %s on %s at %s', (zone, date, time, at) => {
    expect(new Date(momentOf(date, time, zone)).toISOString()).toBe(at.replace('Z', '.000Z'));
  });

  test('one that was accepted on its first day posts its first theme at once', () => {
    const since = Date.UTC(2026, 10, 16, 14);
    const plan = planFrom('2026-11-16', '2026-12-11', 4, since);
    const due = duePosts(plan, plannedPosts(plan, TIMES, 'UTC'), since + 60_000);
    expect(named(due?.post ?? [])).toEqual(['theme 2026-11-16']);
  });
});

describe('a mock exam on the day on which a plan is accepted', () => {
  const zone = 'UTC';
  const at = (hour: number) => Date.UTC(2026, 10, 16, hour);

  test('is announced at once, up to its time', () => {
    const plan = planFrom('2026-11-16', '2026-11-19', 4, at(10));
    expect(plan.exams).toEqual(['2026-11-16']);
    const posts = plannedPosts(plan, TIMES, zone);
    expect(named(duePosts(plan, posts, at(10))?.post ?? [])).toEqual(['theme 2026-11-16', 'exam 2026-11-16']);
    expect(named(duePosts(plan, posts, at(18))?.post ?? [])).toEqual(['theme 2026-11-16']);
  });

  test.each([
    ['an hour before it', 17, '2026-11-16'],
    ['later', 17.1, '2026-11-17'],
    ['in the evening', 20, '2026-11-17'],
  ])('accepted %s the first may be on %s', (_, hour, date) => {
    const now = at(0) + hour * HOUR;
    const examsFrom = firstExamDate('2026-11-16', TIMES, { zone, now });
    expect(examsFrom).toBe(date);
    const wish = { domains: DOMAINS, order: [], today: '2026-11-16', examDate: '2026-11-22', weeks: 4 };
    const laid = layOut({ ...wish, exams: 3, examsFrom, cut: false });
    expect(laid.kind === 'fits' && laid.exams[0]).toBe(date);
  });
});

describe('what is due', () => {
  const plan = planFrom('2026-11-16', '2026-12-11');
  const posts = plannedPosts(plan, TIMES, 'UTC');
  const at = (date: string, hour: number) => Date.parse(`${date}T00:00:00Z`) + hour * HOUR;

  test.each([
    ['on time', at('2026-11-23', 8), {}, ['summary 2026-11-22', 'theme 2026-11-23']],
    ['two days late', at('2026-11-25', 9), { summary: '2026-11-22' }, ['theme 2026-11-23']],
    ['four days late: dropped', at('2026-11-27', 9), {}, []],
    ['a summary of the day before', at('2026-11-23', 7), { theme: '2026-11-16' }, ['summary 2026-11-22']],
    [
      'after weeks of downtime only the last',
      at('2026-12-07', 9),
      {},
      ['summary 2026-12-06', 'theme 2026-12-07'],
    ],
  ])('%s', (_, now, served, sent) => {
    expect(named(duePosts({ ...plan, served }, posts, now)?.post ?? [])).toEqual(sent);
  });

  test('nothing is due twice, and nothing that lay before it was accepted', () => {
    const first = duePosts(plan, posts, at('2026-11-23', 9));
    expect(duePosts({ ...plan, served: first?.served ?? {} }, posts, at('2026-11-23', 9))).toBeUndefined();
    const late = { ...plan, since: at('2026-11-24', 9) };
    expect(duePosts(late, plannedPosts(late, TIMES, 'UTC'), at('2026-11-24', 10))).toBeUndefined();
  });

  test('whatever the times at which it is asked, no post comes twice and none comes too early or too late', () => {
    const zone = fc.constantFrom(
      'UTC',
      'Europe/Berlin',
      'America/New_York',
      'Australia/Lord_Howe',
      'Asia/Kathmandu',
    );
    fc.assert(
      fc.property(
        zone,
        fc.integer({ min: 3, max: 90 }),
        fc.array(fc.integer({ min: 1, max: 6 * 24 * 60 }), { minLength: 1, maxLength: 60 }),
        (where, days, steps) => {
          let now = Date.UTC(2026, 9, 20, 12);
          let current = planFrom('2026-10-20', plusDays('2026-10-20', days), 8, now);
          const all = plannedPosts(current, TIMES, where);
          const sent: string[] = [];
          for (const minutes of steps) {
            now += minutes * 60_000;
            const due = duePosts(current, all, now);
            if (!due) continue;
            for (const post of due.post) {
              expect(post.at).toBeLessThanOrEqual(now);
              expect(now).toBeLessThan(post.staleAt);
            }
            sent.push(...named(due.post));
            current = { ...current, served: due.served };
          }
          expect(new Set(sent).size).toBe(sent.length);
          expect(now - Date.UTC(2026, 9, 20)).toBeLessThan(400 * DAY);
        },
      ),
    );
  });
});
