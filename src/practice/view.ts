import { z } from 'zod';
import { type Button, button, line, row, type Screen, screen } from '../discord/components.ts';
import { carried, route } from '../discord/custom-id.ts';
import { count, listed, plain } from '../discord/text.ts';
import type { Confidence } from '../history/rules.ts';
import { letter, rightPlaces, type Snapshot } from '../packs/snapshot.ts';
import { questionText, rightLetters, sourceLine, whyNot, whyRight } from '../packs/view.ts';
import { SEALED } from '../words.ts';
import {
  type Given,
  isComplete,
  Kind,
  leftToReview,
  minutesFor,
  Origin,
  QUESTIONS,
  type Run,
} from './rules.ts';

const RunId = z.string().regex(/^[a-z0-9]{8,16}$/);
const Guild = carried.snowflake;
const Count = carried.index;
/** Places picked, such as `02`; `-` for none yet. */
const Picks = z
  .string()
  .regex(/^(-|[0-9]{1,5})$/)
  .transform((text) => (text === '-' ? [] : [...text].map(Number)));

/**
 * Everything that can be pressed on a run's cards. Each carries the server, since a review can be begun in direct
 * messages, and the question's number, so that an old card is known as one.
 */
export const presses = {
  pick: route('practice', 'pick', z.tuple([Guild, Kind, RunId, Count, Picks, Count])),
  answer: route(
    'practice',
    'answer',
    z.tuple([Guild, Kind, RunId, Count, Picks, z.enum(['sure', 'unsure', 'guess'])]),
  ),
  next: route('practice', 'next', z.tuple([Guild, Kind, RunId, Count])),
  explain: route('practice', 'explain', z.tuple([Guild, Kind, RunId, Count])),
  stop: route('practice', 'stop', z.tuple([Guild, Kind, RunId, Count])),
  /** Shows the present card of a run again. */
  resume: route('practice', 'resume', z.tuple([Guild, Kind])),
  /** Begins a practice: of all, or of a topic or domain by its id. */
  start: route(
    'practice',
    'start',
    z.tuple([
      Guild,
      z.enum(['all', 'topic', 'domain']),
      z.union([carried.word, z.literal('-')]),
      Origin,
      Count,
    ]),
  ),
};

const CONFIDENCES: readonly (readonly [label: string, word: Confidence])[] = [
  ['Sure', 'sure'],
  ['Not quite', 'unsure'],
  ['Just guessing', 'guess'],
];

/**
 * The screen of a run as it is: the question, the feedback to it, or the end. `note` says what has to be said first;
 * `review` is the custom id that begins a review of so many minutes.
 */
export function runScreen(
  guild: string,
  run: Run,
  { note, review }: { readonly note?: string; readonly review: (minutes: number) => string },
): Screen {
  if (!run.shown) return endScreen(guild, run, review);
  return run.shown.given ? feedback(guild, run, run.shown.given) : questionScreen(guild, run, [], note);
}

/** The question on a run's card. Throws where there is none, which is a bug: a run that is over has its end screen. */
function shownOn({ id, shown }: Run): NonNullable<Run['shown']> {
  if (!shown) throw new Error(`run ${id} is over and shows no question`);
  return shown;
}

/** A question to answer: letters, and when enough are picked how sure one is, which makes it final. */
export function questionScreen(guild: string, run: Run, picks: readonly number[], note?: string): Screen {
  const { question, number, standsFor } = shownOn(run);
  const about = [guild, run.kind, run.id, number] as const;
  const complete = isComplete(question, picks);
  const several = rightPlaces(question).length;
  return screen(
    note,
    `## ${heading(run)}\n${plain(question.topicName)}${standsFor ? ' · new to you, on something to review' : ''}`,
    line,
    questionText(question),
    line,
    picks.length === 0
      ? several > 1 && `Pick ${several}.`
      : `You picked **${listed(picks.map(letter))}**. ${complete ? 'How sure are you? That makes it final.' : `Pick ${several} in all.`}`,
    row(
      ...question.options.map((_, place) =>
        button(
          `${letter(place)}${picks.includes(place) ? ' ✓' : ''}`,
          presses.pick.id(...about, picks.join('') || '-', place),
          { style: picks.includes(place) ? 'main' : 'plain' },
        ),
      ),
    ),
    complete &&
      row(
        ...CONFIDENCES.map(([label, word]) =>
          button(label, presses.answer.id(...about, picks.join(''), word)),
        ),
      ),
  );
}

function heading(run: Run): string {
  return `${run.kind === 'review' ? 'Review' : 'Question'} ${run.shown?.number ?? run.of} of ${run.of}`;
}

function feedback(guild: string, run: Run, given: Given): Screen {
  const { question, number } = shownOn(run);
  const about = [guild, run.kind, run.id, number] as const;
  const last = run.ahead.length === 0;
  return screen(
    `## ${given.right ? `Right: ${rightLetters(question)}` : `Not this one: the answer is ${rightLetters(question)}`}\n${whyRight(question)}`,
    line,
    given.right ? othersPart(question) : wrongPart(question, given),
    sourceLine(question),
    line,
    `${run.answered} of ${run.of} done, ${run.right} right · only you can see this`,
    row(
      button(last ? 'Finish' : 'Next', presses.next.id(...about), { style: 'main' }),
      !given.right && button('All explanations', presses.explain.id(...about)),
      !last && button('Stop here', presses.stop.id(...about)),
    ),
  );
}

