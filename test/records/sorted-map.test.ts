import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareKeys, joinKey, splitKey } from '../../src/records/keys.ts';
import { mergeSorted } from '../../src/records/sorted-chunks.ts';
import { SortedMap } from '../../src/records/sorted-map.ts';

const bytes = (a: string, b: string) => Buffer.compare(Buffer.from(a), Buffer.from(b));
const text = fc.string({ unit: 'grapheme' });

test('keys are ordered as their bytes in UTF-8 are', () => {
  fc.assert(fc.property(text, text, (a, b) => Math.sign(compareKeys(a, b)) === bytes(a, b)));
  expect(compareKeys('\u{1F989}', '\uFFFD')).toBeGreaterThan(0);
});

test('a key gives back its scope and its ids', () => {
  const id = text.filter((one) => one !== '' && one.length < 20 && !/[/\p{Cc}]/u.test(one));
  fc.assert(
    fc.property(fc.array(id, { maxLength: 4 }), (ids) => {
      expect(splitKey(joinKey('table/{scope}/', ids))).toEqual({ scope: 'scope', ids });
    }),
  );
});

test('a sorted map answers every range as a sorted list does, however it came about', () => {
  const number = fc.integer({ min: 0, max: 3000 });
  const keyOf = (n: number) => `${n}/`;
  const inOrder = (rows: [string, number][]) => rows.toSorted(([a], [b]) => (a < b ? -1 : 1));
  const steps = fc.array(
    fc.record({
      what: fc.constantFrom('set', 'set', 'delete'),
      first: number,
      count: number,
      range: fc.tuple(number, number),
    }),
    { maxLength: 12 },
  );
  fc.assert(
    fc.property(steps, (sequence) => {
      const map = new SortedMap<number>();
      const plain = new Map<string, number>();
      for (const [step, { what, first, count, range }] of sequence.entries()) {
        for (let i = 0; i < count; i++) {
          const key = keyOf((first + i * 7919) % 3001); // every number at most once, in no order
          if (what === 'set') {
            map.set(key, step);
            plain.set(key, step);
          } else {
            map.delete(key);
            plain.delete(key);
          }
        }
        const [from = '', until = ''] = range.map(keyOf).toSorted();
        // Whole stretches go at once too: they are all of a piece in the map.
        const inside = [...plain].filter(([key]) => key >= from && key < until);
        const found = map.range({ from, until }).map(({ key, value }) => [key, value]);
        expect(found).toEqual(inOrder(inside));
        if (step % 2 === 0) continue;
        for (const [key] of inside) {
          map.delete(key);
          plain.delete(key);
        }
      }
      const all = map.range({ from: '', until: '~' });
      expect(all.map(({ key, value }) => [key, value])).toEqual(inOrder([...plain]));
      for (const { key, value } of all) expect(map.find(key)?.value).toBe(value);
    }),
    { numRuns: 20 },
  );
});

test('of two ranges merged, the upper one wins', () => {
  const entries = fc
    .uniqueArray(fc.integer({ min: 0, max: 20 }))
    .map((keys) => keys.map((n) => String(n).padStart(2, '0')).toSorted());
  fc.assert(
    fc.property(entries, entries, (under, over) => {
      const merged = mergeSorted(
        under.map((key) => ({ key, value: 'under' })),
        over.map((key) => ({ key, value: 'over' })),
      );
      const expected = [...new Set([...under, ...over])].toSorted();
      expect(merged).toEqual(expected.map((key) => ({ key, value: over.includes(key) ? 'over' : 'under' })));
    }),
  );
});
