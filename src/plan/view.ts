import { z } from 'zod';
import { type Button, button, line, pictured, row, type Screen, screen } from '../discord/components.ts';
import { carried, route } from '../discord/custom-id.ts';
import { cut } from '../discord/limits.ts';
import { count, dateInShort, dateInWords, listed, plainIn } from '../discord/text.ts';
import type { Picture } from '../picture/svg.ts';
import { timelinePicture } from '../picture/timeline.ts';
import { daysBetween } from '../schedule/dates.ts';
import { topicNames, weekName } from './content.ts';
import {
  dayKind,
  type Goal,
  GoalKind,
  goalsWeekOn,
  hasBegun,
  type Plan,
  type Week,
  weekOn,
} from './rules.ts';
import type { PlanView } from './service.ts';

const Day = z.iso.date();
const YesNo = z.enum(['yes', 'no']);

/** Everything that can be pressed about plans. A date names a week by its first day. */
export const presses = {
  accept: route('plan', 'accept', z.tuple([Day, carried.index, carried.index, carried.word, YesNo])),
  again: route('plan', 'again', z.tuple([Day, carried.index, carried.index, carried.word, YesNo])),
  share: route('plan', 'share', z.tuple([])),
  /** The same date as the member's own. */
  mine: route('plan', 'mine', z.tuple([Day])),
  /** Where it stands tells which post a message is. */
  checkin: route('plan', 'checkin', z.tuple([Day, z.enum(['theme', 'summary', 'exam', 'own'])])),
  /** The group exam of a date; the date comes last, so that the group's own message is told apart. */
  join: route('plan', 'join', z.tuple([z.string().regex(/^[a-z0-9]{8,16}$/), Day])),
  tick: route('plan', 'tick', z.tuple([Day, GoalKind, YesNo])),
  me: route('plan', 'me', z.tuple([])),
  named: route('plan', 'named', z.tuple([YesNo])),
  goOn: route('plan', 'go-on', z.tuple([])),
  /** Another exam date, or `slip`; and the week in which that was worked out. */
  move: route('plan', 'move', z.tuple([z.union([Day, z.literal('slip')]), Day])),
  end: route('plan', 'end', z.tuple([])),
};

/** The name of the picture's file. */
export const PICTURE = 'plan.png';

const MOST_LINE = 240;
/** Below three full weeks it is said that weeks are those of the calendar. */
const FEW_DAYS = 21;
/** How long a week's name may be, so that a line of the list and the title of a post have room for it. */
const MOST_NAME = 180;

/** The exam's date, in words with its year where it is not this year. */
export function longDate(date: string, today: string): string {
  return date.slice(0, 4) === today.slice(0, 4)
    ? dateInWords(date)
    : `${dateInWords(date)} ${date.slice(0, 4)}`;
}

function span(week: Pick<Week, 'from' | 'to'>): string {
  return week.from === week.to
    ? dateInShort(week.from)
    : `${dateInShort(week.from)} to ${dateInShort(week.to)}`;
}

/** What a week is called, as it is drawn. */
function nameOf({ plan, pack, profile }: Pick<PlanView, 'plan' | 'pack' | 'profile'>, week: Week): string {
  return listed(weekName(week, plan.exams, { topics: pack.exam.topics, profile }));
}

/** The same as it is written: its topics may be a moderator's own words. */
export function shownWeek(view: Pick<PlanView, 'plan' | 'pack' | 'profile'>, week: Week): string {
  return plainIn(nameOf(view, week), MOST_NAME);
}

/** Whether the first week and the last are cut so short that a plan is less than three full weeks. */
export function isFewDays({ weeks: [first], examDate }: Pick<Plan, 'weeks' | 'examDate'>): boolean {
  return first !== undefined && daysBetween(first.from, examDate) < FEW_DAYS;
}

/** How many weeks a plan has. */
export function lengthOf(plan: Pick<Plan, 'weeks' | 'examDate'>): string {
  return count(plan.weeks.length, isFewDays(plan) ? 'calendar week' : 'week');
}

/** The weeks of a plan as a picture with today marked. */
export function planPicture(view: PlanView): Picture {
  const { plan, today, profile } = view;
  const week = weekOn(plan, today);
  // Weeks are drawn equally long, also the last one, which ends with the exam.
  const shareOf = (date: string) => {
    const of = weekOn(plan, date);
    if (!of) return 1;
    const days = daysBetween(of.from, of.to) + 1;
    return (plan.weeks.indexOf(of) + (daysBetween(of.from, date) + 0.5) / days) / plan.weeks.length;
  };
  return timelinePicture({
    title: `${lengthOf(plan)} to the exam`,
    note: `${cut(profile.name, 34)}, ${dateInShort(plan.examDate)} ${plan.examDate.slice(0, 4)}`,
    weeks: plan.weeks.map((one) => ({ dates: span(one), name: nameOf(view, one), kind: one.kind })),
    today: week && { week: plan.weeks.indexOf(week), share: shareOf(today) },
    exams: plan.exams.map(shareOf),
    // Every screen has the weeks as a list under the picture: read out, they are not to be heard twice.
    alt: `The weeks of the plan on a line${week ? ', with today marked' : ''}. The list below says the same.`,
  });
}

