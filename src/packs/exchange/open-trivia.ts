import { decodeHTML, encodeHTML } from 'entities';
import { z } from 'zod';
import type { Difficulty, PackQuestion } from '../schema.ts';
import { difficultyNamed, type Entry, type FileFormat, linesOf, nameOf } from './item.ts';

const Result = z.object({
  category: z.string().default(''),
  type: z.string().default('multiple'),
  difficulty: z.string().default('medium'),
  question: z.string(),
  correct_answer: z.string(),
  incorrect_answers: z.array(z.string()),
});
const File = z.object({ results: z.array(z.unknown()) });

/** What the Open Trivia Database gives: https://opentdb.com/api_config.php, in its default encoding. No explanations. */
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
    let at = 0;
    return file.data.results.map((raw, index): Entry => {
      const read = Result.safeParse(raw);
      const hasQuestion = typeof raw === 'object' && raw !== null && 'question' in raw;
      const line = (hasQuestion ? starts[at++] : starts[at]) ?? 1;
      if (!read.success)
        return { line, name: `entry ${index + 1}`, refusal: 'its question or its answers are missing' };
      const { category, difficulty, question, correct_answer: right, incorrect_answers: wrong } = read.data;
      const options = [right, ...wrong].map((option, place) => ({
        text: decodeHTML(option),
        correct: place === 0,
        why: '',
      }));
      const item = {
        stem: decodeHTML(question),
        options,
        topic: decodeHTML(category) || undefined,
        difficulty: difficultyNamed(difficulty),
      };
      return item.options.length < 2
        ? { line, name: nameOf(item.stem), refusal: 'it has one option only' }
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

const LEVELS: Readonly<Record<Difficulty, string>> = { recall: 'easy', apply: 'medium', analyse: 'hard' };

function written({ topic, difficulty, stem, options }: PackQuestion): z.infer<typeof Result> {
  const texts = (correct: boolean) =>
    options.filter((option) => option.correct === correct).map(({ text }) => encodeHTML(text));
  return {
    category: encodeHTML(topic),
    type: 'multiple',
    difficulty: LEVELS[difficulty],
    question: encodeHTML(stem),
    correct_answer: texts(true)[0] ?? '',
    incorrect_answers: texts(false),
  };
}
