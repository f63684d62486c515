import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Attempt, Confidence } from '../../src/history/rules.ts';
import {
  afterAttempt,
  afterNotSent,
  becomesCard,
  Card,
  claimed,
  dueAt,
  dueNow,
  EARLY,
  gradeOf,
  isWeak,
  LAST_WEEK,
  Reminder,
  recallAt,
} from '../../src/review/rules.ts';

const HOUR = 60 * 60 * 1000;
const DAY = 24 * HOUR;
const NOW = Date.UTC(2026, 10, 12, 8);

const attempt = (right: boolean, confidence?: Confidence, at = NOW): Attempt => ({
  at,
  right,
  source: 'daily',
  ...(confidence ? { confidence } : {}),
});

/** A card after these answers, the first of which makes it one. */
function cardAfter(...attempts: readonly Attempt[]): Card {
  let card: Card | undefined;
  for (const one of attempts) card = afterAttempt(card, one);
  if (!card) throw new Error('no card came of it');
  return card;
}

describe('what becomes a card', () => {
  test.each([
    ['right and sure', true, 'sure', false],
    ['right without a word', true, undefined, false],
    ['right, not quite sure', true, 'unsure', true],
    ['right by guessing', true, 'guess', true],
    ['wrong', false, undefined, true],
    ['wrong but sure', false, 'sure', true],
  ] as const)('%s', (_, right, confidence, expected) => {
    expect(becomesCard(attempt(right, confidence))).toBe(expected);
    expect(afterAttempt(undefined, attempt(right, confidence)) !== undefined).toBe(expected);
  });
});

describe('how an answer is graded', () => {
  test.each([
    [false, undefined, 0, 'again'],
    [false, 'sure', 3, 'again'],
    [true, 'guess', 3, 'again'],
    [true, 'unsure', 3, 'hard'],
    [true, 'sure', 0, 'good'],
    [true, undefined, 0, 'hard'],
    [true, undefined, 1, 'good'],
  ] as const)(
    'right: %s, confidence: %s, silent right ones before: %i is %s',
    (right, confidence, before, grade) => {
      expect(gradeOf({ right, confidence }, before)).toBe(grade);
    },
  );
});

describe('a card', () => {
  test('is due tomorrow after a miss, later after each sure answer', () => {
    const missed = cardAfter(attempt(false));
    expect(missed.due).toBe(NOW + DAY);
    const once = cardAfter(attempt(false), attempt(true, 'sure', NOW + DAY));
    const twice = afterAttempt(once, attempt(true, 'sure', once.due));
    expect(once.due - once.lastAt).toBeGreaterThanOrEqual(DAY);
    expect((twice?.due ?? 0) - (twice?.lastAt ?? 0)).toBeGreaterThan(once.due - once.lastAt);
  });

  test('remembers being sure and wrong until it is answered right', () => {
    const card = cardAfter(attempt(false, 'sure'));
    expect(card.sureButWrong).toBe(true);
    expect(afterAttempt(card, attempt(false, undefined, NOW + DAY))?.sureButWrong).toBe(true);
    expect(afterAttempt(card, attempt(true, 'unsure', NOW + DAY))?.sureButWrong).toBe(false);
  });

  test('keeps the order shown, and takes a new one', () => {
    const card = afterAttempt(undefined, attempt(false), [1, 0]);
    expect(afterAttempt(card, attempt(true))?.order).toEqual([1, 0]);
    expect(afterAttempt(card, attempt(true), [0, 1])?.order).toEqual([0, 1]);
  });
});

const aDay = fc.integer({ min: 0, max: 60 });
const anAnswer = fc.record({
  right: fc.boolean(),
  confidence: fc.constantFrom<Confidence | undefined>('sure', 'unsure', 'guess', undefined),
  after: aDay,
});
/** Any history that begins with a miss. */
const aCard = fc.array(anAnswer, { maxLength: 12 }).map((answers) => {
  let at = NOW;
  const attempts = answers.map(({ right, confidence, after }) => {
    at += after * DAY;
    return attempt(right, confidence, at);
  });
  return cardAfter(attempt(false), ...attempts);
});

