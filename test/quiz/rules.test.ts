import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { quizPoints } from '../../src/board/rules.ts';
import {
  AFTER_ALL,
  type Answers,
  afterRound,
  closingTime,
  companyOf,
  hardestRound,
  majority,
  mayTellTotals,
  missedRounds,
  mostTempting,
  Player,
  type Players,
  pick,
  placeOf,
  practiceAfter,
  publicPlaces,
  Quiz,
  REVEAL_LASTS,
  type Round,
  type RoundAnswer,
  revealEnds,
  roundTimes,
  scoreOf,
  smallestTeam,
  standing,
  votesOf,
} from '../../src/quiz/rules.ts';
import { aQuestion } from '../daily/build.ts';

const OPENED = 1_000_000;
const SECOND = 1000;

const aRound = (change: Partial<Round> = {}): Round => ({
  question: aQuestion(),
  openedAt: OPENED,
  closesAt: OPENED + 40 * SECOND,
  earliest: 16 * SECOND,
  ...change,
});
const aQuiz = (change: Partial<Quiz> = {}): Quiz =>
  Quiz.parse({
    id: 'abcdefgh1234',
    home: '1',
    room: '2',
    starter: '3',
    topicName: 'a mix',
    rounds: 10,
    scoring: 'accuracy',
    mode: 'everyone',
    goal: 7,
    startedAt: 0,
    phase: 'round',
    round: 1,
    until: 0,
    since: 0,
    shown: true,
    ...change,
  });
const aPlayer = (change: Partial<Player> = {}): Player =>
  Player.parse({ name: 'Ana', joinedAt: 0, ...change });
const answered = (pickedPlace: number, at: number, firstAt = at): RoundAnswer => ({
  pick: pickedPlace,
  at,
  firstAt,
});
const players = (...list: readonly Partial<Player>[]): Players =>
  new Map(list.map((change, index) => [`p${index}`, aPlayer({ name: `P${index}`, ...change })]));
const answers = (given: Readonly<Record<string, RoundAnswer>>): Answers => new Map(Object.entries(given));

describe('the time of a round', () => {
  const words = (amount: number, code = '') =>
    aQuestion({
      stem: `${'word '.repeat(amount)}${code}`,
      options: [0, 1].map((n) => ({ text: 'x', correct: n === 0, why: '' })),
    });
  const code = (lines: number) => `\n\`\`\`python\n${'x = 1\n'.repeat(lines)}\`\`\`\n`;

  test.each([
    ['20 seconds plus 0.4 a word', words(48), 40, 25],
    ['never under 30', words(3), 30, 11.5],
    ['never over 120', words(400), 120, 120],
    ['2 a line of code', words(48, code(5)), 50, 25],
  ])('is %s', (_, question, lasts, earliest) => {
    expect(roundTimes(question, { moreTime: false })).toEqual({
      lasts: lasts * SECOND,
      earliest: earliest * SECOND,
    });
  });

  test('is fixed where seconds are given, and may close after half of them', () => {
    expect(roundTimes(words(300), { seconds: 20, moreTime: false })).toEqual({
      lasts: 20 * SECOND,
      earliest: 10 * SECOND,
    });
  });

  test('is half as long again for who needs more', () => {
    expect(roundTimes(words(48), { moreTime: true }).lasts).toBe(60 * SECOND);
    expect(roundTimes(words(48), { seconds: 20, moreTime: true }).lasts).toBe(30 * SECOND);
  });
});

