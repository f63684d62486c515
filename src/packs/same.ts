import type { PackQuestion } from './schema.ts';

/**
 * What a question asks and takes for right, whatever its spaces and the order of its options: two questions with the same one
 * are the same, and with another key it is another question.
 */
export function asked({ stem, options }: Pick<PackQuestion, 'stem' | 'options'>): string {
  const words = (text: string) => text.replace(/\s+/g, ' ').trim();
  return JSON.stringify([
    words(stem),
    options.map(({ text, correct }) => `${correct ? 'right' : 'wrong'} ${words(text)}`).sort(),
  ]);
}
