/** Recomputes the numbers in this topic's computed items; each gives the text that the right option must contain. */
export const computed: Readonly<Record<string, () => string>> = {
  'eda-002': () => {
    const types = ['string', 'double', 'double', 'timestamp', 'timestamp'];
    return String(1 + types.filter((type) => type !== 'timestamp').length);
  },
  'eda-003': () => `${((12_000 - 600) / 12_000) * 100}%`,
  'eda-008': () => String(40 - 1.5 * (64 - 40)),
  'eda-009': () => {
    const removed = [31, 34, 36, 88].filter((minutes) => Math.abs(minutes - 62) > 3 * 9);
    return removed.join('\n');
  },
  'eda-011': () => {
    const rank = (share: number) => Math.round(share * 10_000).toLocaleString('en');
    return `${rank(0.25 - 0.05)} to ${rank(0.25 + 0.05)}`;
  },
  'eda-012': () => rule(2_400, { mean: 412, deviation: 1_630, first: 41, third: 240 }),
  'eda-013': () => rule(118, { mean: 50, deviation: 20, first: 30, third: 70 }),
  'eda-015': () => String(1_000 - (25 + 15)),
  'eda-017': () => String(44 + 1.5 * (44 - 20)),
  'eda-018': () => [120, null, 900, 500].map((amount) => Math.min(amount ?? 500, 500)).join(', '),
  'eda-023': () => `${5} rows and ${3 + 1} columns`,
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
