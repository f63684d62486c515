import { afterEach, describe, expect, test } from 'vitest';
import { NotSaved } from '../../src/records/records.ts';
import { openApp, type TestApp } from '../app.ts';
import { HOUR, POSTED } from './build.ts';

const GUILD = '500000000000000001';
const CHANNEL = '100000000000000001';
const DATE = '2026-11-12';
const ID = `${CHANNEL}-${DATE}`;
const person = (number: number) => ({
  id: `6000000000000${String(number).padStart(5, '0')}`,
  name: `Member ${number}`,
});

let app: TestApp;
afterEach(() => app.records.close());

/** An app whose guild has a daily that was posted at 09:00. */
async function posted(options: Partial<Parameters<typeof openApp>[0]> = {}): Promise<TestApp> {
  const opened = await openApp({ kind: 'memory', now: POSTED, ...options });
  await opened.guilds.setSchedule(GUILD, {
    channel: CHANNEL,
    timing: { kind: 'weekly', time: '09:00', days: [1, 2, 3, 4, 5] },
    timeZone: 'Europe/Berlin',
    thread: false,
    since: 0,
  });
  await opened.dailies.claim(GUILD, { channel: CHANNEL, date: DATE, ping: true });
  await opened.dailies.posted(GUILD, ID, '200000000000000001');
  return opened;
}

async function answer(number: number, option = 0) {
  const press = { daily: ID, person: person(number), at: app.clock.now() };
  await app.dailies.pick(GUILD, { ...press, option });
  return app.dailies.confirm(GUILD, { ...press, confidence: 'sure' });
}

