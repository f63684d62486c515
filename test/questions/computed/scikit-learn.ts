/** Recomputes the numbers in this topic's computed items; each gives the text that the right option must contain. */
const minMax = (fitted: readonly number[], values: readonly number[]): string => {
  const low = Math.min(...fitted);
  const range = Math.max(...fitted) - low;
  return values.map((value) => ((value - low) / range).toFixed(2)).join(' and ');
};
const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

export const computed: Readonly<Record<string, () => string>> = {
  'scikit-learn-002': () => String((1000 * (1 - 0.2) * (4 - 1)) / 4),
  'scikit-learn-003': () => {
    const rmse = [
      ['Model P', 4.1],
      ['Model Q', Math.sqrt(25)],
      ['Model R', 3.4],
      ['Model S', Math.sqrt(9)],
    ] as const;
    return String(rmse.toSorted(([, a], [, b]) => a - b)[0]?.[0]);
  },
  'scikit-learn-013': () => {
    const scaled = ['age', 'fee'];
    const plans = ['S', 'M', 'L'];
    return String(scaled.length + plans.length - 1);
  },
  'scikit-learn-016': () => minMax([20, 50], [20, 50]),
  'scikit-learn-018': () => String(800 - 800 * 0.25),
  'scikit-learn-021': () => String(1000 / 5),
  'scikit-learn-022': () => String(12 * 5),
  'scikit-learn-023': () => {
    const settings = 2 * 3 * 2;
    const [folds, refits] = [4, 1];
    return String(settings * folds + refits);
  },
  'scikit-learn-024': () => {
    const accuracy = { '0.01': 0.985, '0.1': 0.983, '1': 0.979, '10': 0.962 };
    return String(Object.entries(accuracy).toSorted(([, a], [, b]) => b - a)[0]?.[0]);
  },
  'scikit-learn-025': () => {
    const [truth, predicted] = [
      [2, 4, 6, 8],
      [4, 4, 6, 6],
    ];
    const errors = truth.map((y, i) => Math.abs(y - (predicted[i] ?? Number.NaN)));
    return (-sum(errors) / errors.length).toFixed(2);
  },
  'scikit-learn-026': () => String(1000 / (2 * 50)),
  'scikit-learn-030': () => String(24),
  'scikit-learn-032': () => {
    const scaledTwice = (2 - 50) / 10;
    return (3 * scaledTwice + 20).toFixed(1);
  },
  'scikit-learn-038': () => {
    const values = [10, 20, 30];
    const mean = sum(values) / values.length;
    const deviation = Math.sqrt(sum(values.map((x) => (x - mean) ** 2)) / values.length);
    return values.map((x) => (x / deviation).toFixed(2)).join(', ');
  },
  'scikit-learn-040': () => {
    const [truePositives, falsePositives] = [30, 10];
    return (truePositives / (truePositives + falsePositives)).toFixed(2);
  },
  'scikit-learn-041': () => String(new Set(['Bonn', 'Graz', 'Kiel', 'Linz', 'Ulm']).size),
};
