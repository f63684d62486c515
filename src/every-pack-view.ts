import { Certified } from './certified/rules.ts';
import * as certified from './certified/view.ts';
import type { PublicMessage, Screen } from './discord/components.ts';
import { LIMITS } from './discord/limits.ts';
import * as info from './exam-info/view.ts';
import { newMember } from './member/rules.ts';
import type { Pack, Profile } from './packs/schema.ts';
import { themeMessage } from './plan/channel-view.ts';
import { goalsFor } from './plan/content.ts';
import { movedScreen, proposalScreen } from './plan/manager-view.ts';
import { checkinScreen } from './plan/member-view.ts';
import { EXAMS, layOut, Plan, WEEKS } from './plan/rules.ts';
import { planPicture, planScreen } from './plan/view.ts';
import { resourcesScreen } from './resources/view.ts';

const DAY = '2026-11-16';
const CHANNEL = '10000000000000000001';
const START =
  'v1:practice:start:10000000000000000001:topic:a-topic-of-forty-characters-at-the-most-x:mixed:10';

/** Every message that shows what a pack brings beside its questions, by name: for the check that all of them fit. */
export function everyPackView(pack: Pack): Readonly<Record<string, Screen | PublicMessage>> {
  const views: Record<string, Screen | PublicMessage> = {
    resources: resourcesScreen(pack, { practise: START }),
  };
  for (const topic of pack.exam.topics)
    views[`resources on ${topic.id}`] = resourcesScreen(pack, { topic, practise: START });
  for (const profile of pack.exam.profiles) {
    for (const part of info.Part.options)
      for (let page = 0; page < (part === 'mistakes' ? info.pagesOf(pack) : 1); page++)
        views[`exam-info ${profile.id} ${part} ${page + 1}`] = info.infoScreen(pack, { profile, part, page });
    for (const [name, message] of planViews(pack, profile)) views[name] = message;
  }
  views['setup certified'] = waitingScreen(pack);
  const next = pack.plan?.['next-steps'];
  views['exam passed'] = certified.passedScreen({
    exam: pack.exam.title,
    date: DAY,
    today: DAY,
    again: true,
    outcome: {
      certified: Certified.parse({
        date: DAY,
        at: 0,
        stage: 'told',
        post: { channel: CHANNEL, id: CHANNEL },
        role: CHANNEL,
      }),
      givesRole: true,
      tells: true,
    },
    next,
  });
  return views;
}

/** `/setup certified` with everything that can be wrong, and more people waiting than it shows, with the longest names. */
function waitingScreen(pack: Pack): Screen {
  const waiting = Array.from({ length: 20 }, (_, index) => ({
    member: `${10_000_000_000_000_000_000n + BigInt(index)}`,
    pack: pack.id,
    person: newMember('*'.repeat(LIMITS.name), 0),
    certified: Certified.parse({ date: DAY, at: index, stage: 'asked' }),
    exam: pack.exam.title,
  }));
  const settings = { channel: CHANNEL, role: CHANNEL, approveIn: CHANNEL };
  return certified.settingsScreen({
    settings,
    channel: CHANNEL,
    problem: 'powerful',
    askedInPublic: true,
    waiting,
  });
}

/** The longest plan and the shortest, which has most in a week, with their themes. */
function planViews(pack: Pack, profile: Profile): readonly (readonly [string, PublicMessage | Screen])[] {
  const order = pack.plan?.themes.map(({ topic }) => topic) ?? [];
  return ['2026-11-20', '2026-12-14', '2027-02-08'].flatMap((examDate) => {
    const wish = {
      domains: profile.domains,
      order,
      today: DAY,
      examDate,
      weeks: WEEKS.most,
      exams: EXAMS.most,
      cut: false,
    };
    const laid = layOut(wish);
    if (laid.kind !== 'fits') return [];
    const { kind, proposed, ...fitted } = laid;
    const plan = Plan.parse({ ...fitted, id: 'example1', pack: pack.id, profile: profile.id, since: 0 });
    const planning = { theme: '08:00', summary: '18:00', exam: '18:00' };
    const view = { plan, pack, profile, today: DAY, zone: 'UTC', planning };
    const picture = planPicture(view);
    const of = `of ${profile.id}, ${plan.weeks.length} weeks`;
    const weeks = plan.weeks.flatMap((week, index) => {
      const goals = goalsFor(plan, pack.plan, week);
      const open = goals.map((goal) => ({ ...goal, done: 0, met: false }));
      const mine = { view: { ...view, today: week.from }, week, number: index + 1, goals: open };
      return [
        [`theme ${index + 1} ${of}`, themeMessage(view, week, { goals, ping: false })],
        [`goals ${index + 1} ${of}`, checkinScreen(mine)],
      ] as const;
    });
    const asked = { examDate, weeks: WEEKS.most, exams: EXAMS.most, cut: false };
    const proposal = { kind, view, fitted: { ...fitted, proposed }, asked } as const;
    return [
      ...weeks,
      [`proposal ${of}`, proposalScreen(proposal, CHANNEL, picture)],
      [`plan ${of}`, planScreen(view, picture)],
      [`move ${of}`, movedScreen({ kind: 'moved', view, week: DAY, examDate }, picture)],
    ];
  });
}
