import { isSeq, parseDocument } from 'yaml';

/** A topic file's text after questions were added, and those as they stand in it; or why none can be. */
export type Added = { readonly text: string; readonly added: string } | { readonly refusal: string };

const INDENT = 2;

/**
 * Adds questions to the end of a topic file's list, as far in as that list is; to an empty text it is begun. `entries` are YAML
 * at the margin. Everything else in the file stays as it was.
 */
export function withEntries(before: string, topic: string, entries: string): Added {
  if (before === '') {
    const added = indented(entries, INDENT);
    const head = `# yaml-language-server: $schema=../pack.schema.json\ntopic: ${topic}\nquestions:\n`;
    return { text: head + added, added };
  }
  const list = parseDocument(before).get('questions', true);
  if (!isSeq(list) || !list.range) {
    const added = indented(entries, INDENT);
    return { text: onNewLine(before) + added, added };
  }
  if (list.flow) return { refusal: 'its questions stand in brackets; give each lines of its own first' };
  const [from, , until] = list.range;
  const added = indented(entries, from - (before.lastIndexOf('\n', from - 1) + 1));
  // The list need not be the last thing in the file.
  return { text: onNewLine(before.slice(0, until)) + added + before.slice(until), added };
}

function indented(text: string, by: number): string {
  return text.replace(/^(?=.)/gm, ' '.repeat(by));
}

function onNewLine(text: string): string {
  return text.endsWith('\n') ? text : `${text}\n`;
}
