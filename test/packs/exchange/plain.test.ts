import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fromPlain, fromTyped, typedOf } from '../../../src/packs/exchange/plain.ts';
import { taken } from './taken.ts';

const xml = (format: string, stem: string) =>
  `<quiz><question type="multichoice"><questiontext format="${format}"><text><![CDATA[${stem}]]></text></questiontext><answer fraction="100"><text>x</text></answer><answer fraction="0"><text>y</text></answer></question></quiz>`;
const stemOf = (text: string, format: Parameters<typeof taken>[1]) => taken(text, format).questions[0]?.stem;

describe('plain text shows every sign that stands in it', () => {
  test.each([
    ['__init__', '\\_\\_init\\_\\_'],
    ['2*3*4', '2\\*3\\*4'],
    ['||spoiler||', '\\||spoiler\\||'],
    ['~~no~~', '\\~~no\\~~'],
    ['<@&1> <#1> <:a:1> <t:1:R> </a:1>', '\\<@&1> \\<#1> \\<:a:1> \\<t:1:R> \\</a:1>'],
    ['[free](https://example.com)', '\\[free](https://example.com)'],
    ['# one\n> two\n-# three', '\\# one\n\\> two\n\\-# three'],
    ['a \\* b', 'a \\\\* b'],
    ['@everyone', '\\@everyone'],
    ['`x` and *`*', '\\`x\\` and \\*\\`*'],
  ])('%s', (text, markdown) => {
    expect(fromPlain(text)).toBe(markdown);
  });

  test.each([
    'snake_case_name',
    '5 * 4 * 3',
    'a < b > c',
    'x[1]',
    'C:\\dir',
    '- a list',
    '1. first',
    'a | b',
  ])('a sign that means nothing stays as it is: %s', (text) => expect(fromPlain(text)).toBe(text));

  test('addresses stay as they are, and typed text keeps its code', () => {
    expect(fromPlain('https://example.com/__a__ *b*')).toBe('https://example.com/__a__ \\*b*');
    expect(fromTyped('`a*b*` *c*\n```\n__d__\n```')).toBe('`a*b*` \\*c*\n```\n__d__\n```');
  });

  test('what was escaped is typed again as it was', () => {
    const sign = fc.constantFrom(...'\\`*_~|<>@[]()# -a1:\n/é', 'https://x', '@everyone', '```', '](');
    const typed = fc.array(sign, { maxLength: 16 }).map((signs) => signs.join(''));
    fc.assert(
      fc.property(typed, (text) => typedOf(fromTyped(text)) === text && typedOf(fromPlain(text)) === text),
    );
  });
});

describe('which texts are plain', () => {
  test.each([
    [
      'GIFT that says so',
      stemOf('[plain]Call `__a__`, __b__? {=x ~y}', 'gift'),
      'Call \\`\\_\\_a\\_\\_\\`, \\_\\_b\\_\\_?',
    ],
    [
      'GIFT that does not say',
      stemOf('Call `__a__`, __b__? {=x ~y}', 'gift'),
      'Call `__a__`, \\_\\_b\\_\\_?',
    ],
    ['GIFT in Markdown', stemOf('[markdown]Call __b__? {=x ~y}', 'gift'), 'Call __b__?'],
    ['XML that says so', stemOf(xml('plain_text', 'Call __b__?'), 'moodle-xml'), 'Call \\_\\_b\\_\\_?'],
    [
      'XML in Moodle’s own',
      stemOf(xml('moodle_auto_format', 'Call __b__?'), 'moodle-xml'),
      'Call \\_\\_b\\_\\_?',
    ],
    [
      'HTML',
      stemOf(xml('html', 'a || b &lt;@1&gt; ~~c~~ <code>d || e</code>'), 'moodle-xml'),
      'a \\|| b \\<@1> \\~~c\\~~ `d || e`',
    ],
    ['Aiken', stemOf('Call __b__?\nA. x\nB. y\nANSWER: A\n', 'aiken'), 'Call \\_\\_b\\_\\_?'],
    [
      'Open Trivia',
      stemOf(
        JSON.stringify([{ question: 'Call __b__?', correct_answer: 'x', incorrect_answers: ['y'] }]),
        'open-trivia',
      ),
      'Call \\_\\_b\\_\\_?',
    ],
    ['a table, which is Markdown', stemOf('question,a,b,correct\nCall __b__?,x,y,A\n', 'csv'), 'Call __b__?'],
  ])('%s', (_, stem, markdown) => {
    expect(stem).toBe(markdown);
  });

  test('feedback is, too, and a question without a name is named as it was typed', () => {
    const { questions, notes } = taken('Call __b__? {=x#So __b__. ~y ####In __all__}', 'gift');
    expect(questions[0]?.options[0]?.why).toBe('So \\_\\_b\\_\\_.');
    expect(notes).toMatchObject([{ name: 'Call __b__?' }]);
  });
});
