import { describe, expect, test } from 'vitest';
import type { OwnPack } from '../../src/own/rules.ts';
import type { Draft } from '../../src/own/service.ts';
import { draftScreen } from '../../src/own/view.ts';
import { checkMessage } from '../local-discord/check.ts';

const own = (change: Partial<OwnPack> = {}): OwnPack => ({
  id: 'draft0001',
  title: 'Our quiz',
  topics: [{ id: 'clouds', name: 'Clouds' }],
  questions: 5,
  explained: 5,
  at: 0,
  asksUnexplained: false,
  ...change,
});
const shown = (change: Partial<Draft> = {}) => {
  const view = draftScreen({ pack: own(), refused: [], unsourced: [], sample: undefined, ...change }, false);
  expect(checkMessage(view, 'reply')).toEqual([]);
  return JSON.stringify(view);
};

describe('the draft', () => {
  test.each([
    [[], undefined],
    [[2], 'Line 2 comes without its source or date, which I cannot use'],
    [[2, 3, 5], 'Lines 2, 3 and 5 come without their source or date, which I cannot use'],
    [Array.from({ length: 1000 }, (_, index) => index + 1), 'Lines 1, 2, 3, 4, 5, 6, 7, 8 and 992 more come'],
  ])('with sources that cannot be used on %j says so', (unsourced, words) => {
    const text = shown({ unsourced });
    if (words === undefined) expect(text).not.toContain('without');
    else expect(text).toContain(words);
  });
});
