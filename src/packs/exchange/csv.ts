import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import { z } from 'zod';
import { stringOf } from '../problem.ts';
import type { PackQuestion } from '../schema.ts';
import { CARD, difficultyNamed, type Entry, type FileFormat, nameOf } from './item.ts';

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

/** What csv-parse gives with `info`; its types know the rows alone. */
const Records = z.array(z.object({ record: z.array(z.string()), info: z.object({ lines: z.number() }) }));
/** What it throws where a quote is not closed: so many records are whole before it. */
const NotClosed = z.object({ code: z.literal('CSV_QUOTE_NOT_CLOSED'), records: z.number() });

/** What may stand between cells, in words. */
const DELIMITERS = [
  { sign: ',', name: 'comma' },
  { sign: ';', name: 'semicolon' },
  { sign: '\t', name: 'tab' },
] as const;

/** Names of all the columns that mean something here. */
const KNOWN: ReadonlySet<string> = new Set([
  ...Object.values(NAMES).flat(),
  ...LETTERS.flatMap((letter, place) => [...optionNames(place), `why${letter}`, `why${place + 1}`]),
]);

type Row = Readonly<Record<string, string>>;

/**
 * A table with one question a row, by csv-parse: a column for the stem, one for each option (`a`, `option a`, `option 1`,
 * `choice 1`), and one that names the right one by letter, number or text. Commas, semicolons or tabs.
 */
