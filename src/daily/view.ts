import type { APIMessageTopLevelComponent } from 'discord.js';
import { z } from 'zod';
import {
  button,
  line,
  linkButton,
  type PublicMessage,
  row,
  type Screen,
  screen,
} from '../discord/components.ts';
import { carried, route } from '../discord/custom-id.ts';
import {
  count,
  dateInShort,
  dateInWords,
  linkTo,
  listed,
  moment,
  plain,
  weekdayOf,
} from '../discord/text.ts';
import type { Confidence } from '../history/rules.ts';
import { isComplete, isRight, letter, rightPlaces, type Snapshot, wantsSeveral } from '../packs/snapshot.ts';
import { firstWords, questionText, rightLetters, sourceLine, whyNot, whyRight } from '../packs/view.ts';
import type { ShownStreak, StreakNews } from '../streak/rules.ts';
import type { Standing } from '../streak/service.ts';
import { type Answer, type Daily, type FinalAnswer, isFinal, lateUntil, VOTES_FROM } from './rules.ts';

const DailyId = z.string().regex(/^\d{17,20}-\d{4}-\d{2}-\d{2}$/);

/** Everything that can be pressed on a daily's screens. */
export const presses = {
  /** In public a letter only goes in; in private it carries whether it goes in or out, so that a double tap is one. */
  pick: route('daily', 'pick', z.tuple([DailyId, carried.index, carried.switch.optional()])),
  change: route('daily', 'change', z.tuple([DailyId])),
  confirm: route('daily', 'confirm', z.tuple([DailyId, z.enum(['sure', 'unsure', 'guess'])])),
  late: route('daily', 'late', z.tuple([DailyId])),
  why: route('daily', 'why', z.tuple([DailyId])),
  /** The answer all the same, for who was told that it ends the chance to answer late. */
  whyNow: route('daily', 'why-now', z.tuple([DailyId])),
  open: route('daily', 'open', z.tuple([DailyId])),
  explain: route('daily', 'explain', z.tuple([DailyId])),
};

const FIRST_WORDS = 80;
const COLOUR = { open: 0x4f7cac, closed: 0x7a7f87 } as const;

/** The question of the day while it is open. `ping` mentions the schedule's role, once, when it is posted. */
export function openMessage(
  daily: Daily,
  answered: number,
  options: { readonly ping: boolean },
): PublicMessage {
  const { question } = daily;
  const pinged = options.ping && daily.role ? [daily.role] : [];
  // The words stay the same when the counter is edited; who is notified is decided by `allowed_mentions` alone.
  const mention = daily.role ? `<@&${daily.role}> ` : '';
  const status = `${count(answered, 'has', 'have')} answered · open until ${moment(daily.closesAt, 'f')}`;
  return {
    content: `${mention}**${plain(question.topicName)}**: ${firstWords(question, FIRST_WORDS)}`,
    embeds: [
      {
        title: 'Question of the day',
        description: [
          heading(daily),
          questionText(question),
          answered === 0 ? `Open until ${moment(daily.closesAt, 'f')}` : status,
        ].join('\n\n'),
        color: COLOUR.open,
      },
    ],
    components: rows(
      question.options.map((_, place) => button(letter(place), presses.pick.id(daily.id, place))),
    ),
    allowed_mentions: { parse: [], ...(pinged.length > 0 ? { roles: pinged } : {}) },
  };
}

/** The same message once the daily has closed: votes from four answers up, the answer behind a spoiler. */
export function closedMessage(daily: Daily, guild: string): PublicMessage {
  const { question } = daily;
  const { answered, right, votes } = daily.tally ?? { answered: 0, right: 0, votes: [] };
  const shares = votes.map((amount, place) => `${letter(place)} ${amount}`).join(', ');
  const shown = answered >= VOTES_FROM ? ` Votes: ${shares}.` : '';
  return {
    content: `**${plain(question.topicName)}**: ${firstWords(question, FIRST_WORDS)}`,
    embeds: [
      {
        title: 'Question of the day, closed',
        description: [
          heading(daily),
          questionText(question),
          `${closedLine(answered, right)}\n||The answer is ${rightLetters(question)}.${shown}||`,
        ].join('\n\n'),
        color: COLOUR.closed,
      },
    ],
    components: rows([
      button('Answer late', presses.late.id(daily.id)),
      button('Show me why', presses.why.id(daily.id)),
      ...discussButton(daily, guild),
    ]),
    allowed_mentions: { parse: [] },
  };
}

