import { z } from 'zod';
import { FIGURES_FROM } from '../group/rules.ts';
import { isRight, Snapshot } from '../packs/snapshot.ts';
import { type Origin, QUESTIONS } from '../practice/rules.ts';

const SECOND = 1000;

/** Times of a quiz, in milliseconds; those of a round come from its question. */
export const LOBBY_LASTS = 20 * SECOND;
export const REVEAL_LASTS = 20 * SECOND;
/** When all have answered, a round closes this much later, so that a slip can still be mended. */
export const AFTER_ALL = 5 * SECOND;

/** Rounds in a row without any answer that end a quiz. */
export const SILENT_ROUNDS = 2;
/** Rounds in a row that a player may miss before the others no longer wait for them. */
export const MISSED_ROUNDS = 2;

export const ROUNDS = { least: 3, most: 25, default: 10 } as const;
export const SECONDS = { least: 10, most: 120 } as const;

/** How answers score: each right one counts the same, or quick ones count more. */
export const Scoring = z.enum(['accuracy', 'speed']);
export type Scoring = z.infer<typeof Scoring>;

/** Who plays against whom: everyone for themselves, teams by the mean of their members, or the group as one. */
export const Mode = z.enum(['everyone', 'teams', 'together']);
export type Mode = z.infer<typeof Mode>;

/** Where a quiz is. `shown` is whether the messages of this phase stand; after a crash they are made or looked for. */
export const Phase = z.enum(['lobby', 'round', 'reveal', 'over']);
export type Phase = z.infer<typeof Phase>;

/** Why a quiz is over. */
export const Ending = z.enum(['played', 'stopped', 'nobody', 'gone']);
export type Ending = z.infer<typeof Ending>;

/** A quiz: small, rewritten at each turn. Questions, players and answers are rows of their own. */
export const Quiz = z.object({
  id: z.string(),
  /** The channel in which it was started, and the one it runs in: its thread, or the same. */
  home: z.string(),
  room: z.string(),
  /** Whether a thread is still to be opened for it. */
  wantsThread: z.boolean().default(false),
  starter: z.string(),
  topicName: z.string(),
  rounds: z.int(),
  seconds: z.int().optional(),
  scoring: Scoring,
  mode: Mode,
  teams: z.array(z.string()).readonly().default([]),
  /** The roles of the teams, in the same order; empty when teams are made even. */
  teamRoles: z.array(z.string()).readonly().default([]),
  /** How many members each team has, in the same order. */
  teamSizes: z.array(z.int()).readonly().default([]),
  /** How many right answers of all rounds reach the exam's pass mark, for the group that plays together. */
  goal: z.int(),
  startedAt: z.number(),
  phase: Phase,
  /** The round being played or revealed, from 1; 0 in the lobby. */
  round: z.int(),
  /** When this phase ends by itself, in epoch milliseconds. */
  until: z.number(),
  /** When this phase began. */
  since: z.number(),
  shown: z.boolean(),
  message: z.string().optional(),
  /** Rounds that have closed. */
  closed: z.int().default(0),
  silent: z.int().default(0),
  groupRight: z.int().default(0),
  ending: Ending.optional(),
});
export type Quiz = z.infer<typeof Quiz>;

/** A round: its question as shown, and when it opened and closes. `closedAt` is when it did. */
export const Round = z.object({
  question: Snapshot,
  openedAt: z.number(),
  closesAt: z.number(),
  earliest: z.number(),
  closedAt: z.number().optional(),
});
export type Round = z.infer<typeof Round>;

/** What came of a round for a player: right, wrong, or no answer. */
export const Result = z.enum(['right', 'wrong', 'none']);

/**
 * Somebody who joined or answered. `results` has one entry for each round that closed since they joined, so the last one
 * belongs to the round closed last. `points` is what the quiz has earned them on the board, `capped` whether the most of
 * a day kept them from earning more.
 */
export const Player = z.object({
  name: z.string(),
  joinedAt: z.number(),
  team: z.int().optional(),
  score: z.number().default(0),
  right: z.int().default(0),
  missed: z.int().default(0),
  points: z.int().default(0),
  capped: z.boolean().default(false),
  moreTime: z.boolean().default(false),
  /** Whether they have asked for more time, or none, in this quiz. */
  setTime: z.boolean().default(false),
  readyFor: z.int().default(0),
  results: z.array(Result).readonly().default([]),
});
export type Player = z.infer<typeof Player>;

