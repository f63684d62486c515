import type { PackQuestion } from '../schema.ts';
import { type Entry, type FileFormat, type Item, type NotWritten, nameOf } from './item.ts';
import { fromTyped, typedOf } from './plain.ts';

/** An option as files have it: `A. one`, `a) one`, `A.one`. In words such as "e.g." no option begins. */
const OPTION = /^([A-Z][.)]|[a-z]\)|[a-z]\.(?=\s))\s*(\S.*)$/;
const ANSWER = /^ANSWER\s*:\s*(.*)$/i;
/** What Moodle takes for an option. */
const OPTION_OF_MOODLE = /^[A-Z][.)]\s/;

const NO_ANSWER = 'there is no ANSWER after its options';

/** Aiken: https://docs.moodle.org/en/Aiken_format. A stem of one line, options by letters, one right answer, no explanations. */
export const aiken: FileFormat = {
  read(text) {
    const entries: Entry[] = [];
    let stem: { readonly line: number; readonly words: string[] } | undefined;
    let options: string[] = [];
    let afterBlank = false;
    // What follows an ANSWER without a blank line between may belong to it or begin the next question.
    let answered: { readonly name: string } | undefined;
    // After something that cannot be read, everything up to the next ANSWER or blank line belongs to it.
    let skipping = false;
    const begin = () => {
      stem = undefined;
      options = [];
    };
    const refuse = (line: number, refusal: string) => {
      entries.push({ line: stem?.line ?? line, name: nameOf(stem?.words.join(' ') ?? ''), refusal });
      begin();
    };
    const leaveAway = (name: string) => {
      if (!stem) return;
      const note = `what stands after its ANSWER was left away: ${nameOf(stem.words.join(' '))}`;
      entries.push({ line: stem.line, name, note });
      begin();
    };
    for (const [index, raw] of text
      .replace(/^\uFEFF/, '')
      .split(/\r\n?|\n/)
      .entries()) {
      const at = index + 1;
      const line = raw.trim();
      const isNew = afterBlank;
      afterBlank = line === '';
      if (answered && stem && options.length === 0 && (line === '' || isRemark(stem.words)))
        leaveAway(answered.name);
      if (line === '' || options.length > 0) answered = undefined;
      if (skipping) skipping = line !== '' && !ANSWER.test(line);
      else if (ANSWER.test(line)) {
        const key = answerOf(line, options);
        const name = nameOf(stem?.words.join(' ') ?? '');
        if (!stem) refuse(at, 'there is an ANSWER, but no question before it');
        else if ('refusal' in key) refuse(at, key.refusal);
        else entries.push({ line: stem.line, item: itemOf(stem.words, options, key.right) });
        begin();
        answered = { name };
      } else if (line !== '') {
        const [, mark = '', words = ''] = OPTION.exec(line) ?? [];
        const letter = mark.slice(0, 1).toUpperCase();
        if (stem && letter !== '' && letter === letterOf(options.length)) options.push(words);
        else if (options.length === 0 || (isNew && letter === '')) {
          if (options.length > 0) refuse(at, NO_ANSWER);
          stem = stem ?? { line: at, words: [] };
          stem.words.push(line);
        } else {
          const expected = `option ${letterOf(options.length)} or the ANSWER`;
          refuse(at, `${expected} should stand in line ${at}, and "${nameOf(line)}" stands there`);
          skipping = true;
        }
      }
    }
    if (answered && options.length === 0) leaveAway(answered.name);
    if (stem) refuse(stem.line, options.length > 0 ? NO_ANSWER : 'it has no options');
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

/** Whether a line after an ANSWER says of itself that it is about that. */
function isRemark(words: readonly string[]): boolean {
  return /^(explanation|feedback|rationale)\s*:/i.test(words[0] ?? '');
}

function reasonAgainst({ stem, options }: PackQuestion): string | undefined {
  if (options.filter(({ correct }) => correct).length > 1) return 'Aiken knows one right option only';
  if (/\n/.test(stem.trim())) return 'Aiken has room for a stem of one line only';
  if (options.some(({ text }) => /\n/.test(text.trim())))
    return 'Aiken has room for options of one line only';
  const words = typedOf(stem.trim());
  if (OPTION_OF_MOODLE.test(words) || ANSWER.test(words)) return 'its stem would be read as an option';
  return undefined;
}

function letterOf(place: number): string {
  return String.fromCharCode('A'.charCodeAt(0) + place);
}

function answerOf(
  line: string,
  options: readonly string[],
): { readonly right: number } | { readonly refusal: string } {
  const named = ANSWER.exec(line)?.[1]?.trim() ?? '';
  if (options.length === 0) return { refusal: 'it has no options' };
  if (!/^[A-Z]$/i.test(named)) return { refusal: `its answer is "${nameOf(named)}", and not one letter` };
  const right = options.findIndex((_, place) => letterOf(place) === named.toUpperCase());
  if (right === -1)
    return { refusal: `its answer is ${named.toUpperCase()}, and there is no option ${named.toUpperCase()}` };
  return { right };
}

function itemOf(stem: readonly string[], options: readonly string[], right: number): Item {
  return {
    stem: fromTyped(stem.join(' ')),
    options: options.map((text, place) => ({ text: fromTyped(text), correct: place === right, why: '' })),
  };
}

function written({ stem, options }: PackQuestion): string {
  const lines = options.map(({ text }, place) => `${letterOf(place)}. ${typedOf(text.trim())}`);
  const right = options.findIndex(({ correct }) => correct);
  return `${[typedOf(stem.trim()), ...lines, `ANSWER: ${letterOf(right)}`].join('\n')}\n`;
}
