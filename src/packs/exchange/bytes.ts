/** A text, and what somebody should know of how it was read. */
export type DecodedText = { readonly text: string; readonly note?: string };

/** Encodings that say so themselves, by the bytes they begin with; UTF-8 with its mark is UTF-8. */
const MARKS = [
  { encoding: 'utf-16le', bytes: [0xff, 0xfe] },
  { encoding: 'utf-16be', bytes: [0xfe, 0xff] },
] as const;

/** The letters of the bytes from 0x80 to 0x9F in Windows-1252, which Node's own decoder takes for ISO-8859-1. */
const WINDOWS = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ';

/**
 * The text of a file: by the mark it begins with, else as UTF-8, else as Windows-1252, in which Excel saves a CSV. In the
 * last every byte is a letter, so that it fits whatever else a file may be, and says so.
 */
export function decodeText(bytes: Uint8Array): DecodedText {
  const marked = MARKS.find((mark) => mark.bytes.every((byte, place) => bytes[place] === byte));
  if (marked) return { text: new TextDecoder(marked.encoding).decode(bytes) };
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch {
    return {
      text: Buffer.from(bytes)
        .toString('latin1')
        .replace(/[\x80-\x9f]/g, (letter) => WINDOWS.charAt(letter.charCodeAt(0) - 0x80)),
      note: 'the file is not UTF-8; it was read as Windows-1252. Where letters look wrong, save it as UTF-8 and import it again',
    };
  }
}
