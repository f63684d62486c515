import { type APIModalInteractionResponseCallbackData, ComponentType, TextInputStyle } from 'discord.js';
import { z } from 'zod';
import type { Daily } from '../daily/rules.ts';
import type { PostedNow } from '../daily/service.ts';
import { button, line, row, type Screen, screen } from '../discord/components.ts';
import { carried, route } from '../discord/custom-id.ts';
import type { RoomCheck } from '../discord/messenger.ts';
import { count, dateInWords, listed, moment, plain } from '../discord/text.ts';
import type { Snapshot } from '../packs/snapshot.ts';
import { questionText, rightLetters, sourceLine, whyNot, whyRight } from '../packs/view.ts';
import type { Timing } from '../schedule/rules.ts';
import type { Problem, QuizSettings, Schedule } from './rules.ts';

/** Everything that can be pressed on the screens of `/setup`. */
export const presses = {
  preview: route('setup', 'preview', z.tuple([carried.snowflake])),
  postNow: route('setup', 'post-now', z.tuple([carried.snowflake])),
  change: route('setup', 'change', z.tuple([carried.snowflake])),
  changed: route('setup', 'changed', z.tuple([carried.snowflake])),
};

/** What the bot wants to do in a channel and may not, by Discord's own names. */
export type Missing = Pick<RoomCheck, 'needed' | 'threads'> & { readonly ping: boolean };

/** What a schedule misses in its channel. Without Mention Everyone only a mentionable role can be pinged. */
export function missingFor(
  schedule: Pick<Schedule, 'role'>,
  check: RoomCheck,
  roleMentionable: boolean,
): Missing {
  return { ...check, ping: schedule.role !== undefined && !roleMentionable && !check.mayMentionEveryone };
}

/** The names of the fields in the modal behind "Change". */
export const FIELDS = { time: 'time', days: 'days', cron: 'cron', timeZone: 'timezone' } as const;

/** Time and days, or the cron expression, and the zone of a schedule, filled in with what is set. */
export function changeModal({
  channel,
  timing,
  timeZone,
}: Schedule): APIModalInteractionResponseCallbackData {
  const field = (customId: string, label: string, value: string) =>
    ({
      type: ComponentType.Label,
      label,
      component: {
        type: ComponentType.TextInput,
        custom_id: customId,
        style: TextInputStyle.Short,
        value,
        required: true,
        max_length: 100,
      },
    }) as const;
  const when =
    timing.kind === 'cron'
      ? [field(FIELDS.cron, 'Cron expression, for example 0 9 * * 1-5', timing.expression)]
      : [
          field(FIELDS.time, 'Time, for example 09:00', timing.time),
          field(FIELDS.days, 'Days, for example mon, wed, fri', daysTyped(timing.days)),
        ];
  return {
    custom_id: presses.changed.id(channel),
    title: 'When questions appear',
    components: [...when, field(FIELDS.timeZone, 'Time zone, for example Europe/Berlin', timeZone)],
  };
}

function daysTyped(days: readonly number[]): string {
  const words: Readonly<Record<string, string>> = {
    '1234567': 'every day',
    '12345': 'weekdays',
    '67': 'weekends',
  };
  return words[days.join('')] ?? days.map((day) => WEEKDAYS[day - 1]?.slice(0, 3).toLowerCase()).join(', ');
}

/** Said after "Post one now". */
export function postedNowInWords(posted: PostedNow, link: (daily: Daily) => string): string {
  switch (posted.kind) {
    case 'posted':
      return `## Posted\n[Here it is](${link(posted.daily)}), in the place of this date’s question.`;
    case 'already':
      return alreadyPosted(posted.daily.date, posted.daily.message ? link(posted.daily) : undefined);
    case 'failed':
      return `It could not be posted: ${PROBLEMS[posted.problem]}. \`/setup show\` says what is missing.`;
    case 'no-schedule':
      return 'Nothing is set for that channel any more. `/setup daily` sets it up.';
    case 'pack-missing':
      return 'The question pack is not installed. Choose another with `/setup pack`.';
    case 'no-question':
      return 'No question is left to ask. Choose another pack with `/setup pack`.';
  }
}