/** A player's answer in a round: the last pick counts, `firstAt` is when there was one. */
export const RoundAnswer = z.object({ pick: z.int(), at: z.number(), firstAt: z.number() });
export type RoundAnswer = z.infer<typeof RoundAnswer>;

export type Players = ReadonlyMap<string, Player>;
export type Answers = ReadonlyMap<string, RoundAnswer>;

/** What reading takes: words of stem and options, and lines of code. */
export function readingOf(question: Snapshot): { readonly words: number; readonly codeLines: number } {
  const blocks = [...question.stem.matchAll(/```[^\n]*\n([\s\S]*?)```/g)].map((match) => match[1] ?? '');
  const codeLines = blocks
    .join('\n')
    .split('\n')
    .filter((line) => line.trim() !== '').length;
  const prose = [
    question.stem.replace(/```[\s\S]*?```/g, ' '),
    ...question.options.map((option) => option.text),
  ];
  const words = prose
    .join(' ')
    .split(/\s+/)
    .filter((word) => word !== '').length;
  return { words, codeLines };
}

/**
 * How long a round lasts and how early it may close, in milliseconds: 20 seconds plus 0.4 a word and 2 a line of code,
 * within 30 to 120; not before 10 seconds plus 0.3 a word. Fixed seconds stand instead, and half of them. Somebody who
 * needs more time lengthens the round by half.
 */
export function roundTimes(
  question: Snapshot,
  options: { readonly seconds?: number | undefined; readonly moreTime: boolean },
): { readonly lasts: number; readonly earliest: number } {
  const { words, codeLines } = readingOf(question);
  const reading = Math.min(120, Math.max(30, 20 + 0.4 * words + 2 * codeLines));
  const lasts = (options.seconds ?? reading) * (options.moreTime ? 1.5 : 1);
  const earliest = options.seconds === undefined ? 10 + 0.3 * words : options.seconds / 2;
  return { lasts: Math.round(lasts * SECOND), earliest: Math.round(Math.min(earliest, lasts) * SECOND) };
}

/** Players whom the round waits for: those who have not missed two in a row. */
export function waitedFor(players: Players): readonly string[] {
  return [...players].filter(([, player]) => player.missed < MISSED_ROUNDS).map(([id]) => id);
}

/** When a round closes as things stand: at its end, or five seconds after all have answered, but not before its earliest time. */
export function closingTime(round: Round, players: Players, answers: Answers): number {
  const waited = waitedFor(players);
  if (waited.length === 0 || !waited.every((id) => answers.has(id))) return round.closesAt;
  const all = Math.max(...waited.map((id) => answers.get(id)?.firstAt ?? 0));
  return Math.min(round.closesAt, Math.max(round.openedAt + round.earliest, all + AFTER_ALL));
}

/** When a reveal ends as things stand: at once when everybody waited for is ready. */
export function revealEnds(quiz: Quiz, players: Players, now: number): number {
  const waited = waitedFor(players);
  const ready = waited.length > 0 && waited.every((id) => (players.get(id)?.readyFor ?? 0) >= quiz.round);
  return ready ? Math.min(quiz.until, now) : quiz.until;
}

/** What came of a pick. */
export type PickVerdict =
  | { readonly kind: 'picked'; readonly answer: RoundAnswer }
  | { readonly kind: 'too-late'; readonly closedAt: number }
  | { readonly kind: 'quiz-over' };

/** Picks an option in a round by the press's own time; a later pick replaces an earlier one until the round closes. */
export function pick(
  state: { readonly quiz: Quiz; readonly round: Round; readonly number: number },
  before: RoundAnswer | undefined,
  press: { readonly option: number; readonly at: number },
): PickVerdict {
  const { quiz, round, number } = state;
  const closed = round.closedAt ?? (number < quiz.round ? round.closesAt : undefined);
  if (closed === undefined && quiz.phase === 'over') return { kind: 'quiz-over' };
  if (closed !== undefined || press.at > round.closesAt) {
    return quiz.phase === 'over'
      ? { kind: 'quiz-over' }
      : { kind: 'too-late', closedAt: closed ?? round.closesAt };
  }
  if (before && before.at > press.at) return { kind: 'picked', answer: before };
  return {
    kind: 'picked',
    answer: { pick: press.option, at: press.at, firstAt: before?.firstAt ?? press.at },
  };
}

