import { dateWithYear } from '../discord/text.ts';
import type { Fact, Resource } from './schema.ts';
import { letter, rightPlaces, type Snapshot } from './snapshot.ts';

/** The question as it is asked: stem, then every option with its letter, in full. */
export function questionText(question: Snapshot, extra: (place: number) => string = () => ''): string {
  const options = question.options.map(
    (option, place) => `**${letter(place)}**  ${option.text}${extra(place)}`,
  );
  return [question.stem, options.join('\n')].join('\n\n');
}

/** The letters of the right options: `B`, or `B and D`. */
export function rightLetters(question: Snapshot): string {
  return rightPlaces(question).map(letter).join(' and ');
}

/** Why the right options are right. */
export function whyRight(question: Snapshot): string {
  return rightPlaces(question)
    .map((place) => question.options[place]?.why ?? '')
    .filter((why) => why !== '')
    .join('\n');
}

/** Why each wrong option is wrong, in the order shown, leaving out those places. */
export function whyNot(question: Snapshot, leaveOut: readonly number[] = []): string {
  return question.options
    .flatMap((option, place) =>
      option.correct || leaveOut.includes(place) || option.why === ''
        ? []
        : [`**${letter(place)}**  ${option.why}`],
    )
    .join('\n');
}

/** Where to read on, when it was checked, and for which version it holds; empty when nothing is known. */
export function sourceLine(question: Snapshot): string {
  const pages = question.references.map((address) => `[${pageName(address)}](${address})`);
  const checked = question.checked ? [`checked ${dateWithYear(question.checked)}`] : [];
  const about = question.about ? [`holds for ${question.about}`] : [];
  return [...pages, ...about, ...checked].join(' · ');
}

/** What to call a page: the last words of its address, or its host. */
export function pageName(address: string): string {
  const { hostname, pathname } = new URL(address);
  const last = pathname
    .split('/')
    .filter((part) => part !== '')
    .at(-1);
  const words = last
    ?.replace(/\.html?$/, '')
    .replace(/[-_.]+/g, ' ')
    .trim();
  return words ? `${words} (${hostname.replace(/^www\./, '')})` : hostname;
}

/** The first words of a question for a notification: no Markdown, no code, one line. */
export function firstWords(question: Snapshot, most: number): string {
  const words = question.stem
    .replace(/```[\s\S]*?```/g, ' ')
    .replace(/[`*~|>#]/g, '')
    // Emphasis goes, the underscores of a name such as credit_score stay.
    .replace(/(?<!\w)_+|_+(?!\w)/g, '')
    .replace(/\s+/g, ' ')
    .trim();
  if (words.length <= most) return words;
  return `${words.slice(0, most).replace(/\s+\S*$/, '')} …`;
}

/** A page, course or place to practise, with when its address was last opened. */
export function resourceLine({ title, url, checked }: Resource): string {
  if (url === undefined) return title;
  return `[${title}](${url}) · ${checked ? `checked ${dateWithYear(checked)}` : 'address not checked'}`;
}

/** A fact about the exam with where it was read, and when that was last looked at. */
export function factLine({ text, url, checked }: Fact): string {
  const when = `checked ${dateWithYear(checked)}`;
  return url === undefined ? `${text} (${when})` : `${text} ([source](${url}), ${when})`;
}

/** Said where some questions are left out for now. */
export const SEALED = 'Questions of an exam that is still on come when it is over.';
