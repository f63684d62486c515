import { type APIModalInteractionResponseCallbackData, ComponentType, TextInputStyle } from 'discord.js';
import { z } from 'zod';
import {
  type Button,
  button,
  line,
  linkButton,
  menu,
  row,
  type Screen,
  screen,
} from '../discord/components.ts';
import { carried, route } from '../discord/custom-id.ts';
import { count, linkTo, listed, moment } from '../discord/text.ts';
import { letter } from '../packs/snapshot.ts';
import { firstWords, questionText } from '../packs/view.ts';
import { type Exam, isAnswered, NO_ANSWER, overview, picksWanted, timeLeft } from './rules.ts';
import type { ExamQuestion, ExamState } from './service.ts';

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
export function inWords(number: number): string {
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
