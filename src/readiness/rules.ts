import type { Attempt } from '../history/rules.ts';

/*
 * The model, in short. Asked: the score if the exam were sat today, with questions like ours that were never seen before.
 *
 * 1. Evidence is a member's first attempt at each question: a later one knows the question. Guesses count, since they
 *    earn marks in the exam too. Exams weigh 1, what may be looked up 0.5; and half of that for every half-life in days and
 *    in later answers, because time and learning change people (`weightOf`).
 * 2. The share right over all domains is r = (R + s0 * m0) / (W + s0), with R and W the weights of right attempts and of
 *    all, and the prior mean m0 worth s0 answers. It is the prior mean of each domain, worth s answers: a domain without
 *    answers is like the others until it shows otherwise (a partly pooled beta-binomial model: Gelman et al., Bayesian
 *    Data Analysis, 3rd ed., chapter 5).
 * 3. A domain's chance of a right answer is then Beta(a, b) with a = s r + right and b = s (1 - r) + wrong, by weight; its
 *    marks in an exam with n such questions are beta-binomial (Skellam 1948): P(k) = C(n, k) B(k + a, n - k + b) / B(a, b).
 * 4. What all domains share - a good or a bad day, a form somewhat harder or easier, what r does not know - is a shift of
 *    every domain's log-odds, normal around 0 with variance sd^2 + f^2 / ((W + s0) r (1 - r)), where f is how much of the
 *    chances rests on r. It is summed over by Gauss-Hermite quadrature with seven nodes (Abramowitz and Stegun, 25.4.46).
 * 5. The score is the sum over the domains, by convolution: its mean, its 10th and 90th percentile, and the chance of
 *    reaching the mark.
 *
 * The constants were chosen on simulated learners of one seed and are measured on those of another: `npm run bench --
 * readiness` prints how often the chance is right.
 */

const DAY = 24 * 60 * 60 * 1000;

/** The constants of the model: half-lives in days and in later answers, strengths in answers, `sd` in log-odds. */
export const MODEL = {
  halfLifeDays: 30,
  halfLifeAnswers: 80,
  priorMean: 0.55,
  priorStrength: 4,
  domainStrength: 6,
  sd: 0.15,
} as const;

/** A range that spans more than this share of the exam says too little to be said. */
export const WIDEST_RANGE = 1 / 3;

/** A section of the exam: how many of its questions. */
export type Section = { readonly id: string; readonly count: number };

/** A first attempt, by the section of its question. */
export type Evidence = Pick<Attempt, 'at' | 'right' | 'source'> & { readonly section: string };

/** A section's chance of a right answer to an unseen question: Beta(a, b). */
export type Posterior = { readonly section: Section; readonly a: number; readonly b: number };

/** What is known of a score on the profile's scale. */
export type Estimate = {
  /** The expected number right. */
  readonly mean: number;
  /** Eight times in ten the score lies from `low` to `high`, both included. */
  readonly low: number;
  readonly high: number;
  /** The chance of reaching the mark, from 0 to 1. */
  readonly chance: number;
  readonly posteriors: readonly Posterior[];
};

/**
 * How much an attempt counts: an exam 1, another source 0.5; half of that for every half-life of its age in days, and for
 * every half-life in answers given after it.
 */
export function weightOf(
  { source, at }: Pick<Attempt, 'source' | 'at'>,
  since: { readonly now: number; readonly answers: number },
): number {
  const days = Math.max(0, since.now - at) / DAY;
  const halvings = days / MODEL.halfLifeDays + since.answers / MODEL.halfLifeAnswers;
  return (source === 'exam' ? 1 : 0.5) * 0.5 ** halvings;
}

/** What is known of a member: each section, the weight of all evidence, and the share right over all. */
type Known = {
  readonly posteriors: readonly Posterior[];
  readonly weight: number;
  readonly share: number;
};

