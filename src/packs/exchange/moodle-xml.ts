import { XMLBuilder, XMLParser, XMLValidator } from 'fast-xml-parser';
import { z } from 'zod';
import type { PackQuestion } from '../schema.ts';
import { fromHtml, hasPicture, PICTURE } from './html.ts';
import {
  type Entry,
  type FileFormat,
  fromTags,
  type Item,
  linesOf,
  nameOf,
  tagsOf,
  trueOrFalse,
} from './item.ts';

const Text = z.object({ text: z.coerce.string().default(''), '@format': z.string().default('html') });
const Answer = z.object({
  text: z.coerce.string().default(''),
  '@format': z.string().default('html'),
  '@fraction': z.coerce.number().default(0),
  feedback: Text.optional(),
});
const Question = z.object({
  '@type': z.string(),
  name: Text.optional(),
  category: Text.optional(),
  questiontext: Text.optional(),
  answer: z.array(Answer).default([]),
  tags: z
    .object({ tag: z.array(Text).default([]) })
    .optional()
    .catch(undefined),
});
const Quiz = z.object({ quiz: z.object({ question: z.array(z.unknown()).default([]) }) });

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  parseTagValue: false,
  parseAttributeValue: false,
  isArray: (name) => ['question', 'answer', 'tag'].includes(name),
  processEntities: true,
  htmlEntities: true,
});
const builder = new XMLBuilder({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  format: true,
  suppressEmptyNode: true,
  cdataPropName: '#cdata',
});

/** Moodle XML: https://docs.moodle.org/en/Moodle_XML_format. */
export const moodleXml: FileFormat = {
  read(text) {
    const valid = XMLValidator.validate(text);
    if (valid !== true) throw new Error(`it is not XML: line ${valid.err.line}: ${valid.err.msg}`);
    const quiz = Quiz.safeParse(parser.parse(text));
    if (!quiz.success) throw new Error('it is XML, but not a quiz of Moodle: there is no <quiz>');
    const starts = linesOf(text, /<question\b/g);
    let topic: string | undefined;
    return quiz.data.quiz.question.flatMap((raw, index): readonly Entry[] => {
      const line = starts[index] ?? 1;
      const read = Question.safeParse(raw);
      if (!read.success)
        return [{ line, name: `question ${index + 1}`, refusal: 'it has no type or no text' }];
      const question = read.data;
      if (question['@type'] !== 'category') return [entryOf(question, line, topic)];
      topic = question.category?.text.split('/').at(-1)?.trim();
      return [];
    });
  },
  write(questions) {
    const entries: object[] = [];
    let topic: string | undefined;
    for (const question of questions) {
      if (question.topic !== topic) entries.push({ '@type': 'category', category: { text: question.topic } });
      topic = question.topic;
      entries.push(written(question));
    }
    const text = builder.build({
      '?xml': { '@version': '1.0', '@encoding': 'UTF-8' },
      quiz: { question: entries },
    });
    return { text, left: [] };
  },
};

const WITHOUT_OPTIONS: Readonly<Record<string, string>> = {
  description: 'it is a description, not a question',
  essay: 'an essay has no options to choose from',
  shortanswer: 'a short answer is typed; there are no options to choose from',
  numerical: 'a number is typed; there are no options to choose from',
  matching: 'matching pairs are not one question with options',
};

function entryOf(question: z.infer<typeof Question>, line: number, topic: string | undefined): Entry {
  const type = question['@type'];
  const stem = words(question.questiontext);
  const name = question.name?.text.trim() || nameOf(stem);
  if (type !== 'multichoice' && type !== 'truefalse')
    return {
      line,
      name,
      refusal: WITHOUT_OPTIONS[type] ?? `questions of the type ${type} are not known here`,
    };
  const texts = [question.questiontext, ...question.answer];
  if (texts.some((text) => text && hasPicture(text.text))) return { line, name, refusal: PICTURE };
  const tags = (question.tags?.tag ?? []).map(({ text }) => text);
  const common = { stem, name, topic, ...fromTags(tags) } satisfies Partial<Item>;
  if (type === 'truefalse') {
    const isTrue = question.answer.some(
      (given) => given['@fraction'] > 0 && /^true$/i.test(given.text.trim()),
    );
    const why = (right: boolean) =>
      words(question.answer.find((given) => given['@fraction'] > 0 === right)?.feedback);
    return {
      line,
      item: { ...common, options: trueOrFalse(isTrue, { right: why(true), wrong: why(false) }) },
    };
  }
  if (question.answer.some((given) => given['@fraction'] === 100) && question.answer.some(countsInPart))
    return { line, name, refusal: 'an option counts in part; here an option is right or wrong' };
  const options = question.answer.map((given) => ({
    text: words(given),
    correct: given['@fraction'] > 0,
    why: words(given.feedback),
  }));
  return { line, item: { ...common, options } };
}

function countsInPart(given: z.infer<typeof Answer>): boolean {
  return given['@fraction'] > 0 && given['@fraction'] < 100;
}

function words(text: { readonly text: string; readonly '@format': string } | undefined): string {
  if (!text) return '';
  return text['@format'] === 'html' || text['@format'] === '' ? fromHtml(text.text) : text.text.trim();
}

function written(question: PackQuestion): object {
  const right = question.options.filter(({ correct }) => correct).length;
  const share = Number((100 / right).toFixed(5));
  const text = (words: string) => ({ '@format': 'markdown', text: { '#cdata': safe(words) } });
  return {
    '@type': 'multichoice',
    name: { text: question.id },
    questiontext: text(question.stem),
    single: right === 1,
    shuffleanswers: question['keep-order'] ? 0 : 1,
    answernumbering: 'ABCD',
    answer: question.options.map((option) => ({
      '@fraction': option.correct ? share : right > 1 ? -100 : 0,
      ...text(option.text),
      feedback: text(option.why),
    })),
    tags: { tag: tagsOf(question).map((tag) => ({ text: tag })) },
  };
}

/** What would end a CDATA section early is taken apart. */
function safe(words: string): string {
  return words.replaceAll(']]>', ']]]]><![CDATA[>');
}
