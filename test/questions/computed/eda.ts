/** Recomputes the numbers in this topic's computed items; each gives the text that the right option must contain. */
export const computed: Readonly<Record<string, () => string>> = {
  'eda-003': () => `${((12_500 - 11_875) / 12_500) * 100}%`,
  'eda-008': () => {
    const q1 = 40;
    const q3 = 64;
    const step = 1.5 * (q3 - q1);
    return `${q1 - step} to ${q3 + step}`;
  },
  'eda-009': () => {
    const mean = 50;
    const deviation = 8;
    const removed = [27, 58, 73, 75].filter((minutes) => Math.abs(minutes - mean) > 3 * deviation);
    return removed.join(', ');
  },
  'eda-013': () => {
    const readings = [10, 11, 12, 13, 300];
    const mean = readings.reduce((sum, x) => sum + x, 0) / readings.length;
    const variance = readings.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (readings.length - 1);
    const limit = mean + 3 * Math.sqrt(variance);
    return `The limit is ${Math.round(limit)}, and it is ${300 > limit ? 'removed' : 'kept'}`;
  },
  'eda-015': () => String(1000 - 60 - 25),
};
