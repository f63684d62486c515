/** Recomputes the numbers in this topic's computed items; each gives the text that the right option must contain. */
export const computed: Readonly<Record<string, () => string>> = {
  'feature-engineering-014': () => {
    const train = [10, 20, 60].sort((a, b) => a - b);
    return String(train[Math.floor(train.length / 2)]);
  },
  'feature-engineering-015': () => {
    const rows: Record<string, number> = { diesel: 700, petrol: 1200, electric: 100 };
    return Object.entries(rows)
      .sort(([, a], [, b]) => b - a)
      .map(([label], index) => `${label} ${index}`)
      .join(', ');
  },
  'feature-engineering-019': () => String(6 - 1),
  'feature-engineering-026': () => String(['age', 'income', 'tenure'].length + (5 - 1)),
  'feature-engineering-032': () => String((30 - 20) / (70 - 20)),
  'feature-engineering-033': () => {
    const row = [3, 4];
    const norm = Math.hypot(...row);
    return `[${row.map((x) => x / norm).join(', ')}]`;
  },
  'feature-engineering-035': () => {
    const splits = [0, 18, 65, Number.POSITIVE_INFINITY];
    return splits
      .findIndex((low, i) => 18 >= low && 18 < (splits[i + 1] ?? Number.NEGATIVE_INFINITY))
      .toFixed(1);
  },
  'feature-engineering-044': () => {
    let terms = 0;
    for (let x = 0; x <= 2; x++) for (let y = 0; y <= 2; y++) if (x + y >= 1 && x + y <= 2) terms++;
    return String(terms);
  },
};
