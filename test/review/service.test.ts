import { afterEach, describe, expect, test } from 'vitest';
import { Cards, Histories } from '../../src/history/service.ts';
import { packsOf } from '../../src/packs/load.ts';
import { questionKey, rightPlaces } from '../../src/packs/snapshot.ts';
import type { Run } from '../../src/practice/rules.ts';
import { afterAttempt, isWeak } from '../../src/review/rules.ts';
import { aPack, openApp, type TestApp } from '../app.ts';

const GUILD = '500000000000000001';
const ANA = { id: '600000000000000001', name: 'Ana' };
const DAY = 24 * 60 * 60 * 1000;
const HOUR = 60 * 60 * 1000;
const NOW = Date.UTC(2026, 10, 12, 10);

let app: TestApp;
afterEach(() => app.records.close());

/** Twenty questions in five objectives, with four options each that are shuffled. */
function packWithObjectives() {
  const pack = aPack(20);
  const questions = pack.questions.map((question, index) => ({
    ...question,
    objectives: [`objective-${index % 5}`],
    'keep-order': false,
    options: ['right', 'x', 'y', 'z'].map((text, place) => ({ text, correct: place === 0, why: '' })),
  }));
  return packsOf([{ ...pack, questions, byId: new Map(questions.map((one) => [one.id, one])) }]);
}

const open = async (kind: 'memory' | 'sqlite' = 'memory') => {
  app = await openApp({ kind, now: NOW, packs: packWithObjectives() });
};

type Word = 'sure' | 'unsure' | 'guess';

/** Answers the question that a run shows. */
async function answer(run: Run, right: boolean, confidence: Word = 'sure'): Promise<Run> {
  if (!run.shown) throw new Error('the run is over');
  const { number, question } = run.shown;
  const [place = 0] = rightPlaces(question);
  const picks = [right ? place : (place + 1) % question.options.length];
  const press = { person: ANA, kind: run.kind, run: run.id, number, picks, confidence, at: app.clock.at };
  const pressed = await app.practices.answer(GUILD, press);
  if (pressed.kind !== 'shown') throw new Error('the card was an old one');
  return pressed.run;
}

async function goOn(run: Run): Promise<Run> {
  const press = { person: ANA, kind: run.kind, run: run.id, number: run.shown?.number ?? 0 };
  const pressed = await app.practices.next(GUILD, press);
  if (pressed.kind !== 'shown') throw new Error('the card was an old one');
  return pressed.run;
}

async function practise(count: number, right: (number: number) => boolean, confidence?: Word): Promise<void> {
  const wish = { id: 'practice1', scope: { kind: 'all' }, count, origin: 'new' } as const;
  const started = await app.practices.start(GUILD, ANA, wish);
  if (started.kind !== 'started') throw new Error('there was nothing to practise');
  let { run } = started;
  for (let number = 1; number <= count; number++)
    run = await goOn(await answer(run, right(number), confidence));
}

async function review(minutes = 60): Promise<Run> {
  const started = await app.reviews.start(GUILD, ANA, { id: 'reviewrev1', minutes });
  if (started.kind !== 'started') throw new Error('nothing was due');
  return started.run;
}

const shownKey = (run: Run) => (run.shown ? questionKey(run.shown.question) : '');
const cardOf = (key: string) => app.records.in(GUILD).get(Cards, ANA.id, key);

describe.each(['memory', 'sqlite'] as const)('on %s', (kind) => {
  test('a miss becomes a card in the same commit as its history, a sure right answer none', async () => {
    await open(kind);
    const wish = { id: 'practice1', scope: { kind: 'all' }, count: 5, origin: 'new' } as const;
    const started = await app.practices.start(GUILD, ANA, wish);
    if (started.kind !== 'started') throw new Error('there was nothing to practise');
    const before = app.records.stats().commits;
    const missed = await answer(started.run, false, 'sure');
    expect(app.records.stats().commits).toBe(before + 1);
    expect((await cardOf(shownKey(missed)))?.sureButWrong).toBe(true);
    expect(await app.records.in(GUILD).get(Histories, ANA.id, shownKey(missed))).toMatchObject({ times: 1 });
    const right = await answer(await goOn(missed), true);
    expect(await cardOf(shownKey(right))).toBeUndefined();
  });

  test('two presses on the same answer at the same instant count once', async () => {
    await open(kind);
    const wish = { id: 'practice1', scope: { kind: 'all' }, count: 5, origin: 'new' } as const;
    const started = await app.practices.start(GUILD, ANA, wish);
    if (started.kind !== 'started') throw new Error('there was nothing to practise');
    const both = await Promise.all([answer(started.run, true), answer(started.run, false)]);
    expect(both.map(({ answered, right }) => [answered, right])).toEqual([
      [1, 1],
      [1, 1],
    ]);
    expect(await app.records.in(GUILD).get(Histories, ANA.id, shownKey(both[0]))).toMatchObject({ times: 1 });
  });
});

