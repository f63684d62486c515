import type { History, Sitting } from '../history/rules.ts';
import {
  type Estimate,
  type Evidence,
  estimate,
  isTelling,
  type Missing,
  missingAnswers,
} from '../readiness/rules.ts';

/** A domain of the profile, with its weight in percent. */
export type Area = {
  readonly id: string;
  readonly name: string;
  readonly count: number;
  readonly weight: number;
};

/** Where first attempts go; `unclear` while there are too few. */
export type Trend = 'rising' | 'steady' | 'falling' | 'unclear';

/** How a member does in a domain, on first attempts. */
export type AreaProgress = Area & {
  readonly right: number;
  readonly of: number;
  /** The share right, from 0 to 1; undefined while so few answers say nothing. */
  readonly share: number | undefined;
  readonly trend: Trend;
  /** The marks still to be won in an exam: its questions by the chance of a wrong answer. */
  readonly toWin: number;
};

/** The rule of thumb of the guides: three full mock exams with new questions, and the last three at 80% or more. */
export type Thumb = { readonly sat: number; readonly reached: boolean };

/** A member's way to the exam. */
export type Progress = {
  readonly areas: readonly AreaProgress[];
  /** How many questions were met, of those that the profile asks. */
  readonly met: number;
  /** Undefined while it would say too little; then `missing` says what it needs. */
  readonly estimate: Estimate | undefined;
  readonly missing: Missing | undefined;
  readonly thumb: Thumb;
  /** Domains with less than half their weight's share of practice. */
  readonly neglected: readonly AreaProgress[];
  /** Where most marks can be won. */
  readonly next: AreaProgress | undefined;
};

/** Full exams that the rule of thumb looks at, and what it asks of each. */
export const THUMB = { exams: 3, share: 0.8, fresh: 0.8 } as const;

/** A domain's share right is said from so many answers on: then one more moves it by less than ten in a hundred. */
export const SHARE_FROM = 10;

/** Practice is called unbalanced from so many questions on: before that it says nothing. */
const BALANCED_FROM = 20;

/** A member's way to the exam, from first attempts by domain and the mock exams of the profile, oldest first. */
export function progressOf(
  areas: readonly Area[],
  attempts: readonly Evidence[],
  about: {
    readonly mark: number;
    readonly questions: number;
    readonly sittings: readonly Sitting[];
    readonly now: number;
  },
): Progress {
  const { mark, now, questions } = about;
  const made = estimate(areas, attempts, { mark, now });
  const chances = new Map(made.posteriors.map(({ section, a, b }) => [section.id, a / (a + b)]));
  const done = areas.map((area): AreaProgress => {
    const here = attempts.filter(({ section }) => section === area.id);
    const right = here.filter((attempt) => attempt.right).length;
    return {
      ...area,
      right,
      of: here.length,
      share: here.length < SHARE_FROM ? undefined : right / here.length,
      trend: trendOf(here),
      toWin: area.count * (1 - (chances.get(area.id) ?? 0)),
    };
  });
  const met = done.reduce((sum, { of }) => sum + of, 0);
  const telling = met > 0 && isTelling(made, questions);
  return {
    areas: done,
    met,
    estimate: telling ? made : undefined,
    missing: telling ? undefined : missingAnswers(areas, attempts, now),
    thumb: thumbOf(about.sittings, questions),
    neglected: met < BALANCED_FROM ? [] : done.filter(({ of, weight }) => of / met < weight / 200),
    next: done.toSorted((one, other) => other.toWin - one.toWin)[0],
  };
}

/** First attempts of the questions that a profile asks, by domain. `topicOf` is undefined for a question that is gone. */
export function evidenceOf(
  histories: ReadonlyMap<string, History>,
  sectionOf: (key: string) => string | undefined,
): readonly Evidence[] {
  return [...histories].flatMap(([key, { first }]) => {
    const section = sectionOf(key);
    return section === undefined ? [] : [{ section, at: first.at, right: first.right, source: first.source }];
  });
}

/** A half needs so many attempts before it is compared. */
const TREND_FROM = 8;
/** A difference this many standard errors from none is called a trend: one in six by chance alone. */
const TREND_CLEAR = 1;

/** Compares the later half of first attempts with the earlier, as the difference of two shares with its standard error. */
export function trendOf(attempts: readonly Pick<Evidence, 'at' | 'right'>[]): Trend {
  const sorted = attempts.toSorted((one, other) => one.at - other.at);
  const half = Math.floor(sorted.length / 2);
  if (half < TREND_FROM) return 'unclear';
  const [before, after] = [sorted.slice(0, half), sorted.slice(-half)].map((some) => {
    // One right and one wrong more, so that all right is not taken for certainty (Agresti and Caffo 2000).
    const share = (some.filter(({ right }) => right).length + 1) / (half + 2);
    return { share, variance: (share * (1 - share)) / (half + 2) };
  });
  if (!before || !after) return 'unclear';
  const errors = (after.share - before.share) / Math.sqrt(before.variance + after.variance);
  if (Math.abs(errors) < TREND_CLEAR) return 'steady';
  return errors > 0 ? 'rising' : 'falling';
}

/** The rule of thumb over full exams, oldest first, most of whose questions were new. */
export function thumbOf(sittings: readonly Sitting[], questions: number): Thumb {
  const counted = sittings.filter(({ of, fresh }) => of >= questions && fresh / of >= THUMB.fresh);
  const last = counted.slice(-THUMB.exams);
  return {
    sat: last.length,
    reached: last.length === THUMB.exams && last.every(({ right, of }) => right / of >= THUMB.share),
  };
}
