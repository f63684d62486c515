/** Recomputes the numbers in this topic's computed items; each gives the text that the right option must contain. */
export const computed: Readonly<Record<string, () => string>> = {
  'mllib-scaling-001': () => String(Math.ceil(6 / 8) * 40),
  'mllib-scaling-002': () => String(Math.max(12, 2)),
  'mllib-scaling-006': () => String(5 - 1 + (32 - 1)),
  'mllib-scaling-007': () => String(2 ** (4 - 1) - 1),
  'mllib-scaling-008': () => String((1_000 / 500) ** 2),
  'mllib-scaling-009': () => {
    const gini = (a: number, b: number) => 1 - (a / (a + b)) ** 2 - (b / (a + b)) ** 2;
    const splits: Record<string, [[number, number], [number, number]]> = {
      age: [
        [10, 0],
        [10, 20],
      ],
      income: [
        [16, 4],
        [4, 16],
      ],
      tenure: [
        [18, 12],
        [2, 8],
      ],
      visits: [
        [5, 0],
        [15, 20],
      ],
    };
    const [name] = Object.entries(splits)
      .map(
        ([n, children]) =>
          [n, children.reduce((sum, [a, b]) => sum + ((a + b) / 40) * gini(a, b), 0)] as const,
      )
      .reduce((best, next) => (next[1] < best[1] ? next : best));
    return name;
  },
  'mllib-scaling-010': () => {
    const gini = (a: number, b: number) => 1 - (a / (a + b)) ** 2 - (b / (a + b)) ** 2;
    return (gini(50, 50) - (40 / 100) * gini(40, 0) - (60 / 100) * gini(10, 50)).toFixed(2);
  },
  'mllib-scaling-011': () => {
    const p = [37 / 40, 11 / 40, 3 / 20].reduce((sum, x) => sum + x, 0) / 3;
    return `Class ${p > 0.5 ? 1 : 0}, with a probability of ${(p > 0.5 ? p : 1 - p).toFixed(2)}`;
  },
  'mllib-scaling-012': () => String(Math.ceil(90 / 3)),
  'mllib-scaling-013': () => String(2 ** 5),
  'mllib-scaling-014': () => String(250 - (200 + 0.5 * 30)),
  'mllib-scaling-015': () => `${Math.round((1 - Math.exp(-1)) ** 2 * 100)} percent`,
  'mllib-scaling-016': () => (0.2 * 0.25).toFixed(2),
  'mllib-scaling-017': () => (1.0 * 3.0 + 2.0 * 0.5).toFixed(1),
  'mllib-scaling-018': () => ((20 - 50 + 130) / (100 + 300 + 600)).toFixed(3),
  'mllib-scaling-019': () => {
    const [rows, features, bins] = [1, 2, 2];
    return `Computation ${rows * features * bins} times, communication ${features * bins} times`;
  },
  'mllib-scaling-020': () => {
    const scores = [0.6, 1.4, -2.5, -0.1];
    return String(scores.indexOf(Math.max(...scores)));
  },
  'mllib-scaling-021': () => (1 - 0.6 ** 3).toFixed(3),
  'mllib-scaling-029': () => String(80 * (20 / (40 / 10) + 1)),
  'mllib-scaling-032': () => String((1_500 * 4) / 25),
  'mllib-scaling-037': () => (0.05 + 0.2 + 0.11).toFixed(2),
  'mllib-scaling-047': () => String(4 * 30 + 4 * 50),
};
