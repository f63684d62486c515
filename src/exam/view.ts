import { type APIModalInteractionResponseCallbackData, ComponentType, TextInputStyle } from 'discord.js';
import { z } from 'zod';
import {
  type Button,
  button,
  line,
  linkButton,
  menu,
  pictured,
  row,
  type Screen,
  screen,
} from '../discord/components.ts';
import { carried, route } from '../discord/custom-id.ts';
import { count, linkTo, listed, moment } from '../discord/text.ts';
import { markPercent } from '../packs/rules.ts';
import { letter } from '../packs/snapshot.ts';
import { firstWords, questionText, rightLetters, sourceLine, whyNot, whyRight } from '../packs/view.ts';
import { type Bars, markOf } from '../picture/bars.ts';
import type { Scores } from '../picture/scores.ts';
import { minutesFor } from '../practice/rules.ts';
import {
  type Exam,
  type Form,
  isAnswered,
  minutesUsed,
  missedOnScreen,
  NO_ANSWER,
  overview,
  picksWanted,
  timeLeft,
} from './rules.ts';
import type { ExamQuestion, ExamState, Reported } from './service.ts';

const MINUTE = 60_000;
const Guild = carried.snowflake;
const ExamId = z.string().regex(/^[a-z0-9]{8,16}$/);

/** Everything that can be pressed on an exam's screens. In direct messages there is no server, so each carries it. */
export const presses = {
  pick: route('exam', 'pick', z.tuple([Guild, ExamId, carried.page, carried.index, carried.switch])),
  flag: route('exam', 'flag', z.tuple([Guild, ExamId, carried.page, carried.switch])),
  go: route('exam', 'go', z.tuple([Guild, ExamId, carried.page])),
  overview: route('exam', 'overview', z.tuple([Guild, ExamId])),
  jump: route('exam', 'jump', z.tuple([Guild, ExamId, carried.index])),
  number: route('exam', 'number', z.tuple([Guild, ExamId])),
  typed: route('exam', 'typed', z.tuple([Guild, ExamId])),
  ask: route('exam', 'ask', z.tuple([Guild, ExamId])),
  handIn: route('exam', 'hand-in', z.tuple([Guild, ExamId])),
  result: route('exam', 'result', z.tuple([Guild, ExamId])),
  page: route('exam', 'page', z.tuple([Guild, ExamId, z.enum(['all', 'missed']), carried.page])),
  resume: route('exam', 'resume', z.tuple([Guild])),
  history: route('exam', 'history', z.tuple([Guild])),
  open: route('exam', 'open', z.tuple([Guild])),
};

/** The name of a picture's file. */
export const PICTURE = 'exam.png';
/** The field of the modal behind "Go to a number". */
export const NUMBER_FIELD = 'number';

const MOST_IN_MENU = 25;
/** Numbers in a line: an exam of 100 open questions still fits. */
const MOST_NUMBERS = 60;
const STEM_WORDS = 80;

/** Time left in words, to the nearest minute; in the last one it is less than a minute, never none or less. */
export function leftInWords(ms: number): string {
  return ms < MINUTE ? 'Less than a minute left' : `${count(Math.round(ms / MINUTE), 'minute')} left`;
}

function clockLine(exam: Exam, now: number): string {
  return `${leftInWords(timeLeft(exam, now))}, ends at ${moment(exam.endsAt, 't')}`;
}

/** The screen that a member had before them. */
export function stateScreen(guild: string, state: ExamState, { now, note }: Moment): Screen {
  const { exam, items, answers, place } = state;
  if (place.screen === 'overview') return overviewScreen(guild, state, { now, note });
  if (place.screen === 'hand-in') return handInScreen(guild, state, { now, note });
  const { number } = place;
  const item = items[number - 1];
  if (!item) throw new Error(`exam ${exam.id} has no question ${number}`);
  const answer = answers.get(number) ?? NO_ANSWER;
  return questionScreen(guild, { exam, number, item, answer }, { now, note });
}

type Moment = { readonly now: number; readonly note?: string | undefined };

