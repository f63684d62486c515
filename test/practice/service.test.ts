import { afterEach, expect, test } from 'vitest';
import { rightPlaces } from '../../src/packs/snapshot.ts';
import type { Run } from '../../src/practice/rules.ts';
import { openApp, type TestApp } from '../app.ts';

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
