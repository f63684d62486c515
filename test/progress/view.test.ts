import { describe, expect, test } from 'vitest';
import { button } from '../../src/discord/components.ts';
import type { Profile } from '../../src/packs/schema.ts';
import { markOf } from '../../src/picture/bars.ts';
import { Run } from '../../src/practice/rules.ts';
import { runScreen } from '../../src/practice/view.ts';
import { type Area, progressOf } from '../../src/progress/rules.ts';
import type { Shown } from '../../src/progress/service.ts';
import { howScreen, progressPicture, progressScreen, sharedScreen } from '../../src/progress/view.ts';
import type { Evidence } from '../../src/readiness/rules.ts';
import { nothingDue, reminderMessage, reminderScreen } from '../../src/review/view.ts';
import { studyScreen } from '../../src/study/view.ts';
import { checkMessage } from '../local-discord/check.ts';

const GUILD = '10000000000000000001';
const LONGEST = 'M'.repeat(60);
const ID = 'm'.repeat(34);

/** A way to the exam in so many domains with the longest names, after these answers in each. */
function shown(domains: number, rights: readonly boolean[], published = true): Shown {
  const areas: Area[] = Array.from({ length: domains }, (_, index) => ({
    id: `${index}${ID}`.slice(0, 36),
    name: LONGEST,
    count: Math.floor(45 / domains),
    weight: 100 / domains,
  }));
  const attempts: Evidence[] = areas.flatMap(({ id }) =>
    rights.map((right, at) => ({ section: id, right, at, source: 'daily' }) as const),
  );
  const questions = Math.floor(45 / domains) * domains;
  const profile: Profile = {
    id: 'x',
    name: 'X',
    questions,
    minutes: 90,
    pass: { right: Math.ceil(questions * 0.7), published },
    domains: areas.map((area) => ({ ...area, topics: ['a'], objectives: [] })),
  };
  const about = { mark: profile.pass.right, questions, sittings: [], now: 1000 };
  return { title: 'T'.repeat(80), profile, progress: progressOf(areas, attempts, about), exam: undefined };
}

const context = (one: Shown) => ({
  alt: progressPicture(one)?.alt,
  start: ({ id }: { readonly id: string }) => `v1:practice:start:${GUILD}:domain:${id}:mixed:10`,
  review: { due: 5000, start: 'v1:review:start:x' },
});

describe.each([
  ['no answer', 4, []],
  ['few answers', 4, [true, false]],
  ['many answers', 12, Array.from({ length: 40 }, (_, index) => index % 3 === 0)],
] as const)('after %s', (_, domains, rights) => {
  const one = shown(domains, rights);
  test('every screen about progress fits', () => {
    const files = one.progress.met > 0 ? ['progress.png'] : [];
    expect(checkMessage(progressScreen(one, context(one)), 'reply', { files })).toEqual([]);
    expect(
      checkMessage(sharedScreen('*'.repeat(32), one, progressPicture(one)?.alt), 'reply', { files }),
    ).toEqual([]);
    expect(checkMessage(howScreen(one.profile), 'reply')).toEqual([]);
  });
});

const words = (screen: object) => JSON.stringify(screen);

test('a line that nobody published is no pass mark', () => {
  expect(markOf(shown(4, []).profile).name).toBe('Pass mark');
  const unpublished = shown(
    4,
    Array.from({ length: 30 }, () => true),
    false,
  );
  expect(markOf(unpublished.profile).name).toBe('Usual line');
  expect(words(progressScreen(unpublished, context(unpublished)))).toContain(
    'The usual line is 31, so about **9 in 10**',
  );
});

test.each([
  [undefined, 'No exam date yet'],
  [36, 'Exam on Friday, 18 December, 36 days away'],
  [1, 'Exam on Friday, 18 December, tomorrow'],
  [0, 'Your exam is today'],
  [-3, 'Your exam was on Friday, 18 December'],
])('with the exam in %s days it says so', (days, expected) => {
  const one = shown(4, [true]);
  const exam = days === undefined ? undefined : { date: '2026-12-18', days, own: true };
  expect(words(progressScreen({ ...one, exam }, context(one)))).toContain(expected);
});

test.each([
  [36, 'The group’s exam is on Friday, 18 December, 36 days away'],
  [0, 'The group’s exam is today'],
])('with the exam of the group’s plan in %s days it says whose it is', (days, expected) => {
  const one = shown(4, [true]);
  const exam = { date: '2026-12-18', days, own: false };
  expect(words(progressScreen({ ...one, exam }, context(one)))).toContain(expected);
});

test('nothing is said of a chance before the estimate is telling', () => {
  const few = shown(4, [true]);
  expect(words(progressScreen(few, context(few)))).not.toContain('in 10');
  expect(words(progressScreen(few, context(few)))).toMatch(
    /You have met 4 questions\. After about \d+ more questions/,
  );
});

test('a domain without practice is named, with its weight beside its share', () => {
  const one = shown(
    4,
    Array.from({ length: 30 }, () => true),
  );
  const [first, ...others] = one.progress.areas;
  const lopsided = { ...one, progress: { ...one.progress, neglected: first ? [{ ...first, of: 3 }] : [] } };
  expect(words(progressScreen(lopsided, context(one)))).toContain(
    'is 25 % of the exam and 3 % of your practice',
  );
  expect(others).toHaveLength(3);
});

test.each([
  [1, '1 question is still due. It waits for you.'],
  [2, '2 questions are still due. They wait for you.'],
  [0, 'Nothing else is due now.'],
])('with %i left at the end of a review it says so', (left, expected) => {
  const about = { id: 'review001', kind: 'review', pack: 'p', name: 'Review', ahead: [], of: 2 } as const;
  const run = Run.parse({ ...about, due: 2 + left, answered: 2, right: 1 });
  expect(words(runScreen(GUILD, run))).toContain(expected);
});

test.each([true, false])('nothing is due, and more after an exam that is still on: %s', (sealed) => {
  const about = { nextAt: undefined, reminder: undefined, practise: 'v1:study:show' };
  const shown = words(nothingDue(GUILD, { ...about, sealed }));
  expect(shown.includes('an exam that is still on')).toBe(sealed);
});

test('every screen about reviews and the one door fits', () => {
  const due = { member: GUILD, due: 5000, minutes: 3750 };
  const door = { says: 'x'.repeat(120), label: 'y'.repeat(34), id: 'v1:study:show' };
  const doors = Array.from({ length: 12 }, (_, index) => ({ ...door, id: `v1:study:show:${index}` }));
  const ways = ['a', 'b', 'c'].map((label) => button(label, `v1:study:show:${label}`));
  for (const screen of [
    nothingDue(GUILD, { nextAt: 1, reminder: { refused: true }, practise: 'v1:study:show', sealed: true }),
    nothingDue(GUILD, { nextAt: undefined, reminder: undefined, practise: 'v1:study:show', sealed: false }),
    reminderScreen(GUILD, true),
    reminderScreen(GUILD, false),
    reminderMessage(GUILD, 'x'.repeat(100), due),
    studyScreen(
      {
        name: '*'.repeat(32),
        hour: 23,
        doors,
        otherwise: door,
        nextDaily: 1,
        joined: [1, 2],
        week: 'x'.repeat(200),
      },
      ways,
    ),
    studyScreen(
      {
        name: '*'.repeat(32),
        hour: 3,
        doors: [],
        otherwise: door,
        nextDaily: undefined,
        joined: [],
        week: undefined,
      },
      ways,
    ),
  ])
    expect(checkMessage(screen, 'reply')).toEqual([]);
});
