import { afterEach, expect, test } from 'vitest';
import { Cards } from '../../src/history/service.ts';
import { LOBBY_LASTS } from '../../src/quiz/rules.ts';
import { openApp, type TestApp } from '../app.ts';

const GUILD = '500000000000000001';
const HOME = '100000000000000001';
const NOW = Date.UTC(2026, 10, 12, 8);
const ID = 'abcdefgh1234';
const presser = (number: number) => ({
  person: { id: `6000000000000${String(number).padStart(5, '0')}`, name: `Member ${number}` },
  roles: [],
});

let app: TestApp;
afterEach(() => app.records.close());

async function inRoundOne(kind: 'memory' | 'sqlite'): Promise<void> {
  app = await openApp({ kind, now: NOW });
  const started = await app.quizzes.start(GUILD, {
    id: ID,
    home: HOME,
    wantsThread: false,
    starter: presser(0).person,
    topicName: 'a mix',
    rounds: 3,
    scoring: 'accuracy',
    mode: 'everyone',
    teams: [],
    teamRoles: [],
  });
  expect(started.kind).toBe('started');
  await app.quizzes.shown(GUILD, ID, '200000000000000001');
  app.clock.at += LOBBY_LASTS;
  await app.quizzes.advance(GUILD, ID);
  await app.quizzes.shown(GUILD, ID, '200000000000000002');
}

const pick = (number: number, option: number) =>
  app.quizzes.pick(GUILD, { ...presser(number), quiz: ID, round: 1, option, at: app.clock.at });

test.each(['memory', 'sqlite'] as const)(
  'on %s 2,000 players pressing at once make at most 50 commits',
  async (kind) => {
    await inRoundOne(kind);
    const before = app.records.stats().commits;
    const picked = await Promise.all(Array.from({ length: 2000 }, (_, number) => pick(number, number % 2)));
    expect(picked.every(({ verdict }) => verdict.kind === 'picked')).toBe(true);
    expect(app.records.stats().commits - before).toBeLessThanOrEqual(50);
    const { players, answers } = await app.quizzes.state(GUILD, ID);
    expect([players.size, answers.size]).toEqual([2000, 2000]);
  },
);

test('a quiz earns points only for questions never met, with company, and up to 20 a day', async () => {
  await inRoundOne('memory');
  await pick(1, 0);
  await pick(2, 1);
  app.clock.at += 200_000;
  await app.quizzes.advance(GUILD, ID);
  expect((await app.members.find(GUILD, presser(1).person.id))?.points.all).toBe(2);
  expect((await app.members.find(GUILD, presser(2).person.id))?.points.all).toBe(0);
});

test('what was answered wrong becomes a review card of that player, and what was right of nobody', async () => {
  await inRoundOne('memory');
  await pick(1, 0);
  await pick(2, 1);
  app.clock.at += 200_000;
  await app.quizzes.advance(GUILD, ID);
  const cards = await app.records.in(GUILD).list(Cards);
  expect(cards.map(({ ids, value }) => [ids[0], value.lastGrade])).toEqual([[presser(2).person.id, 'again']]);
});

test('nothing moves on before its messages stand', async () => {
  await inRoundOne('memory');
  app.clock.at += 200_000;
  expect((await app.quizzes.advance(GUILD, ID))?.quiz.phase).toBe('reveal');
  app.clock.at += 200_000;
  expect((await app.quizzes.advance(GUILD, ID))?.quiz).toMatchObject({
    phase: 'reveal',
    round: 1,
    shown: false,
  });
  await app.quizzes.shown(GUILD, ID, undefined);
  expect((await app.quizzes.advance(GUILD, ID))?.quiz).toMatchObject({ phase: 'round', round: 2 });
});

test('what is open as a question of the day is not asked in a quiz', async () => {
  app = await openApp({ kind: 'memory', now: NOW });
  await app.guilds.setSchedule(GUILD, {
    channel: HOME,
    timing: { kind: 'weekly', time: '09:00', days: [1, 2, 3, 4, 5] },
    timeZone: 'Europe/Berlin',
    thread: false,
    since: 0,
  });
  const claim = await app.dailies.claim(GUILD, { channel: HOME, date: '2026-11-12', ping: false });
  if (claim.kind !== 'claimed') throw new Error(claim.kind);
  const asked = await app.records.change(GUILD, (changes) =>
    app.stock.drawManyIn(changes, { count: 20, without: [claim.daily.question.id] }),
  );
  expect(asked).toHaveLength(19);
  expect(asked.map(({ id }) => id)).not.toContain(claim.daily.question.id);
});

test('a quiz asks other questions than the one before it', async () => {
  app = await openApp({ kind: 'memory', now: NOW });
  const draw = () =>
    app.records.change(GUILD, (changes) => app.stock.drawManyIn(changes, { count: 10, without: [] }));
  const [first, second] = [await draw(), await draw()];
  expect(first.filter(({ id }) => second.some((other) => other.id === id))).toEqual([]);
});
