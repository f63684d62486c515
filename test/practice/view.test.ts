import { describe, expect, test } from 'vitest';
import { Run } from '../../src/practice/rules.ts';
import { oldCard, runScreen } from '../../src/practice/view.ts';
import { presses } from '../../src/review/view.ts';

const GUILD = '10000000000000000001';
const review = (minutes: number) => presses.start.id(GUILD, minutes);
const words = (screen: object) => JSON.stringify(screen);

test.each([
  [1, '1 question is still due. It waits for you.'],
  [2, '2 questions are still due. They wait for you.'],
  [0, 'Nothing else is due now.'],
])('with %i left at the end of a review it says so', (left, expected) => {
  const about = { id: 'review001', kind: 'review', pack: 'p', name: 'Review', ahead: [], of: 2 } as const;
  const run = Run.parse({ ...about, due: 2 + left, answered: 2, right: 1 });
  expect(words(runScreen(GUILD, run, { review }))).toContain(expected);
});

describe('the end of a review', () => {
  const about = { id: 'review001', kind: 'review', pack: 'p', name: 'Review', ahead: [] } as const;
  const buttonsOf = (run: Run) =>
    [
      ...words(runScreen(GUILD, run, { review })).matchAll(
        /"style":(\d),"label":"([^"]+)","custom_id":"([^"]+)"/g,
      ),
    ].map(([, style, label, id]) => [style, label, id]);

  test('with some left leads on to them first, and to practice second', () => {
    const run = Run.parse({ ...about, of: 6, due: 10, answered: 6, right: 1 });
    expect(buttonsOf(run)).toEqual([
      ['1', 'Review 4 more, 3 minutes', `v1:review:start:${GUILD}:3`],
      ['2', 'Practise 10, 8 minutes', `v1:practice:start:${GUILD}:all:-:mixed:10`],
    ]);
  });

  test('with many left brings as many again, not all', () => {
    const run = Run.parse({ ...about, of: 6, due: 100, answered: 6, right: 1 });
    expect(buttonsOf(run)[0]?.[1]).toBe('Review 6 more, 5 minutes');
  });

  test('with nothing left, as after practice, leads to practice alone', () => {
    for (const kind of ['review', 'practice'] as const) {
      const run = Run.parse({ ...about, kind, of: 6, due: 6, answered: 6, right: 1 });
      expect(buttonsOf(run).map(([style, label]) => [style, label])).toEqual([
        ['1', '10 more questions, 8 minutes'],
      ]);
    }
  });
});

test('an old card claims no answer that never was', () => {
  const run = Run.parse({ id: 'review001', kind: 'review', pack: 'p', name: 'Review', ahead: [], of: 6 });
  expect(words(oldCard(GUILD, run))).toContain(
    'You went on with something newer, so this card takes no answers any more. Earlier answers are kept.',
  );
  expect(words(oldCard(GUILD, undefined))).not.toContain('kept');
});
