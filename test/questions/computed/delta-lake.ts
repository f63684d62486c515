/** Recomputes the numbers in this topic's computed items; each gives the text that the right option must contain. */
export const computed: Readonly<Record<string, () => string>> = {
  // The latest version committed at or before the time that is asked for.
  'delta-lake-008': () => {
    const commits: readonly (readonly [number, string])[] = [
      [9, '2026-05-13 08:00'],
      [8, '2026-05-12 14:00'],
      [7, '2026-05-11 09:00'],
      [6, '2026-05-08 17:00'],
    ];
    return String(commits.find(([, at]) => at <= '2026-05-12 10:00')?.[0]);
  },
  // A restore and a delete each add a version; the one before the two of them is asked for.
  'delta-lake-012': () => {
    const versions = [9];
    for (const _ of ['RESTORE', 'DELETE']) versions.push((versions.at(-1) ?? 0) + 1);
    return String(versions.at(-3));
  },
  // Of three writes those without a bad row count.
  'delta-lake-028': () =>
    [
      { rows: 4_000, bad: 0 },
      { rows: 3_000, bad: 1 },
      { rows: 2_000, bad: 0 },
    ]
      .reduce((sum, { rows, bad }) => sum + (bad > 0 ? 0 : rows), 0)
      .toLocaleString('en-US'),
  // The rows of the two months are replaced, the others stay.
  'delta-lake-011': () => (48_000 - 2 * 1_000 + 900).toLocaleString('en-US'),
  // The rows of an upsert: the ids of either side.
  'delta-lake-016': () => String(new Set([1, 2, 3, 3, 4]).size),
};
