import { describe, expect, test } from 'vitest';
import type { FinalAnswer } from '../../src/daily/rules.ts';
import { closedMessage, openMessage, receipt, todayScreen } from '../../src/daily/view.ts';
import { roomProblems } from '../../src/discord/room.ts';
import { everyView } from '../../src/every-view.ts';
import { ROOM } from '../../src/packs/schema.ts';
import { checkMessage } from '../local-discord/check.ts';
import { aDaily, aPick, aQuestion, HOUR, POSTED } from './build.ts';

const words = (length: number) =>
  'lorem ipsum '
    .repeat(200)
    .slice(0, length - 1)
    .concat('.');
const longest = aQuestion({
  stem: words(ROOM.stem),
  options: Array.from({ length: 5 }, (_, place) => ({
    text: words(ROOM.option),
    correct: place === 4,
    why: words(ROOM.why),
  })),
  references: ['a', 'b'].map((name) => `https://example.com/${name.repeat(ROOM.reference - 20)}`),
  about: words(60),
  topicName: words(40),
});

describe('every view of a question', () => {
  test.each(Object.entries(everyView(longest)))('%s fits at its longest, and Discord takes it', (_, view) => {
    expect(roomProblems(view)).toEqual([]);
    expect(checkMessage(view, 'flags' in view ? 'reply' : 'message')).toEqual([]);
  });
});

const text = (view: unknown) => JSON.stringify(view);

describe('the public message', () => {
  test('pings the role once, when it is posted, and nobody else', () => {
    const daily = aDaily({ role: '300000000000000001' });
    expect(openMessage(daily, 0, { ping: true })).toMatchObject({
      content: expect.stringMatching(/^<@&300000000000000001> /),
      allowed_mentions: { parse: [], roles: ['300000000000000001'] },
    });
    expect(openMessage(daily, 3, { ping: false }).allowed_mentions).toEqual({ parse: [] });
  });

  test('has letters on its buttons and the full options in its body', () => {
    const { components, embeds } = openMessage(aDaily(), 7, { ping: false });
    expect(text(components).match(/"label":"[^"]+"/g)).toEqual(
      ['A', 'B', 'C', 'D'].map((letter) => `"label":"${letter}"`),
    );
    for (const option of aQuestion().options) expect(embeds[0]?.description).toContain(option.text);
    expect(embeds[0]?.description).toContain('7 have answered · open until');
  });

  test.each([
    [0, 0, 'Nobody answered in time.', false],
    [1, 1, '1 answered.', false],
    [3, 0, '3 answered.', false],
    [4, 1, '4 answered, 1 was right.', true],
    [12, 7, '12 answered, 7 were right.', true],
  ])('closed with %i answers, %i right, says "%s"', (answered, right, line, votes) => {
    const shown = text(
      closedMessage(aDaily({ tally: { answered, right, votes: [3, 7, 2, 0] } }), '400000000000000001'),
    );
    expect(shown).toContain(line);
    expect(shown).toMatch(/\|\|The answer is B\./);
    expect(shown.includes('Votes: A 3, B 7, C 2, D 0.')).toBe(votes);
  });
});

describe('the receipt', () => {
  const standing = { streak: { days: 6, best: 6, answered: 18, of: 20, freezes: 1 }, news: [] };
  const none = { open: undefined, late: undefined, review: undefined };
  const context = {
    standing,
    reason: 'answered-now',
    board: 'v1:x:y',
    report: 'v1:x:z',
    next: none,
  } as const;
  const final = (change: Partial<FinalAnswer> = {}): FinalAnswer => ({
    ...aPick(),
    outcome: { at: POSTED + HOUR, right: true, points: 10, confidence: 'sure' },
    ...change,
  });
  const first = (view: unknown) => /"content":"((?:[^"\\]|\\.)*)"/.exec(text(view))?.[1];

  test('begins with right or wrong', () => {
    expect(first(receipt('4', aDaily(), final(), context))).toMatch(/^## Right: B\\n/);
    const wrong = final({ picks: [0], outcome: { at: 0, right: false, points: 2, confidence: 'sure' } });
    const shown = receipt('4', aDaily(), wrong, context);
    expect(first(shown)).toMatch(/^## Not this one: the answer is B/);
    expect(text(shown)).toContain('You picked A. Models in Unity Catalog have no stages.');
    expect(text(shown)).toContain('You were sure');
  });

  test.each([
    [{ points: 10 }, false, '10 points · 6 days in a row · answered 18 of the last 20'],
    [{ points: 0 }, false, 'Met before, no points'],
    [{ points: 0 }, true, 'Answered late, no points'],
  ])('with %o says where one stands', (outcome, late, line) => {
    const answer = final({ late, outcome: { at: 0, right: true, ...outcome } });
    expect(text(receipt('4', aDaily(), answer, context))).toContain(line);
  });

  test('tells of a freeze, and kindly of a streak that ended', () => {
    const froze = {
      ...context,
      standing: { ...standing, news: [{ kind: 'froze', date: '2026-11-10' }] as const },
    };
    expect(text(receipt('4', aDaily(), final(), froze))).toContain(
      'You missed 10 Nov. A freeze covered it: still 6 days. One freeze left.',
    );
    const ended = { kind: 'ended', date: '2026-11-11', count: 12, answered: 18, of: 20 } as const;
    const shown = text(
      receipt('4', aDaily(), final(), { ...context, standing: { ...standing, news: [ended] } }),
    );
    expect(shown).toContain('You answered 18 of the last 20 days. A new streak starts with this question.');
  });

  const another = aDaily({ id: '100000000000000002-2026-11-12' });
  const friday = aDaily({ id: '100000000000000001-2026-11-06', date: '2026-11-06' });
  const review = 'v1:review:start:4:15';
  test.each([
    [{ open: another, late: friday, review }, 'Next: one more question'],
    [{ open: undefined, late: friday, review }, 'Next: Friday’s question'],
    [{ ...none, review }, 'Next: review'],
    [none, 'This week’s board'],
  ])('offers one next step: %#', (next, label) => {
    const shown = text(receipt('4', aDaily(), final(), { ...context, next }));
    expect(shown).toContain(label);
    expect(shown.match(/"style":1/g)).toHaveLength(1);
  });

  test('says how long a streak is, also the first day', () => {
    const streak = { ...standing.streak, days: 1 };
    const shown = text(receipt('4', aDaily(), final(), { ...context, standing: { ...standing, streak } }));
    expect(shown).toContain('· day 1 of your streak ·');
  });
});

describe('/daily', () => {
  const friday = aDaily({ id: '100000000000000001-2026-11-06', date: '2026-11-06' });
  test.each([
    [[], [], undefined, 'This server has no question of the day yet', 0],
    [[], [friday], 4000, 'Friday’s question can be answered late until', 1],
    [[], [friday], 4000, 'The next one comes <t:4:F>.', 1],
    [[aDaily(), aDaily()], [friday], 4000, '2 questions are open', 1],
  ])(
    'shows what is open and what can be answered late, with one button that stands out: %#',
    (open, late, next, line, main) => {
      const shown = text(
        todayScreen(
          open.map((daily) => ({ daily, answer: undefined })),
          late,
          next,
        ),
      );
      expect(shown).toContain(line);
      expect(shown.match(/"style":1/g) ?? []).toHaveLength(main);
    },
  );
});
