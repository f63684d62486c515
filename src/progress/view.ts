import { z } from 'zod';
import { button, line, pictured, row, type Screen, screen } from '../discord/components.ts';
import { route } from '../discord/custom-id.ts';
import { count, dateInWords, listed, plain, shownName } from '../discord/text.ts';
import { type ExamStage, isForRest } from '../member/rules.ts';
import { markPercent } from '../packs/rules.ts';
import type { Profile } from '../packs/schema.ts';
import { barsPicture, markOf } from '../picture/bars.ts';
import type { Picture } from '../picture/svg.ts';
import { minutesFor, QUESTIONS } from '../practice/rules.ts';
import { type Estimate, inTenths } from '../readiness/rules.ts';
import { HOW_DID_IT_GO } from '../words.ts';
import { type AreaProgress, type Progress, THUMB, type Thumb, type Trend } from './rules.ts';
import type { Shown } from './service.ts';

/** Everything that can be pressed about progress. */
export const presses = {
  show: route('progress', 'show', z.tuple([])),
  how: route('progress', 'how', z.tuple([])),
  /** Asks before anything is posted. */
  share: route('progress', 'share', z.tuple([])),
  post: route('progress', 'post', z.tuple([])),
  keep: route('progress', 'keep', z.tuple([])),
};

/** The picture's name on the screen. */
export const PICTURE = 'progress.png';

/** The shares of all domains as bars; undefined while none of them says anything. */
export function progressPicture({ profile, progress }: Shown): Picture | undefined {
  if (progress.areas.every(({ share }) => share === undefined)) return undefined;
  const bars = progress.areas.map(({ name, right, of, weight, share }) => {
    return { name, right, of, weight, few: share === undefined };
  });
  return barsPicture({ title: 'Right on first attempts', bars, mark: markOf(profile) });
}

/**
 * A member's way to the exam. `review` is how much is due, with a button that starts it; `alt` goes with the picture. There is
 * a next step while the exam is ahead; on its eve and its day none, since those are for rest.
 */
export function progressScreen(
  shown: Shown,
  context: {
    readonly alt: string | undefined;
    readonly start: (area: AreaProgress) => string;
    readonly review: { readonly due: number; readonly start: string };
  },
): Screen {
  const { progress, stage } = shown;
  const { met } = progress;
  const isAhead = stage === 'no-date' || stage === 'before';
  const next = isAhead ? progress.next : undefined;
  return screen(
    `## Your way to ${plain(shown.title)}`,
    examLine(shown),
    context.alt !== undefined && pictured(PICTURE, context.alt),
    progress.estimate ? estimateText(shown, progress.estimate, 'own') : notYet(progress, isAhead),
    met > 0 && line,
    met > 0 && areasText(progress.areas),
    met > 0 && basisText(shown),
    isAhead && neglectedText(progress),
    line,
    next && nextText(progress, next),
    isForRest(stage) && restText(stage),
    row(
      next && button('Start', context.start(next), { style: 'main' }),
      !isForRest(stage) &&
        context.review.due > 0 &&
        button(`Review: ${context.review.due} due`, context.review.start),
    ),
    row(button('How this is worked out', presses.how.id()), met > 0 && button('Share', presses.share.id())),
  );
}

/** What an exam that is over leaves to say: how it went, or where to go from there. */
const AFTERWARDS: Readonly<Record<'over' | 'passed', string>> = {
  over: HOW_DID_IT_GO,
  passed: 'You passed: congratulations. If you sit another, set its date with `/me exam-date:`.',
};

function restText(stage: ExamStage): string {
  return stage === 'day'
    ? 'Nothing new today: rest. Afterwards: `/certified passed`, or `/certified not-yet`.'
    : 'Nothing new today: rest.';
}

function examLine({ exam, stage, today }: Shown): string {
  if (!exam) return 'No exam date yet. Set yours with `/me exam-date:`.';
  const { date, days, own } = exam;
  if (stage === 'over' || stage === 'passed')
    return `${own ? 'Your' : 'The group’s'} exam ${days === 0 ? 'is today' : `was on ${dateInWords(date, today)}`}. ${AFTERWARDS[stage]}`;
  if (days === 0) return `${own ? 'Your' : 'The group’s'} exam is today. Good luck.`;
  return `${own ? 'Exam' : 'The group’s exam is'} on ${dateInWords(date, today)}, ${days === 1 ? 'tomorrow' : `${days} days away`}`;
}

/** The likely score, what it takes to pass, and the chance of that; in `own` words, or as others read them. */
function estimateText({ profile, stage }: Shown, estimate: Estimate, read: 'own' | 'shared'): string {
  const { pass, questions } = profile;
  const own = read === 'own';
  const when = `If ${own ? 'it' : 'the exam'} were today`;
  const mark = pass.published
    ? `${pass.right}`
    : `about ${pass.right}, the usual ${markPercent(profile)} % line: no mark is published`;
  return [
    `${stage === 'day' ? 'Today' : when}: about **${Math.round(estimate.mean)} of ${questions}**, likely ${estimate.low} to ${estimate.high}.`,
    `To pass ${own ? 'you need' : 'it takes'} ${mark}.`,
    `${own ? 'Your' : 'The'} chance to pass today: ${tenths(estimate.chance)}, if the real questions are like ours.`,
  ].join('\n');
}

