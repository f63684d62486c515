import { Difficulty, type Pack, type PackQuestion, type Profile } from '../schema.ts';
import { inPercent, percentOf } from '../style/measures.ts';

/** A pack's questions counted by topic, difficulty, domain and objective, as lines of text to read in a terminal. */
export function stats(pack: Pack): readonly string[] {
  const { exam, questions } = pack;
  const topics = exam.topics.map(({ id }) =>
    row(
      id,
      questions.filter((question) => question.topic === id),
      questions,
    ),
  );
  const difficulties = Difficulty.options.map((difficulty) =>
    row(
      difficulty,
      questions.filter((question) => question.difficulty === difficulty),
      questions,
    ),
  );
  const several = questions.filter(({ options }) => options.filter(({ correct }) => correct).length > 1);
  return [
    `${pack.id}: ${exam.title}`,
    ...section('Topics', [...topics, row('all', questions, questions)]),
    ...section('Difficulty', difficulties),
    ...section('Kinds', [
      row('several right options', several, questions),
      row(
        'not explained',
        questions.filter(({ explained }) => !explained),
        questions,
      ),
    ]),
    ...exam.profiles.flatMap((profile) => profileStats(profile, questions)),
  ];
}

function profileStats(profile: Profile, questions: readonly PackQuestion[]): readonly string[] {
  const domains = profile.domains.map(({ id, weight, topics }) => {
    const own = questions.filter(({ topic }) => topics.includes(topic));
    return `${row(id, own, questions)}  of ${String(weight).padStart(4)}% wanted`;
  });
  const objectives = profile.domains.flatMap((domain) => domain.objectives);
  const counts = objectives.map(({ id, text }) => ({
    id,
    text,
    count: questions.filter((question) => question.objectives.includes(id)).length,
  }));
  const missing = counts.filter(({ count }) => count === 0);
  return [
    ...section(`Profile ${profile.id}: domains`, domains),
    ...section(
      `Profile ${profile.id}: objectives`,
      counts.map(({ id, count, text }) => `${id.padEnd(NAME)} ${String(count).padStart(5)}  ${text}`),
    ),
    ...section(
      `Profile ${profile.id}: objectives without a question (${missing.length} of ${objectives.length})`,
      missing.map(({ id, text }) => `${id.padEnd(NAME)} ${text}`),
    ),
  ];
}

/** Width of a line's first column. */
const NAME = 26;

function row(name: string, some: readonly PackQuestion[], all: readonly PackQuestion[]): string {
  const share = inPercent(percentOf(some.length, all.length));
  return `${name.padEnd(NAME)} ${String(some.length).padStart(5)}  ${share.padStart(6)}`;
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return ['', title, ...lines.map((line) => `  ${line}`)];
}