/** One question of a running exam. `note` says what is special about this moment. */
export function questionScreen(
  guild: string,
  { exam, number, item, answer }: ExamQuestion,
  { now, note }: Moment,
): Screen {
  const { question } = item;
  const several = picksWanted(question) > 1;
  const letters = question.options.map((_, place): Button => {
    const chosen = answer.picks.includes(place);
    const next = several && chosen ? 'off' : 'on';
    return button(
      `${letter(place)}${chosen ? ' ✓' : ''}`,
      presses.pick.id(guild, exam.id, number, place, next),
      { style: chosen ? 'main' : 'plain' },
    );
  });
  const { questions } = exam.form;
  return screen(
    note,
    `## Question ${number} of ${questions}\n${clockLine(exam, now)}`,
    line,
    questionText(question),
    line,
    [answerLine({ item, answer }), answer.flagged ? 'Flagged.' : ''].filter(Boolean).join(' '),
    row(...letters),
    row(
      button('Back', presses.go.id(guild, exam.id, Math.max(1, number - 1)), { disabled: number === 1 }),
      button(
        answer.flagged ? 'Remove flag' : 'Flag',
        presses.flag.id(guild, exam.id, number, answer.flagged ? 'off' : 'on'),
      ),
      // Its own id must differ from that of Back also where there is only one question.
      button('Next', presses.go.id(guild, exam.id, number + 1), { disabled: number === questions }),
    ),
    row(
      button('Overview', presses.overview.id(guild, exam.id)),
      button('Hand in', presses.ask.id(guild, exam.id)),
    ),
  );
}

const NUMBER_WORDS = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];

/** A small number in words. */
function inWords(number: number): string {
  return NUMBER_WORDS[number] ?? String(number);
}

function answerLine({ item, answer }: Pick<ExamQuestion, 'item' | 'answer'>): string {
  const wanted = picksWanted(item.question);
  const chosen = listed(answer.picks.map(letter));
  if (wanted === 1) return chosen ? `Your answer: **${chosen}**, saved.` : 'Not answered yet.';
  if (!chosen) return `Not answered yet. Choose ${inWords(wanted)}.`;
  const missing = wanted - answer.picks.length;
  return missing > 0
    ? `Chosen so far: **${chosen}**, saved. Choose ${inWords(missing)} more.`
    : `Your answer: **${chosen}**, saved.`;
}

/** Said when a letter more than wanted was pressed. */
export function fullNote({ item }: ExamQuestion): string {
  return `You have chosen ${inWords(picksWanted(item.question))} already. Press one of them to take it back first.`;
}

/** What is answered, open and flagged, with ways to every question. */
export function overviewScreen(guild: string, state: ExamState, { now, note }: Moment): Screen {
  const { exam, items, answers, place } = state;
  const { answered, open, flagged } = overview(items, answers);
  const named = [...new Set([...open, ...flagged])].sort((one, other) => one - other);
  const menus = chunks(named, MOST_IN_MENU).map((numbers, index, all) => {
    const range = all.length > 1 ? `, ${numbers[0]} to ${numbers.at(-1)}` : '';
    return row(
      menu(
        `Go to an open or flagged question${range}`,
        presses.jump.id(guild, exam.id, index),
        numbers.map((number) => menuOption(state, number)),
      ),
    );
  });
  return screen(
    note,
    `## Overview\n${clockLine(exam, now)}`,
    [
      `Answered: ${answered} of ${items.length}`,
      `Open: ${numbersInWords(open) || 'none'}`,
      `Flagged: ${numbersInWords(flagged) || 'none'}`,
    ].join('\n'),
    line,
    ...menus,
    row(
      button('Go to a number', presses.number.id(guild, exam.id)),
      button(`Back to question ${place.number}`, presses.go.id(guild, exam.id, place.number), {
        style: 'main',
      }),
      button('Hand in', presses.ask.id(guild, exam.id)),
    ),
  );
}

function menuOption({ items, answers }: ExamState, number: number) {
  const item = items[number - 1];
  const answer = answers.get(number);
  const about = [
    ...(item && !isAnswered(item.question, answer) ? [answer?.picks.length ? 'half answered' : 'open'] : []),
    ...(answer?.flagged ? ['flagged'] : []),
  ];
  return {
    label: `Question ${number}: ${listed(about)}`,
    value: String(number),
    ...(item ? { description: firstWords(item.question, STEM_WORDS) || item.question.topicName } : {}),
  };
}

