import { z } from 'zod';
import type { PackQuestion, Profile } from '../packs/schema.ts';
import { isRight, rightPlaces, Snapshot } from '../packs/snapshot.ts';
import { DRAIN } from '../schedule/rules.ts';

const MINUTE = 60_000;

/** How many questions are named as the slowest. */
const SLOWEST = 3;

/** The form of one exam, as its profile was when it began: a pack that is edited later changes nothing. */
export const Form = z.object({
  pack: z.string(),
  profile: z.string(),
  name: z.string(),
  questions: z.int().positive(),
  minutes: z.int().positive(),
  pass: z.object({ right: z.int().positive(), published: z.boolean(), percent: z.int().optional() }),
  domains: z.array(z.object({ name: z.string(), count: z.int().positive(), weight: z.number() })).readonly(),
});
export type Form = z.infer<typeof Form>;

/** One question of an exam: as it is shown to this member, and its domain's place in the form. */
export const Item = z.object({ question: Snapshot, domain: z.int().nonnegative() });
export type Item = z.infer<typeof Item>;

/** How an exam ended: by its member's press, or by the clock. */
export const Ending = z.enum(['member', 'clock']);
export type Ending = z.infer<typeof Ending>;

/** What came of an exam, kept with it so that lists need none of its questions. */
export const Outcome = z.object({
  by: Ending,
  /** When it was handed in, never after its end. Epoch milliseconds. */
  at: z.number(),
  right: z.int().nonnegative(),
  answered: z.int().nonnegative(),
  /** Right answers a domain, in the form's order. */
  domains: z.array(z.int().nonnegative()).readonly(),
});
export type Outcome = z.infer<typeof Outcome>;

/** One member's timed mock exam. Its questions and answers are rows of their own. */
export const Exam = z.object({
  id: z.string(),
  /** Under whom its questions are stored: the member, or the group exam that they sit. */
  sheet: z.object({ owner: z.string(), id: z.string() }),
  /** The group exam it belongs to. */
  group: z.string().optional(),
  form: Form,
  startedAt: z.number(),
  endsAt: z.number(),
  /** The numbers (from 1) of the questions that the member had met before it began. */
  met: z.array(z.int().positive()).readonly(),
  /** Its message in the member's direct messages, where those are open. */
  direct: z.object({ channel: z.string(), message: z.string() }).optional(),
  outcome: Outcome.optional(),
});
export type Exam = z.infer<typeof Exam>;

/** A member's answer to one question of an exam. */
export const ExamAnswer = z.object({
  picks: z.array(z.int().nonnegative()).readonly().default([]),
  /** When it was changed last: a press that comes late never undoes a newer one. */
  at: z.number().default(0),
  flagged: z.boolean().default(false),
  /** Whether the question was ever on the screen, and for how long in all, in milliseconds. */
  seen: z.boolean().default(false),
  spent: z.number().nonnegative().default(0),
});
export type ExamAnswer = z.infer<typeof ExamAnswer>;

/** An answer to a question that was not touched yet. */
export const NO_ANSWER: ExamAnswer = ExamAnswer.parse({});

/** Which screen of an exam its member has before them. */
export const ExamScreen = z.enum(['question', 'overview', 'hand-in']);
export type ExamScreen = z.infer<typeof ExamScreen>;

/** Where a member is in their exam, and since when. */
export const Place = z.object({ number: z.int().positive(), screen: ExamScreen, since: z.number() });
export type Place = z.infer<typeof Place>;

/** Answers by question number, from 1; numbers without an answer are left out. */
export type ExamAnswers = ReadonlyMap<number, ExamAnswer>;

/** The form that a profile of a pack has now. */
export function formOf(pack: string, profile: Profile): Form {
  const { id, name, questions, minutes, pass, domains } = profile;
  return {
    pack,
    profile: id,
    name,
    questions,
    minutes,
    pass,
    domains: domains.map(({ name, count, weight }) => ({ name, count, weight })),
  };
}

type Draw = {
  /** The questions that may be asked in exams here. */
  readonly questions: readonly PackQuestion[];
  readonly profile: Pick<Profile, 'domains'>;
  /** How often a question was met before by those who will sit the exam; those met least come first. */
  readonly met: (question: PackQuestion) => number;
  /** Questions whose answer is open elsewhere right now: drawn only where nothing else is left. */
  readonly avoid: ReadonlySet<string>;
  /** A random number in [0, 1). */
  readonly random: () => number;
};

