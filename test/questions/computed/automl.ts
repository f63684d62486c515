/** Recomputes the numbers in this topic's computed items; each gives the text that the right option must contain. */
export const computed: Readonly<Record<string, () => string>> = {
  'automl-014': () => Math.round(50_000 * 0.6).toLocaleString('en-US'),
  'automl-023': () => {
    const values = [100, 300];
    return String(values.reduce((sum, value) => sum + value, 0) / values.length);
  },
};
