import { z } from 'zod';

/** Room a question has on the screen, in UTF-16 units, so that every view of it fits Discord's limits. */
export const ROOM = {
  stem: 1000,
  option: 200,
  why: 240,
  codeLine: 60,
  reference: 120,
  topicName: 40,
  planUrl: 200,
} as const;

const slug = z
  .string()
  // A pack and a question by these names fit into a button's custom id together.
  .max(40)
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'use lower-case letters, digits and single hyphens');

/** Names of a pack's other files, which no topic's file can have. */
const OTHER_FILES: readonly string[] = ['exam', 'plan'];

/** The id of a topic, which is also the name of its file. */
export const TopicId = slug.refine((id) => !OTHER_FILES.includes(id), {
  error: ({ input }) =>
    `a topic cannot be called ${input}, since ${input}.yaml is another of the pack's files`,
});

/** A date as an author writes it, `2026-11-22`; YAML's own date type is not used. */
export const DateText = z.iso.date();

/** A page of documentation. */
export const Reference = z.httpUrl().max(ROOM.reference);

/** How many pages a question names at most. */
export const MOST_REFERENCES = 2;

/** How long the id of an objective may be, in UTF-16 units, and how many a question names at most. */
export const MOST_OBJECTIVE_ID = 40;
export const MOST_OBJECTIVES = 10;

/** One answer of a question. */
export const Option = z.strictObject({
  text: z.string().trim().min(1).max(ROOM.option),
  correct: z
    .boolean()
    .default(false)
    .describe('Whether this is a right answer; exactly one is, or the stem says "Select TWO".'),
  why: z
    .string()
    .trim()
    .max(ROOM.why)
    .default('')
    .describe('Why this is right, or which mistake makes it tempting. One or two sentences.'),
});
export type Option = z.infer<typeof Option>;

/** How much a question asks of the learner: to remember, to use, or to take apart. */
export const Difficulty = z.enum(['recall', 'apply', 'analyse']);
export type Difficulty = z.infer<typeof Difficulty>;

/** One question as it stands in a topic file. */
export const Question = z.strictObject({
  id: slug.describe(
    'The topic and a number, `eda-001`; it never changes, since what members answered hangs on it.',
  ),
  difficulty: Difficulty.describe('What it asks of the learner: to remember, to use, or to take apart.'),
  objectives: z
    .array(z.string().max(MOST_OBJECTIVE_ID))
    .max(MOST_OBJECTIVES)
    .default([])
    .describe('The objectives it tests, by their ids in exam.yaml; of any profile.'),
  stem: z.string().trim().min(1).max(ROOM.stem).describe('A short case and one question, in Markdown.'),
  options: z.array(Option).min(2).max(5),
  references: z
    .array(Reference)
    .max(MOST_REFERENCES)
    .default([])
    .describe('The pages of documentation that the answer rests on.'),
  about: z
    .string()
    .trim()
    .min(1)
    .max(60)
    .optional()
    .describe('The version it holds for, `MLflow 3`; only where the answer depends on one.'),
  checked: DateText.optional().describe('When the answer was last looked up, `2026-11-22`.'),
  'keep-order': z
    .boolean()
    .default(false)
    .describe('Show the options in this order, instead of shuffled: for numbers.'),
  explained: z
    .boolean()
    .default(true)
    .describe('false for an imported question without `why`: asked only where a server allows it.'),
  draft: z.boolean().default(false).describe('A draft is never asked.'),
});
export type Question = z.infer<typeof Question>;

/** A topic file: the questions of one topic. */
export const TopicFile = z.strictObject({ topic: slug, questions: z.array(Question).min(1) });
export type TopicFile = z.infer<typeof TopicFile>;

/** A section of an exam: how many of its questions, and which topics feed it in this profile. */
export const Domain = z.strictObject({
  id: slug,
  name: z.string().min(1).max(60),
  /** Questions of one exam that come from this domain; they sum to the profile's `questions`. */
  count: z.int().positive(),
  /** The published weight in percent; they sum to 100. */
  weight: z.number().positive().max(100),
  topics: z.array(slug).min(1),
  objectives: z
    .array(z.strictObject({ id: z.string().min(1).max(MOST_OBJECTIVE_ID), text: z.string().min(1).max(200) }))
    .default([]),
});
export type Domain = z.infer<typeof Domain>;

/**
 * One form of the exam. `pass` is the number right that passes; `published` says whether the vendor states it, `percent` how
 * it is said where it comes from a share, since the number is rounded up.
 */
export const Profile = z.strictObject({
  id: slug,
  name: z.string().min(1).max(60),
  questions: z.int().positive(),
  minutes: z.int().positive(),
  pass: z.strictObject({
    right: z.int().positive(),
    published: z.boolean(),
    percent: z.int().min(1).max(100).optional(),
  }),
  domains: z.array(Domain).min(1),
});
export type Profile = z.infer<typeof Profile>;

const percent = z.number().min(0).max(100);

/**
 * What keeps a bank of questions from giving its answers away; `npm run pack -- check` measures it. Without `enforce`
 * what is found are warnings. Shares are in percent; each rule is left out by leaving out its key.
 */
