import { z } from 'zod';
import { POINTS } from '../board/rules.ts';
import { VOTES_FROM } from '../daily/rules.ts';
import { type Button, button, line, linkButton, row, type Screen, screen } from '../discord/components.ts';
import { carried, route } from '../discord/custom-id.ts';
import { count, linkTo, listed, MORE_TIME, moment, ordinal, plain, shownName } from '../discord/text.ts';
import { letter, type Snapshot } from '../packs/snapshot.ts';
import { questionText, rightLetters, sourceLine, whyNot, whyRight } from '../packs/view.ts';
import { minutesFor } from '../practice/rules.ts';
import {
  type Answers,
  type Company,
  companyOf,
  hardestRound,
  type Line,
  majority,
  mayTellTotals,
  missedRounds,
  mostTempting,
  type NextPractice,
  type Player,
  type Players,
  placeOf,
  publicPlaces,
  type Quiz,
  type Round,
  type RoundAnswer,
  scoresOf,
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
  return quiz.phase === 'round' ? presses.pick.id(quiz.id, quiz.round, 0) : presses.again.id(quiz.id);
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
  return `**Quiz: ${plain(quiz.topicName)}**, ${count(quiz.rounds, 'question')}, started by ${shownName(starter)}. It runs in the thread below; everybody can join at any time.`;
}

/** The name of a quiz's thread. */
export function threadName(quiz: Pick<Quiz, 'topicName'>): string {
  return `Quiz: ${quiz.topicName}`;
}

const NAMES_SHOWN = 20;

