import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import { stringOf } from '../problem.ts';

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

/** A row's cells, by the names of their columns in lower-case letters and digits. */
export type Row = Readonly<Record<string, string>>;

/** Lines before a table that are none of it: Excel's `sep=;`, and what Anki says of a deck. */
const BEFORE_TABLE = {
  excel: /^sep=(?<sign>[,;\t])$/i,
  anki: /^#(?<key>separator|html|tags|columns|notetype|deck|guid|if matches|(tags|notetype|deck|guid) column):(?<value>.*)$/i,
};
const ANKI_SIGNS: Readonly<Record<string, string>> = { comma: ',', semicolon: ';', tab: '\t' };

/** Whether a text says of itself that it is a table. */
export function isTable(text: string): boolean {
  const first = text.replace(/^\uFEFF/, '').split(/\r\n?|\n/, 1)[0] ?? '';
  return Object.values(BEFORE_TABLE).some((pattern) => pattern.test(first));
}

/** The text with such lines empty, what stands between its cells if they say so, and whether it is a deck of cards. */
function withoutBefore(text: string) {
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n?|\n/);
  let sign: string | undefined;
  let isDeck = false;
  for (const [at, line] of lines.entries()) {
    const excel = at === 0 ? BEFORE_TABLE.excel.exec(line)?.groups : undefined;
    const { key, value = '' } = BEFORE_TABLE.anki.exec(line)?.groups ?? {};
    if (!excel && key === undefined) break;
    isDeck ||= key !== undefined;
    sign = excel?.sign ?? (key?.toLowerCase() === 'separator' ? signNamed(value) : sign);
    // The names of a deck's columns are its first line, as they are of any other table.
    lines[at] = key?.toLowerCase() === 'columns' ? value : '';
  }
  return { text: lines.join('\n'), sign, isDeck };
}

function signNamed(word: string): string {
  return ANKI_SIGNS[word.trim().toLowerCase()] ?? word;
}

/** A table's first line, as it stands there and without all but letters and digits, and the others. */
export type Table = {
  readonly header: readonly string[];
  readonly names: readonly string[];
  readonly firstLine: number;
  /** Whether it says of itself that it is Anki's. */
  readonly isDeck: boolean;
  readonly rows: readonly {
    readonly line: number;
    /** The last of its lines. */
    readonly end: number;
    readonly row: Row;
    readonly refusal?: string;
  }[];
};

/** Takes a text apart into rows; throws an Error in words where it is no table. */
export function table(raw: string): Table {
  const { text, sign, isDeck } = withoutBefore(raw);
  const firstWords = /^.*\S.*$/m.exec(text)?.[0] ?? '';
  const delimiter =
    DELIMITERS.find((one) => one.sign === sign) ??
    DELIMITERS.reduce((best, one) =>
      firstWords.split(one.sign).length > firstWords.split(best.sign).length ? one : best,
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
  return { header, names, firstLine: first?.line ?? 1, isDeck, rows };
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
