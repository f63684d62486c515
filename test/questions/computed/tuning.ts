/** Recomputes the numbers in this topic's computed items; each gives the text that the right option must contain. */
export const computed: Readonly<Record<string, () => string>> = {
  'tuning-006': () => String(3 * 2 + 4),
  'tuning-007': () => String((500 - 100) / 50 + 1),
  'tuning-008': () => {
    const values = new Set<number>();
    for (let k = 3; k < 10; k++) values.add(k);
    return String(values.size);
  },
  'tuning-009': () => `From ${(2 ** -4).toFixed(4)} to ${(2 ** 0).toFixed(4)}`,
  'tuning-010': () => String(Math.ceil(60 / 8) * 5),
  'tuning-011': () => String(30 * 4),
  'tuning-012': () => {
    let draws = 1;
    while (1 - 0.9 ** draws < 0.9) draws++;
    return String(draws);
  },
  'tuning-013': () => String([0.81, 0.86, 0.84].map((acc) => -acc).at(-1)),
  'tuning-014': () => String((10 - 2) / 2 + 1),
  'tuning-015': () => String((4 * 8) / 4),
  'tuning-001': () => {
    const trials = [
      [0.1, 0.78],
      [1, 0.9],
      [10, 0.71],
      [100, 0.84],
    ] as const;
    return String(trials.toSorted(([, a], [, b]) => a - b)[0]?.[0]);
  },
  'tuning-024': () => String(2 ** 2),
  'tuning-016': () => ((4 ** 5 * 6) / 60).toFixed(1),
  'tuning-005': () => String([2, 5, 8, 12][2]),
};
