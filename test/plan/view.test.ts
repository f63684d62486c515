import { describe, expect, test } from 'vitest';
import type { Screen } from '../../src/discord/components.ts';
import { newMember } from '../../src/member/rules.ts';
import { summaryMessage, themeMessage } from '../../src/plan/channel-view.ts';
import { goalsFor, MOST_AIMS } from '../../src/plan/content.ts';
import type { GroupWeek } from '../../src/plan/effort.ts';
import { acceptedScreen, planLine, proposalScreen } from '../../src/plan/manager-view.ts';
import { checkinScreen, meScreen, noWeek } from '../../src/plan/member-view.ts';
import { layOut, Plan } from '../../src/plan/rules.ts';
import type { Proposal } from '../../src/plan/service.ts';
import { planPicture, planScreen } from '../../src/plan/view.ts';
import { pack } from '../exam/play.ts';

const CHANNEL = '100000000000000001';
const GUILD = '500000000000000001';
const profile = pack.exam.profiles[0]!;

/** What a plan up to a date would be, asked for on a day. */
function proposalFor(
  examDate: string,
  { today = '2026-11-12', weeks = 8, cut = false } = {},
): Extract<Proposal, { kind: 'fits' }> {
  const order = pack.plan!.themes.map(({ topic }) => topic);
  const asked = { examDate, weeks, exams: 3, cut };
  const laid = layOut({ ...asked, domains: profile.domains, order, today });
  if (laid.kind !== 'fits') throw new Error(laid.kind);
  const { kind, ...fitted } = laid;
  const plan = Plan.parse({ ...fitted, id: 'plan00001', pack: pack.id, profile: profile.id, since: 0 });
  const planning = { theme: '08:00', summary: '18:00', exam: '18:00', channel: CHANNEL };
  return { kind, view: { plan, pack, profile, today, zone: 'UTC', planning }, fitted, asked };
}
const viewOn = (today: string, examDate = '2027-01-06') => ({ ...proposalFor(examDate).view, today });
/** The words of a screen, as they stand in it. */
const words = (shown: Screen): string =>
  JSON.stringify(shown).replaceAll('\\n', '\n').replaceAll('\\\\', '\\');
const proposed = (...of: Parameters<typeof proposalFor>): string => {
  const proposal = proposalFor(...of);
  return words(proposalScreen(proposal, CHANNEL, planPicture(proposal.view)));
};

describe('a proposed plan', () => {
  test('of less than three full weeks is told in days, and its weeks are those of the calendar', () => {
    expect(proposed('2026-11-25')).toContain('## 13 days until Wednesday, 25 November, in 3 calendar weeks');
    expect(words(acceptedScreen(proposalFor('2026-11-25').view))).toContain('stands: 3 calendar weeks');
    expect(planPicture(proposalFor('2026-11-25').view).svg).toContain('3 calendar weeks to the exam');
    expect(proposed('2026-12-03')).toContain('## 4 weeks until Thursday, 3 December');
    expect(proposed('2026-12-02')).toContain('## 20 days until Wednesday, 2 December, in 4 calendar weeks');
    expect(proposed('2027-01-06')).toContain('## 8 weeks until Wednesday, 6 January 2027');
  });

  test('that is too short has one sentence of advice', () => {
    const said = proposed('2026-11-25');
    expect(said).toMatch(
      /\*\*That is less than 8 weeks\.\*\* All topics are in it, and the weeks are full: leave out what weighs least, [^.]+ % of the exam\), and read only what you miss in the questions, or take a later exam: one on [^.]+ leaves 8 weeks\."/,
    );
    expect(said.match(/the weeks are full/g)).toHaveLength(1);
    const cut = proposed('2026-11-25', { cut: true });
    expect(cut).toContain('Left out, because they weigh least:');
    expect(cut.match(/weeks are full/g)).toHaveLength(1);
    expect(proposed('2026-12-30')).not.toContain('less than');
  });
});

describe('a picture of the weeks', () => {
  test('is not read out again: the list below says the same', () => {
    const view = viewOn('2026-11-24');
    expect(planPicture(view).alt).toBe(
      'The weeks of the plan on a line, with today marked. The list below says the same.',
    );
    expect(planPicture(viewOn('2026-11-12')).alt).toBe(
      'The weeks of the plan on a line. The list below says the same.',
    );
    const shown = words(planScreen(view, planPicture(view)));
    expect(shown.split('Feature Store, Delta Lake for ML and MLflow tracking')).toHaveLength(2);
  });
});

