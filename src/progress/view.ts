import { z } from 'zod';
import { button, line, pictured, row, type Screen, screen } from '../discord/components.ts';
import { route } from '../discord/custom-id.ts';
import { count, dateInWords, listed, plain, shownName } from '../discord/text.ts';
import type { Profile } from '../packs/schema.ts';
import { barsPicture, markOf } from '../picture/bars.ts';
import type { Picture } from '../picture/svg.ts';
import { minutesFor, QUESTIONS } from '../practice/rules.ts';
import { type Estimate, inTenths } from '../readiness/rules.ts';
import { type AreaProgress, type Progress, THUMB, type Thumb, type Trend } from './rules.ts';
import type { Shown } from './service.ts';

/** Everything that can be pressed about progress. */
export const presses = {
  show: route('progress', 'show', z.tuple([])),
  how: route('progress', 'how', z.tuple([])),
  share: route('progress', 'share', z.tuple([])),
};

/** The picture's name on the screen. */
export const PICTURE = 'progress.png';

/** The shares of all domains as bars; undefined while nothing was answered. */
export function progressPicture({ profile, progress }: Shown): Picture | undefined {
  if (progress.met === 0) return undefined;
  const bars = progress.areas.map(({ name, right, of, weight }) => ({ name, right, of, weight }));
  return barsPicture({ title: 'Right on first attempts', bars, mark: markOf(profile) });
}

/** A member's way to the exam. `review` is how much is due, with a button that starts it; `alt` goes with the picture. */
export function progressScreen(
  shown: Shown,
  context: {
    readonly alt: string | undefined;
    readonly start: (area: AreaProgress) => string;
    readonly review: { readonly due: number; readonly start: string };
  },
): Screen {
  const { progress } = shown;
  const { next, met } = progress;
  return screen(
    `## Your way to ${plain(shown.title)}`,
    examLine(shown),
    context.alt !== undefined && pictured(PICTURE, context.alt),
    progress.estimate ? estimateText(shown, progress.estimate) : notYet(progress),
    met > 0 && line,
    met > 0 && areasText(progress.areas),
    met > 0 && basisText(shown),
    neglectedText(progress),
    line,
    next && nextText(progress, next),
    row(
      next && button('Start', context.start(next), { style: 'main' }),
      context.review.due > 0 && button(`Review: ${context.review.due} due`, context.review.start),
    ),
    row(button('How this is worked out', presses.how.id()), met > 0 && button('Share', presses.share.id())),
  );
}

function examLine({ exam }: Shown): string {
  if (!exam) return 'No exam date yet. Set yours with `/me exam-date:`.';
  const { date, days, own } = exam;
  if (days < 0)
    return `Your exam was on ${dateInWords(date)}. If you sit another, set its date with \`/me exam-date:\`.`;
  if (days === 0) return `${own ? 'Your' : 'The group’s'} exam is today. Good luck.`;
  return `${own ? 'Exam' : 'The group’s exam is'} on ${dateInWords(date)}, ${days === 1 ? 'tomorrow' : `${days} days away`}`;
}

function estimateText({ profile }: Shown, estimate: Estimate): string {
  const { pass, questions } = profile;
  const mark = pass.published ? `The pass mark is ${pass.right}` : `The usual line is ${pass.right}`;
  return [
    `If it were today: about **${Math.round(estimate.mean)} of ${questions}**, likely ${estimate.low} to ${estimate.high}.`,
    `${mark}, so ${tenths(estimate.chance)}, if the real questions are like ours.`,
  ].join('\n');
}

function tenths(chance: number): string {
  const said = inTenths(chance);
  return said === 0 ? '**less than 1 in 10**' : `about **${said} in 10**`;
}

function notYet({ met, missing, areas }: Progress): string {
  const more = missing
    ? `After about ${count(missing.answers, 'more question')}, most of them in ${nameOf(areas, missing.most.id)}, I can estimate your score honestly.`
    : 'With more questions I can estimate your score honestly.';
  if (met === 0) return `You have not met a question yet. ${more}`;
  const tried = areas.filter(({ of }) => of > 0).toSorted((one, other) => shareOf(other) - shareOf(one));
  const fresh = areas.filter(({ of }) => of === 0).map(({ name }) => name);
  const best = tried[0] && shareOf(tried[0]) > 0 ? `So far you know most in ${tried[0].name}.` : '';
  const isNew =
    fresh.length > 0 ? `${listed(fresh)} ${fresh.length === 1 ? 'is' : 'are'} still new to you.` : '';
  return `You have met ${count(met, 'question')}. ${more}\n\n${[best, isNew].filter(Boolean).join(' ')}`.trim();
}

function nameOf(areas: readonly AreaProgress[], id: string): string {
  return areas.find((area) => area.id === id)?.name ?? id;
}

function shareOf({ right, of }: AreaProgress): number {
  return of === 0 ? 0 : right / of;
}

const TRENDS: Readonly<Record<Trend, string>> = {
  rising: ', rising',
  steady: ', steady',
  falling: ', falling',
  unclear: '',
};

function areasText(areas: readonly AreaProgress[]): string {
  return areas
    .map((area) => {
      const share = area.of === 0 ? 'not yet' : `${Math.round(shareOf(area) * 100)} % of ${area.of}`;
      return `${area.name}  ${share}${TRENDS[area.trend]}`;
    })
    .join('\n');
}

function basisText({ progress }: Shown): string {
  const { thumb, met } = progress;
  return `Based on ${count(met, 'new question')}. ${thumbText(thumb)}`;
}

function thumbText({ sat, reached }: Thumb): string {
  const full = `Full timed exams: ${sat} of ${THUMB.exams}`;
  if (sat < THUMB.exams) return `${full}.`;
  const eighty = `${THUMB.share * 100} %`;
  return reached
    ? `${full}, the last three all at ${eighty} or more, as the guides advise.`
    : `${full}; the guides advise ${eighty} or more in each of the last three.`;
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
    progress.estimate && estimateText(shown, progress.estimate).replaceAll('If it were', 'If the exam were'),
    areasText(progress.areas),
    basisText(shown),
  );
}

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
