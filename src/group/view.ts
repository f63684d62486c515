import { z } from 'zod';
import { type Button, button, line, row, type Screen, screen } from '../discord/components.ts';
import { carried, route } from '../discord/custom-id.ts';
import { count, moment, plain, shownName } from '../discord/text.ts';
import type { Form } from '../exam/rules.ts';
import { firstWords } from '../packs/view.ts';
import { BEGIN_WITHIN, beginUntil, FIGURES_FROM, type Group, groupEnds, type Spread } from './rules.ts';
import type { GroupState } from './service.ts';

const GroupId = z.string().regex(/^[a-z0-9]{8,16}$/);

/** Everything that can be pressed on a group exam's screens, all of them in the server. */
export const presses = {
  join: route('group', 'join', z.tuple([GroupId])),
  begin: route('group', 'begin', z.tuple([GroupId])),
  callOff: route('group', 'call-off', z.tuple([GroupId])),
  result: route('group', 'result', z.tuple([GroupId])),
  /** Asks before one's score is posted. Also on the report in direct messages, so it carries the server, as do those that follow. */
  publish: route('group', 'publish', z.tuple([carried.snowflake, GroupId])),
  post: route('group', 'post', z.tuple([carried.snowflake, GroupId])),
  keep: route('group', 'keep', z.tuple([carried.snowflake, GroupId])),
  takeBack: route('group', 'take-back', z.tuple([carried.snowflake, GroupId])),
};

const STEM_WORDS = 80;

/** The public screen of the present phase. */
export function publicScreen(guild: string, state: GroupState): Screen {
  const { group } = state;
  if (group.phase === 'invited') return invitation(state);
  return group.phase === 'open' ? openScreen(state) : summaryScreen(guild, state);
}

/** What every screen of a group exam carries, to find its message again after a crash. */
export function markOf(group: Pick<Group, 'id'>): string {
  return `:${group.id}"`;
}

function about(form: Form): string {
  return `${form.name}: ${count(form.questions, 'question')}, ${count(form.minutes, 'minute')}`;
}

const BEGIN_MINUTES = BEGIN_WITHIN / 60_000;

function invitation({ group, joined }: GroupState): Screen {
  return screen(
    `## Group exam: ${moment(group.startsAt, 'F')}\n${about(group.form)}. Everybody sits the same questions, each in private.`,
    `At that time this message shows “Start my exam”. You can begin within ${BEGIN_MINUTES} minutes and then have the full time.`,
    `At the end the channel sees how the group did, never a single score: figures appear only from ${FIGURES_FROM} people on.`,
    joined === 0 ? 'Nobody has joined yet.' : `${count(joined, 'person has', 'people have')} joined.`,
    row(button('Join', presses.join.id(group.id), { style: 'main' })),
  );
}

function openScreen({ group, joined, begun }: GroupState): Screen {
  return screen(
    `## The group exam is on\n${about(group.form)}. Begin by ${moment(beginUntil(group), 't')}; you have the full time from then on.`,
    joined === 0
      ? 'Nobody has joined yet. Who begins is in.'
      : `${begun} of ${joined} ${joined === 1 ? 'has' : 'have'} begun.`,
    `The summary comes here when all have handed in, by ${moment(groupEnds(group), 't')} at the latest.`,
    row(button('Start my exam', presses.begin.id(group.id), { style: 'main' })),
  );
}

