import { stringify } from 'csv-stringify/sync';
import type { PackQuestion } from '../schema.ts';
import { CARD, type Entry, type FileFormat, nameOf } from './item.ts';
import { type Row, table } from './table.ts';

const LETTERS = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'] as const;

/** Names of columns as people write them, in lower-case letters and digits only. */
const NAMES = {
  stem: ['stem', 'question', 'questiontext', 'text', 'prompt'],
  correct: ['correct', 'correctanswer', 'correctoption', 'rightanswer', 'answer', 'key', 'solution'],
  explanation: ['explanation', 'rationale', 'feedback', 'why'],
  topic: ['topic', 'category', 'subject'],
  name: ['id', 'name'],
  difficulty: ['difficulty', 'level'],
  objectives: ['objectives'],
  references: ['references', 'reference', 'source'],
  about: ['about'],
  checked: ['checked'],
  keepOrder: ['keeporder'],
} as const;

/** What the columns of cards are called, where they are named. */
const CARD_NAMES = ['front', 'back', 'term', 'definition'];

/** Columns that mean the same, by what they mean. */
const SAME: readonly (readonly string[])[] = [
  ...Object.values(NAMES),
  ...LETTERS.flatMap((_, place) => [optionNames(place), whyNames(place)]),
];

/** Names of all the columns that mean something here. */
const KNOWN: ReadonlySet<string> = new Set(SAME.flat());

/**
 * A table with one question a row, by csv-parse: a column for the stem, one for each option (`a`, `option a`, `option 1`,
 * `choice 1`), and one that names the right one by letter, number or text. Commas, semicolons or tabs.
 */
export const csv: FileFormat = {
  read(text) {
    const { header, names, firstLine, rows, isDeck } = table(text);
    const has = (names: readonly string[]) => names.some((name) => header.includes(name));
    const options = LETTERS.filter((_, place) => has(optionNames(place)));
    const isCards = options.length === 0 && (isDeck || header.length === 2 || has(CARD_NAMES));
    if (isCards) {
      const cards = rows.map(({ line, row }) => ({ line, name: Object.values(row)[0] ?? '' }));
      // A deck without names of columns begins with a card.
      const isNamed = header.some((name) => [...CARD_NAMES, 'tags'].includes(name) || KNOWN.has(name));
      const all = isNamed ? cards : [{ line: firstLine, name: names[0] ?? '' }, ...cards];
      return all.map(({ line, name }) => ({ line, name: nameOf(name), refusal: CARD }));
    }
    if (!has(NAMES.stem) || !has(NAMES.correct) || options.length < 2)
      throw new Error(
        `its first line must name the columns: one for the question, two or more for the options (a, b, …) and one for the correct one; it names ${header.filter((name) => name !== '').join(', ') || 'none'}`,
      );
    const unknown = names.filter((_, at) => !KNOWN.has(header[at] ?? ''));
    const note = `columns that are not known here were left away: ${unknown.map((name) => name.trim() || '(one without a name)').join(', ')}`;
    return [
      ...(unknown.length > 0 ? [{ line: 1, name: '', note }] : []),
      ...rows.flatMap(({ line, end, row, refusal }): readonly Entry[] => {
        const entries: readonly Entry[] =
          refusal === undefined ? entriesOf(row, line) : [{ line, name: nameOf(stemOf(row)), refusal }];
        if (end === line) return entries;
        return entries.map((entry) =>
          'refusal' in entry
            ? { ...entry, refusal: `${entry.refusal}; it ends in line ${end}: is a quote left open?` }
            : entry,
        );
      }),
    ];
  },
  write(questions) {
    const places = LETTERS.slice(0, Math.max(2, ...questions.map(({ options }) => options.length)));
    const columns = [
      'id',
      'topic',
      'difficulty',
      'stem',
      ...places.map((letter) => `option-${letter}`),
      'correct',
      ...places.map((letter) => `why-${letter}`),
      'objectives',
      'references',
      'about',
      'checked',
      'keep-order',
    ];
    const rows = questions.map((question) => written(question, places));
    return { text: stringify([columns, ...rows]), left: [] };
  },
};

function optionNames(place: number): readonly string[] {
  const letter = LETTERS[place] ?? '';
  const number = place + 1;
  return [
    letter,
    `option${letter}`,
    `option${number}`,
    `choice${letter}`,
    `choice${number}`,
    `answer${letter}`,
    `answer${number}`,
  ];
}

function whyNames(place: number): readonly string[] {
  return [`why${LETTERS[place] ?? ''}`, `why${place + 1}`];
}

/** The cells of columns that mean the same, the one that counts first. */
function cellsOf(
  row: Row,
  names: readonly string[],
): readonly { readonly name: string; readonly value: string }[] {
  return names.flatMap((name) => {
    const value = row[name]?.trim();
    return value === undefined || value === '' ? [] : [{ name, value }];
  });
}

function cellOf(row: Row, names: readonly string[]): string | undefined {
  return cellsOf(row, names)[0]?.value;
}

function stemOf(row: Row): string {
  return cellOf(row, NAMES.stem) ?? '';
}

