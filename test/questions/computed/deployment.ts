/** Recomputes the numbers in this topic's computed items; each gives the text that the right option must contain. */
export const computed: Readonly<Record<string, () => string>> = {
  'deployment-013': () => String(16 / (400 / 1000)),
  'deployment-018': () => ((30_000 * 10) / 100).toLocaleString('en-US'),
  'deployment-022': () => {
    const [rows, piece] = [170_000, 50_000];
    const beforeTheError = 0 * piece; // the first call of predict fails, before anything is written
    return (beforeTheError + rows).toLocaleString('en-US');
  },
  'deployment-029': () => {
    const done = [0, 6, 12, 18].filter((start) => start + 1.5 <= 14);
    return `${14 - Math.max(...done)} hours`;
  },
  'deployment-031': () => {
    const percent = [5, 5, 20, 20, 20, 100];
    let answered = 0;
    const day = percent.findIndex((p) => {
      answered += (10_000 * p) / 100;
      return answered >= 2_500;
    });
    return `Day ${day + 1}`;
  },
  'deployment-034': () => String(100 + 20 + 5),
  'deployment-041': () => (30 * 1_000).toLocaleString('en-US'),
  'deployment-049': () => String((((400 * 50) / 100 + 100) * 40) / 1000),
};