/** Said after a question was retired. */
export function retiredLine(key: string, hit: number): string {
  const given = hit === 0 ? 'It had cost nobody points.' : `${count(hit, 'member')} got the points back.`;
  return `${key} is not asked here any more. ${given}`;
}

/** After `/setup daily`: what was set, when it begins, what is missing, and a look at it. */
export function scheduledScreen(set: {
  readonly schedule: Schedule;
  readonly next: number | undefined;
  readonly pack: string;
  readonly profile: string;
  readonly missing: Missing;
}): Screen {
  const { schedule, next, missing } = set;
  const { channel } = schedule;
  return screen(
    '## Ready',
    [
      `A question in <#${channel}>, ${timingInWords(schedule.timing)} (${schedule.timeZone}).`,
      next === undefined ? '' : `The first one comes ${moment(next, 'F')}.`,
    ].join(' '),
    `Pack: ${plain(set.pack)}, ${set.profile}. ${schedule.role ? `<@&${schedule.role}> is pinged.` : 'Nobody is pinged.'}`,
    line,
    missingInWords(missing, schedule),
    row(
      button('Show me one', presses.preview.id(channel), { style: 'main' }),
      button('Post one now', presses.postNow.id(channel)),
      button('Change', presses.change.id(channel)),
    ),
  );
}

/** What is missing, or that all is well. */
export function missingInWords(missing: Missing, schedule: Pick<Schedule, 'thread' | 'role'>): string {
  const lines = ['I can post here.'];
  if (schedule.thread && missing.threads.length > 0) {
    lines.push(
      `I cannot open threads: ${names(missing.threads)} ${missing.threads.length === 1 ? 'is' : 'are'} missing, so discussions stay off.`,
    );
  }
  if (schedule.role && missing.ping) {
    lines.push('The role cannot be pinged by me: make it mentionable, or give me Mention Everyone.');
  }
  return lines.join(' ');
}

/** Why nothing was saved. */
export function refusedInWords(channel: string, needed: readonly string[]): string {
  return `I cannot post in <#${channel}>: ${names(needed)} ${needed.length === 1 ? 'is' : 'are'} missing. Nothing was saved. Give me ${needed.length === 1 ? 'that permission' : 'those permissions'} in the channel and run the command again.`;
}

function names(permissions: readonly string[]): string {
  return listed(permissions.map((permission) => `**${permission}**`));
}

const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const;

/** A timing as one says it: `Monday to Friday at 09:00`. */
export function timingInWords(timing: Timing): string {
  if (timing.kind === 'cron') return `by the cron expression \`${timing.expression}\``;
  return `${daysInWords(timing.days)} at ${timing.time}`;
}

function daysInWords(days: readonly number[]): string {
  const key = days.join('');
  if (key === '1234567') return 'every day';
  if (key === '12345') return 'Monday to Friday';
  if (key === '67') return 'Saturday and Sunday';
  return listed(days.map((day) => WEEKDAYS[day - 1] ?? ''));
}

/** A question as members will see it, with what they see afterwards. Private: nothing is posted. */
export function previewScreen(question: Snapshot): Screen {
  return screen(
    `## This is how one looks\n${plain(question.topicName)}`,
    line,
    questionText(question),
    line,
    `**The answer is ${rightLetters(question)}.** ${whyRight(question)}\n${whyNot(question)}`,
    sourceLine(question),
  );
}

const PROBLEMS: Readonly<Record<Problem['kind'], string>> = {
  'channel-gone': 'the channel is gone',
  'not-allowed': 'I may not post there any more',
  'no-thread': 'I could not open the discussion thread',
  'post-failed': 'Discord did not take the message',
  'no-question': 'no question is left to ask',
  'pack-missing': 'its question pack is not installed',
  'no-role': 'I could not give the role of those who passed: `/setup certified` says why',
};

