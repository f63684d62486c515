import { z } from 'zod';
import { type Button, button, line, linkButton, row, type Screen, screen } from '../discord/components.ts';
import { carried, route } from '../discord/custom-id.ts';
import { count, linkTo, listed, moment, ordinal, shownName } from '../discord/text.ts';
import { letter, type Snapshot } from '../packs/snapshot.ts';
import { questionText, rightLetters, sourceLine, whyNot, whyRight } from '../packs/view.ts';
import {
  type Answers,
  type Line,
  majority,
  mostTempting,
  PLACES_FROM,
  type Players,
  type Quiz,
  type Round,
  type RoundAnswer,
  scoresOf,
  standing,
  VOTES_FROM,
  votesOf,
} from './rules.ts';
import type { QuizState, StartRefusal } from './service.ts';

const QuizId = z.string().regex(/^[a-z0-9]{8,16}$/);

/** Everything that can be pressed on a quiz's screens. */
export const presses = {
  join: route('quiz', 'join', z.tuple([QuizId])),
  start: route('quiz', 'start', z.tuple([QuizId])),
  time: route('quiz', 'time', z.tuple([QuizId])),
  pick: route('quiz', 'pick', z.tuple([QuizId, carried.index, carried.index])),
  ready: route('quiz', 'ready', z.tuple([QuizId, carried.index])),
  explain: route('quiz', 'explain', z.tuple([QuizId, carried.index])),
  place: route('quiz', 'place', z.tuple([QuizId])),
  mine: route('quiz', 'mine', z.tuple([QuizId])),
  missed: route('quiz', 'missed', z.tuple([QuizId, carried.index])),
  again: route('quiz', 'again', z.tuple([QuizId])),
};

/** What of a phase's screen names it and no other, to find its message again after a crash. */
export function markOf(quiz: Quiz): string {
  if (quiz.phase === 'lobby') return presses.join.id(quiz.id);
  return quiz.phase === 'round' ? presses.pick.id(quiz.id, quiz.round, 0) : presses.mine.id(quiz.id);
}

/** The public screen of the present phase. */
export function publicScreen(state: QuizState): Screen {
  const { quiz, round } = state;
  if (quiz.phase === 'lobby') return lobby(state);
  if (quiz.phase === 'over') return overScreen(state);
  if (!round) throw new Error(`quiz ${quiz.id} has no round ${quiz.round}`);
  return quiz.phase === 'round' ? roundScreen(state, round) : reveal(state, round);
}

/** What stands in the channel while the quiz runs in its thread. */
export function announcement(quiz: Pick<Quiz, 'topicName' | 'rounds'>, starter: string): string {
  return `**Quiz: ${quiz.topicName}**, ${count(quiz.rounds, 'question')}, started by ${shownName(starter)}. It runs in the thread below; everybody can join at any time.`;
}

const NAMES_SHOWN = 20;

function lobby({ quiz, players }: QuizState): Screen {
  const names = [...players.values()].map(({ name }) => shownName(name));
  const more = names.length - NAMES_SHOWN;
  const list = more > 0 ? [...names.slice(0, NAMES_SHOWN), `${more} more`] : names;
  return screen(
    `## Quiz: ${quiz.topicName}\n${count(quiz.rounds, 'question')}, about ${minutesOf(quiz)}. Nobody else sees what you answer.`,
    modeLine(quiz),
    names.length === 0 ? 'Nobody is in yet.' : `In so far: ${listed(list)}`,
    `It begins ${moment(quiz.until, 'R')}.`,
    row(
      button('Join', presses.join.id(quiz.id), { style: 'main' }),
      button('Start now', presses.start.id(quiz.id)),
      button('More time for me', presses.time.id(quiz.id)),
    ),
  );
}

function minutesOf(quiz: Quiz): string {
  const seconds = (quiz.seconds ?? 50) + 20;
  return count(Math.max(1, Math.round((quiz.rounds * seconds) / 60)), 'minute');
}

function modeLine(quiz: Quiz): string {
  const scoring = quiz.scoring === 'speed' ? 'Quick answers count more.' : '';
  if (quiz.mode === 'teams')
    return `Teams: ${listed(quiz.teams)}. The mean of a team counts. ${scoring}`.trim();
  if (quiz.mode === 'together')
    return `You play together: the majority's answer counts, and ${quiz.goal} right of ${quiz.rounds} pass.`;
  return scoring;
}

