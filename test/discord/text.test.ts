import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { readCustomId, route } from '../../src/discord/custom-id.ts';
import { cut } from '../../src/discord/limits.ts';
import {
  count,
  dateInWords,
  dateWithYear,
  ordinal,
  plain,
  plainIn,
  shownName,
} from '../../src/discord/text.ts';

describe('what a member types', () => {
  test.each([
    ['@everyone', '\\@everyone'],
    ['<@123>', '\\<\\@123>'],
    ['**bold** _x_ `y`', '\\*\\*bold\\*\\* \\_x\\_ \\`y\\`'],
    ['two\nlines', 'two lines'],
    ['# big', '\\# big'],
  ])('%j is shown as plain text', (typed, shown) => {
    expect(plain(typed)).toBe(shown);
  });

  test('makes no link and no mention, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (typed) => {
        expect(plain(typed)).not.toMatch(/(?<!\\)(<@|@everyone|@here|<#|<t:)|\w:\/\/|\n/);
      }),
    );
  });

  test('has no more room than it is given, escapes included', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 60 }),
        fc.integer({ min: 2, max: 40 }),
        (typed, most) => {
          const shown = plainIn(typed, most);
          expect(shown.length).toBeLessThanOrEqual(most);
          if (plain(typed).length <= most && typed.length <= most) expect(shown).toBe(plain(typed));
        },
      ),
    );
    expect(plainIn('@@@@@', 5)).toBe('\\@\\@…');
  });

  test('an empty name is still somebody', () => {
    expect(shownName('  ')).toBe('somebody');
  });
});

test.each([
  [1, '1 point'],
  [2, '2 points'],
  [0, '0 points'],
  [1234, '1,234 points'],
])('%i is %s', (amount, words) => {
  expect(count(amount, 'point')).toBe(words);
});

test.each([
  [1, '1st'],
  [2, '2nd'],
  [3, '3rd'],
  [11, '11th'],
  [12, '12th'],
  [21, '21st'],
  [112, '112th'],
])('%i is %s', (place, words) => {
  expect(ordinal(place)).toBe(words);
});

test('dates are written out, whatever zone the machine is in', () => {
  expect(dateInWords('2026-11-12')).toBe('Thursday, 12 November');
  expect(dateInWords('2026-11-12', '2026-01-31')).toBe('Thursday, 12 November');
  expect(dateInWords('2027-02-15', '2026-11-12')).toBe('Monday, 15 February 2027');
  expect(dateWithYear('2026-02-01')).toBe('1 Feb 2026');
});

test('a cut never ends inside a character', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme', maxLength: 80 }),
      fc.integer({ min: 2, max: 40 }),
      (text, most) => {
        const kept = cut(text, most);
        expect(kept.length).toBeLessThanOrEqual(most);
        expect(kept).not.toMatch(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])/);
      },
    ),
  );
});

describe('a custom id', () => {
  const pick = route('daily', 'pick', z.tuple([z.string(), z.string().transform(Number)]));

  test('carries what its handler needs, and reads back', () => {
    const read = readCustomId(pick.id('123-2026-11-12', 2));
    expect(read).toEqual({ name: 'daily:pick', carried: ['123-2026-11-12', '2'] });
    expect(pick.schema.parse(read?.carried)).toEqual(['123-2026-11-12', 2]);
  });

  test('of more than 100 characters is a bug, and throws', () => {
    expect(() => pick.id('x'.repeat(100))).toThrow(/characters long/);
  });

  test.each(['', 'v2:daily:pick:1', 'v1:daily', 'x'])('%j is not read', (id) => {
    expect(readCustomId(id)).toBeUndefined();
  });
});
