/** Recomputes the numbers in this topic's computed items; each gives the text that the right option must contain. */
export const computed: Readonly<Record<string, () => string>> = {
  'metrics-006': () => (60 / (60 + 40)).toFixed(2),
  'metrics-007': () => ((2 * 0.9 * 0.6) / (0.9 + 0.6)).toFixed(2),
  'metrics-009': () => {
    const errors = [1, -1, 3, -5];
    const mse = errors.reduce((sum, e) => sum + e ** 2, 0) / errors.length;
    return Math.sqrt(mse).toFixed(1);
  },
  'metrics-010': () => {
    const rows = [
      [10, 12],
      [20, 17],
      [30, 30],
      [40, 45],
    ] as const;
    const sum = rows.reduce((total, [label, prediction]) => total + Math.abs(prediction - label), 0);
    return (sum / rows.length).toFixed(1);
  },
  'metrics-011': () => {
    const labels = [2, 4, 6, 8];
    const predictions = [3, 4, 5, 9];
    const mean = labels.reduce((sum, y) => sum + y, 0) / labels.length;
    const sse = labels.reduce((sum, y, i) => sum + (y - (predictions[i] ?? Number.NaN)) ** 2, 0);
    const sst = labels.reduce((sum, y) => sum + (y - mean) ** 2, 0);
    return (1 - sse / sst).toFixed(2);
  },
  'metrics-012': () => {
    const fraud = 20_000 * 0.005;
    const found = 0;
    return `Accuracy ${(20_000 - fraud + found) / 20_000}, recall ${found / fraud}`;
  },
  'metrics-013': () => (50 / (50 + 850)).toFixed(3),
  'metrics-014': () => (-Math.log(0.5)).toFixed(3),
  'metrics-015': () => Math.expm1(3).toFixed(1),
  'metrics-016': () => `factor of about ${Math.exp(0.18).toFixed(2)}`,
  'metrics-017': () => Math.sqrt(((110 - 100) ** 2 + (900 - 1000) ** 2) / 2).toFixed(2),
  'metrics-018': () => {
    const rows = [
      [0.9, 1],
      [0.7, 0],
      [0.6, 1],
      [0.4, 1],
      [0.35, 0],
      [0.2, 1],
    ] as const;
    const at = (threshold: number) => {
      const flagged = rows.filter(([p]) => p > threshold);
      const found = flagged.filter(([, late]) => late === 1).length;
      const late = rows.filter(([, y]) => y === 1).length;
      return { recall: (found / late).toFixed(2), precision: (found / flagged.length).toFixed(2) };
    };
    const [high, low] = [at(0.5), at(0.3)];
    return `Recall ${high.recall} to ${low.recall}, precision ${high.precision} to ${low.precision}`;
  },
  'metrics-019': () => {
    const classes = [
      [900, 810],
      [60, 30],
      [40, 4],
    ] as const;
    const total = classes.reduce((sum, [n]) => sum + n, 0);
    return classes.reduce((sum, [n, right]) => sum + (n / total) * (right / n), 0).toFixed(3);
  },
  'metrics-020': () => {
    const sick = [0.9, 0.6, 0.4];
    const healthy = [0.7, 0.3];
    const ordered = sick.flatMap((s) => healthy.filter((h) => s > h)).length;
    return (ordered / (sick.length * healthy.length)).toFixed(2);
  },
  'metrics-039': () => {
    const matrix = [
      [50, 10],
      [7, 33],
    ] as const;
    return String(matrix[1][0]);
  },
};
