import { expect, test } from 'vitest';
import { taken } from './taken.ts';

const first = 'First?\nA. x\nB. y\nANSWER: A\n';
const next = 'Next?\nA. x\nB. y\nANSWER: B\n';

test.each([
  [
    'a blank line parts it from the next question',
    `${first}It is so\nin truth.\n\n${next}`,
    'It is so in truth.',
  ],
  ['it says that it explains', `${first}Explanation: because\n${next}`, 'Explanation: because'],
  ['nothing follows it', `${next}\n${first}Feedback: yes`, 'Feedback: yes'],
])(
  'Aiken: what stands after an ANSWER is no part of a stem where %s, and that it was left away is said',
  (_, text, words) => {
    const { questions, refused, notes } = taken(text, 'aiken');
    expect(questions.map(({ stem }) => stem).sort()).toEqual(['First?', 'Next?']);
    expect(refused).toEqual([]);
    expect(notes).toEqual([
      {
        line: expect.any(Number),
        name: 'First?',
        note: `what stands after its ANSWER was left away: ${words}`,
      },
    ]);
  },
);

test('Aiken: questions without blank lines between, and stems of several parts, stay whole', () => {
  const { questions, notes } = taken(`${first}${next}\nOf two\n\nparts?\nA. x\nB. y\nANSWER: B\n`, 'aiken');
  expect(questions.map(({ stem }) => stem)).toEqual(['First?', 'Next?', 'Of two parts?']);
  expect(notes).toEqual([]);
});
