import type { Random } from '../../src/app.ts';
import type { Source } from '../../src/history/rules.ts';
import type { Evidence, Section } from '../../src/readiness/rules.ts';

const DAY = 24 * 60 * 60 * 1000;

/** The form of the exam that everybody sits. */
export const SECTIONS: readonly Section[] = [
  { id: 'platform', count: 13 },
  { id: 'workflow', count: 13 },
  { id: 'spark', count: 15 },
  { id: 'scaling', count: 4 },
];
export const QUESTIONS = 45;
export const MARK = 32;

/** How a learner's knowledge comes, stays and goes. */
export const MODELS = ['steady', 'growing', 'forgetting', 'crammer', 'concepts'] as const;
export type Model = (typeof MODELS)[number];

/** What became of one learner: all first attempts, every mock exam's score, and the real exam. */
export type Life = {
  readonly model: Model;
  readonly evidence: readonly Evidence[];
  readonly mocks: readonly number[];
  /** When the estimate is asked for: the day before the real exam. */
  readonly now: number;
  readonly real: number;
  /** Whether the real exam was harder than the questions practised. */
  readonly harder: boolean;
};

type Mind = {
  /** The chance of a right answer to a question never seen, of a section, with a shift in log-odds. */
  chance(section: string, shift: number): number;
  /** A question was answered and its explanation read. */
  learn(section: string): void;
  /** A day goes by. */
  sleep(): void;
};

/** One learner from the first day to the real exam. Everything about them is drawn, so that no two are alike. */
export function live(random: Random): Life {
  const model = MODELS[Math.floor(random() * MODELS.length)] ?? 'steady';
  const mind = model === 'concepts' ? conceptMind(random) : oddsMind(model, random);
  const days = 14 + Math.floor(random() * 77);
  const perDay = 0.5 + random() * 5;
  // Some look things up where they can; a question that is looked up is right more often than it would be.
  const looksUp = random() < 0.4 ? random() * 0.3 : 0;
  const everyMock = random() < 0.85 ? 5 + Math.floor(random() * 20) : Number.POSITIVE_INFINITY;
  const favourite = Math.floor(random() * SECTIONS.length);
  const evidence: Evidence[] = [];
  const mocks: number[] = [];

  const ask = (section: string, source: Source, day: number): boolean => {
    const lookedUp = source !== 'exam' && random() < looksUp;
    const right = lookedUp ? random() < 0.95 : random() < mind.chance(section, 0);
    evidence.push({ section, source, right, at: day * DAY });
    mind.learn(section);
    return right;
  };
  for (let day = 0; day < days; day++) {
    mind.sleep();
    const load = model === 'crammer' ? (day > days - 10 ? perDay * 3 : perDay * 0.2) : perDay;
    for (let asked = poisson(load, random); asked > 0; asked--) {
      // The daily keeps to the weights; practice leans to what one likes.
      const section = random() < 0.7 ? byWeight(random) : SECTIONS[favourite]?.id;
      ask(section ?? 'spark', 'practice', day);
    }
    if (day > 6 && day % everyMock === 0) {
      let right = 0;
      for (const { id, count } of SECTIONS)
        for (let asked = 0; asked < count; asked++) right += ask(id, 'exam', day) ? 1 : 0;
      mocks.push(right);
    }
  }
  mind.sleep();
  // Half of the real exams are like ours, half are harder by a varying amount; everybody has better and worse days.
  const harder = random() < 0.5 ? 0 : 0.15 + 0.15 * normal(random);
  const shift = 0.15 * normal(random) - harder;
  let real = 0;
  for (const { id, count } of SECTIONS)
    for (let asked = 0; asked < count; asked++) real += random() < mind.chance(id, shift) ? 1 : 0;
  return { model, evidence, mocks, now: days * DAY, real, harder: harder !== 0 };
}

/** Ability in log-odds for each section: still, growing with what is answered, or fading with the days. */
function oddsMind(model: Model, random: Random): Mind {
  const base = 0.7 + 0.8 * normal(random);
  const odds = new Map(SECTIONS.map(({ id }) => [id, base + 0.5 * normal(random)]));
  const gain = model === 'steady' ? 0 : (0.01 + 0.03 * random()) * (model === 'crammer' ? 1.3 : 1);
  const loss = model === 'forgetting' ? 0.01 + 0.02 * random() : model === 'crammer' ? 0.005 : 0;
  const most = base + 2;
  return {
    chance: (section, shift) => 0.02 + 0.96 * logistic((odds.get(section) ?? base) + shift),
    learn(section) {
      const before = odds.get(section) ?? base;
      odds.set(section, before + (gain * Math.max(0, most - before)) / 1.5);
    },
    sleep() {
      for (const [section, before] of odds) odds.set(section, before - loss * Math.max(0, before + 0.5));
    },
  };
}

/** Knowledge as concepts that one has or has not: a question asks one, a missing one is guessed, and explanations teach. */
function conceptMind(random: Random): Mind {
  const knows = 0.2 + 0.6 * random();
  const teaches = 0.3 + 0.5 * random();
  const forgets = 0.002 + 0.012 * random();
  const perSection = 25;
  const concepts = new Map(
    SECTIONS.map(({ id }) => [id, Array.from({ length: perSection }, () => random() < knows)]),
  );
  return {
    chance(section, shift) {
      const known = concepts.get(section) ?? [];
      const share = known.filter(Boolean).length / known.length;
      return clamp(logistic(logit(clamp(share * 0.92 + (1 - share) * 0.3)) + shift));
    },
    learn(section) {
      const known = concepts.get(section) ?? [];
      const place = Math.floor(random() * known.length);
      if (random() < teaches) known[place] = true;
    },
    sleep() {
      for (const known of concepts.values())
        for (const [place, has] of known.entries()) if (has && random() < forgets) known[place] = false;
    },
  };
}

function byWeight(random: Random): string {
  let point = random() * QUESTIONS;
  for (const { id, count } of SECTIONS) {
    point -= count;
    if (point < 0) return id;
  }
  return SECTIONS[0]?.id ?? '';
}

/** A draw from the normal distribution (Box and Muller). */
function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/** A draw from the Poisson distribution (Knuth). */
function poisson(mean: number, random: Random): number {
  const limit = Math.exp(-mean);
  let count = 0;
  for (let product = random(); product > limit; product *= random()) count++;
  return count;
}

const clamp = (share: number) => Math.min(0.98, Math.max(0.02, share));
const logit = (share: number) => Math.log(share / (1 - share));
const logistic = (odds: number) => 1 / (1 + Math.exp(-odds));
