/** Recomputes the numbers in this topic's computed items; each gives the text that the right option must contain. */
export const computed: Readonly<Record<string, () => string>> = {
  'scikit-learn-013': () => {
    const groups = [['age', 'fee'], ['plan']];
    return String(groups.flat().length);
  },
  'scikit-learn-018': () => String(800 * 0.25),
  'scikit-learn-022': () => {
    const [settings, folds, refits] = [20, 5, 1];
    return String(settings * folds + refits);
  },
  'scikit-learn-023': () => {
    const linear = 1 * 2;
    const rbf = 1 * 3 * 2;
    const folds = 5;
    return String((linear + rbf) * folds);
  },
};
