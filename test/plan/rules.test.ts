import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  apportion,
  dayKind,
  EXAMS,
  type Fitted,
  focusOn,
  goalsOf,
  goalsWeekOn,
  layOut,
  move,
  Plan,
  type PlanWish,
  type Syllabus,
  topicsGone,
  WEEKS,
  weekOn,
  withTurn,
} from '../../src/plan/rules.ts';
import { daysBetween, isoWeekday, mondayOf, plusDays } from '../../src/schedule/dates.ts';

/** The classic profile of the ML Associate pack, in short. */
const CLASSIC: Syllabus = {
  domains: [
    { id: 'db', weight: 29, topics: ['store', 'delta', 'mlflow', 'registry', 'automl', 'compute', 'deploy'] },
    { id: 'flow', weight: 29, topics: ['workflow', 'eda', 'features', 'tuning', 'metrics', 'cv'] },
    { id: 'spark', weight: 33, topics: ['pipelines', 'pandas', 'sklearn'] },
    { id: 'scale', weight: 9, topics: ['trees'] },
  ],
  order: [
    'workflow',
    'eda',
    'features',
    'store',
    'delta',
    'mlflow',
    'registry',
    'automl',
    'compute',
    'deploy',
  ],
};
const wishFor = (change: Partial<PlanWish> = {}): PlanWish => ({
  ...CLASSIC,
  today: '2026-11-12', // a Thursday
  examDate: '2027-01-06', // a Wednesday, the eighth week
  weeks: 8,
  exams: 3,
  cut: false,
  ...change,
});
function fitted(change: Partial<PlanWish> = {}): Fitted {
  const verdict = layOut(wishFor(change));
  if (verdict.kind !== 'fits') throw new Error(verdict.kind);
  return verdict;
}
const planOf = (change: Partial<PlanWish> = {}): Plan =>
  Plan.parse({ ...fitted(change), id: 'plan', pack: 'pack', profile: 'classic', since: 0 });
const shape = ({ weeks }: Pick<Fitted, 'weeks'>) =>
  weeks.map(({ from, to, kind, topics }) => `${from} ${to} ${kind} ${topics.join(' ')}`.trim());

describe('a plan of eight weeks', () => {
  test('has its domains in proportion, then mock exams, and ends with the exam', () => {
    expect(shape(fitted())).toEqual([
      '2026-11-16 2026-11-22 learn store delta mlflow',
      '2026-11-23 2026-11-29 learn registry automl compute deploy',
      '2026-11-30 2026-12-06 learn workflow eda features tuning metrics cv',
      '2026-12-07 2026-12-13 learn pipelines',
      '2026-12-14 2026-12-20 learn pandas sklearn',
      '2026-12-21 2026-12-27 learn trees',
      '2026-12-28 2027-01-03 mock',
      '2027-01-04 2027-01-06 mock',
    ]);
    expect(fitted()).toMatchObject({ exams: ['2026-12-28', '2026-12-31', '2027-01-02'], proposed: [] });
  });

  test('its days are weeks, light review, rest, the exam', () => {
    const plan = planOf();
    const kinds = [
      '2026-11-15',
      '2026-11-16',
      '2027-01-03',
      '2027-01-04',
      '2027-01-05',
      '2027-01-06',
      '2027-01-07',
    ];
    expect(kinds.map((date) => dayKind(plan, date))).toEqual([
      'before',
      'week',
      'week',
      'light',
      'rest',
      'exam',
      'over',
    ]);
  });

  test.each([
    ['2026-11-12', '2026-11-16'],
    ['2026-11-16', '2026-11-16'],
    ['2026-11-23', '2026-11-23'],
    ['2027-01-06', '2027-01-04'],
    ['2027-01-07', undefined],
  ])('on %s the goals are those of the week from %s on', (date, from) => {
    expect(goalsWeekOn(planOf(), date)?.from).toBe(from);
  });

  test('the question of the day follows it: theme only, then in turns, then by weight', () => {
    const plan = planOf();
    const of = (channel: string, dates: readonly string[]) => {
      let now = plan;
      return dates.map((date) => {
        const focus = focusOn(now, channel, date);
        now = withTurn(now, channel, date);
        return focus;
      });
    };
    expect(of('one', ['2026-11-15', '2026-11-16', '2026-11-17', '2026-11-22'])).toEqual([
      undefined,
      'theme',
      'theme',
      'theme',
    ]);
    expect(of('one', ['2026-11-23', '2026-11-24', '2026-11-25'])).toEqual(['theme', 'missed', 'theme']);
    expect(of('one', ['2026-12-28', '2027-01-04'])).toEqual([undefined, undefined]);
  });

  test('two schedules take their turns each by itself, so that neither gets one kind alone', () => {
    let plan = planOf();
    const seen: string[] = [];
    for (const date of ['2026-11-23', '2026-11-24'])
      for (const channel of ['one', 'two']) {
        seen.push(`${channel} ${focusOn(plan, channel, date)}`);
        plan = withTurn(plan, channel, date);
      }
    expect(seen).toEqual(['one theme', 'two theme', 'one missed', 'two missed']);
  });

  test('a week has two or three goals, a mock exam among them where one is planned', () => {
    const plan = planOf();
    const kinds = plan.weeks.map((week) => goalsOf(plan, week).map(({ kind, count }) => `${kind} ${count}`));
    expect(kinds[0]).toEqual(['questions 15', 'read 1']);
    expect(kinds[6]).toEqual(['exam 1', 'review 10', 'questions 10']);
    expect(kinds[7]).toEqual(['review 10', 'questions 10']);
  });
});

