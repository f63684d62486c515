import { afterEach, expect, test } from 'vitest';
import { packsOf } from '../../src/packs/load.ts';
import { questionKey } from '../../src/packs/snapshot.ts';
import { openApp, type TestApp } from '../app.ts';
import { MINUTE, packOf } from '../exam/build.ts';

const GUILD = '500000000000000001';
const CHANNEL = '700000000000000001';
const ID = 'group0000001';
/** Who planned it. */
const ANA = '600000000000000001';
const NOW = Date.UTC(2026, 10, 12, 8);

let app: TestApp;
afterEach(() => app.records.close());

/** A group exam of ten questions that begins in an hour. */
async function planned() {
  const pack = packOf(30, 12);
  app = await openApp({ kind: 'memory', now: NOW, packs: packsOf([pack]) });
  const [profile] = app.exams.profilesOf(GUILD);
  if (!profile) throw new Error('no profile');
  const wish = { id: ID, channel: CHANNEL, startsAt: NOW + 60 * MINUTE, profile, planner: ANA };
  expect((await app.groups.invite(GUILD, wish)).kind).toBe('invited');
  return pack;
}

test('what can no longer be drawn at its time is over, and says why', async () => {
  const pack = await planned();
  const retired = pack.questions.map(({ id }) => questionKey({ pack: pack.id, id }));
  await app.guilds.change(GUILD, (now) => ({ ...now, retired }));
  app.clock.at = NOW + 60 * MINUTE;
  expect(await app.groups.advance(GUILD, ID)).toMatchObject({
    phase: 'over',
    summary: { sat: 0, notHeld: 'few-questions' },
  });
});

test('what is called off makes room in its channel, and nobody can join or begin it', async () => {
  await planned();
  const bo = { id: '600000000000000002', name: 'Bo' };
  expect(await app.groups.callOff(GUILD, ID, { member: bo.id, moderates: false })).toEqual({
    kind: 'not-yours',
  });
  expect(await app.groups.callOff(GUILD, ID, { member: ANA, moderates: false })).toEqual({
    kind: 'called-off',
  });
  expect(await app.groups.callOff(GUILD, ID, { member: ANA, moderates: false })).toEqual({ kind: 'over' });
  await app.groups.finish(GUILD, ID);
  app.clock.at = NOW + 60 * MINUTE;
  expect((await app.groups.begin(GUILD, ID, { person: bo, exam: 'exam00000001' })).kind).toBe('late');
  await app.groups.join(GUILD, ID, bo);
  expect(await app.groups.state(GUILD, ID)).toMatchObject({
    joined: 0,
    group: { phase: 'over', summary: { sat: 0, notHeld: 'called-off' } },
  });
  expect(app.guilds.find(GUILD).groupExams).toEqual([]);
});

test('what somebody has begun is not called off', async () => {
  await planned();
  app.clock.at = NOW + 60 * MINUTE;
  await app.groups.begin(GUILD, ID, { person: { id: ANA, name: 'Ana' }, exam: 'exam00000001' });
  const who = { member: '600000000000000003', moderates: true };
  expect(await app.groups.callOff(GUILD, ID, who)).toEqual({ kind: 'begun' });
  expect(await app.groups.isOver(GUILD, ID)).toBe(false);
});
