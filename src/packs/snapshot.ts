import { z } from 'zod';
import { Difficulty, type PackQuestion } from './schema.ts';

const ShownOption = z.object({ text: z.string(), correct: z.boolean(), why: z.string() });

/**
 * A question as it was shown, options in the order shown. Stored with each daily, round or exam: grading and reveal
 * read only this, so an edited pack never changes what somebody already saw.
 */
export const Snapshot = z.object({
  pack: z.string(),
  id: z.string(),
  topic: z.string(),
  topicName: z.string(),
  difficulty: Difficulty,
  objectives: z.array(z.string()).readonly(),
  stem: z.string(),
  options: z.array(ShownOption).readonly(),
  references: z.array(z.string()).readonly(),
  about: z.string().optional(),
  checked: z.string().optional(),
  explained: z.boolean(),
  /** The places in the pack's list that the options had when it was shown, in the order shown. */
  order: z.array(z.int()).readonly().optional(),
});
export type Snapshot = z.infer<typeof Snapshot>;

/** `A` for the first option shown. */
export function letter(index: number): string {
  return String.fromCharCode('A'.charCodeAt(0) + index);
}

/** The places of the right options, in the order shown. */
export function rightPlaces(question: Snapshot): readonly number[] {
  return question.options.flatMap((option, index) => (option.correct ? [index] : []));
}

/** Whether exactly the right options were picked; one too few or too many is wrong. */
export function isRight(question: Snapshot, picks: readonly number[]): boolean {
  const right = rightPlaces(question);
  return right.length === new Set(picks).size && right.every((place) => picks.includes(place));
}

/** Whether several options are right, and all of them are asked for. */
export function wantsSeveral(question: Snapshot): boolean {
  return rightPlaces(question).length > 1;
}

/** Whether as many options are picked as are asked for. */
export function isComplete(question: Snapshot, picks: readonly number[]): boolean {
  return picks.length === rightPlaces(question).length;
}

/**
 * The picks after a letter was pressed: it takes the place of the one before, or, where several are asked for, is in or out as
 * the press says. Pressed twice it is the same as once.
 */
export function withPress(
  question: Snapshot,
  picks: readonly number[],
  press: { readonly place: number; readonly on: boolean },
): readonly number[] {
  if (!wantsSeveral(question)) return [press.place];
  const others = picks.filter((picked) => picked !== press.place);
  return press.on ? [...others, press.place].sort((one, other) => one - other) : others;
}

/** What names a question across packs: `databricks-ml-associate.metrics-004`. */
export function questionKey(question: { readonly pack: string; readonly id: string }): string {
  return `${question.pack}.${question.id}`;
}

/** Takes a question as it will be shown, with its options in this order (places in the pack's list). */
export function snapshot(
  pack: {
    readonly id: string;
    readonly exam: { readonly topics: readonly { readonly id: string; readonly name: string }[] };
  },
  question: PackQuestion,
  order: readonly number[],
): Snapshot {
  const { id, topic, difficulty, objectives, stem, references, about, checked, explained } = question;
  const options = order.flatMap((place) => question.options[place] ?? []);
  const topicName = pack.exam.topics.find((known) => known.id === topic)?.name ?? topic;
  return {
    pack: pack.id,
    id,
    topic,
    topicName,
    difficulty,
    objectives,
    stem,
    options,
    references,
    about,
    checked,
    explained,
    order,
  };
}