describe('a review', () => {
  test('brings what was sure but wrong first, then what is least likely to be known', async () => {
    await open();
    await practise(4, () => false, 'unsure');
    app.clock.at += 2 * DAY;
    await practise(2, () => false, 'sure');
    app.clock.at += DAY;
    const { due } = await app.reviews.due(GUILD, ANA.id);
    expect(due.map(({ card }) => card.sureButWrong)).toEqual([true, true, false, false, false, false]);
  });

  test('every second showing asks an unseen question on the same objective, and its answer moves the card', async () => {
    await open();
    await practise(1, () => false);
    const [first] = (await app.reviews.due(GUILD, ANA.id)).due.map(({ key }) => key);
    expect(first).toBeUndefined();
    app.clock.at += DAY;
    const key = (await app.reviews.due(GUILD, ANA.id)).due[0]?.key ?? '';

    const own = await review();
    expect(shownKey(own)).toBe(key);
    await answer(own, true);
    app.clock.at = ((await cardOf(key))?.due ?? 0) + HOUR;

    const other = await review();
    expect(shownKey(other)).not.toBe(key);
    expect(other.shown?.standsFor).toBe(key);
    const objectives = aQuestion(key).objectives;
    expect(other.shown?.question.objectives).toEqual(objectives);
    const before = await cardOf(key);
    await answer(other, true);
    const after = await cardOf(key);
    expect(after?.reps).toBe((before?.reps ?? 0) + 1);
    expect(after?.order).toEqual(before?.order);
    app.clock.at = (after?.due ?? 0) + HOUR;
    expect(shownKey(await review())).toBe(key);
  });

  test('never shows the options in the same order twice running', async () => {
    await open();
    await practise(1, () => false);
    app.clock.at += DAY;
    const key = (await app.reviews.due(GUILD, ANA.id)).due[0]?.key ?? '';
    let last = (await cardOf(key))?.order;
    expect(last).toHaveLength(4);
    for (let time = 0; time < 12; time++) {
      app.clock.at += DAY;
      const run = await review();
      if (run.shown?.standsFor === undefined) {
        expect(run.shown?.question.order).not.toEqual(last);
        last = run.shown?.question.order;
      }
      await answer(run, false, 'guess');
    }
  });

  test('takes no more than the minutes allow, and a retired question never comes', async () => {
    await open();
    await practise(15, () => false, 'guess');
    app.clock.at += DAY;
    const run = await review(5);
    expect([run.of, run.due]).toEqual([6, 15]);
    await app.guilds.change(GUILD, (now) => ({ ...now, retired: [...now.retired, shownKey(run)] }));
    expect((await app.reviews.due(GUILD, ANA.id)).due).toHaveLength(14);
  });

  test('with an exam date all that is weak comes once more before it, and nothing after it', async () => {
    await open();
    await practise(8, () => false, 'guess');
    await app.members.change(GUILD, ANA, (now) => ({ ...now, examDate: '2026-12-12' }));
    const exam = Date.UTC(2026, 11, 12);
    for (app.clock.at = NOW + DAY; app.clock.at < exam - 7 * DAY; app.clock.at += DAY) {
      if ((await app.reviews.due(GUILD, ANA.id)).due.length === 0) continue;
      let run = await review();
      while (run.shown) run = await goOn(await answer(run, true, 'unsure'));
    }
    const seen = new Set<string>();
    for (; app.clock.at < exam; app.clock.at += DAY) {
      for (const { key } of (await app.reviews.due(GUILD, ANA.id)).due) seen.add(key);
    }
    const rows = await app.records.in(GUILD).list(Cards, ANA.id);
    const weak = rows.filter(({ value }) => isWeak(value)).map(({ ids }) => ids[1]);
    expect(weak.length).toBeGreaterThan(0);
    expect(weak.filter((key) => !seen.has(key ?? ''))).toEqual([]);
    const { nextAt } = await app.reviews.due(GUILD, ANA.id);
    expect(nextAt === undefined || nextAt > exam).toBe(true);
  });
});

