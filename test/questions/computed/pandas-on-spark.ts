/** Recomputes the numbers in this topic's computed items; each gives the text that the right option must contain. */
export const computed: Readonly<Record<string, () => string>> = {
  'pandas-on-spark-034': () => String(4 * Math.ceil(25_000 / 10_000)),
  'pandas-on-spark-040': () => String([5, -2, 0, 8, -1, 3].filter((x) => x > 0).length),
  'pandas-on-spark-044': () => String(Math.min(12, 64)),
};
