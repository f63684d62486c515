import { describe, expect, test } from 'vitest';
import {
  type Answer,
  answeredSoFar,
  confirm,
  dailyId,
  isCounterDue,
  isOpen,
  LATE_FOR,
  nextStep,
  nonceOf,
  pick,
  seeWhy,
  tally,
} from '../../src/daily/rules.ts';
import { aDaily, aPick, aQuestion, HOUR, POSTED } from './build.ts';

const tenOrTwo = (right: boolean, late: boolean) => (late ? 0 : right ? 10 : 2);
const open = POSTED + HOUR;
const closes = aDaily().closesAt;

function final(change: Partial<Answer> = {}): Answer {
  return aPick({ outcome: { at: open, right: true, points: 10, confidence: 'sure' }, ...change });
}

describe('a pick', () => {
  test('is kept until it is final, and a later one replaces it', () => {
    const first = pick(aDaily(), undefined, { option: 0, at: open });
    expect(first).toMatchObject({ kind: 'picked', answer: { picks: [0], late: false } });
    if (first.kind !== 'picked') throw new Error('not picked');
    expect(pick(aDaily(), first.answer, { option: 2, at: open })).toMatchObject({ answer: { picks: [2] } });
  });

  test('on a final answer changes nothing', () => {
    expect(pick(aDaily(), final(), { option: 0, at: open })).toEqual({ kind: 'answered', answer: final() });
  });

  test('counts by its own time, whether a tick has closed the daily or not', () => {
    expect(pick(aDaily(), undefined, { option: 1, at: closes - 1 }).kind).toBe('picked');
    expect(pick(aDaily(), undefined, { option: 1, at: closes })).toMatchObject({ answer: { late: true } });
  });

  test('after closing does not change an earlier pick, which counts', () => {
    expect(pick(aDaily(), aPick(), { option: 3, at: closes })).toEqual({
      kind: 'closed-on-pick',
      answer: aPick(),
    });
  });

  test.each([
    ['just before three days', closes + LATE_FOR - 1, 'picked'],
    ['three days after closing', closes + LATE_FOR, 'too-late'],
  ])('%s is %s', (_, at, kind) => {
    expect(pick(aDaily(), undefined, { option: 1, at }).kind).toBe(kind);
  });

  test('after having seen why is refused', () => {
    const looked = seeWhy(aDaily(), undefined, closes + HOUR);
    expect(pick(aDaily(), looked, { option: 1, at: closes + 2 * HOUR }).kind).toBe('saw-why');
  });
});

describe('where two are right', () => {
  const both = aQuestion({
    options: ['a', 'b', 'c', 'd'].map((text, place) => ({ text, correct: place % 2 === 1, why: '' })),
  });
  const daily = aDaily({ question: both });
  const next = (answer: Answer | undefined, option: number, on?: boolean) => {
    const verdict = pick(daily, answer, { option, on, at: POSTED });
    return verdict.kind === 'picked' ? verdict.answer : answer;
  };
  const pressed = (...places: readonly number[]) =>
    places.reduce<Answer | undefined>((answer, option) => next(answer, option), undefined);
  const sure = (answer: Answer | undefined, at = POSTED) =>
    confirm(daily, answer, { confidence: 'sure', at }, () => 10);

  test.each([
    [
      [3, 1],
      [1, 3],
    ],
    [[1, 1], [1]],
    [
      [1, 3, 1],
      [1, 3],
    ],
  ])('presses in public on %j leave %j: each only takes a letter in', (presses, picks) => {
    expect(pressed(...presses)?.picks).toEqual(picks);
  });

  test('a private press takes a letter in or out as it says, and pressed twice it is as once', () => {
    const out = next(next(pressed(1, 2), 2, false), 2, false);
    expect(out?.picks).toEqual([1]);
    expect(next(next(out, 3, true), 3, true)?.picks).toEqual([1, 3]);
  });

  test('the counter counts who has picked as many as are asked for', () => {
    const answers = [pressed(1), pressed(1, 3), pressed(0, 1, 2)].flatMap((answer) => answer ?? []);
    expect(answeredSoFar(both, answers)).toBe(1);
  });

  test.each([
    [[1, 3], true],
    [[0, 1], false],
  ])('%j is right: %s, all or nothing', (presses, right) => {
    expect(sure(pressed(...presses))).toMatchObject({ kind: 'final', answer: { outcome: { right } } });
  });

  test.each([[[1]], [[0, 1, 3]], [[]]])('%j is not yet an answer', (presses) => {
    const answer = pressed(...presses);
    expect(sure(answer)).toEqual({ kind: 'nothing-picked', answer });
  });

  test('after closing one letter of two does not count, and a late answer can be given', () => {
    const late = { option: 3, at: daily.closesAt + HOUR };
    expect(pick(daily, pressed(1, 3), late).kind).toBe('closed-on-pick');
    expect(pick(daily, pressed(1), late)).toMatchObject({
      kind: 'picked',
      answer: { late: true, picks: [1, 3] },
    });
  });
});

