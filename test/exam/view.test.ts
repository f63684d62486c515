import { describe, expect, test } from 'vitest';
import { roomProblems } from '../../src/discord/room.ts';
import * as reportView from '../../src/exam/report-view.ts';
import { type ExamAnswer, NO_ANSWER, report } from '../../src/exam/rules.ts';
import * as view from '../../src/exam/view.ts';
import { scoresPicture } from '../../src/picture/scores.ts';
import { checkMessage, checkModal } from '../local-discord/check.ts';
import { anExam, answer, BEGAN, items, MINUTE, shown } from './build.ts';

const GUILD = '500000000000000001';
const text = (part: unknown) => JSON.stringify(part);

test.each([
  [0, 'Less than a minute left'],
  [59_999, 'Less than a minute left'],
  [60_000, '1 minute left'],
  [89_000, '1 minute left'],
  [41 * MINUTE, '41 minutes left'],
  [90 * MINUTE - 200, '90 minutes left'],
])('%i ms are said as %j', (ms, words) => {
  expect(view.leftInWords(ms)).toBe(words);
});

test.each([
  [7, true, 'Exactly 7, the pass mark. That passes.'],
  [8, true, 'One above 7, the pass mark. That passes.'],
  [5, true, 'Two short of 7, the pass mark.'],
  [5, false, 'Two short of 7, the usual 70 % line. No pass mark is published for this exam.'],
  [9, false, 'Two above 7, the usual 70 % line. No pass mark is published for this exam.'],
])('%i right with a published mark %s: %s', (right, published, words) => {
  expect(reportView.markLine({ ...anExam().form, pass: { right: 7, published } }, right)).toBe(words);
});

test('a mark that comes from a share is said as the share, though its number is rounded up', () => {
  const form = { ...anExam().form, questions: 48, pass: { right: 34, published: false, percent: 70 } };
  expect(reportView.markLine(form, 31)).toBe(
    'Three short of 34, the usual 70 % line. No pass mark is published for this exam.',
  );
  const outcome = { by: 'member', at: BEGAN, right: 31, answered: 48, domains: [] } as const;
  const scores = reportView.scoresOf([anExam({ form, outcome })], () => '12 Nov');
  expect(scores && scoresPicture(scores).alt).toContain('Usual line: 70 %.');
});

describe('a question', () => {
  const screenOf = (given: ExamAnswer, several = false, number = 2) =>
    view.questionScreen(
      GUILD,
      { exam: anExam(), number, item: { question: shown(several), domain: 0 }, answer: given },
      { now: BEGAN },
    );

  test.each([
    ['nothing', NO_ANSWER, false, 'Not answered yet.'],
    ['one', answer([1]), false, 'Your answer: **B**, saved.'],
    ['one, flagged', answer([1], { flagged: true }), false, 'Your answer: **B**, saved. Flagged.'],
    ['nothing of two', NO_ANSWER, true, 'Not answered yet. Choose two.'],
    ['one of two', answer([3]), true, 'Chosen so far: **D**, saved. Choose one more.'],
    ['two of two', answer([0, 3]), true, 'Your answer: **A and D**, saved.'],
  ])('with %s chosen says so in words', (_, given, several, words) => {
    expect(text(screenOf(given, several))).toContain(words);
  });

  test('says nothing of what is right, and a letter of two says what it shall be', () => {
    const screen = screenOf(answer([0]), true);
    expect(text(screen)).not.toContain('So.');
    expect(text(screen)).toContain(view.presses.pick.id(GUILD, 'abcdefgh1234', 2, 0, 'off'));
    expect(text(screen)).toContain(view.presses.pick.id(GUILD, 'abcdefgh1234', 2, 1, 'on'));
  });

  test.each([1, 2, 10])('number %i is taken by Discord, also at the edges', (number) => {
    expect(checkMessage(screenOf(NO_ANSWER, false, number), 'reply')).toEqual([]);
  });
});

test.each([
  ['7', 7],
  [' 07 ', 7],
  ['#7', 7],
  ['７', 7],
  ['0', undefined],
  ['11', undefined],
  ['seven', undefined],
  ['0.7', undefined],
  ['-7', undefined],
  ['', undefined],
])('the number typed as %j is %s', (typed, number) => {
  expect(view.numberTyped(typed, anExam())).toBe(number);
});

test('the modal for a number is taken by Discord', () => {
  expect(checkModal(view.numberModal(GUILD, anExam()))).toEqual([]);
});

