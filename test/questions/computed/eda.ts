/** Recomputes the numbers in this topic's computed items; each gives the text that the right option must contain. */
export const computed: Readonly<Record<string, () => string>> = {
  'eda-002': () => {
    const types = ['double', 'double', 'integer', 'string', 'string', 'string'];
    return String(1 + types.filter((type) => type !== 'timestamp').length);
  },
  'eda-003': () => `${((12_000 - 600) / 12_000) * 100}%`,
  'eda-008': () => String(4 - 3 * (20 - 4)),
  'eda-009': () => {
    const removed = [31, 34, 36, 88].filter((minutes) => Math.abs(minutes - 62) > 3 * 9);
    return removed.join('\n');
  },
  'eda-011': () => {
    const fee: Readonly<Record<number, number>> = { 40: 18, 45: 24, 50: 30, 55: 42, 60: 70 };
    const percentile = (share: number) => fee[Math.round(share * 100)];
    return `${percentile(0.5 - 0.1)} to ${percentile(0.5 + 0.1)}`;
  },
  'eda-012': () => rule(520, { mean: 412, deviation: 1_630, first: 41, third: 240 }),
  'eda-013': () => rule(118, { mean: 50, deviation: 20, first: 30, third: 70 }),
  'eda-015': () => String(1_000 - (25 + 15)),
  'eda-017': () => String(44 + 1.5 * (44 - 20)),
  'eda-018': () => [120, null, 900, 500].map((amount) => Math.max(amount ?? 500, 500)).join(', '),
  'eda-023': () => `${12} rows and ${2 + 1} columns`,
  'eda-031': () => (9_000_000 * 0.01 + 40_000).toLocaleString('en'),
  'eda-034': () => {
    const known = [22, 30, 34, 41, 98, -999, -999].filter((age) => age !== -999);
    return String(known.reduce((sum, age) => sum + age, 0) / known.length);
  },
  'eda-039': () => String(10 - 3 - 2),
  'eda-041': () => String(2 + 1),
};

function rule(
  value: number,
  limits: { mean: number; deviation: number; first: number; third: number },
): string {
  const { mean, deviation, first, third } = limits;
  const byQuartiles = value > third + 1.5 * (third - first);
  const byDeviation = value > mean + 3 * deviation;
  if (byQuartiles) return byDeviation ? 'Both rules' : 'The interquartile rule';
  return byDeviation ? 'The standard deviation rule' : 'Neither rule';
}
