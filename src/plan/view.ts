import { z } from 'zod';
import {
  button,
  line,
  type PublicMessage,
  pictured,
  publicPost,
  row,
  type Screen,
  screen,
} from '../discord/components.ts';
import { carried, route } from '../discord/custom-id.ts';
import { cut } from '../discord/limits.ts';
import {
  count,
  dateInShort,
  dateInWords,
  listed,
  moment,
  plain,
  plainIn,
  shownName,
  weekdayOf,
} from '../discord/text.ts';
import type { Planning } from '../guild/rules.ts';
import type { Member } from '../member/rules.ts';
import { resourceLine } from '../packs/view.ts';
import type { Picture } from '../picture/svg.ts';
import { timelinePicture } from '../picture/timeline.ts';
import { daysBetween, plusDays } from '../schedule/dates.ts';
import { pausedUntil, restDaysOn } from '../streak/rules.ts';
import { contentOf, topicNames, weekName } from './content.ts';
import { GROUP_FROM, type GroupWeek, IMPROVED_FROM, MINUTES, type MyDay } from './effort.ts';
import { dayKind, type Goal, GoalKind, type Plan, WEEKS, type Week, weekOn } from './rules.ts';
import type { Moved, MyWeek, PlanView, Proposal } from './service.ts';

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
/** How long a week's name may be, so that a line of the list and the title of a post have room for it. */
const MOST_NAME = 180;

