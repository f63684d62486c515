import { type GIFTQuestion, parse } from 'gift-pegjs';
import { stringOf } from '../problem.ts';
import type { PackQuestion } from '../schema.ts';
import { pathOf, topicNames } from './categories.ts';
import { type Entry, type FileFormat, fromTags, nameOf, tagsOf, trueOrFalse } from './item.ts';
import { chosenFrom, sharesRefusal, unshowableIn, wordsOf } from './moodle-text.ts';

/** Moodle's GIFT: https://docs.moodle.org/en/GIFT_format, read by gift-pegjs one entry at a time, so that one fails alone. */
export const gift: FileFormat = {
  read(text) {
    const found = blocksOf(text).flatMap(({ line, block }): readonly Found[] => {
      try {
        return parse(block).map((question) => ({ line, question }));
      } catch (error) {
        return [{ line, name: nameOf(block), refusal: `it is not GIFT: ${stringOf(error)}` }];
      }
    });
    const nameFor = topicNames(
      found.flatMap((one) =>
        'question' in one && one.question.type === 'Category' ? [pathOf(one.question.title)] : [],
      ),
    );
    let topic: string | undefined;
    return found.flatMap((one): readonly Entry[] => {
      if (!('question' in one)) return [one];
      if (one.question.type !== 'Category') return entriesOf(one.question, one.line, topic);
      topic = nameFor(pathOf(one.question.title));
      return [];
    });
  },
  write(questions) {
    const parts: string[] = [];
    let topic: string | undefined;
    for (const question of questions) {
      if (question.topic !== topic) parts.push(`$CATEGORY: ${question.topic}`);
      topic = question.topic;
      parts.push(written(question));
    }
    return { text: `${parts.join('\n\n')}\n`, left: [] };
  },
};

/** What gift-pegjs makes of an entry, or why it makes nothing of it. */
type Found =
  | { readonly line: number; readonly question: GIFTQuestion }
  | { readonly line: number; readonly name: string; readonly refusal: string };

/**
 * Entries are set apart by blank lines, those within braces aside, and by what only begins one: where a brace was left
 * open or a blank line out, the entries after it are still entries of their own.
 */
function blocksOf(text: string): readonly { readonly line: number; readonly block: string }[] {
  const blocks: { line: number; lines: string[] }[] = [];
  let open: { line: number; lines: string[] } | undefined;
  let depth = 0;
  let afterBlank = false;
  let isAnswered = false;
  const all = text
    .replace(/\r\n?/g, '\n')
    .replace(/^\uFEFF/, '')
    .split('\n');
  for (const [index, line] of all.entries()) {
    if (line.trim() === '') {
      afterBlank = true;
      if (depth === 0) open = undefined;
      continue;
    }
    const mayBegin = depth === 0 ? isAnswered : afterBlank || /^::.*::/.test(line);
    if (open && mayBegin && begins(all, index)) open = undefined;
    afterBlank = false;
    if (!open) {
      open = { line: index + 1, lines: [] };
      blocks.push(open);
      depth = 0;
      isAnswered = false;
    }
    open.lines.push(line);
    if (isComment(line)) continue;
    const bare = withoutEscapes(line);
    depth = Math.max(0, depth + bare.split('{').length - bare.split('}').length);
    isAnswered ||= depth === 0 && bare.includes('}');
    // A category is an entry by itself, also without a blank line after it.
    if (line.startsWith('$CATEGORY:')) open = undefined;
  }
  return blocks.flatMap(({ line, lines }) => {
    const firstWords = lines.findIndex((one) => !isComment(one));
    if (firstWords === -1) return [];
    // A comment after the first words would be read as words.
    const read = lines.filter((one, at) => at < firstWords || !isComment(one));
    return [{ line: line + firstWords, block: read.join('\n') }];
  });
}