describe('a week’s theme', () => {
  const view = viewOn('2026-11-16', '2026-11-25');
  const number = view.plan.weeks.findIndex(({ topics }) => topics.length > MOST_AIMS) + 1;
  const week = view.plan.weeks[number - 1]!;
  const goals = goalsFor(view.plan, pack.plan, week);
  const aims = pack.plan!.themes.filter(({ topic }) => week.topics.includes(topic)).map(({ aim }) => aim);

  test('names at most six aims, and the goals’ screen has them all', () => {
    expect(aims.length).toBeGreaterThan(MOST_AIMS);
    const text = themeMessage(view, week, { goals, ping: false }).embeds[0]?.description ?? '';
    expect(aims.filter((aim) => text.includes(aim))).toHaveLength(6);
    expect(text).toContain(`- and ${aims.length - 6} more: “My goals” has them all`);
    const open = goals.map((goal) => ({ ...goal, done: 0, met: false }));
    for (const today of ['2026-11-12', week.from]) {
      const screen = words(checkinScreen({ view: { ...view, today }, week, number, goals: open }));
      expect(aims.filter((aim) => !screen.includes(aim))).toEqual([]);
    }
  });

  test('with few aims names them, and the goals’ screen is about goals', () => {
    const view = viewOn('2026-11-16');
    const [week] = view.plan.weeks;
    const goals = goalsFor(view.plan, pack.plan, week!);
    const text = themeMessage(view, week!, { goals, ping: false }).embeds[0]?.description ?? '';
    expect(text).not.toContain('has them all');
    const open = goals.map((goal) => ({ ...goal, done: 0, met: false }));
    const screen = words(checkinScreen({ view, week: week!, number: 1, goals: open }));
    expect(screen).not.toContain('you can**');
    expect(screen).toContain('- Read one page of the list (`/resources` has the links)');
  });
});

describe('what a mock exam is called', () => {
  test('a mock exam, as a goal and on its button', () => {
    const view = viewOn('2026-12-28');
    const week = view.plan.weeks[6]!;
    const goals = goalsFor(view.plan, pack.plan, week).map((goal) => ({ ...goal, done: 0, met: false }));
    const screen = words(checkinScreen({ view, week, number: 7, goals }));
    expect(screen).toContain('- Sit one full mock exam (0 so far)');
    expect(screen).toContain('"label":"Mock exam"');
    expect(screen).not.toMatch(/practice exam/i);
  });
});

describe('what the group did', () => {
  const view = viewOn('2026-11-22');
  const group: GroupWeek = {
    active: 4,
    answered: 90,
    met: [],
    weakest: profile.domains[0]!.id,
    mostActive: [],
    mostImproved: undefined,
  };
  const summary = (practise: string | undefined) =>
    summaryMessage(view, view.plan.weeks[0]!, { group, names: new Map(), practise, ping: false });

  test('has a button to the weakest domain, which is no topic of /practice', () => {
    const id = `v1:practice:start:${GUILD}:domain:${profile.domains[0]!.id}:mixed:10`;
    const { embeds, components } = summary(id);
    expect(embeds[0]?.description).toContain(
      `**Where most can still be won together**\n${profile.domains[0]!.name}. “Practise it” begins questions on it, just for you.`,
    );
    expect(JSON.stringify(components)).toContain(id);
  });

  test('names the topics of a domain that the server does not practise', () => {
    const { embeds, components } = summary(undefined);
    expect(embeds[0]?.description).toContain('`/practice` has questions on each of its topics: ');
    expect(embeds[0]?.description).toContain('Feature Store, ');
    expect(JSON.stringify(components)).not.toContain('Practise it');
  });
});

describe('when the plan is over', () => {
  test('settings say since when, and nothing of posts', () => {
    expect(planLine(viewOn('2027-01-08'))).toBe(
      'Plan: over since Thursday, 7 January. `/plan create` makes the next.',
    );
    expect(planLine(viewOn('2027-01-06'))).toMatch(/^Plan: until Wednesday, 6 January, .+ It posts in/);
  });

  test('a week that is not in the plan is told apart from a plan that is over', () => {
    expect(words(noWeek(viewOn('2027-01-07')))).toContain('## The plan is over');
    expect(words(noWeek(viewOn('2027-01-06')))).toContain('## A week of an earlier plan');
  });
});

test('who is not named as most improved is told that only who asks is', () => {
  const shown = meScreen({
    member: newMember('Ana', 0),
    today: '2026-11-12',
    ownToday: '2026-11-12',
    day: { kind: 'learn', minutes: 15 },
    planDate: undefined,
    passed: false,
    start: undefined,
    open: false,
  });
  expect(words(shown)).toContain('You are not named as the most improved of a week: only who asks is.');
});