function roundScreen({ quiz, players, answers }: QuizState, round: Round): Screen {
  return screen(
    `## Question ${quiz.round} of ${quiz.rounds}\n${round.question.topicName} · closes ${moment(round.closesAt, 'T')} (${moment(round.closesAt, 'R')})`,
    line,
    questionText(round.question),
    line,
    answeredLine(players, answers),
    row(...letters(quiz, quiz.round, round.question)),
  );
}

function answeredLine(players: Players, answers: Answers): string {
  if (players.size === 0) return 'Nobody has answered yet. Press a letter to join in.';
  return `${answers.size} of ${players.size} ${players.size === 1 ? 'has' : 'have'} answered`;
}

function letters(quiz: Quiz, number: number, question: Snapshot, chosen?: number): readonly Button[] {
  return question.options.map((_, place) =>
    button(`${letter(place)}${place === chosen ? ' ✓' : ''}`, presses.pick.id(quiz.id, number, place), {
      style: place === chosen ? 'main' : 'plain',
    }),
  );
}

/** A member's private line in a round, two lines high. */
export function pickedLine(quiz: Quiz, number: number, round: Round, answer: RoundAnswer): Screen {
  return screen(
    `You picked **${letter(answer.pick)}**. You can change it until the round closes.`,
    row(...letters(quiz, number, round.question, answer.pick)),
  );
}

function reveal(state: QuizState, round: Round): Screen {
  const { quiz, players, answers } = state;
  const { question } = round;
  const votes = votesOf(question, answers);
  const showVotes = answers.size >= VOTES_FROM;
  const ready = [...players.values()].filter((player) => player.readyFor >= quiz.round).length;
  return screen(
    `## Question ${quiz.round} of ${quiz.rounds}: the answer is ${rightLetters(question)}`,
    questionText(question, (place) => optionNote(question, showVotes ? votes[place] : undefined, place)),
    line,
    whyRight(question),
    showVotes && temptingLine(question, votes),
    quiz.mode === 'together' && groupLine(quiz, question, votes),
    line,
    quiz.mode === 'together'
      ? `After ${quiz.round}: together ${quiz.groupRight} right; ${quiz.goal} of ${quiz.rounds} pass.`
      : standingLine(quiz, players),
    row(
      button(
        players.size === 0 ? 'Ready' : `Ready (${ready} of ${players.size})`,
        presses.ready.id(quiz.id, quiz.round),
        { style: 'main' },
      ),
      button('All explanations', presses.explain.id(quiz.id, quiz.round)),
      button('My place', presses.place.id(quiz.id)),
    ),
  );
}

function optionNote(question: Snapshot, votes: number | undefined, place: number): string {
  const notes = [
    ...(question.options[place]?.correct ? ['right'] : []),
    ...(votes ? [count(votes, 'vote')] : []),
  ];
  return notes.length > 0 ? ` · ${notes.join(', ')}` : '';
}

function temptingLine(question: Snapshot, votes: readonly number[]): string {
  const place = mostTempting(question, votes);
  if (place === undefined) return 'Nobody fell for another one.';
  return `${letter(place)} caught ${votes[place]} of you: ${question.options[place]?.why ?? ''}`.trim();
}

function groupLine(quiz: Quiz, question: Snapshot, votes: readonly number[]): string {
  const place = majority(votes);
  if (place === undefined)
    return votes.some((amount) => amount > 0)
      ? 'The votes were tied, which counts as wrong.'
      : 'Nobody voted, so it counts as wrong.';
  const right = question.options[place]?.correct ? 'right' : 'not the one';
  return `The group's answer was ${letter(place)}, ${right}. ${quiz.groupRight} right so far.`;
}

function standingLine(quiz: Quiz, players: Players): string {
  if (players.size === 0) return 'Nobody has answered yet.';
  const most = players.size < PLACES_FROM && quiz.mode === 'everyone' ? 1 : 3;
  const lines = standing(scoresOf(quiz, players)).filter(({ place }) => place <= most);
  const shown = lines
    .flatMap(({ names, score }) => names.map((name) => `${shownName(name)} ${scoreText(score)}`))
    .slice(0, 5);
  return `After ${quiz.round}: ${shown.join(' · ')}`;
}

