import { describe, expect, test } from 'vitest';
import { button } from '../../src/discord/components.ts';
import { examStageOf } from '../../src/member/rules.ts';
import type { Profile } from '../../src/packs/schema.ts';
import { markOf } from '../../src/picture/bars.ts';
import { type Area, progressOf } from '../../src/progress/rules.ts';
import type { Shown } from '../../src/progress/service.ts';
import {
  askToShare,
  howScreen,
  progressPicture,
  progressScreen,
  sharedScreen,
} from '../../src/progress/view.ts';
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
  return {
    title: 'T'.repeat(80),
    profile,
    progress: progressOf(areas, attempts, about),
    exam: undefined,
    stage: 'no-date',
    today: '2026-11-12',
  };
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
    const files = progressPicture(one) ? ['progress.png'] : [];
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
    'To pass you need about 31, the usual 70 % line: no mark is published.\\nYour chance to pass today: about **9 in 10**, if the real questions are like ours.',
  );
});

/** The way to an exam on 18 December, so many days before it. */
function shownWith(
  days: number | undefined,
  { own = true, passed = false, rights = [true], date = '2026-12-18' } = {},
): Shown {
  const exam = days === undefined ? undefined : { date, days, own };
  return { ...shown(4, rights), exam, stage: examStageOf(days, passed) };
}
const screenWith = (...about: Parameters<typeof shownWith>) => {
  const one = shownWith(...about);
  return words(progressScreen(one, context(one)));
};

test.each([
  [undefined, 'No exam date yet'],
  [36, 'Exam on Friday, 18 December, 36 days away'],
  [1, 'Exam on Friday, 18 December, tomorrow'],
  [0, 'Your exam is today'],
  [-3, 'Your exam was on Friday, 18 December'],
])('with the exam in %s days it says so', (days, expected) => {
  expect(screenWith(days)).toContain(expected);
});

test('an exam in another year is said with its year', () => {
  expect(screenWith(95, { date: '2027-02-15' })).toContain('Exam on Monday, 15 February 2027, 95 days away');
});

const MANY = Array.from({ length: 30 }, () => true);

describe('around the exam', () => {
  test.each([1, 0])('%i days before it, it offers rest, nothing to learn and nothing to reach', (days) => {
    for (const rights of [[true], MANY]) {
      const screen = screenWith(days, { rights });
      expect(screen).toContain('Nothing new today: rest.');
      expect(screen).not.toMatch(/"Start"|Review: |Next: |Most to win|more questions|of your practice/);
      expect(screen.includes('`/certified passed`')).toBe(days === 0);
    }
  });

  test('two days before it there is a next step, and nothing of rest', () => {
    expect(screenWith(2)).toMatch(/"Start"/);
    expect(screenWith(2)).not.toContain('rest.');
  });

  test('after it, it asks how it went until that is said', () => {
    expect(screenWith(-1)).toContain('How did it go? `/certified passed`, or `/certified not-yet`');
    expect(screenWith(-1)).not.toMatch(/"Start"|more questions/);
    expect(screenWith(-1, { passed: true })).toContain('You passed: congratulations.');
    expect(screenWith(-1, { passed: true })).not.toContain('How did it go?');
  });

  test('on its day a score is said of today, not of what if', () => {
    expect(screenWith(0, { rights: MANY })).toContain('Today: about **');
    expect(screenWith(0, { rights: MANY })).not.toContain('If it were today');
  });
});

test.each([
  [36, 'The group’s exam is on Friday, 18 December, 36 days away'],
  [0, 'The group’s exam is today'],
])('with the exam of the group’s plan in %s days it says whose it is', (days, expected) => {
  expect(screenWith(days, { own: false })).toContain(expected);
});

test('nothing is said of a chance before the estimate is telling', () => {
  const few = shown(4, [true]);
  expect(words(progressScreen(few, context(few)))).not.toContain('in 10');
  expect(words(progressScreen(few, context(few)))).toMatch(
    /You have met 4 questions\. After about \d+ more questions/,
  );
});

test('of few answers a domain has its counts alone, without a share, a bar or a best', () => {
  const few = shown(4, [true]);
  const screen = words(progressScreen(few, context(few)));
  expect(screen).toContain(`${LONGEST}: 1 of 1 right\\n`);
  expect(screen).not.toMatch(/\(100 %\)|you know most/);
  expect(progressPicture(few)).toBeUndefined();
  const enough = shown(
    4,
    Array.from({ length: 10 }, (_, index) => index < 7),
  );
  expect(words(progressScreen(enough, context(enough)))).toContain(': 7 of 10 right (70 %)\\n');
  expect(progressPicture(enough)?.svg).toContain('70 % right');
});

test.each([
  [0, false, 'Mock exams with new questions: 0. The guides advise 3.'],
  [3, false, 'The guides advise 80 % or more in each of the last 3 mock exams.'],
  [3, true, 'The last 3 mock exams were all at 80 % or more, as the guides advise.'],
])('after %i mock exams, good ones: %s, it says what the guides advise', (sat, reached, expected) => {
  const one = shown(4, [true]);
  const progress = { ...one.progress, thumb: { sat, reached } };
  const screen = words(progressScreen({ ...one, progress }, context(one)));
  expect(screen).toContain(`Based on the first try at 4 questions. ${expected}`);
});

test('what is shared speaks of the one who shares it, and is asked about in words that say what it shows', () => {
  const one = shown(4, MANY);
  expect(words(sharedScreen('Ana', one, undefined))).toMatch(
    /If the exam were today.*To pass it takes 31\..*The chance to pass today: about \*\*9 in 10\*\*/,
  );
  expect(words(sharedScreen('Ana', one, undefined))).not.toMatch(/\byour?\b/i);
  expect(words(askToShare(one, GUILD))).toContain(
    'your likely score, your chance to pass and what you got right',
  );
  const few = shown(4, [true]);
  expect(words(askToShare(few, GUILD))).not.toContain('chance');
  expect(checkMessage(askToShare(one, GUILD), 'reply')).toEqual([]);
});

test('the picture is told in a few words, since the text below has its results', () => {
  const alt = progressPicture(shown(12, MANY))?.alt ?? '';
  expect(alt).toBe(
    'Right on first attempts: a bar for each domain. Pass mark: 72 %. The results are in the text below.',
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