describe('the dates of a plan', () => {
  test.each([
    ['on a Monday belongs to the week before', '2027-01-04', '2026-12-28 2027-01-04 mock'],
    ['on a Tuesday belongs to the week before', '2027-01-05', '2026-12-28 2027-01-05 mock'],
    ['on a Wednesday has three days of its own', '2027-01-06', '2027-01-04 2027-01-06 mock'],
    ['on a Sunday has the whole week', '2027-01-10', '2027-01-04 2027-01-10 mock'],
    ['on a leap day', '2028-02-29', '2028-02-21 2028-02-29 mock'],
    ['on the last day of a year', '2027-12-31', '2027-12-27 2027-12-31 mock'],
  ])('an exam %s', (_, examDate, last) => {
    expect(shape(fitted({ examDate })).at(-1)).toBe(last);
  });

  test.each([
    ['Thursday still counts its week', '2026-11-12', '2026-11-12'],
    ['Friday begins on Monday', '2026-11-13', '2026-11-16'],
    ['Monday begins at once', '2026-11-16', '2026-11-16'],
  ])('%s', (_, today, from) => {
    expect(fitted({ today, weeks: 12 }).weeks[0]?.from).toBe(from);
  });

  test.each([
    ['two days ahead is too soon', '2026-11-14', 'too-soon'],
    ['today is too soon', '2026-11-12', 'too-soon'],
    ['in the past is too soon', '2025-11-12', 'too-soon'],
    ['three days ahead fits', '2026-11-15', 'fits'],
    ['three years ahead is too far', '2029-11-12', 'too-far'],
  ])('an exam %s', (_, examDate, kind) => {
    expect(layOut(wishFor({ examDate })).kind).toBe(kind);
  });
});