/** The exam's date, in words with its year where it is not this year. */
function longDate(date: string, today: string): string {
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
function shownWeek(view: Pick<PlanView, 'plan' | 'pack' | 'profile'>, week: Week): string {
  return plainIn(nameOf(view, week), MOST_NAME);
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
    title: `${count(plan.weeks.length, 'week')} to the exam`,
    note: `${cut(profile.name, 34)}, ${dateInShort(plan.examDate)} ${plan.examDate.slice(0, 4)}`,
    weeks: plan.weeks.map((one) => ({ dates: span(one), name: nameOf(view, one), kind: one.kind })),
    today: week && { week: plan.weeks.indexOf(week), share: shareOf(today) },
    exams: plan.exams.map(shareOf),
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

function examsText({ plan }: PlanView): string {
  if (plan.exams.length === 0) return 'No day is left for a mock exam.';
  return `${count(plan.exams.length, 'mock exam')}: ${listed(plan.exams.map(dateInShort))}. The last two days are for light review and rest.`;
}

function postsText({ planning, zone }: PlanView, channel: string | undefined): string {
  const where = planning.channel ?? channel;
  return `I post in ${where ? `<#${where}>` : 'this channel'}: the theme at ${planning.theme} on a week’s first day, what the group did at ${planning.summary} on Sundays (${zone}). \`/setup plan\` changes that.`;
}

/** A plan that is proposed, before anything is stored. */
export function proposalScreen(
  proposal: Extract<Proposal, { kind: 'fits' }>,
  channel: string,
  picture: Picture,
): Screen {
  const { view, fitted, asked } = proposal;
  const { plan, profile } = view;
  const id = (which: 'accept' | 'again', leave: boolean) =>
    presses[which].id(asked.examDate, asked.weeks, asked.exams, profile.id, leave ? 'yes' : 'no');
  return screen(
    `## ${count(plan.weeks.length, 'week')} until ${longDate(plan.examDate, view.today)}\n${profile.name} · nothing is posted before you accept it`,
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

/** Too little time is said, with what to leave out and what that costs. */
function shortOfTime({ view, fitted, asked }: Extract<Proposal, { kind: 'fits' }>): string | undefined {
  const { plan, pack, profile } = view;
  if (plan.weeks.length >= asked.weeks) return undefined;
  const there = `There ${plan.weeks.length === 1 ? 'is' : 'are'} ${count(plan.weeks.length, 'week')} until then, not ${asked.weeks}.`;
  const full = fitted.later
    ? `read only what you miss in the questions, or take a later exam: one on ${longDate(fitted.later, view.today)} leaves ${asked.weeks} weeks.`
    : '';
  if (fitted.proposed.length === 0)
    return full
      ? `**${there}** Every topic is in it, so the weeks are full: ${full}`
      : `**${there}** Every topic still fits.`;
  const names = topicNames(pack.exam.topics, fitted.proposed).map(plain);
  const weight = fitted.proposed.reduce((sum, id) => {
    const home = profile.domains.find(({ topics }) => topics.includes(id));
    return sum + (home ? home.weight / home.topics.length : 0);
  }, 0);
  const cost = `about ${Math.round(weight)} % of the exam`;
  const still = full ? ` Even so the weeks are full: ${full}` : '';
  return asked.cut
    ? `**${there}** Left out, because they weigh least: ${listed(names)} (${cost}). The question of the day still brings them in the last weeks.${still}`
    : `**${there}** All topics are in it, so the weeks are full. To keep the pace, leave out what weighs least: ${listed(names)} (${cost}).${still}`;
}

/** After a plan was accepted. */
export function acceptedScreen(view: PlanView): Screen {
  const [first] = view.plan.weeks;
  const begins =
    first && first.from > view.today
      ? `It begins on ${longDate(first.from, view.today)}.`
      : 'It begins now: the first theme comes in a minute, or at its time today.';
  return screen(
    `## The plan stands: ${count(view.plan.weeks.length, 'week')}\n${begins} The question of the day follows it.`,
    postsText(view, undefined),
    'Members set their own date and pace with `/plan me`. If a week is lost, `/plan move` lays out the rest anew.',
  );
}

/** `/plan show`. */
export function planScreen(view: PlanView, picture: Picture, shared = false): Screen {
  const { plan, today, profile } = view;
  return screen(
    `## ${headline(view)}\n${profile.name} · exam on ${longDate(plan.examDate, today)}`,
    pictured(PICTURE, picture.alt),
    weeksText(view),
    line,
    examsText(view),
    !shared &&
      row(
        button('My goals this week', presses.checkin.id(weekOn(plan, today)?.from ?? plan.examDate, 'own'), {
          style: 'main',
        }),
        plan.examDate >= today && button('This is my date too', presses.mine.id(plan.examDate)),
        button('Share', presses.share.id()),
      ),
  );
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

/** There is a plan, but the day lies before it or after it. */
export function noWeek(): Screen {
  return screen(
    '## No week of the plan today',
    'It has not begun, or it is over. `/plan show` says when; `/plan me` has something for today in any case.',
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

const GOALS: Readonly<Record<GoalKind, (many: number) => string>> = {
  questions: (many) => `Answer ${count(many, 'question')}`,
  read: (many) => (many === 1 ? 'Read one page of the list' : `Read ${many} pages of the list`),
  exam: (many) => (many === 1 ? 'Sit one full practice exam' : `Sit ${many} full practice exams`),
  review: (many) => `Answer ${count(many, 'review')}`,
};

const SHORT: Readonly<Record<GoalKind, string>> = {
  questions: 'Questions',
  read: 'Reading',
  exam: 'Practice exam',
  review: 'Review',
};

function goalText({ kind, count: many }: Goal): string {
  return GOALS[kind](many);
}

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
    aims.length > 0 && `**By the end of the week you can**\n${aims.map((aim) => `- ${aim}`).join('\n')}`,
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
  shown: { readonly group: GroupWeek; readonly names: ReadonlyMap<string, string>; readonly ping: boolean },
): PublicMessage {
  const { plan } = view;
  const { group, names } = shown;
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
    group.weakest !== undefined &&
      `**Where most can still be won together**\n${group.weakest}. \`/practice\` has questions on it.`,
    group.active > 0 && group.active < GROUP_FROM && `Group figures appear from ${GROUP_FROM} people on.`,
    next && `**Next week**\n${shownWeek(view, next)}`,
  ];
  return post(view, shown.ping, {
    title: `Week ${number} of ${plan.weeks.length} is done`,
    description: parts.filter(Boolean).join('\n\n'),
    footer: `${count(daysBetween(week.to, plan.examDate), 'day')} until the exam`,
    components: [row(button('My week', presses.checkin.id(week.from, 'summary'), { style: 'main' }))],
  });
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

/** `/plan checkin`: the goals of a week, ticked by what was done or by hand. */
export function checkinScreen({ view, week, number, goals }: MyWeek): Screen {
  const met = goals.filter((goal) => goal.met).length;
  const over = week.to < view.today;
  return screen(
    `## ${met} of ${count(goals.length, 'goal')} met\nWeek ${number} of ${view.plan.weeks.length}: ${shownWeek(view, week)} · only you can see this`,
    goals
      .map((goal) => {
        const far = goal.met || goal.kind === 'read' ? '' : ` (${goal.done} so far)`;
        return `- ${goal.met ? 'Met: ' : ''}${goalText(goal)}${far}`;
      })
      .join('\n'),
    over
      ? 'This week is over. What you tick now is for yourself.'
      : 'Questions, reviews and exams done here count by themselves. What you did elsewhere you tick.',
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

/** A member's week in one line, for `/study`. */
export function weekLine({ goals, number, view }: MyWeek): string {
  const met = goals.filter((goal) => goal.met).length;
  const questions = goals.find(({ kind }) => kind === 'questions');
  const first = questions ? `${questions.done} of ${count(questions.count, 'question')}, ` : '';
  return `This week: ${first}${met} of ${count(goals.length, 'goal')}. Week ${number} of ${view.plan.weeks.length} of the plan.`;
}

/** What `/setup show` says of the plan. */
export function planLine({ plan, profile, today, planning, zone }: PlanView): string {
  const until =
    plan.examDate < today ? 'It is over.' : `Until ${dateInWords(plan.examDate)}, ${profile.name}.`;
  return `Plan: ${until} It posts ${planning.channel ? `in <#${planning.channel}>` : 'nowhere yet'} at ${planning.theme} and ${planning.summary}, mock exams at ${planning.exam} (${zone}).`;
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
      : 'You are not named as most improved. Nobody is without asking for it.',
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
    const outcome = passed
      ? 'You passed: congratulations.'
      : 'How did it go? `/certified passed`, or `/certified not-yet` for what comes next.';
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
