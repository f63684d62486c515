import { Document, type Scalar, visit } from 'yaml';
import type { PackQuestion } from '../schema.ts';
import { readSource } from '../source.ts';

/** A question as an entry of a topic file, at the margin. */
export function inYaml({ topic: _, ...question }: PackQuestion): string {
  const { options, objectives, references, explained, draft, ...rest } = question;
  return yamlOf([
    {
      id: rest.id,
      difficulty: rest.difficulty,
      ...(objectives.length > 0 ? { objectives } : {}),
      stem: rest.stem,
      options: options.map(({ text, correct, why }) => ({
        text,
        ...(correct ? { correct } : {}),
        ...(why === '' ? {} : { why }),
      })),
      ...(references.length > 0 ? { references } : {}),
      ...(rest.about ? { about: rest.about } : {}),
      ...(rest.checked ? { checked: rest.checked } : {}),
      ...(rest['keep-order'] ? { 'keep-order': true } : {}),
      ...(explained ? {} : { explained }),
      ...(draft ? { draft } : {}),
    },
  ]);
}

/** YAML that `readSource` reads back as it was. */
export function yamlOf(value: unknown): string {
  const document = new Document(value);
  visit(document, {
    Scalar(_, node) {
      if (!isReadBack(node)) node.type = 'QUOTE_DOUBLE';
    },
  });
  return textOf(document);
}

/** Whether a text is no number to the reader: 0b11 is one to it, and none to who writes. */
function isReadBack({ value }: Scalar): boolean {
  if (typeof value !== 'string') return true;
  const read = readSource('', textOf(new Document([value])));
  return read.ok && Array.isArray(read.source.value) && read.source.value[0] === value;
}

function textOf(document: Document): string {
  return document.toString({ lineWidth: 0, blockQuote: 'literal' });
}
