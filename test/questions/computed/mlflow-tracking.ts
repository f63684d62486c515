/** Recomputes the numbers in this topic's computed items; each gives the text that the right option must contain. */
export const computed: Readonly<Record<string, () => string>> = {
  'mlflow-tracking-007': () => {
    const losses = [0.9, 0.6, 0.66];
    return losses
      .slice(-1)
      .map((loss) => loss.toFixed(2))
      .join();
  },
};