/** An exam's questions in their order, or the domain that has too few. */
export type Drawn =
  | { readonly kind: 'drawn'; readonly items: readonly { question: PackQuestion; domain: number }[] }
  | {
      readonly kind: 'few-questions';
      readonly domain: string;
      readonly found: number;
      readonly needed: number;
    };

/**
 * Draws an exam: of each domain exactly as many questions as the profile says, none twice, in a mixed order. Which of a
 * domain is up to the dice, but for one thing: what was never met comes before what was. How well somebody answered
 * before plays no part, so that scores can be compared.
 */
export function drawExam({ questions, profile, met, avoid, random }: Draw): Drawn {
  const items: { question: PackQuestion; domain: number }[] = [];
  for (const [domain, { name, count, topics }] of profile.domains.entries()) {
    const found = questions.filter(({ topic }) => topics.includes(topic));
    if (found.length < count)
      return { kind: 'few-questions', domain: name, found: found.length, needed: count };
    const rank = (question: PackQuestion) =>
      avoid.has(question.id) ? Number.POSITIVE_INFINITY : met(question);
    const ranked = shuffled(found, random).map((question) => ({ question, rank: rank(question) }));
    ranked.sort((one, other) => (one.rank === other.rank ? 0 : one.rank - other.rank));
    items.push(...ranked.slice(0, count).map(({ question }) => ({ question, domain })));
  }
  return { kind: 'drawn', items: shuffled(items, random) };
}

/** Fisher and Yates, as given by Durstenfeld. */
function shuffled<T>(list: readonly T[], random: () => number): readonly T[] {
  const order = [...list];
  for (let last = order.length - 1; last > 0; last -= 1) {
    const other = Math.floor(random() * (last + 1));
    const [one, two] = [order[last], order[other]];
    if (one !== undefined && two !== undefined) [order[last], order[other]] = [two, one];
  }
  return order;
}

/** Time left at a moment, in milliseconds; never negative, and never more than the exam lasts. */
export function timeLeft(exam: Pick<Exam, 'startedAt' | 'endsAt'>, now: number): number {
  return Math.min(exam.endsAt - exam.startedAt, Math.max(0, exam.endsAt - now));
}

/** Whether a press made at that moment still counts: it is asked for the press's own time, not for its arrival. */
export function counts(exam: Pick<Exam, 'endsAt' | 'outcome'>, pressedAt: number): boolean {
  return exam.outcome === undefined && pressedAt <= exam.endsAt;
}

/** When the clock hands an exam in: half a second after its end, so that presses made in time have arrived. */
export function handedInFrom(exam: Pick<Exam, 'endsAt'>): number {
  return exam.endsAt + DRAIN;
}

/** Who was away as the clock handed their exam in is told of it so long, in milliseconds. */
const NEWS_FOR = 7 * 24 * 60 * MINUTE;

/** Whether it is still worth saying that the clock handed an exam in. */
export function isNews(exam: Pick<Exam, 'endsAt'>, now: number): boolean {
  return now - exam.endsAt < NEWS_FOR;
}

/** How many options are to be picked: one, or as many as are right where the stem says "Select TWO". */
export function picksWanted(question: Snapshot): number {
  return rightPlaces(question).length;
}

/** Whether a question counts as answered: with exactly as many picks as it wants. */
export function isAnswered(question: Snapshot, answer: ExamAnswer | undefined): boolean {
  return answer?.picks.length === picksWanted(question);
}

/** What came of a pick: stored, or nothing changed because that many are picked already. */
export type PickVerdict =
  | { readonly kind: 'picked'; readonly answer: ExamAnswer }
  | { readonly kind: 'full'; readonly answer: ExamAnswer };

/**
 * Picks an option or takes it back. Where one is wanted, the last press by its own time counts, whatever order they
 * arrive in; where several are, each press says what its letter shall be, so that two devices cannot undo each other.
 */