function scoreText(score: number): string {
  return Number.isInteger(score) ? String(score) : score.toFixed(2).replace(/0$/, '');
}

const ENDINGS = {
  stopped: 'The quiz was stopped. What you answered counts.',
  nobody: 'Two questions went by without an answer, so I ended the quiz here. Another time is fine.',
} as const;

function overScreen(state: QuizState): Screen {
  const { quiz, players } = state;
  const again = row(
    players.size > 0 && button('My result', presses.mine.id(quiz.id), { style: 'main' }),
    players.size > 0 && button('What I missed', presses.missed.id(quiz.id, 0)),
    button('Play again', presses.again.id(quiz.id)),
  );
  const played = [...players.values()].reduce((most, player) => Math.max(most, player.results.length), 0);
  const hardest = hardestRound(players);
  const ended = quiz.ending === 'stopped' || quiz.ending === 'nobody' ? ENDINGS[quiz.ending] : undefined;
  return screen(
    `## That was ${quiz.topicName}`,
    ended,
    played > 0 && podium(quiz, players),
    played > 0 && totals(quiz, players),
    played > 0 && line,
    played > 0 && hardestLine(players),
    hardest && row(button('Look at it', presses.explain.id(quiz.id, hardest.round))),
    played > 0 && line,
    again,
  );
}

function podium(quiz: Quiz, players: Players): string {
  if (quiz.mode === 'together') {
    const reached = quiz.groupRight >= quiz.goal ? 'That would pass.' : `${quiz.goal} would pass.`;
    return `Together you got ${quiz.groupRight} of ${quiz.rounds}. ${reached}`;
  }
  const most = players.size < PLACES_FROM && quiz.mode === 'everyone' ? 1 : 3;
  return standing(scoresOf(quiz, players))
    .filter(({ place }) => place <= most)
    .map(
      (entry) =>
        `${ordinal(entry.place)}  ${podiumNames(entry)}, ${scoreText(entry.score)}${quiz.mode === 'everyone' && quiz.scoring === 'accuracy' ? ` of ${quiz.rounds}` : ''}`,
    )
    .join('\n');
}

function podiumNames({ names }: Line): string {
  const shown = names.slice(0, 5).map(shownName);
  return listed(names.length > 5 ? [...shown, `${names.length - 5} more`] : shown);
}

function totals(quiz: Quiz, players: Players): string {
  const right = [...players.values()].reduce((sum, player) => sum + player.right, 0);
  const answered = [...players.values()].reduce((sum, player) => sum + player.results.length, 0);
  if (quiz.mode === 'together') return `${count(players.size, 'person', 'people')} played.`;
  return `${players.size} played. Together you got ${right} of ${answered} right.`;
}

/** The round most missed, counted from the end, since who came later has no result for the first ones. */
export function hardestRound(
  players: Players,
): { readonly round: number; readonly missed: number; readonly of: number } | undefined {
  let hardest: { round: number; missed: number; of: number } | undefined;
  const closed = Math.max(0, ...[...players.values()].map((player) => player.results.length));
  for (let round = 1; round <= closed; round++) {
    const results = [...players.values()].flatMap(
      (player) => player.results[player.results.length - 1 - (closed - round)] ?? [],
    );
    const answered = results.filter((result) => result !== 'none');
    const missed = answered.filter((result) => result === 'wrong').length;
    if (missed > 0 && (!hardest || missed / answered.length > hardest.missed / hardest.of)) {
      hardest = { round, missed, of: answered.length };
    }
  }
  return hardest;
}

function hardestLine(players: Players): string {
  const hardest = hardestRound(players);
  if (!hardest) return players.size > 0 ? 'Nobody missed a question.' : '';
  return `Hardest for this group: question ${hardest.round}. ${hardest.missed} of ${hardest.of} missed it.`;
}

/** All rationales of a closed round, privately. */
export function explanations(number: number, round: Round, answer: RoundAnswer | undefined): Screen {
  const { question } = round;
  return screen(
    `## Question ${number}: the answer is ${rightLetters(question)}`,
    answer ? `You picked ${letter(answer.pick)}.` : 'You did not answer this one.',
    questionText(question),
    line,
    [whyRight(question), whyNot(question)].filter(Boolean).join('\n'),
    sourceLine(question),
  );
}

