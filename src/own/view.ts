import { z } from 'zod';
import { button, line, row, type Screen, screen, shownFile } from '../discord/components.ts';
import { route } from '../discord/custom-id.ts';
import { count, listed, moment, plain, plainIn } from '../discord/text.ts';
import { type Correction, MOST, type OwnPack } from './rules.ts';
import type { Draft, Taken } from './service.ts';

const DraftId = z.string().regex(/^[a-z0-9]{8,16}$/);
const Moment = z
  .string()
  .regex(/^\d{1,15}$/)
  .transform(Number);

/** Everything that can be pressed about a server's own pack. */
export const presses = {
  accept: route('import', 'accept', z.tuple([DraftId, z.enum(['all', 'explained'])])),
  discard: route('import', 'discard', z.tuple([DraftId])),
  use: route('import', 'use', z.tuple([])),
  ask: route('import', 'ask', z.tuple([])),
  /** Which pack: the one that was taken then. Buttons from before that was carried name none. */
  remove: route('import', 'remove', z.union([z.tuple([Moment]), z.tuple([])])),
  keep: route('import', 'keep', z.tuple([])),
};

const MOST_REFUSED = 8;
const MOST_NOTES = 2;
const MOST_TOPICS = 6;
const MOST_LOST = 3;

/** What a file holds, before it counts. `hasFile` says that all that was refused comes as a file with it. */
export function draftScreen(draft: Draft, hasFile: boolean): Screen {
  const { pack, refused, notes, replaces, planLoses, sample } = draft;
  const unexplained = pack.questions - pack.explained;
  const some = pack.questions > 0;
  return screen(
    `## ${count(pack.questions, 'question')} read${refused.length > 0 ? `, ${refused.length.toLocaleString('en-US')} refused` : ''}`,
    !some && nothingLine(refused),
    some && `**${plain(pack.title)}**: ${topicsLine(pack)}. Nothing is asked from it yet.`,
    sample && `The first one: ${plainIn(sample.stem, 80)}`,
    some && replaces && replacesLine(replaces, planLoses),
    some && unexplained > 0 && unexplainedLine(pack, unexplained),
    notes.length + refused.length > 0 && line,
    notes.length > 0 && noteLines(notes),
    refused.length > 0 && refusedLines(refused),
    hasFile && shownFile('refused.txt'),
    row(
      some &&
        button(takeLabel(pack.questions, unexplained > 0), presses.accept.id(pack.id, 'all'), {
          style: 'main',
        }),
      pack.explained > 0 &&
        unexplained > 0 &&
        button(
          pack.explained === 1 ? 'Only the explained one' : `Only the ${pack.explained} explained`,
          presses.accept.id(pack.id, 'explained'),
        ),
      some && button('Cancel', presses.discard.id(pack.id)),
    ),
  );
}

/** The number says what else there is to choose; of one question there is nothing. */
function takeLabel(questions: number, some: boolean): string {
  if (questions === 1) return 'Take it';
  return some ? `Take all ${questions}` : 'Take them';
}

function nothingLine(refused: Draft['refused']): string {
  return refused.length > 0
    ? 'There is nothing to take yet. Below is why; mend it in the file and send it again with `/setup import`.'
    : 'I found no question in it. Please look whether it is the file you meant, and send it again with `/setup import`.';
}

function topicsLine({ topics }: Pick<OwnPack, 'topics'>): string {
  return someOf(
    topics.map(({ name }) => name),
    MOST_TOPICS,
  );
}

function someOf(names: readonly string[], most: number): string {
  const shown = names.slice(0, most).map(plain);
  return listed(names.length > most ? [...shown, `${names.length - most} more`] : shown);
}

/** What the plan still names, and what to do about it. */
function planLine(planLoses: readonly string[]): string {
  const gone = count(planLoses.length, 'topic that is', 'topics that are');
  return `The plan’s weeks to come have ${gone} not in it: ${someOf(planLoses, MOST_LOST)}.`;
}

function replacesLine({ same, fresh, gone }: Correction, planLoses: Draft['planLoses']): string {
  const stays =
    planLoses.length === 0
      ? 'plan and settings stay.'
      : `settings stay. ${planLine(planLoses)} Once you take it, \`/plan move\` lays them out anew.`;
  const takes = `It takes the place of what this server has; ${stays}`;
  if (same === 0) return `${takes} No question is the same as before, so reviews begin anew.`;
  const others = [
    ...(fresh > 0 ? [count(fresh, 'is new', 'are new')] : []),
    ...(gone > 0 ? [count(gone, 'is gone', 'are gone')] : []),
  ];
  const kept = `${count(same, 'question is', 'questions are')} the same as before and ${same === 1 ? 'keeps its' : 'keep their'} reviews`;
  return `${takes} ${[kept, ...others].join(', ')}.`;
}

