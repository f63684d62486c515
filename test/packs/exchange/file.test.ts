import { expect, test } from 'vitest';
import { readRaw } from '../../../src/packs/exchange/file.ts';

const TABLE = 'question\ta\tb\tcorrect\nWas heißt „Öl“?\tété\tça\tA\n';
const marked = (encoding: 'utf8' | 'utf16le', text: string) => Buffer.from(`\uFEFF${text}`, encoding);
/** Western European letters, a byte each. */
const western = (text: string) => Buffer.from(text.replaceAll('„', '\x84').replaceAll('“', '\x93'), 'latin1');

function stems(bytes: Uint8Array) {
  const read = readRaw({ name: 'quiz.csv', bytes });
  if (read.kind !== 'read') throw new Error(read.kind);
  return {
    stems: read.entries.flatMap((entry) => ('item' in entry ? [entry.item.stem] : [])),
    notes: read.entries.flatMap((entry) => ('note' in entry ? [entry.note] : [])),
  };
}

test.each([
  ['UTF-8', Buffer.from(TABLE)],
  ['UTF-8 with its mark', marked('utf8', TABLE)],
  ['UTF-16, as Excel saves "Unicode text"', marked('utf16le', TABLE)],
  ['UTF-16, the other way round', marked('utf16le', TABLE).swap16()],
])('letters are right in %s', (_, bytes) => {
  expect(stems(bytes)).toEqual({ stems: ['Was heißt „Öl“?'], notes: [] });
});

test('letters are right in Windows-1252, as Excel saves a CSV, and that it is a guess is said', () => {
  expect(stems(western(TABLE))).toEqual({
    stems: ['Was heißt „Öl“?'],
    notes: [expect.stringContaining('Windows-1252')],
  });
});

test('a file that is nested deeper than can be read says so in words', () => {
  const stem = `<![CDATA[${'<b>'.repeat(100_000)}]]>`;
  const text = `<quiz><question type="multichoice"><questiontext format="html"><text>${stem}</text></questiontext></question></quiz>`;
  expect(readRaw({ name: 'quiz.xml', bytes: Buffer.from(text) })).toEqual({
    kind: 'unreadable',
    reason: 'something in it is nested too deeply',
  });
});
