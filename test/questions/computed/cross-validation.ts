/** Recomputes the numbers in this topic's computed items; each gives the text that the right option must contain. */
export const computed: Readonly<Record<string, () => string>> = {
  'cross-validation-006': () => String(3 * 2 * 4 + 1),
  'cross-validation-007': () => String(2 * 4 * 5 + 1),
  'cross-validation-008': () => String(4 * 3 * 2 * 3),
  'cross-validation-009': () => String(20 * 5),
  'cross-validation-010': () => String(3 * 3 + 1),
  'cross-validation-011': () => String((12_000 * (4 - 1)) / 4),
  'cross-validation-012': () => {
    const folds: Record<string, number[]> = {
      '0.01': [4.0, 4.2, 9.2],
      '0.1': [5.4, 5.5, 5.6],
      '1.0': [3.1, 6.9, 7.7],
    };
    const [value, average] = Object.entries(folds)
      .map(([name, m]) => [name, m.reduce((sum, x) => sum + x, 0) / m.length] as const)
      .reduce((best, next) => (next[1] < best[1] ? next : best));
    return `${value}, as its average is ${average.toFixed(2)}`;
  },
  'cross-validation-013': () => String((5 * (8 / 4) + 1) * 3),
  'cross-validation-014': () => String(3 * 150),
  'cross-validation-015': () => {
    const months = 24;
    const splits = 5;
    const test = Math.floor(months / (splits + 1));
    return String(months - splits * test);
  },
  'cross-validation-016': () => String(5 * (4 * 3 + 1)),
  'cross-validation-017': () => String(4 * 3 + 1),
};