function closedLine(answered: number, right: number): string {
  if (answered === 0) return 'Nobody answered in time.';
  return answered < VOTES_FROM || right === 0
    ? `${answered} answered.`
    : `${answered} answered, ${right} ${right === 1 ? 'was' : 'were'} right.`;
}

function heading(daily: Daily): string {
  return `${plain(daily.question.topicName)} · ${dateInWords(daily.date)}`;
}

function rows(buttons: readonly ReturnType<typeof button>[]): readonly APIMessageTopLevelComponent[] {
  const made = row(...buttons);
  return made ? [made] : [];
}

/** Letters to press in private. */
function letterButtons({ id, question }: Daily, picks: readonly number[]) {
  return question.options.map((_, place) => {
    const chosen = picks.includes(place);
    return button(
      `${letter(place)}${chosen ? ' ✓' : ''}`,
      presses.pick.id(id, place, ...(wantsSeveral(question) ? [chosen ? 'off' : 'on'] : [])),
      { style: chosen ? 'main' : 'plain' },
    );
  });
}

function discussButton(daily: Daily, guild: string) {
  return daily.thread ? [linkButton('Discuss (spoilers)', linkTo(guild, daily.thread))] : [];
}

/** The private card after a press on a letter: what is picked, and how sure one is. That press makes the answer final. */
export function confidenceCard(daily: Daily, answer: Answer): Screen {
  if (wantsSeveral(daily.question)) return severalCard(daily, answer);
  const picked = answer.picks[0] ?? 0;
  const text = daily.question.options[picked]?.text ?? '';
  return screen(
    `## You picked ${letter(picked)}\n${text}`,
    howSure(answer),
    confidenceButtons(daily),
    row(button('Pick another answer', presses.change.id(daily.id))),
  );
}

/**
 * The same where several letters are wanted: they go on and off until there are as many as the question asks for. The question
 * stands there all the time, since it may be nowhere else on the screen.
 */
function severalCard(daily: Daily, answer: Answer): Screen {
  const { question } = daily;
  const { picks } = answer;
  const wanted = rightPlaces(question).length;
  const done = isComplete(question, picks);
  return screen(
    `## You picked ${picks.length === 0 ? 'nothing yet' : listed(picks.map(letter))}`,
    line,
    questionText(question),
    line,
    done ? howSure(answer) : `Choose ${wanted}: press a letter to take it in or out.`,
    row(...letterButtons(daily, picks)),
    done && confidenceButtons(daily),
  );
}

function howSure(answer: Answer): string {
  const late = answer.late ? 'This one is late: it keeps your streak and earns no points.\n' : '';
  return `${late}How sure are you? Your next press makes it final.`;
}

function confidenceButtons(daily: Daily) {
  return row(...CONFIDENCES.map(([label, word]) => button(label, presses.confirm.id(daily.id, word))));
}

const CONFIDENCES: readonly (readonly [label: string, word: Confidence])[] = [
  ['Sure', 'sure'],
  ['Not quite', 'unsure'],
  ['Just guessing', 'guess'],
];

/** The question in private, with letters to press: for picking another answer and for answering late. */
export function questionCard(daily: Daily, answer: Answer | undefined): Screen {
  const chosen = answer?.picks ?? [];
  const title = answer?.late || daily.tally ? 'Answer late' : 'Question of the day';
  return screen(
    `## ${title}\n${heading(daily)}`,
    line,
    questionText(daily.question),
    row(...letterButtons(daily, chosen)),
  );
}

