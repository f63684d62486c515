import { stringOf } from '../problem.ts';
import { decodeText } from './bytes.ts';
import { FORMATS, type FormatName, formatOf } from './exchange.ts';
import { type Entry, shortened } from './item.ts';

/** A file as somebody hands it over. */
export type RawFile = {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** What it is, where that is known; else its name and what stands in it tell. */
  readonly format?: FormatName | undefined;
};

/** What stands in a file, or why that cannot be said: the format is not known, or it is not in that format at all. */
export type FileRead =
  | { readonly kind: 'read'; readonly entries: readonly Entry[] }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'unreadable'; readonly reason: string };

/** Reads a file whole; every failure is an outcome. It can take seconds. */
export function readRaw(file: RawFile): FileRead {
  const { text, note } = decodeText(file.bytes);
  const format = file.format ?? formatOf(file.name, text);
  if (!format) return { kind: 'unknown' };
  try {
    const notes = note === undefined ? [] : [{ line: 1, name: '', note }];
    return { kind: 'read', entries: [...notes, ...FORMATS[format].read(text)] };
  } catch (error) {
    // Thousands of tags within one another are more than a parser's stack holds.
    const isDeep = error instanceof RangeError;
    const reason = isDeep ? 'something in it is nested too deeply' : shortened(stringOf(error), 400);
    return { kind: 'unreadable', reason };
  }
}
