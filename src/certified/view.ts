import { z } from 'zod';
import {
  button,
  line,
  type Part,
  type PublicMessage,
  publicPost,
  row,
  type Screen,
  screen,
} from '../discord/components.ts';
import { carried, route } from '../discord/custom-id.ts';
import { cut, LIMITS } from '../discord/limits.ts';
import type { RoleProblem } from '../discord/messenger.ts';
import { count, dateInShort, dateInWords, dateWithYear, ordinal, plain, shownName } from '../discord/text.ts';
import type { CertifiedSettings } from '../guild/rules.ts';
import type { NextSteps } from '../packs/schema.ts';
import { factLine } from '../packs/view.ts';
import { daysBetween, plusDays } from '../schedule/dates.ts';
import type { Certified, Stretch } from './rules.ts';
import type { Comeback, Shown } from './service.ts';

/** Everything that can be pressed about passed exams. */
export const presses = {
  decide: route('certified', 'decide', z.tuple([carried.snowflake, z.enum(['yes', 'no']), carried.word])),
  undo: route('certified', 'undo', z.tuple([])),
  /** A page of the wall of fame, from 0. */
  wall: route('certified', 'wall', z.tuple([carried.page])),
  share: route('certified', 'share', z.tuple([])),
  /** On the public message: whose it is tells it apart after a crash. */
  look: route('certified', 'look', z.tuple([carried.snowflake])),
};

const A_PAGE = 10;
/** So many requests fit on one screen with their buttons. */
const MOST_WAITING = 8;

/** What stands on the public message and nowhere else. */
export function markOf(member: string): string {
  return presses.look.id(member);
}

/** What stands on a moderator's request and nowhere else. */
export function requestMarkOf(member: string, pack: string): string {
  return presses.decide.id(member, 'yes', pack);
}

/** The public message. Nobody is pinged by it. */
export function congratulation(told: {
  readonly member: string;
  readonly name: string;
  readonly exam: string;
  readonly date: string;
  /** The how manyth it is in this server. */
  readonly place: number;
}): PublicMessage {
  const name = shownName(told.name);
  return publicPost({
    title: `${name} has passed the exam`,
    description: [
      `**Congratulations!** ${plain(told.exam)}, passed on ${dateWithYear(told.date)}.`,
      told.place === 1
        ? 'The first of this server. Who is next?'
        : `The ${ordinal(told.place)} of this server. Who is next?`,
    ].join('\n'),
    components: [row(button('Wall of fame', presses.look.id(told.member)))],
  });
}

/** Asks the moderators. */
export function requestMessage(asked: {
  readonly member: string;
  readonly pack: string;
  readonly name: string;
  readonly exam: string;
  readonly date: string;
  /** Whether there is a channel to congratulate in. */
  readonly tells: boolean;
}): PublicMessage {
  const then = asked.tells
    ? 'I congratulate in the group’s channel'
    : 'it stands on the wall of fame; there is no channel to congratulate in';
  return publicPost({
    title: `Passed? ${shownName(asked.name)} says so`,
    description: `${plain(asked.exam)}, on ${dateWithYear(asked.date)}. With your word ${then}.`,
    components: [
      row(
        button('Approve', presses.decide.id(asked.member, 'yes', asked.pack), { style: 'main' }),
        button('Decline', presses.decide.id(asked.member, 'no', asked.pack)),
      ),
    ],
  });
}

/** The request after it was approved. One that was declined is deleted: it would name somebody whom nobody believed. */
export function approvedMessage(name: string, by: string): PublicMessage {
  return publicPost({
    title: `Approved: ${shownName(name)}`,
    description: `By ${shownName(by)}.`,
    components: [],
  });
}

/** What a moderator is told after deciding. */
export function decidedInWords(yes: boolean): string {
  return yes ? 'Approved.' : 'Declined. I tell nobody; a word from you helps them to understand.';
}

/** Where a pass stands after `/certified passed`, for its member. */
export type Outcome = {
  readonly certified: Certified;
  /** Whether the server gives a role. */
  readonly givesRole: boolean;
  /** Whether there is a channel to tell it in. */
  readonly tells: boolean;
};

