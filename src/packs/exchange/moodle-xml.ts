import { XMLBuilder, XMLParser, XMLValidator } from 'fast-xml-parser';
import { z } from 'zod';
import type { PackQuestion } from '../schema.ts';
import { pathOf, topicNames } from './categories.ts';
import { type Entry, type FileFormat, fromTags, linesOf, nameOf, tagsOf, trueOrFalse } from './item.ts';
import { chosenFrom, sharesRefusal, unshowableIn, wordsOf } from './moodle-text.ts';
import { typedOf } from './plain.ts';

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
  correctfeedback: Text.optional().catch(undefined),
  partiallycorrectfeedback: Text.optional().catch(undefined),
  incorrectfeedback: Text.optional().catch(undefined),
  hint: z.array(Text).default([]).catch([]),
  single: z.string().optional().catch(undefined),
  shuffleanswers: z.string().optional().catch(undefined),
  answer: z.array(Answer).default([]),
  tags: z
    .object({ tag: z.array(Text).default([]) })
    .optional()
    .catch(undefined),
});
/** What a question is called, where the rest of it cannot be read. */
const Named = z.object({ name: z.object({ text: z.string() }) });
const Quiz = z.object({
  quiz: z.union([
    z.object({ question: z.array(z.unknown()).default([]) }),
    z.string().transform(() => ({ question: [] })),
  ]),
});

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  trimValues: false,
  parseTagValue: false,
  parseAttributeValue: false,
  isArray: (name) => ['question', 'answer', 'tag', 'hint'].includes(name),
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
    if (quiz.data.quiz.question.length === 0) throw new Error('its <quiz> has no question');
    const starts = linesOf(withoutWords(text), /<question\b/g);
    const found = quiz.data.quiz.question.map((raw, index) => ({
      raw,
      line: starts[index] ?? 1,
      read: Question.safeParse(raw),
    }));
    const nameFor = topicNames(
      found.flatMap(({ read }) => (read.data?.category ? [pathOf(read.data.category.text)] : [])),
    );
    const remarks = newRemarks();
    let topic: string | undefined;
    const entries = found.flatMap(({ raw, line, read }, index): readonly Entry[] => {
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
      if (question['@type'] === 'category') {
        topic = nameFor(pathOf(question.category?.text ?? ''));
        return [];
      }
      const made = entriesOf(question, line, topic);
      if (made.some((entry) => 'item' in entry)) remarks.on(question, line);
      return made;
    });
    return [...entries, ...remarks.entries()];
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

/** An XML file whose comments and CDATA are empty lines: what stands in them begins no question. */
function withoutWords(text: string): string {
  return text.replace(/<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>/g, (words) => words.replace(/[^\n]+/g, ''));
}

/** What Moodle writes of itself into every question. */
const BY_DEFAULT = /^Your answer is (partially )?(in)?correct\.?$/i;

/** What is said to whoever was right or wrong, and hints, which have no place here: often the same in every question. */
function newRemarks() {
  const all = new Map<string, { readonly line: number; readonly name: string; count: number }>();
  return {
    on(question: z.infer<typeof Question>, line: number): void {
      const { correctfeedback, partiallycorrectfeedback, incorrectfeedback, hint } = question;
      const found = [
        ...[correctfeedback, partiallycorrectfeedback, incorrectfeedback].map((text) => ({
          what: 'combined feedback',
          text,
        })),
        ...hint.map((text) => ({ what: 'hint', text })),
      ];
      const name = question.name?.text.trim() || nameOf(typedOf(wordsOf(question.questiontext)));
      for (const { what, text } of found) {
        const words = nameOf(typedOf(wordsOf(text)));
        if (words === '' || BY_DEFAULT.test(words)) continue;
        const key = `its ${what} was left away: ${words}`;
        const before = all.get(key);
        if (before) before.count += 1;
        else all.set(key, { line, name, count: 1 });
      }
    },
    entries(): readonly Entry[] {
      return [...all].map(([said, { line, name, count }]) => {
        const more = count > 1 ? ` (also in ${(count - 1).toLocaleString('en-US')} more)` : '';
        return { line, name, note: `${said}${more}` };
      });
    },
  };
}

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
  const name = question.name?.text.trim() || nameOf(typedOf(stem));
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
  const isSingle = /^(true|1)$/i.test(question.single?.trim() ?? '');
  const inParts = sharesRefusal(
    right.map((answer) => answer['@fraction']),
    isSingle,
  );
  if (inParts !== undefined) return [{ line, name, refusal: inParts }];
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
  const text = (words: string) => ({ '@format': 'markdown', text: { '#cdata': words } });
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