describe('closing', () => {
  const two = players({}, {});

  test.each([
    ['at its end when somebody is missing', { p0: answered(1, OPENED + 2000) }, 40],
    [
      'five seconds after all have answered',
      { p0: answered(1, OPENED + 2000), p1: answered(1, OPENED + 20_000) },
      25,
    ],
    ['not before its earliest time', { p0: answered(1, OPENED + 1000), p1: answered(1, OPENED + 2000) }, 16],
    ['not after its end', { p0: answered(1, OPENED + 1000), p1: answered(1, OPENED + 38_000) }, 40],
    [
      'by first answers: changing one does not put it off',
      { p0: answered(1, OPENED + 2000), p1: answered(1, OPENED + 30_000, OPENED + 20_000) },
      25,
    ],
  ])('is %s', (_, given, seconds) => {
    expect(closingTime(aRound(), two, answers(given))).toBe(OPENED + seconds * SECOND);
  });

  test('does not wait for who missed two rounds in a row', () => {
    const given = answers({ p0: answered(1, OPENED + 20_000) });
    expect(closingTime(aRound(), players({}, { missed: 2 }), given)).toBe(OPENED + 20_000 + AFTER_ALL);
    expect(closingTime(aRound(), players({}, { missed: 1 }), given)).toBe(aRound().closesAt);
  });

  test('a round always ends, whoever answers and whenever', () => {
    const time = fc.integer({ min: OPENED, max: OPENED + 40 * SECOND });
    fc.assert(
      fc.property(
        fc.array(fc.record({ missed: fc.nat(3), at: fc.option(time) }), { maxLength: 8 }),
        (list) => {
          const all = players(...list.map(({ missed }) => ({ missed })));
          const given = new Map(
            list.flatMap(({ at }, index) => (at === null ? [] : [[`p${index}`, answered(0, at)] as const])),
          );
          const closes = closingTime(aRound(), all, given);
          expect(closes).toBeLessThanOrEqual(aRound().closesAt);
          expect(closes).toBeGreaterThanOrEqual(OPENED + aRound().earliest);
        },
      ),
    );
  });
});

describe('a reveal', () => {
  const quiz = aQuiz({ phase: 'reveal', round: 3, until: REVEAL_LASTS });
  test.each([
    ['stays until its end', players({ readyFor: 3 }, {}), REVEAL_LASTS],
    ['ends at once when all are ready', players({ readyFor: 3 }, { readyFor: 3 }), 100],
    ['does not wait for who stopped playing', players({ readyFor: 3 }, { missed: 2 }), 100],
    ['stays when nobody plays', players(), REVEAL_LASTS],
  ])('%s', (_, all, ends) => {
    expect(revealEnds(quiz, all, 100)).toBe(ends);
  });
});

describe('a pick', () => {
  const state = { quiz: aQuiz(), round: aRound(), number: 1 };

  test('counts by its own time up to the end of the round', () => {
    expect(pick(state, undefined, { option: 1, at: aRound().closesAt }).kind).toBe('picked');
    expect(pick(state, undefined, { option: 1, at: aRound().closesAt + 1 })).toEqual({
      kind: 'too-late',
      closedAt: aRound().closesAt,
    });
  });

  test('replaces an earlier one and keeps the time of the first', () => {
    expect(pick(state, answered(0, OPENED + 1000), { option: 2, at: OPENED + 3000 })).toEqual({
      kind: 'picked',
      answer: { pick: 2, at: OPENED + 3000, firstAt: OPENED + 1000 },
    });
  });

  test('that overtook a later one on the way changes nothing', () => {
    const later = answered(2, OPENED + 3000);
    expect(pick(state, later, { option: 0, at: OPENED + 1000 })).toEqual({ kind: 'picked', answer: later });
  });

  test('after the round closed is told when, after the quiz that it is over', () => {
    const closed = { ...state, round: aRound({ closedAt: OPENED + 20_000 }) };
    expect(pick(closed, undefined, { option: 1, at: OPENED + 21_000 })).toEqual({
      kind: 'too-late',
      closedAt: OPENED + 20_000,
    });
    expect(
      pick({ ...closed, quiz: aQuiz({ phase: 'over' }) }, undefined, { option: 1, at: OPENED }).kind,
    ).toBe('quiz-over');
  });
});

