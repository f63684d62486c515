import { itemFindings, withAnnouncement } from '../items.ts';
import { counted, type Finding } from '../problem.ts';
import {
  DateText,
  MOST_OBJECTIVE_ID,
  MOST_OBJECTIVES,
  MOST_REFERENCES,
  type PackQuestion,
  Question,
  Reference,
  ROOM,
  TopicId,
} from '../schema.ts';
import { findingsOf } from '../wording.ts';
import { aiken } from './aiken.ts';
import { keyOf } from './categories.ts';
import { csv } from './csv.ts';
import { gift } from './gift.ts';
import { difficultyNamed, type Entry, type FileFormat, type Item, nameOf, shortened } from './item.ts';
import { moodleXml } from './moodle-xml.ts';
import { openTrivia } from './open-trivia.ts';
import { typedOf } from './plain.ts';
import { isTable } from './table.ts';

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
  if (isTable(text)) return 'csv';
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
  /** The topic for a category as the file calls it, or for none, and what to note of it; or in words why there is none for it. */
  topicFor(
    category: string | undefined,
  ): { readonly topic: string; readonly note?: string } | { readonly refusal: string };
  /** Ids that are in use there. */
  readonly taken: ReadonlySet<string>;
  /** Those of them that an entry of the same name gets all the same: the caller compares it with what is there. */
  readonly kept?: ReadonlySet<string>;
  /** Whether only what has a source and the date it was checked counts as explained, as in the packs that come with the bot. */
  readonly needsSources: boolean;
  /** Whether an objective is known there, by its id; others are left away. */
  readonly objectives: { has(id: string): boolean };
};

/** How long a reason or a note is at most: a cell of a file may be as long as the file. */
const MOST_WORDS = 400;

/** Makes questions of what stands in a file. */
export function takeEntries(entries: readonly Entry[], to: Destination): Imported {
  const questions: PackQuestion[] = [];
  const refused: Refused[] = [];
  const notes: Note[] = [];
  const sources = new Map<string, Source>();
  const taken = new Set(to.taken);
  const said = new Set<string>();
  for (const entry of entries) {
    if ('refusal' in entry) {
      const reason = shortened(entry.refusal, MOST_WORDS);
      refused.push({ line: entry.line, name: nameOf(entry.name), reason });
      continue;
    }
    if ('note' in entry) {
      notes.push({ ...entry, name: nameOf(entry.name), note: shortened(entry.note, MOST_WORDS) });
      continue;
    }
    const { line, item } = entry;
    const name = nameOf(item.name ?? typedOf(item.stem));
    const isFree = (id: string) => !taken.has(id) || (to.kept?.has(id) === true && !sources.has(id));
    const made = questionOf(item, to, { taken, isFree });
    if ('refusal' in made) {
      refused.push({ line, name, reason: shortened(made.refusal, MOST_WORDS) });
      continue;
    }
    taken.add(made.question.id);
    sources.set(made.question.id, { line, item });
    questions.push(made.question);
    // What becomes of a category is said at its first question.
    const ofTopic = made.ofTopic === undefined || said.has(made.ofTopic) ? [] : [made.ofTopic];
    for (const note of [...ofTopic, ...made.notes])
      notes.push({ line, name, note: shortened(note, MOST_WORDS) });
    if (made.ofTopic !== undefined) said.add(made.ofTopic);
  }
  return { questions, refused, notes, sources };
}

type Made =
  | {
      readonly question: PackQuestion;
      readonly ofTopic: string | undefined;
      readonly notes: readonly string[];
    }
  | { readonly refusal: string };

function questionOf(item: Item, to: Destination, ids: Ids): Made {
  const found = to.topicFor(item.topic);
  if ('refusal' in found) return found;
  const { topic } = found;
  const { references = [], checked } = to.needsSources ? item : usableSource(item);
  const known = [...new Set(item.objectives)].filter((objective) => to.objectives.has(objective));
  const right = item.options.filter(({ correct }) => correct).length;
  const raw = {
    id: idFor(item.name, topic, ids),
    difficulty: difficultyNamed(item.difficulty) ?? 'apply',
    objectives: known.filter((id) => id.length <= MOST_OBJECTIVE_ID).slice(0, MOST_OBJECTIVES),
    // What is too long is refused as it is: to look in it for an announcement takes the square of its length.
    stem: item.stem.trim().length > ROOM.stem ? item.stem : withAnnouncement(item.stem, right),
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
  const notes = notesOn(item, question.data, to);
  return { question: { ...question.data, topic }, ofTopic: found.note, notes };
}

/** What of an entry its question does without. */
function notesOn(item: Item, taken: Question, to: Destination): readonly string[] {
  const { references = [], checked, objectives = [], difficulty } = item;
  const left = (all: readonly string[], kept: readonly string[]) => {
    const there = new Set(kept);
    return all.filter((one) => !there.has(one));
  };
  const sources = left(references, taken.references);
  const others = left(objectives, taken.objectives);
  const unknown = others.filter((one) => !to.objectives.has(one));
  const known = others.length - unknown.length;
  return [
    ...(difficulty && difficultyNamed(difficulty) === undefined
      ? [`its difficulty "${difficulty}" is not known here, so it is ${taken.difficulty}`]
      : []),
    ...(sources.length > 0
      ? [
          `without its source "${shortened(sources.join(' '), 200)}": a question keeps at most two web addresses`,
        ]
      : []),
    ...(checked && !taken.checked
      ? [`without its date ${shortened(checked, 200)}: write it like 2026-11-22`]
      : []),
    ...(unknown.length > 0
      ? [`without ${shortened(unknown.join(' and '), 200)}: the pack has no such objective`]
      : []),
    ...(known > 0
      ? [
          `without ${counted(known, 'objective')}: a question keeps at most ${MOST_OBJECTIVES}, by names of at most ${MOST_OBJECTIVE_ID} characters`,
        ]
      : []),
  ];
}

function reasonsOf(findings: readonly Finding[]): string {
  const more = findings.length - MOST_REASONS;
  return [
    ...findings.slice(0, MOST_REASONS).map(({ message }) => message),
    ...(more > 0 ? [`and ${more.toLocaleString('en-US')} more`] : []),
  ].join('; ');
}

const MOST_REASONS = 3;

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
  /** By the key of a topic's name, the key of the category that has it. */
  const owners = new Map<string, string>();
  const found = new Map<string, { readonly topic: string; readonly note?: string }>();
  /** A name with room on the screen, which no other category of the file has been cut to. */
  function roomFor(whole: string): string {
    let name = cutTo(whole, ROOM.topicName);
    for (let number = 2; (owners.get(keyOf(name)) ?? keyOf(whole)) !== keyOf(whole); number++)
      name = `${cutTo(whole, ROOM.topicName - ` ${number}`.length)} ${number}`;
    return name;
  }
  return {
    names,
    topicFor(category) {
      const whole = category?.trim() || other;
      const before = found.get(keyOf(whole));
      if (before !== undefined) return before;
      const name = roomFor(whole);
      const topic = ids.get(keyOf(name)) ?? idOf(name);
      owners.set(keyOf(name), keyOf(whole));
      if (!names.has(topic)) names.set(topic, name);
      const note = `its category "${shortened(whole, 120)}" is called "${name}": the name of a topic has at most ${ROOM.topicName} characters`;
      const made = { topic, ...(name === whole ? {} : { note }) };
      found.set(keyOf(whole), made);
      return made;
    },
  };
}

function cutTo(name: string, most: number): string {
  return name.slice(0, most).trim();
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