function othersPart(question: Snapshot): string {
  const others = whyNot(question);
  return others === '' ? '' : `**Why not the others**\n${others}`;
}

function wrongPart(question: Snapshot, given: Given): string {
  const wrong = given.picks.filter((place) => !question.options[place]?.correct);
  const why = wrong
    .map((place) => `You picked ${letter(place)}. ${question.options[place]?.why ?? ''}`.trim())
    .join('\n');
  const after =
    given.confidence === 'sure'
      ? 'You were sure, so this is a good one to catch now. It comes first in your next review.'
      : 'It comes back in your review.';
  return `${why}\n\n${after}`.trim();
}

/** The question with every explanation, and on to the next. */
export function explanationScreen(guild: string, run: Run): Screen {
  const { question, number, given } = shownOn(run);
  if (!given) return questionScreen(guild, run, []);
  return screen(
    `## The answer is ${rightLetters(question)}\nYou picked ${listed(given.picks.map(letter))}.`,
    questionText(question),
    line,
    [whyRight(question), othersPart(question)].filter(Boolean).join('\n\n'),
    sourceLine(question),
    row(
      button(run.ahead.length === 0 ? 'Finish' : 'Next', presses.next.id(guild, run.kind, run.id, number), {
        style: 'main',
      }),
    ),
  );
}

/** How a run went, and the next step: the rest of a review where some is left, or practice. */
function endScreen(guild: string, run: Run, review: (minutes: number) => string): Screen {
  const { next } = leftToReview(run);
  return screen(
    run.answered === 0 ? '## Stopped' : `## ${run.right} of ${run.answered} right`,
    run.answered === 0 && 'Nothing was answered, and nothing is lost.',
    run.kind === 'practice' &&
      run.answered > 0 &&
      'What you missed, guessed or were not sure of comes back in your review, when it is time.',
    run.kind === 'review' && run.answered > 0 && reviewed(run),
    row(
      next > 0 &&
        button(
          `Review ${next}${run.answered > 0 ? ' more' : ''}, ${count(minutesFor(next), 'minute')}`,
          review(minutesFor(next)),
          { style: 'main' },
        ),
      button(
        next > 0
          ? `Practise ${QUESTIONS.default}, ${count(minutesFor(QUESTIONS.default), 'minute')}`
          : `${QUESTIONS.default} more questions, ${count(minutesFor(QUESTIONS.default), 'minute')}`,
        presses.start.id(guild, 'all', '-', 'mixed', QUESTIONS.default),
        { style: next > 0 ? 'plain' : 'main' },
      ),
    ),
  );
}

function reviewed(run: Run): string {
  const { left } = leftToReview(run);
  return left > 0
    ? `${count(left, 'question is', 'questions are')} still due. ${left === 1 ? 'It waits' : 'They wait'} for you.`
    : 'Nothing else is due now.';
}

/** A press on a card that is no longer the present one. */
export function oldCard(guild: string, run: Run | undefined): Screen {
  const goesOn = run?.shown && (run.ahead.length > 0 || !run.shown.given);
  return screen(
    run
      ? 'You went on with something newer, so this card takes no answers any more. Earlier answers are kept.'
      : 'This card is an old one and takes no answers any more.',
    goesOn
      ? row(button('Go on where you are', presses.resume.id(guild, run.kind), { style: 'main' }))
      : row(startButton(guild, 'Practise something', { count: QUESTIONS.least })),
  );
}

/** Nothing to ask, and what to do about it. `sealed` says that questions of an exam that is still on were left out. */
export function nothingScreen(guild: string, origin: Origin, sealed: boolean): Screen {
  if (origin === 'missed') {
    return screen(
      '## Nothing missed here',
      'There is no question here that you missed at your last attempt.',
      sealed && SEALED,
      row(startButton(guild, 'New questions instead', { origin: 'new' })),
    );
  }
  return screen(
    '## No question here',
    origin === 'new'
      ? 'You have met every question here that is not kept for mock exams. Those you met come again with `source: mixed`.'
      : 'There is no question on this. Choose another topic, or leave it empty for a mix.',
    sealed && SEALED,
    row(startButton(guild, 'A mix of all topics', {})),
  );
}

/** A button that begins a practice, with its length in minutes where there is room. */
export function startButton(
  guild: string,
  label: string,
  about: {
    readonly count?: number;
    readonly origin?: Origin;
    readonly domain?: string;
    readonly main?: boolean;
  },
): Button {
  const { count: questions = QUESTIONS.default, origin = 'mixed', domain, main = true } = about;
  return button(label, presses.start.id(guild, domain ? 'domain' : 'all', domain ?? '-', origin, questions), {
    style: main ? 'main' : 'plain',
  });
}