describe('scores', () => {
  test.each([
    ['right, for accuracy', 'accuracy', answered(1, OPENED + 39_000), 1],
    ['wrong', 'accuracy', answered(0, OPENED + 1000), 0],
    ['no answer', 'speed', undefined, 0],
    ['quick', 'speed', answered(1, OPENED + 16_000), 1],
    ['half way down', 'speed', answered(1, OPENED + 28_000), 0.75],
    ['at the end', 'speed', answered(1, OPENED + 40_000), 0.5],
    [
      'changed at the end counts by the last change',
      'speed',
      answered(1, OPENED + 40_000, OPENED + 1000),
      0.5,
    ],
  ] as const)('%s', (_, scoring, answer, score) => {
    expect(scoreOf(aRound(), answer, scoring)).toBeCloseTo(score, 10);
  });

  const presses = fc.array(
    fc.record({
      member: fc.integer({ min: 0, max: 5 }),
      option: fc.integer({ min: 0, max: 3 }),
      at: fc.integer({ min: OPENED, max: OPENED + 40_000 }),
    }),
    { maxLength: 40 },
  );
  const distinct = presses.map((list) => [
    ...new Map(list.map((press) => [`${press.member}/${press.at}`, press])).values(),
  ]);

  test('never depend on the order in which the presses of a batch are handled', () => {
    const score = (list: readonly { member: number; option: number; at: number }[]) => {
      const given = new Map<string, RoundAnswer>();
      for (const { member, option, at } of list) {
        const verdict = pick({ quiz: aQuiz(), round: aRound(), number: 1 }, given.get(`p${member}`), {
          option,
          at,
        });
        if (verdict.kind === 'picked') given.set(`p${member}`, verdict.answer);
      }
      const after = afterRound(aRound(), players({}, {}, {}, {}, {}, {}), given, 'speed');
      return [...after].map(([id, { score, right }]) => [id, score, right]);
    };
    fc.assert(
      fc.property(distinct, fc.infiniteStream(fc.nat()), (list, keys) => {
        const shuffled = list
          .map((press) => ({ press, key: keys.next().value ?? 0 }))
          .sort((a, b) => a.key - b.key);
        expect(score(shuffled.map(({ press }) => press))).toEqual(score(list));
      }),
    );
  });

  test('add up: right ones are those that scored, and rounds missed in a row start again with an answer', () => {
    const first = afterRound(
      aRound(),
      players({}, { missed: 1 }, {}),
      answers({ p0: answered(1, OPENED), p1: answered(0, OPENED) }),
      'accuracy',
    );
    expect(
      [...first.values()].map(({ score, right, missed, results }) => ({ score, right, missed, results })),
    ).toEqual([
      { score: 1, right: 1, missed: 0, results: ['right'] },
      { score: 0, right: 0, missed: 0, results: ['wrong'] },
      { score: 0, right: 0, missed: 1, results: ['none'] },
    ]);
  });
});

describe('the standing', () => {
  test('equal scores share a place, and the next place is skipped', () => {
    const lines = standing([
      { key: 'b', name: 'Bo', score: 8 },
      { key: 'c', name: 'Chidi', score: 9 },
      { key: 'a', name: 'Ana', score: 9 },
    ]);
    expect(lines).toEqual([
      { place: 1, names: ['Ana', 'Chidi'], score: 9 },
      { place: 3, names: ['Bo'], score: 8 },
    ]);
  });

  test('lists everybody once, in order, with the place of who is ahead', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 5 }), { maxLength: 20 }), (scores) => {
        const lines = standing(
          scores.map((score, index) => ({ key: `p${index}`, name: `P${index}`, score })),
        );
        expect(lines.flatMap(({ names }) => names)).toHaveLength(scores.length);
        for (const { place, score } of lines)
          expect(place).toBe(1 + scores.filter((other) => other > score).length);
      }),
    );
  });
});

describe('the group', () => {
  test.each([
    [[3, 1, 0, 0], 0],
    [[1, 2, 2, 0], undefined],
    [[0, 0, 0, 0], undefined],
  ])('of votes %j takes place %s', (votes, place) => {
    expect(majority(votes)).toBe(place);
  });

  test('the most tempting option is the wrong one with most votes', () => {
    const given = answers({ a: answered(1, 0), b: answered(2, 0), c: answered(2, 0), d: answered(0, 0) });
    expect(mostTempting(aQuestion(), votesOf(aQuestion(), given))).toBe(2);
    expect(mostTempting(aQuestion(), [0, 4, 0, 0])).toBeUndefined();
  });

  test('teams stay even: a new player joins the smallest', () => {
    const sizes = [0, 0, 0];
    for (let number = 0; number < 10; number++) {
      const team = smallestTeam(sizes);
      sizes[team] = (sizes[team] ?? 0) + 1;
      expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
    }
  });
});

