import { afterEach, describe, expect, test } from 'vitest';
import type { Attempt } from '../../src/history/rules.ts';
import { countedOn, isTidied } from '../../src/history/rules.ts';
import { Cards, DayCounts, Histories } from '../../src/history/service.ts';
import { questionKey, snapshot } from '../../src/packs/snapshot.ts';
import { LOBBY_LASTS } from '../../src/quiz/rules.ts';
import { aPack, openApp, type TestApp } from '../app.ts';

const GUILD = '500000000000000001';
const CHANNEL = '100000000000000001';
const ANA = { id: '600000000000000001', name: 'Ana' };
const BO = { id: '600000000000000002', name: 'Bo' };
const NOW = Date.UTC(2026, 10, 12, 8);
const MINUTE = 60_000;

let app: TestApp;
afterEach(() => app.records.close());

const cardsOf = async (member: string) =>
  (await app.records.in(GUILD).list(Cards, member)).map(({ ids, value }) => ({ key: ids[1], ...value }));

describe('cards come by themselves', () => {
  test('from a daily that was right by guessing, not from one that was right and sure', async () => {
    app = await openApp({ kind: 'memory', now: NOW });
    await app.guilds.setSchedule(GUILD, {
      channel: CHANNEL,
      timing: { kind: 'weekly', time: '09:00', days: [1, 2, 3, 4, 5] },
      timeZone: 'Europe/Berlin',
      thread: false,
      since: 0,
    });
    const claim = await app.dailies.claim(GUILD, { channel: CHANNEL, date: '2026-11-12', ping: false });
    if (claim.kind !== 'claimed') throw new Error(claim.kind);
    const { id, question } = claim.daily;
    await app.dailies.posted(GUILD, id, '200000000000000001');
    for (const [person, confidence] of [[ANA, 'guess'] as const, [BO, 'sure'] as const]) {
      await app.dailies.pick(GUILD, { daily: id, person, at: NOW, option: 0 });
      await app.dailies.confirm(GUILD, { daily: id, person, at: NOW, confidence });
    }
    expect((await cardsOf(ANA.id)).map(({ key, lastGrade }) => [key, lastGrade])).toEqual([
      [questionKey(question), 'again'],
    ]);
    expect(await cardsOf(BO.id)).toEqual([]);
  });

  test('from a missed question of a quiz, when its round closes', async () => {
    app = await openApp({ kind: 'memory', now: NOW });
    const quiz = 'abcdefgh1234';
    await app.quizzes.start(GUILD, {
      id: quiz,
      home: CHANNEL,
      wantsThread: false,
      starter: ANA,
      topicName: 'a mix',
      rounds: 3,
      scoring: 'accuracy',
      mode: 'everyone',
      teams: [],
      teamRoles: [],
    });
    await app.quizzes.shown(GUILD, quiz, '200000000000000001');
    app.clock.at += LOBBY_LASTS;
    await app.quizzes.advance(GUILD, quiz);
    await app.quizzes.shown(GUILD, quiz, '200000000000000002');
    for (const [person, option] of [[ANA, 1] as const, [BO, 0] as const])
      await app.quizzes.pick(GUILD, { person, roles: [], quiz, round: 1, option, at: app.clock.at });
    expect(await cardsOf(ANA.id)).toEqual([]);
    app.clock.at += 5 * MINUTE;
    await app.quizzes.advance(GUILD, quiz);
    expect(await cardsOf(ANA.id)).toHaveLength(1);
    expect(await cardsOf(BO.id)).toEqual([]);
  });
});

test('a member’s record is their own rows: histories, cards, and mock exams from the oldest on', async () => {
  app = await openApp({ kind: 'sqlite', now: NOW });
  const pack = aPack(2);
  const [first, second] = pack.questions.map((question) => snapshot(pack, question, [0, 1]));
  if (!first || !second) throw new Error('no questions');
  const attempt = (right: boolean): Attempt => ({ at: NOW, right, source: 'exam' });
  const sitting = { pack: 'small', profile: 'only', right: 30, of: 45, fresh: 40, freshRight: 27 };
  await app.records.change(GUILD, async (changes) => {
    await app.histories.countIn(changes, {
      person: ANA,
      question: first,
      attempt: attempt(false),
      points: 0,
    });
    await app.histories.countIn(changes, { person: BO, question: second, attempt: attempt(true), points: 0 });
    app.histories.satIn(changes, ANA.id, 'later', { ...sitting, at: NOW + 1 });
    app.histories.satIn(changes, ANA.id, 'sooner', { ...sitting, at: NOW });
  });
  const learned = await app.histories.of(app.records.in(GUILD), ANA.id);
  expect([...learned.histories.keys()]).toEqual([questionKey(first)]);
  expect([...learned.cards.keys()]).toEqual([questionKey(first)]);
  expect(learned.sittings.map(({ at }) => at)).toEqual([NOW, NOW + 1]);
  expect(await app.records.in(GUILD).list(Histories, BO.id)).toHaveLength(1);
  await app.members.erase(GUILD, ANA.id);
  const after = await app.histories.of(app.records.in(GUILD), ANA.id);
  expect([after.histories.size, after.cards.size, after.sittings.length]).toEqual([0, 0, 0]);
});

test('answers are counted by day, and days that nobody asks for any more go', async () => {
  app = await openApp({ kind: 'sqlite', now: NOW });
  const pack = aPack(2);
  const [question] = pack.questions.map((one) => snapshot(pack, one, [0, 1]));
  if (!question) throw new Error('no question');
  const answer = (person: typeof ANA, at: number) =>
    app.records.change(GUILD, (changes) =>
      app.histories.countIn(changes, {
        person,
        question,
        points: 0,
        attempt: { at, right: true, source: 'review' },
      }),
    );
  const days = async (member: string) =>
    (await app.records.in(GUILD).list(DayCounts, member)).map(({ ids, value }) => [
      ids[1],
      value.stints.map(({ answered }) => answered),
    ]);
  for (const at of [NOW, NOW + MINUTE, NOW + 20 * MINUTE]) await answer(ANA, at);
  await answer(BO, NOW);
  expect(await days(ANA.id)).toEqual([['2026-11-12', [2, 1]]]);
  await answer(ANA, NOW + 21 * 24 * 60 * MINUTE);
  expect(await days(ANA.id)).toHaveLength(2);
  const tidied = Array.from({ length: 7 }, (_, more) => 22 + more).find((day) =>
    isTidied(ANA.id, countedOn(NOW + day * 24 * 60 * MINUTE)),
  );
  const then = NOW + (tidied ?? 0) * 24 * 60 * MINUTE;
  await answer(ANA, then);
  await expect
    .poll(async () => (await days(ANA.id)).map(([date]) => date))
    .toEqual(['2026-12-03', countedOn(then)]);
  expect(await days(BO.id)).toEqual([['2026-11-12', [1]]]);
  expect((await app.members.export(GUILD, ANA.id))['day-count']).toHaveLength(2);
  await app.members.erase(GUILD, ANA.id);
  expect(await days(ANA.id)).toEqual([]);
});