/** The weeks of a plan as text. */
export function weeksText(view: PlanView): string {
  const { plan, pack, today } = view;
  return plan.weeks
    .map((week, index) => {
      const topics = listed(topicNames(pack.exam.topics, week.topics));
      const head = `${index + 1}\\. ${span(week)} · **${shownWeek(view, week)}**`;
      const room = MOST_LINE - head.length - 2;
      const more = topics === nameOf(view, week) || topics === '' ? '' : `: ${plainIn(topics, room)}`;
      const now = weekOn(plan, today) === week ? ' **← now**' : '';
      return head + more + now;
    })
    .join('\n');
}

/** The mock exams of a plan, and what its last days are for. */
export function examsText({ plan }: PlanView): string {
  if (plan.exams.length === 0) return 'No day is left for a mock exam.';
  return `${count(plan.exams.length, 'mock exam')}: ${listed(plan.exams.map(dateInShort))}. The last two days are for light review and rest.`;
}

const GOALS: Readonly<Record<GoalKind, (many: number) => string>> = {
  questions: (many) => `Answer ${count(many, 'question')}`,
  read: (many) => (many === 1 ? 'Read one page of the list' : `Read ${many} pages of the list`),
  exam: (many) => (many === 1 ? 'Sit one full mock exam' : `Sit ${many} full mock exams`),
  review: (many) => `Answer ${count(many, 'review')}`,
};

/** A goal in words. */
export function goalText({ kind, count: many }: Goal): string {
  return GOALS[kind](many);
}

/** What one can do after a week: those named here, and where the others of so many are. */
export function aimsText(aims: readonly string[], of = aims.length): string {
  const more = of - aims.length;
  return [
    '**By the end of the week you can**',
    ...aims.map((aim) => `- ${aim}`),
    ...(more > 0 ? [`- and ${more} more: “My goals” has them all`] : []),
  ].join('\n');
}

/** `/plan show`. */
export function planScreen(view: PlanView, picture: Picture, shared = false): Screen {
  const { plan, today, profile } = view;
  return screen(
    `## ${headline(view)}\n${profile.name} · exam on ${longDate(plan.examDate, today)}`,
    pictured(PICTURE, picture.alt),
    weeksText(view),
    line,
    dayKind(plan, today) === 'over' ? whatComesNext() : examsText(view),
    !shared &&
      row(
        goalsButton(view),
        plan.examDate >= today && button('This is my date too', presses.mine.id(plan.examDate)),
        button('Share', presses.share.id()),
      ),
  );
}

/** Before the plan begins the goals of its first week can be looked at; when it is over there are none. */
function goalsButton({ plan, today }: PlanView): Button | undefined {
  const week = goalsWeekOn(plan, today);
  if (!week) return undefined;
  const label = hasBegun(week, today) ? 'My goals this week' : 'Goals of week 1';
  return button(label, presses.checkin.id(week.from, 'own'), { style: 'main' });
}

/** What is said when a plan is over. */
export function whatComesNext(): string {
  return 'After your exam: `/certified passed`, or `/certified not-yet` for what comes next. Those who manage the server make the next plan with `/plan create`.';
}

function headline({ plan, today, pack, profile }: PlanView): string {
  const left = daysBetween(today, plan.examDate);
  const kind = dayKind(plan, today);
  if (kind === 'over') return 'The plan is over';
  if (kind === 'exam') return 'Today is the exam. You are ready to find out';
  if (kind === 'rest') return 'Tomorrow is the exam: rest today';
  if (kind === 'light') return 'Two days left: light review, nothing new';
  const week = weekOn(plan, today);
  if (!week) return `The plan begins in ${count(daysBetween(today, plan.weeks[0]?.from ?? today), 'day')}`;
  const number = plan.weeks.indexOf(week) + 1;
  return `Week ${number} of ${plan.weeks.length}: ${shownWeek({ plan, pack, profile }, week)}, ${count(left, 'day')} left`;
}

/** Nothing to show yet. */
export function noPlan(): Screen {
  return screen(
    '## No plan here yet',
    'Somebody who may manage the server makes one: `/plan create` with the exam’s date. Your own date and pace work without it: `/plan me`.',
  );
}
