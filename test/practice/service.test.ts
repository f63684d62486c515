import { afterEach, describe, expect, test } from 'vitest';
import { Cards } from '../../src/history/service.ts';
import { questionKey, rightPlaces } from '../../src/packs/snapshot.ts';
import type { Run } from '../../src/practice/rules.ts';
import { afterAttempt } from '../../src/review/rules.ts';
import { openApp, type TestApp } from '../app.ts';
import { MINUTE, packOf } from '../exam/build.ts';

const GUILD = '500000000000000001';
const ANA = { id: '600000000000000001', name: 'Ana' };
const NOW = Date.UTC(2026, 10, 12, 10);

let app: TestApp;
afterEach(() => app.records.close());

/** Begins a practice and answers its first question right. */
async function firstAnswered(count: number): Promise<Run> {
  const wish = { id: 'practice1', scope: { kind: 'all' }, count, origin: 'new' } as const;
  const started = await app.practices.start(GUILD, ANA, wish);
  if (started.kind !== 'started') throw new Error('there was nothing to practise');
  return answered(started.run);
}

async function answered(run: Run | undefined): Promise<Run> {
  if (!run?.shown) throw new Error('the run is over');
  const picks = rightPlaces(run.shown.question);
  const answer = { ...pressOn(run), picks, confidence: 'sure', at: app.clock.at } as const;
  const pressed = await app.practices.answer(GUILD, answer);
  if (pressed.kind !== 'shown') throw new Error('the card was an old one');
  return pressed.run;
}

const pressOn = (run: Run) => ({
  person: ANA,
  kind: run.kind,
  run: run.id,
  number: run.shown?.number ?? 0,
});

test('a second tap on Next leaves the question that has just come, on Finish the result', async () => {
  app = await openApp({ kind: 'memory', now: NOW });
  const first = pressOn(await firstAnswered(2));
  const both = [await app.practices.next(GUILD, first), await app.practices.next(GUILD, first)];
  expect(both.map(({ kind, run }) => [kind, run?.shown?.number])).toEqual([
    ['shown', 2],
    ['shown', 2],
  ]);
  const last = pressOn(await answered(both[1]?.run));
  const ends = [await app.practices.next(GUILD, last), await app.practices.next(GUILD, last)];
  expect(ends.map(({ kind, run }) => [kind, run?.right, run?.shown])).toEqual([
    ['shown', 2, undefined],
    ['shown', 2, undefined],
  ]);
});

test('a second tap on Stop here leaves the result', async () => {
  app = await openApp({ kind: 'memory', now: NOW });
  const first = pressOn(await firstAnswered(5));
  await app.practices.stop(GUILD, first);
  expect(await app.practices.stop(GUILD, first)).toMatchObject({ kind: 'shown', run: { answered: 1 } });
});

