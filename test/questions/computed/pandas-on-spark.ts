/** Recomputes the numbers in this topic's computed items; each gives the text that the right option must contain. */
export const computed: Readonly<Record<string, () => string>> = {
  // Values with the same label are added; label 0 is the third one of the second series.
  'pandas-on-spark-011': () => {
    const a = new Map([0, 1, 2, 3].map((label, i) => [label, [10, 20, 30, 40][i]!]));
    const b = new Map([3, 2, 0, 1].map((label, i) => [label, [3, 1, 4, 2][i]!]));
    return String(a.get(0)! + b.get(0)!);
  },
  // The approximate percentile returns the lower one of the two middle values.
  'pandas-on-spark-017': () => [21, 12, 30, 15].sort((x, y) => x - y)[Math.ceil(4 * 0.5) - 1]!.toFixed(1),
  'pandas-on-spark-034': () => String(4 * Math.ceil(25_000 / 10_000)),
  'pandas-on-spark-040': () => String([5, -2, 0, 8, -1, 3].map((x) => Math.max(x, 0)).length),
  'pandas-on-spark-044': () => String(Math.min(12 / 2, (8 * 8) / 4)),
};