function summaryScreen(guild: string, { group, questions }: GroupState): Screen {
  const { form, summary } = group;
  if (summary?.notHeld === 'called-off') return calledOffScreen(group);
  if (summary?.notHeld) return screen(`## The group exam could not begin\n${NOT_DRAWN[summary.notHeld]}`);
  const sat = summary?.sat ?? 0;
  const figures = summary?.figures;
  const buttons = row(
    button('My result', presses.result.id(group.id), { style: 'main' }),
    button('Publish my score', presses.publish.id(guild, group.id)),
  );
  if (!figures) {
    return screen(
      `## The group exam is over\n${sat === 0 ? 'Nobody sat it this time.' : `${count(sat, 'person', 'people')} took part.`}`,
      sat > 0 &&
        `Group figures appear where at least ${FIGURES_FROM} took part whose score is not published, so that nobody’s can be worked out.`,
      sat > 0 && buttons,
    );
  }
  const missed = figures.missed.map(({ number, missed: times, of }) => {
    const question = questions.get(number);
    const words = question ? `, ${plain(question.topicName)}: ${firstWords(question, STEM_WORDS)}` : '';
    return `Question ${number}${words} (${times} of ${of} missed it)`;
  });
  return screen(
    `## The group exam is over\n${count(sat, 'person', 'people')} took part. On average **${rounded(figures.total.mean)} of ${form.questions}** right, ${within(figures.total, form.questions)}.`,
    form.domains
      .map(({ name, count: of }, place) => {
        const spread = figures.domains[place];
        return spread ? `${name}: **${rounded(spread.mean)} of ${of}**, ${within(spread, of)}` : '';
      })
      .filter(Boolean)
      .join('\n'),
    missed.length > 0 && line,
    missed.length > 0 && `Missed most\n${missed.join('\n')}`,
    buttons,
  );
}

const NOT_DRAWN = {
  'pack-missing':
    'The question pack of this server is gone. A moderator can choose another with `/setup pack`; then `/exam group` plans a new one.',
  'few-questions':
    'There are not enough questions left for this form of the exam. Another form may work: `/exam group profile:`.',
} as const;

function rounded(value: number): string {
  return value.toFixed(1).replace(/\.0$/, '');
}

/** One standard deviation around the mean, in whole questions and within the exam. */
function within({ mean, deviation }: Spread, of: number): string {
  const least = Math.max(0, Math.round(mean - deviation));
  const most = Math.min(of, Math.round(mean + deviation));
  return least === most ? `most at ${least}` : `most between ${least} and ${most}`;
}

/** Somebody's own score, as it is published. */
export type Score = { readonly name: string; readonly form: Form; readonly right: number };

/** Posted when somebody publishes their own score. */
export function publishedScreen({ name, form, right }: Score): Screen {
  return screen(`${shownName(name)} got **${right} of ${form.questions}** in the group exam.`);
}

/** Asks before a score is published, in the words that everybody would read. */
export function askToPublish(
  guild: string,
  id: string,
  { score, channel }: { readonly score: Score; readonly channel: string },
): Screen {
  const { name, form, right } = score;
  return screen(
    `Post “${shownName(name)} got ${right} of ${form.questions} in the group exam.” in <#${channel}>?`,
    row(postButton(guild, id), button('Keep it to myself', presses.keep.id(guild, id))),
  );
}

function postButton(guild: string, id: string): Button {
  return button('Post it', presses.post.id(guild, id), { style: 'main' });
}

/** Said to who would rather not. */
export const KEPT = 'Your score stays with you: nothing was posted.';

/** Said to who published theirs just now, in that channel, or `before`, with the way back. */
export function postedScreen(
  guild: string,
  id: string,
  where: { readonly channel: string } | 'before',
): Screen {
  return screen(
    where === 'before' ? 'Your score is published already.' : `Your score is posted in <#${where.channel}>.`,
    row(button('Take it back', presses.takeBack.id(guild, id))),
  );
}

/** Said where a score could not be posted: the channel is closed to us, or it may work later. */
export function notPostedScreen(guild: string, id: string, why: 'closed' | 'passing'): Screen {
  return why === 'closed'
    ? screen('I cannot post in the channel of the group exam any more, so your score was not published.')
    : screen(
        'Your score could not be posted just now. Please try again in a minute.',
        row(postButton(guild, id)),
      );
}

/** What came of taking a score back. */
export const TAKEN_BACK = {
  done: 'Taken back: the message with your score is deleted. Who saw it may remember it.',
  none: 'No message with your score stands in the channel.',
} as const;

