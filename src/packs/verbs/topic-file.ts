import { type Document, isMap, isScalar, isSeq, parseDocument, type YAMLSeq } from 'yaml';
import { yamlOf } from './yaml.ts';

/** A topic file's text after questions were added, and those as they stand in it; or why none can be. */
export type Added = { readonly text: string; readonly added: string } | { readonly refusal: string };

const INDENT = 2;
const EDITOR_LINE = '# yaml-language-server: $schema=../pack.schema.json\n';

/**
 * Adds questions to the end of a topic file's list, as far in as that list is; where there is none yet it is begun. `entries`
 * are YAML at the margin. Everything else in the file stays as it was.
 */
export function withEntries(before: string, topic: string, entries: string): Added {
  const document = parseDocument(before);
  const { contents } = document;
  if (document.errors.length > 0) return { refusal: 'it is not valid YAML; mend it first' };
  if (contents === null || (isScalar(contents) && contents.source === '')) {
    // A file of comments keeps them.
    const head = before.trim() === '' ? EDITOR_LINE : onNewLine(before);
    return begun(head + yamlOf({ topic }), entries);
  }
  if (!isMap(contents) || contents.flow)
    return { refusal: 'it has no line for each key; write `topic:` and `questions:` first' };
  if (!document.has('questions')) return begun(onNewLine(before), entries);
  const list = document.get('questions', true);
  if (isSeq(list)) return atEndOf(list, before, entries);
  const empty = emptyListAt(document);
  if (empty === undefined) return { refusal: 'its `questions` are no list' };
  const lineEnd = before.indexOf('\n', empty);
  const until = lineEnd === -1 ? before.length : lineEnd + 1;
  const added = indented(entries, INDENT);
  return { text: onNewLine(before.slice(0, until)) + added + before.slice(until), added };
}

function begun(head: string, entries: string): Added {
  const added = indented(entries, INDENT);
  return { text: `${head}questions:\n${added}`, added };
}

function atEndOf(list: YAMLSeq, before: string, entries: string): Added {
  if (list.flow || !list.range)
    return { refusal: 'its questions stand in brackets; give each lines of its own first' };
  const [from, , until] = list.range;
  const added = indented(entries, from - (before.lastIndexOf('\n', from - 1) + 1));
  // The list need not be the last thing in the file.
  return { text: onNewLine(before.slice(0, until)) + added + before.slice(until), added };
}

/** Where `questions:` stands in a file that says nothing after it. */
function emptyListAt(document: Document.Parsed): number | undefined {
  const pairs = isMap(document.contents) ? document.contents.items : [];
  const pair = pairs.find(({ key }) => isScalar(key) && key.value === 'questions');
  const says = isScalar(pair?.value) ? pair.value.source : undefined;
  return isScalar(pair?.key) && says === '' ? pair.key.range?.[1] : undefined;
}

/** Lines further in. Only what YAML takes for the end of a line begins another: within a text there may be what is none. */
function indented(text: string, by: number): string {
  return text
    .split('\n')
    .map((line) => (line === '' ? line : ' '.repeat(by) + line))
    .join('\n');
}

function onNewLine(text: string): string {
  return text.endsWith('\n') ? text : `${text}\n`;
}
