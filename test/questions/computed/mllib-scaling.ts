/** Recomputes the numbers in this topic's computed items; each gives the text that the right option must contain. */
export const computed: Readonly<Record<string, () => string>> = {
  'mllib-scaling-006': () => String(5 - 1),
  'mllib-scaling-007': () => String(2 ** (4 - 1) - 1),
  'mllib-scaling-008': () => String((1_000 / 500) ** 2),
  'mllib-scaling-009': () => [0.8, 0.2].reduce((sum, p) => sum + p * (1 - p), 0).toFixed(2),
  'mllib-scaling-010': () => {
    const gini = (a: number, b: number) => 1 - (a / (a + b)) ** 2 - (b / (a + b)) ** 2;
    return (gini(50, 50) - (40 / 100) * gini(40, 0) - (60 / 100) * gini(10, 50)).toFixed(2);
  },
  'mllib-scaling-011': () => {
    const p = [0.9, 0.4, 0.45].reduce((sum, x) => sum + x, 0) / 3;
    return `Class ${p > 0.5 ? 1 : 0}, with a probability of ${(p > 0.5 ? p : 1 - p).toFixed(2)}`;
  },
  'mllib-scaling-012': () => String(Math.ceil(90 / 3)),
  'mllib-scaling-013': () => String(2 ** 5),
  'mllib-scaling-014': () => String(200 + 0.1 * (50 + 30 - 20)),
  'mllib-scaling-015': () => `${Math.round((1 - Math.exp(-1)) * 100)} percent`,
  'mllib-scaling-016': () => (0.2 * 0.25).toFixed(2),
  'mllib-scaling-017': () => (1.0 * 3.0 + 2.0 * 0.5).toFixed(1),
  'mllib-scaling-018': () => ((20 - 50 + 130) / (100 + 300 + 600)).toFixed(3),
  'mllib-scaling-019': () => {
    const [rows, features] = [2, 2];
    return `Computation ${rows * features} times, communication ${features} times`;
  },
  'mllib-scaling-021': () => (0.7 ** 3 + 3 * 0.7 ** 2 * 0.3).toFixed(3),
};