describe('a report', () => {
  const list = items(10, 3);
  const outcome = { by: 'member', at: BEGAN + 12 * MINUTE, right: 1, answered: 2, domains: [1, 0] } as const;
  const reportedOf = (met: readonly number[] = []) => {
    const exam = anExam({ outcome, met });
    const answers = new Map([
      [1, answer([0], { spent: 9 })],
      [2, answer([1], { spent: 5 })],
    ]);
    return { exam, items: list, answers, report: report(exam, list, answers) };
  };

  test('says new and met apart, the time, and what stays new', () => {
    const words = text(reportView.resultScreen(GUILD, reportedOf([2]), { alt: undefined, locked: false }));
    expect(words).toContain('12 of 20 minutes. Slowest: 1, 2.');
    expect(words).toContain('9 questions were new to you (1 right); 1 you had met before (0 right).');
    expect(words).toContain('8 questions you never opened; they stay new for a later exam.');
    expect(words).toContain('“See every answer” shows them too. I go on counting them as new');
  });

  test('leads to what was missed and opened, so that nothing new is spent on the way', () => {
    expect(text(reportView.resultScreen(GUILD, reportedOf(), { alt: undefined, locked: false }))).toContain(
      '"See what I missed (1), 1 min"',
    );
    const [exam, answers] = [anExam({ outcome }), new Map()];
    const untouched = { exam, items: list, answers, report: report(exam, list, answers) };
    const words = text(reportView.resultScreen(GUILD, untouched, { alt: undefined, locked: false }));
    expect(words).not.toContain('See what I missed');
    expect(words).toContain('See every answer');
    // An older message has its button all the same.
    expect(text(reportView.pageScreen(GUILD, untouched, { only: 'missed', number: 1 }))).toContain(
      'Question 1 of 10. You never opened it.',
    );
  });

  test('of a group whose others still sit shows no answers', () => {
    const words = text(reportView.resultScreen(GUILD, reportedOf(), { alt: undefined, locked: true }));
    expect(words).not.toContain('See every answer');
    expect(words).not.toContain('See what I missed');
  });

  test('of one question reads well', () => {
    const exam = anExam({ outcome, form: { ...anExam().form, questions: 1 } });
    const answers = new Map([[1, answer([0])]]);
    const one = items(1);
    const reported = { exam, items: one, answers, report: report(exam, one, answers) };
    const context = { alt: undefined, locked: false };
    expect(text(reportView.resultScreen(GUILD, reported, context))).toContain(
      'The only question was new to you.',
    );
    const known = { ...exam, met: [1] };
    const met = { ...reported, exam: known, report: report(known, one, answers) };
    expect(text(reportView.resultScreen(GUILD, met, context))).toContain(
      'You had met the only question before',
    );
    const state = {
      exam,
      items: one,
      answers,
      place: { number: 1, screen: 'hand-in', since: BEGAN } as const,
    };
    expect(text(view.handInScreen(GUILD, state, { now: BEGAN }))).toContain('The only question is answered.');
  });

  test('pages through all or what was missed, from the first to the last', () => {
    const reported = reportedOf();
    const answers = new Map([...reported.answers, [3, answer([])]]);
    const opened = { ...reported, answers, report: report(reported.exam, list, answers) };
    const page = (only: 'all' | 'missed', number: number) =>
      text(reportView.pageScreen(GUILD, opened, { only, number }));
    expect(page('all', 1)).toContain('## Right: A');
    expect(page('missed', 1)).toContain('Question 2 of 10, 1 of 2 missed. You chose B.');
    expect(page('missed', 3)).toContain('Question 3 of 10, 2 of 2 missed. You left it open.');
    expect(page('missed', 999)).toContain('Question 3 of 10, 2 of 2 missed.');
    expect(page('all', 10)).toContain('Question 10 of 10. You never opened it.');
  });
});

test('a history without exams says how to begin; a long one fits', () => {
  const dateOf = () => '12 Nov';
  expect(text(reportView.historyScreen(GUILD, [], { dateOf }))).toContain('/exam start');
  const outcome = { by: 'clock', at: BEGAN, right: 5, answered: 9, domains: [5, 0] } as const;
  const many = Array.from({ length: 40 }, (_, index) => anExam({ id: `abcdefgh${1000 + index}`, outcome }));
  const screen = reportView.historyScreen(GUILD, many, { dateOf });
  expect(roomProblems(screen)).toEqual([]);
  expect(checkMessage(screen, 'reply')).toEqual([]);
});