function numbersInWords(numbers: readonly number[]): string {
  const more = numbers.length - MOST_NUMBERS;
  return `${numbers.slice(0, MOST_NUMBERS).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

function chunks<T>(list: readonly T[], most: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(list.length / most) }, (_, at) =>
    list.slice(at * most, (at + 1) * most),
  );
}

/** Asks for the number of a question. */
export function numberModal(guild: string, exam: Exam): APIModalInteractionResponseCallbackData {
  return {
    custom_id: presses.typed.id(guild, exam.id),
    title: 'Go to a question',
    components: [
      {
        type: ComponentType.Label,
        label: `Its number, 1 to ${exam.form.questions}`,
        component: {
          type: ComponentType.TextInput,
          custom_id: NUMBER_FIELD,
          style: TextInputStyle.Short,
          max_length: 6,
        },
      },
    ],
  };
}

/** The number that was typed; undefined when it is none of the exam's. */
export function numberTyped(typed: string, exam: Exam): number | undefined {
  const digits = /^#?(\d+)\.?$/.exec(typed.normalize('NFKC').replace(/\s/g, ''))?.[1];
  const number = Number(digits);
  return Number.isInteger(number) && number >= 1 && number <= exam.form.questions ? number : undefined;
}

/** Says that what was typed is no number of a question. */
export function noSuchNumber(exam: Exam): string {
  return `That is not a question of this exam. Type a number from 1 to ${exam.form.questions}.`;
}

/** The warning before an exam is handed in. */
export function handInScreen(guild: string, state: ExamState, { now, note }: Moment): Screen {
  const { exam, items, answers, place } = state;
  const { open, flagged } = overview(items, answers);
  const [firstOpen] = open;
  const flags =
    flagged.length === 0
      ? ''
      : `${flagged.length} ${flagged.length === 1 ? 'is' : 'are'} flagged: ${numbersInWords(flagged)}.`;
  const opens =
    open.length === 0
      ? items.length === 1
        ? 'The only question is answered.'
        : `All ${items.length} are answered.`
      : `${count(open.length, 'question is', 'questions are')} still open: ${numbersInWords(open)}.`;
  const left = `${leftInWords(timeLeft(exam, now))}.`;
  return screen(
    note,
    '## Hand in now?',
    [opens, flags].filter(Boolean).join(' '),
    open.length > 0 ? `An open question counts as wrong, so a guess can only help. ${left}` : left,
    row(
      firstOpen === undefined
        ? button(`Back to question ${place.number}`, presses.go.id(guild, exam.id, place.number))
        : button('Answer the open ones', presses.go.id(guild, exam.id, firstOpen), { style: 'main' }),
      open.length > 0 && flagged[0] !== undefined && flagged[0] !== firstOpen
        ? button('Look at the flagged', presses.go.id(guild, exam.id, flagged[0]))
        : undefined,
    ),
    row(
      button(open.length === 0 ? 'Hand in' : 'Hand in as it is', presses.handIn.id(guild, exam.id), {
        style: 'danger',
      }),
    ),
  );
}

/** Said between the end of the time and the result, and at a press on an exam that the clock handed in. */
export function timeUpScreen(guild: string, exam: Exam): Screen {
  const { outcome, form } = exam;
  const end = moment(exam.endsAt, 't');
  return screen(
    outcome
      ? `## Time was up at ${end} (${moment(exam.endsAt, 'R')})\nI handed it in as it stood: ${outcome.answered} of ${form.questions} answered. Everything saved by then counts.`
      : `## Time was up at ${end}\nIt is being handed in as it stands. Everything saved by then counts.`,
    row(button('See the result', presses.result.id(guild, exam.id), { style: 'main' })),
  );
}

