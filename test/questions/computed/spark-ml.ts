/** Recomputes the numbers in this topic's computed items; each gives the text that the right option must contain. */
export const computed: Readonly<Record<string, () => string>> = {
  // Four labels and one for unseen values, the last dropped; and one number.
  'spark-ml-003': () => {
    const categories = 4 + 1;
    return String(categories - 1 + 1);
  },
  // Each stage's inputs have to be there when it runs.
  'spark-ml-008': () => {
    const stages: Readonly<Record<string, { from: readonly string[]; to: string }>> = {
      1: { from: ['job_v', 'age_f'], to: 'features' },
      2: { from: ['job'], to: 'job_i' },
      3: { from: ['age'], to: 'age_f' },
      4: { from: ['job_i'], to: 'job_v' },
    };
    const runs = (order: string) => {
      const columns = new Set(['job', 'age', 'label']);
      return order.split(', ').every((name) => {
        const stage = stages[name];
        if (!stage?.from.every((column) => columns.has(column))) return false;
        columns.add(stage.to);
        return true;
      });
    };
    return ['2, 3, 4, 1', '2, 4, 1, 3', '3, 1, 2, 4', '4, 3, 2, 1'].filter(runs).join(' or ');
  },
  // The same major version, and not older than the version that saved.
  'spark-ml-014': () => {
    const saved = [3, 4, 1];
    const value = (version: readonly number[]) => version.reduce((sum, part) => sum * 100 + part, 0);
    const clusters = [
      [3, 3, 4],
      [3, 5, 3],
      [4, 0, 1],
      [4, 1, 0],
    ];
    const promised = clusters.filter((v) => v[0] === saved[0] && value(v) >= value(saved));
    return String(promised.length);
  },
  'spark-ml-016': () => (4096 + 2048).toLocaleString('en-US'),
  'spark-ml-020': () => {
    const [low, high] = [10, 60];
    return ((45 - low) / (high - low)).toFixed(2);
  },
  'spark-ml-027': () => {
    const categories = 4;
    const oneHotEntries = categories - 1;
    return String(oneHotEntries);
  },
  'spark-ml-028': () => {
    const coefficients = [5, 2, 3, 6, 1, 4];
    const indices = [1, 4];
    const values = [2, 5];
    return String(indices.reduce((sum, at, i) => sum + (coefficients[at] ?? 0) * (values[i] ?? 0), 0));
  },
  'spark-ml-031': () => {
    const counts = { default: 400, late: 200, open: 150, paid: 900 };
    const labels = Object.entries(counts).sort(([, a], [, b]) => b - a);
    const probability = [0.1, 0.2, 0.45, 0.25];
    return labels[probability.indexOf(Math.max(...probability))]?.[0] ?? '';
  },
  'spark-ml-034': () => String([0.12, 0.31, 0.38, 0.45, 0.62].filter((p) => p > 0.3 !== p > 0.5).length),
  'spark-ml-038': () => {
    const weights = [6, 2, 2];
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    return ((50_000 * 6) / total).toLocaleString('en-US');
  },
  'spark-ml-042': () => (180_000 * 0.1 + 15_000 * 1).toLocaleString('en-US'),
  'spark-ml-052': () => String(30 + 5 * (10 + 5)),
  'spark-ml-054': () => {
    const before = ['id', 'city', 'km', 'label'];
    const added = ['city_i', 'features', 'prediction'];
    return String(before.length + added.length);
  },
  'spark-ml-033': () => {
    const written = ['rawPrediction', 'probability', 'prediction'];
    return String(['rawPrediction', 'prediction'].filter((column) => written.includes(column)).length);
  },
};