describe('saying how sure one is', () => {
  test('makes the answer final, with its points', () => {
    const verdict = confirm(aDaily(), aPick(), { confidence: 'sure', at: open }, tenOrTwo);
    expect(verdict).toMatchObject({
      kind: 'final',
      closedMeanwhile: false,
      answer: { outcome: { right: true, points: 10, confidence: 'sure', at: open } },
    });
  });

  test('a wrong answer earns what the rules say', () => {
    const verdict = confirm(aDaily(), aPick({ picks: [0] }), { confidence: 'guess', at: open }, tenOrTwo);
    expect(verdict).toMatchObject({ answer: { outcome: { right: false, points: 2 } } });
  });

  test('twice changes nothing', () => {
    expect(confirm(aDaily(), final(), { confidence: 'guess', at: open }, tenOrTwo).kind).toBe('answered');
  });

  test('after closing counts a pick made before, and says so', () => {
    const verdict = confirm(aDaily(), aPick(), { confidence: 'sure', at: closes + 1 }, tenOrTwo);
    expect(verdict).toMatchObject({
      kind: 'final',
      closedMeanwhile: true,
      answer: { outcome: { points: 10 } },
    });
  });

  test('a late answer earns no points', () => {
    const verdict = confirm(
      aDaily(),
      aPick({ late: true }),
      { confidence: 'sure', at: closes + HOUR },
      tenOrTwo,
    );
    expect(verdict).toMatchObject({
      kind: 'final',
      answer: { late: true, outcome: { points: 0, right: true } },
    });
  });

  test.each([
    ['without a pick', undefined, closes - 1, 'nothing-picked'],
    ['late, after three days', aPick({ late: true }), closes + LATE_FOR, 'too-late'],
    ['late, after having seen why', aPick({ late: true, sawWhyAt: closes + 1 }), closes + 2, 'saw-why'],
  ])('%s is refused', (_, answer, at, kind) => {
    expect(confirm(aDaily(), answer, { confidence: 'sure', at }, tenOrTwo).kind).toBe(kind);
  });
});

describe('closing', () => {
  test('takes no answers on time once it is tallied, even before its stored time', () => {
    const closed = aDaily({ tally: { answered: 0, right: 0, votes: [] } });
    expect(isOpen(closed, POSTED)).toBe(false);
  });

  test('the tally counts final answers on time and nothing else', () => {
    const answers = [
      final(),
      final({ picks: [0], outcome: { at: open, right: false, points: 2 } }),
      aPick(),
      final({ late: true }),
    ];
    expect(tally(aQuestion(), answers)).toEqual({ answered: 2, right: 1, votes: [1, 1, 0, 0] });
  });

  test('the counter counts picks too, and no late answers', () => {
    const answers = [final(), aPick(), final({ late: true }), aPick({ picks: [] })];
    expect(answeredSoFar(aQuestion(), answers)).toBe(2);
  });
});

describe('a tick', () => {
  test.each([
    ['posts a young claim again, with its nonce', { message: undefined }, POSTED + 119_000, 'post'],
    ['looks for an older claim first', { message: undefined }, POSTED + 120_000, 'look-then-post'],
    ['leaves an open daily alone', {}, closes - 1, 'nothing'],
    ['closes at the stored time', {}, closes, 'close'],
  ] as const)('%s', (_, change, now, step) => {
    expect(nextStep(aDaily(change), now)).toBe(step);
  });

  test.each([
    ['each minute in the first hour', POSTED + 10 * 60_000, POSTED + 11 * 60_000, true],
    ['not twice in a minute', POSTED + 10 * 60_000, POSTED + 10 * 60_000 + 30_000, false],
    ['hourly after that', POSTED + 2 * HOUR, POSTED + 2 * HOUR + 60_000, false],
    ['hourly after that, when the hour has passed', POSTED + 2 * HOUR, POSTED + 3 * HOUR, true],
  ])('refreshes the counter %s', (_, refreshedAt, now, expected) => {
    expect(isCounterDue(aDaily(), refreshedAt, now)).toBe(expected);
  });
});

describe('ids', () => {
  test('a channel and date have one id and one nonce of at most 25 characters', () => {
    expect(dailyId('10000000000000000001', '2026-11-12')).toBe('10000000000000000001-2026-11-12');
    expect(nonceOf('10000000000000000001', '2026-11-12')).toHaveLength(25);
    expect(nonceOf('10000000000000000001', '2026-11-12')).not.toBe(
      nonceOf('10000000000000000001', '2026-11-13'),
    );
  });
});
