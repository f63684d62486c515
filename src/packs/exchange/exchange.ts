import { itemFindings, withAnnouncement } from '../items.ts';
import { counted, type Finding } from '../problem.ts';
import {
  DateText,
  MOST_REFERENCES,
  type PackQuestion,
  Question,
  Reference,
  ROOM,
  TopicId,
} from '../schema.ts';
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
  /** What each question was made of and where that stands, by its id. */
  readonly sources: ReadonlyMap<string, Source>;
};

/** A question as a file holds it, and the line it begins on. */
export type Source = { readonly line: number; readonly item: Item };

/** Where questions are to go. */
export type Destination = {
  /** The topic for a category as the file calls it, or for none; a string in words when there is none for it. */
  topicFor(category: string | undefined): { readonly topic: string } | { readonly refusal: string };
  /** Ids that are in use there. */
  readonly taken: ReadonlySet<string>;
  /** Those of them that an entry of the same name gets all the same: the caller compares it with what is there. */
  readonly kept?: ReadonlySet<string>;
  /** Whether only what has a source and the date it was checked counts as explained, as in the packs that come with the bot. */
  readonly needsSources: boolean;
  /** Whether an objective is known there, by its id; others are left away. */
  readonly objectives: { has(id: string): boolean };
};

/** Makes questions of what stands in a file. */
export function takeEntries(entries: readonly Entry[], to: Destination): Imported {
  const questions: PackQuestion[] = [];
  const refused: Refused[] = [];
  const notes: Note[] = [];
  const sources = new Map<string, Source>();
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
    const isFree = (id: string) => !taken.has(id) || (to.kept?.has(id) === true && !sources.has(id));
    const made = questionOf(item, to, { taken, isFree });
    if ('refusal' in made) {
      refused.push({ line, name: nameOf(item.name ?? item.stem), reason: made.refusal });
      continue;
    }
    taken.add(made.question.id);
    sources.set(made.question.id, { line, item });
    questions.push(made.question);
    for (const note of made.notes) notes.push({ line, name: nameOf(item.name ?? item.stem), note });
  }
  return { questions, refused, notes, sources };
}

type Made =
  | { readonly question: PackQuestion; readonly notes: readonly string[] }
  | { readonly refusal: string };

function questionOf(item: Item, to: Destination, ids: Ids): Made {
  const found = to.topicFor(item.topic);
  if ('refusal' in found) return found;
  const { topic } = found;
  const { references = [], checked } = to.needsSources ? item : usableSource(item);
  const raw = {
    id: idFor(item.name, topic, ids),
    difficulty: item.difficulty ?? 'apply',
    objectives: [...new Set(item.objectives)].filter((objective) => to.objectives.has(objective)),
    stem: withAnnouncement(item.stem, item.options.filter(({ correct }) => correct).length),
    options: item.options,
    references,
    ...(item.about ? { about: item.about } : {}),
    ...(checked ? { checked } : {}),
    'keep-order': item.keepOrder ?? false,
    explained: isExplained(item, to),
  };
  const question = Question.safeParse(raw);
  if (!question.success) return { refusal: reasonsOf(findingsOf(question.error, raw)) };
  // Without an address everybody knows the place: the question itself.
  const findings = itemFindings(question.data).filter(
    ({ path }) => to.needsSources || (path[0] !== 'references' && path[0] !== 'checked'),
  );
  if (findings.length > 0) return { refusal: reasonsOf(findings) };
  return { question: { ...question.data, topic }, notes: notesOn(item, question.data) };
}

/** What of an entry its question does without. */
function notesOn({ references = [], checked, objectives = [] }: Item, taken: Question): readonly string[] {
  const left = (all: readonly string[], kept: readonly string[]) => all.filter((one) => !kept.includes(one));
  const sources = left(references, taken.references);
  const unknown = left(objectives, taken.objectives);
  return [
    ...(sources.length > 0
      ? [`without its source "${sources.join(' ')}": a question keeps at most two web addresses`]
      : []),
    ...(checked && !taken.checked ? [`without its date ${checked}: write it like 2026-11-22`] : []),
    ...(unknown.length > 0 ? [`without ${unknown.join(' and ')}: the pack has no such objective`] : []),
  ];
}

function reasonsOf(findings: readonly Finding[]): string {
  return findings.map(({ message }) => message).join('; ');
}

/** What of a question's source is an address and a date: where none is needed, nothing is refused for a "Chapter 3". */
function usableSource({ references = [], checked }: Item): Pick<Item, 'references' | 'checked'> {
  return {
    references: references.filter((one) => Reference.safeParse(one).success).slice(0, MOST_REFERENCES),
    checked: DateText.safeParse(checked).data,
  };
}

function isExplained({ options, references = [], checked }: Item, { needsSources }: Destination): boolean {
  const hasSource = references.length > 0 && checked !== undefined;
  return options.every(({ why }) => why.trim() !== '') && (hasSource || !needsSources);
}

type Ids = { readonly taken: ReadonlySet<string>; isFree(id: string): boolean };

/** A name of the file that can be an id in that topic and is free, else the topic with the next free number. */
function idFor(name: string | undefined, topic: string, { taken, isFree }: Ids): string {
  const canBe = name?.startsWith(`${topic}-`) && name.length <= 40 && /^[a-z0-9]+(-[a-z0-9]+)*$/.test(name);
  if (name && canBe && isFree(name)) return name;
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

/** The topics of a pack that is made from a file: one a category, in whatever letters it is written. */
export type NewTopics = Pick<Destination, 'topicFor'> & {
  /** What each is called, by its id, in the file's order. */
  readonly names: ReadonlyMap<string, string>;
};

/**
 * Makes topics as categories come; questions without one are under `other`. A category that is `known` by its name keeps that
 * topic's id.
 */
export function newTopics(
  other: string,
  known: readonly { readonly id: string; readonly name: string }[] = [],
): NewTopics {
  const keyOf = (name: string) => name.toLowerCase().replace(/[\s_-]+/g, ' ');
  const ids = new Map(known.map(({ id, name }) => [keyOf(name), id]));
  const names = new Map(known.map(({ id, name }) => [id, name]));
  function idOf(name: string): string {
    const slug = slugOf(name) || 'topic';
    // The files of some names are not a topic's.
    const first = TopicId.safeParse(slug).success ? slug : `${slug}-questions`;
    let id = first;
    for (let number = 2; names.has(id); number++) id = `${first}-${number}`;
    return id;
  }
  return {
    names,
    topicFor(category) {
      const name = (category?.trim() || other).slice(0, ROOM.topicName).trim();
      const topic = ids.get(keyOf(name)) ?? idOf(name);
      ids.set(keyOf(name), topic);
      if (!names.has(topic)) names.set(topic, name);
      return { topic };
    },
  };
}

/** What came of a file in a line: `12 questions, 3 refused`. */
export function summaryOf({ questions, refused }: Pick<Imported, 'questions' | 'refused'>): string {
  const unexplained = questions.filter(({ explained }) => !explained).length;
  const none = questions.length === 1 ? 'not explained' : 'none of them explained';
  return [
    counted(questions.length, 'question'),
    ...(unexplained > 0
      ? [
          unexplained === questions.length
            ? none
            : `${unexplained.toLocaleString('en-US')} of them not explained`,
        ]
      : []),
    `${refused.length.toLocaleString('en-US')} refused`,
  ].join(', ');
}

/** That a file could not be read, and why, as a sentence. */
export function unreadableInWords(reason: string): string {
  return `This file cannot be read: ${reason}.`;
}