describe('too little time', () => {
  test('has the weeks there are, and proposes to leave out what weighs least, never a domain', () => {
    const short = fitted({ examDate: '2026-12-09', weeks: 8 });
    expect(short.weeks).toHaveLength(5);
    expect(short.proposed).toEqual(['deploy', 'compute', 'automl', 'registry']);
    // Even so the weeks are full: more than a fifth of the exam is never left out.
    expect(short.later).toBe('2026-12-30');
    expect(fitted({ examDate: '2026-12-30', weeks: 8 })).toMatchObject({ proposed: [], later: undefined });
    expect(short.cut).toEqual([]);
    const cut = fitted({ examDate: '2026-12-09', weeks: 8, cut: true });
    expect(cut.cut).toEqual(short.proposed);
    expect(shape(cut)).toEqual([
      '2026-11-12 2026-11-15 learn store delta mlflow workflow eda features tuning metrics cv',
      '2026-11-16 2026-11-22 learn pipelines pandas sklearn',
      '2026-11-23 2026-11-29 learn trees',
      '2026-11-30 2026-12-06 mock',
      '2026-12-07 2026-12-09 mock',
    ]);
  });

  test('with one week left, everything stands beside the mock exams', () => {
    const [only, ...more] = fitted({ examDate: '2026-11-18', exams: 5 }).weeks;
    expect(more).toHaveLength(1);
    expect(only).toMatchObject({ kind: 'learn' });
    const week = fitted({ examDate: '2026-11-16', exams: 5 });
    expect(week.weeks).toMatchObject([{ kind: 'mock', from: '2026-11-12', to: '2026-11-16' }]);
    expect(week.weeks[0]?.topics).toHaveLength(17);
    expect(week.exams).toEqual(['2026-11-13']);
  });
});