/**
 * What an answer scores. For accuracy a right one counts 1. For speed it counts 1 until the earliest time, and from then
 * on falls in a straight line to a half at the end of the round, by the time of the last change.
 */
export function scoreOf(round: Round, answer: RoundAnswer | undefined, scoring: Scoring): number {
  if (!answer || !isRight(round.question, [answer.pick])) return 0;
  if (scoring === 'accuracy') return 1;
  const slowFrom = round.openedAt + round.earliest;
  const span = round.closesAt - slowFrom;
  if (answer.at <= slowFrom || span <= 0) return 1;
  return 1 - 0.5 * Math.min(1, (answer.at - slowFrom) / span);
}

/** The votes in the order shown. */
export function votesOf(question: Snapshot, answers: Answers): readonly number[] {
  const votes = question.options.map(() => 0);
  for (const { pick: place } of answers.values()) votes[place] = (votes[place] ?? 0) + 1;
  return votes;
}

/** The wrong option that caught most; undefined when nobody fell for any. */
export function mostTempting(question: Snapshot, votes: readonly number[]): number | undefined {
  let most: number | undefined;
  for (const [place, option] of question.options.entries()) {
    const caught = votes[place] ?? 0;
    if (!option.correct && caught > 0 && caught > (most === undefined ? 0 : (votes[most] ?? 0))) most = place;
  }
  return most;
}

/** The group's answer: the place with most votes; undefined for a tie, which counts as wrong, or without votes. */
export function majority(votes: readonly number[]): number | undefined {
  const most = Math.max(0, ...votes);
  const places = votes.flatMap((amount, place) => (amount === most && most > 0 ? [place] : []));
  return places.length === 1 ? places[0] : undefined;
}

/** Everybody's record after a round closed: score, right ones, rounds missed in a row. */
export function afterRound(round: Round, players: Players, answers: Answers, scoring: Scoring): Players {
  const next = new Map<string, Player>();
  for (const [id, player] of players) {
    const answer = answers.get(id);
    const right = answer !== undefined && isRight(round.question, [answer.pick]);
    next.set(id, {
      ...player,
      score: player.score + scoreOf(round, answer, scoring),
      right: player.right + (right ? 1 : 0),
      missed: answer ? 0 : player.missed + 1,
      results: [...player.results, answer ? (right ? 'right' : 'wrong') : 'none'],
    });
  }
  return next;
}

/** A line of the standing: ties share a place. */
export type Line = { readonly place: number; readonly names: readonly string[]; readonly score: number };

/** A player or team with its score; `key` is the player's id or the team's number. */
export type Score = { readonly key: string; readonly name: string; readonly score: number };

/** Scores in order, equal ones together. */
export function standing(scores: readonly Score[]): readonly Line[] {
  const rounded = scores.map((line) => ({ ...line, score: compared(line.score) }));
  const sorted = [...rounded].sort((a, b) => b.score - a.score || (a.name < b.name ? -1 : 1));
  const lines: { place: number; names: string[]; score: number }[] = [];
  for (const [index, { name, score }] of sorted.entries()) {
    const last = lines.at(-1);
    if (last && last.score === score) last.names.push(name);
    else lines.push({ place: index + 1, names: [name], score });
  }
  return lines;
}

/** Scores within a thousandth are equal. */
function compared(score: number): number {
  return Math.round(score * 1000) / 1000;
}

/** What is ranked: the players, or the teams by the mean of their members; a team without members is left out. */
export function scoresOf(quiz: Quiz, players: Players): readonly Score[] {
  if (quiz.mode !== 'teams') return [...players].map(([key, { name, score }]) => ({ key, name, score }));
  return quiz.teams.flatMap((name, team) => {
    const scores = [...players.values()]
      .filter((player) => player.team === team)
      .map((player) => player.score);
    return scores.length === 0
      ? []
      : [{ key: String(team), name, score: scores.reduce((sum, score) => sum + score, 0) / scores.length }];
  });
}

/** The place of a player, or of their team; undefined for somebody who does not play. */
export function placeOf(quiz: Quiz, players: Players, member: string): number | undefined {
  const me = players.get(member);
  if (!me) return undefined;
  const scores = scoresOf(quiz, players);
  const key = quiz.mode === 'teams' ? String(me.team) : member;
  const own = compared(scores.find((score) => score.key === key)?.score ?? 0);
  return 1 + scores.filter(({ score }) => compared(score) > own).length;
}

