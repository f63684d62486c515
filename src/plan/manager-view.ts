import { button, line, pictured, row, type Screen, screen } from '../discord/components.ts';
import { count, dateInWords, listed, plain } from '../discord/text.ts';
import type { Planning } from '../guild/rules.ts';
import type { Picture } from '../picture/svg.ts';
import { daysBetween, plusDays } from '../schedule/dates.ts';
import { topicNames } from './content.ts';
import { dayKind, WEEKS } from './rules.ts';
import type { Moved, PlanView, Proposal } from './service.ts';
import { examsText, isFewDays, lengthOf, longDate, PICTURE, presses, weeksText } from './view.ts';

/** Said to who wants to change the group's plan and may not. */
export const OWN_PLAN = 'Your own date and pace are yours to set: `/plan me`.';

/** A plan that is proposed, before anything is stored. */
export function proposalScreen(
  proposal: Extract<Proposal, { kind: 'fits' }>,
  channel: string,
  picture: Picture,
): Screen {
  const { view, fitted, asked } = proposal;
  const { profile } = view;
  const id = (which: 'accept' | 'again', leave: boolean) =>
    presses[which].id(asked.examDate, asked.weeks, asked.exams, profile.id, leave ? 'yes' : 'no');
  return screen(
    `## ${spanUntilExam(view)}\n${profile.name} · nothing is posted before you accept it`,
    shortOfTime(proposal),
    pictured(PICTURE, picture.alt),
    weeksText(view),
    line,
    `${examsText(view)}\n${postsText(view, channel)}`,
    row(
      button('Use this plan', id('accept', asked.cut), { style: 'main' }),
      fitted.proposed.length > 0 &&
        button(asked.cut ? 'Keep all topics' : 'Leave those out', id('again', !asked.cut)),
    ),
  );
}

function postsText({ planning, zone }: PlanView, channel: string | undefined): string {
  const where = planning.channel ?? channel;
  return `I post in ${where ? `<#${where}>` : 'this channel'}: the theme at ${planning.theme} on a week’s first day, what the group did at ${planning.summary} on Sundays (${zone}). \`/setup plan\` changes that.`;
}

/** How long it is to the exam: in days where weeks would promise too much. */
function spanUntilExam({ plan, today }: PlanView): string {
  const exam = longDate(plan.examDate, today);
  if (!isFewDays(plan)) return `${lengthOf(plan)} until ${exam}`;
  return `${count(daysBetween(today, plan.examDate), 'day')} until ${exam}, in ${lengthOf(plan)}`;
}

/** Too little time is said, with what to leave out, what that costs, and what else can be done. */
function shortOfTime({ view, fitted, asked }: Extract<Proposal, { kind: 'fits' }>): string | undefined {
  const { plan, pack, profile } = view;
  if (plan.weeks.length >= asked.weeks) return undefined;
  const less = `**That is less than ${count(asked.weeks, 'week')}.**`;
  const later =
    fitted.later &&
    `or take a later exam: one on ${longDate(fitted.later, view.today)} leaves ${asked.weeks} weeks.`;
  const onlyMissed = 'read only what you miss in the questions';
  if (fitted.proposed.length === 0)
    return later
      ? `${less} Every topic is in it, so the weeks are full: ${onlyMissed}, ${later}`
      : `${less} Every topic still fits.`;
  const names = topicNames(pack.exam.topics, fitted.proposed).map(plain);
  const weight = fitted.proposed.reduce((sum, id) => {
    const home = profile.domains.find(({ topics }) => topics.includes(id));
    return sum + (home ? home.weight / home.topics.length : 0);
  }, 0);
  const least = `${listed(names)} (about ${Math.round(weight)} % of the exam)`;
  if (asked.cut)
    return `${less} Left out, because they weigh least: ${least}. The question of the day still brings them in the last weeks.${later ? ` The weeks are full all the same: ${onlyMissed}, ${later}` : ''}`;
  return later
    ? `${less} All topics are in it, and the weeks are full: leave out what weighs least, ${least}, and ${onlyMissed}, ${later}`
    : `${less} All topics are in it, so the weeks are full: to keep the pace, leave out what weighs least, ${least}.`;
}

