/** Recomputes the numbers in this topic's computed items; each gives the text that the right option must contain. */
export const computed: Readonly<Record<string, () => string>> = {
  'compute-010': () => String(30 + 24 + 60 / 6),
  'compute-027': () => String(1 + 5 - 3 + 3),
  'compute-028': () => String(4 * 8),
  'compute-029': () => String(1 + 2),
};
