import { afterEach, describe, expect, test } from 'vitest';
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

describe('a score that was taken back', () => {
  const person = (index: number) => ({ id: `60000000000000001${index}`, name: `Member ${index}` });
  const examOf = (index: number) => `exam0000001${index}`;

  /** So many people sit the group exam, each with one answer, and hand it in. */
  async function satBy(people: number): Promise<void> {
    await planned();
    app.clock.at = NOW + 60 * MINUTE;
    for (let index = 0; index < people; index++) {
      await app.groups.begin(GUILD, ID, { person: person(index), exam: examOf(index) });
      const press = { member: person(index).id, exam: examOf(index), at: app.clock.at };
      await app.exams.pick(GUILD, { ...press, number: 1, option: 0, on: true });
      await app.exams.handIn(GUILD, press);
    }
  }
  async function published(index: number, post: string): Promise<void> {
    expect(await app.groups.publish(GUILD, ID, person(index).id)).toMatchObject({ kind: 'may' });
    await app.groups.published(GUILD, ID, { member: person(index).id, post });
  }
  const takenBack = (index: number, post: string) =>
    app.groups.takenBack(GUILD, ID, { member: person(index).id, post });
  async function figures() {
    app.clock.at += 31 * MINUTE;
    return (await app.groups.advance(GUILD, ID))?.summary?.figures;
  }

  test.each([
    [5, true],
    [4, false],
  ])('counts as known in the summary of %i: figures %s', async (people, shown) => {
    await satBy(people);
    await published(0, '1');
    await takenBack(0, '1');
    expect((await figures()) !== undefined).toBe(shown);
  });

  test('may be published again under another nonce, and asking changes nothing', async () => {
    await satBy(5);
    const ask = () => app.groups.mayPublish(GUILD, ID, person(0).id);
    expect(await ask()).toMatchObject({ kind: 'may', channel: CHANNEL, nonce: `${examOf(0)}p` });
    await published(0, '1');
    expect(await ask()).toEqual({ kind: 'before' });
    expect(await app.groups.scorePost(GUILD, ID, person(0).id)).toEqual({ channel: CHANNEL, post: '1' });
    await takenBack(0, '1');
    expect(await app.groups.scorePost(GUILD, ID, person(0).id)).toBeUndefined();
    expect(await ask()).toMatchObject({ kind: 'may', nonce: `${examOf(0)}p1` });
    await published(0, '2');
    // A second tap on the first message's way back leaves the new one.
    await takenBack(0, '1');
    expect(await ask()).toEqual({ kind: 'before' });
  });

  test('stays known when it could not be posted again, and asking alone makes none known', async () => {
    await satBy(5);
    await app.groups.mayPublish(GUILD, ID, person(1).id);
    await published(0, '1');
    await takenBack(0, '1');
    await app.groups.publish(GUILD, ID, person(0).id);
    await app.groups.published(GUILD, ID, { member: person(0).id });
    expect(await figures()).toBeDefined();
    // Four others are left: one more would leave three.
    expect(await app.groups.mayPublish(GUILD, ID, person(1).id)).toEqual({ kind: 'too-few' });
    expect(await app.groups.mayPublish(GUILD, ID, person(0).id)).toMatchObject({ kind: 'may' });
  });
});
