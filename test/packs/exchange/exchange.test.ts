import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type Destination,
  FORMATS,
  type FormatName,
  formatOf,
  slugOf,
  takeEntries,
} from '../../../src/packs/exchange/exchange.ts';
import { readPacks } from '../../../src/packs/load.ts';
import type { PackQuestion } from '../../../src/packs/schema.ts';

const anywhere = (change: Partial<Destination> = {}): Destination => ({
  topicFor: (category) => ({ topic: slugOf(category ?? 'general') }),
  taken: new Set(),
  needsSources: false,
  objectives: new Set(),
  ...change,
});
const read = (text: string, format: FormatName, change?: Partial<Destination>) =>
  takeEntries(FORMATS[format].read(text), anywhere(change));

const loaded = await readPacks(join(import.meta.dirname, '../../../questions'), ['databricks-ml-associate']);
const own: readonly PackQuestion[] = loaded.ok ? (loaded.packs[0]?.pack.questions ?? []) : [];

describe('export then import', () => {
  test.each(['gift', 'moodle-xml', 'csv'] as const)(
    '%s gives every question of the pack back as it was',
    (format) => {
      const { text, left } = FORMATS[format].write(own);
      expect(left).toEqual([]);
      const objectives = new Set(own.flatMap((question) => question.objectives));
      const { questions, refused } = read(text, format, { needsSources: true, objectives });
      expect(refused).toEqual([]);
      expect(questions).toEqual(own);
    },
  );

  test.each(['aiken', 'open-trivia'] as const)(
    '%s gives stems, options and keys back, and names what it cannot hold',
    (format) => {
      const { text, left } = FORMATS[format].write(own);
      const { questions, refused } = read(text, format);
      expect(refused).toEqual([]);
      const core = (list: readonly PackQuestion[]) =>
        list.map(({ stem, options }) => [
          stem,
          options.map((option) => `${option.correct} ${option.text}`).sort(),
        ]);
      const held = own.filter(({ id }) => !left.some((one) => one.id === id));
      expect(core(questions)).toEqual(core(held));
      expect(questions.length + left.length).toBe(own.length);
      expect(left.every(({ reason }) => reason.length > 10)).toBe(true);
    },
  );

  /** What means something in one of the formats. */
  const MEANS = [
    'A',
    'B',
    '1',
    '2',
    'T',
    'a and b',
    'option-a',
    '[html]x',
    '%50%x',
    '-> x',
    '//x',
    '::x',
    ']]>',
  ];
  const text = fc
    .oneof(
      { weight: 2, arbitrary: fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 60 }) },
      { weight: 1, arbitrary: fc.constantFrom(...MEANS, '<b>', '&lt;', '#', '####', '{', '}', '~', '\\n') },
    )
    .map((words) => words.trim())
    .filter((words) => words !== '');
  const lines = fc.array(text, { minLength: 1, maxLength: 3 }).map((many) => many.join('\n'));
  const question = fc
    .record({
      stem: lines,
      texts: fc.uniqueArray(text, {
        minLength: 2,
        maxLength: 5,
        selector: (t) => t.replace(/\s+/g, ' ').toLowerCase(),
      }),
      why: text,
      right: fc.nat(),
    })
    .filter(({ stem }) => !/```|select/i.test(stem))
    .map(
      ({ stem, texts, why, right }): PackQuestion => ({
        id: 'odd-001',
        topic: 'odd',
        difficulty: 'apply',
        objectives: [],
        stem,
        options: texts.map((one, place) => ({ text: one, correct: place === right % texts.length, why })),
        references: [],
        'keep-order': false,
        explained: true,
        draft: false,
      }),
    );

  test.each(['gift', 'moodle-xml', 'csv'] as const)(
    '%s holds whatever characters a question is made of',
    (format) => {
      fc.assert(
        fc.property(question, (odd) => {
          const { questions, refused } = read(FORMATS[format].write([odd]).text, format);
          expect(refused).toEqual([]);
          expect(questions).toEqual([odd]);
        }),
      );
    },
  );
});

describe('files of other programs', () => {
  test('GIFT: categories, weights, true and false, HTML, and what has no options by its name and line', () => {
    const { questions, refused } = read(
      [
        '$CATEGORY: $course$/Top/Clouds',
        '',
        '// a comment',
        '::One::[html]<p>Which <b>cloud</b>?</p> {',
        '=Nimbus#It rains.',
        '',
        '~Cirrus#It is ice.',
        '}',
        '',
        'Fog is a cloud. {T#No, it is one.#Yes.}',
        '',
        'Which two? {~%50%Fog ~%50%Mist ~%-100%Sand}',
        '',
        'Name one. {=Fog =Mist}',
        '',
        'How high? {#3000:500}',
        '',
        'Write about clouds. {}',
        '',
        'Broken {=a',
        '',
      ].join('\n'),
      'gift',
    );
    expect(questions.map(({ topic, stem }) => [topic, stem])).toEqual([
      ['clouds', 'Which **cloud**?'],
      ['clouds', 'Fog is a cloud.'],
      ['clouds', 'Which two? Select TWO.'],
    ]);
    expect(questions[0]?.options[1]).toEqual({ text: 'Cirrus', correct: false, why: 'It is ice.' });
    expect(questions[1]?.options).toEqual([
      { text: 'True', correct: true, why: 'Yes.' },
      { text: 'False', correct: false, why: 'No, it is one.' },
    ]);
    expect(refused.map(({ line, reason }) => [line, reason.split(';')[0]])).toEqual([
      [14, 'a short answer is typed'],
      [16, 'a number is typed'],
      [18, 'an essay has no options to choose from'],
      [20, expect.stringContaining('it is not GIFT')],
    ]);
  });

  test.each([
    ['Select all that apply. Which are metrics?', 'Select all that apply. Which are metrics? Select TWO.'],
    ['How do you select rows?', 'How do you select rows? Select TWO.'],
    ['How does one select two columns?', 'How does one select two columns? Select TWO.'],
    ['Which? (Select two.)', 'Which? (Select TWO.)'],
    ['Which? Select TWO.', 'Which? Select TWO.'],
  ])('two right options are announced, whatever the stem says of selecting: %s', (stem, announced) => {
    const { questions, refused } = read(`${stem} {~%50%a ~%50%b ~%-100%c}`, 'gift');
    expect(refused).toEqual([]);
    expect(questions[0]?.stem).toBe(announced);
  });

  test('Moodle XML: categories, HTML, several right, pictures refused', () => {
    const { questions, refused } = read(
      `<?xml version="1.0" encoding="UTF-8"?>
<quiz>
  <question type="category"><category><text>$course$/Clouds</text></category></question>
  <question type="multichoice">
    <name><text>First</text></name>
    <questiontext format="html"><text><![CDATA[<p>Which &amp; <code>why</code>?</p>]]></text></questiontext>
    <single>false</single>
    <answer fraction="50" format="html"><text>Fog</text><feedback format="html"><text>Yes</text></feedback></answer>
    <answer fraction="50" format="html"><text>Mist</text></answer>
    <answer fraction="-100" format="html"><text>Sand</text></answer>
  </question>
  <question type="multichoice">
    <name><text>Seen</text></name>
    <questiontext format="html"><text>&lt;img src="@@PLUGINFILE@@/a.png"&gt;</text></questiontext>
    <answer fraction="100"><text>A</text></answer><answer fraction="0"><text>B</text></answer>
  </question>
  <question type="matching"><name><text>Pairs</text></name><questiontext><text>Match</text></questiontext></question>
</quiz>`,
      'moodle-xml',
    );
    expect(
      questions.map(({ topic, stem, options }) => [topic, stem, options.filter((one) => one.correct).length]),
    ).toEqual([['clouds', 'Which & `why`? Select TWO.', 2]]);
    expect(refused).toEqual([
      { line: 12, name: 'Seen', reason: 'it has a picture, sound or film, which questions here cannot show' },
      { line: 17, name: 'Pairs', reason: 'matching pairs are not one question with options' },
    ]);
  });

  const xmlOf = (...questions: readonly string[]) => `<quiz>${questions.join('\n')}</quiz>`;
  const choice = (stem: string, answers: string, more = '') =>
    `<question type="multichoice"><name><text>One</text></name><questiontext format="html"><text>${stem}</text></questiontext>${more}${answers}</question>`;
  const cdata = (html: string) => `<![CDATA[${html}]]>`;
  const answerXml = (fraction: number, text: string, why = '') =>
    `<answer fraction="${fraction}" format="html"><text>${cdata(text)}</text><feedback format="html"><text>${cdata(why)}</text></feedback></answer>`;
  const AB = answerXml(100, 'a') + answerXml(0, 'b');
  const general = (html: string) =>
    `<generalfeedback format="html"><text>${cdata(html)}</text></generalfeedback>`;

  test.each([
    ['gift', 'Which? {=a ~b ####In <b>general</b>.}'],
    ['moodle-xml', xmlOf(choice('Which?', AB, general('In <b>general</b>.')))],
  ] as const)('%s: what is said of the whole question explains its right option', (format, text) => {
    const { questions, notes } = read(text, format);
    expect(questions[0]?.options.map(({ why }) => why)).toEqual(['In **general**.', '']);
    expect(notes).toEqual([]);
  });

  test.each([
    ['the right option has its own', 'Which? {=a#So. ~b ####In general.}', 'have their own'],
    ['it is too long', `Which? {=a ~b ####${'w'.repeat(300)}}`, '300 characters long; at most 240 fit'],
  ])('general feedback that finds no room is named: %s', (_, text, words) => {
    const { questions, notes } = read(text, 'gift');
    expect(questions).toHaveLength(1);
    expect(notes).toEqual([{ line: 1, name: 'Which?', note: expect.stringContaining(words) }]);
  });

  test.each([
    ['10<sup>2</sup>', '10²'],
    ['2<sup>k</sup> and e<sup>-x+y</sup>', '2^k and e^(-x+y)'],
    ['x<sub>i</sub> and x<sub>max</sub>', 'xᵢ and x_(max)'],
    ['<code>10<sup>2</sup></code>', '`10²`'],
    ['the 1<sup>st</sup>', 'the 1st'],
  ])('what is set high or low stays so: %s', (html, words) => {
    const { questions } = read(xmlOf(choice(cdata(html), AB)), 'moodle-xml');
    expect(questions[0]?.stem).toBe(words);
  });

  test.each([
    ['a table', cdata('Look: <table><tr><td>1</td></tr></table>'), AB, 'it has a table'],
    ['tags that are not escaped', '<p>What is <b>it</b>?</p>', AB, 'neither escaped nor in CDATA'],
    ['unequal weights', 'Which?', answerXml(90, 'a') + answerXml(10, 'b') + answerXml(-100, 'c'), 'in part'],
  ])('Moodle XML: %s is refused by name', (_, stem, answers, words) => {
    const { questions, refused } = read(xmlOf(choice(stem, answers)), 'moodle-xml');
    expect(questions).toEqual([]);
    expect(refused).toEqual([{ line: 1, name: 'One', reason: expect.stringContaining(words) }]);
  });

  test('Moodle XML: a picture in an explanation is left away, and that is said', () => {
    const picture = '<p>See this: <img src="@@PLUGINFILE@@/a.png" alt="x"></p>';
    const answers = answerXml(100, 'a', picture) + answerXml(0, 'b', '<img src="@@PLUGINFILE@@/b.png">');
    const { questions, notes } = read(xmlOf(choice('Which?', answers)), 'moodle-xml');
    expect(questions[0]?.options.map(({ why }) => why)).toEqual(['See this:', '']);
    expect(questions[0]?.explained).toBe(false);
    expect(notes).toEqual([{ line: 1, name: 'One', note: expect.stringContaining('was left away') }]);
  });

  test('Moodle XML: spaces beside CDATA are kept', () => {
    const { questions } = read(xmlOf(choice(`How many is ${cdata('10<sup>2</sup>')}?`, AB)), 'moodle-xml');
    expect(questions[0]?.stem).toBe('How many is 10²?');
  });

  test('Moodle XML: options that are not to be shuffled keep their order', () => {
    const { questions } = read(
      xmlOf(
        ...['0', '1', 'true', 'false'].map((value, index) =>
          choice(`Which ${index}?`, AB, `<shuffleanswers>${value}</shuffleanswers>`),
        ),
      ),
      'moodle-xml',
    );
    expect(questions.map((question) => question['keep-order'])).toEqual([true, false, false, true]);
  });

  test('GIFT: HTML is read as such where the format is not named, and a picture in it is seen', () => {
    const { questions, refused } = read(
      [
        '<p>What is <b>bold</b>&nbsp;text?</p> {=<p>A</p> ~a<b and b>c ~B &lt; C}',
        'See <img src\\="x.png"> here {=A ~B}',
        'One {~%70%a ~%30%b ~%-100%c}',
      ].join('\n\n'),
      'gift',
    );
    expect(questions.map(({ stem, options }) => [stem, ...options.map(({ text }) => text)])).toEqual([
      ['What is **bold** text?', 'A', 'a<b and b>c', 'B < C'],
    ]);
    expect(refused.map(({ reason }) => reason)).toEqual([
      'it has a picture, sound or film, which questions here cannot show',
      'an option counts in part; here an option is right or wrong',
    ]);
  });

  test('Aiken: what has no answer, or an answer that is no option, is refused by its line', () => {
    const { questions, refused } = read(
      'Which?\nA. one\nB) two\nANSWER: B\n\nNo answer?\nA. one\nB. two\n\nWrong?\nA. one\nB. two\nANSWER: D\n',
      'aiken',
    );
    expect(questions.map(({ options }) => options.map(({ correct }) => correct))).toEqual([[false, true]]);
    expect(refused).toEqual([
      { line: 6, name: 'No answer?', reason: 'there is no ANSWER after its options' },
      { line: 10, name: 'Wrong?', reason: 'its answer is D, and there is no option D' },
    ]);
  });

  test('Aiken: what is not an option in its turn is refused with its question, and makes no other', () => {
    const { questions, refused } = read(
      [
        'Wrapped?\nA. first option that is\nwrapped over\nB. second\nANSWER: B\n',
        'Twice?\nA. one\nA. two\nB. three\nANSWER: A\n',
        'Leaping?\nA. one\nC. three\nANSWER: A\n',
        'Several?\nA. one\nB. two\nANSWER: A, B\n',
        'Last?\nA. one\nB. two\nANSWER: B\n',
      ].join('\n'),
      'aiken',
    );
    expect(questions.map(({ stem }) => stem)).toEqual(['Last?']);
    expect(refused).toEqual([
      {
        line: 1,
        name: 'Wrapped?',
        reason: 'option B or the ANSWER should stand in line 3, and "wrapped over" stands there',
      },
      {
        line: 7,
        name: 'Twice?',
        reason: 'option B or the ANSWER should stand in line 9, and "A. two" stands there',
      },
      {
        line: 13,
        name: 'Leaping?',
        reason: 'option B or the ANSWER should stand in line 15, and "C. three" stands there',
      },
      { line: 18, name: 'Several?', reason: 'its answer is "A, B", and not one letter' },
    ]);
  });

  test('Aiken: numbered lines of a stem stay in it, and options are lettered as files letter them', () => {
    const { questions, refused } = read(
      'Which hold?\nI. foo\nII. bar\ne.g. here\na) one\nb) two\nANSWER: b\n\nClose?\nA.one\nB)two\nAnswer : A\n',
      'aiken',
    );
    expect(refused).toEqual([]);
    expect(
      questions.map(({ stem, options }) => [
        stem,
        options.map(({ text, correct }) => `${correct ? '=' : '~'}${text}`).join(' '),
      ]),
    ).toEqual([
      ['Which hold? I. foo II. bar e.g. here', '~one =two'],
      ['Close?', '=one ~two'],
    ]);
  });

  test.each([
    ['letters', 'Question,A,B,C,Correct answer\nWhich?,x,y,z,B\n'],
    ['numbers', 'question;option 1;option 2;option 3;answer\nWhich?;x;y;z;2\n'],
    ['the text itself', 'Question\tChoice 1\tChoice 2\tChoice 3\tKey\nWhich?\tx\ty\tz\ty\n'],
  ])('CSV: the right option named by %s', (_, text) => {
    const { questions } = read(text, 'csv');
    expect(questions[0]?.options.map((option) => [option.text, option.correct])).toEqual([
      ['x', false],
      ['y', true],
      ['z', false],
    ]);
    expect(questions[0]?.explained).toBe(false);
  });

  test('CSV: a letter names the option that has it, also where it is another option’s text', () => {
    const letters = own.slice(0, 1).map((one) => ({
      ...one,
      options: ['!', 'A', 'B'].map((text, place) => ({ text, correct: place === 0, why: 'So.' })),
    }));
    const { questions } = read(FORMATS.csv.write(letters).text, 'csv');
    expect(questions[0]?.options.map(({ correct }) => correct)).toEqual([true, false, false]);
  });

  test.each([
    ['a letter', 'Which?,B,A,A', 'write option-a or option-b'],
    ['a number', 'How many?,2,1,1', 'write option-a or option-b'],
  ])('CSV: %s that is one option’s place and another’s text is refused', (_, row, words) => {
    const { questions, refused } = read(`question,a,b,correct\n${row}\n`, 'csv');
    expect(questions).toEqual([]);
    expect(refused[0]?.reason).toContain(words);
  });

  test('CSV: a row with more cells than columns is refused, and what follows the last column is none', () => {
    const { questions, refused } = read(
      'question,a,b,correct,,\nWhat is x, y or z?,1,2,A,,\nWhich?,1,2,A,,\n',
      'csv',
    );
    expect(questions.map(({ stem }) => stem)).toEqual(['Which?']);
    expect(refused).toEqual([{ line: 2, name: 'What is x', reason: expect.stringContaining('5 cells') }]);
  });

  test('CSV: columns that mean nothing here are named once', () => {
    const { questions, notes } = read('question,a,b,correct,Image,hint\nA?,x,y,A,i,h\nB?,x,y,A,i,h\n', 'csv');
    expect(questions).toHaveLength(2);
    expect(notes).toEqual([{ line: 1, name: '', note: expect.stringMatching(/: Image, hint$/) }]);
  });

  test('CSV: a column that is named twice is refused, as nobody can say which is meant', () => {
    expect(() => read('question,a,b,correct,Correct\nA?,x,y,A,B\n', 'csv')).toThrow(
      /names the column Correct twice/,
    );
  });

  test('CSV: a stray quote is a quote, and one that is left open takes no other row with it', () => {
    const { questions, refused } = read(
      'question,a,b,correct\nWhat is a "median"?,x,y,A\n\n"Left open?,x,y,A\nNext?,x,y,A\n',
      'csv',
    );
    expect(questions.map(({ stem }) => stem)).toEqual(['What is a "median"?', 'Next?']);
    expect(refused).toEqual([
      { line: 4, name: '"Left open?', reason: 'a quote is opened in it and not closed' },
    ]);
  });

  test('CSV: rows that a quote has run together are named with their last line', () => {
    const { questions, refused } = read(
      'question,a,b,correct\n"Left open?,x,y,A\nNext?,x,y,A\n"Third, then?",x,y,A\nFourth?,x,y,A\n',
      'csv',
    );
    expect(questions.map(({ stem }) => stem)).toEqual(['Fourth?']);
    expect(refused).toMatchObject([{ line: 2, reason: expect.stringContaining('it ends in line 4') }]);
  });

  test('GIFT: a brace left open and a blank line left out take no other question with them', () => {
    const { questions, refused } = read(
      [
        '::one:: First? {=A ~B\n',
        '::two:: Second? {=A ~B}\n',
        'Third? {=A ~B\n',
        '// of the fourth',
        '::four:: Fourth? {=A ~B}',
        '::five:: Fifth? {=A ~B}',
        'Sixth? {',
        '=A',
        '// not words',
        '\n// not words either\n',
        '~B}',
        '$CATEGORY: Later',
        'Seventh? {=A ~B}',
      ].join('\n'),
      'gift',
    );
    expect(questions.map(({ stem, topic }) => [stem, topic])).toEqual([
      ['Second?', 'general'],
      ['Fourth?', 'general'],
      ['Fifth?', 'general'],
      ['Sixth?', 'general'],
      ['Seventh?', 'later'],
    ]);
    expect(questions.flatMap(({ options }) => options.map(({ text }) => text)).join('')).toBe('ABABABABAB');
    expect(refused.map(({ line, name }) => [line, name])).toEqual([
      [1, '::one:: First? {=A ~B'],
      [5, 'Third? {=A ~B'],
    ]);
  });

  test('CSV: lines count also after cells of several lines, and what does not fit says why', () => {
    const long = 'w'.repeat(300);
    const { questions, refused } = read(
      `question,a,b,correct,explanation\n"two\nlines",x,y,A,because\nWhich?,${long},y,A,\nWhich?,x,y,Q,\n`,
      'csv',
    );
    expect(questions.map(({ stem }) => stem)).toEqual(['two\nlines']);
    expect(refused.map(({ line }) => line)).toEqual([4, 5]);
    expect(refused[0]?.reason).toMatch(/300|at most 200|too long/);
    expect(refused[1]?.reason).toBe('its correct answer, "Q", is none of its options');
  });

  test.each([
    ['named so', 'Front,Back\nFog?,A cloud\n'],
    ['as a deck is exported', 'Fog?\tA cloud\nMist?\tThin fog\n'],
  ])('cards with a front and a back, %s, are refused as such', (_, text) => {
    const { questions, refused } = read(text, 'csv');
    expect(questions).toEqual([]);
    expect(refused[0]?.reason).toContain('front/back card without options');
  });

  test('Open Trivia: entities, difficulty and category', () => {
    const results = [
      {
        type: 'multiple',
        difficulty: 'hard',
        category: 'Science &amp; Nature',
        question: 'What does &quot;H&quot; stand for?',
        correct_answer: 'Hydrogen',
        incorrect_answers: ['Helium', 'Holmium'],
      },
      { question: 'No answers?' },
    ];
    const { questions, refused } = read(
      JSON.stringify({ response_code: 0, results }, null, 1),
      'open-trivia',
    );
    expect(questions[0]).toMatchObject({
      topic: 'science-nature',
      difficulty: 'analyse',
      stem: 'What does "H" stand for?',
    });
    expect(refused).toEqual([
      { line: 16, name: 'entry 2', reason: 'its question or its answers are missing' },
    ]);
  });

  const base64 = (text: string) => Buffer.from(text).toString('base64');
  test.each([
    ['Base64', base64],
    ['URL encoding', encodeURIComponent],
    ['legacy URL encoding', (text: string) => encodeURIComponent(text).replaceAll('%20', '+')],
  ])('Open Trivia in %s is read as what it says', (_, encode) => {
    const entry = (right: string) => ({
      type: encode('multiple'),
      difficulty: encode('easy'),
      category: encode('Science: Computers'),
      question: encode(`Which tag & word is "<b>" ${right}?`),
      correct_answer: encode(right),
      incorrect_answers: ['50%', 'C+'].map(encode),
    });
    const { questions } = read(
      JSON.stringify({ results: [entry('is bold'), entry('ünder')] }),
      'open-trivia',
    );
    expect(questions.map(({ stem, options }) => [stem, options.map(({ text }) => text)])).toEqual([
      ['Which tag & word is "<b>" is bold?', ['is bold', '50%', 'C+']],
      ['Which tag & word is "<b>" ünder?', ['ünder', '50%', 'C+']],
    ]);
    expect(questions[0]).toMatchObject({ topic: 'science-computers', difficulty: 'recall' });
  });

  test.each([
    ['moodle-xml', 'no xml at all'],
    ['moodle-xml', '<other/>'],
    ['open-trivia', '{'],
    ['open-trivia', '{"a":1}'],
    ['csv', 'one,two,three\n1,2,3\n'],
  ] as const)('%s that is something else says so: %s', (format, text) => {
    expect(() => read(text, format)).toThrow(/^it|^its/);
  });

  test.each([
    ['quiz.gift', '', 'gift'],
    ['quiz.XML', '', 'moodle-xml'],
    ['quiz.txt', 'Q\nA. x\nB. y\nANSWER: A', 'aiken'],
    ['quiz.txt', 'Q {=a ~b}', 'gift'],
    ['quiz.txt', 'a\tb', 'csv'],
    ['quiz', '<quiz/>', 'moodle-xml'],
    ['quiz.bin', 'nothing', undefined],
  ])('%s with %j is %s', (name, text, format) => {
    expect(formatOf(name, text)).toBe(format);
  });
});
