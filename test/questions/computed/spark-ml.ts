/** Recomputes the numbers in this topic's computed items; each gives the text that the right option must contain. */
export const computed: Readonly<Record<string, () => string>> = {
  'spark-ml-027': () => {
    const categories = 4;
    const oneHotEntries = categories - 1;
    return String(oneHotEntries);
  },
  'spark-ml-038': () => {
    const weights = [6, 2, 2];
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    return ((50_000 * 6) / total).toLocaleString('en-US');
  },
  'spark-ml-054': () => {
    const before = ['id', 'city', 'km', 'label'];
    const added = ['city_i', 'features', 'prediction'];
    return String(before.length + added.length);
  },
};
