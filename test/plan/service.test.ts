import { afterEach, describe, expect, test } from 'vitest';
import type { Attempt } from '../../src/history/rules.ts';
import { packsOf } from '../../src/packs/load.ts';
import { snapshot } from '../../src/packs/snapshot.ts';
import { openApp, type TestApp } from '../app.ts';
import { pack } from '../exam/play.ts';

const GUILD = '500000000000000001';
const CHANNEL = '100000000000000001';
const DAY = 24 * 60 * 60 * 1000;
/** Thursday, 12 November 2026, 08:00 in Berlin. */
const MORNING = Date.UTC(2026, 10, 12, 7);

let app: TestApp;
afterEach(() => app.records.close());

/** A guild with a question every day at 09:00 and a plan of eight weeks from the 16th on. */
async function planned(options: Partial<Parameters<typeof openApp>[0]> = {}): Promise<TestApp> {
  const opened = await openApp({ kind: 'memory', now: MORNING, packs: packsOf([pack]), ...options });
  await opened.guilds.setSchedule(GUILD, {
    channel: CHANNEL,
    timing: { kind: 'weekly', time: '09:00', days: [1, 2, 3, 4, 5, 6, 7] },
    timeZone: 'Europe/Berlin',
    thread: false,
    since: 0,
  });
  const wish = { examDate: '2027-01-06', weeks: 8, exams: 3, cut: false };
  await opened.plans.accept(GUILD, { ...wish, id: 'plan00001', channel: CHANNEL });
  return opened;
}

/** Asks the question of a date; with `right` of so many answers it is closed a day later. */
async function ask(date: string, answers?: { readonly right: number; readonly of: number }) {
  app.clock.at = Date.parse(`${date}T08:00:00Z`);
  const claim = await app.dailies.claim(GUILD, { channel: CHANNEL, date, ping: false });
  if (claim.kind !== 'claimed') throw new Error(claim.kind);
  const { daily } = claim;
  await app.dailies.posted(GUILD, daily.id, '200000000000000001');
  const { options } = daily.question;
  const places = options.map((_, place) => place);
  const right = places.filter((place) => options[place]?.correct);
  // As many as are asked for, none of them right.
  const wrong = places.filter((place) => !options[place]?.correct).slice(0, right.length);
  for (let number = 0; number < (answers?.of ?? 0); number++) {
    const person = { id: `6000000000000${String(number).padStart(5, '0')}`, name: `Member ${number}` };
    const press = { daily: daily.id, person, at: app.clock.now() };
    for (const option of number < answers!.right ? right : wrong)
      await app.dailies.pick(GUILD, { ...press, option });
    await app.dailies.confirm(GUILD, { ...press, confidence: 'sure' });
  }
  if (answers) {
    app.clock.at = daily.closesAt + 1000;
    await app.dailies.close(GUILD, daily.id, daily.closesAt);
  }
  return daily.question;
}
describe('the question of the day', () => {
  test('from the second week on, every other one is on what the group missed seven days ago, and not asked before', async () => {
    app = await planned();
    const missed = await ask('2026-11-16', { right: 1, of: 4 });
    expect(app.plans.find(GUILD)?.plan.weeks[0]?.topics).toContain(missed.topic);
    const theme = await ask('2026-11-23');
    expect(app.plans.find(GUILD)?.plan.weeks[1]?.topics).toContain(theme.topic);
    const again = await ask('2026-11-24');
    expect(again.id).not.toBe(missed.id);
    expect(again.objectives.some((objective) => missed.objectives.includes(objective))).toBe(true);
    const next = await ask('2026-11-25');
    expect(app.plans.find(GUILD)?.plan.weeks[1]?.topics).toContain(next.topic);
  });

  test.each([
    ['what more than half got right', '2026-11-16', { right: 3, of: 4 }],
    ['what was missed six days ago', '2026-11-17', { right: 0, of: 4 }],
    ['what nobody answered', '2026-11-16', { right: 0, of: 0 }],
  ])('%s was not missed: the theme goes on', async (_, date, answers) => {
    app = await planned();
    await ask(date, answers);
    await ask('2026-11-23');
    const second = await ask('2026-11-24');
    expect(app.plans.find(GUILD)?.plan.weeks[1]?.topics).toContain(second.topic);
  });

  test('in the last two weeks it is by weight over everything', async () => {
    app = await planned();
    const topics = new Set<string>();
    for (let day = 0; day < 7; day++)
      topics.add((await ask(new Date(Date.UTC(2026, 11, 28 + day)).toISOString().slice(0, 10))).topic);
    const domains = app.plans.find(GUILD)!.profile.domains;
    const home = new Set(
      [...topics].map((topic) => domains.find((domain) => domain.topics.includes(topic))?.id),
    );
    expect(home.size).toBeGreaterThan(1);
  });
});

