import { afterEach, expect, test } from 'vitest';
import { openApp, type TestApp } from '../app.ts';

const GUILD = '500000000000000001';
const CHANNEL = '100000000000000001';
const DAY = 24 * 60 * 60 * 1000;
const MORNING = Date.UTC(2026, 10, 12, 7);
const person = { id: '600000000000000001', name: 'Ana' };

let app: TestApp;
afterEach(() => app.records.close());

/** A file of so many questions; from `corrected` on their stems are others. */
const csv = (amount: number, corrected = amount) =>
  `question,a,b,correct,why a,why b,topic\n${Array.from({ length: amount }, (_, index) => `${index < corrected ? 'Own' : 'Corrected'} question ${index}?,yes ${index},no ${index},A,because,because,Clouds`).join('\n')}\n`;

async function take(id: string, text: string) {
  const draft = await app.imports.read(GUILD, { id, name: 'our.csv', bytes: Buffer.from(text) });
  return { draft, taken: await app.imports.accept(GUILD, id, { unexplained: false }) };
}
const packId = () => app.guilds.find(GUILD).pack ?? '';

test.each(['memory', 'sqlite'] as const)(
  'a corrected file leaves plan, reviews and settings where they were, on %s',
  async (kind) => {
    app = await openApp({ kind, now: MORNING });
    await take('aaaaaaaa1', csv(40));
    const [own] = [app.packs.get(`own-${GUILD}-aaaaaaaa1`)];
    await app.guilds.change(GUILD, (now) => ({ ...now, pack: own?.id, profile: 'all' }));
    await app.guilds.setSchedule(GUILD, {
      channel: CHANNEL,
      timing: { kind: 'weekly', time: '09:00', days: [1, 2, 3, 4, 5, 6, 7] },
      timeZone: 'Europe/Berlin',
      thread: false,
      since: 0,
    });
    const wish = {
      examDate: '2027-01-06',
      weeks: 8,
      exams: 3,
      cut: false,
      id: 'plan00001',
      channel: CHANNEL,
    };
    await app.plans.accept(GUILD, wish);
    const claim = await app.dailies.claim(GUILD, { channel: CHANNEL, date: '2026-11-12', ping: false });
    if (claim.kind !== 'claimed') throw new Error(claim.kind);
    const { id, question } = claim.daily;
    const press = { daily: id, person, at: app.clock.now() };
    await app.dailies.posted(GUILD, id, '200000000000000001');
    await app.dailies.pick(GUILD, {
      ...press,
      option: question.options.findIndex(({ correct }) => !correct),
    });
    await app.dailies.confirm(GUILD, { ...press, confidence: 'sure' });
    app.clock.at += 3 * DAY;
    const due = async () => (await app.reviews.due(GUILD, person.id)).due.map(({ key }) => key);
    const before = await due();
    expect(before).toHaveLength(1);

    // Another question than the one that was answered is corrected.
    const answered = Number(/\d+/.exec(question.stem)?.[0]);
    const lines = csv(40).split('\n');
    const other = answered === 5 ? 6 : 5;
    const text = lines
      .map((line, at) => (at === other + 1 ? line.replace('Own', 'Corrected') : line))
      .join('\n');
    const { draft, taken } = await take('bbbbbbbb2', text);
    expect(draft.replaces).toEqual({ same: 39, fresh: 1, gone: 1 });
    expect(taken).toMatchObject({ id: 'aaaaaaaa1', questions: 40, numbered: 41 });
    expect(packId()).toBe(own?.id);
    expect(await due()).toEqual(before);
    expect(app.plans.find(GUILD)?.plan.id).toBe('plan00001');
    expect(app.packs.get(packId())?.questions.map(({ stem }) => stem)).toContain(
      `Corrected question ${other}?`,
    );
  },
);