describe('the date that counts', () => {
  const WISH = { weeks: 4, exams: 3, cut: true, id: 'plan00000001', channel: '700000000000000001' };

  /** The latest moment at which a card that is firm in days is due, with an exam ahead or without. */
  async function isDueBeforeExam(): Promise<boolean> {
    await practise(1, () => false);
    const [row] = await app.records.in(GUILD).list(Cards, ANA.id);
    if (!row) throw new Error('no card came of it');
    const late = { ...row.value, due: Date.UTC(2027, 1, 1) };
    await app.records.change(GUILD, (changes) => changes.put(Cards, row.ids, late));
    app.clock.at = Date.UTC(2026, 11, 13, 23);
    return (await app.reviews.due(GUILD, ANA.id)).due.length === 1;
  }

  test('is the plan’s for who has set none', async () => {
    await open();
    await app.plans.accept(GUILD, { ...WISH, examDate: '2026-12-14' });
    expect(await isDueBeforeExam()).toBe(true);
    expect((await app.progress.of(GUILD, ANA.id))?.exam).toEqual({ date: '2026-12-14', days: 1, own: false });
  });

  test('is one’s own before the plan’s', async () => {
    await open();
    await app.plans.accept(GUILD, { ...WISH, examDate: '2026-12-14' });
    await app.members.change(GUILD, ANA, (now) => ({ ...now, examDate: '2027-03-01' }));
    expect(await isDueBeforeExam()).toBe(false);
    expect((await app.progress.of(GUILD, ANA.id))?.exam).toEqual({ date: '2027-03-01', days: 78, own: true });
  });

  test('is none when the plan is over', async () => {
    await open();
    await app.plans.accept(GUILD, { ...WISH, examDate: '2026-12-14' });
    app.clock.at = Date.UTC(2026, 11, 14, 12);
    expect((await app.progress.of(GUILD, ANA.id))?.exam).toMatchObject({ days: 0 });
    app.clock.at = Date.UTC(2026, 11, 15, 12);
    expect((await app.progress.of(GUILD, ANA.id))?.exam).toBeUndefined();
  });

  test('says where a member stands to it, until they have said how it went', async () => {
    await open();
    await app.members.change(GUILD, ANA, (now) => ({ ...now, examDate: '2026-12-14' }));
    const stageOn = async (day: number) => {
      app.clock.at = Date.UTC(2026, 11, day, 12);
      return (await app.progress.of(GUILD, ANA.id))?.stage;
    };
    expect([await stageOn(12), await stageOn(13), await stageOn(14), await stageOn(15)]).toEqual([
      'before',
      'eve',
      'day',
      'over',
    ]);
    await app.certified.pass(GUILD, ANA, '2026-12-14');
    expect([await stageOn(14), await stageOn(15)]).toEqual(['passed', 'passed']);
    await app.certified.undo(GUILD, ANA.id);
    expect(await stageOn(15)).toBe('over');
  });
});

describe('reminders', () => {
  test('are claimed once a local date, outside quiet hours, only when something is due', async () => {
    await open();
    await app.reviews.setReminder(GUILD, ANA, true);
    expect(await app.reviews.claimReminders(GUILD)).toEqual([]);
    await practise(2, () => false);
    app.clock.at = NOW + DAY;
    expect(await app.reviews.claimReminders(GUILD)).toEqual([{ member: ANA.id, due: 2, minutes: 2 }]);
    app.clock.at += 2 * HOUR;
    expect(await app.reviews.claimReminders(GUILD)).toEqual([]);
    app.clock.at = Date.UTC(2026, 10, 14, 3);
    expect(await app.reviews.claimReminders(GUILD)).toEqual([]);
    app.clock.at = Date.UTC(2026, 10, 14, 9);
    expect(await app.reviews.claimReminders(GUILD)).toHaveLength(1);
    await app.reviews.notReminded(GUILD, ANA.id, 'later');
    app.clock.at += HOUR;
    expect(await app.reviews.claimReminders(GUILD)).toHaveLength(1);
    await app.reviews.notReminded(GUILD, ANA.id, 'refused');
    app.clock.at += 2 * DAY;
    expect(await app.reviews.claimReminders(GUILD)).toEqual([]);
  });

  test('of many members hold no press up', async () => {
    await open();
    const people = Array.from({ length: 20 }, (_, index) => ({
      id: `6000000000000001${index + 10}`,
      name: 'M',
    }));
    const card = afterAttempt(undefined, { at: NOW, right: false, source: 'daily' });
    if (!card) throw new Error('no card came of it');
    for (const person of people) {
      await app.reviews.setReminder(GUILD, person, true);
      await app.records.change(GUILD, (changes) => changes.put(Cards, [person.id, 'small.sums-0'], card));
    }
    app.clock.at = NOW + DAY;
    let claimed = 0;
    const sweep = app.reviews.claimReminders(GUILD).then(({ length }) => {
      claimed = length;
    });
    await app.members.change(GUILD, ANA, (now) => now);
    // A sweep in one change would be told of its commit together with the press.
    await new Promise((resolve) => setImmediate(resolve));
    expect(claimed).toBe(0);
    await sweep;
    expect(claimed).toBe(20);
  });

  test('end with the member’s data', async () => {
    await open();
    await practise(2, () => false);
    await app.reviews.setReminder(GUILD, ANA, true);
    await app.members.erase(GUILD, ANA.id);
    app.clock.at += DAY;
    expect(await app.reviews.claimReminders(GUILD)).toEqual([]);
    expect(app.reviews.guildsWithReminders()).toEqual([]);
  });
});

function aQuestion(key: string) {
  const question = app.stock.studyOf(GUILD)?.questions.find(({ id }) => key.endsWith(`.${id}`));
  if (!question) throw new Error(`no question ${key}`);
  return question;
}
