/** Recomputes the numbers in this topic's computed items; each gives the text that the right option must contain. */
export const computed: Readonly<Record<string, () => string>> = {
  'workflow-020': () => {
    const dependsOn: Readonly<Record<string, readonly string[]>> = {
      ingest: [],
      features: ['ingest'],
      train_a: ['features'],
      train_b: ['features'],
      train_c: ['features'],
      compare: ['train_a', 'train_b', 'train_c'],
      publish: ['compare'],
    };
    const repaired = new Set(['train_a', 'train_b']);
    for (const [task, needs] of Object.entries(dependsOn)) {
      if (needs.some((need) => repaired.has(need))) repaired.add(task);
    }
    return String(repaired.size);
  },
  'workflow-029': () => {
    const settings = [
      { validation: 0.82, test: 0.81 },
      { validation: 0.86, test: 0.8 },
      { validation: 0.84, test: 0.83 },
      { validation: 0.79, test: 0.82 },
    ];
    return (settings.toSorted((a, b) => b.validation - a.validation)[0]?.test ?? Number.NaN).toFixed(2);
  },
  'workflow-031': () => String(100 - (40 + 25)),
};