/** The chance of a right answer in each section. */
export function posteriors(sections: readonly Section[], evidence: readonly Evidence[], now: number): Known {
  const sums = new Map(sections.map(({ id }) => [id, { right: 0, wrong: 0 }]));
  const newestFirst = evidence.toSorted((one, other) => other.at - one.at);
  let answers = 0;
  for (const [index, attempt] of newestFirst.entries()) {
    // Those of the same moment, such as an exam handed in, are as old as each other.
    if (attempt.at !== newestFirst[index - 1]?.at) answers = index;
    const sum = sums.get(attempt.section);
    if (sum) sum[attempt.right ? 'right' : 'wrong'] += weightOf(attempt, { now, answers });
  }
  const all = [...sums.values()];
  const right = all.reduce((total, sum) => total + sum.right, 0);
  const weight = all.reduce((total, sum) => total + sum.right + sum.wrong, 0);
  const share = (right + MODEL.priorStrength * MODEL.priorMean) / (weight + MODEL.priorStrength);
  return {
    weight,
    share,
    posteriors: sections.map((section) => {
      const sum = sums.get(section.id) ?? { right: 0, wrong: 0 };
      const a = MODEL.domainStrength * share + sum.right;
      return { section, a, b: MODEL.domainStrength * (1 - share) + sum.wrong };
    }),
  };
}

/** The score if the exam were sat today. `mark` is the number right that passes. */
export function estimate(
  sections: readonly Section[],
  evidence: readonly Evidence[],
  about: { readonly mark: number; readonly now: number },
): Estimate {
  const known = posteriors(sections, evidence, about.now);
  return { ...scoreOf(known, about.mark), posteriors: known.posteriors };
}

function scoreOf(known: Known, mark: number): Omit<Estimate, 'posteriors'> {
  const scores = scoreDistribution(known);
  return {
    mean: scores.reduce((sum, chance, score) => sum + chance * score, 0),
    low: percentile(scores, 0.1),
    high: percentile(scores, 0.9),
    chance: Math.min(
      1,
      scores.slice(mark).reduce((sum, one) => sum + one, 0),
    ),
  };
}

/** How many more answers an estimate needs, and of which section most. */
export type Missing = { readonly answers: number; readonly most: Section };

const STEP = 2;
const MOST_STEPS = 200;

/**
 * How many more answers are needed until an estimate is telling, if they come out as expected: given one after another
 * where the chance of a right answer is least known for its marks. Undefined when it is telling already, or no number will do.
 */
export function missingAnswers(
  sections: readonly Section[],
  evidence: readonly Evidence[],
  now: number,
): Missing | undefined {
  const questions = sections.reduce((sum, { count }) => sum + count, 0);
  let known = posteriors(sections, evidence, now);
  const given = new Map<Section, number>();
  let steps = 0;
  while (steps < MOST_STEPS && !isTelling(scoreOf(known, 0), questions)) {
    const least = known.posteriors.toSorted((one, other) => spread(other) - spread(one))[0];
    if (!least) break;
    given.set(least.section, (given.get(least.section) ?? 0) + STEP);
    known = withAnswers(known, least.section, STEP);
    steps++;
  }
  if (steps === MOST_STEPS) return undefined;
  const [most] = [...given].toSorted(([, one], [, other]) => other - one);
  return most && { answers: steps * STEP, most: most[0] };
}

/** The variance of a section's marks that comes from not knowing its chance. */
function spread({ section, a, b }: Posterior): number {
  return (section.count ** 2 * a * b) / ((a + b) ** 2 * (a + b + 1));
}

