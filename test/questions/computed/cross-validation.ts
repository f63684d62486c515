/** Recomputes the numbers in this topic's computed items; each gives the text that the right option must contain. */
export const computed: Readonly<Record<string, () => string>> = {
  'cross-validation-001': () => `${900 / 10} for a model, ${10 * (900 / 10)} for the average`,
  'cross-validation-002': () => String(8_000 + 2_000),
  'cross-validation-003': () => String((4 + 10) / 2),
  'cross-validation-005': () => String(32 / 4),
  'cross-validation-006': () => String((3 * 2 + 2) * 4 + 1),
  'cross-validation-007': () => String(2 * 4 * 5 * 3 + 1),
  'cross-validation-008': () => String(4 * 3 * 2 * 3),
  'cross-validation-009': () => String(20 * 5),
  'cross-validation-010': () => String(3 * 3 + 1),
  'cross-validation-011': () => String(4 * (12_000 / 4)),
  'cross-validation-012': () => {
    const folds: Record<string, number[]> = {
      '0.001': [0.75, 0.6, 0.54],
      '0.01': [0.7, 0.72, 0.44],
      '0.05': [0.66, 0.58, 0.56],
      '0.1': [0.65, 0.64, 0.63],
    };
    const [value] = Object.entries(folds)
      .map(([name, m]) => [name, m.reduce((sum, x) => sum + x, 0) / m.length] as const)
      .reduce((best, next) => (next[1] > best[1] ? next : best));
    return value;
  },
  'cross-validation-013': () => String((5 * (8 / 4) + 1) * 3),
  'cross-validation-014': () => String(3 * 150),
  'cross-validation-015': () => {
    const months = 24;
    const splits = 5;
    const test = Math.floor(months / (splits + 1));
    return String(months - splits * test);
  },
  'cross-validation-016': () => String(5 * (4 * 3 + 1) + 1),
  'cross-validation-017': () => String(4 * 3 + 1),
  'cross-validation-018': () => String(4 * 5 + 1 - (4 * 3 + 1)),
  'cross-validation-019': () => {
    const folds = [3, 5, 10].filter((k) => (6 * k + 1) * 2 <= 40);
    return `CrossValidator(numFolds=${Math.max(...folds)})`;
  },
  'cross-validation-023': () => String(100 + 200 + 300 + 500),
  'cross-validation-027': () => String(10 + (4 * 3 + 1) * 2),
  'cross-validation-030': () => {
    const auc: readonly (readonly [number, number])[] = [
      [8, 0.843],
      [10, 0.846],
      [12, 0.85],
      [14, 0.848],
    ];
    const bound = Math.max(...auc.map(([, a]) => a)) - 0.01;
    return String(auc.find(([, a]) => a >= bound)?.[0]);
  },
};