describe('with an exam ahead', () => {
  test('for any answers, no card is due after it', () => {
    fc.assert(
      fc.property(aCard, fc.string(), fc.integer({ min: 1, max: 120 }), (card, key, days) => {
        const exam = card.lastAt + days * DAY;
        const due = dueAt(card, key, exam, card.lastAt);
        expect(due === undefined || due <= exam).toBe(true);
      }),
    );
  });

  test('for any answers, what is weak and was not seen in the last week is due before its end', () => {
    fc.assert(
      fc.property(aCard, fc.string(), fc.integer({ min: 8, max: 120 }), (card, key, days) => {
        fc.pre(isWeak(card));
        const exam = card.lastAt + days * DAY;
        const due = dueAt(card, key, exam, card.lastAt);
        expect(due).toBeLessThan(exam);
      }),
    );
  });

  test('for any answers, a card answered while it is due is not due again at the same moment', () => {
    fc.assert(
      fc.property(
        aCard,
        fc.string(),
        fc.integer({ min: 0, max: 60 * 24 }),
        // Also often around the beginning of the last week.
        fc.oneof(fc.integer({ min: 1, max: 90 * 24 }), fc.integer({ min: 7 * 24 - 9, max: 7 * 24 + 9 })),
        anAnswer,
        (card, key, waited, ahead, { right, confidence }) => {
          const now = card.lastAt + waited * HOUR;
          const exam = now + ahead * HOUR;
          fc.pre(dueNow([{ key, card }], exam, now).due.length === 1);
          const next = afterAttempt(card, attempt(right, confidence, now)) ?? card;
          expect(dueNow([{ key, card: next }], exam, now).due).toEqual([]);
        },
      ),
    );
  });

  test('what is answered in the evening before the last week, as early as it may be, counts as seen in it', () => {
    const exam = NOW + 20 * DAY;
    const weak = { ...cardAfter(attempt(false)), due: exam + DAY };
    const first = [...'abcdefghij'].find((key) => dueAt(weak, key, exam, NOW) === exam - LAST_WEEK) ?? '';
    const evening = exam - LAST_WEEK - EARLY;
    expect(dueNow([{ key: first, card: weak }], exam, evening).due).toHaveLength(1);
    const seen = { ...weak, lastAt: evening };
    expect(dueNow([{ key: first, card: seen }], exam, evening)).toEqual({ due: [], nextAt: undefined });
  });

  test('what was seen in the last week is not asked again for the week’s sake, and an exam that has passed changes nothing', () => {
    const card = cardAfter(attempt(false), attempt(true, 'unsure', NOW + DAY));
    const exam = card.lastAt + LAST_WEEK - DAY;
    expect(dueAt({ ...card, due: exam + DAY }, 'x', exam, card.lastAt)).toBeUndefined();
    expect(dueAt({ ...card, due: exam + DAY }, 'x', exam, exam)).toBe(exam + DAY);
    expect(dueAt(card, 'x', undefined, card.lastAt)).toBe(card.due);
  });
});

test('for any answers the stored card is what its schema says, and recall falls from one towards zero', () => {
  fc.assert(
    fc.property(aCard, (card) => {
      expect(Card.parse(JSON.parse(JSON.stringify(card)))).toEqual(JSON.parse(JSON.stringify(card)));
      expect(recallAt(card, card.lastAt)).toBeCloseTo(1);
      expect(recallAt(card, card.lastAt + 90 * DAY)).toBeLessThan(1);
      expect(recallAt(card, card.lastAt + 90 * DAY)).toBeGreaterThan(0);
    }),
  );
});

describe('a reminder that was not sent', () => {
  const sending = Reminder.parse({ lastDate: '2026-11-12' });

  test('because of something that passes is tried again the same day, and is no refusal', () => {
    expect(afterNotSent(sending, 'later')).toMatchObject({ lastDate: undefined, refused: false });
  });

  test('because direct messages are closed is the last', () => {
    expect(afterNotSent(sending, 'refused')).toMatchObject({ refused: true });
  });

  test('for a reason that nobody knows is tried three times, then on another day, and is no refusal', () => {
    const days: (string | undefined)[] = [];
    let reminder = sending;
    for (let tried = 1; tried <= 4; tried++) {
      reminder = afterNotSent({ ...reminder, lastDate: '2026-11-12' }, 'unknown');
      days.push(reminder.lastDate);
    }
    expect(days).toEqual([undefined, undefined, '2026-11-12', undefined]);
    expect(reminder.refused).toBe(false);
  });

  test('now and then is tried as often each time: one that was sent between ends the row', () => {
    let reminder = sending;
    for (const date of ['2026-11-12', '2026-11-13', '2026-11-14', '2026-11-15']) {
      reminder = afterNotSent(claimed(reminder, date), 'unknown');
      expect(reminder.lastDate).toBeUndefined();
      reminder = claimed(reminder, date);
    }
  });
});
