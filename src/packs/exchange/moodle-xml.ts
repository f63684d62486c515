import { XMLBuilder, XMLParser, XMLValidator } from 'fast-xml-parser';
import { z } from 'zod';
import type { PackQuestion } from '../schema.ts';
import { type Entry, type FileFormat, fromTags, linesOf, nameOf, tagsOf, trueOrFalse } from './item.ts';
import { chosenFrom, IN_PARTS, inUnequalParts, unshowableIn, wordsOf } from './moodle-text.ts';

/** A text, with attributes or without. Tags in it that are neither escaped nor in CDATA would not be read as it has them. */
const Words = z
  .union([
    z.string(),
    z
      .looseObject({ '#text': z.string().default('') })
      .refine((node) => Object.keys(node).every((key) => key === '#text' || key.startsWith('@')))
      .transform((node) => node['#text']),
  ])
  .default('');
const Text = z
  .object({ text: Words, '@format': z.string().default('html') })
  .transform(({ text, '@format': format }) => ({ text, format }));
const Answer = z.object({
  text: Words,
  '@format': z.string().default('html'),
  '@fraction': z.coerce.number().default(0),
  feedback: Text.optional(),
});
const Question = z.object({
  '@type': z.string(),
  name: Text.optional(),
  category: Text.optional(),
  questiontext: Text.optional(),
  generalfeedback: Text.optional(),
  shuffleanswers: z.string().optional().catch(undefined),
  answer: z.array(Answer).default([]),
  tags: z
    .object({ tag: z.array(Text).default([]) })
    .optional()
    .catch(undefined),
});
/** What a question is called, where the rest of it cannot be read. */
const Named = z.object({ name: z.object({ text: z.string() }) });
const Quiz = z.object({ quiz: z.object({ question: z.array(z.unknown()).default([]) }) });

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  trimValues: false,
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
        return [
          {
            line,
            name: Named.safeParse(raw).data?.name.text.trim() || `question ${index + 1}`,
            refusal:
              'it has no type, a weight that is no number, or tags in a text that are neither escaped nor in CDATA',
          },
        ];
      const question = read.data;
      if (question['@type'] !== 'category') return entriesOf(question, line, topic);
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

function entriesOf(
  question: z.infer<typeof Question>,
  line: number,
  topic: string | undefined,
): readonly Entry[] {
  const type = question['@type'];
  const stem = wordsOf(question.questiontext);
  const name = question.name?.text.trim() || nameOf(stem);
  if (type !== 'multichoice' && type !== 'truefalse') {
    const refusal = WITHOUT_OPTIONS[type] ?? `questions of the type ${type} are not known here`;
    return [{ line, name, refusal }];
  }
  const answers = question.answer.map((answer) => ({ ...answer, format: answer['@format'] }));
  const unshowable = unshowableIn([question.questiontext, ...answers]);
  if (unshowable !== undefined) return [{ line, name, refusal: unshowable }];
  const tags = fromTags((question.tags?.tag ?? []).map(({ text }) => text.trim()));
  const keepOrder = tags.keepOrder || /^(0|false)$/i.test(question.shuffleanswers?.trim() ?? '');
  const item = { stem, name, topic, ...tags, keepOrder };
  const right = answers.filter((answer) => answer['@fraction'] > 0);
  if (type === 'truefalse') {
    const named = right[0]?.text.trim().toLowerCase();
    if (named !== 'true' && named !== 'false')
      return [{ line, name, refusal: 'its right answer is neither "true" nor "false"' }];
    const feedback = {
      right: right[0]?.feedback,
      wrong: answers.find((answer) => answer['@fraction'] <= 0)?.feedback,
    };
    return chosenFrom({ line, item }, trueOrFalse(named === 'true', feedback), question.generalfeedback);
  }
  if (inUnequalParts(right.map((answer) => answer['@fraction']))) return [{ line, name, refusal: IN_PARTS }];
  const options = answers.map((answer) => ({
    text: wordsOf(answer),
    correct: answer['@fraction'] > 0,
    feedback: answer.feedback,
  }));
  return chosenFrom({ line, item }, options, question.generalfeedback);
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