describe('moving a plan', () => {
  const classic = planOf();
  test('lets the present week slip and lays out the rest anew', () => {
    const moved = move(classic, CLASSIC, { today: '2026-12-02' });
    if (moved.kind !== 'moved') throw new Error(moved.kind);
    expect(shape(moved)).toEqual([
      '2026-11-16 2026-11-22 learn store delta mlflow',
      '2026-11-23 2026-11-29 learn registry automl compute deploy',
      '2026-11-30 2026-12-06 free',
      '2026-12-07 2026-12-13 learn workflow eda features tuning metrics cv',
      '2026-12-14 2026-12-20 learn pipelines pandas sklearn',
      '2026-12-21 2026-12-27 learn trees',
      '2026-12-28 2027-01-03 mock',
      '2027-01-04 2027-01-06 mock',
    ]);
    expect(moved.exams).toEqual(classic.exams);
  });

  test('topics that are gone from the pack are left, and what is new there comes instead', () => {
    const without = (topics: readonly string[]) => topics.filter((id) => !['eda', 'features'].includes(id));
    const corrected: typeof CLASSIC = {
      order: [...without(CLASSIC.order), 'drift'],
      domains: CLASSIC.domains.map((domain) => ({
        ...domain,
        topics: domain.topics.includes('eda') ? [...without(domain.topics), 'drift'] : [...domain.topics],
      })),
    };
    const today = '2026-11-18';
    const all = corrected.domains.flatMap(({ topics }) => topics);
    expect(topicsGone(classic, all, today)).toEqual(['eda', 'features']);
    expect(topicsGone(classic, all, '2026-12-31')).toEqual([]);
    for (const examDate of [undefined, classic.examDate]) {
      const moved = move(classic, corrected, { today, examDate });
      if (moved.kind !== 'moved') throw new Error(moved.kind);
      expect(moved.weeks.flatMap(({ topics }) => topics).sort()).toEqual([...all].sort());
    }
  });

  test('to a later exam date every week comes later', () => {
    const moved = move(classic, CLASSIC, { today: '2026-11-18', examDate: '2027-01-13' });
    if (moved.kind !== 'moved') throw new Error(moved.kind);
    expect(moved.weeks).toHaveLength(9);
    expect(moved.weeks.at(-1)).toMatchObject({ to: '2027-01-13' });
    expect(moved.weeks.flatMap(({ topics }) => topics)).toHaveLength(17);
  });

  test('another exam date costs no week: the present one stays, and the rest is laid out towards it', () => {
    const moved = move(classic, CLASSIC, { today: '2026-12-02', examDate: '2027-01-08' });
    if (moved.kind !== 'moved') throw new Error(moved.kind);
    expect(shape(moved)).toEqual([...shape(classic).slice(0, 7), '2027-01-04 2027-01-08 mock']);
    expect(moved.exams).toEqual(['2026-12-28', '2027-01-01', '2027-01-05']);
    const back = move(Plan.parse({ ...classic, ...moved }), CLASSIC, {
      today: '2026-12-02',
      examDate: classic.examDate,
    });
    expect(back).toMatchObject({ weeks: classic.weeks, exams: classic.exams });
  });

  test('a wrong date put right brings every week, topic and mock exam back', () => {
    const asked = Plan.parse({ ...classic, examsWanted: 3 });
    const today = '2026-11-18';
    const wrong = move(asked, CLASSIC, { today, examDate: '2026-11-22' });
    if (wrong.kind !== 'moved') throw new Error(wrong.kind);
    expect(wrong.exams.length).toBeLessThan(3);
    const right = move(Plan.parse({ ...asked, ...wrong }), CLASSIC, { today, examDate: classic.examDate });
    if (right.kind !== 'moved') throw new Error(right.kind);
    expect(right.exams).toEqual(classic.exams);
    expect(right.weeks[0]?.topics).toEqual([]);
    expect(right.weeks.flatMap(({ topics }) => topics)).toHaveLength(17);
    expect(right.weeks.slice(1, -2).every(({ topics }) => topics.length > 0)).toBe(true);
  });

  test('in its last week the date can still be put right', () => {
    const moved = move(classic, CLASSIC, { today: '2027-01-04', examDate: '2027-01-08' });
    if (moved.kind !== 'moved') throw new Error(moved.kind);
    expect(moved.weeks).toEqual([
      ...classic.weeks.slice(0, -1),
      { ...classic.weeks.at(-1), to: '2027-01-08' },
    ]);
  });

  test('a date within the present week brings everything that is left into it', () => {
    const moved = move(classic, CLASSIC, { today: '2026-12-07', examDate: '2026-12-12' });
    if (moved.kind !== 'moved') throw new Error(moved.kind);
    expect(shape(moved).slice(3)).toEqual(['2026-12-07 2026-12-12 mock pipelines pandas sklearn trees']);
    expect(moved.exams).toEqual(['2026-12-09']);
  });

  test.each([
    ['twelve weeks in all', '2027-02-07', 'moved'],
    ['thirteen weeks', '2027-02-10', 'too-long'],
    ['ninety-eight weeks', '2028-10-06', 'too-long'],
  ])('a date that makes it %s is %s', (_, examDate, kind) => {
    expect(move(classic, CLASSIC, { today: '2026-11-25', examDate }).kind).toBe(kind);
  });

  test('in a last week that has days no week can slip', () => {
    const plan = planOf({ examDate: '2027-01-10' });
    expect(move(plan, CLASSIC, { today: '2027-01-05' }).kind).toBe('no-week-left');
  });

  test('a mock exam that was sat stays, and the others keep their distance', () => {
    const moved = move(classic, CLASSIC, { today: '2026-12-28' });
    expect(moved.kind === 'moved' && moved.exams).toEqual(['2026-12-28', '2026-12-31', '2027-01-02']);
  });

  test.each([
    ['before it begins', '2026-11-15', undefined, 'not-begun'],
    ['in its last week', '2027-01-02', undefined, 'moved'],
    ['when no week is left', '2027-01-03', '2027-01-06', 'moved'],
    ['two days before', '2027-01-04', undefined, 'too-soon'],
    ['two days before, to tomorrow', '2027-01-04', '2027-01-05', 'moved'],
    ['two days before, to today', '2027-01-04', '2027-01-04', 'not-ahead'],
    ['when it is over', '2027-01-07', '2027-03-01', 'over'],
  ])('%s', (_, today, examDate, kind) => {
    expect(move(classic, CLASSIC, { today, examDate }).kind).toBe(kind);
  });
});

