/** Recomputes the numbers in this topic's computed items; each gives the text that the right option must contain. */
export const computed: Readonly<Record<string, () => string>> = {
  'automl-009': () => {
    const importedOfClassification = 1; // the best trial's
    const importedOfForecast = 6; // each trial's
    return String(importedOfClassification + importedOfForecast);
  },
  'automl-013': () => {
    const rows = { train: 12_600, validate: 3_100, test: 4_300, archive: 3_000 };
    return rows.train.toLocaleString('en-US');
  },
  'automl-014': () => Math.round(200_000 * 0.25 * 0.2).toLocaleString('en-US'),
  // The inverse of the share of its rows that was kept.
  'automl-015': () => (1 / (1_000 / 1_000)).toFixed(2),
  'automl-022': () => {
    const date = new Date(Date.UTC(2025, 2, 2));
    if (date.getUTCDay() !== 0) throw new Error('not a Sunday');
    date.setUTCDate(date.getUTCDate() + 6);
    return date.toLocaleDateString('en-GB', {
      day: 'numeric',
      month: 'long',
      year: 'numeric',
      timeZone: 'UTC',
    });
  },
  'automl-023': () => String([100, 300, 500].reduce((sum, value) => sum + value, 0)),
};
