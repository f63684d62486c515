import type { App } from '../app.ts';
import { quizPoints } from '../board/rules.ts';
import { Dailies } from '../daily/service.ts';
import { type Guild, timeZoneOf, withoutQuiz } from '../guild/rules.ts';
import type { GuildService } from '../guild/service.ts';
import type { HistoryService } from '../history/service.ts';
import type { MemberService, Person } from '../member/service.ts';
import { isRight } from '../packs/snapshot.ts';
import { type Changes, type Reader, table } from '../records/records.ts';
import { DRAIN, localDate } from '../schedule/rules.ts';
import type { StockService } from '../stock/service.ts';
import { UserError } from '../user-error.ts';
import {
  type Answers,
  afterRound,
  closingTime,
  type Ending,
  LOBBY_LASTS,
  type Mode,
  majority,
  type PickVerdict,
  Player,
  type Players,
  pick,
  Quiz,
  REVEAL_LASTS,
  Round,
  RoundAnswer,
  revealEnds,
  roundTimes,
  type Scoring,
  SILENT_ROUNDS,
  smallestTeam,
  votesOf,
} from './rules.ts';

/** One row a quiz; its rounds, players and answers are rows of their own. */
export const Quizzes = table('quiz', Quiz);
export const Rounds = table('quiz-round', Round);
export const QuizPlayers = table('quiz-player', Player, { member: 1 });
export const QuizAnswers = table('quiz-answer', RoundAnswer, { member: 2 });

/** What is asked for with `/quiz start`. */
export type Wish = {
  readonly id: string;
  /** The channel or thread in which it was started. */
  readonly home: string;
  /** Whether it should run in a thread of its own. */
  readonly wantsThread: boolean;
  readonly starter: Person;
  readonly topic?: string | undefined;
  readonly topicName: string;
  readonly rounds: number;
  readonly seconds?: number | undefined;
  readonly scoring: Scoring;
  readonly mode: Mode;
  readonly teams: readonly string[];
  readonly teamRoles: readonly string[];
};

/** Why a quiz cannot be started. */
export type StartRefusal =
  /** `room` is where the one runs that is in the way. */
  | { readonly kind: 'busy'; readonly room: string }
  | { readonly kind: 'not-here'; readonly channels: readonly string[] }
  | { readonly kind: 'not-you'; readonly role: string }
  | { readonly kind: 'cooldown'; readonly until: number }
  | { readonly kind: 'few-questions'; readonly found: number };

/** Everything that a screen of a quiz shows. */
export type QuizState = {
  readonly quiz: Quiz;
  readonly round: Round | undefined;
  readonly players: Players;
  readonly answers: Answers;
};

/** Who presses, with the roles by which teams may be made. */
export type Presser = { readonly person: Person; readonly roles: readonly string[] };

/** What came of a pick, with the question it was for. */
export type QuizPicked = { readonly verdict: PickVerdict; readonly round: Round };

