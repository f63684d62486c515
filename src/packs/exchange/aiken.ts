import type { PackQuestion } from '../schema.ts';
import { type Entry, type FileFormat, type NotWritten, nameOf } from './item.ts';

const OPTION = /^([A-Z])[.)]\s+(.+)$/;
const ANSWER = /^ANSWER:\s*([A-Z])\s*$/i;

/** Aiken: https://docs.moodle.org/en/Aiken_format. A stem of one line, options by letters, one right answer, no explanations. */
export const aiken: FileFormat = {
  read(text) {
    const entries: Entry[] = [];
    let stem: { line: number; words: string[] } | undefined;
    let options: { readonly letter: string; readonly text: string }[] = [];
    const refuse = (line: number, refusal: string) =>
      entries.push({ line, name: nameOf(stem?.words.join(' ') ?? options[0]?.text ?? ''), refusal });
    const begin = () => {
      stem = undefined;
      options = [];
    };
    for (const [index, raw] of text
      .replace(/^\uFEFF/, '')
      .split(/\r\n?|\n/)
      .entries()) {
      const line = raw.trim();
      const option = OPTION.exec(line);
      const answer = ANSWER.exec(line);
      if (answer) {
        const letter = (answer[1] ?? '').toUpperCase();
        if (!stem) refuse(index + 1, 'there is an ANSWER, but no question before it');
        else if (!options.some((one) => one.letter === letter))
          refuse(stem.line, `its answer is ${letter}, and there is no option ${letter}`);
        else
          entries.push({
            line: stem.line,
            item: {
              stem: stem.words.join(' '),
              options: options.map((one) => ({ text: one.text, correct: one.letter === letter, why: '' })),
            },
          });
        begin();
      } else if (option && stem) options.push({ letter: option[1] ?? '', text: option[2] ?? '' });
      else if (line !== '') {
        if (stem && options.length > 0) {
          refuse(stem.line, 'there is no ANSWER after its options');
          begin();
        }
        stem = stem ?? { line: index + 1, words: [] };
        stem.words.push(line);
      }
    }
    if (stem)
      refuse(stem.line, options.length > 0 ? 'there is no ANSWER after its options' : 'it has no options');
    return entries;
  },
  write(questions) {
    const left = questions.flatMap((question) => {
      const reason = reasonAgainst(question);
      return reason ? [{ id: question.id, reason }] : [];
    });
    const held = questions.filter(({ id }) => !left.some((one: NotWritten) => one.id === id));
    return { text: held.map(written).join('\n'), left };
  },
};

function reasonAgainst({ stem, options }: PackQuestion): string | undefined {
  if (options.filter(({ correct }) => correct).length > 1) return 'Aiken knows one right option only';
  if (/\n/.test(stem.trim())) return 'Aiken has room for a stem of one line only';
  if (options.some(({ text }) => /\n/.test(text.trim())))
    return 'Aiken has room for options of one line only';
  if (OPTION.test(stem) || ANSWER.test(stem)) return 'its stem would be read as an option';
  return undefined;
}

function written({ stem, options }: PackQuestion): string {
  const letterOf = (place: number) => String.fromCharCode('A'.charCodeAt(0) + place);
  const lines = options.map(({ text }, place) => `${letterOf(place)}. ${text.trim()}`);
  const right = options.findIndex(({ correct }) => correct);
  return `${[stem.trim(), ...lines, `ANSWER: ${letterOf(right)}`].join('\n')}\n`;
}
