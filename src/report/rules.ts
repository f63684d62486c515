import { z } from 'zod';

/** What can be wrong with a question. */
export const Reason = z.enum(['wrong-answer', 'two-right', 'unclear', 'outdated', 'typo', 'other']);
export type Reason = z.infer<typeof Reason>;

/** How many characters of their own words a member may add. */
export const MOST_WORDS = 500;

/** One member's report of one question; a second one of the same member takes its place. */
export const Report = z.object({
  at: z.number(),
  reason: Reason,
  words: z.string().max(MOST_WORDS),
  stem: z.string(),
  name: z.string(),
});
export type Report = z.infer<typeof Report>;

/** A question with everything reported of it, most reported first. */
export type Reported = {
  readonly key: string;
  readonly stem: string;
  readonly reports: readonly Report[];
};

/** Groups reports by question: most reported first, then the latest. */
export function byQuestion(
  rows: readonly { readonly key: string; readonly report: Report }[],
): readonly Reported[] {
  const questions = new Map<string, Report[]>();
  for (const { key, report } of rows) questions.set(key, [...(questions.get(key) ?? []), report]);
  return [...questions]
    .map(([key, reports]) => ({
      key,
      stem: reports[0]?.stem ?? '',
      reports: reports.sort((a, b) => b.at - a.at),
    }))
    .sort((a, b) => b.reports.length - a.reports.length || (b.reports[0]?.at ?? 0) - (a.reports[0]?.at ?? 0));
}
