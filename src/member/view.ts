import { z } from 'zod';
import { button, line, row, type Screen, screen } from '../discord/components.ts';
import { route } from '../discord/custom-id.ts';
import { count, dateWithYear, MORE_TIME } from '../discord/text.ts';
import { hasQuietHours } from '../review/rules.ts';
import { HOW_DID_IT_GO } from '../words.ts';
import type { Member, QuietHours } from './rules.ts';

/** Everything that can be pressed on the screens of `/me`. */
export const presses = {
  hide: route('me', 'hide', z.tuple([z.enum(['yes', 'no'])])),
  time: route('me', 'time', z.tuple([z.enum(['yes', 'no'])])),
  export: route('me', 'export', z.tuple([])),
  forget: route('me', 'forget', z.tuple([])),
  forgetNow: route('me', 'forget-now', z.tuple([])),
  keep: route('me', 'keep', z.tuple([])),
};

/** `/me`: what is set, and what can be done with one's data. `note` says what has just changed. */
export function meScreen(
  member: Member,
  context: {
    readonly guildZone: string;
    /** The date of the exam that they prepare for: their own, or the group's. */
    readonly examDate: string | undefined;
    /** The date where the member is. */
    readonly today: string;
    /** Whether they said that they passed. */
    readonly passed: boolean;
    /** Whether reviews are reminded of, and what switches that. */
    readonly reminder: { readonly on: boolean; readonly toggle: string };
    readonly note?: string | undefined;
  },
): Screen {
  const { guildZone, reminder, note } = context;
  const zone = member.timeZone ?? `${guildZone}, the server's`;
  return screen(
    note,
    '## Your settings here',
    [
      `Time zone: ${zone}. Change it with \`/me timezone:\`.`,
      quietLine(member.quiet),
      examLine(member, context),
      reminder.on ? 'I remind you of reviews, once a day at most.' : 'I do not remind you of reviews.',
      member.moreTime
        ? `In quizzes, rounds you are in have ${MORE_TIME}, for everybody in them.`
        : 'In quizzes you have the usual time.',
      member.hidden ? 'You are hidden from boards.' : 'You are shown on boards.',
      `You have ${count(member.points.all, 'point')} in this server.`,
    ].join('\n'),
    line,
    row(
      member.hidden
        ? button('Show me on boards', presses.hide.id('no'))
        : button('Hide me from boards', presses.hide.id('yes')),
      member.moreTime
        ? button('Usual time in quizzes', presses.time.id('no'))
        : button('More time in quizzes', presses.time.id('yes')),
      button(reminder.on ? 'Stop reminding me' : 'Remind me of reviews', reminder.toggle),
    ),
    row(
      button('Export my data', presses.export.id()),
      button('Delete my data', presses.forget.id(), { style: 'danger' }),
    ),
  );
}

function quietLine(quiet: QuietHours): string {
  return hasQuietHours(quiet)
    ? `Quiet hours: ${hour(quiet.from)} to ${hour(quiet.to)}, when I never write to you. Change them with \`/me quiet-from: quiet-to:\`.`
    : 'No quiet hours: I may write to you at any time. Set them with `/me quiet-from: quiet-to:`.';
}

function examLine(
  { examDate: own }: Member,
  { examDate: date, today, passed }: Pick<Parameters<typeof meScreen>[1], 'examDate' | 'today' | 'passed'>,
): string {
  if (date === undefined)
    return 'No exam date. Set one with `/me exam-date:`, and reviews are planned towards it.';
  if (date < today)
    return passed
      ? `Your exam was on ${dateWithYear(date)}, and you passed. Another one? Set its date with \`/me exam-date:\`.`
      : `Your exam was on ${dateWithYear(date)}. ${HOW_DID_IT_GO} Another date: \`/me exam-date:\`.`;
  return own === undefined
    ? `The group’s exam: ${dateWithYear(date)}. Reviews are planned towards it; set a date of your own with \`/me exam-date:\`.`
    : `Your exam: ${dateWithYear(date)}. Change it with \`/me exam-date:\`.`;
}

/** Said to who hides; `passed` when a message or a role still says that they passed. */
export function hiddenInWords(passed: boolean): string {
  return passed
    ? 'You are off the boards and the wall of fame now. What I told of your exam still stands: `/certified undo` takes the message and the role back.'
    : 'You are off the boards now.';
}

function hour(value: number): string {
  return `${String(value).padStart(2, '0')}:00`;
}

/** Asks once more before everything is deleted. */
export function forgetScreen(): Screen {
  return screen(
    '## Delete everything of yours here?',
    'Your answers, points, streak, reports and settings in this server are deleted for good, also from the board. Totals of closed questions stay, without your name.',
    row(
      button('Delete it all', presses.forgetNow.id(), { style: 'danger' }),
      button('Keep my data', presses.keep.id(), { style: 'main' }),
    ),
  );
}

/** Said when everything was deleted, or there was nothing. */
export function forgottenScreen(rows: number, takingBack: boolean): Screen {
  return rows === 0
    ? screen('## Nothing to delete', 'I have nothing stored about you in this server.')
    : screen(
        '## Deleted',
        'Everything of yours in this server is gone. If you answer again, you start as new.',
        takingBack &&
          'Only what I told about your exam still stands, since Discord does not answer. I take it back as soon as it does.',
      );
}
