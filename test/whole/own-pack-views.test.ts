import { describe, expect, test } from 'vitest';
import { boardScreen, sharedBoard } from '../../src/board/view.ts';
import * as certified from '../../src/certified/view.ts';
import { Daily } from '../../src/daily/rules.ts';
import * as daily from '../../src/daily/view.ts';
import { type PublicMessage, type Screen, screen } from '../../src/discord/components.ts';
import { roomProblems } from '../../src/discord/room.ts';
import { plain } from '../../src/discord/text.ts';
import { everyPackView } from '../../src/every-pack-view.ts';
import { everyView } from '../../src/every-view.ts';
import { publicScreen } from '../../src/group/view.ts';
import * as guild from '../../src/guild/view.ts';
import { type OwnPack, packOf } from '../../src/own/rules.ts';
import * as own from '../../src/own/view.ts';
import type { Pack } from '../../src/packs/schema.ts';
import { snapshot } from '../../src/packs/snapshot.ts';
import { summaryMessage } from '../../src/plan/channel-view.ts';
import { checkinScreen } from '../../src/plan/member-view.ts';
import { layOut, Plan } from '../../src/plan/rules.ts';
import { progressOf } from '../../src/progress/rules.ts';
import { progressScreen, sharedScreen } from '../../src/progress/view.ts';
import { announcement, threadName } from '../../src/quiz/view.ts';
import { resourcesScreen } from '../../src/resources/view.ts';
import { anExam } from '../exam/build.ts';
import { question } from '../packs/build.ts';

const GUILD = '500000000000000001';
const DAY = '2026-11-16';