export const Style = z.strictObject({
  /** Whether what is found are errors. */
  enforce: z.boolean().default(false),
  /** Share of questions whose right option stands first, second and so on, in the file. */
  'right-place': z.strictObject({ 'at-least': percent, 'at-most': percent }).optional(),
  /** Share of questions whose right option is the longest, alone or with others. */
  'right-longest-at-most': percent.optional(),
  /** Share of questions whose right option is shorter than every other. */
  'right-shortest-at-least': percent.optional(),
  /** Options longer than `above` characters are at most `ratio` times as long as the shortest beside them. */
  lengths: z.strictObject({ above: z.int().nonnegative(), ratio: z.number().min(1) }).optional(),
  /** Phrases that no option holds. */
  'forbidden-options': z.array(z.string().min(1)).optional(),
  /** Words that make a question negative: written in capitals, and in at most so many questions. */
  negatives: z.strictObject({ words: z.array(z.string().min(1)).min(1), 'at-most': percent }).optional(),
  /** Words that are no more frequent in wrong options than in right ones. */
  absolutes: z.array(z.string().min(1)).optional(),
  /** Two questions are alike when they share more than this percentage of their word triples. */
  'alike-above': percent.optional(),
  /** Share of questions that ask to recall. */
  'recall-at-most': percent.optional(),
  /** Share of questions that give something to read before they ask: a block of code, or a case of at least one sentence. */
  'case-at-least': percent.optional(),
  /** Share of questions with several right options. */
  several: z.strictObject({ 'at-least': percent, 'at-most': percent }).optional(),
  /** Questions in each topic. */
  'topic-at-least': z.int().positive().optional(),
});
export type Style = z.infer<typeof Style>;

/** `exam.yaml`: what a pack is about, its topics and its profiles. The first profile is the default. */
export const ExamFile = z.strictObject({
  title: z.string().min(1).max(80),
  language: z.string().min(2).max(10),
  topics: z.array(z.strictObject({ id: TopicId, name: z.string().min(1).max(ROOM.topicName) })).min(1),
  profiles: z.array(Profile).min(1),
  style: Style.optional(),
});
export type ExamFile = z.infer<typeof ExamFile>;

const sentence = (most: number) => z.string().trim().min(1).max(most);
const address = z.httpUrl().max(ROOM.planUrl);

/** What a study group works towards in a topic; the order of the list is the order in which topics are learned. */
export const Theme = z.strictObject({
  topic: slug,
  aim: sentence(160).describe(
    'What one can do after it, as a sentence: "Say when a median is better than a mean."',
  ),
});
export type Theme = z.infer<typeof Theme>;

/** A page, course or place to practise: of one topic, or of the whole exam. */
export const Resource = z.strictObject({
  topic: slug.optional().describe('The topic it is about; left out when it is about the whole exam.'),
  kind: z.enum(['course', 'docs', 'practice']),
  title: sentence(80),
  url: address.optional().describe('Its address; left out when it has none that was looked at.'),
  checked: DateText.optional().describe('When somebody last opened it; left out when nobody did.'),
});
export type Resource = z.infer<typeof Resource>;

/** A mistake that many make: shown on the Monday of its topic's week. */
export const Mistake = z.strictObject({ topic: slug, text: sentence(240) });
export type Mistake = z.infer<typeof Mistake>;

/** Advice about an exam's day: the time in it, or one's energy. */
export const Advice = z.strictObject({ about: z.enum(['time', 'energy']), text: sentence(240) });
export type Advice = z.infer<typeof Advice>;

/** A fact about the exam, where it was read, and when that was last looked at. */
export const Fact = z.strictObject({
  text: sentence(240),
  url: address.optional(),
  checked: DateText,
});
export type Fact = z.infer<typeof Fact>;

/** What comes after the exam: the badge, another try, the next exam. */
export const NextSteps = z.strictObject({
  badge: z.array(Fact).max(3).default([]),
  retake: z
    .strictObject({
      days: z.int().nonnegative().describe('Days between two attempts.'),
      text: sentence(240),
      url: address.optional(),
      checked: DateText,
    })
    .optional(),
  exams: z
    .array(z.strictObject({ name: sentence(80), ...Fact.shape }))
    .max(3)
    .default([]),
});
export type NextSteps = z.infer<typeof NextSteps>;

/** `plan.yaml`: what a group needs beside the questions. A pack may do without it. */
export const PlanFile = z.strictObject({
  themes: z.array(Theme).min(1).describe('One for each topic, in the order in which they are learned.'),
  resources: z.array(Resource).min(1).max(200),
  mistakes: z.array(Mistake).min(1).max(200),
  advice: z.array(Advice).min(1).max(10),
  facts: z.array(Fact).max(10).default([]).describe('How the exam is taken, beyond what its profiles say.'),
  changes: z.array(sentence(300)).max(8).default([]).describe('What changed between the forms of the exam.'),
  'next-steps': NextSteps,
});
export type PlanFile = z.infer<typeof PlanFile>;

/** A question together with the topic it stands in. */
export type PackQuestion = Question & { readonly topic: string };

/** A pack as loaded: its folder's name is its id. Drafts are left out. */
export type Pack = {
  readonly id: string;
  readonly exam: ExamFile;
  readonly plan?: PlanFile | undefined;
  readonly questions: readonly PackQuestion[];
  readonly byId: ReadonlyMap<string, PackQuestion>;
  /** Whether daily and quiz ask questions without explanations too: a server's own choice for its own pack. */
  readonly asksUnexplained?: boolean;
};
