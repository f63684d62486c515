import type { Snapshot } from '../packs/snapshot.ts';

/** One member's first answer to a question; who it was is a running number, never a name or an id. */
export type FirstAnswer = { readonly who: number; readonly key: string; readonly right: boolean };

/** What was picked when a question was shown, by the options' texts. */
export type Picked = { readonly key: string; readonly texts: readonly string[] };

/** What the answers say of one question. */
export type QuestionUsage = {
  /** First answers, and the share of them that was right, from 0 to 1. */
  readonly answers: number;
  readonly rightShare: number;
  /**
   * Point-biserial correlation of being right here with the member's share right on all other questions, from -1 to 1 (Crocker
   * and Algina, Introduction to Classical and Modern Test Theory, 1986, chapter 14: the corrected item discrimination).
   * Undefined where everybody did the same, or too few answered.
   */
  readonly discrimination: number | undefined;
  /** Wrong options that nobody picked, by their texts; empty while too few answered. */
  readonly unpicked: readonly string[];
  readonly reports: number;
};

/** With fewer answers than this nothing is said of discrimination or of options that nobody picks. */
export const ENOUGH = 20;

/** What the answers say of each question of a pack, by key. */
export function usageOf(
  questions: readonly { readonly key: string; readonly wrong: readonly string[] }[],
  seen: {
    readonly first: readonly FirstAnswer[];
    readonly picked: readonly Picked[];
    readonly reports: ReadonlyMap<string, number>;
  },
): ReadonlyMap<string, QuestionUsage> {
  const byMember = groups(seen.first, ({ who }) => who);
  const byQuestion = groups(seen.first, ({ key }) => key);
  const picks = groups(seen.picked, ({ key }) => key);
  return new Map(
    questions.map(({ key, wrong }) => {
      const own = byQuestion.get(key) ?? [];
      const chosen = picks.get(key) ?? [];
      const texts = new Set(chosen.flatMap((pick) => pick.texts));
      const pairs = own.flatMap(({ who, right }) => {
        const others = (byMember.get(who) ?? []).filter((answer) => answer.key !== key);
        return others.length === 0 ? [] : [{ right, rest: shareRight(others) }];
      });
      return [
        key,
        {
          answers: own.length,
          rightShare: shareRight(own),
          discrimination: pairs.length < ENOUGH ? undefined : pointBiserial(pairs),
          unpicked: chosen.length < ENOUGH ? [] : wrong.filter((text) => !texts.has(text)),
          reports: seen.reports.get(key) ?? 0,
        },
      ];
    }),
  );
}

/** What was picked of a question as it was shown. */
export function pickedTexts(question: Snapshot, places: readonly number[]): readonly string[] {
  return places.flatMap((place) => question.options[place]?.text ?? []);
}

/** Why a question should be looked at, the most pressing reason first; empty where nothing speaks against it. */
export function reasonsToRewrite(usage: QuestionUsage): readonly string[] {
  const { answers, rightShare, discrimination, unpicked, reports } = usage;
  const reasons: string[] = [];
  if (reports > 0) reasons.push(`reported ${reports === 1 ? 'once' : `${reports} times`}`);
  if (discrimination !== undefined && discrimination < 0)
    reasons.push('those who know more get it wrong more often: check the key');
  else if (discrimination !== undefined && discrimination < 0.1)
    reasons.push('it hardly tells those who know from those who do not');
  if (answers >= ENOUGH && rightShare < 0.25) reasons.push('fewer are right than by guessing');
  if (answers >= ENOUGH && rightShare > 0.95) reasons.push('nearly everybody is right');
  if (unpicked.length > 0) reasons.push(`nobody picks ${unpicked.map((text) => `"${text}"`).join(' or ')}`);
  return reasons;
}

/** How pressing it is, to order by: reports first, then a key that may be wrong, then the rest. */
export function urgency({ reports, discrimination, rightShare, answers, unpicked }: QuestionUsage): number {
  const low = discrimination === undefined ? 0 : Math.max(0, 0.2 - discrimination);
  const extreme = answers >= ENOUGH && (rightShare < 0.25 || rightShare > 0.95) ? 0.3 : 0;
  return reports * 10 + low * 5 + extreme + unpicked.length * 0.1;
}

function shareRight(answers: readonly { readonly right: boolean }[]): number {
  return answers.length === 0 ? 0 : answers.filter(({ right }) => right).length / answers.length;
}

function pointBiserial(
  pairs: readonly { readonly right: boolean; readonly rest: number }[],
): number | undefined {
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const all = pairs.map(({ rest }) => rest);
  const middle = mean(all);
  const spread = Math.sqrt(mean(all.map((rest) => (rest - middle) ** 2)));
  const right = pairs.filter(({ right: was }) => was).map(({ rest }) => rest);
  const wrong = pairs.filter(({ right: was }) => !was).map(({ rest }) => rest);
  if (spread === 0 || right.length === 0 || wrong.length === 0) return undefined;
  const share = right.length / pairs.length;
  return ((mean(right) - mean(wrong)) / spread) * Math.sqrt(share * (1 - share));
}

function groups<T, K>(items: readonly T[], keyOf: (item: T) => K): ReadonlyMap<K, readonly T[]> {
  const map = new Map<K, T[]>();
  for (const item of items) {
    const group = map.get(keyOf(item));
    if (group) group.push(item);
    else map.set(keyOf(item), [item]);
  }
  return map;
}
