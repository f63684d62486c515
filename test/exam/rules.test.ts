import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  counts,
  drawExam,
  type ExamAnswer,
  handedInFrom,
  isAnswered,
  leave,
  minutesUsed,
  missedOnScreen,
  NO_ANSWER,
  overview,
  pick,
  report,
  timeLeft,
} from '../../src/exam/rules.ts';
import { isRight } from '../../src/packs/snapshot.ts';
import { seededRandom } from '../../src/random.ts';
import { anExam, answer, BEGAN, items, MINUTE, packOf, shown } from './build.ts';
import { pack as bank } from './play.ts';

/** Parts of a whole by weights: rounded down, and what is left to the largest remainders (Hamilton's method). */
function largestRemainder(weights: readonly number[], whole: number): readonly number[] {
  const shares = weights.map((weight) => (weight / 100) * whole);
  const parts = shares.map(Math.floor);
  const left = whole - parts.reduce((sum, part) => sum + part, 0);
  const order = [...shares.keys()].sort((a, b) => (shares[b]! % 1) - (shares[a]! % 1));
  for (const place of order.slice(0, left)) parts[place]!++;
  return parts;
}

test.each(bank.exam.profiles.map((profile) => [profile.id, profile] as const))(
  'the counts of %s are what its weights give by largest remainder',
  (_, { domains, questions }) => {
    expect(domains.map(({ count }) => count)).toEqual(
      largestRemainder(
        domains.map(({ weight }) => weight),
        questions,
      ),
    );
  },
);

describe('a draw', () => {
  const profile = packOf(0, 0).exam.profiles[0]!;
  const domainOf = (topic: string) => profile.domains.findIndex(({ topics }) => topics.includes(topic));

  test('has exactly the profile’s counts, none twice, what was met least first, for every seed and any history', () => {
    const sizes = fc.record({ sums: fc.integer({ min: 7, max: 25 }), sets: fc.integer({ min: 3, max: 12 }) });
    fc.assert(
      fc.property(
        sizes,
        fc.nat(),
        fc.array(fc.nat({ max: 3 }), { minLength: 37, maxLength: 37 }),
        (size, seed, times) => {
          const { questions } = packOf(size.sums, size.sets);
          const met = new Map(questions.map(({ id }, index) => [id, times[index] ?? 0]));
          const avoid = new Set(questions.slice(0, 1).map(({ id }) => id));
          const drawn = drawExam({
            questions,
            profile,
            met: ({ id }) => met.get(id) ?? 0,
            avoid,
            random: seededRandom(seed),
          });
          if (drawn.kind !== 'drawn') throw new Error(drawn.kind);
          const ids = drawn.items.map(({ question }) => question.id);
          expect(new Set(ids).size).toBe(10);
          for (const [place, { count, topics }] of profile.domains.entries()) {
            const own = drawn.items.filter(({ domain }) => domain === place);
            expect(own).toHaveLength(count);
            expect(own.every(({ question }) => topics.includes(question.topic))).toBe(true);
            const left = questions.filter(({ id, topic }) => domainOf(topic) === place && !ids.includes(id));
            const rank = (id: string) => (avoid.has(id) ? 99 : met.get(id)!);
            const most = Math.max(...own.map(({ question }) => rank(question.id)));
            for (const { id } of left) expect(rank(id)).toBeGreaterThanOrEqual(most);
          }
        },
      ),
    );
  });

  test('from a domain with too few questions is refused, and says which', () => {
    const { questions } = packOf(6, 12);
    expect(drawExam({ questions, profile, met: () => 0, avoid: new Set(), random: seededRandom(1) })).toEqual(
      { kind: 'few-questions', domain: 'Numbers', found: 6, needed: 7 },
    );
  });

  test.each(bank.exam.profiles.map((one) => [one.id, one] as const))(
    'of the full bank by %s is whole',
    (_, one) => {
      const drawn = drawExam({
        questions: bank.questions,
        profile: one,
        met: () => 0,
        avoid: new Set(),
        random: seededRandom(1),
      });
      if (drawn.kind !== 'drawn') throw new Error(`${drawn.domain} has only ${drawn.found}`);
      const counts = one.domains.map(
        (_, place) => drawn.items.filter(({ domain }) => domain === place).length,
      );
      expect(counts).toEqual(one.domains.map(({ count }) => count));
    },
  );

  test('of the full bank takes questions that want two answers as well', () => {
    const wantsTwo = bank.questions.filter(
      ({ options }) => options.filter(({ correct }) => correct).length > 1,
    );
    const seen = new Set<string>();
    for (let seed = 0; seed < 40; seed++) {
      const drawn = drawExam({
        questions: bank.questions,
        profile: bank.exam.profiles[0]!,
        met: () => 0,
        avoid: new Set(),
        random: seededRandom(seed),
      });
      if (drawn.kind === 'drawn') for (const { question } of drawn.items) seen.add(question.id);
    }
    expect(wantsTwo.some(({ id }) => seen.has(id))).toBe(true);
  });
});