/** Said where the message could not be deleted: the channel is closed to us, or it may work later. */
export function notTakenBackScreen(guild: string, id: string, why: 'closed' | 'passing'): Screen {
  return why === 'closed'
    ? screen('I cannot reach that channel any more. A moderator can delete the message there.')
    : screen(
        'The message could not be deleted just now. Please try again in a minute.',
        row(button('Take it back', presses.takeBack.id(guild, id))),
      );
}

/** Said to who joins. */
export function joinedInWords(group: Group): string {
  if (group.phase === 'open') return 'You are in. Press “Start my exam” when you are ready.';
  const notHeld = group.summary?.notHeld;
  if (notHeld === 'called-off') return 'This group exam was called off. `/exam group` plans another.';
  if (notHeld) return `This group exam could not begin. ${NOT_DRAWN[notHeld]}`;
  if (group.phase === 'over') return 'This group exam is over. `/exam group` plans another.';
  return `You are in. On ${moment(group.startsAt, 'F')} (${moment(group.startsAt, 'R')}) the message here shows “Start my exam”. Keep ${count(group.form.minutes, 'minute')} free.`;
}

/** Why somebody cannot begin now. */
export function notNowInWords(kind: 'early' | 'late', group: Group): string {
  return kind === 'early'
    ? `It begins at ${moment(group.startsAt, 't')}. Come back then.`
    : `It could be begun until ${moment(beginUntil(group), 't')}. \`/exam start\` begins one of your own at any time.`;
}

/** Why no group exam can be planned here; `callOff` is the one that is in the way, where this member may call it off. */
export function busyScreen(callOff: string | undefined): Screen {
  return screen(
    'This channel has a group exam already. Another can be planned when that one is over.',
    callOff !== undefined && row(callOffButton(callOff)),
  );
}

/** Why a score is not published. */
export const NOT_PUBLISHED = {
  none: 'You have no score in this group exam to publish.',
  'too-few': `Fewer than ${FIGURES_FROM} others would be left whose score nobody knows, and theirs could be worked out from the group’s. So I do not post it.`,
} as const;

/** Said to who planned it. */
export function plannedScreen(group: Group): Screen {
  return screen(
    `## Planned for ${moment(group.startsAt, 'F')}`,
    `The invitation is in this channel. ${count(group.form.questions, 'question')}, ${count(group.form.minutes, 'minute')}; at that time it shows “Start my exam”. You take part like everybody else: press Join.`,
    row(callOffButton(group.id)),
  );
}

function callOffButton(id: string): Button {
  return button('Call it off', presses.callOff.id(id), { style: 'danger' });
}

/** What stands where a group exam was called off, for all and for who did it. */
export function calledOffScreen({ startsAt }: Pick<Group, 'startsAt'>): Screen {
  return screen(
    `## The group exam is called off\nIt was planned for ${moment(startsAt, 'F')}. \`/exam group\` plans another.`,
  );
}

/** Said to who called it off. */
export const CALLED_OFF = 'It is called off, and the channel says so. `/exam group` plans another.';

/** Why a group exam is not called off. */
export const NOT_CALLED_OFF = {
  begun: 'Somebody has begun it already, so it goes on. The summary comes when all have handed in.',
  over: 'It is over already.',
  'not-yours': 'Who planned it, or may manage the server, can call it off.',
} as const;

/** Said to who looks for a result and has none. */
export const NOT_SAT = 'You did not sit this group exam. `/exam start` begins one of your own.';

/** Said where the bot cannot post. */
export const CANNOT_POST =
  'I cannot post in this channel. A moderator can give me View Channel, Send Messages, Embed Links and Read Message History.';

/** Said when a time could not be read. */
export const BAD_TIME =
  'I do not understand that time. Examples: `18:30`, `tomorrow 9:00`, `sat 10:00`, `2026-12-05 18:30`.';

/** Said when a time is past, or too far ahead. */
export const WRONG_TIME = 'Choose a time from now on, within the next 30 days.';