// Every date there is, leap days and month ends included: dates are reckoned without clocks.
const anyDate = fc.integer({ min: 0, max: 4 * 366 }).map((days) => plusDays('2027-01-01', days));
const anySyllabus = fc
  .array(fc.record({ weight: fc.integer({ min: 1, max: 60 }), topics: fc.integer({ min: 1, max: 8 }) }), {
    minLength: 1,
    maxLength: 7,
  })
  .map((list): Syllabus => {
    const domains = list.map(({ weight, topics }, d) => ({
      id: `d${d}`,
      weight,
      topics: Array.from({ length: topics }, (_, t) => `d${d}t${t}`),
    }));
    return { domains, order: domains.flatMap(({ topics }) => topics).reverse() };
  });
const anyWish = fc
  .record({
    syllabus: anySyllabus,
    today: anyDate,
    ahead: fc.integer({ min: 3, max: 150 }),
    weeks: fc.integer({ min: WEEKS.least, max: WEEKS.most }),
    exams: fc.integer({ min: EXAMS.least, max: EXAMS.most }),
    cut: fc.boolean(),
  })
  .map(
    ({ syllabus, today, ahead, ...rest }): PlanWish => ({
      ...syllabus,
      ...rest,
      today,
      examDate: plusDays(today, ahead),
    }),
  );

function checkWeeks({ weeks, exams, examDate }: Fitted, from: string): void {
  for (const [index, week] of weeks.entries()) {
    expect(week.from <= week.to).toBe(true);
    const next = weeks[index + 1];
    if (next) {
      expect(next.from).toBe(plusDays(week.to, 1));
      expect(isoWeekday(next.from)).toBe(1);
    }
  }
  expect(weeks.at(-1)?.to).toBe(examDate);
  for (const [index, date] of exams.entries()) {
    expect(date >= from && daysBetween(date, examDate) >= 3).toBe(true);
    expect(isoWeekday(date)).not.toBe(7);
    const before = exams[index - 1];
    if (before) expect(daysBetween(before, date)).toBeGreaterThanOrEqual(2);
  }
}