/** Whether a line begins an entry where another has not ended: with a title, a category, the braces of its answers, or a comment before those. */
function begins(all: readonly string[], index: number): boolean {
  const line = all[index] ?? '';
  if (!isComment(line)) return /^(::|\$CATEGORY:)/.test(line) || withoutEscapes(line).includes('{');
  const next = all.findIndex((one, at) => at > index && one.trim() !== '' && !isComment(one));
  return next !== -1 && begins(all, next);
}

function isComment(line: string): boolean {
  return line.trimStart().startsWith('//');
}

function withoutEscapes(line: string): string {
  return line.replace(/\\./g, '');
}

const WITHOUT_OPTIONS: Readonly<Record<string, string>> = {
  Description: 'it is a description, not a question',
  Essay: 'an essay has no options to choose from',
  Short: 'a short answer is typed; there are no options to choose from',
  Numerical: 'a number is typed; there are no options to choose from',
  Matching: 'matching pairs are not one question with options',
};

function entriesOf(
  found: Exclude<GIFTQuestion, { type: 'Category' }>,
  line: number,
  topic: string | undefined,
): readonly Entry[] {
  const name = found.title ?? nameOf(found.stem.text);
  const refusal = WITHOUT_OPTIONS[found.type];
  if (refusal !== undefined) return [{ line, name, refusal }];
  if (found.type !== 'MC' && found.type !== 'TF')
    return [{ line, name, refusal: 'it is of a kind not known here' }];
  const choices = found.type === 'MC' ? found.choices : [];
  const unshowable = unshowableIn([found.stem, ...choices.map(({ text }) => text)]);
  if (unshowable !== undefined) return [{ line, name, refusal: unshowable }];
  const item = {
    stem: wordsOf(found.stem),
    name: found.title ?? undefined,
    topic,
    ...fromTags((found.tags ?? []).map((tag) => fromTag(tag.trim()))),
  };
  if (found.type === 'TF') {
    // The first feedback is for those who were wrong.
    const feedback = { wrong: found.trueFeedback, right: found.falseFeedback };
    return chosenFrom({ line, item }, trueOrFalse(found.isTrue, feedback), found.globalFeedback);
  }
  const share = ({ isCorrect, weight }: (typeof choices)[number]) => weight ?? (isCorrect ? 100 : 0);
  const inParts = sharesRefusal(choices.map(share));
  if (inParts !== undefined) return [{ line, name, refusal: inParts }];
  const options = choices.map((choice) => ({
    text: wordsOf(choice.text),
    correct: share(choice) > 0,
    feedback: choice.feedback,
  }));
  return chosenFrom({ line, item }, options, found.globalFeedback);
}

function written(question: PackQuestion): string {
  const right = question.options.filter(({ correct }) => correct).length;
  const share = Number((100 / right).toFixed(5));
  // An arrow would make a matching pair of an option that is marked with an equals sign.
  const byWeight = right > 1 || question.options.some(({ text }) => text.includes('->'));
  const wrong = right > 1 ? -100 : 0;
  const options = question.options.map(({ text, correct, why }) => {
    const sign = byWeight ? `~%${correct ? share : wrong}%` : correct ? '=' : '~';
    return `  ${sign}[markdown]${escaped(text)}${why === '' ? '' : `#[markdown]${escaped(why)}`}`;
  });
  const tags = tagsOf(question).map((tag) => `[tag:${inTag(tag)}]`);
  const comment = `// ${tags.join(' ')}`;
  return `${comment}\n::${escaped(question.id)}::[markdown]${escaped(question.stem)} {\n${options.join('\n')}\n}`;
}

/** What would end a tag is written by its number, `&#93;`: addresses have percent signs of their own. */
function inTag(tag: string): string {
  return tag.replace(/[\]\p{Cc}]|&(?=#\d+;)/gu, (sign) => `&#${sign.charCodeAt(0)};`);
}

function fromTag(tag: string): string {
  return tag.replace(/&#(\d{1,3});/g, (_, number: string) => String.fromCharCode(Number(number)));
}

function escaped(text: string): string {
  return text
    .trim()
    .replace(/[\\~=#{}:]/g, '\\$&')
    .replaceAll('\n', '\\n');
}
