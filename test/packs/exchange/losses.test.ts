import { expect, test } from 'vitest';
import { FORMATS, type FormatName } from '../../../src/packs/exchange/exchange.ts';
import { lossesOf } from '../../../src/packs/exchange/losses.ts';
import type { PackQuestion } from '../../../src/packs/schema.ts';
import { sound, taken } from './taken.ts';

const lost = (format: FormatName, ...questions: readonly PackQuestion[]) =>
  lossesOf(format, FORMATS[format].write(questions), questions);

test.each(['gift', 'moodle-xml', 'csv'] as const)(
  '%s keeps whatever stands in versions, addresses and objectives',
  (format) => {
    const question = sound({
      about: 'pandas[performance] 2 &#93; {3}',
      references: ['https://example.com/x?a=1&b=[2]', 'https://example.com/%5Dy'],
      objectives: ['a]b', 'Domain 1'],
    });
    expect(lost(format, question)).toEqual([]);
    const made = taken(FORMATS[format].write([question]).text, format, { needsSources: true });
    expect(made.questions).toEqual([question]);
  },
);

test('what one question alone loses is said with its id, what all lose without', () => {
  const two = [sound({ objectives: ['one'] }), sound({ id: 'odd-002', objectives: ['a;b'] })];
  expect(lost('csv', ...two)).toEqual(['objectives (odd-002)']);
  expect(lost('aiken', ...two)).toEqual(expect.arrayContaining(['ids', 'objectives']));
});

test('Markdown that a plain format cannot tell from signs is said, by question', () => {
  const bold = sound({ id: 'odd-002', stem: 'Which is **not**?' });
  expect(lost('aiken', sound(), bold)).toContain('stems or options as they were (odd-002)');
  expect(lost('aiken', sound({ stem: 'Which is `a*b` or \\_\\_c\\_\\_?' })).join()).not.toContain('stems');
});