describe('whatever is asked for', () => {
  test('weeks follow each other, cover every topic and domain, and no date is past the exam', () => {
    fc.assert(
      fc.property(anyWish, (wish) => {
        const plan = layOut(wish);
        if (plan.kind !== 'fits') throw new Error(plan.kind);
        checkWeeks(plan, wish.today);
        expect((plan.weeks[0]?.from ?? '') >= wish.today).toBe(true);
        expect(plan.weeks.length).toBeLessThanOrEqual(wish.weeks);
        const learned = new Set(plan.weeks.flatMap(({ topics }) => topics));
        for (const { topics } of wish.domains) {
          expect(topics.some((topic) => learned.has(topic))).toBe(true);
          expect(
            topics.filter((topic) => !plan.cut.includes(topic)).every((topic) => learned.has(topic)),
          ).toBe(true);
        }
        expect(plan.exams.length).toBeLessThanOrEqual(wish.exams);
        if (plan.weeks.length >= WEEKS.least) expect(plan.exams).toHaveLength(wish.exams);
      }),
      { numRuns: 500 },
    );
  });

  test('the last two weeks are for mock exams, all before them for new topics', () => {
    fc.assert(
      fc.property(anyWish, (wish) => {
        const plan = layOut(wish);
        if (plan.kind !== 'fits' || plan.weeks.length < WEEKS.least) return;
        expect(plan.weeks.map(({ kind }) => kind)).toEqual(
          plan.weeks.map((_, index) => (index < plan.weeks.length - 2 ? 'learn' : 'mock')),
        );
      }),
    );
  });

  test('weeks are in proportion: no week moved from one domain to another would make it fairer', () => {
    const weights = fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 7 });
    fc.assert(
      fc.property(weights, fc.integer({ min: 0, max: 10 }), (list, more) => {
        const seats = list.length + more;
        const counts = apportion(list, seats);
        expect(counts.reduce((sum, count) => sum + count, 0)).toBe(seats);
        const unfair = (a: number, b: number, wa: number, wb: number) =>
          Math.max(wa / a / (wb / b), wb / b / (wa / a));
        for (const [i, wi] of list.entries())
          for (const [j, wj] of list.entries()) {
            const [ci = 1, cj = 1] = [counts[i], counts[j]];
            expect(ci).toBeGreaterThanOrEqual(1);
            if (wi > wj) expect(ci).toBeGreaterThanOrEqual(cj);
            if (i !== j && cj > 1)
              expect(unfair(ci, cj, wi, wj)).toBeLessThanOrEqual(unfair(ci + 1, cj - 1, wi, wj) + 1e-9);
          }
      }),
    );
  });

  test('what is proposed to leave out is lightest first, and leaves every domain a topic', () => {
    fc.assert(
      fc.property(anyWish, (wish) => {
        const plan = layOut({ ...wish, cut: true });
        if (plan.kind !== 'fits') throw new Error(plan.kind);
        const each = (topic: string) => {
          const domain = wish.domains.find(({ topics }) => topics.includes(topic));
          return domain ? domain.weight / domain.topics.length : 0;
        };
        const weights = plan.cut.map(each);
        const sum = (list: readonly number[]) => list.reduce((all, weight) => all + weight, 0);
        expect(sum(weights)).toBeLessThanOrEqual(0.2 * sum(wish.domains.map(({ weight }) => weight)) + 1e-9);
        if (plan.later !== undefined) {
          const enough = layOut({ ...wish, examDate: plan.later });
          expect(enough.kind === 'fits' && enough.weeks).toHaveLength(wish.weeks);
        }
        expect(weights).toEqual(weights.toSorted((a, b) => a - b));
        for (const { topics } of wish.domains)
          expect(topics.some((topic) => !plan.cut.includes(topic))).toBe(true);
        if (plan.weeks.length >= wish.weeks) expect(plan.cut).toEqual([]);
      }),
    );
  });

  test('a moved plan keeps its past, covers what was left, and never goes past its exam', () => {
    fc.assert(
      fc.property(
        anyWish,
        fc.integer({ min: 0, max: 90 }),
        fc.option(fc.integer({ min: -7, max: 40 }), { nil: undefined }),
        (wish, later, more) => {
          const verdict = layOut(wish);
          if (verdict.kind !== 'fits') throw new Error(verdict.kind);
          const plan = Plan.parse({ ...verdict, id: 'p', pack: 'p', profile: 'p', since: 0 });
          const today = plusDays(plan.weeks[0]?.from ?? wish.today, later);
          const moved = move(plan, wish, {
            today,
            examDate: more === undefined ? undefined : plusDays(plan.examDate, more),
          });
          if (moved.kind !== 'moved') return;
          // A mock exam that was sat stays, however near the exam has come meanwhile.
          const isNear = daysBetween(today, moved.examDate) < 3;
          const planned = { ...moved, exams: moved.exams.filter((date) => date > today) };
          checkWeeks(isNear ? planned : moved, plan.weeks[0]?.from ?? '');
          const past = plan.weeks.filter(({ to }) => to < today);
          expect(moved.weeks.slice(0, past.length)).toEqual(past);
          const learned = new Set(moved.weeks.flatMap(({ topics }) => topics));
          for (const topic of plan.weeks.flatMap(({ topics }) => topics))
            expect(learned.has(topic)).toBe(true);
          expect(weekOn(moved, plusDays(mondayOf(today), 7))?.kind).not.toBe('free');
          expect(moved.exams.filter((date) => date <= today)).toEqual(
            plan.exams.filter((date) => date <= today),
          );
        },
      ),
      { numRuns: 500 },
    );
  });
});