/** After a plan was accepted. */
export function acceptedScreen(view: PlanView): Screen {
  const [first] = view.plan.weeks;
  const begins =
    first && first.from > view.today
      ? `It begins on ${longDate(first.from, view.today)}.`
      : 'It begins now: the first theme comes in a minute, or at its time today.';
  return screen(
    `## The plan stands: ${lengthOf(view.plan)}\n${begins} The question of the day follows it.`,
    postsText(view, undefined),
    'Members set their own date and pace with `/plan me`. If a week is lost, `/plan move` lays out the rest anew.',
  );
}

/** Why no plan came of a wish. */
export function refusedInWords(
  proposal: Exclude<Proposal, { kind: 'fits' }> | Exclude<Moved, { kind: 'moved' }> | { kind: 'old' },
): string {
  switch (proposal.kind) {
    case 'too-soon':
      return 'The exam has to be at least three days away. For less, rest is the best plan: a short `/review` today, nothing new tomorrow.';
    case 'too-far':
      return 'That is more than two years away. Look at the year, and make the plan when the exam comes nearer.';
    case 'there-is-one':
      return `There is a plan already, until ${dateInWords(proposal.examDate)}. \`/plan move\` changes its date; \`/plan end\` ends it.`;
    case 'none':
      return 'There is no plan here. `/plan create` makes one.';
    case 'not-begun':
      return 'The plan has not begun, so no week can slip. For another date: `/plan end`, then `/plan create`.';
    case 'no-week-left':
      return 'This is the last week before the exam, so no week can slip any more. Another date still can be set: `/plan move exam-date:`.';
    case 'not-ahead':
      return 'The new date has to lie ahead: tomorrow at the earliest.';
    case 'too-long':
      return `With that date the plan would be longer than ${WEEKS.most} weeks. \`/plan end\` ends it, and \`/plan create\` makes a new one that begins closer to the exam.`;
    case 'old':
      return 'That was worked out in another week. `/plan move` works it out anew.';
    case 'over':
      return 'This plan is over. `/plan create` makes the next one.';
  }
}

/** What a moved plan would be, before anything is stored, or what it is then. */
export function movedScreen(
  { view, week, examDate }: Extract<Moved, { kind: 'moved' }>,
  picture: Picture,
  done = false,
): Screen {
  const what =
    examDate === undefined
      ? 'This week slips, and that is fine: its topics come next week, and the rest is laid out anew.'
      : `The exam is on ${longDate(examDate, view.today)}. What is left is laid out towards it.`;
  return screen(
    done ? `## Moved\n${what}` : `## Move the plan?\n${what} Nothing is changed before you say so.`,
    pictured(PICTURE, picture.alt),
    weeksText(view),
    line,
    examsText(view),
    !done && row(button('Move it', presses.move.id(examDate ?? 'slip', week), { style: 'main' })),
  );
}

/** Before a plan is ended. */
export function endScreen(view: PlanView): Screen {
  return screen(
    `## End the plan?\nIt runs until ${longDate(view.plan.examDate, view.today)}. Its posts stop, and questions come by weight again. What members answered stays.`,
    row(button('End it', presses.end.id(), { style: 'danger' })),
  );
}

/** After it was ended. */
export function endedScreen(): Screen {
  return screen('## Ended', 'No more posts of the plan. `/plan create` makes another at any time.');
}

/** What `/setup show` says of the plan. */
export function planLine({ plan, profile, today, planning, zone }: PlanView): string {
  if (dayKind(plan, today) === 'over')
    return `Plan: over since ${longDate(plusDays(plan.examDate, 1), today)}. \`/plan create\` makes the next.`;
  return `Plan: until ${longDate(plan.examDate, today)}, ${profile.name}. It posts ${planning.channel ? `in <#${planning.channel}>` : 'nowhere yet'} at ${planning.theme} and ${planning.summary}, mock exams at ${planning.exam} (${zone}).`;
}

/** After `/setup plan`, and what is set. */
export function planningScreen(
  set: { readonly planning: Planning; readonly zone: string },
  missing: string | undefined,
): Screen {
  const { planning, zone } = set;
  return screen(
    '## The plan’s posts',
    [
      planning.channel
        ? `In <#${planning.channel}> (${zone}).`
        : `In the channel where \`/plan create\` is run (${zone}).`,
      `The week’s theme on Mondays at ${planning.theme}, what the group did on Sundays at ${planning.summary}, mock exams begin at ${planning.exam}.`,
      planning.role ? `<@&${planning.role}> is pinged.` : 'Nobody is pinged.',
    ].join('\n'),
    missing,
  );
}
