import { decodeHTML, encodeHTML } from 'entities';
import { z } from 'zod';
import type { Difficulty, PackQuestion } from '../schema.ts';
import { type Entry, type FileFormat, linesOf, nameOf } from './item.ts';
import { fromTyped, typedOf } from './plain.ts';

const Result = z.object({
  category: z.string().default(''),
  type: z.string().default('multiple'),
  difficulty: z.string().optional(),
  question: z.string(),
  correct_answer: z.string(),
  incorrect_answers: z.array(z.string()),
});
const File = z.object({ results: z.array(z.unknown()) });

/** What the Open Trivia Database gives: https://opentdb.com/api_config.php, in any of its encodings. No explanations. */
export const openTrivia: FileFormat = {
  read(text) {
    let json: unknown;
    try {
      json = JSON.parse(text);
    } catch {
      throw new Error('it is not JSON');
    }
    const file = File.safeParse(Array.isArray(json) ? { results: json } : json);
    if (!file.success)
      throw new Error('it is JSON, but not of the Open Trivia Database: there are no `results`');
    const starts = linesOf(text, /"question"\s*:/g);
    const decode = decoderFor(file.data.results);
    let at = 0;
    return file.data.results.map((raw, index): Entry => {
      const read = Result.safeParse(raw);
      const hasQuestion = typeof raw === 'object' && raw !== null && 'question' in raw;
      const line = (hasQuestion ? starts[at++] : starts[at]) ?? 1;
      if (!read.success)
        return { line, name: `entry ${index + 1}`, refusal: 'its question or its answers are missing' };
      const { category, difficulty, question, correct_answer: right, incorrect_answers: wrong } = read.data;
      const options = [right, ...wrong].map((option, place) => ({
        text: fromTyped(decode(option)),
        correct: place === 0,
        why: '',
      }));
      const item = {
        stem: fromTyped(decode(question)),
        options,
        topic: decode(category) || undefined,
        difficulty: difficulty && decode(difficulty),
      };
      return item.options.length < 2
        ? { line, name: nameOf(decode(question)), refusal: 'it has one option only' }
        : { line, item };
    });
  },
  write(questions) {
    const left = questions.flatMap(({ id, options }) =>
      options.filter(({ correct }) => correct).length > 1
        ? [{ id, reason: 'the Open Trivia Database knows one right option only' }]
        : [],
    );
    const held = questions.filter(({ id }) => !left.some((one) => one.id === id));
    return { text: `${JSON.stringify({ response_code: 0, results: held.map(written) }, null, 2)}\n`, left };
  },
};

/** How the texts of a file are encoded is not said in it: their kinds give Base64 away, and %20 where spaces would be the rest. */
function decoderFor(results: readonly unknown[]): (text: string) => string {
  const read = results.flatMap((raw) => Result.safeParse(raw).data ?? []);
  const fromBase64 = (text: string) => Buffer.from(text, 'base64').toString('utf8');
  const isBase64 = read.every(({ type }) => ['multiple', 'boolean'].includes(fromBase64(type)));
  if (read.length > 0 && isBase64) return fromBase64;
  const questions = read.map(({ question }) => question);
  const isForUrl =
    questions.some((text) => /%[\dA-F]{2}/i.test(text)) && !questions.some((text) => /\s/.test(text));
  return isForUrl ? fromUrl : decodeHTML;
}

function fromUrl(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}

const LEVELS: Readonly<Record<Difficulty, string>> = { recall: 'easy', apply: 'medium', analyse: 'hard' };

function written({ topic, difficulty, stem, options }: PackQuestion): z.infer<typeof Result> {
  const texts = (correct: boolean) =>
    options.filter((option) => option.correct === correct).map(({ text }) => encodeHTML(typedOf(text)));
  return {
    category: encodeHTML(topic),
    type: 'multiple',
    difficulty: LEVELS[difficulty],
    question: encodeHTML(typedOf(stem)),
    correct_answer: texts(true)[0] ?? '',
    incorrect_answers: texts(false),
  };
}
