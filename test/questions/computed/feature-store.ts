/** Merges rows into a table of key and values, as `write_table` does. */
const merged = <V>(
  table: readonly (readonly [string, V])[],
  rows: readonly (readonly [string, V])[],
): Map<string, V> => new Map([...table, ...rows]);

const keys = (from: number, to: number): (readonly [string, number])[] =>
  Array.from({ length: to - from + 1 }, (_, index) => [String(from + index), 0] as const);

/** Recomputes the numbers in this topic's computed items; each gives the text that the right option must contain. */
export const computed: Readonly<Record<string, () => string>> = {
  'feature-store-002': () => {
    const table = merged(
      [
        ['1', 2],
        ['2', 8],
        ['3', 5],
      ],
      [
        ['2', 10],
        ['4', 3],
      ],
    );
    return String([...table.values()].reduce((sum, visits) => sum + visits, 0));
  },
  'feature-store-006': () => {
    const rows: readonly Readonly<Record<string, string>>[] = [
      { depot: 'D1', shift: 'early', truck: 'T1', pallets: '40' },
      { depot: 'D1', shift: 'late', truck: 'T1', pallets: '25' },
      { depot: 'D2', shift: 'early', truck: 'T1', pallets: '25' },
      { depot: 'D2', shift: 'late', truck: 'T2', pallets: '40' },
    ];
    const pairs = [
      ['depot', 'truck'],
      ['truck', 'pallets'],
      ['shift', 'truck'],
      ['depot', 'shift'],
    ];
    return pairs
      .filter(
        (pair) =>
          new Set(rows.map((row) => pair.map((column) => row[column]).join('/'))).size === rows.length,
      )
      .map((pair) => `[${pair.map((column) => `"${column}"`).join(', ')}]`)
      .join(' ');
  },
  'feature-store-008': () => merged([], keys(701, 1_000)).size.toLocaleString('en-US'),
  'feature-store-011': () => {
    const columns = ['a', 'b', 'c'];
    const table = new Map<string, Set<string>>(
      ['1', '2', '3'].map((client) => [client, new Set(['a', 'b'])]),
    );
    for (const client of ['3', '4', '5']) table.set(client, new Set([...(table.get(client) ?? []), 'c']));
    return String([...table.values()].reduce((nulls, filled) => nulls + columns.length - filled.size, 0));
  },
  'feature-store-012': () => {
    const earlier: readonly (readonly [string, number])[] = keys(1, 1_000).map(([key]) => [
      `${key} before`,
      0,
    ]);
    const today: readonly (readonly [string, number])[] = keys(821, 1_120).map(([key]) => [
      `${key} today`,
      0,
    ]);
    return merged(earlier, today).size.toLocaleString('en-US');
  },
  'feature-store-016': () => {
    const values = [
      { minute: 0, noise: 0.9 },
      { minute: 20, noise: 0.5 },
      { minute: 40, noise: 0.2 },
    ];
    const known = values.filter(({ minute }) => minute <= 35);
    return String(known.at(-1)?.noise);
  },
  'feature-store-017': () => {
    const values = [
      { day: 1, moisture: 0.31 },
      { day: 9, moisture: 0.28 },
      { day: 20, moisture: 0.35 },
    ];
    const known = values.filter(({ day }) => day <= 18 && day >= 18 - 10);
    return String(known.at(-1)?.moisture ?? 'null');
  },
};