describe('the clock', () => {
  const exam = anExam();

  test('time left is never negative and never more than the exam lasts', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e9, max: 1e9 }), (offset) => {
        const left = timeLeft(exam, BEGAN + offset);
        expect(left).toBeGreaterThanOrEqual(0);
        expect(left).toBeLessThanOrEqual(20 * MINUTE);
      }),
    );
  });

  test.each([
    ['a moment before the end counts', exam.endsAt - 1, true],
    ['at the very end counts', exam.endsAt, true],
    ['a moment after the end does not', exam.endsAt + 1, false],
  ])('a press %s', (_, at, expected) => {
    expect(counts(exam, at)).toBe(expected);
  });

  test('a press on an exam that was handed in does not count, also before its end', () => {
    const outcome = { by: 'member' as const, at: BEGAN, right: 0, answered: 0, domains: [0, 0] };
    expect(counts(anExam({ outcome }), BEGAN + 1)).toBe(false);
  });

  test('the clock hands in half a second after the end, so that presses made in time have arrived', () => {
    expect(handedInFrom(exam) - exam.endsAt).toBe(500);
  });

  test.each([
    [0, 1],
    [MINUTE, 1],
    [MINUTE + 1, 2],
    [20 * MINUTE, 20],
    [21 * MINUTE, 20],
  ])('an exam handed in after %i ms has used %i minutes', (after, minutes) => {
    expect(minutesUsed(exam, BEGAN + after)).toBe(minutes);
  });
});

describe('a pick', () => {
  test('replaces the one before where one is wanted', () => {
    const before = answer([0]);
    const verdict = pick(shown(), before, { option: 2, on: true, at: BEGAN + 1 });
    expect(verdict).toMatchObject({ kind: 'picked', answer: { picks: [2], at: BEGAN + 1 } });
    expect(before.picks).toEqual([0]);
  });

  test('that was pressed earlier but arrives later changes nothing', () => {
    const verdict = pick(shown(), answer([0]), { option: 2, on: true, at: BEGAN - 1 });
    expect(verdict.answer).toEqual(answer([0]));
  });

  test('adds and takes back where two are wanted, and a third changes nothing', () => {
    const question = shown(true);
    const press = (before: ExamAnswer, option: number, on: boolean) =>
      pick(question, before, { option, on, at: BEGAN });
    const one = press(NO_ANSWER, 3, true).answer;
    expect(isAnswered(question, one)).toBe(false);
    const two = press(one, 1, true).answer;
    expect(two.picks).toEqual([1, 3]);
    expect(isAnswered(question, two)).toBe(true);
    expect(press(two, 0, true)).toEqual({ kind: 'full', answer: two });
    expect(press(two, 1, true).answer.picks).toEqual([1, 3]);
    expect(press(two, 1, false).answer.picks).toEqual([3]);
  });

  test('never leaves more picks than wanted, none twice and all in order, whatever is pressed', () => {
    const presses = fc.array(
      fc.record({ option: fc.nat({ max: 3 }), on: fc.boolean(), at: fc.nat({ max: 50 }) }),
      { maxLength: 20 },
    );
    fc.assert(
      fc.property(fc.boolean(), presses, (several, list) => {
        const question = shown(several);
        const after = list.reduce((now, press) => pick(question, now, press).answer, NO_ANSWER);
        expect(after.picks.length).toBeLessThanOrEqual(several ? 2 : 1);
        expect([...new Set(after.picks)].sort()).toEqual(after.picks);
      }),
    );
  });
});

