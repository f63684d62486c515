import { button, line, row, type Screen, screen } from '../discord/components.ts';
import { cut } from '../discord/limits.ts';
import { count, listed, weekdayOf } from '../discord/text.ts';
import type { Member } from '../member/rules.ts';
import { daysBetween, plusDays } from '../schedule/dates.ts';
import { pausedUntil, restDaysOn } from '../streak/rules.ts';
import { HOW_DID_IT_GO } from '../words.ts';
import { contentOf, MOST_AIMS } from './content.ts';
import { IMPROVED_FROM, MINUTES, type MyDay } from './effort.ts';
import { dayKind, type GoalKind, hasBegun } from './rules.ts';
import type { MyWeek, PlanView } from './service.ts';
import { aimsText, goalText, longDate, presses, shownWeek, whatComesNext } from './view.ts';

/** Leaves room for the goals beside them. */
const MOST_AIMS_TEXT = 3000;

const SHORT: Readonly<Record<GoalKind, string>> = {
  questions: 'Questions',
  read: 'Reading',
  exam: 'Mock exam',
  review: 'Review',
};

/** `/plan checkin`: the goals of a week, ticked by what was done or by hand. */
export function checkinScreen(mine: MyWeek): Screen {
  const { view, week, number, goals } = mine;
  if (!hasBegun(week, view.today)) return goalsAhead(mine);
  const met = goals.filter((goal) => goal.met).length;
  const over = week.to < view.today;
  return screen(
    `## ${met} of ${count(goals.length, 'goal')} met\nWeek ${number} of ${view.plan.weeks.length}: ${shownWeek(view, week)} · only you can see this`,
    goals
      .map((goal) => {
        const far = goal.kind === 'read' ? '`/resources` has the links' : `${goal.done} so far`;
        return goal.met ? `- Met: ${goalText(goal)}` : `- ${goalText(goal)} (${far})`;
      })
      .join('\n'),
    furtherAims(mine),
    over
      ? 'This week is over. What you tick now is for yourself.'
      : 'Questions, reviews and mock exams done here count by themselves. What you did elsewhere you tick.',
    row(
      ...goals.map((goal) =>
        button(
          `${SHORT[goal.kind]}${goal.met ? ' ✓' : ''}`,
          presses.tick.id(week.from, goal.kind, goal.met ? 'no' : 'yes'),
        ),
      ),
    ),
    row(button('My day', presses.me.id(), { style: 'main' })),
  );
}

/** All aims of a week whose post has no room for them. */
function furtherAims({ view, week, number }: MyWeek): string | undefined {
  const { aims } = contentOf(view.pack.plan, week, number);
  return aims.length > MOST_AIMS ? cut(aimsText(aims), MOST_AIMS_TEXT) : undefined;
}

/** The goals of a week that has not begun: to look at. */
function goalsAhead({ view, week, number, goals }: MyWeek): Screen {
  return screen(
    `## Goals of week ${number}\n${shownWeek(view, week)} · only you can see this`,
    goals.map((goal) => `- ${goalText(goal)}`).join('\n'),
    furtherAims({ view, week, number, goals }),
    `They begin on ${longDate(week.from, view.today)}. From then on they count by themselves, and what you did elsewhere you tick.`,
    row(button('My day', presses.me.id(), { style: 'main' })),
  );
}

/** There is a plan, but no week of it to show: it is over, or the week is one of an earlier plan. */
export function noWeek({ plan, today }: Pick<PlanView, 'plan' | 'today'>): Screen {
  if (dayKind(plan, today) === 'over')
    return screen('## The plan is over', `${whatComesNext()} \`/plan me\` has something for today.`);
  return screen(
    '## A week of an earlier plan',
    '`/plan checkin` shows this week’s goals, `/plan show` the plan there is now.',
  );
}

/** A member's week in one line, for `/study`. */
export function weekLine({ goals, number, view, week }: MyWeek): string {
  if (!hasBegun(week, view.today)) return `The plan begins on ${longDate(week.from, view.today)}.`;
  const met = goals.filter((goal) => goal.met).length;
  const questions = goals.find(({ kind }) => kind === 'questions');
  const first = questions ? `${questions.done} of ${count(questions.count, 'question')}, ` : '';
  return `This week: ${first}${met} of ${count(goals.length, 'goal')}. Week ${number} of ${view.plan.weeks.length} of the plan.`;
}