function entriesOf(row: Row, line: number): readonly Entry[] {
  const cell = (names: readonly string[]) => cellOf(row, names);
  const stem = stemOf(row);
  const options = LETTERS.flatMap((letter, place) => {
    const text = cell(optionNames(place));
    return text === undefined ? [] : [{ letter, text, why: cell(whyNames(place)) ?? '' }];
  });
  const name = cell(NAMES.name) ?? nameOf(stem);
  if (options.length === 0) return [{ line, name, refusal: CARD }];
  const keys = cellsOf(row, NAMES.correct);
  const right = rightOnes(keys[0]?.value ?? '', options);
  if ('refusal' in right) return [{ line, name, refusal: right.refusal }];
  const other = keys.slice(1).find(({ value }) => {
    const named = rightOnes(value, options);
    return 'letters' in named && named.letters.join() !== right.letters.join();
  });
  if (other) {
    const refusal = `its correct answer is "${keys[0]?.value}" in one column and "${other.value}" in another`;
    return [{ line, name, refusal }];
  }
  const explanation = cell(NAMES.explanation) ?? '';
  const isUsed = options.some(({ letter, why }) => why === '' && right.letters.includes(letter));
  const item = {
    stem,
    options: options.map(({ letter, text, why }) => {
      const correct = right.letters.includes(letter);
      return { text, correct, why: why === '' && correct ? explanation : why };
    }),
    name: cell(NAMES.name),
    topic: cell(NAMES.topic),
    difficulty: cell(NAMES.difficulty),
    objectives: objectivesIn(cell(NAMES.objectives) ?? ''),
    references: referencesIn(cell(NAMES.references) ?? ''),
    about: cell(NAMES.about),
    checked: cell(NAMES.checked),
    keepOrder: /^(yes|true|1)$/i.test(cell(NAMES.keepOrder) ?? ''),
  };
  const unknown = keys.slice(1).filter(({ value }) => 'refusal' in rightOnes(value, options));
  const lost = LETTERS.filter(
    (letter, place) => !options.some((option) => option.letter === letter) && cell(whyNames(place)),
  );
  const notes = [
    ...(explanation === '' || isUsed
      ? []
      : ['its explanation was left away: its right options have their own']),
    ...lost.map((letter) => `its why-${letter} was left away: there is no option ${letter}`),
    ...unknown.map(
      ({ name, value }) => `its ${name} was left away, since it is none of its options: ${nameOf(value)}`,
    ),
    ...overruledIn(row),
  ];
  return [{ line, item }, ...notes.map((note) => ({ line, name, note }))];
}

/** Cells that do not count, since another column means the same and says something else. */
function overruledIn(row: Row): readonly string[] {
  return SAME.flatMap((names) => {
    const [first, ...others] = cellsOf(row, names);
    // Keys that name the same option in other words were compared before.
    if (!first || names.includes('correct')) return [];
    return others.flatMap(({ name, value }) =>
      value === first.value
        ? []
        : [`its ${name} was left away, since ${first.name} means the same: ${nameOf(value)}`],
    );
  });
}

/** Objectives by their ids: with a semicolon after each where one of them has a space in it. */
function objectivesIn(cell: string): readonly string[] {
  const ids = cell.includes(';') ? cell.split(';') : cell.split(/[\s,]+/);
  return ids.map((id) => id.trim()).filter((id) => id !== '');
}

function inCell(objectives: readonly string[]): string {
  return objectives.some((id) => /[\s,]/.test(id))
    ? objectives.map((id) => `${id};`).join(' ')
    : objectives.join(' ');
}

/** Addresses, with spaces, commas or semicolons between; in the middle of an address these are its own. */
function referencesIn(cell: string): readonly string[] {
  return cell.split(/[,;]*\s+|[,;]+(?=https?:|$)/).filter((one) => one !== '');
}

/** The column of an option, which names it beyond doubt where its letter is also another option's text. */
const COLUMN = /^option-(?=[a-h]$)/;

/** The right letters, as they are named: by letters, by numbers, by their columns, or by an option's text. */
function rightOnes(
  named: string,
  options: readonly { readonly letter: string; readonly text: string }[],
): { readonly letters: readonly string[] } | { readonly refusal: string } {
  const words = named
    .toLowerCase()
    .split(/[\s,;/&+]+|\band\b/)
    .filter((word) => word !== '');
  const letters = words.map((word) =>
    /^\d+$/.test(word) ? LETTERS[Number(word) - 1] : word.replace(COLUMN, '').replace(/[.)]$/, ''),
  );
  const known = letters.flatMap((letter) => options.filter((option) => option.letter === letter));
  const isNamed = letters.length > 0 && known.length === letters.length;
  const byText = options.find(({ text }) => text.toLowerCase() === named.toLowerCase());
  if (!isNamed)
    return byText
      ? { letters: [byText.letter] }
      : { refusal: `its correct answer, "${named}", is none of its options` };
  const isSure = words.every((word) => COLUMN.test(word)) || known.every((option) => option === byText);
  if (byText && !isSure) {
    const byLetter = known.map(({ letter }) => `option-${letter}`).join(' ');
    return {
      refusal: `its correct answer, "${named}", is one option's place and another's text; write ${byLetter} or option-${byText.letter}`,
    };
  }
  return { letters: known.map(({ letter }) => letter) };
}

function written(question: PackQuestion, places: readonly string[]): readonly string[] {
  const { id, topic, difficulty, stem, options, objectives, references, about = '', checked = '' } = question;
  const right = places.filter((_, place) => options[place]?.correct);
  const letters = right.join(' ').toUpperCase();
  const isText = options.some(({ text }) => text.toUpperCase() === letters);
  return [
    id,
    topic,
    difficulty,
    stem,
    ...places.map((_, place) => options[place]?.text ?? ''),
    isText ? right.map((letter) => `option-${letter}`).join(' ') : letters,
    ...places.map((_, place) => options[place]?.why ?? ''),
    inCell(objectives),
    references.join(' '),
    about,
    checked,
    question['keep-order'] ? 'yes' : '',
  ];
}