/** After `/certified passed`. */
export function passedScreen(shown: {
  readonly exam: string;
  readonly date: string;
  readonly today: string;
  readonly again: boolean;
  readonly outcome: Outcome;
  readonly next: NextSteps | undefined;
}): Screen {
  const { exam, date, today, again, outcome, next } = shown;
  const when = date === today ? 'today' : `on ${dateWithYear(date)}`;
  return screen(
    `## Congratulations, you passed\n${plain(exam)}, ${when}.${again ? ' You had told me before; the date is as you say now.' : ''}`,
    outcomeInWords(outcome),
    next && next.badge.length > 0 && line,
    next && next.badge.length > 0 && `**Your badge**\n${next.badge.map(factLine).join('\n')}`,
    next &&
      next.exams.length > 0 &&
      `**What may come next**\n${next.exams.map((one) => `**${one.name}**: ${factLine(one)}`).join('\n')}`,
    line,
    row(button('Wall of fame', presses.wall.id(0)), button('Take it back', presses.undo.id())),
  );
}

function outcomeInWords({ certified: { stage, post, role }, givesRole, tells }: Outcome): string {
  if (stage === 'quiet')
    return 'You are hidden here, so I tell nobody and give no role. If you show yourself again with `/me`, say it once more.';
  if (stage === 'asked')
    return `A moderator looks at it first. ${tells ? 'Then I tell the others.' : 'Then it stands on the wall of fame.'} If you hear nothing in a few days, ask a moderator.`;
  // Discord did not take it, or does not answer: a tick does it.
  if (stage === 'telling')
    return 'I could not tell the others just now. I try again every minute, and there is nothing you need to do.';
  const told = post
    ? `I told <#${post.channel}>.`
    : 'There is no channel where I could tell it, so it stands on the wall of fame alone.';
  if (!givesRole) return told;
  return role
    ? `${told} You have the role of those who passed.`
    : `${told} I could not give you the role; the moderators see why in \`/setup certified\`.`;
}

/** Said after `/certified undo`; `standing` when something of it still stands, since Discord did not take it yet. */
export function undoneInWords({
  found,
  standing,
}: {
  readonly found: boolean;
  readonly standing: boolean;
}): string {
  if (!found) return 'There is nothing to take back. `/certified passed` is for the day on which you pass.';
  return standing
    ? 'You are off the wall of fame. What else I told still stands, since Discord does not answer. I take it back as soon as it does.'
    : 'Taken back: nothing here says any more that you passed.';
}

/** `/leaderboard period:certified`: who passed, newest first. */
export function wallScreen(all: readonly Shown[], asked: number, isShared = false): Screen {
  const pages = Math.max(1, Math.ceil(all.length / A_PAGE));
  const page = Math.min(asked, pages - 1);
  const lines = all
    .slice(page * A_PAGE, (page + 1) * A_PAGE)
    .map(({ person, certified }) => `${shownName(person.name)}, ${dateWithYear(certified.date)}`);
  const people = new Set(all.map(({ member }) => member)).size;
  return screen(
    `## Wall of fame\n${people === 0 ? 'Nobody has passed yet.' : `${count(people, 'person has', 'people have')} passed.`}${pages > 1 ? ` Page ${page + 1} of ${pages}.` : ''}`,
    lines.length > 0 ? lines.join('\n') : 'The first name here may be yours: `/certified passed` on the day.',
    !isShared &&
      row(
        page > 0 && button('Earlier', presses.wall.id(page - 1)),
        page < pages - 1 && button('Later', presses.wall.id(page + 1)),
        all.length > 0 && button('Share', presses.share.id()),
      ),
  );
}

/** `/certified not-yet`: when one may try again, and two weeks until then. */
export function notYetScreen(shown: {
  readonly comeback: Comeback;
  readonly retake: NextSteps['retake'];
  /** The day of the attempt, and the first on which another may follow where that is known. */
  readonly attempt: string;
  readonly again: string | undefined;
  readonly today: string;
  readonly nameOf: (topic: string) => string;
  /** What "Start" does. */
  readonly start: string;
  /** What "This is my date" does, with the date. */
  readonly mine: { readonly date: string; readonly id: string };
}): Screen {
  const { comeback, retake, attempt, again, today, nameOf, start, mine } = shown;
  const when =
    again === undefined
      ? 'When you may try again is for the exam’s provider to say; look it up before you book.'
      : `You may try again ${again <= today ? 'already' : `from ${dateInWords(again)} on, ${count(daysBetween(attempt, again), 'day')} after your attempt`}.`;
  const basis: Readonly<Record<Comeback['from'], string>> = {
    exams: `from what you missed in your last ${comeback.exams === 1 ? 'mock exam' : `${comeback.exams} mock exams`}`,
    answers: 'from the questions you have missed here',
    weights: 'by the weight of the domains, since I know of nothing that you missed',
  };
  return screen(
    '## Not this time\nThat stings, and it is common. What you learned stays with you, and only you see this.',
    `${when}${retake ? `\n-# ${factLine(retake)}` : ''}`,
    line,
    `**Two weeks, ${basis[comeback.from]}**\n${comeback.stretches.map((part) => stretchLine(part, nameOf)).join('\n')}`,
    row(
      button('Start with ten questions', start, { style: 'main' }),
      button(`${dateInShort(mine.date)} is my next date`, mine.id),
    ),
  );
}