describe('a week', () => {
  const ana = { id: '600000000000000001', name: 'Ana' };
  const HOUR = DAY / 24;
  const answer = (at: number, given: Omit<Attempt, 'at'>, questions: number) =>
    app.records.change(GUILD, async (changes) => {
      for (const one of pack.questions.slice(0, questions))
        await app.histories.countIn(changes, {
          person: ana,
          question: snapshot(pack, one, [0, 1, 2, 3]),
          points: 0,
          attempt: { at, ...given },
        });
    });
  const RIGHT = { right: true, source: 'review' } as const;
  const WRONG = { right: false, source: 'review' } as const;

  test('a goal that was met stays met when the same questions are answered again', async () => {
    app = await planned();
    const monday = MORNING + 4 * DAY;
    await answer(monday, RIGHT, 15);
    const met = async () => {
      const my = await app.plans.myWeek(GUILD, ana.id, '2026-11-16');
      return my?.goals.filter(({ kind }) => kind === 'questions').map((goal) => [goal.done, goal.met]);
    };
    expect(await met()).toEqual([[15, true]]);
    await answer(monday + DAY, { right: true, source: 'exam' }, 15);
    await answer(monday + 7 * DAY, RIGHT, 15);
    expect(await met()).toEqual([[30, true]]);
    const [first, second] = app.plans.find(GUILD)!.plan.weeks;
    expect((await app.plans.groupWeek(GUILD, first!)).answered).toBe(30);
    expect((await app.plans.groupWeek(GUILD, second!)).answered).toBe(15);
  });

  test('is ticked from its first day on, and looked at before', async () => {
    app = await planned();
    const tick = (week: string) => app.plans.tick(GUILD, ana, { week, kind: 'read', on: true });
    const [first] = app.plans.find(GUILD)!.plan.weeks;
    expect((await app.plans.myWeek(GUILD, ana.id))?.week).toEqual(first);
    await expect(tick('2026-11-16')).rejects.toThrow('from its first day on');
    app.clock.at = MORNING + 4 * DAY;
    await tick('2026-11-16');
    await expect(tick('2026-11-23')).rejects.toThrow('from its first day on');
    const met = (await app.plans.myWeek(GUILD, ana.id))?.goals.filter((goal) => goal.met);
    expect(met?.map(({ kind }) => kind)).toEqual(['read']);
    app.clock.at = MORNING + 56 * DAY;
    expect(await app.plans.myWeek(GUILD, ana.id)).toBeUndefined();
    expect(await app.plans.myWeek(GUILD, ana.id, '2026-11-16')).toBeDefined();
  });

  test('has a practice of its weakest domain only while the server practises what the plan is for', async () => {
    app = await planned();
    expect(app.plans.practises(GUILD, 'scaling')).toBe(true);
    expect(app.plans.practises(GUILD, 'mllib-scaling')).toBe(false);
    await app.guilds.change(GUILD, (now) => ({ ...now, profile: '2025-03' }));
    expect(app.plans.practises(GUILD, 'scaling')).toBe(false);
  });

  test('what is answered after a summary is in the next one', async () => {
    app = await planned();
    const sunday = MORNING + 10 * DAY;
    await answer(sunday, RIGHT, 2);
    await answer(sunday + 11 * HOUR, RIGHT, 5);
    const [first, second] = app.plans.find(GUILD)!.plan.weeks;
    expect((await app.plans.groupWeek(GUILD, first!)).answered).toBe(2);
    expect((await app.plans.groupWeek(GUILD, second!)).answered).toBe(5);
    // A goal is met in its own week, as the member sees it.
    expect((await app.plans.myWeek(GUILD, ana.id, '2026-11-22'))?.goals[0]?.done).toBe(7);
  });

  test('who studies the same cards in both weeks can be the most improved', async () => {
    app = await planned();
    await app.members.change(GUILD, ana, (now) => ({ ...now, named: true }));
    await answer(MORNING, RIGHT, 20);
    await answer(MORNING + 4 * DAY, WRONG, 20);
    await answer(MORNING + 11 * DAY, RIGHT, 20);
    await answer(MORNING + 11 * DAY + HOUR, RIGHT, 20);
    const second = app.plans.find(GUILD)!.plan.weeks[1]!;
    expect((await app.plans.groupWeek(GUILD, second)).mostImproved).toBe(ana.id);
  });
});

describe.each(['memory', 'sqlite'] as const)('posts on %s', (kind) => {
  test('are claimed once, however often and by how many it is asked, and kept until they are settled', async () => {
    app = await planned({ kind });
    app.clock.at = MORNING + 4 * DAY;
    expect(app.plans.withWork()).toEqual([GUILD]);
    const claims = await Promise.all(Array.from({ length: 10 }, () => app.plans.claim(GUILD)));
    expect(new Set(claims.flat().map(({ nonce }) => nonce)).size).toBe(1);
    // Not settled: after a crash it is tried again.
    expect(app.plans.withWork()).toEqual([GUILD]);
    await app.plans.settled(GUILD, claims[0]![0]!);
    expect(app.plans.withWork()).toEqual([]);
    expect(await app.plans.claim(GUILD)).toEqual([]);
    app.clock.at = MORNING + 11 * DAY;
    expect(app.plans.withWork()).toEqual([GUILD]);
  });

  test('follow new times at once, and stop with the plan', async () => {
    app = await planned({ kind });
    app.clock.at = MORNING + 4 * DAY - 60 * 60 * 1000;
    expect(app.plans.withWork()).toEqual([]);
    await app.guilds.change(GUILD, (now) => ({ ...now, planning: { ...now.planning, theme: '07:00' } }));
    expect(app.plans.withWork()).toEqual([GUILD]);
    expect(await app.plans.end(GUILD)).toBe(true);
    expect(await app.plans.end(GUILD)).toBe(false);
    expect(app.plans.withWork()).toEqual([]);
    expect(app.plans.find(GUILD)).toBeUndefined();
  });
});