/** What would be known after more answers in a section that may be looked up, right as often as expected. */
function withAnswers({ posteriors: known, weight, share }: Known, section: Section, answers: number): Known {
  const kept = 0.5 ** (answers / MODEL.halfLifeAnswers);
  const priorA = MODEL.domainStrength * share;
  const priorB = MODEL.domainStrength * (1 - share);
  return {
    share,
    weight: weight * kept + answers * 0.5,
    posteriors: known.map((one) => {
      const more = one.section === section ? (answers * 0.5) / (one.a + one.b) : 0;
      return {
        section: one.section,
        a: priorA + (one.a - priorA) * kept + more * one.a,
        b: priorB + (one.b - priorB) * kept + more * one.b,
      };
    }),
  };
}

/** Whether an estimate says enough to be said. */
export function isTelling({ low, high }: Pick<Estimate, 'low' | 'high'>, questions: number): boolean {
  return high - low <= questions * WIDEST_RANGE;
}

/** The chance in tenths as it is said: from 0 for "less than 1 in 10" to 9 for "9 in 10", which is the most. */
export function inTenths(chance: number): number {
  return Math.min(9, Math.round(chance * 10));
}

/** Nodes and weights for the mean of a function of a standard normal: exact for polynomials up to degree 13. */
const NODES: readonly (readonly [at: number, weight: number])[] = [
  [-3.750439717725742, 0.000548268855972217],
  [-2.366759410734541, 0.0307571239675865],
  [-1.154405394739968, 0.2401231786050126],
  [0, 0.4571428571428571],
  [1.154405394739968, 0.2401231786050126],
  [2.366759410734541, 0.0307571239675865],
  [3.750439717725742, 0.000548268855972217],
];

/** The chance of each score, from none right to all. */
function scoreDistribution({ posteriors: known, weight, share }: Known): readonly number[] {
  // How much of the domains' chances rests on the share over all, by their parts in the exam.
  const questions = known.reduce((sum, { section }) => sum + section.count, 0);
  const rests = known.reduce(
    (sum, { section, a, b }) => sum + (section.count / questions) * (MODEL.domainStrength / (a + b)),
    0,
  );
  // The delta method: the variance of the log-odds of a share from so many answers.
  const variance = MODEL.sd ** 2 + rests ** 2 / ((weight + MODEL.priorStrength) * share * (1 - share));
  const total = Array.from({ length: questions + 1 }, () => 0);
  for (const [at, nodeWeight] of NODES) {
    const shift = at * Math.sqrt(variance);
    const shifted = known.map(({ section, a, b }) => {
      const mean = logistic(logit(a / (a + b)) + shift);
      return betaBinomial(section.count, mean * (a + b), (1 - mean) * (a + b));
    });
    for (const [score, chance] of shifted.reduce(convolve, [1]).entries())
      total[score] = (total[score] ?? 0) + nodeWeight * chance;
  }
  return total;
}

/** The chances of 0 to n right where the chance of each is Beta(a, b), by the recurrence of neighbouring terms. */
export function betaBinomial(n: number, a: number, b: number): readonly number[] {
  let chance = 1;
  for (let index = 0; index < n; index++) chance *= (b + index) / (a + b + index);
  const chances = [chance];
  for (let right = 0; right < n; right++) {
    chance *= ((n - right) / (right + 1)) * ((right + a) / (n - right - 1 + b));
    chances.push(chance);
  }
  return chances;
}

function convolve(one: readonly number[], other: readonly number[]): readonly number[] {
  const sum = Array.from({ length: one.length + other.length - 1 }, () => 0);
  for (const [i, p] of one.entries())
    for (const [j, q] of other.entries()) sum[i + j] = (sum[i + j] ?? 0) + p * q;
  return sum;
}

/** The least score that is reached or missed with at least this chance. */
function percentile(scores: readonly number[], share: number): number {
  let sum = 0;
  for (const [score, chance] of scores.entries()) {
    sum += chance;
    if (sum >= share - 1e-12) return score;
  }
  return scores.length - 1;
}

function logit(share: number): number {
  return Math.log(share / (1 - share));
}

function logistic(odds: number): number {
  return 1 / (1 + Math.exp(-odds));
}
