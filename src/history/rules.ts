import { z } from 'zod';

/** How sure a member was before seeing the answer. */
export const Confidence = z.enum(['sure', 'unsure', 'guess']);
export type Confidence = z.infer<typeof Confidence>;

/** Where an attempt was made. Only exams are closed-book; the others may be looked up. */
export const Source = z.enum(['daily', 'quiz']);
export type Source = z.infer<typeof Source>;

/** One answer to a question, wherever it was asked. */
export const Attempt = z.object({
  at: z.number(),
  right: z.boolean(),
  source: Source,
  confidence: Confidence.optional(),
});
export type Attempt = z.infer<typeof Attempt>;

/**
 * A member's history with one question, over the daily and all that comes later. Points and shares use the first
 * attempt, what is due the last.
 */
export const History = z.object({ first: Attempt, last: Attempt, times: z.int().positive() });
export type History = z.infer<typeof History>;

/** Adds an attempt to a history. */
export function withAttempt(history: History | undefined, attempt: Attempt): History {
  if (!history) return { first: attempt, last: attempt, times: 1 };
  return { ...history, last: attempt, times: history.times + 1 };
}
