import { z } from 'zod';
import { daysBetween, plusDays } from '../schedule/dates.ts';

/** How long ago somebody may have passed, in days: longer than a certificate is valid is a slip of the keyboard. */
export const LONGEST_AGO = 3 * 366;

const Day = z.iso.date();
const Message = z.object({ channel: z.string(), id: z.string() });

/**
 * Where a pass stands: a moderator is asked first, it is to be told, it was told, or it is to be taken back. A `quiet` one is
 * of somebody who hides, and is never told.
 */
export const Stage = z.enum(['asked', 'telling', 'told', 'quiet', 'undoing']);
export type Stage = z.infer<typeof Stage>;

/** That a member passed a pack's exam, as they said themselves. */
export const Certified = z.object({
  /** The local date on which they passed. */
  date: Day,
  /** When they said so, in epoch milliseconds. */
  at: z.number(),
  stage: Stage,
  /** Whether the moderators were asked: their message stands, or could not be posted. */
  asked: z.boolean().default(false),
  /** The message in which a moderator decides. */
  request: Message.optional(),
  /** The public message. */
  post: Message.optional(),
  /** The role that was given, or is about to be. */
  role: z.string().optional(),
});
export type Certified = z.infer<typeof Certified>;

/** Whether somebody passed, by their word: said, and not being taken back. */
export function isPassed(certified: Pick<Certified, 'stage'> | undefined): boolean {
  return certified !== undefined && certified.stage !== 'undoing';
}

/** Whether a date can be the day on which somebody passed. */
export function passDate(date: string, today: string): 'fine' | 'to-come' | 'too-old' {
  if (date > today) return 'to-come';
  return daysBetween(date, today) > LONGEST_AGO ? 'too-old' : 'fine';
}

/** The first stage: somebody who hides is shown to nobody, and then nobody is asked either. */
export function firstStage(how: { readonly hidden: boolean; readonly approval: boolean }): Stage {
  if (how.hidden) return 'quiet';
  return how.approval ? 'asked' : 'telling';
}

/**
 * A pass after it was said again, with the stage that it would have if it were new. Another date is told where the old one
 * stands; who hid and does no more is told now.
 */
export function saidAgain(
  before: Certified,
  said: { readonly date: string; readonly at: number; readonly stage: Stage },
): Certified {
  const { date, at, stage } = said;
  if (before.stage === 'quiet') return { ...before, date, at, stage, asked: false };
  if (before.date === date) return before;
  if (before.stage === 'asked') return { ...before, date, asked: false };
  const isShown = before.post !== undefined && stage !== 'quiet';
  return { ...before, date, stage: before.stage === 'told' && isShown ? 'telling' : before.stage };
}

/** Whether something is left to be sent for it. */
export function hasWork({ stage, asked }: Certified): boolean {
  return stage === 'telling' || stage === 'undoing' || (stage === 'asked' && !asked);
}

/** How many days there are from one attempt to the next plan's end. */
const COMEBACK_DAYS = 14;
/** How many topics it works on. */
const COMEBACK_TOPICS = 3;
/** Its first days are for rest, its last three for one mock exam, what it showed, and rest. */
const REST_FIRST = 2;
const MOCK_LAST = 3;

/** A stretch of days in the two weeks after an exam that was not passed; local dates, the last one included. */
export type Stretch = {
  readonly from: string;
  readonly to: string;
  readonly kind: 'rest' | 'topic' | 'mock' | 'light';
  readonly topic?: string | undefined;
};

/**
 * The two weeks after an exam that was not passed: two days of rest, then the topics with most missed questions in equal
 * stretches, a mock exam, what it showed, a day of rest. `missed` counts by topic; the order of `topics`
 * decides among equals, and alone where nothing was missed. Begins on `from`.
 */
export function comeback(
  from: string,
  missed: ReadonlyMap<string, number>,
  topics: readonly string[],
): readonly Stretch[] {
  const weight = (topic: string) => missed.get(topic) ?? 0;
  const known = topics.filter((topic) => missed.size === 0 || weight(topic) > 0);
  const chosen = known.toSorted((one, other) => weight(other) - weight(one)).slice(0, COMEBACK_TOPICS);
  const days = COMEBACK_DAYS - REST_FIRST - MOCK_LAST;
  const begin = plusDays(from, REST_FIRST);
  const work = chosen.map((topic, index): Stretch => {
    const at = (part: number) => Math.round((part * days) / chosen.length);
    return {
      from: plusDays(begin, at(index)),
      to: plusDays(begin, at(index + 1) - 1),
      kind: 'topic',
      topic,
    };
  });
  const mock = plusDays(begin, days);
  return [
    { from, to: plusDays(begin, -1), kind: 'rest' },
    ...work,
    { from: mock, to: mock, kind: 'mock' },
    { from: plusDays(mock, 1), to: plusDays(mock, 1), kind: 'light' },
    { from: plusDays(mock, 2), to: plusDays(mock, 2), kind: 'rest' },
  ];
}