/** How many answered: one, a few, or so many that what is said of all of them is said of nobody. */
export type Company = 'alone' | 'few' | 'enough';

/**
 * The company in which a quiz is played. Who joined and never answered is none: what is said of all would be said of the
 * others. It is enough from as many people on as a group exam needs for its figures.
 */
export function companyOf(players: Players): Company {
  const answered = [...players.values()].filter(({ results }) => results.some((result) => result !== 'none'));
  if (answered.length >= FIGURES_FROM) return 'enough';
  return answered.length > 1 ? 'few' : 'alone';
}

/** So many places are shown to everybody. Alone one has none, and with few the others would be shown as behind. */
const PLACES: Readonly<Record<Company, number>> = { alone: 0, few: 1, enough: 3 };

/**
 * The lines shown to everybody: the first three places, with fewer than four players only the first. Who has nothing yet
 * is not shown, and of single players neither is the last line: nobody is shown failing.
 */
export function publicPlaces(quiz: Quiz, players: Players): readonly Line[] {
  const single = quiz.mode !== 'teams';
  const most = PLACES[companyOf(players)];
  const lines = standing(scoresOf(quiz, players));
  return lines.filter(
    ({ place, score }, index) =>
      place <= most && score > 0 && !(single && index > 0 && index === lines.length - 1),
  );
}

/**
 * Whether it may be told in public how many answers were right in all: not with few players, and not where just one is
 * missing among the places, since theirs would be what the others leave of the total.
 */
export function mayTellTotals(quiz: Quiz, players: Players): boolean {
  if (companyOf(players) !== 'enough') return false;
  const placed = publicPlaces(quiz, players).reduce((sum, { names }) => sum + names.length, 0);
  return scoresOf(quiz, players).length - placed !== 1;
}

/** The team that a new player joins: the smallest, the first among equals. */
export function smallestTeam(sizes: readonly number[]): number {
  return sizes.indexOf(Math.min(...sizes));
}

/** The round, from 1, to which each of a player's results belongs. */
function resultsByRound(player: Player, closed: number): readonly { round: number; result: string }[] {
  const before = closed - player.results.length;
  return player.results.map((result, index) => ({ round: before + index + 1, result }));
}

/** The closed rounds that a player took part in and did not get right, unanswered ones included. */
export function missedRounds(quiz: Quiz, player: Player): readonly number[] {
  return resultsByRound(player, quiz.closed).flatMap(({ round, result }) =>
    result === 'right' ? [] : [round],
  );
}

/** A practice that follows: which questions it asks, and how many. */
export type NextPractice = { readonly origin: Origin; readonly questions: number };

/**
 * What a player may practise when they have looked at what they missed: what they answered wrong, or a few of any where
 * they gave no answer, since then there is nothing to ask again.
 */
export function practiceAfter(player: Player): NextPractice {
  const wrong = player.results.filter((result) => result === 'wrong').length;
  return wrong > 0 ? { origin: 'missed', questions: wrong } : { origin: 'mixed', questions: QUESTIONS.least };
}

/** The round that the largest share of those who answered got wrong; undefined when nobody got any wrong. */
export function hardestRound(
  quiz: Quiz,
  players: Players,
): { readonly round: number; readonly missed: number; readonly of: number } | undefined {
  const tallies = Array.from({ length: quiz.closed }, (_, index) => ({ round: index + 1, missed: 0, of: 0 }));
  for (const player of players.values()) {
    for (const { round, result } of resultsByRound(player, quiz.closed)) {
      const tally = tallies[round - 1];
      if (!tally || result === 'none') continue;
      tally.of += 1;
      if (result === 'wrong') tally.missed += 1;
    }
  }
  const missed = tallies.filter((tally) => tally.missed > 0);
  return missed.sort((a, b) => b.missed / b.of - a.missed / a.of || a.round - b.round)[0];
}

/** Whether somebody may stop a quiz: its starter, or who may delete messages here. */
export function mayStop(quiz: Quiz, by: { readonly member: string; readonly moderates: boolean }): boolean {
  return quiz.starter === by.member || by.moderates;
}
