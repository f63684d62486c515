import { button, type PublicMessage, publicPost, row } from '../discord/components.ts';
import { count, listed, moment, plain, shownName } from '../discord/text.ts';
import { resourceLine } from '../packs/view.ts';
import { daysBetween } from '../schedule/dates.ts';
import { contentOf, MOST_AIMS } from './content.ts';
import { GROUP_FROM, type GroupWeek } from './effort.ts';
import { type Goal, type Plan, type Week, weekOn } from './rules.ts';
import type { PlanView } from './service.ts';
import { aimsText, goalText, presses, shownWeek } from './view.ts';

/** The week's theme, on its first day. */
export function themeMessage(
  view: PlanView,
  week: Week,
  shown: { readonly goals: readonly Goal[]; readonly ping: boolean },
): PublicMessage {
  const { plan, pack } = view;
  const number = plan.weeks.indexOf(week) + 1;
  const { aims, reading, mistake, advice } = contentOf(pack.plan, week, number);
  const left = daysBetween(week.from, plan.examDate);
  const name = shownWeek(view, week);
  const parts = [
    aims.length > 0 && aimsText(aims.slice(0, MOST_AIMS), aims.length),
    `**Goals**\n${shown.goals.map((goal, index) => `${index + 1}. ${goalText(goal)}`).join('\n')}`,
    reading.length > 0 && `**To read**\n${reading.map((page) => `- ${resourceLine(page)}`).join('\n')}`,
    mistake !== undefined && `**A common mistake**\n${mistake}`,
    advice !== undefined && `**For the exam**\n${advice}`,
    week.kind !== 'learn' &&
      left <= 7 &&
      'The last two days are for light review and rest. You know more than you think.',
  ];
  return post(view, shown.ping, {
    title: `Week ${number} of ${plan.weeks.length}: ${name}`,
    description: parts.filter(Boolean).join('\n\n'),
    footer: `${count(left, 'day')} until the exam`,
    components: [
      row(
        button('My goals', presses.checkin.id(week.from, 'theme'), { style: 'main' }),
        button('My day', presses.me.id()),
      ),
    ],
  });
}

/** What the group did, at a week's end. Names are those that members carry, never mentions. */
export function summaryMessage(
  view: PlanView,
  week: Week,
  shown: {
    readonly group: GroupWeek;
    readonly names: ReadonlyMap<string, string>;
    /** What “Practise it” does: a practice of the weakest domain; undefined where the server practises something else. */
    readonly practise: string | undefined;
    readonly ping: boolean;
  },
): PublicMessage {
  const { plan } = view;
  const { group, names, practise } = shown;
  const number = plan.weeks.indexOf(week) + 1;
  const next = plan.weeks[number];
  const name = (id: string) => `**${shownName(names.get(id) ?? '')}**`;
  const parts = [
    activeText(group),
    group.met.length > 0 &&
      `**Goals met**\n${group.met.map((goal) => `- ${goalText(goal)}: ${goal.members} of ${group.active}`).join('\n')}`,
    group.mostActive.length > 0 &&
      `**Most active**\n${group.mostActive.map(({ id, answered }) => `- ${name(id)}, ${count(answered, 'answer')}`).join('\n')}`,
    group.mostImproved !== undefined && `**Most improved**\n${name(group.mostImproved)}: well done.`,
    weakestText(view, group.weakest, practise !== undefined),
    group.active > 0 && group.active < GROUP_FROM && `Group figures appear from ${GROUP_FROM} people on.`,
    next && `**Next week**\n${shownWeek(view, next)}`,
  ];
  return post(view, shown.ping, {
    title: `Week ${number} of ${plan.weeks.length} is done`,
    description: parts.filter(Boolean).join('\n\n'),
    footer: `${count(daysBetween(week.to, plan.examDate), 'day')} until the exam`,
    components: [
      row(
        button('My week', presses.checkin.id(week.from, 'summary'), { style: 'main' }),
        practise !== undefined && button('Practise it', practise),
      ),
    ],
  });
}

/** A domain is no topic that `/practice` could be asked for: a button begins it, or its topics are named. */
function weakestText(
  { pack, profile }: PlanView,
  weakest: string | undefined,
  hasButton: boolean,
): string | undefined {
  const domain = profile.domains.find(({ id }) => id === weakest);
  if (!domain) return undefined;
  const topics = pack.exam.topics
    .filter(({ id }) => domain.topics.includes(id))
    .map(({ name }) => plain(name));
  const how = hasButton
    ? '“Practise it” begins questions on it, just for you.'
    : `\`/practice\` has questions on each of its topics: ${listed(topics)}.`;
  return `**Where most can still be won together**\n${domain.name}. ${how}`;
}

function activeText({ active, answered }: GroupWeek): string {
  if (active === 0) return 'A quiet week. The next one starts fresh, and five minutes a day are enough.';
  const people = count(active, 'person', 'people');
  // Who only ticked a goal was here too.
  return answered === 0
    ? `A quiet week: ${people} met a goal, and no question was answered. The next one starts fresh.`
    : `${people} gave ${count(answered, 'answer')}.`;
}

/** A mock exam on its day. */
export function examMessage(
  view: PlanView,
  date: string,
  shown: {
    readonly at: number;
    /** The group exam to join; without one everybody sits their own. */
    readonly group: string | undefined;
    readonly ping: boolean;
  },
): PublicMessage {
  const { plan, profile } = view;
  const { group } = shown;
  const number = plan.exams.indexOf(date) + 1;
  return post(view, shown.ping, {
    title: `Mock exam ${number} of ${plan.exams.length} today`,
    description: [
      `${count(profile.questions, 'question')}, ${count(profile.minutes, 'minute')}. Find a quiet room and put the notes away.`,
      group === undefined
        ? `Begin at ${moment(shown.at, 't')} with the others, or whenever it suits you: \`/exam start\`.`
        : `Together at ${moment(shown.at, 't')}: then “Start my exam” appears here. Another time suits you better? \`/exam start\` begins one of your own.`,
      'Nobody sees your score unless you share it. What you miss comes back in your review.',
    ].join('\n\n'),
    footer: `${count(daysBetween(date, plan.examDate), 'day')} until the exam`,
    components: [
      row(
        group !== undefined && button('Join', presses.join.id(group, date), { style: 'main' }),
        button('My goals', presses.checkin.id(weekOn(plan, date)?.from ?? date, 'exam')),
      ),
    ],
  });
}

function post(
  { planning }: PlanView,
  ping: boolean,
  shown: Omit<Parameters<typeof publicPost>[0], 'role'>,
): PublicMessage {
  return publicPost({ ...shown, role: ping ? planning.role : undefined });
}

/** What stands on the button of a post and nowhere else, so that it is found again after a crash. */
export function markOf(plan: Plan, kind: 'theme' | 'summary' | 'exam', date: string): string {
  return presses.checkin.id(weekOn(plan, date)?.from ?? date, kind);
}