/** What a moderator could call a file and its categories. */
const TITLE = '__Final__ [free](https://evil.example/x) **y** <@&77> @everyone ||spoiler||';
const TOPICS = [
  'x** [free](https://evil.example) **<@&77',
  '# __Final__ ||spoiler|| @everyone <t:7:R>',
  '`code` ~~gone~~ https://evil.example *y*',
];
/** What of them means something to Discord where no backslash stands before it. */
const LIVE =
  /(?<!\\)\[free|:\/\/evil|(?<!\\)<(?=\\?@&77|t:7)|(?<!\\)@everyone|(?<!\\)__Final|(?<!\\)\|\|spoiler|(?<!\\)`code|(?<!\\)~~gone|(?<!\\)\*y|x\*\*|^# __/m;
/** Something of them, alive or not. */
const SAID = /evil|Final|free|gone/;

const stored: OwnPack = {
  id: 'aaaaaaaa1',
  title: TITLE,
  topics: TOPICS.map((name, at) => ({ id: `topic-${at}`, name })),
  questions: 30,
  explained: 30,
  at: 0,
  asksUnexplained: true,
  numbered: 30,
};
const pack = packOf(
  GUILD,
  stored,
  Array.from({ length: 30 }, (_, at) => question({ topic: `topic-${at % 3}`, id: `topic-${at % 3}-${at}` })),
);
const { profile, topic, first } = partsOf(pack);
const shown = snapshot(pack, first, [0, 1, 2, 3]);

const posted = Daily.parse({
  id: '100000000000000001-2026-11-12',
  channel: '100000000000000001',
  date: '2026-11-12',
  question: shown,
  claimedAt: 0,
  nonce: 'nonce',
  wantsThread: true,
  closesAt: 1,
});

function partsOf({ exam, questions }: Pack) {
  const [profile] = exam.profiles;
  const [topic] = exam.topics;
  const [first] = questions;
  if (!profile || !topic || !first) throw new Error('the pack is not what it was made of');
  return { profile, topic, first };
}

/** The screens that name a pack or a topic and are in no other list. */
function otherViews(): Readonly<Record<string, Screen | PublicMessage>> {
  const draft = {
    pack: stored,
    refused: [],
    notes: [],
    replaces: undefined,
    planLoses: TOPICS,
    sample: first,
  };
  const board = {
    period: 'week',
    page: 0,
    topic: 'topic-0',
    lines: [],
    pages: 1,
    size: 0,
    endsAt: 0,
    mine: { line: undefined, reach: { kind: 'start' }, hidden: false, points: 0 },
  } as const;
  const told = { member: GUILD, pack: pack.id, name: 'Ana', exam: TITLE, date: DAY, place: 1 };
  const area = { id: 'all', name: 'All topics', count: 20, weight: 100 };
  const progress = progressOf([area], [], { mark: 14, questions: 20, sittings: [], now: 0 });
  const way = { title: TITLE, profile, progress, exam: undefined, stage: 'no-date', today: DAY } as const;
  const context = { alt: undefined, start: () => 'v1:x', review: { due: 0, start: 'v1:y' } };
  const group = {
    id: 'abcdefgh12345',
    channel: '100000000000000001',
    form: anExam().form,
    createdAt: 0,
    startsAt: 1,
    phase: 'over',
    since: 0,
    shown: true,
    summary: {
      sat: 5,
      figures: {
        total: { mean: 1, deviation: 1 },
        domains: [],
        missed: [{ number: 1, missed: 5, of: 5 }],
      },
    },
  } as const;
  return {
    draft: own.draftScreen(draft, false),
    accepted: own.acceptedScreen({ ...stored, planLoses: TOPICS }),
    own: own.ownScreen(stored),
    remove: own.removeScreen(stored),
    board: boardScreen(board, topic.name),
    'shared board': sharedBoard(board, topic.name),
    congratulation: certified.congratulation(told),
    request: certified.requestMessage({ ...told, tells: true }),
    'not yet': certified.notYetScreen({
      comeback: {
        from: 'weights',
        exams: 0,
        stretches: [{ from: DAY, to: DAY, kind: 'topic', topic: 'topic-0' }],
      },
      retake: undefined,
      attempt: DAY,
      again: undefined,
      today: DAY,
      nameOf: () => topic.name,
      start: 'v1:x',
      mine: { date: DAY, id: 'v1:y' },
    }),
    today: daily.todayScreen([{ daily: posted, answer: undefined }], [posted], undefined),
    'setup pack': guild.packScreen(TITLE, 'All topics'),
    'setup show': guild.setupScreen({
      pack: TITLE,
      profile: 'All topics',
      timeZone: 'UTC',
      lines: [],
      problems: [],
      retired: 0,
      quiz: { channels: [], cooldownMinutes: 0 },
      more: [],
    }),
    'setup daily': guild.scheduledScreen({
      schedule: {
        channel: posted.channel,
        timing: { kind: 'weekly', time: '09:00', days: [1] },
        timeZone: 'UTC',
        thread: false,
        since: 0,
      },
      next: undefined,
      pack: TITLE,
      profile: 'All topics',
      missing: { needed: [], threads: [], ping: false },
    }),
    progress: progressScreen(way, context),
    'shared progress': sharedScreen('Ana', way, undefined),
    announcement: screen(announcement({ topicName: topic.name, rounds: 5 }, 'Ana')),
    'group exam': publicScreen(GUILD, { group, joined: 5, begun: 5, questions: new Map([[1, shown]]) }),
    ...planViews(),
  };
}

/** Screens of a plan that only show a week. */
function planViews(): Readonly<Record<string, Screen | PublicMessage>> {
  const wish = { domains: profile.domains, order: [], today: DAY, examDate: '2027-01-06' };
  const laid = layOut({ ...wish, weeks: 8, exams: 3, cut: true });
  if (laid.kind !== 'fits') throw new Error(laid.kind);
  const { kind: _, proposed: __, ...fitted } = laid;
  const made = Plan.parse({ ...fitted, id: 'example1', pack: pack.id, profile: profile.id, since: 0 });
  const planning = { theme: '08:00', summary: '18:00', exam: '18:00' };
  const view = { plan: made, pack, profile, today: DAY, zone: 'UTC', planning };
  const [week] = made.weeks;
  if (!week) throw new Error('a plan without a week');
  const group = {
    active: 0,
    answered: 0,
    met: [],
    weakest: profile.domains[0]?.id,
    mostActive: [],
    mostImproved: undefined,
  };
  return {
    'my week': checkinScreen({ view, week, number: 1, goals: [] }),
    summary: summaryMessage(view, week, { group, names: new Map(), practise: undefined, ping: false }),
  };
}

/** What Discord reads as Markdown: the words of a screen, or a post's content, title and description. */
function markdownIn(view: Screen | PublicMessage): readonly string[] {
  const words: string[] = [];
  JSON.stringify(view, (key, value) => {
    if (['content', 'description', 'title'].includes(key) && typeof value === 'string') words.push(value);
    // Labels and what is chosen from are shown as they are written.
    return key === 'options' || key === 'label' || key === 'items' ? undefined : value;
  });
  return words;
}

const views = Object.entries({ ...everyView(shown), ...everyPackView(pack), ...otherViews() });

describe('a pack whose title and topics are Markdown, links and mentions', () => {
  test.each(views)('is shown as plain text in: %s', (_, view) => {
    for (const words of markdownIn(view)) expect(words).not.toMatch(LIVE);
    expect(roomProblems(view)).toEqual([]);
  });

  test('is named in all the places that name one', () => {
    const naming = views.flatMap(([name, view]) => (SAID.test(markdownIn(view).join('\n')) ? [name] : []));
    expect(naming).toEqual(
      expect.arrayContaining([
        'question of the day',
        'question of the day, closed',
        'late question',
        'preview',
        'practice question',
        'quiz lobby',
        'quiz podium',
        'round',
        'resources',
        'resources on topic-2',
        'exam-info all facts 1',
        'exam passed',
        'setup certified',
        ...Object.keys(otherViews()),
      ]),
    );
    expect(naming.filter((name) => /^(theme|plan|move|proposal) /.test(name)).length).toBeGreaterThan(3);
  });

  test('keeps its own letters where nothing is read into them', () => {
    expect(JSON.stringify(resourcesScreen(pack, { practise: 'v1:x' }))).toContain(
      JSON.stringify({ label: topic.name, value: topic.id }),
    );
    expect(threadName({ topicName: topic.name })).toBe(`Quiz: ${topic.name}`);
    expect(daily.threadName(posted)).toBe(`Spoilers: ${topic.name}`);
  });

  test('of the bot are what they were', () => {
    for (const name of ['Pandas UDFs and more', 'Spark ML: pipelines', 'C++', 'R&D, part 1'])
      expect(plain(name)).toBe(name);
  });
});