function tenths(chance: number): string {
  const said = inTenths(chance);
  return said === 0 ? '**less than 1 in 10**' : `about **${said} in 10**`;
}

/** What can be said without an estimate; what it still needs only while there is time for that. */
function notYet({ met, missing, areas }: Progress, isAhead: boolean): string {
  const needs = missing
    ? `After about ${count(missing.answers, 'more question')}, most of them in ${nameOf(areas, missing.most.id)}, I can estimate your score honestly.`
    : 'With more questions I can estimate your score honestly.';
  const more = isAhead ? needs : '';
  if (met === 0) return `You have not met a question yet. ${more}`.trim();
  const [top] = areas.toSorted((one, other) => (other.share ?? 0) - (one.share ?? 0));
  const fresh = areas.filter(({ of }) => of === 0).map(({ name }) => name);
  const best = top?.share ? `So far you know most in ${top.name}.` : '';
  const isNew =
    isAhead && fresh.length > 0
      ? `${listed(fresh)} ${fresh.length === 1 ? 'is' : 'are'} still new to you.`
      : '';
  const first = [`You have met ${count(met, 'question')}.`, more].filter(Boolean).join(' ');
  return `${first}\n\n${[best, isNew].filter(Boolean).join(' ')}`.trim();
}

function nameOf(areas: readonly AreaProgress[], id: string): string {
  return areas.find((area) => area.id === id)?.name ?? id;
}

const TRENDS: Readonly<Record<Trend, string>> = {
  rising: ', rising',
  steady: ', steady',
  falling: ', falling',
  unclear: '',
};

function areasText(areas: readonly AreaProgress[]): string {
  return areas
    .map(({ name, right, of, share, trend }) => {
      const percent = share === undefined ? '' : ` (${Math.round(share * 100)} %)`;
      return `${name}: ${of === 0 ? 'not yet' : `${right} of ${of} right${percent}${TRENDS[trend]}`}`;
    })
    .join('\n');
}

function basisText({ progress }: Shown): string {
  const { thumb, met } = progress;
  return `Based on the first try at ${count(met, 'question')}. ${thumbText(thumb)}`;
}

function thumbText({ sat, reached }: Thumb): string {
  if (sat < THUMB.exams) return `Mock exams with new questions: ${sat}. The guides advise ${THUMB.exams}.`;
  const eighty = `${THUMB.share * 100} %`;
  return reached
    ? `The last ${THUMB.exams} mock exams were all at ${eighty} or more, as the guides advise.`
    : `The guides advise ${eighty} or more in each of the last ${THUMB.exams} mock exams.`;
}

function neglectedText({ neglected, met }: Progress): string {
  return neglected
    .map(({ name, of, weight }) => {
      const share = Math.round((of / met) * 100);
      return `${name} is ${Math.round(weight)} % of the exam and ${share} % of your practice.`;
    })
    .join('\n');
}

function nextText({ estimate }: Progress, next: AreaProgress): string {
  const length = `${count(QUESTIONS.default, 'question')}, ${count(minutesFor(QUESTIONS.default), 'minute')}.`;
  return estimate
    ? `Most to win: ${next.name}, about ${count(Math.max(1, Math.round(next.toWin)), 'mark')}. ${length}`
    : `Next: ${next.name}, ${length}`;
}

/** What a member posts for everybody: the figures, and nothing to press. */
export function sharedScreen(name: string, shown: Shown, alt: string | undefined): Screen {
  const { progress } = shown;
  return screen(
    `## ${shownName(name)} on the way to ${plain(shown.title)}`,
    alt !== undefined && pictured(PICTURE, alt),
    progress.estimate && estimateText(shown, progress.estimate, 'shared'),
    areasText(progress.areas),
    basisText(shown),
  );
}

/** Asks before the figures are shown to a whole channel. */
export function askToShare({ progress }: Shown, channel: string): Screen {
  return screen(
    `Post this in <#${channel}>? Everybody there would see ${progress.estimate ? 'your likely score, your chance to pass and ' : ''}what you got right in each domain.`,
    row(
      button('Post it', presses.post.id(), { style: 'main' }),
      button('Keep it to myself', presses.keep.id()),
    ),
  );
}

/** Said while their figures are posted, and then. */
export const SHARING = 'It is being posted.';
export const SHARED = 'It is posted.';

/** Said to who would rather not. */
export const KEPT = 'Nothing was posted.';

/** How the figures come about, in plain words. */
export function howScreen(profile: Profile): Screen {
  return screen(
    '## How this is worked out',
    [
      'Only your **first attempt** at each question counts, since later ones know the question. Guesses count too: they earn marks in the exam as well.',
      'Mock exams count in full, what can be looked up counts half, and what is long ago or many questions back counts less.',
      `From that I work out how likely you are to be right in each domain, and from those how many of ${profile.questions} you would get. The range holds your score eight times in ten.`,
      'I say it only when the range is narrow enough to mean something, never more than 9 in 10, and always **if the real questions are like ours**. On thousands of simulated learners about as many passed as I had said.',
    ].join('\n\n'),
  );
}