export const csv: FileFormat = {
  read(text) {
    const { header, names, rows } = table(text);
    const has = (names: readonly string[]) => names.some((name) => header.includes(name));
    const options = LETTERS.filter((_, place) => has(optionNames(place)));
    const isCards =
      options.length === 0 && (header.length === 2 || has(['front', 'back', 'term', 'definition']));
    if (isCards)
      return rows.map(({ line, row }) => ({
        line,
        name: nameOf(Object.values(row)[0] ?? ''),
        refusal: CARD,
      }));
    if (!has(NAMES.stem) || !has(NAMES.correct) || options.length < 2)
      throw new Error(
        `its first line must name the columns: one for the question, two or more for the options (a, b, …) and one for the correct one; it names ${header.filter((name) => name !== '').join(', ') || 'none'}`,
      );
    const unknown = names.filter((_, at) => !KNOWN.has(header[at] ?? ''));
    const note = `columns that are not known here were left away: ${unknown.map((name) => name.trim() || '(one without a name)').join(', ')}`;
    return [
      ...(unknown.length > 0 ? [{ line: 1, name: '', note }] : []),
      ...rows.map(({ line, end, row, refusal }): Entry => {
        const entry: Entry =
          refusal === undefined ? entryOf(row, line) : { line, name: nameOf(stemOf(row)), refusal };
        if (!('refusal' in entry) || end === line) return entry;
        return { ...entry, refusal: `${entry.refusal}; it ends in line ${end}: is a quote left open?` };
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

/** A table's first line, as it stands there and without all but letters and digits, and the others. */
type Table = {
  readonly header: readonly string[];
  readonly names: readonly string[];
  readonly rows: readonly {
    readonly line: number;
    /** The last of its lines. */
    readonly end: number;
    readonly row: Row;
    readonly refusal?: string;
  }[];
};

function table(text: string): Table {
  const firstLine = text.split(/\r?\n/, 1)[0] ?? '';
  const delimiter = DELIMITERS.reduce((best, one) =>
    firstLine.split(one.sign).length > firstLine.split(best.sign).length ? one : best,
  );
  const [first, ...others] = recordsOf(text, delimiter.sign);
  const named = first?.record ?? [];
  // What spreadsheets leave at the right is no column.
  const names = named.slice(0, named.findLastIndex((name) => name.trim() !== '') + 1);
  const header = names.map((name) => name.toLowerCase().replace(/[^a-z0-9]/g, ''));
  const twice = header.findIndex((name, at) => name !== '' && header.indexOf(name) < at);
  if (twice !== -1) throw new Error(`its first line names the column ${names[twice]} twice`);
  const rows = others.map(({ record, line, end, isOpen }) => {
    const row = Object.fromEntries(header.map((name, at) => [name, record[at] ?? '']));
    const cells = record.findLastIndex((cell) => cell.trim() !== '') + 1;
    if (isOpen) return { line, end, row, refusal: 'a quote is opened in it and not closed' };
    if (cells <= header.length) return { line, end, row };
    const refusal = `it has ${cells} cells, and the first line names ${header.length} columns; put what holds a ${delimiter.name} in quotes`;
    return { line, end, row, refusal };
  });
  return { header, names, rows };
}

type Cells = {
  readonly record: readonly string[];
  readonly line: number;
  readonly end: number;
  /** Whether a quote in it is not closed to the end of the file; then only its first line is its own. */
  readonly isOpen: boolean;
};

function recordsOf(text: string, delimiter: string): readonly Cells[] {
  const lines = text.replace(/\r\n?/g, '\n').split('\n');
  const all: Cells[] = [];
  let done = 0;
  const take = (record: readonly string[], length: number, isOpen: boolean) => {
    const blank = lines.slice(done, done + length).findIndex((one) => one.trim() !== '');
    all.push({ record, line: done + Math.max(blank, 0) + 1, end: done + length, isOpen });
    done += length;
  };
  while (done < lines.length) {
    const rest = lines.slice(done).join('\n');
    const { whole, isOpen } = wholeRecords(rest, delimiter);
    const from = done;
    for (const { record, info } of whole) take(record, from + info.lines - done, false);
    if (!isOpen) break;
    while (lines[done]?.trim() === '') done += 1;
    take((lines[done] ?? '').split(delimiter), 1, true);
  }
  return all;
}

/** The records of a table, as far as all quotes in them are closed. */
function wholeRecords(text: string, delimiter: string) {
  const options = {
    bom: true,
    delimiter,
    info: true,
    relax_column_count: true,
    // A quote inside words that are not quoted is a quote.
    relax_quotes: true,
    skip_empty_lines: true,
  };
  try {
    return { whole: Records.parse(parse(text, options)), isOpen: false };
  } catch (error) {
    const { records } = NotClosed.safeParse(error).data ?? {};
    if (records === undefined) throw new Error(`it is not a table: ${stringOf(error)}`);
    const whole = records === 0 ? [] : Records.parse(parse(text, { ...options, to: records }));
    return { whole, isOpen: true };
  }
}

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

function cellOf(row: Row, names: readonly string[]): string | undefined {
  return names.map((name) => row[name]?.trim()).find((value) => value !== undefined && value !== '');
}

function stemOf(row: Row): string {
  return cellOf(row, NAMES.stem) ?? '';
}

function entryOf(row: Row, line: number): Entry {
  const cell = (names: readonly string[]) => cellOf(row, names);
  const stem = stemOf(row);
  const options = LETTERS.flatMap((letter, place) => {
    const text = cell(optionNames(place));
    return text === undefined ? [] : [{ letter, text, why: cell([`why${letter}`, `why${place + 1}`]) ?? '' }];
  });
  const name = cell(NAMES.name) ?? nameOf(stem);
  if (options.length === 0) return { line, name, refusal: CARD };
  const right = rightOnes(cell(NAMES.correct) ?? '', options);
  if ('refusal' in right) return { line, name, refusal: right.refusal };
  const explanation = cell(NAMES.explanation) ?? '';
  return {
    line,
    item: {
      stem,
      options: options.map(({ letter, text, why }) => {
        const correct = right.letters.includes(letter);
        return { text, correct, why: why === '' && correct ? explanation : why };
      }),
      name: cell(NAMES.name),
      topic: cell(NAMES.topic),
      difficulty: difficultyNamed(cell(NAMES.difficulty)),
      objectives: cell(NAMES.objectives)?.split(/\s+/),
      references: cell(NAMES.references)?.split(/\s+/),
      about: cell(NAMES.about),
      checked: cell(NAMES.checked),
      keepOrder: /^(yes|true|1)$/i.test(cell(NAMES.keepOrder) ?? ''),
    },
  };
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
    objectives.join(' '),
    references.join(' '),
    about,
    checked,
    question['keep-order'] ? 'yes' : '',
  ];
}