/** `/plan me`: one's own date and pace, and what to do today, with one button. `start` is what it does. */
export function meScreen(shown: {
  readonly member: Member;
  /** The server's date, by which rest days go. */
  readonly today: string;
  /** The date where the member is. */
  readonly ownToday: string;
  readonly day: MyDay;
  /** The group's date, where it is not over. */
  readonly planDate: string | undefined;
  /** Whether they said that they passed. */
  readonly passed: boolean;
  readonly start: string | undefined;
  /** Whether a question of the day waits for them. */
  readonly open: boolean;
  readonly note?: string | undefined;
}): Screen {
  const { member, today, ownToday, day, planDate, start, open, note } = shown;
  const { examDate, minutes = MINUTES.default, rest, named } = member;
  const isAhead = examDate !== undefined && examDate >= ownToday;
  const days = restDaysOn(rest, today);
  const pause = pausedUntil(rest, today);
  const lines = [
    myExamText(shown),
    `Your pace: ${count(minutes, 'minute')} a day${days.length > 0 ? `, rest on ${listed(days.map(isoName))}` : ''}. Rest days and pauses never cost a streak.`,
    pause !== undefined && `Paused until ${longDate(pause, today)}, that day included.`,
    named
      ? `You may be named as the most improved of a week, with ${IMPROVED_FROM} answers in it and in the one before.`
      : 'You are not named as the most improved of a week: only who asks is.',
  ];
  return screen(
    note,
    `## ${dayTitle(day)}`,
    `${dayText(day, today)}${open && start !== undefined ? ' Today’s question waits as well: `/daily`.' : ''}`,
    start !== undefined && row(button('Start', start, { style: 'main' })),
    line,
    lines.filter(Boolean).join('\n'),
    row(
      !isAhead && planDate !== undefined && button('Take the group’s date', presses.mine.id(planDate)),
      pause !== undefined && button('End the pause', presses.goOn.id()),
      button(named ? 'Do not name me' : 'Name me when I improve', presses.named.id(named ? 'no' : 'yes')),
    ),
  );
}

/** One's own date: ahead, today, or over. */
function myExamText({
  member: { examDate },
  ownToday,
  planDate,
  passed,
}: Pick<Parameters<typeof meScreen>[0], 'member' | 'ownToday' | 'planDate' | 'passed'>): string {
  const group = planDate ? ` The group’s is ${longDate(planDate, ownToday)}.` : '';
  if (examDate === undefined)
    return planDate
      ? `Your exam: no date yet.${group} Your reviews are laid out towards it.`
      : 'Your exam: no date yet. `/plan me exam-date:` sets it.';
  if (examDate < ownToday) {
    const outcome = passed ? 'You passed: congratulations.' : HOW_DID_IT_GO;
    return `Your exam was on ${longDate(examDate, ownToday)}. ${outcome}${group}`;
  }
  const left = daysBetween(ownToday, examDate);
  const when = left === 0 ? 'today' : `${count(left, 'day')} away`;
  return `Your exam: ${longDate(examDate, ownToday)}, ${when}. Your reviews are laid out towards it.`;
}

function isoName(day: number): string {
  // A Monday.
  return weekdayOf(plusDays('2026-01-05', day - 1));
}

function dayTitle(day: MyDay): string {
  switch (day.kind) {
    case 'paused':
      return 'Today: nothing, you are on a pause';
    case 'rest-day':
      return 'Today: rest';
    case 'exam':
      return 'Today is your exam';
    case 'eve':
      return 'Today: rest, tomorrow is your exam';
    case 'review':
    case 'learn':
      return `Today: ${count(day.minutes, 'minute')}`;
  }
}

function dayText(day: MyDay, today: string): string {
  switch (day.kind) {
    case 'paused':
      return `Until ${longDate(day.until, today)}. Nothing is lost meanwhile.`;
    case 'rest-day':
      return 'A rest day of yours. Answering the question of the day still counts, if you like.';
    case 'exam':
      return 'Eat something, be early, read slowly. Afterwards: `/certified passed`, or `/certified not-yet`.';
    case 'eve':
      return 'Nothing new today. Put your things ready and go to bed in time.';
    case 'review':
      return 'What you are about to forget comes first.';
    case 'learn':
      return 'Nothing is due, so something new.';
  }
}