/** The group challenge. Throws a UserError for a quiz that is not known. */
export type QuizService = {
  /** Why a quiz may not be started here now by somebody with these roles, before anything is posted for it. */
  mayStart(
    guild: string,
    wish: Pick<Wish, 'home' | 'topic' | 'rounds'> & { readonly roles: readonly string[] },
  ): StartRefusal | undefined;
  /** Draws the questions and opens the lobby; nothing is posted yet. */
  start(guild: string, wish: Wish): Promise<{ readonly kind: 'started'; readonly quiz: Quiz } | StartRefusal>;
  /** Makes the presser a player, unless the quiz is over. */
  join(guild: string, id: string, presser: Presser): Promise<Quiz>;
  /**
   * A press on "More time for me": the first in a quiz gives it, each later one turns it around. Kept for all later
   * quizzes; nothing changes when this one is over.
   */
  wantMoreTime(
    guild: string,
    id: string,
    presser: Presser,
  ): Promise<{ readonly on: boolean; readonly quiz: Quiz }>;
  /** Ends the lobby now. */
  startNow(guild: string, id: string): Promise<void>;
  pick(
    guild: string,
    press: Presser & {
      readonly quiz: string;
      readonly round: number;
      readonly option: number;
      readonly at: number;
    },
  ): Promise<QuizPicked>;
  ready(
    guild: string,
    id: string,
    press: { readonly member: string; readonly round: number },
  ): Promise<{ readonly quiz: Quiz; readonly playing: boolean }>;
  /** Makes every turn that is due; resolves with the quiz and when the next turn is due by itself. */
  advance(guild: string, id: string): Promise<{ readonly quiz: Quiz; readonly next: number } | undefined>;
  /** Where it runs is decided: in this thread, or in its channel when there can be none. */
  roomOpened(guild: string, id: string, room: string | undefined): Promise<void>;
  /** The messages of the present phase stand. */
  shown(guild: string, id: string, message: string | undefined): Promise<void>;
  /** Gives the present round its full time again, because its message comes late. */
  reopen(guild: string, id: string): Promise<void>;
  /** Ends a quiz; a round that is running closes first, so that what was answered in it counts. */
  end(guild: string, id: string, ending: Ending): Promise<void>;
  /** Nothing is left to do for a quiz. Its channel rests from the first call on. */
  finish(guild: string, id: string): Promise<void>;
  /** The quiz alone, which is cheap however many play. */
  look(guild: string, id: string): Promise<{ readonly quiz: Quiz }>;
  state(guild: string, id: string): Promise<QuizState>;
  /** A closed round with one member's answer. */
  closedRound(
    guild: string,
    id: string,
    where: { readonly round: number; readonly member: string },
  ): Promise<{ readonly round: Round; readonly answer: RoundAnswer | undefined }>;
  /** The quiz with one player of it; undefined for somebody who did not play. */
  playerOf(
    guild: string,
    id: string,
    member: string,
  ): Promise<{ readonly quiz: Quiz; readonly player: Player | undefined }>;
};

/** What an answer has earned on the board, and whether the most of a day has kept it from more. */
type Earned = { readonly points: number; readonly capped: boolean };

const UNKNOWN = 'I do not know this quiz any more. `/quiz start` begins a new one.';

/** The key of a round's rows: two digits, so that they sort. */
const roundKey = (round: number) => String(round).padStart(2, '0');

