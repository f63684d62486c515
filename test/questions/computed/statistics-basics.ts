const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
const mean = (values: readonly number[]) => sum(values) / values.length;
const deviation = (values: readonly number[]) =>
  Math.sqrt(mean(values.map((value) => (value - mean(values)) ** 2)));
const largest = (values: Readonly<Record<string, number>>) =>
  Object.entries(values).toSorted(([, one], [, other]) => other - one)[0]?.[0] ?? '';
const median = (values: readonly number[]) =>
  values.toSorted((one, other) => one - other)[(values.length - 1) / 2];
const correlation = (xs: readonly number[], ys: readonly number[]) =>
  mean(xs.map((x, index) => (x - mean(xs)) * ((ys[index] ?? 0) - mean(ys)))) /
  (deviation(xs) * deviation(ys));

/** Recomputes the numbers in this pack's computed items; each gives the text that the right option must contain. */
export const computed: Readonly<Record<string, () => string>> = {
  'descriptive-002': () => String(median([12, 1, 10, 4, 9, 16, 4])),
  'descriptive-003': () => deviation([1, 4, 7]).toFixed(2),
  'descriptive-004': () => {
    const values = [4, 8, 20, 20, 23, 25, 28, 30, 30, 46, 55];
    const [low, high] = [20 - 1.5 * (30 - 20), 30 + 1.5 * (30 - 20)];
    return String(values.filter((value) => value < low || value > high).length);
  },
  'descriptive-006': () =>
    largest({
      Biology: (82 - 70) / 8,
      French: (64 - 50) / 14,
      History: (91 - 80) / 10,
      Mathematics: (45 - 40) / 2,
    }),
  'descriptive-008': () => {
    const use = {
      blue: [4, 5, 6, 7, 8],
      green: [5, 7, 4, 8, 6],
      red: [7, 5, 4, 5, 7],
      white: [8, 7, 6, 5, 4],
    };
    const strength = Object.entries(use).map(([car, litres]) => [
      car,
      -Math.abs(correlation([40, 60, 80, 100, 120], litres)),
    ]);
    return largest(Object.fromEntries(strength));
  },
  'probability-001': () => `${45 - 10 + (25 - 10)}%`,
  'probability-002': () => (1 - 0.1 * 0.2).toFixed(2),
  'probability-003': () => (30 / (30 + 90)).toFixed(2),
  'probability-004': () => {
    const [ill, well] = [0.02 * 0.9, 0.98 * 0.05];
    return `${Math.round((well / (ill + well)) * 100)}%`;
  },
  'probability-005': () =>
    largest({
      choir: 880 / 200 - 5,
      'football club': 220 / 100 - 3,
      school: 850 / 500 - 2,
      zoo: 200 / 400 - 1,
    }),
  'probability-006': () => (3 * 0.1 * 0.9 ** 2).toFixed(3),
  'probability-007': () => `1/${2 ** 2}`,
  'inference-001': () => ((90 + 50) / 1000).toFixed(2),
  'inference-002': () => String((200 * 0.1) / 2),
  'inference-004': () =>
    largest({
      Ashby: 20 / Math.sqrt(64),
      Birley: 6 / Math.sqrt(9),
      Corby: 40 / Math.sqrt(400),
      Dalton: 30 / Math.sqrt(100),
    }),
  'inference-005': () => ((3.6 * Math.sqrt(900)) / Math.sqrt(400)).toFixed(1),
  'inference-008': () => String((60 - 20) * 0.05),
};
