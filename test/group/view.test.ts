import { describe, expect, test } from 'vitest';
import { roomProblems } from '../../src/discord/room.ts';
import { type Group, type Summary, summaryOf } from '../../src/group/rules.ts';
import * as view from '../../src/group/view.ts';
import { anExam, BEGAN, MINUTE, shown } from '../exam/build.ts';
import { checkMessage } from '../local-discord/check.ts';

const GUILD = '500000000000000001';
const text = (part: unknown) => JSON.stringify(part);

const name = 'D'.repeat(60);
const longest = {
  ...anExam().form,
  name,
  questions: 45,
  domains: Array.from({ length: 8 }, () => ({ name, count: 5, weight: 12.5 })),
};
const group: Group = {
  id: 'abcdefgh12345',
  channel: '100000000000000001',
  form: longest,
  createdAt: BEGAN,
  startsAt: BEGAN + MINUTE,
  phase: 'invited',
  since: BEGAN,
  shown: true,
};
const state = (overrides: Partial<Group>, joined = 1000) => ({
  group: { ...group, ...overrides },
  joined,
  begun: joined - 1,
  questions: new Map([3, 4, 5].map((number) => [number, { ...shown(), stem: 'long words '.repeat(90) }])),
});
const sat = (right: number) => ({
  right,
  domains: longest.domains.map(() => right),
  missed: [3, 4, 5],
  published: false,
});
const summary = (people: number): Summary =>
  summaryOf(
    Array.from({ length: people }, (_, index) => sat(index)),
    8,
  );

describe('the public message', () => {
  test.each([
    ['invited', state({})],
    ['open', state({ phase: 'open' })],
    ['over, with figures', state({ phase: 'over', summary: summary(5) })],
    ['over, without figures', state({ phase: 'over', summary: summary(3) })],
    ['over, nobody came', state({ phase: 'over', summary: summary(0) }, 0)],
    ['over, called off', state({ phase: 'over', summary: { sat: 0, notHeld: 'called-off' } })],
    ['over, not drawn', state({ phase: 'over', summary: { sat: 0, notHeld: 'few-questions' } })],
  ])('%s fits at its longest, and Discord takes it', (_, given) => {
    const screen = view.publicScreen(GUILD, given);
    expect(roomProblems(screen)).toEqual([]);
    expect(checkMessage(screen, 'message')).toEqual([]);
  });

  test.each([
    [0, 'Nobody has joined yet.'],
    [1, '1 person has joined.'],
    [2, '2 people have joined.'],
  ])('with %i joined says so', (joined, words) => {
    expect(text(view.publicScreen(GUILD, state({}, joined)))).toContain(words);
  });

  test('carries its mark while there is something to press, so that it is found after a crash', () => {
    for (const phase of ['invited', 'open'] as const)
      expect(text(view.publicScreen(GUILD, state({ phase })))).toContain(view.markOf(group));
  });

  test.each([
    ['pack-missing', '`/setup pack`'],
    [
      'few-questions',
      'There are not enough questions left for this form of the exam. Another form may work: `/exam group profile:`.',
    ],
  ] as const)('says why nobody could sit what could not be drawn: %s', (notHeld, words) => {
    const screen = text(view.publicScreen(GUILD, state({ phase: 'over', summary: { sat: 0, notHeld } })));
    expect(screen).toContain('The group exam could not begin');
    expect(screen).toContain(words);
    expect(screen).not.toContain('Nobody sat it');
  });

  test('sums up with mean and spread, and names nobody', () => {
    const words = text(view.publicScreen(GUILD, state({ phase: 'over', summary: summary(5) })));
    expect(words).toContain('5 people took part. On average **2 of 45** right, most between 1 and 3.');
    expect(words).toContain('**2 of 5**, most between 1 and 3');
    expect(words).toContain('(5 of 5 missed it)');
  });
});

test('what the planner sees fits, with its way out', () => {
  for (const screen of [view.plannedScreen(group), view.busyScreen(group.id)]) {
    expect(checkMessage(screen, 'reply')).toEqual([]);
    expect(text(screen)).toContain('Call it off');
  }
  expect(text(view.busyScreen(undefined))).not.toContain('Call it off');
});

test('a published score shows a name that cannot do anything', () => {
  const score = { name: '<@&1> **Ana**', form: longest, right: 31 };
  const words = text(view.publishedScreen(score));
  expect(words).toContain('got **31 of 45**');
  expect(words).not.toContain('<@&1> **');
  const asked = view.askToPublish(GUILD, group.id, { score, channel: group.channel });
  expect(text(asked)).not.toContain('<@&1> **');
  expect(text(asked)).toContain(`got 31 of 45 in the group exam.” in <#${group.channel}>?`);
});

test('every screen about a published score fits, and leads on', () => {
  const { id, channel } = group;
  const score = { name: '*'.repeat(32), form: longest, right: 31 };
  const screens = [
    [view.askToPublish(GUILD, id, { score, channel }), 'Keep it to myself'],
    [view.postedScreen(GUILD, id, { channel }), 'Take it back'],
    [view.postedScreen(GUILD, id, 'before'), 'Take it back'],
    [view.notPostedScreen(GUILD, id, 'passing'), 'Post it'],
    [view.notTakenBackScreen(GUILD, id, 'passing'), 'Take it back'],
    [view.notPostedScreen(GUILD, id, 'closed'), 'was not published'],
    [view.notTakenBackScreen(GUILD, id, 'closed'), 'A moderator can delete'],
  ] as const;
  for (const [screen, words] of screens) {
    expect(checkMessage(screen, 'reply')).toEqual([]);
    expect(text(screen)).toContain(words);
  }
});

test('who joins reads when it begins, in their own time', () => {
  expect(view.joinedInWords(group)).toMatch(
    /^You are in\. On <t:\d+:F> \(<t:\d+:R>\) the message here shows “Start my exam”\./,
  );
});

test.each([
  ['called-off', 'This group exam was called off.'],
  ['few-questions', 'This group exam could not begin.'],
  [undefined, 'This group exam is over.'],
] as const)('who joins when nothing can be joined hears why: %s', (notHeld, words) => {
  const over: Group = { ...group, phase: 'over', summary: { ...summary(0), notHeld } };
  expect(view.joinedInWords(over)).toContain(words);
});