/** What may come after a receipt, in this order: a question that is open, one that can be answered late, a review. */
export type Next = {
  readonly open: Daily | undefined;
  readonly late: Daily | undefined;
  /** What begins a review, where something may be due. */
  readonly review: string | undefined;
};

/** What stands above a receipt when it is not the first time, or not as expected. */
export type ReceiptReason = 'answered-now' | 'closed-meanwhile' | 'again';

/** Right or wrong first, then why, why not the others, the source, and where one stands. */
export function receipt(
  guild: string,
  daily: Daily,
  answer: FinalAnswer,
  context: {
    readonly standing: Standing;
    readonly reason: ReceiptReason;
    readonly next: Next;
    readonly board: string;
    readonly report: string;
  },
): Screen {
  const { question } = daily;
  const { right } = answer.outcome;
  return screen(
    reasonLine(answer, context.reason),
    `## ${right ? `Right: ${rightLetters(question)}` : `Not this one: the answer is ${rightLetters(question)}`}\n${whyRight(question)}`,
    line,
    right ? othersPart(question) : wrongPart(question, answer),
    sourceLine(question),
    line,
    standingLine(answer, context.standing.streak),
    newsLine(
      context.standing.news.length > 0 ? context.standing.news : (answer.outcome.news ?? []),
      context.standing.streak,
    ),
    row(
      nextButton(context.next) ?? button('This week’s board', context.board, { style: 'main' }),
      !right && button('All explanations', presses.explain.id(daily.id)),
      ...discussButton(daily, guild),
      button('Something wrong?', context.report),
    ),
  );
}

function nextButton({ open, late, review }: Next) {
  const style = { style: 'main' } as const;
  if (open) return button('Next: one more question', presses.open.id(open.id), style);
  if (late) return button(`Next: ${weekdayOf(late.date)}’s question`, presses.late.id(late.id), style);
  return review === undefined ? undefined : button('Next: review', review, style);
}

function reasonLine(answer: FinalAnswer, reason: ReceiptReason): string | undefined {
  const letters = answer.picks.map(letter).join(' and ');
  if (reason === 'closed-meanwhile') return `It has just closed, and your ${letters} counted.`;
  if (reason === 'answered-now') return undefined;
  const verdict = answer.outcome.right ? 'it was right' : 'it was not the one';
  return `You answered ${letters} ${moment(answer.outcome.at, 'R')}, and ${verdict}. Here it is again.`;
}

function othersPart(question: Snapshot): string {
  const others = whyNot(question);
  return others === '' ? '' : `**Why not the others**\n${others}`;
}

function wrongPart(question: Snapshot, answer: FinalAnswer): string {
  const wrong = answer.picks.filter((place) => !question.options[place]?.correct);
  const why = wrong
    .map((place) => `You picked ${letter(place)}. ${question.options[place]?.why ?? ''}`.trim())
    .join('\n');
  return answer.outcome.confidence === 'sure'
    ? `${why}\n\nYou were sure, so this is a good one to catch now. It comes first in your next \`/review\`.`
    : why;
}

function standingLine(answer: FinalAnswer, streak: ShownStreak): string {
  const { points } = answer.outcome;
  const earned = answer.late
    ? 'Answered late, no points'
    : points === 0
      ? 'Met before, no points'
      : count(points, 'point');
  const days =
    streak.days > 0 ? [streak.days === 1 ? 'day 1 of your streak' : `${streak.days} days in a row`] : [];
  const share = streak.of > 1 ? [`answered ${streak.answered} of the last ${streak.of}`] : [];
  return [earned, ...days, ...share, 'only you can see this'].join(' · ');
}

const FREEZES_LEFT: readonly string[] = ['No freeze', 'One freeze', 'Two freezes'];