describe('the time of a question', () => {
  test('runs while it is on the screen, and not in the overview', () => {
    const place = { number: 1, screen: 'question', since: BEGAN } as const;
    const left = leave(place, answer([0], { spent: 5 }), BEGAN + 10);
    expect(left).toEqual(answer([0], { spent: 15 }));
    expect(leave({ ...place, screen: 'overview' }, left, BEGAN + 99)).toBe(left);
  });

  test('never runs backwards', () => {
    expect(leave({ number: 1, screen: 'question', since: BEGAN }, NO_ANSWER, BEGAN - 10).spent).toBe(0);
  });
});

describe('the overview', () => {
  test('lists open and flagged questions in order; half an answer is open', () => {
    const list = items(4).map((item, index) => (index === 3 ? { ...item, question: shown(true) } : item));
    const answers = new Map([
      [1, answer([0])],
      [2, answer([], { flagged: true })],
      [4, answer([1])],
    ]);
    expect(overview(list, answers)).toEqual({ answered: 1, open: [2, 3, 4], flagged: [2] });
  });
});

describe('a report', () => {
  test('counts by domain, tells new from met, and names the slowest', () => {
    const list = items(10, 3);
    const answers = new Map([
      [1, answer([0], { spent: 30 })],
      [2, answer([1], { spent: 90 })],
      [9, answer([0], { spent: 60 })],
      [10, answer([0], { spent: 10 })],
    ]);
    expect(report(anExam({ met: [1, 2] }), list, answers)).toEqual({
      right: 3,
      of: 10,
      answered: 4,
      domains: [
        { name: 'Numbers', weight: 70, right: 1, of: 7 },
        { name: 'Things', weight: 30, right: 2, of: 3 },
      ],
      fresh: { right: 2, of: 8 },
      met: { right: 1, of: 2 },
      missed: [2, 3, 4, 5, 6, 7, 8],
      unopened: [3, 4, 5, 6, 7, 8],
      slowest: [2, 9, 1],
    });
  });

  test('tells what was left open from what was never opened', () => {
    const answers = new Map([
      [1, answer([])],
      [2, answer([1], { seen: false })],
      [3, NO_ANSWER],
      [4, answer([0])],
    ]);
    const made = report(anExam(), items(5), answers);
    expect(made.unopened).toEqual([3, 5]);
    expect(missedOnScreen(made)).toEqual([1, 2]);
  });

  test('all or nothing: one of two right options is wrong', () => {
    const list = items(1).map((item) => ({ ...item, question: shown(true) }));
    expect(report(anExam(), list, new Map([[1, answer([0])]])).right).toBe(0);
    expect(report(anExam(), list, new Map([[1, answer([0, 1])]])).right).toBe(1);
  });

  test('adds up, whatever was answered and met', () => {
    const picks = fc.array(fc.option(fc.nat({ max: 3 })), { minLength: 10, maxLength: 10 });
    const met = fc.uniqueArray(fc.integer({ min: 1, max: 10 }));
    fc.assert(
      fc.property(picks, met, (chosen, known) => {
        const list = items(10, 3);
        const answers = new Map(
          chosen.flatMap((place, index) => (place === null ? [] : [[index + 1, answer([place])] as const])),
        );
        const {
          right,
          of,
          domains,
          fresh,
          met: old,
          missed,
          answered,
        } = report(anExam({ met: known }), list, answers);
        const total = (shares: readonly { right: number; of: number }[]) => [
          shares.reduce((sum, share) => sum + share.right, 0),
          shares.reduce((sum, share) => sum + share.of, 0),
        ];
        expect(total(domains)).toEqual([right, of]);
        expect(total([fresh, old])).toEqual([right, of]);
        expect(missed.length).toBe(of - right);
        expect(right).toBeLessThanOrEqual(answered);
        expect(right).toBe(
          list.filter(({ question }, index) => isRight(question, answers.get(index + 1)?.picks ?? [])).length,
        );
      }),
    );
  });
});
