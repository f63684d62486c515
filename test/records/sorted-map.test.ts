import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareKeys, joinKey, rangeOf, splitKey } from '../../src/records/keys.ts';
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
  const key = fc.integer({ min: 0, max: 3000 }).map((n) => `${n}/`);
  const steps = fc.array(fc.tuple(fc.constantFrom('set', 'set', 'set', 'delete', 'range', 'clear'), key), {
    minLength: 500,
    maxLength: 3000,
    size: 'max',
  });
  fc.assert(
    fc.property(steps, (sequence) => {
      const map = new SortedMap<number>();
      const plain = new Map<string, number>();
      for (const [n, [what, one]] of sequence.entries()) {
        if (what === 'set') {
          map.set(one, n);
          plain.set(one, n);
        } else if (what === 'delete') {
          map.delete(one);
          plain.delete(one);
        } else if (n % 50 === 0) {
          const until = `${Number.parseInt(one, 10) + 500}/`;
          const inside = [...plain].filter(([k]) => bytes(k, one) >= 0 && bytes(k, until) < 0);
          const found = map.range({ from: one, until }).map((entry) => [entry.key, entry.value]);
          expect(found).toEqual(inside.toSorted(([a], [b]) => bytes(a, b)));
          if (what === 'clear') {
            for (const [k] of inside) {
              map.delete(k);
              plain.delete(k);
            }
          }
        }
        expect(map.find(one)?.value).toBe(plain.get(one));
      }
      const all = map.range({ from: '', until: '~' });
      expect(all.map((entry) => entry.key)).toEqual([...plain.keys()].toSorted(bytes));
      expect(map.range(rangeOf('10/')).map((entry) => entry.key)).toEqual(plain.has('10/') ? ['10/'] : []);
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
