/** Recomputes the numbers in this topic's computed items; each gives the text that the right option must contain. */
export const computed: Readonly<Record<string, () => string>> = {
  'metrics-005': () => Math.sqrt((1 - 0.44) * 20 ** 2).toFixed(1),
  'metrics-006': () => (60 / 80).toFixed(2),
  'metrics-007': () => {
    const [f1, precision] = [0.72, 0.9];
    return ((f1 * precision) / (2 * precision - f1)).toFixed(2);
  },
  'metrics-009': () => {
    const errors = [1, -1, 3, -5];
    const mse = errors.reduce((sum, e) => sum + e ** 2, 0) / errors.length;
    return mse.toFixed(1);
  },
  'metrics-010': () => {
    const rows = [
      [10, 12],
      [20, 17],
      [30, 30],
      [40, 47],
    ] as const;
    const sum = rows.reduce((total, [label, prediction]) => total + Math.abs(prediction - label), 0);
    return (sum / rows.length).toFixed(1);
  },
  'metrics-011': () => {
    const labels = [10, 20, 30, 40];
    const predictions = [20, 20, 40, 40];
    const mean = labels.reduce((sum, y) => sum + y, 0) / labels.length;
    const sse = labels.reduce((sum, y, i) => sum + (y - (predictions[i] ?? Number.NaN)) ** 2, 0);
    const sst = labels.reduce((sum, y) => sum + (y - mean) ** 2, 0);
    return (1 - sse / sst).toFixed(2);
  },
  'metrics-012': () => {
    const fraud = 20_000 * 0.005;
    const found = fraud;
    return `Accuracy ${found / 20_000}, recall ${found / fraud}`;
  },
  'metrics-013': () => (50 / (50 + 850)).toFixed(3),
  'metrics-014': () => {
    const losses = { W: -Math.log(0.55), X: -Math.log(0.35), Y: -Math.log(1 - 0.15), Z: -Math.log(1 - 0.7) };
    return `Parcel ${Object.entries(losses).toSorted(([, a], [, b]) => b - a)[0]?.[0]}`;
  },
  'metrics-015': () => (2 ** 5 - 1).toFixed(1),
  'metrics-016': () => (10 ** 0.18).toFixed(2),
  'metrics-017': () =>
    Math.exp(Math.sqrt((Math.log(110 / 100) ** 2 + Math.log(900 / 1000) ** 2) / 2)).toFixed(2),
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
    const [high, low] = [at(0.5), at(0.65)];
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
    const healthy = [0.7, 0.5];
    const ordered = sick.flatMap((s) => healthy.filter((h) => s > h)).length;
    return (ordered / (sick.length * healthy.length)).toFixed(2);
  },
  'metrics-022': () => {
    const hard = (p: number) => (p > 0.5 ? 1 : 0);
    const positives = [0.9, 0.45, 0.4].map(hard);
    const negatives = [0.3, 0.2].map(hard);
    const won = positives.flatMap((p) => negatives.map((n) => (p > n ? 1 : p === n ? 0.5 : 0)));
    return (won.reduce<number>((sum, w) => sum + w, 0) / won.length).toFixed(2);
  },
  'metrics-028': () => {
    const models = { A: [4, 4, 4, 4], B: [1, 1, 1, 7] };
    const mae = (e: number[]) => e.reduce((sum, x) => sum + x, 0) / e.length;
    const rmse = (e: number[]) => Math.sqrt(e.reduce((sum, x) => sum + x * x, 0) / e.length);
    return mae(models.B) < mae(models.A) && rmse(models.B) < rmse(models.A)
      ? 'Model B by both'
      : 'another result';
  },
  'metrics-039': () => {
    const matrix = [
      [50, 10],
      [7, 33],
    ] as const;
    return String(matrix[1][0]);
  },
  'metrics-034': () => {
    const silhouettes = { 4: 0.57, 6: 0.39, 9: 0.44, 15: 0.21 };
    return String(Object.entries(silhouettes).toSorted(([, a], [, b]) => b - a)[0]?.[0]);
  },
  'metrics-040': () => {
    const errors = { '0.1': 5.1, '1': 4.2, '10': 4.7, '100': 6.3 };
    return String(Object.entries(errors).toSorted(([, a], [, b]) => b - a)[0]?.[0]);
  },
};