/** One schedule as `/setup show` lists it. */
export type ScheduleLine = {
  readonly schedule: Schedule;
  readonly next: number | undefined;
  readonly stock: number | undefined;
  readonly missing: Pick<Missing, 'needed' | 'threads'> | undefined;
};

const STOCK_WARNING = 14;

/** `/setup show`: everything set, the next times, problems met since. */
export function setupScreen(set: {
  readonly pack: string | undefined;
  readonly profile: string;
  readonly timeZone: string;
  readonly lines: readonly ScheduleLine[];
  readonly problems: readonly Problem[];
  readonly retired: number;
  readonly quiz: QuizSettings;
  /** The plan and what happens when somebody passes, a line each. */
  readonly more: readonly string[];
}): Screen {
  const { lines, problems } = set;
  return screen(
    '## Set up here',
    `Pack: ${set.pack ? `${plain(set.pack)}, ${set.profile}` : 'not installed'}. Time zone of the server: ${set.timeZone}.`,
    set.retired > 0 && `${count(set.retired, 'question')} retired here.`,
    line,
    lines.length === 0
      ? 'No question of the day yet. Set one up with `/setup daily`.'
      : lines.map(scheduleLine).join('\n\n'),
    line,
    [quizLine(set.quiz), ...set.more].join('\n'),
    problems.length > 0 && line,
    problems.length > 0 &&
      `**Problems met**\n${problems.map(({ at, channel, kind }) => `- ${moment(at, 'f')}${channel ? `, <#${channel}>` : ''}: ${PROBLEMS[kind]}.`).join('\n')}`,
  );
}

function scheduleLine({ schedule, next, stock, missing }: ScheduleLine): string {
  const words = [
    `<#${schedule.channel}>: ${timingInWords(schedule.timing)} (${schedule.timeZone}), ${next === undefined ? 'no next date' : `next ${moment(next, 'F')}`}.`,
    [
      schedule.pack ? `Pack: ${schedule.pack}.` : '',
      schedule.role ? `Pings <@&${schedule.role}>.` : 'Nobody is pinged.',
      schedule.thread ? 'Opens a thread.' : 'No thread.',
    ]
      .filter(Boolean)
      .join(' '),
  ];
  if (missing === undefined) words.push('**The channel is gone, or I cannot see it.**');
  else if (missing.needed.length > 0) words.push(`**I cannot post: ${listed(missing.needed)} missing.**`);
  else if (schedule.thread && missing.threads.length > 0)
    words.push(`Threads stay off: ${listed(missing.threads)} missing.`);
  if (stock === 0) words.push('**Every question was asked; they now come a second time.**');
  else if (stock !== undefined && stock <= STOCK_WARNING)
    words.push(`**Only ${count(stock, 'new question')} left; after that they come a second time.**`);
  return words.join('\n');
}

function quizLine({ channels, role, cooldownMinutes }: QuizSettings): string {
  const where =
    channels.length === 0 ? 'in any channel' : `in ${listed(channels.map((channel) => `<#${channel}>`))}`;
  const who = role ? `<@&${role}>` : 'everybody';
  const rest = cooldownMinutes === 0 ? '' : ` A channel rests ${count(cooldownMinutes, 'minute')} after one.`;
  return `Quizzes are started by ${who}, ${where}.${rest}`;
}

/** After `/setup quiz`. */
export function quizScreen(quiz: QuizSettings): Screen {
  return screen('## Set', quizLine(quiz));
}

/** After `/setup off`. */
export function offScreen(channel: string, closed: number): Screen {
  return screen(
    '## Off',
    `No more questions in <#${channel}>.${closed > 0 ? ' What was open there is closed now.' : ''} What members earned stays. \`/setup daily\` turns it on again.`,
  );
}

/** After `/setup pack`. */
export function packScreen(pack: string, profile: string): Screen {
  return screen('## Set', `From the next question on: ${plain(pack)}, ${profile}.`);
}

function alreadyPosted(date: string, link: string | undefined): string {
  return `${dateInWords(date)} already has its question here${link ? `: ${link}` : ', it is just being posted'}.`;
}
