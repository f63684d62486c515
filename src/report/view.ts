import { type APIModalInteractionResponseCallbackData, ComponentType, TextInputStyle } from 'discord.js';
import { z } from 'zod';
import { button, line, type Part, row, type Screen, screen } from '../discord/components.ts';
import { route } from '../discord/custom-id.ts';
import { cut } from '../discord/limits.ts';
import { count, moment, plain, shownName } from '../discord/text.ts';
import { MOST_WORDS, Reason, type Reported } from './rules.ts';

const Key = z.string().regex(/^[a-z0-9-]{1,60}\.[a-z0-9-]{1,60}$/);
const DailyId = z.string().regex(/^\d{17,20}-\d{4}-\d{2}-\d{2}$/);

/** Everything that can be pressed about reports. A report names the daily it was opened from. */
export const presses = {
  open: route('report', 'open', z.tuple([DailyId])),
  send: route('report', 'send', z.tuple([DailyId])),
  retire: route('report', 'retire', z.tuple([Key])),
  dismiss: route('report', 'dismiss', z.tuple([Key])),
};

/** The names of the fields in the report's modal. */
export const FIELDS = { reason: 'reason', words: 'words' } as const;

const REASONS: Readonly<Record<Reason, string>> = {
  'wrong-answer': 'The marked answer is wrong',
  'two-right': 'More than one option is right',
  unclear: 'The question is unclear',
  outdated: 'It is out of date',
  typo: 'A typing mistake, or it looks broken',
  other: 'Something else',
};

/** Asks what is wrong: a reason to choose, words if one likes. */
export function reportModal(daily: string): APIModalInteractionResponseCallbackData {
  return {
    custom_id: presses.send.id(daily),
    title: 'Something wrong?',
    components: [
      {
        type: ComponentType.Label,
        label: 'What is wrong?',
        component: {
          type: ComponentType.StringSelect,
          custom_id: FIELDS.reason,
          options: Reason.options.map((reason) => ({ value: reason, label: REASONS[reason] })),
        },
      },
      {
        type: ComponentType.Label,
        label: 'In your words (you may leave this empty)',
        component: {
          type: ComponentType.TextInput,
          custom_id: FIELDS.words,
          style: TextInputStyle.Paragraph,
          required: false,
          max_length: MOST_WORDS,
        },
      },
    ],
  };
}

/** Said to who reported. */
export function thanks(): Screen {
  return screen('Thank you. A moderator will look. If it was wrong, everybody it hit gets the points.');
}

// At their longest, and with everything to be escaped, so many fit into one message.
const MOST_SHOWN = 3;
const MOST_QUOTED = 3;
const QUOTED = 80;

/** `/setup reports`: what is reported, most reported first, each with what can be done. */
export function reportsScreen(reported: readonly Reported[], note?: string): Screen {
  if (reported.length === 0)
    return screen(note, '## No reports', 'Nobody has reported a question that is still to be decided.');
  const more = reported.length - MOST_SHOWN;
  return screen(
    note,
    `## ${count(reported.length, 'question')} reported`,
    ...reported
      .slice(0, MOST_SHOWN)
      .flatMap((question): (Part | undefined)[] => [
        line,
        questionPart(question),
        row(
          button('Retire here, give points', presses.retire.id(question.key), { style: 'danger' }),
          button('Keep it', presses.dismiss.id(question.key)),
        ),
      ]),
    more > 0 && `${count(more, 'more question')} after these.`,
  );
}

function questionPart({ key, stem, reports }: Reported): string {
  const quotes = reports.slice(0, MOST_QUOTED).map(({ at, reason, words, name }) => {
    const said = words.trim() === '' ? '' : `: ${plain(cut(words, QUOTED))}`;
    return `- ${REASONS[reason]}, ${shownName(name)} ${moment(at, 'R')}${said}`;
  });
  const rest = reports.length - quotes.length;
  return [
    `**${key}** ${plain(cut(stem, QUOTED))}`,
    ...quotes,
    rest > 0 ? `- and ${count(rest, 'more report')}` : '',
  ]
    .filter(Boolean)
    .join('\n');
}
