/** Recomputes the numbers in this topic's computed items; each gives the text that the right option must contain. */
export const computed: Readonly<Record<string, () => string>> = {
  'feature-store-012': () => (1_000 + 120).toLocaleString('en-US'),
  'feature-store-016': () => {
    const values = [
      { minute: 0, noise: 0.2 },
      { minute: 20, noise: 0.5 },
      { minute: 40, noise: 0.9 },
    ];
    const known = values.filter(({ minute }) => minute <= 35);
    return String(known.at(-1)?.noise);
  },
};
