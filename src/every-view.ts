import { presses as boardPresses } from './board/view.ts';
import { type Answer, Daily, type FinalAnswer } from './daily/rules.ts';
import * as daily from './daily/view.ts';
import type { PublicMessage, Screen } from './discord/components.ts';
import * as reportView from './exam/report-view.ts';
import * as exam from './exam/rules.ts';
import * as examView from './exam/view.ts';
import { previewScreen } from './guild/view.ts';
import { isRight, questionKey, rightPlaces, type Snapshot, wantsSeveral } from './packs/snapshot.ts';
import { Run } from './practice/rules.ts';
import * as practice from './practice/view.ts';
import { Player, Quiz, type Round, type RoundAnswer } from './quiz/rules.ts';
import type { QuizState } from './quiz/service.ts';
import * as quiz from './quiz/view.ts';
import { presses as reportPresses } from './report/view.ts';
import { fitLine, presses as reviewPresses } from './review/view.ts';

const GUILD = '10000000000000000001';
const CHANNEL = '10000000000000000002';
const AFTER_QUIZ = practice.presses.start.id(GUILD, 'all', '-', 'missed', 25);
const LONG_STANDING = {
  streak: { days: 365, best: 365, answered: 19, of: 20, freezes: 2 },
  news: [
    { kind: 'froze', date: '2026-11-09' },
    { kind: 'froze', date: '2026-11-10' },
    { kind: 'ended', date: '2026-11-11', count: 300, answered: 18, of: 20 },
  ],
} as const;

/** Every message in which a question is shown, at its longest, by name: for checks that all of them fit, and to look at. */
export function everyView(question: Snapshot, now = 0): Readonly<Record<string, Screen | PublicMessage>> {
  const posted = Daily.parse({
    id: `${CHANNEL}-2026-11-12`,
    channel: CHANNEL,
    date: '2026-11-12',
    question,
    claimedAt: 0,
    nonce: 'nonce',
    role: '10000000000000000003',
    wantsThread: true,
    closesAt: now + 24 * 60 * 60 * 1000,
    message: '10000000000000000004',
    thread: '10000000000000000005',
  });
  const closed = {
    ...posted,
    tally: { answered: 2000, right: 1000, votes: question.options.map(() => 500) },
  };
  const board = boardPresses.show.id('week', 0, '-');
  const report = reportPresses.open.id(posted.id);
  const views: Record<string, Screen | PublicMessage> = {
    'question of the day': daily.openMessage(posted, 2000, { ping: true }),
    'question of the day, closed': daily.closedMessage(closed, GUILD),
    'late question': daily.questionCard(closed, undefined),
    preview: previewScreen(question),
  };
  for (const place of question.options.keys()) {
    const answer = answered(question, place);
    const next = { open: posted, late: posted, review: undefined };
    const context = { standing: LONG_STANDING, reason: 'again', board, report, next } as const;
    views[`card ${place}`] = daily.confidenceCard(posted, { ...answer, late: true });
    views[`receipt ${place}`] = daily.receipt(GUILD, posted, answer, context);
    views[`explanation ${place}`] = daily.explanation(GUILD, posted, answer, { report, instead: true });
  }
  return { ...views, ...quizViews(question, now), ...examViews(question, now), ...practiceViews(question) };
}

/** The private cards of practice and review, for every option that may be picked. */
function practiceViews(question: Snapshot): Record<string, Screen> {
  const run = Run.parse({
    id: 'abcdefgh12345678',
    kind: 'practice',
    pack: question.pack,
    name: question.topicName,
    ahead: Array.from({ length: 50 }, () => question.id),
    of: 99,
    due: 1000,
    shown: { number: 49, question, standsFor: questionKey(question) },
    answered: 49,
    right: 48,
  });
  const wanted = rightPlaces(question);
  const review = (minutes: number) => reviewPresses.start.id(GUILD, minutes);
  const views: Record<string, Screen> = {
    'practice question': practice.runScreen(GUILD, run, { note: fitLine(run), review }),
    'practice end': practice.runScreen(GUILD, { ...run, kind: 'review', shown: undefined }, { review }),
    'practice, old card': practice.oldCard(GUILD, run),
  };
  for (const place of question.options.keys()) {
    const others = wanted.filter((right) => right !== place).slice(0, wanted.length - 1);
    const picks = [place, ...others];
    const given = { picks, confidence: 'sure', right: isRight(question, picks) } as const;
    const answered: Run = { ...run, shown: { number: 49, question, given } };
    views[`practice pick ${place}`] = practice.questionScreen(GUILD, run, picks, fitLine(run));
    views[`practice feedback ${place}`] = practice.runScreen(GUILD, answered, { review });
    views[`practice explanation ${place}`] = practice.explanationScreen(GUILD, answered);
  }
  return views;
}