export function pick(
  question: Snapshot,
  before: ExamAnswer,
  press: { readonly option: number; readonly on: boolean; readonly at: number },
): PickVerdict {
  const { option, on } = press;
  const wanted = picksWanted(question);
  const at = Math.max(before.at, press.at);
  if (wanted === 1) {
    const picks = press.at >= before.at ? [option] : before.picks;
    return { kind: 'picked', answer: { ...before, picks, at } };
  }
  const others = before.picks.filter((place) => place !== option);
  if (on && others.length >= wanted) return { kind: 'full', answer: before };
  const picks = on ? [...others, option].sort((one, other) => one - other) : others;
  return { kind: 'picked', answer: { ...before, picks, at } };
}

/** The answer to the question that was on the screen, with the time it stood there until now. */
export function leave(place: Place, before: ExamAnswer, now: number): ExamAnswer {
  if (place.screen !== 'question') return before;
  return { ...before, seen: true, spent: before.spent + Math.max(0, now - place.since) };
}

/** The numbers of open and of flagged questions, in order. What has too few picks is open. */
export function overview(
  items: readonly Item[],
  answers: ExamAnswers,
): { readonly answered: number; readonly open: readonly number[]; readonly flagged: readonly number[] } {
  const numbers = items.map((_, index) => index + 1);
  const open = numbers.filter((number) => {
    const item = items[number - 1];
    return item && !isAnswered(item.question, answers.get(number));
  });
  const flagged = numbers.filter((number) => answers.get(number)?.flagged);
  return { answered: items.length - open.length, open, flagged };
}

/** Right answers of how many. */
export type Share = { readonly right: number; readonly of: number };

/** Everything that the report of an exam says in numbers. */
export type Report = Share & {
  readonly answered: number;
  /** By domain, in the form's order, with the weight in percent. */
  readonly domains: readonly (Share & { readonly name: string; readonly weight: number })[];
  readonly fresh: Share;
  readonly met: Share;
  /** Numbers that were not answered right, in order; open ones too. */
  readonly missed: readonly number[];
  /** Those of the missed that were never on the screen: they count as new afterwards. */
  readonly unopened: readonly number[];
  /** Numbers that took longest, slowest first; at most three, and none that took no time. */
  readonly slowest: readonly number[];
};

/** Whether a question was before its member at all: what was not stays new. */
export function wasOpened(answer: ExamAnswer | undefined): boolean {
  return answer !== undefined && (answer.seen || answer.picks.length > 0);
}

/** The numbers that were looked at and not answered right: what can be learned from without spending a new question. */
export function missedOnScreen({ missed, unopened }: Pick<Report, 'missed' | 'unopened'>): readonly number[] {
  return missed.filter((number) => !unopened.includes(number));
}

/** Scores an exam: only exactly the right options count, and an open question is wrong. */
export function report(
  exam: Pick<Exam, 'form' | 'met'>,
  items: readonly Item[],
  answers: ExamAnswers,
): Report {
  const rows = items.map(({ question, domain }, index) => {
    const number = index + 1;
    const answer = answers.get(number);
    const right = answer !== undefined && isRight(question, answer.picks);
    const opened = wasOpened(answer);
    return { number, domain, right, opened, spent: answer?.spent ?? 0, met: exam.met.includes(number) };
  });
  const share = (some: readonly { readonly right: boolean }[]): Share => ({
    right: some.filter(({ right }) => right).length,
    of: some.length,
  });
  return {
    ...share(rows),
    answered: overview(items, answers).answered,
    domains: exam.form.domains.map(({ name, weight }, place) => ({
      name,
      weight,
      ...share(rows.filter(({ domain }) => domain === place)),
    })),
    fresh: share(rows.filter(({ met }) => !met)),
    met: share(rows.filter(({ met }) => met)),
    missed: rows.filter(({ right }) => !right).map(({ number }) => number),
    unopened: rows.filter(({ opened }) => !opened).map(({ number }) => number),
    slowest: rows
      .filter(({ spent }) => spent > 0)
      .sort((one, other) => other.spent - one.spent || one.number - other.number)
      .slice(0, SLOWEST)
      .map(({ number }) => number),
  };
}

/** How long an exam took, in whole minutes: begun ones count, and never more than it lasts. */
export function minutesUsed(exam: Pick<Exam, 'startedAt' | 'form'>, at: number): number {
  return Math.min(exam.form.minutes, Math.max(1, Math.ceil((at - exam.startedAt) / MINUTE)));
}
