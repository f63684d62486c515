import { z } from 'zod';
import { button, line, linkButton, row, type Screen, screen } from '../discord/components.ts';
import { carried, route } from '../discord/custom-id.ts';
import { count, moment } from '../discord/text.ts';
import { SEALED } from '../packs/view.ts';
import { minutesFor, type Run } from '../practice/rules.ts';
import { MINUTES, type Reminder } from './rules.ts';
import type { ReviewOffer, ToRemind } from './service.ts';

const Guild = carried.snowflake;

/** Everything that can be pressed about reviews. Each carries the server, since a reminder stands in direct messages. */
export const presses = {
  start: route('review', 'start', z.tuple([Guild, carried.index])),
  remind: route('review', 'remind', z.tuple([Guild, z.enum(['on', 'off'])])),
};

/** What stands over a review's first card: what fits, and what does not. */
export function fitLine(run: Run): string {
  const due = run.due ?? run.of;
  return due > run.of
    ? `${due} due, ${run.of} fit. Those most at risk come first.`
    : `${due} due, about ${count(minutesFor(run.of), 'minute')}.`;
}

/** That a review can be begun, and how long it takes. */
export function offerLine({ due, takes, all }: ReviewOffer): string {
  return all
    ? `Review: ${due} due, ${count(takes, 'minute')}.`
    : `Review: ${due} due. The most urgent ones take ${count(takes, 'minute')}.`;
}

/**
 * Nothing is due: when the next is, something new to learn, and the reminder. `practise` begins five new questions; `sealed`
 * says that more is due, in an exam that is still on.
 */
export function nothingDue(
  guild: string,
  shown: {
    readonly nextAt: number | undefined;
    readonly reminder: Pick<Reminder, 'refused'> | undefined;
    readonly practise: string;
    readonly sealed: boolean;
  },
): Screen {
  const { nextAt, reminder, practise, sealed } = shown;
  return screen(
    '## Nothing is due right now',
    sealed && SEALED,
    nextAt === undefined
      ? 'Questions that you miss, guess or are not sure of come here by themselves, wherever you answer them.'
      : `The next one is due ${moment(nextAt, 'R')}. Rest counts too, or learn something new: 5 questions, ${count(minutesFor(5), 'minute')}.`,
    row(button('Learn something new', practise, { style: 'main' })),
    line,
    reminderLine(reminder),
    row(reminderButton(guild, reminder)),
  );
}

function reminderLine(reminder: Pick<Reminder, 'refused'> | undefined): string {
  if (reminder?.refused)
    return 'I could not write to you, so I stopped. Open direct messages from this server, then switch the reminder on again.';
  return reminder
    ? 'I write to you when something is due: once a day at most, outside your quiet hours.'
    : 'I can write to you when something is due: once a day at most, outside your quiet hours.';
}

function reminderButton(guild: string, reminder: Pick<Reminder, 'refused'> | undefined) {
  const isOn = reminder !== undefined && !reminder.refused;
  return button(isOn ? 'Stop reminding me' : 'Remind me', presses.remind.id(guild, isOn ? 'off' : 'on'));
}

/** The reminder switched on or off. */
export function reminderScreen(guild: string, on: boolean): Screen {
  return on
    ? screen(
        '## I will remind you',
        'When something is due I write to you directly: once a day at most, outside your quiet hours (`/me` shows them).',
        row(button('Stop reminding me', presses.remind.id(guild, 'off'))),
      )
    : screen(
        '## No more reminders',
        'I write to you no more. `/review` shows what is due at any time.',
        row(button('Remind me again', presses.remind.id(guild, 'on'))),
      );
}

/** The direct message: how much is due, a start, and the way to switch it off. `server` is its name, as plain text. */
export function reminderMessage(guild: string, server: string, { due, minutes }: ToRemind): Screen {
  const fits = Math.min(MINUTES.most, Math.max(MINUTES.least, minutes));
  return screen(
    `## Review: ${due} due, ${count(minutes, 'minute')}\nIn ${server}. Those most at risk come first, and you can stop at any time.`,
    row(
      button('Start', presses.start.id(guild, fits), { style: 'main' }),
      linkButton('Open the server', `https://discord.com/channels/${guild}`),
      button('Stop reminding me', presses.remind.id(guild, 'off')),
    ),
  );
}