/** The screens of a quiz in which a question is shown, with long names and many votes. */
function quizViews(question: Snapshot, now: number): Record<string, Screen> {
  const closesAt = now + 120_000;
  const round: Round = { question, openedAt: now, closesAt, earliest: now, closedAt: closesAt };
  const running = Quiz.parse({
    id: 'abcdefgh1234',
    home: CHANNEL,
    room: CHANNEL,
    starter: GUILD,
    topicName: question.topicName,
    rounds: 25,
    scoring: 'speed',
    mode: 'everyone',
    goal: 18,
    startedAt: 0,
    phase: 'round',
    round: 25,
    closed: 25,
    until: closesAt,
    since: 0,
    shown: true,
  });
  const places = [...question.options.keys()];
  const answerOf = (place: number): RoundAnswer => ({ pick: place, at: 0, firstAt: 0 });
  const crowd = Array.from({ length: 25 }, (_, index) => `${index}`);
  const name = '*'.repeat(32);
  const state: QuizState = {
    quiz: running,
    round,
    players: new Map(
      crowd.map((id) => [
        id,
        Player.parse({ name, joinedAt: 0, score: 12.25, right: 12, results: ['right', 'wrong', 'none'] }),
      ]),
    ),
    answers: new Map(crowd.map((id, index) => [id, answerOf(places[index % places.length] ?? 0)])),
  };
  const screens: Record<string, Screen> = {
    'quiz lobby': quiz.publicScreen({ ...state, quiz: { ...running, phase: 'lobby' } }),
    'quiz podium': quiz.publicScreen({ ...state, quiz: { ...running, phase: 'over', ending: 'stopped' } }),
    'quiz result': quiz.resultScreen(state, '0'),
    round: quiz.publicScreen(state),
    reveal: quiz.publicScreen({ ...state, quiz: { ...running, phase: 'reveal' } }),
    'reveal, together': quiz.publicScreen({
      ...state,
      quiz: { ...running, phase: 'reveal', mode: 'together' },
    }),
  };
  for (const place of places) {
    const next = { origin: 'missed', questions: 25, start: AFTER_QUIZ } as const;
    const shown = { at: 23, of: 25, practice: next, round, answer: answerOf(place) };
    screens[`quiz pick ${place}`] = quiz.pickedLine(running, 25, round, shown.answer);
    screens[`quiz explanations ${place}`] = quiz.explanations(25, round, shown.answer);
    screens[`quiz missed ${place}`] = quiz.missedScreen(running, shown);
    screens[`quiz missed ${place}, the last`] = quiz.missedScreen(running, { ...shown, at: 24 });
  }
  return screens;
}

/** Questions of the longest exam that its screens must hold. */
const LONGEST_EXAM = 75;

/** The screens of an exam in which a question is shown, long enough that its lists are full. */
function examViews(question: Snapshot, at: number): Record<string, Screen> {
  const domains = Array.from({ length: 8 }, () => ({ name: 'D'.repeat(60), count: 10, weight: 12.5 }));
  const running = exam.Exam.parse({
    id: 'abcdefgh12345',
    sheet: { owner: GUILD, id: 'abcdefgh12345' },
    form: {
      pack: question.pack,
      profile: 'longest',
      name: 'N'.repeat(60),
      questions: LONGEST_EXAM,
      minutes: 180,
      pass: { right: 50, published: false },
      domains,
    },
    startedAt: at,
    endsAt: at + 180 * 60_000,
    met: [1],
  });
  const items = Array.from({ length: LONGEST_EXAM }, (_, index) => ({ question, domain: index % 8 }));
  const flagged = exam.ExamAnswer.parse({ flagged: true, seen: true, spent: 1 });
  const answers = new Map(items.map((_, index) => [index + 1, flagged]));
  const state = {
    exam: running,
    items,
    answers,
    place: { number: 75, screen: 'overview', since: 0 } as const,
  };
  const outcome = { by: 'clock', at: running.endsAt, right: 0, answered: 0, domains: [] } as const;
  const over = { ...running, outcome };
  const reported = { exam: over, items, answers, report: exam.report(over, items, answers) };
  const now = { now: at, note: examView.CLOSED_NOTE };
  const screens: Record<string, Screen> = {
    'exam overview': examView.overviewScreen(GUILD, state, now),
    'exam hand-in': examView.handInScreen(GUILD, state, now),
    'exam time up': examView.timeUpScreen(GUILD, over),
    'exam result': reportView.resultScreen(GUILD, reported, { alt: undefined, locked: false }),
    'exam history': reportView.historyScreen(GUILD, Array<exam.Exam>(60).fill(over).map(renumbered), {
      dateOf: () => '12 Nov',
    }),
  };
  for (const place of question.options.keys()) {
    const picked = { ...flagged, picks: question.options.map((_, at) => at).slice(0, place + 1) };
    const shown = { exam: running, number: 74, item: { question, domain: 0 }, answer: picked };
    const page = { ...reported, answers: new Map([[74, picked]]) };
    screens[`exam question ${place}`] = examView.questionScreen(GUILD, shown, {
      now: at,
      note: examView.fullNote(shown),
    });
    screens[`exam page ${place}`] = reportView.pageScreen(GUILD, page, { only: 'missed', number: 74 });
  }
  return screens;
}

function renumbered(one: exam.Exam, index: number): exam.Exam {
  return { ...one, id: `${one.id}${index}` };
}

function answered(question: Snapshot, place: number): FinalAnswer {
  const picks = wantsSeveral(question) ? [...question.options.keys()] : [place];
  const answer: Answer = { topic: question.topic, picks, pickedAt: 0, late: false };
  return { ...answer, outcome: { at: 0, right: isRight(question, picks), points: 10, confidence: 'sure' } };
}