/** The mark in words: how far above or below, and whether it is a published one. */
export function markLine(form: Form, right: number): string {
  const { pass } = form;
  const away = Math.abs(right - pass.right);
  const name = pass.published
    ? `${pass.right}, the pass mark`
    : `${pass.right}, the usual ${markPercent(form)} % line`;
  const where =
    away === 0
      ? `Exactly ${name}`
      : `${capital(inWords(away))} ${right > pass.right ? 'above' : 'short of'} ${name}`;
  const passes = pass.published && right >= pass.right ? ' That passes.' : '';
  return `${where}.${passes}${pass.published ? '' : ' No pass mark is published for this exam.'}`;
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** What the result's picture shows. */
export function barsOf({ exam, report }: Reported): Bars {
  return {
    title: `${report.right} of ${report.of} right`,
    bars: report.domains,
    mark: markOf(exam.form),
  };
}

/**
 * The report of an exam. `alt` is its picture in words; without it there is no picture. While it is `locked` no answers
 * can be looked at. `publish` is what the button that publishes a group's score carries.
 */
export function resultScreen(
  guild: string,
  reported: Reported,
  {
    alt,
    locked,
    publish,
  }: {
    readonly alt: string | undefined;
    readonly locked: boolean;
    readonly publish?: string | undefined;
  },
): Screen {
  const { exam, report } = reported;
  const { right, of } = report;
  const missed = missedOnScreen(report);
  return screen(
    `## ${right} of ${of}\n${markLine(exam.form, right)}`,
    alt !== undefined && pictured(PICTURE, alt),
    report.domains
      .map(
        (domain) =>
          `${domain.name}: **${domain.right} of ${domain.of}**, ${Math.round(domain.weight)} % of the exam`,
      )
      .join('\n'),
    line,
    [timeLine(reported), freshLine(reported), reviewLine(reported), unopenedLine(reported, locked)]
      .filter(Boolean)
      .join('\n'),
    locked && 'The answers can be looked at when the group’s exam is over.',
    row(
      !locked &&
        missed.length > 0 &&
        button(
          `See what I missed (${missed.length}), ${minutesFor(missed.length)} min`,
          presses.page.id(guild, exam.id, 'missed', 1),
          {
            style: 'main',
          },
        ),
      !locked && button('See every answer', presses.page.id(guild, exam.id, 'all', 1)),
      button('Earlier exams', presses.history.id(guild)),
      publish !== undefined && button('Publish my score', publish),
    ),
  );
}

function timeLine({ exam, report }: Reported): string {
  const used = minutesUsed(exam, exam.outcome?.at ?? exam.endsAt);
  const slowest = report.slowest.length > 0 ? ` Slowest: ${report.slowest.join(', ')}.` : '';
  const clock = exam.outcome?.by === 'clock' ? ' The clock handed it in.' : '';
  return `${used} of ${count(exam.form.minutes, 'minute')}.${clock}${slowest}`;
}

function freshLine({ report: { fresh, met } }: Reported): string {
  if (met.of === 0)
    return fresh.of === 1
      ? 'The only question was new to you.'
      : `All ${fresh.of} questions were new to you.`;
  const before = `${met.of} you had met before (${met.right} right)`;
  return fresh.of === 0
    ? `You had met ${met.of === 1 ? 'the only question' : `all ${met.of} questions`} before, which makes a score look better than it is.`
    : `${count(fresh.of, 'question was', 'questions were')} new to you (${fresh.right} right); ${before}.`;
}

function reviewLine({ report }: Reported): string {
  if (report.missed.length === 0) return 'You missed nothing.';
  return missedOnScreen(report).length > 0
    ? 'What you missed comes back in your review, from tomorrow on.'
    : '';
}

/** What was never opened still counts as new afterwards, also when its answer was read here. */
function unopenedLine({ report: { unopened } }: Reported, locked: boolean): string {
  const { length } = unopened;
  if (length === 0) return '';
  const never = `${count(length, 'question')} you never opened; ${length === 1 ? 'it stays' : 'they stay'} new for a later exam.`;
  const spent = `“See every answer” shows ${length === 1 ? 'it' : 'them'} too. I go on counting ${length === 1 ? 'it' : 'them'} as new, so a later score would look better than it is.`;
  return locked ? never : `${never} ${spent}`;
}

/**
 * One question of an exam that was handed in, with everything. `only` says which questions are paged through: all, or what
 * was missed, but for what was never opened.
 */
export function pageScreen(
  guild: string,
  { exam, items, answers, report }: Reported,
  asked: { readonly only: 'all' | 'missed'; readonly number: number },
): Screen {
  const { number } = asked;
  const missed = missedOnScreen(report);
  // An older message may lead to what was missed where nothing that was opened is.
  const only = missed.length > 0 ? asked.only : 'all';
  const numbers = only === 'missed' ? missed : items.map((_, index) => index + 1);
  const shown = numbers.find((one) => one >= number) ?? numbers.at(-1) ?? 1;
  const at = numbers.indexOf(shown);
  const before = numbers[at - 1];
  const after = numbers[at + 1];
  const item = items[shown - 1];
  if (!item) throw new Error(`exam ${exam.id} has no question ${shown}`);
  const { question } = item;
  const picks = answers.get(shown)?.picks ?? [];
  const right = !report.missed.includes(shown);
  const open = report.unopened.includes(shown) ? 'You never opened it.' : 'You left it open.';
  const yours = picks.length === 0 ? open : `You chose ${listed(picks.map(letter))}.`;
  return screen(
    `## ${right ? `Right: ${rightLetters(question)}` : `Not this one: the answer is ${rightLetters(question)}`}\nQuestion ${shown} of ${items.length}${only === 'missed' ? `, ${at + 1} of ${numbers.length} missed` : ''}. ${yours}`,
    questionText(question),
    line,
    [whyRight(question), whyNot(question)].filter(Boolean).join('\n'),
    sourceLine(question),
    row(
      button('Back', presses.page.id(guild, exam.id, only, before ?? 0), { disabled: before === undefined }),
      button('Next', presses.page.id(guild, exam.id, only, after ?? shown + 1), {
        disabled: after === undefined,
        style: 'main',
      }),
      button('Result', presses.result.id(guild, exam.id)),
    ),
  );
}

const MOST_LISTED = 12;

/** What the picture of all exams shows, in the member's zone; of the latest form's mark. */
export function scoresOf(exams: readonly Exam[], dateOf: (at: number) => string): Scores | undefined {
  const latest = exams.at(-1);
  if (!latest) return undefined;
  return {
    title: 'Your mock exams',
    scores: exams.flatMap(({ form, outcome }) =>
      outcome ? [{ right: outcome.right, of: form.questions, date: dateOf(outcome.at) }] : [],
    ),
    mark: markOf(latest.form),
  };
}

/** A member's exams, newest first, each to be opened. `alt` is the picture in words. */
export function historyScreen(
  guild: string,
  exams: readonly Exam[],
  { alt, dateOf }: { readonly alt?: string | undefined; readonly dateOf: (at: number) => string },
): Screen {
  const newest = [...exams].reverse().slice(0, MOST_LISTED);
  if (newest.length === 0) {
    return screen(
      '## No mock exam yet',
      '`/exam start` begins one. It takes as long as the real one, so find a quiet hour.',
    );
  }
  const lines = newest.map(({ form, outcome, met }) => {
    const { right = 0, at = 0 } = outcome ?? {};
    const known = met.length > 0 ? `, ${met.length} met before` : '';
    return `${moment(at, 'D')}: **${right} of ${form.questions}**${known}`;
  });
  return screen(
    `## Your mock exams\n${count(exams.length, 'exam')}${exams.length > newest.length ? `, the latest ${newest.length} below` : ''}`,
    alt !== undefined && pictured(PICTURE, alt),
    lines.join('\n'),
    row(
      menu(
        'Open a report',
        presses.open.id(guild),
        newest.map(({ id, form, outcome, startedAt }) => ({
          label: `${dateOf(outcome?.at ?? startedAt)}: ${outcome?.right ?? 0} of ${form.questions}`,
          value: id,
          description: form.name,
        })),
      ),
    ),
  );
}

/** Where an exam that was started goes on: in direct messages, with a way there. */
export function sentScreen(exam: Exam, direct: NonNullable<Exam['direct']>): Screen {
  return screen(
    `## It has begun\n${count(exam.form.questions, 'question')}, ${count(exam.form.minutes, 'minute')}, until ${moment(exam.endsAt, 't')}. I wrote it to you directly, so that it stays and can be found again.`,
    'Should it get lost, `/exam resume` shows it here.',
    row(linkButton('Go to question 1', linkTo('@me', direct.channel, direct.message))),
  );
}

/** Above an exam that could not be sent. */
export const CLOSED_NOTE =
  'I could not write to you, so here it is. Should this message get lost, `/exam resume` shows it again.';

/** Above an exam that was running already. */
export const RUNNING_NOTE = 'You have this exam running. Hand it in before you begin another.';

/** Said where the answers of a group's exam would be given away. */
export const LOCKED =
  'Others are still sitting the same questions. The answers can be looked at when the group’s exam is over.';

/** Said when nothing runs. */
export const NOTHING_RUNS = 'You have no exam running. `/exam start` begins one.';

/** Why an exam cannot be drawn. */
export function refusedInWords(
  refused:
    | { readonly kind: 'pack-missing' }
    | {
        readonly kind: 'few-questions';
        readonly domain: string;
        readonly found: number;
        readonly needed: number;
      },
): string {
  if (refused.kind === 'pack-missing')
    return 'The question pack of this server is gone. A moderator can choose another with `/setup pack`.';
  return `There are not enough questions for this exam yet: “${refused.domain}” has ${refused.found} of the ${refused.needed} it needs. Another form may work: choose it with \`profile\`.`;
}
