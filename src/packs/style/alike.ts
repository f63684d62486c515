import type { PackQuestion } from '../schema.ts';
import { inPercent, type StyleFinding } from './measures.ts';

/**
 * Pairs of questions that share more than `above` percent of their word triples: the Jaccard index over the 3-shingles of
 * stem and right options (A. Broder, "On the resemblance and containment of documents", 1997). Options that are wrong are
 * left out, since two questions may well tempt with the same mistakes. Only questions that share a triple are compared.
 */
export function alike(questions: readonly PackQuestion[], above: number): readonly StyleFinding[] {
  const sets = questions.map(triples);
  const holders = new Map<string, number[]>();
  return questions.flatMap((question, index) => {
    const own = sets[index] ?? new Set<string>();
    const shared = new Map<number, number>();
    for (const triple of own) {
      const earlier = holders.get(triple) ?? [];
      for (const other of earlier) shared.set(other, (shared.get(other) ?? 0) + 1);
      holders.set(triple, earlier);
      earlier.push(index);
    }
    return [...shared].flatMap(([other, common]) => {
      const share = (common / (own.size + (sets[other]?.size ?? 0) - common)) * 100;
      const name = questions[other]?.id;
      return share <= above
        ? []
        : [
            {
              question: question.id,
              message: `is alike ${name}: they share ${inPercent(share)} of their word triples`,
            },
          ];
    });
  });
}

function triples({ stem, options }: PackQuestion): ReadonlySet<string> {
  const right = options.filter((option) => option.correct).map((option) => option.text);
  const words =
    [stem, ...right]
      .join(' ')
      .toLowerCase()
      .match(/[\p{L}\p{N}_]+/gu) ?? [];
  return new Set(words.slice(2).map((word, index) => `${words[index]} ${words[index + 1]} ${word}`));
}
