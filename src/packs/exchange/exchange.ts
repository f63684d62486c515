import { itemFindings, withAnnouncement } from '../items.ts';
import { counted } from '../problem.ts';
import { type PackQuestion, Question } from '../schema.ts';
import { findingsOf } from '../wording.ts';
import { aiken } from './aiken.ts';
import { csv } from './csv.ts';
import { gift } from './gift.ts';
import { type Entry, type FileFormat, type Item, nameOf } from './item.ts';
import { moodleXml } from './moodle-xml.ts';
import { openTrivia } from './open-trivia.ts';

/** The formats of other programs, by the names they have here. */
export const FORMATS = {
  gift,
  'moodle-xml': moodleXml,
  aiken,
  csv,
  'open-trivia': openTrivia,
} as const satisfies Readonly<Record<string, FileFormat>>;

/** The name of a format. */
export type FormatName = keyof typeof FORMATS;

/** Whether a word names a format. */
export function isFormat(word: string): word is FormatName {
  return word in FORMATS;
}

/** The format of a file, by its name and what stands in it; undefined when neither tells. */
export function formatOf(fileName: string, text: string): FormatName | undefined {
  const ending = fileName.toLowerCase().split('.').at(-1) ?? '';
  const byEnding: Readonly<Record<string, FormatName>> = {
    gift: 'gift',
    xml: 'moodle-xml',
    aiken: 'aiken',
    csv: 'csv',
    tsv: 'csv',
    json: 'open-trivia',
  };
  const known = byEnding[ending];
  if (known) return known;
  if (/^\s*</.test(text)) return 'moodle-xml';
  if (/^\s*[[{]/.test(text) && /"results"|"question"/.test(text)) return 'open-trivia';
  if (/^ANSWER\s*:\s*[A-Z]\s*$/im.test(text)) return 'aiken';
  if (hasAnswersOfGift(text)) return 'gift';
  return /^[^\n]*[\t;,]/.test(text) ? 'csv' : undefined;
}

/** Whether there are braces with an equals sign or a tilde between; a pattern for it would take the cube of the text's length. */
function hasAnswersOfGift(text: string): boolean {
  const [opened, closed] = [text.indexOf('{'), text.lastIndexOf('}')];
  return opened !== -1 && opened < closed && /[=~]/.test(text.slice(opened, closed));
}

/** An entry of a file that did not become a question. */
export type Refused = { readonly line: number; readonly name: string; readonly reason: string };

/** What was taken otherwise than it stands in a file, or not at all, though its question was; of the whole file without a name. */
export type Note = { readonly line: number; readonly name: string; readonly note: string };

/** What came of a file: every entry is in one of the first two lists. */
export type Imported = {
  readonly questions: readonly PackQuestion[];
  readonly refused: readonly Refused[];
  readonly notes: readonly Note[];
};

/** Where questions are to go. */
export type Destination = {
  /** The topic for a category as the file calls it, or for none; a string in words when there is none for it. */
  topicFor(category: string | undefined): { readonly topic: string } | { readonly refusal: string };
  /** Ids that are in use there. */
  readonly taken: ReadonlySet<string>;
  /** Whether only what has a source and the date it was checked counts as explained, as in the packs that come with the bot. */
  readonly needsSources: boolean;
  /** The ids of objectives that are known there; others are left away. */
  readonly objectives: ReadonlySet<string>;
};

/** Makes questions of what stands in a file. */
export function takeEntries(entries: readonly Entry[], to: Destination): Imported {
  const questions: PackQuestion[] = [];
  const refused: Refused[] = [];
  const notes: Note[] = [];
  const taken = new Set(to.taken);
  for (const entry of entries) {
    if ('refusal' in entry) {
      refused.push({ line: entry.line, name: entry.name, reason: entry.refusal });
      continue;
    }
    if ('note' in entry) {
      notes.push(entry);
      continue;
    }
    const { line, item } = entry;
    const made = questionOf(item, to, taken);
    if ('refusal' in made) {
      refused.push({ line, name: nameOf(item.name ?? item.stem), reason: made.refusal });
      continue;
    }
    taken.add(made.question.id);
    questions.push(made.question);
  }
  return { questions, refused, notes };
}

type Made = { readonly question: PackQuestion } | { readonly refusal: string };

function questionOf(item: Item, to: Destination, taken: ReadonlySet<string>): Made {
  const found = to.topicFor(item.topic);
  if ('refusal' in found) return found;
  const { topic } = found;
  const raw = {
    id: idFor(item.name, topic, taken),
    difficulty: item.difficulty ?? 'apply',
    objectives: (item.objectives ?? []).filter((objective) => to.objectives.has(objective)),
    stem: withAnnouncement(item.stem, item.options.filter(({ correct }) => correct).length),
    options: item.options,
    references: item.references ?? [],
    ...(item.about ? { about: item.about } : {}),
    ...(item.checked ? { checked: item.checked } : {}),
    'keep-order': item.keepOrder ?? false,
    explained: isExplained(item, to),
  };
  const question = Question.safeParse(raw);
  const findings = question.success ? itemFindings(question.data) : findingsOf(question.error, raw);
  // Without an address everybody knows the place: the question itself.
  const reasons = findings
    .filter(({ path }) => to.needsSources || (path[0] !== 'references' && path[0] !== 'checked'))
    .map(({ message }) => message);
  if (!question.success || reasons.length > 0) return { refusal: reasons.join('; ') };
  return { question: { ...question.data, topic } };
}

function isExplained({ options, references = [], checked }: Item, { needsSources }: Destination): boolean {
  const hasSource = references.length > 0 && checked !== undefined;
  return options.every(({ why }) => why.trim() !== '') && (hasSource || !needsSources);
}

/** A name of the file that can be an id and is free, else the topic with the next free number. */
function idFor(name: string | undefined, topic: string, taken: ReadonlySet<string>): string {
  if (name && name.length <= 40 && /^[a-z0-9]+(-[a-z0-9]+)*$/.test(name) && !taken.has(name)) return name;
  let number = taken.size + 1;
  const numbered = () => `${topic}-${String(number).padStart(3, '0')}`;
  while (taken.has(numbered())) number++;
  return numbered();
}

/** Words as part of an id: lower-case letters, digits and single hyphens, short enough to leave room for a number. */
export function slugOf(words: string): string {
  const plain = words.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  return plain
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 32)
    .replace(/^-+|-+$/g, '');
}

/** What came of a file in a line: `12 questions, 3 refused`. */
export function summaryOf({ questions, refused }: Imported): string {
  const unexplained = questions.filter(({ explained }) => !explained).length;
  return [
    counted(questions.length, 'question'),
    ...(unexplained > 0 ? [`${unexplained.toLocaleString('en-US')} of them not explained`] : []),
    `${refused.length.toLocaleString('en-US')} refused`,
  ].join(', ');
}

/** That a file could not be read, and why, as a sentence. */
export function unreadableInWords(reason: string): string {
  return `This file cannot be read: ${reason}.`;
}