/** Where a member stands, said to them alone. */
export function placeLine(quiz: Quiz, players: Players, member: string): string {
  const me = players.get(member);
  if (!me) return 'You are not playing yet. Any answer puts you in.';
  const mine = quiz.mode === 'teams' ? quiz.teams[me.team ?? 0] : me.name;
  const own =
    quiz.mode === 'teams' ? scoresOf(quiz, players).find(({ name }) => name === mine)?.score : me.score;
  const place = 1 + scoresOf(quiz, players).filter(({ score }) => score > (own ?? 0) + 0.0005).length;
  const right = `${me.right} right of ${me.results.length}`;
  if (quiz.mode === 'together') return `You have ${right}. The group has ${quiz.groupRight}.`;
  if (quiz.mode === 'teams') return `Your team, ${mine}, is ${ordinal(place)}. You have ${right}.`;
  return `You are ${ordinal(place)} of ${players.size}, with ${right}${quiz.scoring === 'speed' ? `, ${scoreText(me.score)} for speed` : ''}.`;
}

/** "My result": how it went, and the one next step. */
export function resultScreen(state: QuizState, member: string): Screen {
  const { quiz, players } = state;
  const me = players.get(member);
  const missed = me?.results.filter((result) => result !== 'right').length ?? 0;
  return screen(
    `## ${me ? `${me.right} of ${me.results.length}` : 'You did not play this one'}`,
    placeLine(quiz, players, member),
    me && missed === 0 && 'You missed nothing.',
    row(
      me &&
        missed > 0 &&
        button(`What I missed (${missed})`, presses.missed.id(quiz.id, 0), { style: 'main' }),
      button('Play again', presses.again.id(quiz.id)),
    ),
  );
}

/** One missed question after another, with all rationales. */
export function missedScreen(
  quiz: Quiz,
  shown: {
    readonly at: number;
    readonly of: number;
    readonly number: number;
    readonly round: Round;
    readonly answer: RoundAnswer | undefined;
  },
): Screen {
  const { question } = shown.round;
  return screen(
    `## ${shown.at + 1} of ${shown.of} that you missed: the answer is ${rightLetters(question)}`,
    shown.answer ? `You picked ${letter(shown.answer.pick)}.` : 'You did not answer this one.',
    questionText(question),
    line,
    [whyRight(question), whyNot(question)].filter(Boolean).join('\n'),
    sourceLine(question),
    row(
      shown.at > 0 && button('Back', presses.missed.id(quiz.id, shown.at - 1)),
      shown.at < shown.of - 1 && button('Next', presses.missed.id(quiz.id, shown.at + 1), { style: 'main' }),
    ),
  );
}

/** Why a quiz cannot be started, in words. */
export function refusedInWords(refusal: StartRefusal): string {
  switch (refusal.kind) {
    case 'busy':
      return 'A quiz is running in this channel already. Join it, or wait until it is over.';
    case 'not-here':
      return `Quizzes are played in ${listed(refusal.channels.map((channel) => `<#${channel}>`))} here.`;
    case 'not-you':
      return `Here quizzes are started by <@&${refusal.role}>.`;
    case 'cooldown':
      return `This channel rests a little. The next quiz can start ${moment(refusal.until, 'R')}.`;
    case 'few-questions':
      return refusal.found === 0
        ? 'There are no questions on that topic. Choose another, or leave it empty for a mix.'
        : `There are only ${count(refusal.found, 'question')} to draw from. Choose fewer rounds, or a mix of topics.`;
  }
}

/** A press that came after the round closed. */
export function tooLateInWords(closedAt: number, over: boolean): string {
  return over
    ? `Too late for this one, it closed at ${moment(closedAt, 'T')}. The quiz is over.`
    : `Too late for this one, it closed at ${moment(closedAt, 'T')}. The next question is just below.`;
}

/** A press on an old quiz. */
export const OVER = 'This quiz is over. `/quiz start` begins a new one.';

/** A link to where the quiz runs. */
export function goThere(guild: string, quiz: Quiz): Button {
  return linkButton('Go to the quiz', linkTo(guild, quiz.room));
}
