import { z } from 'zod';
import { Timing } from '../schedule/rules.ts';

/** How many schedules a guild may have, one a channel. */
export const MOST_SCHEDULES = 5;

/** How many channels `/setup quiz` can name. */
export const MOST_QUIZ_CHANNELS = 20;

/** How long the data of a guild is kept after the bot was removed, in milliseconds. */
export const KEPT_AFTER_REMOVAL = 30 * 24 * 60 * 60 * 1000;

const MOST_PROBLEMS = 10;
const Id = z.string().regex(/^\d{17,20}$/);

/** When and where a guild's questions appear. `since` is when it was set; `lastDate` the last local date that has its question. */
export const Schedule = z.object({
  channel: Id,
  timing: Timing,
  timeZone: z.string(),
  pack: z.string().optional(),
  role: Id.optional(),
  thread: z.boolean(),
  since: z.number(),
  lastDate: z.string().optional(),
});
export type Schedule = z.infer<typeof Schedule>;

/** What went wrong without anybody watching, kept for `/setup show`; a role has no channel. */
export const Problem = z.object({
  at: z.number(),
  channel: Id.optional(),
  kind: z.enum([
    'channel-gone',
    'not-allowed',
    'no-thread',
    'post-failed',
    'no-question',
    'pack-missing',
    'no-role',
  ]),
});
export type Problem = z.infer<typeof Problem>;

/**
 * A daily that is not finished: claimed, open, or closed but not yet shown as closed. `closesAt` is copied from it;
 * `ready` means that its message and thread stand, so that nothing is to be done before it closes.
 */
export const OpenDaily = z.object({ id: z.string(), closesAt: z.number(), ready: z.boolean() });
export type OpenDaily = z.infer<typeof OpenDaily>;

/** Where quizzes may be started, by whom, and how long a channel rests after one. Empty means anywhere, anybody, at once. */
export const QuizSettings = z.object({
  channels: z.array(Id).readonly().default([]),
  role: Id.optional(),
  cooldownMinutes: z.int().nonnegative().default(0),
});
export type QuizSettings = z.infer<typeof QuizSettings>;

const ClockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);

/**
 * Where and when a plan posts: the theme on a week's first day, the summary on its last, and when mock exams begin. The zone
 * counts only where no schedule has one.
 */
export const Planning = z.object({
  channel: Id.optional(),
  role: Id.optional(),
  theme: ClockTime.default('08:00'),
  summary: ClockTime.default('18:00'),
  exam: ClockTime.default('18:00'),
  timeZone: z.string().optional(),
});
export type Planning = z.infer<typeof Planning>;

/** What happens when somebody passed: where it is told, which role they are given, and where a moderator is asked first. */
export const CertifiedSettings = z.object({
  channel: Id.optional(),
  role: Id.optional(),
  /** Without it nobody is asked. */
  approveIn: Id.optional(),
});
export type CertifiedSettings = z.infer<typeof CertifiedSettings>;

/** A quiz that is not over: its id, the channel it belongs to, and its thread once it has one. */
const LiveQuiz = z.object({ id: z.string(), home: Id, room: Id.optional() });

/** A group exam that is not over, and the channel of its invitation. */
const LiveGroup = z.object({ id: z.string(), channel: Id });

/** Everything set for a guild. Small, always in memory; what grows stands in tables of its own. */
export const Guild = z.object({
  pack: z.string().optional(),
  profile: z.string().optional(),
  schedules: z.array(Schedule).max(MOST_SCHEDULES).default([]),
  open: z.array(OpenDaily).default([]),
  retired: z.array(z.string()).default([]),
  problems: z.array(Problem).default([]),
  quiz: QuizSettings.default({ channels: [], cooldownMinutes: 0 }),
  quizzes: z.array(LiveQuiz).default([]),
  lastQuizzes: z.record(z.string(), z.number()).default({}),
  planning: Planning.default(Planning.parse({})),
  certified: CertifiedSettings.default({}),
  groupExams: z.array(LiveGroup).default([]),
  removedAt: z.number().optional(),
});
export type Guild = z.infer<typeof Guild>;

/** A guild that nothing is known of. */
export const NEW_GUILD: Guild = Guild.parse({});

/** The guild's own zone, in which its weeks and months turn: that of its first schedule, or of its plan. */
export function timeZoneOf(guild: Guild): string {
  return guild.schedules[0]?.timeZone ?? guild.planning.timeZone ?? 'UTC';
}

/** Where a guild is told that somebody passed: what was set, or where its plan or its first question appears. */
export function certifiedChannel({ certified, planning, schedules }: Guild): string | undefined {
  return certified.channel ?? planning.channel ?? schedules[0]?.channel;
}

