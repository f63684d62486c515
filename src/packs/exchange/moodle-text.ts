import { type Option, ROOM } from '../schema.ts';
import { fromHtml, textFromHtml, unshowable } from './html.ts';
import { type Entry, type Item, nameOf } from './item.ts';
import { fromPlain, fromTyped, typedOf } from './plain.ts';

/** A text as GIFT and Moodle XML hold it: `html`, `markdown`, `plain`, or Moodle's own, which may be HTML or not. */
export type MoodleText = { readonly text: string; readonly format: string };

/** An option of such a file. */
export type MoodleOption = Pick<Option, 'text' | 'correct'> & {
  readonly feedback: MoodleText | null | undefined;
};

/** A tag or an entity; in words such as "a<b and c>d" there is none. */
const TAG =
  /<\/?(p|br|div|span|b|i|u|em|strong|code|pre|tt|ul|ol|li|h[1-6]|a|sub|sup|table|img|video|audio|object|svg|iframe|blockquote|font|s|del|ins|strike|math|style|script)(\s+[\w-]+\s*=[^<>]*|\s*\/?)>|&(nbsp|lt|gt|amp|quot|#\d+);/i;
const BLOCK = /<(p|br|div|li|pre|h[1-6]|table|blockquote)\b/i;

/** A text as HTML, if that is what it is. In Moodle's own format lines are lines, unless tags say where they end. */
function htmlOf({ text, format }: MoodleText): string | undefined {
  if (format === 'html' || format === '') return text;
  if (!/^moodle/.test(format) || !TAG.test(text)) return undefined;
  return BLOCK.test(text) ? text : text.replaceAll('\n', '<br>');
}

/** The words of a text, in Markdown. */
export function wordsOf(text: MoodleText | null | undefined): string {
  if (!text) return '';
  const html = htmlOf(text);
  return html === undefined ? markdownOf(text) : fromHtml(html);
}

/** A text that is not HTML, in Markdown: what is said to be plain is shown with every sign, also those around code. */
function markdownOf({ text, format }: MoodleText): string {
  if (format === 'markdown') return text.trim();
  return /^plain/.test(format) ? fromPlain(text.trim()) : fromTyped(text.trim());
}

/** Why one of these texts cannot be shown in a question here, if so. */
export function unshowableIn(texts: readonly (MoodleText | null | undefined)[]): string | undefined {
  return texts.flatMap((text) => (text && unshowable(htmlOf(text) ?? filesOf(text.text).join(''))) ?? [])[0];
}

const FILE_IN_MARKDOWN = /!?\[[^\]]*\]\(@@PLUGINFILE@@[^)]*\)/g;

function filesOf(markdown: string): readonly string[] {
  return markdown.match(FILE_IN_MARKDOWN) ?? [];
}

/** An explanation: a question stands without the picture in it. */
function explanationOf(text: MoodleText | null | undefined): string {
  if (!text) return '';
  const html = htmlOf(text);
  if (html !== undefined) return textFromHtml(html);
  return markdownOf({ ...text, text: text.text.replace(FILE_IN_MARKDOWN, '') });
}

/**
 * A question with options, and what was left away of it. What is said of the whole question explains the right options
 * that have no explanation of their own.
 */
export function chosenFrom(
  about: { readonly line: number; readonly item: Omit<Item, 'options'> },
  choices: readonly MoodleOption[],
  general: MoodleText | null | undefined,
): readonly Entry[] {
  const { line, item } = about;
  const name = item.name ?? nameOf(typedOf(item.stem));
  const own = choices.map(({ text, correct, feedback }) => ({ text, correct, why: explanationOf(feedback) }));
  const words = explanationOf(general);
  const isOver = words.length > ROOM.why;
  const options = own.map((option) =>
    option.correct && option.why === '' && !isOver ? { ...option, why: words } : option,
  );
  const isUsed = words === '' || options.some(({ why }, place) => why !== own[place]?.why);
  const notes = [
    ...(unshowableIn([general, ...choices.map(({ feedback }) => feedback)]) === undefined
      ? []
      : ['a picture, sound, film, formula or table in its explanations was left away']),
    ...(isUsed
      ? []
      : [
          isOver
            ? `its general feedback was left away: it is ${words.length} characters long; at most ${ROOM.why} fit`
            : 'its general feedback was left away: its right options have their own',
        ]),
  ];
  return [{ line, item: { ...item, options } }, ...notes.map((note) => ({ line, name, note }))];
}

/**
 * Why these shares of what a question counts are refused, if so: here all that are right count alike, and are chosen together.
 * `single` says that only one option can be chosen.
 */
export function sharesRefusal(shares: readonly number[], single = false): string | undefined {
  const right = shares.filter((share) => share > 0);
  if (right.length < 2) return undefined;
  const sum = right.reduce((all, share) => all + share, 0);
  // Thirds are written with more or fewer digits.
  if (Math.max(...right) - Math.min(...right) > 0.5) return IN_PARTS;
  return single || sum > 101 ? ANY_ONE : undefined;
}

const IN_PARTS = 'an option counts in part; here an option is right or wrong';
const ANY_ONE = 'any one of several answers is right; here all that are right are chosen together';
