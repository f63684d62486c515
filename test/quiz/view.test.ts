import { describe, expect, test } from 'vitest';
import { Player, Quiz, type Round } from '../../src/quiz/rules.ts';
import type { QuizState } from '../../src/quiz/service.ts';
import { placeLine, publicScreen, refusedScreen, resultScreen } from '../../src/quiz/view.ts';
import { aQuestion } from '../daily/build.ts';

const NAMES = ['Ana', 'Bo', 'Chidi', 'Dara', 'Eli'];
const round: Round = { question: aQuestion(), openedAt: 0, closesAt: 40, earliest: 10, closedAt: 40 };

/** A quiz of three rounds with the right answers of each player; the others are wrong. */
function played(rights: readonly number[], change: Partial<Quiz> = {}): QuizState {
  const quiz = Quiz.parse({
    id: 'abcdefgh1234',
    home: '1',
    room: '2',
    starter: '3',
    topicName: 'Clouds',
    rounds: 3,
    scoring: 'accuracy',
    mode: 'everyone',
    goal: 2,
    startedAt: 0,
    phase: 'over',
    ending: 'played',
    round: 3,
    closed: 3,
    until: 0,
    since: 0,
    shown: true,
    ...change,
  });
  const players = rights.map((right, index): [string, Player] => {
    const results = [0, 1, 2].map((at) => (at < right ? 'right' : 'wrong'));
    const name = NAMES[index] ?? '';
    return [`p${index}`, Player.parse({ name, joinedAt: 0, score: right, right, results })];
  });
  return { quiz, round, players: new Map(players), answers: new Map() };
}
const textOf = (screen: object) =>
  [...JSON.stringify(screen).matchAll(/"(?:content|label)":"((?:[^"\\]|\\.)*)"/g)]
    .map(([, words]) => words)
    .join('\n');
const podium = (...given: Parameters<typeof played>) => textOf(publicScreen(played(...given)));
const reveal = (rights: readonly number[], change: Partial<Quiz> = {}) =>
  podium(rights, { phase: 'reveal', ...change });

describe('nobody is shown failing in public', () => {
  test.each([0, 1, 3])('alone with %i right: no name, no place, no number, no question', (right) => {
    for (const text of [podium([right]), podium([right], { mode: 'together', groupRight: right })]) {
      expect(text).toContain('1 person played.');
      expect(text).toContain('How it went for you is under “My result”; nobody else sees that.');
      expect(text).not.toMatch(/Ana|1st|\d of \d|Hardest|Look at it|wrong|Nobody|Together/);
    }
  });

  test.each([
    [[3, 0], '1st  Ana, 3 of 3'],
    [[2, 2, 0], '1st  Ana and Bo, 2 of 3'],
    [[0, 0, 0], ''],
  ])('of %j only who is first is named, and nothing from which the others follow', (rights, first) => {
    const text = podium(rights);
    expect(text).toContain(first);
    expect(text).toContain(`${rights.length} people played.`);
    expect(text).toMatch(/Hardest for this group: question \d\.\nLook at it/);
    expect(text).not.toMatch(/answers right|missed it|Nobody got one|2nd/);
  });

  test('from four on totals and how many missed the hardest, but not where one alone is left to be worked out', () => {
    expect(podium([3, 2, 2, 1, 0])).toContain('5 people played. Together you got 8 of 15 answers right.');
    expect(podium([3, 2, 2, 1, 0])).toContain('Hardest for this group: question 3. 4 of 5 missed it.');
    const four = podium([3, 2, 2, 0]);
    expect(four).toMatch(/1st {2}Ana, 3 of 3\\n2nd {2}Bo and Chidi, 2 of 3/);
    expect(four).not.toContain('Together you got');
    expect(podium([0, 0, 0, 0])).toContain('Nobody got one this time.');
  });

  test.each([[[1]], [[3, 0]], [[3, 0, 0]]])('after a round of %j nobody leads in public', (rights) => {
    const text = reveal(rights);
    expect(text).toContain('Press “My place” to see how you are doing; nobody else sees that.');
    expect(text).not.toMatch(/Ana|Bo|After 3|Nobody has one right/);
    expect(reveal([3, 2, 1, 0])).toContain('After 3: Ana 3 · Bo 2 · Chidi 1');
  });

  test('a group of one that plays together is a person; a group of two is a group', () => {
    expect(reveal([0], { mode: 'together' })).not.toMatch(/group's answer|voted|together 0 right/);
    expect(reveal([1, 1], { mode: 'together', groupRight: 1 })).toContain('After 3: together 1 right');
    expect(podium([1, 1], { mode: 'together', groupRight: 1 })).toContain('Together you got 1 of 3.');
  });
});

describe('in private', () => {
  test('alone there is no place', () => {
    const { quiz, players } = played([0]);
    expect(placeLine(quiz, players, 'p0')).toBe('You have 0 right of 3.');
    expect(textOf(resultScreen(played([0]), 'p0'))).toBe('## 0 of 3\nWhat I missed (3)\nPlay again');
    for (const mode of ['teams', 'together'] as const)
      expect(placeLine({ ...quiz, mode }, players, 'p0')).toBe('You have 0 right of 3.');
  });

  test('with somebody else there is one', () => {
    const { quiz, players } = played([3, 0]);
    expect(placeLine(quiz, players, 'p1')).toBe('You are 2nd of 2, with 0 right of 3.');
  });
});

test('who starts a second quiz gets the way to the first', () => {
  const busy = JSON.stringify(refusedScreen('7', { kind: 'busy', room: '8' }));
  expect(busy).toContain('A quiz is running in this channel already.');
  expect(busy).toContain('https://discord.com/channels/7/8');
  expect(JSON.stringify(refusedScreen('7', { kind: 'few-questions', found: 0 }))).not.toContain('https://');
});