/** What came of setting a schedule. */
export type SetVerdict =
  | { readonly kind: 'set'; readonly guild: Guild }
  | { readonly kind: 'too-many'; readonly most: number };

/**
 * Sets the schedule of a channel. An earlier one of the same channel is replaced in its place and its last date is
 * kept, so that a date already served is never served again.
 */
export function withSchedule(guild: Guild, schedule: Schedule): SetVerdict {
  const at = guild.schedules.findIndex((set) => set.channel === schedule.channel);
  const earlier = guild.schedules[at];
  if (!earlier && guild.schedules.length >= MOST_SCHEDULES) return { kind: 'too-many', most: MOST_SCHEDULES };
  const lastDate = schedule.lastDate ?? earlier?.lastDate;
  const set: Schedule = lastDate === undefined ? schedule : { ...schedule, lastDate };
  const schedules = earlier ? guild.schedules.with(at, set) : [...guild.schedules, set];
  return { kind: 'set', guild: { ...guild, schedules } };
}

/** Takes the schedule of a channel away; the same guild when it has none. */
export function withoutSchedule(guild: Guild, channel: string): Guild {
  if (!guild.schedules.some((schedule) => schedule.channel === channel)) return guild;
  return { ...guild, schedules: guild.schedules.filter((schedule) => schedule.channel !== channel) };
}

/** Notes that a schedule's date has its question, and that this daily is open. */
export function withClaim(
  guild: Guild,
  claim: { readonly id: string; readonly channel: string; readonly date: string; readonly closesAt: number },
): Guild {
  return {
    ...guild,
    open: [...guild.open, { id: claim.id, closesAt: claim.closesAt, ready: false }],
    schedules: guild.schedules.map((schedule) =>
      schedule.channel === claim.channel ? { ...schedule, lastDate: claim.date } : schedule,
    ),
  };
}

/** Notes that a daily's message and thread stand. */
export function withReady(guild: Guild, daily: string): Guild {
  return { ...guild, open: guild.open.map((open) => (open.id === daily ? { ...open, ready: true } : open)) };
}

/** Notes that nothing is left to do for a daily. */
export function withoutOpen(guild: Guild, daily: string): Guild {
  return { ...guild, open: guild.open.filter((open) => open.id !== daily) };
}

/** Adds a problem, newest last; the same problem of a channel is kept once, at its latest time. */
export function withProblem(guild: Guild, problem: Problem): Guild {
  const others = guild.problems.filter(
    (known) => known.channel !== problem.channel || known.kind !== problem.kind,
  );
  return { ...guild, problems: [...others, problem].slice(-MOST_PROBLEMS) };
}

/** Forgets what was wrong with a channel, because it works again. */
export function withoutProblems(guild: Guild, channel: string): Guild {
  const problems = guild.problems.filter((problem) => problem.channel !== channel);
  return problems.length === guild.problems.length ? guild : { ...guild, problems };
}

/** Forgets that the role of those who passed could not be given, because it was. */
export function withRoleGiven(guild: Guild): Guild {
  const problems = guild.problems.filter(({ kind }) => kind !== 'no-role');
  return problems.length === guild.problems.length ? guild : { ...guild, problems };
}

/**
 * Notes that nothing is left to do for a quiz, and that its channel rests from now on. Channels whose rest is over are
 * forgotten, so that the list does not grow with the channels of a server.
 */
export function withoutQuiz(
  guild: Guild,
  over: { readonly id: string; readonly home: string | undefined; readonly at: number },
): Guild {
  const rests = guild.quiz.cooldownMinutes * 60_000;
  const resting = Object.entries(guild.lastQuizzes).filter(([, at]) => over.at - at < rests);
  return {
    ...guild,
    quizzes: guild.quizzes.filter((live) => live.id !== over.id),
    lastQuizzes: { ...Object.fromEntries(resting), ...(over.home ? { [over.home]: over.at } : {}) },
  };
}

/** Whether a daily belongs to a channel, by its id. */
export function isOfChannel(daily: string, channel: string): boolean {
  return daily.startsWith(`${channel}-`);
}

/** The guild when the bot is in it again; the same when it had never left. */
export function invitedAgain(guild: Guild): Guild {
  if (guild.removedAt === undefined) return guild;
  const { removedAt: _, ...kept } = guild;
  return kept;
}

/** Whether a removed guild's data is to be deleted now. */
export function isExpired(guild: Guild, now: number): boolean {
  return guild.removedAt !== undefined && now - guild.removedAt >= KEPT_AFTER_REMOVAL;
}
