import { afterEach, describe, expect, test } from 'vitest';
import { NotSaved } from '../../src/records/records.ts';
import { openApp, type TestApp } from '../app.ts';
import { MINUTE, packOf } from './build.ts';

const GUILD = '500000000000000001';
const NOW = Date.UTC(2026, 10, 12, 8);
const ana = { id: '600000000000000001', name: 'Ana' };
const bo = { id: '600000000000000002', name: 'Bo' };
const ENDS = NOW + 20 * MINUTE;

let app: TestApp;
afterEach(() => app.records.close());

async function open(
  kind: 'memory' | 'sqlite' = 'memory',
  options: { url?: string; maxPageCount?: number } = {},
) {
  app = await openApp({ kind, now: NOW, pack: packOf(30, 12), ...options });
}
async function begin(person = ana, id = 'exam00000001') {
  const started = await app.exams.start(GUILD, { person, id });
  expect(started.kind).toBe('started');
}
const press = (at = app.clock.at, { member = ana.id, exam = 'exam00000001' } = {}) => ({ member, exam, at });
/** Picks the right or a wrong option. */
async function pick(number: number, right: boolean, at = app.clock.at, who = {}) {
  const { items } = await shown(who);
  const { options } = items[number - 1]!.question;
  const option = options.findIndex(({ correct }) => correct === right);
  return app.exams.pick(GUILD, { ...press(at, who), number, option, on: true });
}
async function shown({ member = ana.id } = {}) {
  const running = await app.exams.running(GUILD, member, NOW);
  if (running?.kind !== 'state') throw new Error('no exam is running');
  return running;
}
const learned = (member = ana.id) => app.histories.of(app.records.in(GUILD), member);

describe.each(['memory', 'sqlite'] as const)('on %s', (kind) => {
  test('a pick is one row of its own, and what was picked is there again after a restart', async () => {
    await open(kind);
    await begin();
    const before = app.records.stats();
    await pick(4, true);
    expect(app.records.stats().rows - before.rows).toBe(1);
    expect(app.records.stats().commits - before.commits).toBe(1);
    if (kind === 'memory') return;
    await app.records.close();
    await open('sqlite', { url: app.url });
    expect((await shown()).answers.get(4)?.picks).toHaveLength(1);
    app.clock.at = ENDS + 500;
    expect(app.exams.due(app.clock.at)).toEqual([
      { guild: GUILD, member: ana.id, exam: 'exam00000001', endsAt: ENDS },
    ]);
  });

  test('handing in fifty times at once counts once', async () => {
    await open(kind);
    await begin();
    await pick(1, true);
    await pick(2, false);
    const all = await Promise.all(Array.from({ length: 50 }, () => app.exams.handIn(GUILD, press())));
    expect(all.every(({ kind }) => kind === 'over')).toBe(true);
    const { histories, sittings, cards } = await learned();
    expect(sittings).toEqual([
      { at: NOW, pack: 'small', profile: 'classic', right: 1, of: 10, fresh: 10, freshRight: 1 },
    ]);
    expect(
      [...histories.values()].map(({ times, first }) => [times, first.source, first.right]).sort(),
    ).toEqual([
      [1, 'exam', false],
      [1, 'exam', true],
    ]);
    expect(cards.size).toBe(1);
    expect((await app.members.find(GUILD, ana.id))?.points.all).toBe(0);
  });
});

describe('the deadline', () => {
  test('a press made in time counts while it is on its way, and none after it was handed in', async () => {
    await open();
    await begin();
    app.clock.at = ENDS + 400;
    expect((await pick(1, true, ENDS - 1)).kind).toBe('question');
    expect((await pick(2, true, ENDS + 1)).kind).toBe('ending');
    expect(app.exams.due(app.clock.at)).toEqual([]);
    app.clock.at = ENDS + 500;
    const [due] = app.exams.due(app.clock.at);
    const handedIn = await app.exams.handInDue(due!);
    expect(handedIn?.outcome).toMatchObject({ by: 'clock', at: ENDS, right: 1, answered: 1 });
    expect(await app.exams.handInDue(due!)).toBeUndefined();
    expect(app.exams.due(app.clock.at)).toEqual([]);
    const late = await app.exams.go(GUILD, { ...press(ENDS - 1), number: 3 });
    expect(late).toMatchObject({ kind: 'over', exam: { outcome: { right: 1 } } });
  });

  test('a press after it hands the exam in where no tick has come', async () => {
    await open();
    await begin();
    app.clock.at = ENDS + MINUTE;
    const late = await app.exams.go(GUILD, { ...press(), number: 2 });
    expect(late).toMatchObject({ kind: 'over', exam: { outcome: { by: 'clock', at: ENDS } } });
    expect((await learned()).sittings).toHaveLength(1);
    await begin(ana, 'exam00000002');
  });
});

