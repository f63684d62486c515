/** Recomputes the numbers in this topic's computed items; each gives the text that the right option must contain. */
export const computed: Readonly<Record<string, () => string>> = {
  'mlflow-tracking-001': () => {
    const runs = [
      { name: 'Run K', mape: 0.21, fitMin: 4 },
      { name: 'Run L', mape: 0.12, fitMin: 38 },
      { name: 'Run M', mape: 0.16, fitMin: 9 },
      { name: 'Run N', mape: 0.18, fitMin: 12 },
    ];
    return runs
      .filter((run) => run.fitMin < 15)
      .sort((a, b) => a.mape - b.mape)
      .slice(0, 1)
      .map((run) => run.name)
      .join();
  },
  'mlflow-tracking-007': () => {
    const losses = [0.47, 0.38, 0.41, 0.52];
    return losses
      .slice(-1)
      .map((loss) => loss.toFixed(2))
      .join();
  },
  'mlflow-tracking-009': () => {
    const runs = [
      { name: 'Run P', r2: 0.83, maxDepth: '5' },
      { name: 'Run Q', r2: 0.8, maxDepth: '5' },
      { name: 'Run R', r2: 0.86, maxDepth: '5.0' },
      { name: 'Run S', r2: 0.91, maxDepth: '15' },
    ];
    return runs
      .filter((run) => run.r2 > 0.8 && run.maxDepth === '5')
      .map((run) => run.name)
      .join();
  },
  'mlflow-tracking-017': () => {
    const end = new Date(Date.UTC(2026, 1, 3, 23, 10) + 4.5 * 3_600_000);
    return `${end.getUTCDate()} February, ${end.toISOString().slice(11, 16)}`;
  },
};
