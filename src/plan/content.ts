import type { PlanFile, Profile, Resource } from '../packs/schema.ts';
import { type Goal, goalsOf, type Plan, type Week } from './rules.ts';

/** How many aims a week's post names; where there are more, all of them stand with the week's goals. */
export const MOST_AIMS = 6;
/** How many pages a week's post names. */
const MOST_PAGES = 4;
/** With more topics than this a week is called after its domains. */
const MOST_TOPICS_NAMED = 3;

/** What a week's post holds beside its goals. */
export type WeekContent = {
  readonly aims: readonly string[];
  readonly reading: readonly Resource[];
  readonly mistake: string | undefined;
  readonly advice: string | undefined;
};

/**
 * What the pack has for a week: the aims of its topics, a page of documentation for each in turn, and one mistake; for a week
 * without new topics a piece of advice instead. `number` counts from 1 and chooses among several.
 */
export function contentOf(file: PlanFile | undefined, week: Week, number: number): WeekContent {
  if (!file) return { aims: [], reading: [], mistake: undefined, advice: undefined };
  const aims = week.topics.flatMap((topic) => file.themes.find((theme) => theme.topic === topic)?.aim ?? []);
  const mistakes = week.topics.flatMap((topic) => file.mistakes.filter((mistake) => mistake.topic === topic));
  return {
    aims,
    reading: pagesFor(file.resources, week.topics),
    mistake: mistakes[number % Math.max(1, mistakes.length)]?.text,
    advice: week.topics.length === 0 ? file.advice[number % file.advice.length]?.text : undefined,
  };
}

/** The goals of a week: with something to read only where the pack names it. */
export function goalsFor(plan: Pick<Plan, 'exams'>, file: PlanFile | undefined, week: Week): readonly Goal[] {
  return goalsOf(plan, week, pagesFor(file?.resources ?? [], week.topics).length > 0);
}

/** The first page of each topic, then the second of each; of the whole exam where there are no topics. */
function pagesFor(resources: readonly Resource[], topics: readonly string[]): readonly Resource[] {
  const pages = (topic: string | undefined) =>
    resources.filter((resource) => resource.topic === topic && resource.kind === 'docs' && resource.url);
  const lists = topics.length > 0 ? topics.map(pages) : [pages(undefined)];
  const rounds = Array.from({ length: MOST_PAGES }, (_, round) => lists.flatMap((list) => list[round] ?? []));
  return rounds.flat().slice(0, MOST_PAGES);
}

const GONE = 'a topic that is gone';

/** What a plan's topics are called. A server's own pack may have been corrected, and some may be gone from it. */
export function topicNames(
  topics: readonly { readonly id: string; readonly name: string }[],
  wanted: readonly string[],
): readonly string[] {
  return [...new Set(wanted.map((topic) => topics.find(({ id }) => id === topic)?.name ?? GONE))];
}

/** What a week is called: its topics where they are few, its domains otherwise, or what it is for. */
export function weekName(
  week: Week,
  exams: readonly string[],
  exam: {
    readonly topics: readonly { readonly id: string; readonly name: string }[];
    readonly profile: Pick<Profile, 'domains'>;
  },
): readonly string[] {
  if (week.topics.length === 0) {
    if (week.kind === 'free') return ['Catching up'];
    const isSat = exams.some((date) => week.from <= date && date <= week.to);
    return [isSat ? 'Mock exams and review' : 'Review and rest'];
  }
  const extra = week.kind === 'mock' ? ['mock exams'] : [];
  if (week.topics.length <= MOST_TOPICS_NAMED) return [...topicNames(exam.topics, week.topics), ...extra];
  const domains = exam.profile.domains.filter((domain) =>
    week.topics.some((topic) => domain.topics.includes(topic)),
  );
  return [...(domains.length > 0 ? domains.map(({ name }) => name) : [GONE]), ...extra];
}