describe('an exam handed in by the clock', () => {
  const now = async () => app.exams.running(GUILD, ana.id, app.clock.at);
  const away = async () => {
    await open();
    await begin();
    app.clock.at = ENDS + MINUTE;
    for (const due of app.exams.due(app.clock.at)) await app.exams.handInDue(due);
  };

  test('is shown to its member until they were told, once', async () => {
    await away();
    expect(await now()).toMatchObject({
      kind: 'over',
      exam: { id: 'exam00000001', outcome: { by: 'clock' } },
    });
    await app.exams.told(GUILD, press());
    expect(await now()).toBeUndefined();
  });

  test('gives way to one that runs, and is no news after a week', async () => {
    await away();
    await begin(ana, 'exam00000002');
    expect(await now()).toMatchObject({ kind: 'state', exam: { id: 'exam00000002' } });
    await app.exams.handIn(GUILD, press(app.clock.at, { exam: 'exam00000002' }));
    expect(await now()).toMatchObject({ kind: 'over', exam: { id: 'exam00000001' } });
    app.clock.at = ENDS + 7 * 24 * 60 * MINUTE;
    expect(await now()).toBeUndefined();
  });

  test('brings nobody who has left back to the boards; their next press does', async () => {
    await open();
    await begin();
    await pick(1, true);
    await app.members.checked(GUILD, [ana.id], new Set());
    app.clock.at = ENDS + MINUTE;
    for (const due of app.exams.due(app.clock.at)) await app.exams.handInDue(due);
    expect((await learned()).histories.size).toBe(1);
    expect((await app.members.find(GUILD, ana.id))?.left).toBe(true);
    await begin(ana, 'exam00000002');
    await app.exams.handIn(GUILD, press(app.clock.at, { exam: 'exam00000002' }));
    expect((await app.members.find(GUILD, ana.id))?.left).toBe(false);
  });

  test('is nothing to tell where the member handed it in', async () => {
    await open();
    await begin();
    await app.exams.handIn(GUILD, press());
    expect(await now()).toBeUndefined();
  });
});

describe('an exam', () => {
  test('asks what was not met before first, and says what was', async () => {
    await open();
    const keys = new Set<string>();
    for (let round = 1; round <= 4; round++) {
      const id = `exam0000000${round}`;
      await begin(ana, id);
      const { items, exam } = await shown();
      for (const { question } of items) keys.add(question.id);
      // Sets has twelve questions, three an exam: four exams meet each once.
      expect(keys.size).toBe(10 * round);
      expect(exam.met).toEqual([]);
      for (let number = 1; number <= 10; number++)
        await app.exams.go(GUILD, { ...press(NOW + number, { exam: id }), number });
      await app.exams.handIn(GUILD, press(NOW + 20, { exam: id }));
    }
    await begin(ana, 'exam00000005');
    const { items, exam } = await shown();
    expect(exam.met).toHaveLength(items.filter(({ question }) => keys.has(question.id)).length);
    expect(exam.met.length).toBeGreaterThanOrEqual(3);
  });

  test('of which a question was never opened leaves it new; one that was opened and left counts as missed', async () => {
    await open();
    await begin();
    await app.exams.go(GUILD, { ...press(NOW + 10), number: 5 });
    await app.exams.handIn(GUILD, press(NOW + 20));
    const { histories, cards } = await learned();
    expect([...histories.values()].map(({ last }) => last)).toEqual([
      { at: NOW + 20, right: false, source: 'exam' },
      { at: NOW + 20, right: false, source: 'exam' },
    ]);
    expect(cards.size).toBe(2);
  });

  test('counts all its answers from the moment it was handed in, whenever they were given', async () => {
    await open();
    await begin();
    for (const number of [1, 2, 3]) await pick(number, number > 1, NOW + number * MINUTE);
    await app.exams.handIn(GUILD, press(NOW + 9 * MINUTE));
    const { histories, cards } = await learned();
    expect([...histories.values()].map(({ last }) => last.at)).toEqual(Array(3).fill(NOW + 9 * MINUTE));
    expect([...cards.values()].map(({ lastAt }) => lastAt)).toEqual([NOW + 9 * MINUTE]);
  });

  test('is one at a time, also of two starts at once', async () => {
    await open();
    const both = await Promise.all(
      ['exam00000001', 'exam00000002'].map((id) => app.exams.start(GUILD, { person: ana, id })),
    );
    expect(both.map(({ kind }) => kind)).toEqual(['started', 'running']);
    await begin(bo, 'exam00000003');
  });

  test('of another member cannot be pressed', async () => {
    await open();
    await begin();
    await expect(pick(1, true, NOW, { member: bo.id })).rejects.toThrow('no exam is running');
    await expect(app.exams.handIn(GUILD, press(NOW, { member: bo.id }))).rejects.toThrow(
      'I do not know this exam',
    );
  });

  test('is gone with its member’s data, and its deadline troubles nobody', async () => {
    await open();
    await begin();
    await pick(1, true);
    await app.members.erase(GUILD, ana.id);
    app.clock.at = ENDS + MINUTE;
    for (const due of app.exams.due(app.clock.at)) expect(await app.exams.handInDue(due)).toBeUndefined();
    expect(app.exams.due(app.clock.at)).toEqual([]);
    expect((await learned()).sittings).toEqual([]);
    for (const table of app.records.tables.filter(({ member }) => member !== undefined))
      expect(await app.records.in(GUILD).list(table)).toEqual([]);
  });
});

test('on a disk that is full a press is told that it was not saved, and what was saved before stays', async () => {
  await open('sqlite', { maxPageCount: 60 });
  await begin();
  await pick(1, true);
  let failed = 0;
  for (let round = 0; failed === 0 && round < 200; round++) {
    const exam = `exam${String(round + 2).padStart(8, '0')}`;
    const person = { id: `7000000000000${String(round).padStart(5, '0')}`, name: 'Crowd' };
    await app.exams.start(GUILD, { person, id: exam }).catch((error: unknown) => {
      expect(error).toBeInstanceOf(NotSaved);
      failed++;
    });
  }
  expect(failed).toBe(1);
  expect((await shown()).answers.get(1)?.picks).toHaveLength(1);
  // Its deadline is still known after the memory of this server was dropped.
  expect(app.exams.nextDue()).toBe(ENDS + 500);
});