describe.each(['memory', 'sqlite'] as const)('on %s', (kind) => {
  test('a date is claimed once, whoever asks and however often', async () => {
    app = await posted({ kind });
    const claims = await Promise.all(
      Array.from({ length: 20 }, () =>
        app.dailies.claim(GUILD, { channel: CHANNEL, date: '2026-11-13', ping: true }),
      ),
    );
    expect(claims.filter((claim) => claim.kind === 'claimed')).toHaveLength(1);
    expect(claims.filter((claim) => claim.kind === 'already')).toHaveLength(19);
  });

  test('a claim that is given up frees its question and may be claimed again', async () => {
    app = await posted({ kind });
    const where = { channel: CHANNEL, date: '2026-11-13', ping: true };
    const left = () => app.stock.left(GUILD, app.guilds.find(GUILD).schedules[0]!);
    const before = await left();
    const claim = await app.dailies.claim(GUILD, where);
    if (claim.kind !== 'claimed') throw new Error(claim.kind);
    expect(await left()).toBe(before! - 1);
    await app.dailies.abandon(GUILD, claim.daily.id, { at: 1, channel: CHANNEL, kind: 'not-allowed' });
    expect(await left()).toBe(before);
    expect(app.guilds.find(GUILD)).toMatchObject({ open: [{ id: ID }], problems: [{ kind: 'not-allowed' }] });
    expect((await app.dailies.claim(GUILD, where)).kind).toBe('claimed');
  });

  test('2,000 presses in flight make at most 50 commits, and every one counts', async () => {
    app = await posted({ kind });
    const before = app.records.stats().commits;
    const press = (number: number) =>
      app.dailies.pick(GUILD, { daily: ID, person: person(number), at: POSTED + HOUR, option: number % 2 });
    const picked = await Promise.all(Array.from({ length: 2000 }, (_, number) => press(number)));
    expect(picked.every(({ verdict }) => verdict.kind === 'picked')).toBe(true);
    expect(app.records.stats().commits - before).toBeLessThanOrEqual(50);
    const closed = await app.dailies.close(GUILD, ID, POSTED + 24 * HOUR);
    expect(closed.tally).toEqual({ answered: 2000, right: 1000, votes: [1000, 1000] });
  });

  test('closing twice tallies once, and pays once', async () => {
    app = await posted({ kind });
    await app.dailies.pick(GUILD, { daily: ID, person: person(1), at: POSTED + HOUR, option: 0 });
    app.clock.at = POSTED + 24 * HOUR;
    const [one, two] = await Promise.all([
      app.dailies.close(GUILD, ID, app.clock.at),
      app.dailies.close(GUILD, ID, app.clock.at),
    ]);
    expect(one).toEqual(two);
    expect((await app.members.find(GUILD, person(1).id))?.points.all).toBe(10);
  });

  test('closing counts what somebody picked who has left since, and brings nobody back', async () => {
    app = await posted({ kind });
    const { id } = person(1);
    await app.dailies.pick(GUILD, { daily: ID, person: person(1), at: POSTED + HOUR, option: 0 });
    await app.members.checked(GUILD, [id], new Set());
    app.clock.at = POSTED + 24 * HOUR;
    await app.dailies.close(GUILD, ID, app.clock.at);
    expect(await app.members.find(GUILD, id)).toMatchObject({ left: true, points: { all: 10 } });
  });

  test('the board follows answers, and is the same when it is built anew', async () => {
    app = await posted({ kind });
    await app.boards.show(GUILD, { period: 'week', page: 0 }, person(1).id);
    for (const number of [1, 2, 3]) await answer(number, number === 2 ? 1 : 0);
    const board = await app.boards.show(GUILD, { period: 'week', page: 0 }, person(2).id);
    expect(board.lines.map(({ place, points }) => [place, points])).toEqual([
      [1, 10],
      [1, 10],
      [3, 2],
    ]);
    app.boards.forgetIdle(Number.POSITIVE_INFINITY);
    app.records.forgetIdle(Number.POSITIVE_INFINITY);
    expect(await app.boards.show(GUILD, { period: 'week', page: 0 }, person(2).id)).toEqual(board);
  });

  test('retiring pays only those whose answer counted as wrong, and once', async () => {
    app = await posted({ kind });
    await answer(1, 0);
    await answer(2, 1);
    const { daily } = await app.dailies.look(GUILD, ID, person(1).id);
    const key = `${daily.question.pack}.${daily.question.id}`;
    expect(await app.reports.retire(GUILD, key)).toBe(1);
    expect(await app.reports.retire(GUILD, key)).toBe(0);
    expect((await app.members.find(GUILD, person(2).id))?.points).toMatchObject({
      all: 10,
      week: { points: 10 },
    });
    expect((await app.members.find(GUILD, person(1).id))?.points.all).toBe(10);
    // Who answers it from now on gets full points as well.
    await answer(3, 1);
    expect((await app.members.find(GUILD, person(3).id))?.points.all).toBe(10);
  });

  test('nothing of one guild is seen from another', async () => {
    app = await posted({ kind });
    await answer(1);
    const other = '500000000000000002';
    await expect(app.dailies.look(other, ID, person(1).id)).rejects.toThrow(/do not know this question/);
    expect((await app.boards.show(other, { period: 'all', page: 0 }, person(1).id)).size).toBe(0);
  });
});

describe('a full disk', () => {
  test('is told to everybody it hit, and neither memory nor board shows what was not saved', async () => {
    app = await posted({ kind: 'sqlite' });
    const { url } = app;
    await answer(1);
    await app.records.close();

    app = await openApp({ kind: 'sqlite', now: POSTED + HOUR, url, maxPageCount: 1 });
    await app.boards.show(GUILD, { period: 'all', page: 0 }, person(1).id);
    const outcomes = await Promise.allSettled(
      Array.from({ length: 2000 }, (_, number) => answer(number + 2)),
    );
    const refused = outcomes.filter((outcome) => outcome.status === 'rejected');
    expect(refused.length).toBeGreaterThan(0);
    for (const { reason } of refused) expect(reason).toBeInstanceOf(NotSaved);
    const saved = 1 + outcomes.length - refused.length;
    expect((await app.boards.show(GUILD, { period: 'all', page: 0 }, person(1).id)).size).toBe(saved);
    await app.records.close();

    app = await openApp({ kind: 'sqlite', now: POSTED + 2 * HOUR, url });
    expect((await app.boards.show(GUILD, { period: 'all', page: 0 }, person(1).id)).size).toBe(saved);
    await answer(5000);
    expect((await app.boards.show(GUILD, { period: 'all', page: 0 }, person(1).id)).size).toBe(saved + 1);
  });
});