describe('questions of an exam that is still on', () => {
  const EXAM = 'exam00000001';
  const GROUP = 'group0000001';
  const open = async () => {
    app = await openApp({ kind: 'memory', now: NOW, pack: packOf(30, 12) });
  };
  const keysOf = async () =>
    (await state()).items.map(({ question }) => questionKey({ pack: question.pack, id: question.id }));
  async function state() {
    const seen = await app.exams.running(GUILD, ANA.id, app.clock.at);
    if (seen?.kind !== 'state') throw new Error('no exam runs');
    return seen;
  }
  /** Everything that a practice of so many questions asks, by key. */
  async function asked(origin: 'new' | 'missed' | 'mixed', id = 'practice1'): Promise<readonly string[]> {
    const wish = { id, scope: { kind: 'all' }, count: 30, origin } as const;
    const started = await app.practices.start(GUILD, ANA, wish);
    if (started.kind !== 'started') return [];
    const ids = [started.run.shown?.question.id ?? '', ...started.run.ahead];
    return ids.map((one) => questionKey({ pack: started.run.pack, id: one }));
  }
  async function beginGroup(): Promise<void> {
    const [profile] = app.exams.profilesOf(GUILD);
    if (!profile) throw new Error('no profile');
    const wish = { id: GROUP, channel: '700000000000000001', startsAt: NOW, profile };
    await app.groups.invite(GUILD, wish);
    await app.groups.advance(GUILD, GROUP);
    await app.groups.begin(GUILD, GROUP, { person: ANA, exam: EXAM });
  }
  /** Looks at every question, answers none, and hands in. */
  async function missAll(): Promise<void> {
    for (let number = 1; number <= 10; number++)
      await app.exams.go(GUILD, { member: ANA.id, exam: EXAM, at: NOW + number, number });
    await app.exams.handIn(GUILD, { member: ANA.id, exam: EXAM, at: NOW + MINUTE });
  }

  test('are not practised, and come again when it is handed in', async () => {
    await open();
    await app.exams.start(GUILD, { person: ANA, id: EXAM });
    const sealed = await keysOf();
    const practised = await asked('mixed');
    expect(practised.length).toBeGreaterThan(5);
    expect(practised.filter((key) => sealed.includes(key))).toEqual([]);
    await missAll();
    expect([...(await asked('missed', 'practice2'))].sort()).toEqual([...sealed].sort());
  });

  test('are not practised by who handed a group’s exam in while others sit it', async () => {
    await open();
    await beginGroup();
    const sealed = await keysOf();
    await missAll();
    const wish = { id: 'practice1', scope: { kind: 'all' }, count: 10, origin: 'missed' } as const;
    const started = await app.practices.start(GUILD, ANA, wish);
    expect(started).toEqual({ kind: 'nothing', origin: 'missed', sealed: true });
    app.clock.at += 3 * 60 * MINUTE;
    await app.groups.advance(GUILD, GROUP);
    expect([...(await asked('missed'))].sort()).toEqual([...sealed].sort());
  });

  test('are left out of a practice and a review that were begun before it', async () => {
    await open();
    const before = await asked('new');
    await app.exams.start(GUILD, { person: ANA, id: EXAM });
    const sealed = await keysOf();
    expect(before.filter((key) => sealed.includes(key)).length).toBeGreaterThan(1);
    const met: string[] = [];
    let run = await app.practices.find(GUILD, ANA.id, 'practice');
    while (run?.shown) {
      met.push(questionKey(run.shown.question));
      const answer = pressOn(run);
      const picks = rightPlaces(run.shown.question);
      const given = app.practices.answer(GUILD, { ...answer, picks, confidence: 'sure', at: NOW });
      // What was on the screen as the exam began says nothing now.
      if (sealed.includes(met.at(-1) ?? '')) {
        await expect(given).rejects.toThrow('This question is in your exam');
        break;
      }
      await given;
      run = (await app.practices.next(GUILD, answer)).run;
    }
    expect(met.slice(1).filter((key) => sealed.includes(key))).toEqual([]);
  });

  test('are not due in review', async () => {
    await open();
    await app.exams.start(GUILD, { person: ANA, id: EXAM });
    const sealed = await keysOf();
    const card = afterAttempt(undefined, { at: NOW - 5 * 24 * 60 * MINUTE, right: false, source: 'daily' });
    if (!card) throw new Error('no card came of it');
    const keys =
      app.stock.studyOf(GUILD)?.questions.map(({ id }) => questionKey({ pack: 'small', id })) ?? [];
    await app.records.change(GUILD, (changes) => {
      for (const key of keys) changes.put(Cards, [ANA.id, key], card);
    });
    const due = (await app.reviews.due(GUILD, ANA.id)).due.map(({ key }) => key);
    expect(due).toHaveLength(keys.length - sealed.length);
    expect(due.filter((key) => sealed.includes(key))).toEqual([]);

    await app.records.change(GUILD, (changes) => {
      for (const key of keys) if (!sealed.includes(key)) changes.remove(Cards, [ANA.id, key]);
    });
    const wish = { id: 'review1', minutes: 15 };
    expect(await app.reviews.start(GUILD, ANA, wish)).toMatchObject({ kind: 'nothing-due', sealed: true });
    await app.records.change(GUILD, (changes) => {
      for (const key of sealed) changes.remove(Cards, [ANA.id, key]);
    });
    expect(await app.reviews.start(GUILD, ANA, wish)).toMatchObject({ kind: 'nothing-due', sealed: false });
  });
});
