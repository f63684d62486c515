import { button, line, menu, pictured, row, type Screen, screen } from '../discord/components.ts';
import { count, listed, moment } from '../discord/text.ts';
import { markPercent } from '../packs/rules.ts';
import { letter } from '../packs/snapshot.ts';
import { questionText, rightLetters, sourceLine, whyNot, whyRight } from '../packs/view.ts';
import { type Bars, markOf } from '../picture/bars.ts';
import type { Scores } from '../picture/scores.ts';
import { minutesFor } from '../practice/rules.ts';
import { type Exam, type Form, minutesUsed, missedOnScreen } from './rules.ts';
import type { Reported } from './service.ts';
import { inWords, PICTURE, presses } from './view.ts';

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
