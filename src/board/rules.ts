import { OrderedMap } from '@js-sdsl/ordered-map';
import { z } from 'zod';
import { isListed, type Member, type Periods } from '../member/rules.ts';

/**
 * What earns points. Nothing for speed or streaks, and first attempts only, so nothing is earned by repetition.
 * Quizzes, reviews and exams bring theirs when they are there.
 */
export const POINTS = {
  daily: { right: 10, wrong: 2 },
  quiz: { right: 2, mostADay: 20, fewestPlayers: 2 },
  review: { fiveInADay: 5 },
  exam: { sat: 20, timesAWeek: 1 },
} as const;

/** What an answer to the question of the day earns. A late answer and a question met before earn nothing. */
export function dailyPoints(answer: {
  readonly right: boolean;
  readonly late: boolean;
  readonly metBefore: boolean;
}): number {
  if (answer.late || answer.metBefore) return 0;
  return answer.right ? POINTS.daily.right : POINTS.daily.wrong;
}

/** What a right answer in a quiz earns: nothing for a question met before, alone, or beyond the most of a day. */
export function quizPoints(answer: {
  readonly right: boolean;
  readonly metBefore: boolean;
  readonly players: number;
  readonly earnedToday: number;
}): number {
  if (!answer.right || answer.metBefore || answer.players < POINTS.quiz.fewestPlayers) return 0;
  return Math.max(0, Math.min(POINTS.quiz.right, POINTS.quiz.mostADay - answer.earnedToday));
}

/** The span a board covers. */
export const Period = z.enum(['week', 'month', 'all']);
export type Period = z.infer<typeof Period>;

/** How many members a board shows at once. */
export const PAGE = 10;

/** A line of a board: ties share a place. */
export type Line = { readonly place: number; readonly member: string; readonly points: number };

type Key = readonly [points: number, member: string];

/** Members in order of points. Adding, removing and ranking cost the logarithm of their number; a place is not stored. */
export class Ranking {
  readonly #points = new Map<string, number>();
  readonly #order = new OrderedMap<Key, true>(
    [],
    ([pointsA, memberA], [pointsB, memberB]) =>
      pointsB - pointsA || (memberA < memberB ? -1 : Number(memberA > memberB)),
    true,
  );

  /** How many members stand on it. */
  get size(): number {
    return this.#points.size;
  }

  /** Sets a member's points; none takes the member off. */
  set(member: string, points: number): void {
    const before = this.#points.get(member);
    if (before === points) return;
    if (before !== undefined) this.#order.eraseElementByKey([before, member]);
    if (points <= 0) {
      this.#points.delete(member);
      return;
    }
    this.#points.set(member, points);
    this.#order.setElement([points, member], true);
  }

  /** One more than the number of members with more points than these, which somebody here must have. */
  placeOf(points: number): number {
    return this.#order.lowerBound([points, '']).index + 1;
  }

  /** A member's line; undefined for one who does not stand here. */
  lineOf(member: string): Line | undefined {
    const points = this.#points.get(member);
    return points === undefined ? undefined : { place: this.placeOf(points), member, points };
  }

  /** The page's lines, from page 0; empty past the end. */
  page(page: number): readonly Line[] {
    const lines: Line[] = [];
    const from = page * PAGE;
    if (from >= this.size) return lines;
    const at = this.#order.begin();
    for (let skipped = 0; skipped < from; skipped++) at.next();
    for (; lines.length < PAGE && at.isAccessible(); at.next()) {
      const [points, member] = at.pointer[0];
      lines.push({ place: this.placeOf(points), member, points });
    }
    return lines;
  }

  /** The nearest member with more points than this member has; undefined at the top. */
  ahead(member: string): Line | undefined {
    const points = this.#points.get(member);
    if (points === undefined) return undefined;
    const first = this.#order.lowerBound([points, '']);
    if (first.index === 0) return undefined;
    const [above, who] = first.pre().pointer[0];
    return { place: this.placeOf(above), member: who, points: above };
  }
}

/** A guild's three boards. A week or month that turned is empty until somebody earns in it. */
export class Boards {
  readonly #rankings: Readonly<Record<Period, Ranking>> = {
    week: new Ranking(),
    month: new Ranking(),
    all: new Ranking(),
  };
  readonly periods: Periods;

  constructor(periods: Periods) {
    this.periods = periods;
  }

  /** Puts a member where their points belong; who is hidden or has left comes off. */
  follow(id: string, member: Member): void {
    const listed = isListed(member);
    const { all, week, month } = member.points;
    this.#rankings.all.set(id, listed ? all : 0);
    this.#rankings.week.set(id, listed && week?.of === this.periods.week ? week.points : 0);
    this.#rankings.month.set(id, listed && month?.of === this.periods.month ? month.points : 0);
  }

  /** Takes a member off, as when their data is deleted. */
  remove(id: string): void {
    for (const ranking of Object.values(this.#rankings)) ranking.set(id, 0);
  }

  /** The ranking of a period. */
  of(period: Period): Ranking {
    return this.#rankings[period];
  }
}

/** One thing within reach: what the next answers would change, or nothing to say. */
export type Reach =
  | { readonly kind: 'first' }
  | { readonly kind: 'pass'; readonly place: number; readonly rightAnswers: number }
  | { readonly kind: 'start' };

/** What a member can reach next, told in right answers to the question of the day. */
export function withinReach(ranking: Ranking, member: string): Reach {
  const line = ranking.lineOf(member);
  if (!line) return { kind: 'start' };
  const ahead = ranking.ahead(member);
  if (!ahead) return { kind: 'first' };
  const missing = ahead.points - line.points + 1;
  return { kind: 'pass', place: ahead.place, rightAnswers: Math.ceil(missing / POINTS.daily.right) };
}