function lobby({ quiz, players }: QuizState): Screen {
  const names = [...players.values()].map(({ name }) => shownName(name));
  const more = names.length - NAMES_SHOWN;
  const list = more > 0 ? [...names.slice(0, NAMES_SHOWN), `${more} more`] : names;
  return screen(
    `## Quiz: ${plain(quiz.topicName)}\n${count(quiz.rounds, 'question')}, about ${minutesOf(quiz)}. Nobody else sees what you answer.`,
    modeLine(quiz),
    names.length === 0 ? 'Nobody is in yet.' : `In so far: ${listed(list)}`,
    `It begins at ${moment(quiz.until, 'T')}, ${moment(quiz.until, 'R')}.`,
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
    return `Teams: ${listed(quiz.teams.map(shownName))}. The mean of a team counts. ${scoring}`.trim();
  if (quiz.mode === 'together')
    return `You play together: the majority's answer counts, and ${quiz.goal} right of ${quiz.rounds} pass.`;
  return scoring;
}

function roundScreen({ quiz, players, answers }: QuizState, round: Round): Screen {
  return screen(
    `## Question ${quiz.round} of ${quiz.rounds}\n${plain(round.question.topicName)} · closes ${moment(round.closesAt, 'T')} (${moment(round.closesAt, 'R')})`,
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
  const alone = companyOf(players) === 'alone';
  const ready = [...players.values()].filter((player) => player.readyFor >= quiz.round).length;
  return screen(
    `## Question ${quiz.round} of ${quiz.rounds}: the answer is ${rightLetters(question)}`,
    questionText(question, (place) => optionNote(question, showVotes ? votes[place] : undefined, place)),
    line,
    whyRight(question),
    showVotes && temptingLine(question, votes),
    quiz.mode === 'together' && !alone && groupLine(quiz, question, votes),
    line,
    quiz.mode === 'together' && !alone
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
  // With few players, who does not lead after a question has missed it.
  if (companyOf(players) !== 'enough')
    return 'Press “My place” to see how you are doing; nobody else sees that.';
  const shown = publicPlaces(quiz, players)
    .flatMap(({ names, score }) => names.map((name) => `${shownName(name)} ${scoreText(score)}`))
    .slice(0, 5);
  return shown.length > 0 ? `After ${quiz.round}: ${shown.join(' · ')}` : 'Nobody has one right yet.';
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
  const played = quiz.closed > 0 && players.size > 0;
  const company = companyOf(players);
  // Of a single player it would say what they missed.
  const hardest = company === 'alone' ? undefined : hardestRound(quiz, players);
  const ended = quiz.ending === 'stopped' || quiz.ending === 'nobody' ? ENDINGS[quiz.ending] : undefined;
  return screen(
    `## That was ${plain(quiz.topicName)}`,
    ended,
    played && podium(quiz, players),
    played && totals(quiz, players),
    played && company !== 'enough' && 'How it went for you is under “My result”; nobody else sees that.',
    played && company !== 'alone' && line,
    played && company !== 'alone' && hardestLine(hardest, company),
    hardest && row(button('Look at it', presses.explain.id(quiz.id, hardest.round))),
    played && line,
    again,
  );
}

function hardestLine(hardest: ReturnType<typeof hardestRound>, company: Company): string {
  if (!hardest) return 'Nobody chose a wrong answer.';
  const missed = company === 'enough' ? ` ${hardest.missed} of ${hardest.of} missed it.` : '';
  return `Hardest for this group: question ${hardest.round}.${missed}`;
}

function podium(quiz: Quiz, players: Players): string {
  const company = companyOf(players);
  // A group of one is a person.
  if (company === 'alone') return '';
  if (quiz.mode === 'together') {
    // Of a quiz that ended early nobody can say whether it would have passed.
    const pass = quiz.groupRight >= quiz.goal ? ' That would pass.' : ` ${quiz.goal} would pass.`;
    return `Together you got ${quiz.groupRight} of ${quiz.closed}.${quiz.ending === 'played' ? pass : ''}`;
  }
  const of = quiz.mode === 'everyone' && quiz.scoring === 'accuracy' ? ` of ${quiz.closed}` : '';
  const places = publicPlaces(quiz, players).map(
    (entry) => `${ordinal(entry.place)}  ${podiumNames(entry)}, ${scoreText(entry.score)}${of}`,
  );
  const none = company === 'enough' ? 'Nobody got one this time. Now you know where to look.' : '';
  return places.length > 0 ? places.join('\n') : none;
}

function podiumNames({ names }: Line): string {
  const shown = names.slice(0, 5).map(shownName);
  return listed(names.length > 5 ? [...shown, `${names.length - 5} more`] : shown);
}

function totals(quiz: Quiz, players: Players): string {
  const played = `${count(players.size, 'person', 'people')} played.`;
  if (quiz.mode === 'together' || !mayTellTotals(quiz, players)) return played;
  const results = [...players.values()].flatMap((player) => player.results);
  const right = results.filter((result) => result === 'right').length;
  const answers = results.filter((result) => result !== 'none').length;
  return `${played} Together you got ${right} of ${count(answers, 'answer')} right.`;
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
  const place = placeOf(quiz, players, member);
  if (!me || place === undefined) {
    return quiz.phase === 'over'
      ? 'You did not play this one.'
      : 'You are not playing yet. Any answer puts you in.';
  }
  const right = `${me.right} right of ${me.results.length}`;
  if (companyOf(players) === 'alone') return `You have ${right}.`;
  if (quiz.mode === 'together') return `You have ${right}. The group has ${quiz.groupRight}.`;
  if (quiz.mode === 'teams')
    return `Your team, ${shownName(quiz.teams[me.team ?? 0] ?? '')}, is ${ordinal(place)} of ${scoresOf(quiz, players).length}. You have ${right}.`;
  return `You are ${ordinal(place)} of ${players.size}, with ${right}${quiz.scoring === 'speed' ? `, ${scoreText(me.score)} for speed` : ''}.`;
}

/** "My result": how it went, and the one next step. */
export function resultScreen(state: QuizState, member: string): Screen {
  const { quiz, players } = state;
  const me = players.get(member);
  const missed = me ? missedRounds(quiz, me).length : 0;
  return screen(
    `## ${me ? `${me.right} of ${me.results.length}` : 'You did not play this one'}`,
    // Alone there is no place, and the heading has said the rest.
    me && companyOf(players) !== 'alone' && placeLine(quiz, players, member),
    me && pointsLine(me),
    me && missed === 0 && me.results.length > 0 && 'You missed nothing.',
    row(
      me &&
        missed > 0 &&
        button(`What I missed (${missed})`, presses.missed.id(quiz.id, 0), { style: 'main' }),
      button('Play again', presses.again.id(quiz.id)),
    ),
  );
}

function pointsLine(me: Player): string {
  if (me.capped)
    return `Full marks for today: ${POINTS.quiz.mostADay} of ${POINTS.quiz.mostADay} quiz points.`;
  return me.points > 0 ? `That is ${count(me.points, 'point')} for the board.` : '';
}

/** One missed question after another, with all rationales; after the last one, practice of what was missed. */
export function missedScreen(
  quiz: Pick<Quiz, 'id'>,
  shown: {
    readonly at: number;
    readonly of: number;
    /** What may be practised after the last one, and what begins it. */
    readonly practice: NextPractice & { readonly start: string };
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
      shown.at < shown.of - 1
        ? button('Next', presses.missed.id(quiz.id, shown.at + 1), { style: 'main' })
        : button(practiceLabel(shown.practice), shown.practice.start, { style: 'main' }),
    ),
  );
}

function practiceLabel({ origin, questions }: NextPractice): string {
  const what = origin === 'missed' ? `${questions} missed` : count(questions, 'question');
  return `Practise ${what}, ${minutesFor(questions)} min`;
}

/** Why a quiz cannot be started, with the way to the one that is running. */
export function refusedScreen(guild: string, refusal: StartRefusal): Screen {
  return screen(refusedInWords(refusal), refusal.kind === 'busy' && row(goThere(guild, refusal)));
}

function refusedInWords(refusal: StartRefusal): string {
  switch (refusal.kind) {
    case 'busy':
      return 'A quiz is running in this channel already. Join it, or wait until it is over.';
    case 'not-here':
      return `Quizzes are played in ${listed(refusal.channels.map((channel) => `<#${channel}>`))} here.`;
    case 'not-you':
      return `Here quizzes are started by <@&${refusal.role}>.`;
    case 'cooldown':
      return `This channel rests a little. The next quiz can start at ${moment(refusal.until, 't')}, ${moment(refusal.until, 'R')}.`;
    case 'few-questions':
      return refusal.found === 0
        ? 'There are no questions on that topic. Choose another, or leave it empty for a mix.'
        : `There are only ${count(refusal.found, 'question')} to draw from. Choose fewer rounds, or a mix of topics.`;
  }
}

/** A press on round `number` that came after it closed, and what is to come. */
export function tooLateInWords(quiz: Quiz, number: number, closedAt: number): string {
  const late = `Too late for this one, it closed at ${moment(closedAt, 'T')}.`;
  if (quiz.phase === 'over') return `${late} The quiz is over.`;
  if (quiz.phase === 'round' && quiz.round > number)
    return `${late} Question ${quiz.round} is open, just below.`;
  return `${late} ${number >= quiz.rounds ? 'It was the last one; the result follows.' : 'The next question follows in a moment.'}`;
}

/** Said to who has asked for more time, or for the usual time again. */
export function moreTimeInWords(on: boolean): string {
  return on
    ? `From the next round on, every round you are in has ${MORE_TIME}, for everybody in it. I keep this for your next quizzes too. Press again to undo it, or change it in \`/me\`.`
    : 'Rounds have their usual length for you again, from the next one on.';
}

/** A press on an old quiz. */
export const OVER =
  'This quiz is over. `/quiz start` begins a new one; `/practice` asks you questions by yourself.';

/** A link to where the quiz runs. */
export function goThere(guild: string, quiz: Pick<Quiz, 'room'>): Button {
  return linkButton('Go to the quiz', linkTo(guild, quiz.room));
}
