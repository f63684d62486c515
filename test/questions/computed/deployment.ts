/** Recomputes the numbers in this topic's computed items; each gives the text that the right option must contain. */
export const computed: Readonly<Record<string, () => string>> = {
  'deployment-013': () => String((80 * 250) / 1000),
  'deployment-018': () => ((30_000 * 5) / 100 + 2_000).toLocaleString('en-US'),
};