describe('what everybody sees', () => {
  const playing = (scores: readonly number[]) =>
    players(...scores.map((score) => ({ score, results: [score > 0 ? 'right' : 'wrong'] as const })));
  const places = (scores: readonly number[], change: Partial<Quiz> = {}) =>
    publicPlaces(aQuiz(change), playing(scores)).map(({ names }) => names.join());

  test.each([
    [[3], []],
    [[0], []],
    [[2, 2], ['P0,P1']],
    [[3, 1, 2], ['P0']],
    [
      [4, 3, 2, 1],
      ['P0', 'P1', 'P2'],
    ],
    [
      [4, 3, 2, 2],
      ['P0', 'P1'],
    ],
    [[4, 0, 0, 0], ['P0']],
    [[4, 4, 4, 4], ['P0,P1,P2,P3']],
    [[0, 0, 0, 0], []],
  ])('of scores %j are the places %j: never the last of several, never nothing', (scores, shown) => {
    expect(places(scores)).toEqual(shown);
  });

  test('a team is shown even when it is the last, unless it has nothing', () => {
    const teams = { mode: 'teams', teams: ['Red', 'Red'] } as const;
    const results = ['right'] as const;
    const member = (team: number, score: number) => ({ team, score, results });
    const four = players(member(0, 2), member(0, 2), member(1, 1), member(1, 1));
    expect(publicPlaces(aQuiz(teams), four).map(({ place, score }) => [place, score])).toEqual([
      [1, 2],
      [2, 1],
    ]);
    expect(placeOf(aQuiz(teams), four, 'p2')).toBe(2);
    expect(placeOf(aQuiz(teams), four, 'nobody')).toBeUndefined();
    const two = players(member(0, 2), member(1, 1));
    expect(publicPlaces(aQuiz(teams), two).map(({ place, score }) => [place, score])).toEqual([[1, 2]]);
  });

  test.each([
    [[], 'alone'],
    [[['wrong']], 'alone'],
    [[['wrong'], ['none'], ['none'], []], 'alone'],
    [[['wrong'], ['right', 'none']], 'few'],
    [[['wrong'], ['right'], ['none', 'wrong'], ['none']], 'few'],
    [[['wrong'], ['right'], ['right'], ['none', 'wrong']], 'enough'],
  ] as const)('with the results %j a player is in company: %s', (all, company) => {
    expect(companyOf(players(...all.map((results) => ({ results }))))).toBe(company);
  });

  test.each([
    [[3], false],
    [[3, 0], false],
    [[2, 2, 2], false],
    // Three are named, and the total less theirs is what the fourth has.
    [[3, 2, 2, 0], false],
    [[3, 2, 2, 1], false],
    [[3, 2, 2, 1, 0], true],
    [[3, 3, 3, 3], true],
    [[0, 0, 0, 0], true],
  ])('of scores %j the total may be told: %s', (scores, may) => {
    expect(mayTellTotals(aQuiz(), playing(scores))).toBe(may);
  });

  test('nobody’s own number follows from the total and the places', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 12 }), (scores) => {
        const quiz = aQuiz();
        const unnamed =
          scores.length - publicPlaces(quiz, playing(scores)).flatMap(({ names }) => names).length;
        if (mayTellTotals(quiz, playing(scores))) expect(unnamed).not.toBe(1);
      }),
    );
  });

  test.each([
    [['right', 'wrong', 'none', 'wrong'], { origin: 'missed', questions: 2 }],
    [['none', 'none'], { origin: 'mixed', questions: 5 }],
  ] as const)('after the results %j the next step is %o', (results, next) => {
    expect(practiceAfter(aPlayer({ results }))).toEqual(next);
  });
});

describe('who came in the third round', () => {
  const late = players(
    { results: ['right', 'wrong', 'right', 'none'] },
    { results: ['wrong', 'right'] },
    { results: [] },
  );
  const quiz = aQuiz({ closed: 4, phase: 'over' });

  test('has missed nothing of the first two', () => {
    expect([...late.values()].map((player) => missedRounds(quiz, player))).toEqual([[2, 4], [3], []]);
  });

  test('counts for the hardest question only from then on', () => {
    expect(hardestRound(quiz, late)).toEqual({ round: 2, missed: 1, of: 1 });
    expect(hardestRound(quiz, players({ results: ['right', 'none', 'none', 'right'] }))).toBeUndefined();
  });
});

describe('points for the board', () => {
  test.each([
    [{ right: true, metBefore: false, players: 2, earnedToday: 0 }, 2],
    [{ right: false, metBefore: false, players: 2, earnedToday: 0 }, 0],
    [{ right: true, metBefore: true, players: 2, earnedToday: 0 }, 0],
    [{ right: true, metBefore: false, players: 1, earnedToday: 0 }, 0],
    [{ right: true, metBefore: false, players: 6, earnedToday: 18 }, 2],
    [{ right: true, metBefore: false, players: 6, earnedToday: 20 }, 0],
  ])('%o earn %i', (answer, points) => {
    expect(quizPoints(answer)).toBe(points);
  });
});
