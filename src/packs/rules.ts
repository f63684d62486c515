import type { PackQuestion, Profile } from './schema.ts';

/** How often each question was drawn here, by its id; one that is absent was never drawn. */
export type Used = Readonly<Record<string, number>>;

/** The mark in whole percent: as its profile says it, else what its number comes to. */
export function markPercent({ pass, questions }: Pick<Profile, 'pass' | 'questions'>): number {
  return pass.percent ?? Math.round((pass.right / questions) * 100);
}

type Draw = {
  /** The questions that may be asked; leave out retired ones and those that this place cannot ask. */
  readonly questions: readonly PackQuestion[];
  readonly profile: Pick<Profile, 'domains'>;
  readonly used: Used;
  /** A random number in [0, 1). */
  readonly random: () => number;
};

type Share = {
  readonly weight: number;
  /** Questions of this domain drawn in the present cycle. */
  readonly drawn: number;
  readonly unused: readonly PackQuestion[];
};

/**
 * The next question: no question comes twice before all have come once, and the domains come by their weights. When all
 * have come, a new cycle begins. Undefined only when there is no question of any domain.
 *
 * A domain is owed its share of all draws up to and including this one, less what it had. Dice alone would give a domain
 * of 9% nothing in one month of seven; the largest debt alone would make every server begin with the same domain and let
 * members foresee the next. So the dice choose among domains that are owed something, in proportion to the debt, and a
 * domain that is owed a whole question goes first. A domain is therefore never more than one question ahead of its share.
 */
export function draw({ questions, profile, used, random }: Draw): PackQuestion | undefined {
  const uses = (question: PackQuestion) => used[question.id] ?? 0;
  const domains = profile.domains.map(({ weight, topics }) => ({
    weight,
    questions: questions.filter((question) => topics.includes(question.topic)),
  }));
  // Least used first: questions added to a pack later come before the next cycle goes on.
  const cycle = domains
    .flatMap((domain) => domain.questions)
    .reduce((least, question) => Math.min(least, uses(question)), Number.POSITIVE_INFINITY);
  const shares = domains
    .map((domain) => {
      const unused = domain.questions.filter((question) => uses(question) === cycle);
      return { weight: domain.weight, drawn: domain.questions.length - unused.length, unused };
    })
    .filter((share) => share.unused.length > 0);
  return pick(nextShare(shares, random)?.unused ?? [], random);
}

/** How many of these questions were never drawn. */
export function stockLeft(questions: readonly Pick<PackQuestion, 'id'>[], used: Used): number {
  return questions.filter((question) => (used[question.id] ?? 0) === 0).length;
}

/** The order in which to show a question's options, as places in its list: shuffled, unless the question keeps its order. */
export function orderOptions(
  question: Pick<PackQuestion, 'options' | 'keep-order'>,
  random: () => number,
): readonly number[] {
  const stored = question.options.map((_, place) => place);
  return question['keep-order'] ? stored : shuffled(stored, random);
}

/** Only domains that still have an unused question take part, so those that ran out leave their share to the others by weight. */
function nextShare(shares: readonly Share[], random: () => number): Share | undefined {
  const weights = sum(shares.map((share) => share.weight));
  const draws = sum(shares.map((share) => share.drawn)) + 1;
  const debts = shares.map((share) => ({ share, owed: (share.weight / weights) * draws - share.drawn }));
  const [most] = debts.toSorted((one, other) => other.owed - one.owed);
  if (!most || most.owed >= 1) return most?.share;
  const owed = debts.filter((debt) => debt.owed > 0);
  let point = random() * sum(owed.map((debt) => debt.owed));
  for (const debt of owed) {
    point -= debt.owed;
    if (point < 0) return debt.share;
  }
  // Rounding may leave a trifle of the debts over.
  return most.share;
}

function pick<T>(list: readonly T[], random: () => number): T | undefined {
  return list[Math.floor(random() * list.length)];
}

/** Fisher and Yates, as given by Durstenfeld. */
function shuffled(list: readonly number[], random: () => number): readonly number[] {
  const order = [...list];
  for (let last = order.length - 1; last > 0; last -= 1) {
    const other = Math.floor(random() * (last + 1));
    [order[last], order[other]] = [order[other]!, order[last]!];
  }
  return order;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

/**
 * What a question asks and takes for right, whatever its spaces and the order of its options: two questions with the same one
 * are the same, and with another key it is another question.
 */
export function asked({ stem, options }: Pick<PackQuestion, 'stem' | 'options'>): string {
  const words = (text: string) => text.replace(/\s+/g, ' ').trim();
  return JSON.stringify([
    words(stem),
    options.map(({ text, correct }) => `${correct ? 'right' : 'wrong'} ${words(text)}`).sort(),
  ]);
}