function unexplainedLine({ questions }: OwnPack, unexplained: number): string {
  const some = count(unexplained, 'does not have', 'do not have');
  const which = questions === 1 ? 'It does not have' : unexplained === questions ? 'None has' : some;
  return `${which} an explanation for every option: members would see which is right, and not why. Mock exams leave them out in any case.`;
}

function noteLines(notes: Draft['notes']): string {
  const shown = notes
    .slice(0, MOST_NOTES)
    .map(
      (one) => `- ${plainIn(one.name === '' ? one.note : `line ${one.line}, ${one.name}: ${one.note}`, 130)}`,
    );
  const more = notes.length > shown.length ? `The file below names all ${notes.length}.` : '';
  return ['**Please look**', ...shown, more].filter(Boolean).join('\n');
}

function refusedLines(refused: Draft['refused']): string {
  const shown = refused
    .slice(0, MOST_REFUSED)
    .map(({ line: at, name, reason }) => `- line ${at}, ${plainIn(name, 40)}: ${plainIn(reason, 120)}`);
  const more = refused.length - shown.length;
  return ['**Refused**', ...shown, more > 0 ? `The file below names all ${refused.length}.` : '']
    .filter(Boolean)
    .join('\n');
}

/** Every refused entry and every note as a text file, where there are more than the screen shows. */
export function refusedFile({ refused, notes }: Draft): string | undefined {
  if (refused.length <= MOST_REFUSED && notes.length <= MOST_NOTES) return undefined;
  const lines = [
    ...notes.map(({ line: at, name, note }) => `line ${at}, taken: ${name === '' ? '' : `${name}: `}${note}`),
    ...refused.map(({ line: at, name, reason }) => `line ${at}: ${name}: ${reason}`),
  ];
  return `${lines.join('\n')}\n`;
}

/** After a file was taken. */
export function acceptedScreen(pack: Taken): Screen {
  return screen(
    '## Taken',
    `**${plain(pack.title)}** is a pack of this server now. \`/setup pack\` chooses it; \`/setup daily\` can use it in one channel.`,
    pack.planLoses.length > 0 && `${planLine(pack.planLoses)} \`/plan move\` lays them out anew.`,
    row(button('Use it for this server', presses.use.id(), { style: 'main' })),
  );
}

/** Said when the draft is not there any more. */
export const DRAFT_GONE = 'That file is not waiting any more. Send it again with `/setup import`.';

/** After a draft was thrown away. */
export function discardedScreen(): Screen {
  return screen('Nothing was taken. What this server has stays as it was.');
}

/** `/setup import` without a file: what this server has, or how to begin. */
export function ownScreen(pack: OwnPack | undefined, note?: string): Screen {
  if (!pack) {
    return screen(
      note,
      '## Your own questions',
      `Send a file with \`/setup import file:\`. I read Moodle GIFT and XML, Aiken, CSV with a line of column names, and Open Trivia DB JSON: up to ${MOST.questions.toLocaleString('en-US')} questions and 1 MB. You see what it holds before it counts.`,
    );
  }
  return screen(
    note,
    `## ${plain(pack.title)}`,
    `${count(pack.questions, 'question')}, ${explainedInWords(pack)}, since ${moment(pack.at, 'D')}: ${topicsLine(pack)}. A new file takes their place; what is in both keeps its reviews.`,
    row(
      button('Use it for this server', presses.use.id(), { style: 'main' }),
      button('Remove it', presses.ask.id(), { style: 'danger' }),
    ),
  );
}

function explainedInWords({ questions, explained }: OwnPack): string {
  if (questions === 1) return explained === 1 ? 'explained' : 'not explained';
  if (explained === questions) return 'all explained';
  return explained === 0 ? 'none explained' : `${explained.toLocaleString('en-US')} of them explained`;
}

/** Asks once more before a pack is removed. */
export function removeScreen(pack: OwnPack): Screen {
  return screen(
    '## Remove this server’s own questions?',
    `The ${count(pack.questions, 'question')} of **${plain(pack.title)}** are deleted, and where they were used the bot’s own pack is used again. What members earned stays.`,
    row(
      button('Remove them', presses.remove.id(pack.at), { style: 'danger' }),
      button('Keep them', presses.keep.id(), { style: 'main' }),
    ),
  );
}

/** Said where a pack was to be removed that is not there any more: another moderator was faster. */
export const NOT_REMOVED =
  'Nothing was removed: what this server has changed meanwhile. This is how it is now.';

/** After the pack was removed. */
export function removedScreen(): Screen {
  return screen('## Removed', 'This server’s own questions are gone. `/setup import` takes new ones.');
}
