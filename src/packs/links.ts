import type { Finding } from './problem.ts';
import type { ExamFile, PlanFile, Profile, TopicFile } from './schema.ts';

/** What does not fit together inside an `exam.yaml` that its schema accepts. */
export function examFindings(exam: ExamFile): readonly Finding[] {
  return [
    ...repeated(exam.topics, ['topics']),
    ...repeated(exam.profiles, ['profiles']),
    ...exam.profiles.flatMap((profile, index) =>
      profileFindings(profile, exam).map(({ path, message }) => ({
        path: ['profiles', index, ...path],
        message: `profile ${profile.id}: ${message}`,
      })),
    ),
    ...repeatedObjectives(exam),
  ];
}

/** What does not fit between a topic file called `<name>.yaml` and its pack's exam; without an exam only the name counts. */
export function topicFindings(
  {
    topic,
    questions,
  }: {
    readonly topic: string;
    readonly questions: readonly (readonly [number, TopicFile['questions'][number]])[];
  },
  name: string,
  exam: ExamFile | undefined,
): readonly Finding[] {
  const objectives = new Set(exam && objectivesOf(exam).map(({ id }) => id));
  const findings: Finding[] = [];
  if (name !== topic)
    findings.push({
      path: ['topic'],
      message: `the topic is \`${topic}\`, but the file is called ${name}.yaml`,
    });
  if (exam && !exam.topics.some(({ id }) => id === topic))
    findings.push({ path: ['topic'], message: `exam.yaml has no topic \`${topic}\`` });
  for (const [index, question] of questions) {
    if (!question.id.startsWith(`${topic}-`))
      findings.push({
        path: ['questions', index, 'id'],
        message: `${question.id}: the id must begin with its topic: \`${topic}-…\``,
      });
    for (const [place, objective] of question.objectives.entries()) {
      const path = ['questions', index, 'objectives', place];
      if (exam && !objectives.has(objective))
        findings.push({ path, message: `${question.id}: exam.yaml has no objective \`${objective}\`` });
      if (question.objectives.indexOf(objective) < place)
        findings.push({ path, message: `${question.id}: the objective \`${objective}\` is named twice` });
    }
  }
  return findings;
}

/** Entries of one kind for one topic that `/resources` can show together with their addresses. */
const MOST_A_TOPIC = 8;

/** What does not fit between a `plan.yaml` and its pack's exam; without an exam only repetitions are found. */
export function planFindings(plan: PlanFile, exam: ExamFile | undefined): readonly Finding[] {
  const topics = exam?.topics.map(({ id }) => id);
  const lists = ['themes', 'resources', 'mistakes'] as const;
  const unknown = lists.flatMap((list) =>
    plan[list].flatMap(({ topic }, index) =>
      topics && topic !== undefined && !topics.includes(topic)
        ? [{ path: [list, index, 'topic'], message: `exam.yaml has no topic \`${topic}\`` }]
        : [],
    ),
  );
  const twice = plan.themes.flatMap(({ topic }, index) =>
    plan.themes.findIndex((theme) => theme.topic === topic) < index
      ? [{ path: ['themes', index, 'topic'], message: `the topic \`${topic}\` has a theme already` }]
      : [],
  );
  const missing = (topics ?? []).flatMap((topic) => [
    ...(plan.themes.some((theme) => theme.topic === topic) ? [] : [lacks('themes', topic, 'theme')]),
    ...(plan.mistakes.some((mistake) => mistake.topic === topic)
      ? []
      : [lacks('mistakes', topic, 'mistake')]),
    ...(plan.resources.some((resource) => resource.topic === topic && resource.kind === 'docs')
      ? []
      : [lacks('resources', topic, 'page of documentation')]),
    ...(plan.resources.filter((resource) => resource.topic === topic).length > MOST_A_TOPIC
      ? [{ path: ['resources'], message: `the topic \`${topic}\` has more than ${MOST_A_TOPIC} resources` }]
      : []),
  ]);
  const general = plan.resources.filter(({ topic }) => topic === undefined).length;
  const many =
    general > MOST_A_TOPIC
      ? [{ path: ['resources'], message: `more than ${MOST_A_TOPIC} resources have no topic` }]
      : [];
  const unchecked = plan.resources.flatMap(({ title, url, checked }, index) =>
    checked !== undefined && url === undefined
      ? [{ path: ['resources', index, 'checked'], message: `${title}: \`checked\` needs an \`url\`` }]
      : [],
  );
  return [...unknown, ...twice, ...missing, ...many, ...unchecked];
}

function lacks(list: string, topic: string, what: string): Finding {
  return { path: [list], message: `the topic \`${topic}\` has no ${what}` };
}

/** Every objective of every profile, in order, with the path where it stands. */
function objectivesOf(exam: ExamFile) {
  return exam.profiles.flatMap((profile, p) =>
    profile.domains.flatMap((domain, d) =>
      domain.objectives.map(({ id }, o) => ({
        id,
        path: ['profiles', p, 'domains', d, 'objectives', o, 'id'],
      })),
    ),
  );
}

function repeatedObjectives(exam: ExamFile): readonly Finding[] {
  const seen = new Set<string>();
  return objectivesOf(exam).flatMap(({ id, path }) => {
    if (seen.has(id)) return [{ path, message: `the objective \`${id}\` stands here a second time` }];
    seen.add(id);
    return [];
  });
}

function profileFindings(profile: Profile, exam: ExamFile): readonly Finding[] {
  const { domains, questions, pass } = profile;
  const findings: Finding[] = [...repeated(domains, ['domains'])];
  const counts = sum(domains.map(({ count }) => count));
  if (counts !== questions)
    findings.push({
      path: ['domains'],
      message: `the counts of its domains sum to ${counts}, but an exam has ${questions} questions`,
    });
  const weights = sum(domains.map(({ weight }) => weight));
  // Weights such as 33.3 do not sum to exactly 100 in binary.
  if (Math.abs(weights - 100) > 0.01)
    findings.push({ path: ['domains'], message: `the weights of its domains sum to ${weights}, not to 100` });
  if (pass.right > questions)
    findings.push({
      path: ['pass', 'right'],
      message: `${pass.right} right answers are needed, but an exam has ${questions} questions`,
    });
  const least = pass.percent === undefined ? pass.right : Math.ceil((questions * pass.percent) / 100);
  if (least !== pass.right)
    findings.push({
      path: ['pass', 'percent'],
      message: `${pass.percent} % of ${questions} questions are ${least} right answers, but ${pass.right} are needed`,
    });
  const known = new Set(exam.topics.map(({ id }) => id));
  const home = new Map<string, string>();
  for (const [d, domain] of domains.entries()) {
    for (const [t, topic] of domain.topics.entries()) {
      const path = ['domains', d, 'topics', t];
      const before = home.get(topic);
      if (!known.has(topic)) findings.push({ path, message: `there is no topic \`${topic}\`` });
      if (before === undefined) home.set(topic, domain.id);
      else findings.push({ path, message: `the topic \`${topic}\` is in the domain \`${before}\` already` });
    }
  }
  for (const { id } of exam.topics)
    if (!home.has(id)) findings.push({ path: ['domains'], message: `no domain has the topic \`${id}\`` });
  return findings;
}

function repeated(list: readonly { readonly id: string }[], path: readonly string[]): readonly Finding[] {
  return list.flatMap(({ id }, index) =>
    list.findIndex((other) => other.id === id) < index
      ? [{ path: [...path, index, 'id'], message: `the id \`${id}\` stands here a second time` }]
      : [],
  );
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