function newsLine(news: readonly StreakNews[], { days, freezes }: ShownStreak): string {
  const froze = news.flatMap((item) => (item.kind === 'froze' ? [dateInShort(item.date)] : []));
  const ended = news.find((item) => item.kind === 'ended');
  const lines = [
    froze.length > 0 &&
      `You missed ${listed(froze)}. A freeze covered ${froze.length === 1 ? 'it' : 'each'}${ended ? '.' : `: still ${count(days, 'day')}. ${FREEZES_LEFT[freezes]} left.`}`,
    ended &&
      `You answered ${ended.answered} of the last ${count(ended.of, 'day')}. A new streak starts with this question.`,
  ];
  return lines.filter(Boolean).join('\n');
}

/** Asked before the answer is shown to who could still answer late: looking ends that. */
export function lookOrAnswer(daily: Daily): Screen {
  return screen(
    `## Answer it first?\nYou can answer late until ${moment(lateUntil(daily), 'F')}, which keeps a streak. Once you have seen the answer you cannot.`,
    row(
      button('Answer late', presses.late.id(daily.id), { style: 'main' }),
      button('Show me why', presses.whyNow.id(daily.id)),
    ),
  );
}

/** The whole explanation of a question, for who asked to see it. `instead`: who wanted to answer late had seen it before. */
export function explanation(
  guild: string,
  daily: Daily,
  answer: Answer | undefined,
  context: { readonly report: string; readonly instead?: boolean },
): Screen {
  const { question } = daily;
  const yours = isFinal(answer)
    ? `You answered ${answer.picks.map(letter).join(' and ')}${isRight(question, answer.picks) ? ', and it was right' : ''}.`
    : undefined;
  return screen(
    context.instead && 'You have seen the answer to this one, so it cannot be answered late any more.',
    `## The answer is ${rightLetters(question)}`,
    yours,
    questionText(question),
    line,
    [whyRight(question), othersPart(question)].filter(Boolean).join('\n\n'),
    sourceLine(question),
    row(...discussButton(daily, guild), button('Something wrong?', context.report)),
  );
}

/** Nothing can be answered any more. */
export function tooLate(daily: Daily): Screen {
  return screen(
    '## Too late for this one',
    'Late answers count for three days after closing. You can still read the explanation.',
    row(button('Show me why', presses.why.id(daily.id), { style: 'main' })),
  );
}

/** `/daily`: what is open, and what can still be answered late, with one button each. */
export function todayScreen(
  open: readonly { readonly daily: Daily; readonly answer: Answer | undefined }[],
  late: readonly Daily[],
  next: number | undefined,
): Screen {
  const first = open.find(({ answer }) => !isFinal(answer))?.daily ?? late[0];
  const style = (daily: Daily) => ({ style: daily === first ? 'main' : 'plain' }) as const;
  const heading =
    open.length === 0
      ? 'No question is open'
      : open.length === 1
        ? 'One question is open'
        : `${open.length} questions are open`;
  return screen(
    `## ${heading}`,
    ...open.flatMap(({ daily, answer }) => [
      `**${plain(daily.question.topicName)}** in <#${daily.channel}> · open until ${moment(daily.closesAt, 'f')}${isFinal(answer) ? ' · answered' : ''}`,
      row(button(isFinal(answer) ? 'See my answer' : 'Answer', presses.open.id(daily.id), style(daily))),
    ]),
    ...late.flatMap((daily) => [
      lateInWords(daily),
      row(button('Answer late', presses.late.id(daily.id), style(daily))),
    ]),
    open.length === 0 &&
      (next === undefined
        ? 'This server has no question of the day yet. A moderator can set one up with `/setup daily`.'
        : `The next one comes ${moment(next, 'F')}.`),
  );
}

/** That a question which has closed can still be answered. */
export function lateInWords(daily: Daily): string {
  return `${weekdayOf(daily.date)}’s question can be answered late until ${moment(lateUntil(daily), 'f')}, which keeps your streak.`;
}

/** The thread under a daily. */
export function threadName(daily: Daily): string {
  return `Spoilers: ${daily.question.topicName}`;
}
