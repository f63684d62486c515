/** Recomputes the numbers in this topic's computed items; each gives the text that the right option must contain. */
export const computed: Readonly<Record<string, () => string>> = {
  'compute-028': () => String(4 * 8),
};
