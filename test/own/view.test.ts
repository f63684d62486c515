import { expect, test } from 'vitest';
import { roomProblems } from '../../src/discord/room.ts';
import { draftScreen, refusedFile } from '../../src/own/view.ts';
import { question } from '../packs/build.ts';

const stars = (amount: number) => '*'.repeat(amount);
const draft = (amount: number) => ({
  pack: {
    id: 'abcdefgh1',
    title: stars(80),
    topics: Array.from({ length: 100 }, (_, at) => ({ id: `t${at}`, name: stars(40) })),
    questions: 1000,
    explained: 500,
    at: 0,
    asksUnexplained: false,
  },
  refused: Array.from({ length: amount }, () => ({ line: 99_999, name: stars(60), reason: stars(300) })),
  notes: Array.from({ length: amount }, () => ({ line: 99_999, name: stars(60), note: stars(300) })),
  sample: question({ stem: stars(1000) }),
});

test('whatever a file is made of, its preview fits Discord’s room', () => {
  expect(roomProblems(draftScreen(draft(1000), true))).toEqual([]);
});

test('what the preview does not show of notes and refusals stands in the file beside it', () => {
  expect(refusedFile(draft(2))).toBeUndefined();
  expect(refusedFile(draft(3))?.trim().split('\n')).toHaveLength(6);
});
