import { z } from 'zod';
import { Confidence, type History } from '../history/rules.ts';
import { draw, orderOptions } from '../packs/rules.ts';
import type { PackQuestion, Profile } from '../packs/schema.ts';
import { rightPlaces, Snapshot } from '../packs/snapshot.ts';

/** How many questions a practice may have. */
export const QUESTIONS = { least: 5, most: 30, default: 10 } as const;

/** What a question takes a learner with its explanation, in seconds: for saying how long something will be. */
export const SECONDS_EACH = 45;

/** About how many minutes so many questions take. */
export function minutesFor(questions: number): number {
  return Math.max(1, Math.ceil((questions * SECONDS_EACH) / 60));
}

/** Which questions a practice asks: never met, missed at the last attempt, or some of both. */
export const Origin = z.enum(['new', 'missed', 'mixed']);
export type Origin = z.infer<typeof Origin>;

/** Practice that one chose, or review of what is due. */
export const Kind = z.enum(['practice', 'review']);
export type Kind = z.infer<typeof Kind>;

/** A final answer in a run. */
export const Given = z.object({
  picks: z.array(z.int()).readonly(),
  confidence: Confidence,
  right: z.boolean(),
});
export type Given = z.infer<typeof Given>;

/**
 * A row of questions that one member answers in private, one after another. Only the question being shown is stored as it
 * was shown: the record stays small, and what comes later is drawn from the pack of that time.
 */
export const Run = z.object({
  id: z.string(),
  kind: Kind,
  pack: z.string(),
  /** What it is about, in words. */
  name: z.string(),
  /** The questions still to come, by their ids. */
  ahead: z.array(z.string()).readonly(),
  /** How many questions it had at the start, for "3 of 10". */
  of: z.int(),
  /** How many cards were due when it began; those that did not fit are not in it. */
  due: z.int().optional(),
  /** The question being shown, from 1, and what was answered. Undefined when the run is over. */
  shown: z
    .object({
      number: z.int(),
      question: Snapshot,
      /** The card that this question stands in for. */
      standsFor: z.string().optional(),
      given: Given.optional(),
    })
    .optional(),
  answered: z.int().default(0),
  right: z.int().default(0),
});
export type Run = z.infer<typeof Run>;

/** What a practice is drawn from. */
export type Pool = {
  readonly questions: readonly PackQuestion[];
  readonly profile: Pick<Profile, 'domains'>;
  /** A member's history, by the ids of the pack's questions. */
  readonly history: (id: string) => History | undefined;
  /** Questions kept for exams: never asked here while they are new. */
  readonly kept: ReadonlySet<string>;
  readonly random: () => number;
};

/**
 * The questions of a practice, in the order asked; fewer when there are no more. New ones by the profile's weights, missed
 * ones the longest ago first. Mixed is half of each in turn; where one runs out the other fills in, and after that
 * what was answered right the longest ago.
 */
export function planPractice(
  pool: Pool,
  wanted: { readonly count: number; readonly origin: Origin },
): readonly string[] {
  const { count, origin } = wanted;
  if (origin === 'new') return newOnes(pool, count);
  const missed = met(pool, false);
  if (origin === 'missed') return missed.slice(0, count);
  const fresh = newOnes(pool, count);
  const half = Math.min(missed.length, Math.max(Math.floor(count / 2), count - fresh.length));
  const taken = inTurn(fresh.slice(0, count - half), missed.slice(0, half));
  return [...taken, ...met(pool, true)].slice(0, count);
}

function newOnes({ questions, profile, history, kept, random }: Pool, count: number): readonly string[] {
  const unmet = questions.filter(({ id }) => history(id) === undefined && !kept.has(id));
  // What was drawn stays in the list as used, so that the weights are kept over the whole practice.
  const used: Record<string, number> = {};
  const drawn: string[] = [];
  while (drawn.length < count) {
    const next = draw({ questions: unmet, profile, used, random });
    if (!next || used[next.id]) break;
    used[next.id] = 1;
    drawn.push(next.id);
  }
  return drawn;
}

function met({ questions, history }: Pool, right: boolean): readonly string[] {
  return questions
    .flatMap(({ id }) => {
      const last = history(id)?.last;
      return last?.right === right ? [{ id, at: last.at }] : [];
    })
    .sort((one, other) => one.at - other.at || (one.id < other.id ? -1 : 1))
    .map(({ id }) => id);
}

/** Turn by turn from both; the rest of the longer one at the end. */
function inTurn(first: readonly string[], second: readonly string[]): readonly string[] {
  const length = Math.max(first.length, second.length);
  return Array.from({ length }, (_, index) => [first[index], second[index]])
    .flat()
    .filter((id) => id !== undefined);
}

/** The order in which to show a question's options: another than the last time, unless it keeps its order. */
export function nextOrder(
  question: Pick<PackQuestion, 'options' | 'keep-order'>,
  last: readonly number[] | undefined,
  random: () => number,
): readonly number[] {
  const order = orderOptions(question, random);
  if (question['keep-order'] || last?.join() !== order.join()) return order;
  return [...order.slice(1), ...order.slice(0, 1)];
}

/** The picks after a letter was pressed: it takes the place of another, or is added or taken away where several are right. */
export function afterPick(question: Snapshot, picks: readonly number[], place: number): readonly number[] {
  const wanted = rightPlaces(question).length;
  if (wanted === 1) return [place];
  if (picks.includes(place)) return picks.filter((picked) => picked !== place);
  return [...picks, place].sort((one, other) => one - other).slice(0, question.options.length);
}

/** Whether as many options are picked as are right, so that it can be answered. */
export function isComplete(question: Snapshot, picks: readonly number[]): boolean {
  return (
    new Set(picks).size === rightPlaces(question).length &&
    picks.every((place) => question.options[place] !== undefined)
  );
}

/** What a run's card can be pressed for, once its question is answered. */
export type Onward = 'next' | 'stop';

/**
 * Whether a press on an earlier card was the second of a double tap: the run went on to a question that waits for its
 * answer, or is over, as the press wanted. What it brings is on the screen already, and stays there.
 */
export function isDone(
  run: Run,
  press: { readonly run: string; readonly number: number },
  wanted: Onward,
): boolean {
  if (run.id !== press.run) return false;
  if (!run.shown) return true;
  return wanted === 'next' && run.shown.number > press.number && !run.shown.given;
}

/**
 * What a review leaves due: how many of those due when it began were not answered in it, and how many of them the next one
 * brings, which is as long as this one was to be. None for a practice.
 */
export function leftToReview(run: Pick<Run, 'kind' | 'due' | 'of' | 'answered'>): {
  readonly left: number;
  readonly next: number;
} {
  if (run.kind !== 'review') return { left: 0, next: 0 };
  const left = Math.max(0, (run.due ?? run.answered) - run.answered);
  return { left, next: Math.min(left, run.of) };
}