test('a plan whose pack was removed stands in the way of no other', async () => {
  app = await openApp({ kind: 'memory', now: MORNING });
  const wish = { examDate: '2027-01-06', weeks: 8, exams: 3, cut: false, channel: CHANNEL };
  await take('aaaaaaaa1', csv(40));
  await app.guilds.change(GUILD, (now) => ({ ...now, pack: `own-${GUILD}-aaaaaaaa1`, profile: 'all' }));
  await app.plans.accept(GUILD, { ...wish, id: 'plan00001' });
  expect(app.plans.propose(GUILD, wish)).toEqual({ kind: 'there-is-one', examDate: '2027-01-06' });
  await app.imports.remove(GUILD, MORNING);
  expect(app.plans.find(GUILD)).toBeUndefined();
  expect((await app.plans.accept(GUILD, { ...wish, id: 'plan00002' })).kind).toBe('fits');
  expect(app.plans.find(GUILD)?.plan.id).toBe('plan00002');
});

test('another moderator’s newer file is not removed with the one before', async () => {
  app = await openApp({ kind: 'memory', now: MORNING });
  const { taken } = await take('aaaaaaaa1', csv(10));
  app.clock.at += 1000;
  const newer = await take('bbbbbbbb2', csv(12));
  expect(await app.imports.remove(GUILD, taken?.at ?? 0)).toBe(false);
  expect(app.packs.get(`own-${GUILD}-aaaaaaaa1`)?.questions).toHaveLength(12);
  expect(await app.imports.remove(GUILD, newer.taken?.at ?? 0)).toBe(true);
  expect(await app.imports.remove(GUILD, newer.taken?.at ?? 0)).toBe(false);
  expect(await app.imports.current(GUILD)).toBeUndefined();
});

test('a correction without the topics of the plan says so, and the plan can be laid out anew', async () => {
  app = await openApp({ kind: 'memory', now: MORNING });
  const rainy = (text: string) =>
    text.replaceAll(/Clouds$/gm, (_, at: number) => (at % 2 === 0 ? 'Rain' : 'Snow'));
  await take('aaaaaaaa1', csv(40));
  await app.guilds.change(GUILD, (now) => ({ ...now, pack: `own-${GUILD}-aaaaaaaa1`, profile: 'all' }));
  const wish = { examDate: '2027-01-06', weeks: 8, exams: 3, cut: false, channel: CHANNEL };
  await app.plans.accept(GUILD, { ...wish, id: 'plan00001' });
  const same = await take('bbbbbbbb2', csv(30));
  expect([same.draft.planLoses, same.taken?.planLoses]).toEqual([[], []]);
  const other = await take('cccccccc3', rainy(csv(40)));
  expect([other.draft.planLoses, other.taken?.planLoses]).toEqual([['Clouds'], ['Clouds']]);
  app.clock.at = Date.UTC(2026, 10, 17, 7);
  const moved = app.plans.proposeMove(GUILD, '2027-01-06');
  if (moved.kind !== 'moved') throw new Error(moved.kind);
  const topics = moved.view.plan.weeks.flatMap((week) => week.topics);
  expect(topics).toEqual(expect.arrayContaining(['rain', 'snow']));
});

test('what was taken is the same after a restart, and nothing is left of the draft', async () => {
  app = await openApp({ kind: 'sqlite', now: MORNING });
  await take('aaaaaaaa1', csv(120));
  await take('bbbbbbbb2', csv(60, 30));
  const id = `own-${GUILD}-aaaaaaaa1`;
  const questions = app.packs.get(id)?.questions;
  await app.records.close();
  app = await openApp({ kind: 'sqlite', now: MORNING, url: app.url });
  expect(app.packs.get(id)?.questions).toEqual(questions);
  expect(questions).toHaveLength(60);
  expect(await app.imports.accept(GUILD, 'bbbbbbbb2', { unexplained: false })).toBeUndefined();
  await app.imports.remove(GUILD, MORNING);
  expect(app.packs.get(id)).toBeUndefined();
});
