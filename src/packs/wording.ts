import type { z } from 'zod';
import { counted, type Finding, type Path } from './problem.ts';

type Issue = z.core.$ZodIssue;

/** What a schema refused, in words for people who write YAML. `value` is the document that was checked. */
export function findingsOf(error: z.core.$ZodError, value: unknown): readonly Finding[] {
  return error.issues.flatMap((issue) =>
    sentences(issue, valueAt(value, issue.path)).map(({ step, words }) => ({
      path: step === undefined ? issue.path : [...issue.path, step],
      message: said(placeInWords(value, issue.path), words),
    })),
  );
}

/** `eda-003, option 2`, or nothing for the document itself. Things with an id are called by it. */
export function placeInWords(value: unknown, path: Path): string {
  const words = path.flatMap((step, index) => {
    if (typeof step !== 'number') return [];
    const id = valueAt(value, [...path.slice(0, index + 1), 'id']);
    const kind = SINGULAR[String(path[index - 1])] ?? 'entry';
    if (typeof id !== 'string' || id === '') return [`${kind} ${step + 1}`];
    return [kind === 'question' ? id : `${kind} ${id}`];
  });
  return words.join(', ');
}

/** A sentence about a place, or about the document itself. */
export function said(place: string, words: string): string {
  return place === '' ? words : `${place}: ${words}`;
}

const SINGULAR: Readonly<Record<string, string>> = {
  questions: 'question',
  options: 'option',
  objectives: 'objective',
  references: 'reference',
  topics: 'topic',
  profiles: 'profile',
  domains: 'domain',
  themes: 'theme',
  resources: 'resource',
  mistakes: 'mistake',
  facts: 'fact',
};

type Sentence = { readonly step?: PropertyKey; readonly words: string };

function sentences(issue: Issue, value: unknown): readonly Sentence[] {
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({ step: key, words: `unknown key \`${key}\`` }));
  const last = issue.path.at(-1);
  const name = last === undefined ? 'the file' : typeof last === 'string' ? `\`${last}\`` : 'it';
  return [{ words: sentence(issue, name, value) }];
}

function sentence(issue: Issue, name: string, value: unknown): string {
  switch (issue.code) {
    case 'invalid_type':
      if (value === undefined) return `${name} is missing`;
      if (value === null) return `${name} is empty`;
      return `${name} is ${shown(value)}; it must be ${KINDS[issue.expected] ?? issue.expected}${quoteHint(issue.expected, value)}`;
    case 'invalid_value':
      return `${name} is ${value === undefined ? 'missing' : shown(value)}; it must be one of ${issue.values.join(', ')}`;
    case 'too_big':
      return `${name} ${sizeOf(value)}; at most ${Number(issue.maximum).toLocaleString('en-US')} ${typeof value === 'string' ? 'fit' : 'are allowed'}`;
    case 'too_small':
      if (value === '' || (typeof value === 'string' && value.trim() === '')) return `${name} is empty`;
      if (typeof value === 'number')
        return `${name} is ${value}; it must be ${issue.inclusive ? 'at least' : 'more than'} ${issue.minimum}`;
      return `${name} ${sizeOf(value)}; at least ${issue.minimum} are needed`;
    case 'invalid_format':
      return `${name} is ${shown(value)}; ${FORMATS[issue.format] ?? issue.message}`;
    default:
      return `${name}: ${issue.message}`;
  }
}

const KINDS: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a group of keys',
};

const FORMATS: Readonly<Record<string, string>> = {
  date: 'write a date such as 2026-11-22',
  url: 'write a web address beginning with https://',
};

/** YAML reads `text: 5` as a number and `text: true` as a truth value. */
function quoteHint(expected: string, value: unknown): string {
  return expected === 'string' && (typeof value === 'number' || typeof value === 'boolean')
    ? ` (put it in quotes: "${value}")`
    : '';
}

function sizeOf(value: unknown): string {
  if (typeof value === 'string') return `is ${counted(value.trim().length, 'character')} long`;
  if (Array.isArray(value)) return `has ${counted(value.length, 'entry').replace('entrys', 'entries')}`;
  return `is ${shown(value)}`;
}

function shown(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object' && value !== null) return 'a group of keys';
  const text = String(value);
  return `\`${text.length > 60 ? `${text.slice(0, 60)}…` : text}\``;
}

function valueAt(value: unknown, path: Path): unknown {
  let here = value;
  for (const step of path) {
    if (typeof here !== 'object' || here === null) return undefined;
    here = Object.getOwnPropertyDescriptor(here, step)?.value;
  }
  return here;
}