/** Makes the quiz service. */
export function createQuizzes(
  app: App,
  parts: {
    readonly guilds: GuildService;
    readonly members: MemberService;
    readonly stock: StockService;
    readonly histories: HistoryService;
  },
): QuizService {
  const { records, clock } = app;
  const { guilds, members, stock, histories } = parts;

  async function need(reader: Pick<Reader, 'get'>, id: string): Promise<Quiz> {
    const quiz = await reader.get(Quizzes, id);
    if (!quiz) throw new UserError(UNKNOWN);
    return quiz;
  }
  async function playersOf(reader: Pick<Reader, 'list'>, id: string): Promise<Players> {
    return new Map((await reader.list(QuizPlayers, id)).map(({ ids, value }) => [ids[1] ?? '', value]));
  }
  async function answersOf(reader: Pick<Reader, 'list'>, id: string, round: number): Promise<Answers> {
    return new Map(
      (await reader.list(QuizAnswers, id, roundKey(round))).map(({ ids, value }) => [ids[2] ?? '', value]),
    );
  }
  async function stateOf(reader: Reader, id: string): Promise<QuizState> {
    const quiz = await need(reader, id);
    return {
      quiz,
      round: await reader.get(Rounds, id, roundKey(quiz.round)),
      players: await playersOf(reader, id),
      answers: await answersOf(reader, id, quiz.round),
    };
  }
  async function join(changes: Changes, quiz: Quiz, { person, roles }: Presser): Promise<Player> {
    const known = await changes.get(QuizPlayers, quiz.id, person.id);
    const member = await members.changeIn(changes, person, (now) => now);
    if (known) return known;
    const team = quiz.mode === 'teams' ? teamOf(quiz, roles) : undefined;
    // Who comes later has missed the rounds before, which is nobody's fault: the count starts now.
    const player = Player.parse({
      name: person.name,
      joinedAt: clock.now(),
      moreTime: member.moreTime,
      team,
    });
    changes.put(QuizPlayers, [quiz.id, person.id], player);
    if (team !== undefined) {
      const teamSizes = quiz.teamSizes.with(team, (quiz.teamSizes[team] ?? 0) + 1);
      changes.put(Quizzes, [quiz.id], { ...quiz, teamSizes });
    }
    return player;
  }
  function teamOf({ teamRoles, teamSizes }: Quiz, roles: readonly string[]): number {
    const byRole = teamRoles.findIndex((role) => roles.includes(role));
    return byRole >= 0 ? byRole : smallestTeam(teamSizes);
  }
  async function openRound(changes: Changes, quiz: Quiz, number: number): Promise<Quiz> {
    const drawn = await changes.get(Rounds, quiz.id, roundKey(number));
    if (!drawn) throw new Error(`round ${number} of quiz ${quiz.id} is missing`);
    const now = clock.now();
    const moreTime = [...(await playersOf(changes, quiz.id)).values()].some((player) => player.moreTime);
    const { lasts, earliest } = roundTimes(drawn.question, { seconds: quiz.seconds, moreTime });
    changes.put(Rounds, [quiz.id, roundKey(number)], {
      ...drawn,
      openedAt: now,
      closesAt: now + lasts,
      earliest,
    });
    return { ...quiz, phase: 'round', round: number, since: now, until: now + lasts, shown: false };
  }
  async function closeRound(changes: Changes, { quiz, round, players, answers }: QuizState): Promise<Quiz> {
    if (!round) throw new Error(`quiz ${quiz.id} has no round ${quiz.round}`);
    const now = clock.now();
    const earned = new Map<string, Earned>();
    for (const [id, answer] of answers)
      earned.set(id, await learn(changes, { id, answer, round, players: players.size }));
    for (const [id, player] of afterRound(round, players, answers, quiz.scoring)) {
      const { points, capped } = earned.get(id) ?? { points: 0, capped: false };
      changes.put(QuizPlayers, [quiz.id, id], {
        ...player,
        points: player.points + points,
        capped: player.capped || capped,
      });
    }
    changes.put(Rounds, [quiz.id, roundKey(quiz.round)], {
      ...round,
      closedAt: Math.min(now, round.closesAt),
    });
    const chosen = majority(votesOf(round.question, answers));
    const groupRight = chosen !== undefined && isRight(round.question, [chosen]);
    return {
      ...quiz,
      phase: 'reveal',
      since: now,
      until: now + REVEAL_LASTS,
      shown: false,
      closed: quiz.closed + 1,
      silent: answers.size === 0 ? quiz.silent + 1 : 0,
      groupRight: quiz.groupRight + (groupRight ? 1 : 0),
    };
  }
  /** History and points of one answer, in company of so many players. */
  async function learn(
    changes: Changes,
    { id, answer, round, players }: { id: string; answer: RoundAnswer; round: Round; players: number },
  ): Promise<Earned> {
    const { question } = round;
    const member = await members.findIn(changes, id);
    if (!member) return { points: 0, capped: false };
    const right = isRight(question, [answer.pick]);
    const today = localDate(answer.at, timeZoneOf(await guilds.findIn(changes)));
    const earnedToday = member.quizDay?.of === today ? member.quizDay.points : 0;
    const metBefore = await histories.metIn(changes, id, question);
    const points = quizPoints({ right, metBefore, players, earnedToday });
    const capped = points < quizPoints({ right, metBefore, players, earnedToday: 0 });
    const person = { id, name: member.name };
    await histories.countIn(changes, {
      person,
      question,
      points,
      attempt: { at: answer.at, right, source: 'quiz' },
      away: true,
    });
    if (points > 0) {
      const quizDay = { of: today, points: earnedToday + points };
      await members.changeKnownIn(changes, id, (now) => ({ ...now, quizDay }));
    }
    return { points, capped };
  }
  /** The next turn that is due now, and the quiz after it; the same quiz when none is. */
  async function turn(changes: Changes, state: QuizState): Promise<Quiz> {
    const { quiz, round, players, answers } = state;
    const now = clock.now();
    // What is not shown yet is shown first, so that after a crash no phase is skipped unseen.
    if (!quiz.shown || quiz.phase === 'over') return quiz;
    if (quiz.phase === 'lobby') return now >= quiz.until ? openRound(changes, quiz, 1) : quiz;
    if (quiz.phase === 'round') {
      return round && now >= closingTime(round, players, answers) + DRAIN ? closeRound(changes, state) : quiz;
    }
    if (now < revealEnds(quiz, players, now)) return quiz;
    if (quiz.silent >= SILENT_ROUNDS) return over(quiz, 'nobody');
    return quiz.round >= quiz.rounds ? over(quiz, 'played') : openRound(changes, quiz, quiz.round + 1);
  }
  function over(quiz: Quiz, ending: Ending): Quiz {
    return { ...quiz, phase: 'over', ending, since: clock.now(), shown: false };
  }
  function nextTurn({ quiz, round, players, answers }: QuizState): number {
    if (quiz.phase === 'round' && round) return closingTime(round, players, answers) + DRAIN;
    return quiz.phase === 'reveal' ? revealEnds(quiz, players, clock.now()) : quiz.until;
  }
  function refusal(settings: Guild, home: string, roles: readonly string[]): StartRefusal | undefined {
    const { channels, role, cooldownMinutes } = settings.quiz;
    const busy = busyWith(settings, home);
    if (busy) return busy;
    if (channels.length > 0 && !channels.includes(home)) return { kind: 'not-here', channels };
    if (role && !roles.includes(role)) return { kind: 'not-you', role };
    const until = (settings.lastQuizzes[home] ?? Number.NEGATIVE_INFINITY) + cooldownMinutes * 60_000;
    return clock.now() < until ? { kind: 'cooldown', until } : undefined;
  }

  function busyWith(settings: Guild, place: string): StartRefusal | undefined {
    const live = settings.quizzes.find(({ home, room }) => home === place || room === place);
    return live && { kind: 'busy', room: live.room ?? live.home };
  }

  return {
    mayStart(guild, { home, roles, topic, rounds }) {
      const refused = refusal(guilds.find(guild), home, roles);
      if (refused) return refused;
      const found = stock.countOf(guild, topic);
      return found < rounds ? { kind: 'few-questions', found } : undefined;
    },
    async start(guild, { starter, ...wish }) {
      return records.change(guild, async (changes) => {
        const settings = await guilds.findIn(changes);
        const busy = busyWith(settings, wish.home);
        if (busy) return busy;
        const open = await Promise.all(settings.open.map(({ id }) => changes.get(Dailies, id)));
        const secret = open.flatMap((daily) => (daily ? [daily.question.id] : []));
        const questions = await stock.drawManyIn(changes, {
          count: wish.rounds,
          topic: wish.topic,
          without: secret,
        });
        if (questions.length < wish.rounds)
          return { kind: 'few-questions', found: questions.length } as const;
        await members.warmUpIn(changes);
        await members.changeIn(changes, starter, (now) => now);
        const now = clock.now();
        const quiz = Quiz.parse({
          ...wish,
          room: wish.home,
          starter: starter.id,
          teamSizes: wish.teams.map(() => 0),
          goal: Math.ceil(wish.rounds * stock.passShare(guild)),
          startedAt: now,
          phase: 'lobby',
          round: 0,
          since: now,
          until: now + LOBBY_LASTS,
          shown: false,
        });
        changes.put(Quizzes, [quiz.id], quiz);
        for (const [index, question] of questions.entries()) {
          changes.put(Rounds, [quiz.id, roundKey(index + 1)], {
            question,
            openedAt: 0,
            closesAt: 0,
            earliest: 0,
          });
        }
        await guilds.changeIn(changes, (now) => ({
          ...now,
          quizzes: [...now.quizzes, { id: quiz.id, home: quiz.home }],
        }));
        return { kind: 'started', quiz } as const;
      });
    },
    async join(guild, id, presser) {
      return records.change(guild, async (changes) => {
        const quiz = await need(changes, id);
        if (quiz.phase !== 'over') await join(changes, quiz, presser);
        return quiz;
      });
    },
    async wantMoreTime(guild, id, presser) {
      return records.change(guild, async (changes) => {
        const quiz = await need(changes, id);
        if (quiz.phase === 'over') return { on: false, quiz };
        const player = await join(changes, quiz, presser);
        const on = !player.setTime || !player.moreTime;
        changes.put(QuizPlayers, [id, presser.person.id], { ...player, moreTime: on, setTime: true });
        await members.changeIn(changes, presser.person, (now) => ({ ...now, moreTime: on }));
        return { on, quiz };
      });
    },
    async startNow(guild, id) {
      await records.change(guild, async (changes) => {
        const quiz = await need(changes, id);
        if (quiz.phase === 'lobby')
          changes.put(Quizzes, [id], { ...quiz, until: Math.min(quiz.until, clock.now()) });
      });
    },
    async pick(guild, { quiz: id, round: number, option, at, ...presser }) {
      return records.change(guild, async (changes) => {
        const quiz = await need(changes, id);
        const round = await changes.get(Rounds, id, roundKey(number));
        if (!round?.question.options[option] || number > quiz.round) throw new UserError(UNKNOWN);
        const before = await changes.get(QuizAnswers, id, roundKey(number), presser.person.id);
        const verdict = pick({ quiz, round, number }, before, { option, at });
        if (verdict.kind === 'picked') {
          await join(changes, quiz, presser);
          changes.put(QuizAnswers, [id, roundKey(number), presser.person.id], verdict.answer);
        }
        return { verdict, round };
      });
    },
    async ready(guild, id, { member, round }) {
      return records.change(guild, async (changes) => {
        const player = await changes.get(QuizPlayers, id, member);
        if (player && player.readyFor < round)
          changes.put(QuizPlayers, [id, member], { ...player, readyFor: round });
        return { quiz: await need(changes, id), playing: player !== undefined };
      });
    },
    async advance(guild, id) {
      return records.change(guild, async (changes) => {
        const quiz = await changes.get(Quizzes, id);
        if (!quiz) return undefined;
        const next = await turn(changes, await stateOf(changes, id));
        if (next !== quiz) changes.put(Quizzes, [id], next);
        return { quiz: next, next: nextTurn(await stateOf(changes, id)) };
      });
    },
    async roomOpened(guild, id, room) {
      await records.change(guild, async (changes) => {
        const quiz = await need(changes, id);
        changes.put(Quizzes, [id], { ...quiz, wantsThread: false, room: room ?? quiz.home });
        if (!room) return;
        await guilds.changeIn(changes, (now) => ({
          ...now,
          quizzes: now.quizzes.map((live) => (live.id === id ? { ...live, room } : live)),
        }));
      });
    },
    async shown(guild, id, message) {
      await records.change(guild, async (changes) => {
        const quiz = await need(changes, id);
        changes.put(Quizzes, [id], { ...quiz, shown: true, message: message ?? quiz.message });
      });
    },
    async reopen(guild, id) {
      await records.change(guild, async (changes) => {
        const quiz = await need(changes, id);
        if (quiz.phase === 'round') changes.put(Quizzes, [id], await openRound(changes, quiz, quiz.round));
      });
    },
    async end(guild, id, ending) {
      await records.change(guild, async (changes) => {
        const state = await stateOf(changes, id);
        if (state.quiz.phase === 'over') return;
        const isAnswered = state.quiz.phase === 'round' && state.answers.size > 0;
        const quiz = isAnswered ? await closeRound(changes, state) : state.quiz;
        changes.put(Quizzes, [id], over(quiz, ending));
      });
    },
    async finish(guild, id) {
      await records.change(guild, async (changes) => {
        const settings = await guilds.findIn(changes);
        if (!settings.quizzes.some((live) => live.id === id)) return;
        const quiz = await changes.get(Quizzes, id);
        // Only a running quiz needs to know who started it.
        if (quiz) changes.put(Quizzes, [id], { ...quiz, starter: '' });
        // Its channel rests from the moment it ended, however late its last message was shown.
        const at = quiz?.phase === 'over' ? quiz.since : clock.now();
        await guilds.changeIn(changes, (now) => withoutQuiz(now, { id, home: quiz?.home, at }));
      });
    },
    look: async (guild, id) => ({ quiz: await need(records.in(guild), id) }),
    state: (guild, id) => stateOf(records.in(guild), id),
    async closedRound(guild, id, { round: number, member }) {
      const reader = records.in(guild);
      const round = await reader.get(Rounds, id, roundKey(number));
      if (!round || round.closedAt === undefined) throw new UserError(UNKNOWN);
      return { round, answer: await reader.get(QuizAnswers, id, roundKey(number), member) };
    },
    async playerOf(guild, id, member) {
      const reader = records.in(guild);
      return { quiz: await need(reader, id), player: await reader.get(QuizPlayers, id, member) };
    },
  };
}
