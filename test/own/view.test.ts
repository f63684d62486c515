import { expect, test } from 'vitest';
import { roomProblems } from '../../src/discord/room.ts';
import {
  acceptedScreen,
  draftScreen,
  NOT_REMOVED,
  ownScreen,
  refusedFile,
  removeScreen,
} from '../../src/own/view.ts';
import { question } from '../packs/build.ts';

/** A file that is made of one sign, as long as all of it can be. */
const draft = (amount: number, sign = '*') => draftOf(amount, (most) => sign.repeat(most).slice(0, most));
const draftOf = (amount: number, stars: (most: number) => string) => ({
  pack: {
    id: 'abcdefgh1',
    title: stars(80),
    topics: Array.from({ length: 100 }, (_, at) => ({ id: `t${at}`, name: stars(40) })),
    questions: 1000,
    explained: 500,
    at: 0,
    asksUnexplained: false,
    numbered: 0,
  },
  refused: Array.from({ length: amount }, () => ({ line: 99_999, name: stars(60), reason: stars(300) })),
  notes: Array.from({ length: amount }, () => ({ line: 99_999, name: stars(60), note: stars(300) })),
  replaces: { same: 999, fresh: 1, gone: 999 },
  planLoses: Array.from({ length: 100 }, () => stars(40)),
  sample: question({ stem: stars(1000) }),
});

test.each(['*', '@', '|', '<@', '://', '_', '`', '[a](b', '- ', '# ', '\\'])(
  'a file that is made of %j has a preview and a pack that fit Discord’s room',
  (sign) => {
    const { pack, ...read } = draft(1000, sign);
    expect(roomProblems(draftScreen({ pack, ...read }, true))).toEqual([]);
    expect(roomProblems(acceptedScreen({ ...pack, planLoses: read.planLoses }))).toEqual([]);
    expect(roomProblems(ownScreen(pack, NOT_REMOVED))).toEqual([]);
    expect(roomProblems(removeScreen(pack))).toEqual([]);
  },
);

test('what the preview does not show of notes and refusals stands in the file beside it', () => {
  expect(refusedFile(draft(2))).toBeUndefined();
  expect(refusedFile(draft(3))?.trim().split('\n')).toHaveLength(6);
});

test.each([
  [undefined, undefined],
  [{ same: 0, fresh: 3, gone: 2 }, 'No question is the same as before, so reviews begin anew.'],
  [{ same: 3, fresh: 0, gone: 0 }, '3 questions are the same as before and keep their reviews.'],
  [
    { same: 1, fresh: 1, gone: 2 },
    '1 question is the same as before and keeps its reviews, 1 is new, 2 are gone.',
  ],
])('what a corrected file changes is said before it counts: %j', (replaces, words) => {
  const text = JSON.stringify(draftScreen({ ...draft(0), replaces, planLoses: [] }, false));
  expect(text.includes('It takes the place of what this server has; plan and settings stay.')).toBe(
    !!replaces,
  );
  if (words) expect(text).toContain(words);
});

test('a file without the topics of the plan’s weeks to come says so before and after it is taken', () => {
  const { pack, ...read } = draft(0, 'x');
  const planLoses = ['Clouds', '**Rain**'];
  const line = JSON.stringify(
    'The plan’s weeks to come have 2 topics that are not in it: Clouds and \\*\\*Rain\\*\\*.',
  ).slice(1, -1);
  expect(JSON.stringify(draftScreen({ pack, ...read, planLoses }, false))).toContain(
    `settings stay. ${line} Once you take it, \`/plan move\` lays them out anew.`,
  );
  expect(JSON.stringify(acceptedScreen({ ...pack, planLoses }))).toContain(
    `${line} \`/plan move\` lays them out anew.`,
  );
});

test.each([
  [1, 1, '1 question, explained,', undefined],
  [1, 0, '1 question, not explained,', 'It does not have an explanation'],
  [5, 5, '5 questions, all explained,', undefined],
  [5, 4, '5 questions, 4 of them explained,', '1 does not have an explanation'],
  [5, 3, '5 questions, 3 of them explained,', '2 do not have an explanation'],
  [5, 0, '5 questions, none explained,', 'None has an explanation'],
])('of %i questions %i explained are told in good English', (questions, explained, own, before) => {
  const pack = { ...draft(0).pack, questions, explained };
  expect(JSON.stringify(ownScreen(pack))).toContain(own);
  const text = JSON.stringify(draftScreen({ ...draft(0), pack }, false));
  if (before) expect(text).toContain(before);
  else expect(text).not.toContain('explanation');
});

test.each([
  [0, 'I found no question in it.'],
  [3, 'There is nothing to take yet. Below is why'],
])('a file without a question, %i refused, says what to do next', (refused, words) => {
  const none = { ...draft(refused), pack: { ...draft(0).pack, questions: 0 }, sample: undefined };
  expect(JSON.stringify(draftScreen(none, false))).toContain(words);
});

test.each([
  [1, 1, ['Take it', 'Cancel']],
  [1, 0, ['Take it', 'Cancel']],
  [5, 5, ['Take them', 'Cancel']],
  [5, 0, ['Take all 5', 'Cancel']],
  [5, 1, ['Take all 5', 'Only the explained one', 'Cancel']],
  [5, 3, ['Take all 5', 'Only the 3 explained', 'Cancel']],
])('of %i questions, %i explained, the buttons are %j', (questions, explained, labels) => {
  const pack = { ...draft(0).pack, questions, explained };
  const text = JSON.stringify(draftScreen({ ...draft(0), pack }, false));
  expect([...text.matchAll(/"label":"([^"]+)"/g)].map(([, label]) => label)).toEqual(labels);
});