function stretchLine({ from, to, kind, topic }: Stretch, nameOf: (topic: string) => string): string {
  const dates = from === to ? dateInShort(from) : `${dateInShort(from)} to ${dateInShort(to)}`;
  const what: Readonly<Record<Stretch['kind'], string>> = {
    rest: 'rest; a short `/review` if you like',
    topic: `**${topic === undefined ? '' : plain(nameOf(topic))}**: its questions with \`/practice\`, its pages with \`/resources\``,
    mock: 'a mock exam: `/exam start`',
    light: 'look at what you missed in it, nothing new',
  };
  return `- ${dates} · ${what[kind]}`;
}

/** The day after the last of the two weeks, on which another try makes sense; not before it is allowed. */
export function nextDate(comeback: Comeback, again: string | undefined): string {
  const last = plusDays(comeback.stretches.at(-1)?.to ?? '', 1);
  return again !== undefined && again > last ? again : last;
}

const ROLE_PROBLEMS: Readonly<Record<RoleProblem, string>> = {
  gone: 'the role is gone',
  powerful: 'it gives permissions that not everybody has, so nobody may get it by saying that they passed',
  managed: 'it belongs to an integration or to everybody',
  'above-me': 'it stands above my own role: move mine above it in the server’s settings',
  'not-allowed': 'I lack **Manage Roles**',
};

/** Why a role cannot be set. */
export function roleRefused(role: string, problem: RoleProblem): string {
  return `I cannot give <@&${role}>: ${ROLE_PROBLEMS[problem]}. Nothing was saved.`;
}

/** What `/setup show` says of it. */
export function certifiedLine(set: {
  readonly settings: CertifiedSettings;
  readonly channel: string | undefined;
  readonly waiting: number;
}): string {
  const { settings, channel, waiting } = set;
  const words = [
    `Who passes is congratulated ${channel ? `in <#${channel}>` : 'nowhere yet'}${settings.role ? ` and gets <@&${settings.role}>` : ''}.`,
    settings.approveIn ? `A moderator is asked first, in <#${settings.approveIn}>.` : '',
    waiting > 0 ? `**${count(waiting, 'person waits', 'people wait')} for that: \`/setup certified\`.**` : '',
  ];
  return words.filter(Boolean).join(' ');
}

/** `/setup certified`: what is set, and whose word is waited for. */
export function settingsScreen(set: {
  readonly settings: CertifiedSettings;
  /** Where it is told, set or not. */
  readonly channel: string | undefined;
  readonly problem: RoleProblem | undefined;
  /** Whether everybody sees the channel in which the moderators are asked. */
  readonly askedInPublic: boolean;
  readonly waiting: readonly (Shown & { readonly exam: string })[];
}): Screen {
  const { settings, channel, problem, askedInPublic, waiting } = set;
  const shown = waiting.slice(0, MOST_WAITING);
  return screen(
    '## When somebody passes',
    [
      channel
        ? `I congratulate in <#${channel}>.`
        : 'I tell nobody: there is no channel yet. `/setup certified channel:` names one.',
      settings.role
        ? `They get <@&${settings.role}>${problem ? `, **but I cannot give it: ${ROLE_PROBLEMS[problem]}.**` : '.'}`
        : 'They get no role.',
      settings.approveIn
        ? `A moderator is asked first, in <#${settings.approveIn}>.`
        : 'Nobody is asked first.',
    ].join('\n'),
    settings.approveIn !== undefined && askedInPublic && askedInPublicLine(settings.approveIn),
    waiting.length > 0 && line,
    ...shown.flatMap(({ member, pack, person, certified, exam }): readonly (Part | undefined)[] => [
      `**${shownName(person.name)}** says: ${plain(exam)}, ${dateWithYear(certified.date)}`,
      row(
        button(cut(`Approve ${person.name}`, LIMITS.buttonLabel), presses.decide.id(member, 'yes', pack), {
          style: 'main',
        }),
        button(cut(`Decline ${person.name}`, LIMITS.buttonLabel), presses.decide.id(member, 'no', pack)),
      ),
    ]),
    waiting.length > shown.length && `${waiting.length - shown.length} more after these.`,
  );
}

function askedInPublicLine(channel: string): string {
  return `**Everybody can see <#${channel}>**, and so who waits for an answer. \`/setup certified approve-in:\` names a channel that only moderators see. Requests also stand here, in \`/setup certified\`.`;
}
