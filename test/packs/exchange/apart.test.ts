import { describe, expect, test } from 'vitest';
import { takeApart } from '../../../src/packs/exchange/apart.ts';
import { formatOf } from '../../../src/packs/exchange/exchange.ts';

const file = (name: string, text: string) => ({
  name,
  bytes: new TextEncoder().encode(text),
  other: 'General',
  known: [],
  most: { entries: 100_000, questions: 1000 },
});

describe('a file is read apart from everything else', () => {
  test('what stands in it comes back as it was read', async () => {
    expect(await takeApart(file('quiz.gift', 'Which? {=this ~that}\n'))).toEqual({
      kind: 'taken',
      topics: [{ id: 'general', name: 'General' }],
      questions: [expect.objectContaining({ stem: 'Which?' })],
      refused: [],
      notes: [],
    });
    expect(await takeApart(file('quiz.xml', '<quiz'))).toMatchObject({
      kind: 'unreadable',
      reason: expect.stringContaining('it is not XML'),
    });
    expect(await takeApart(file('notes.pdf', '%PDF-1.7'))).toEqual({ kind: 'unknown' });
  });

  test('the clock goes on while a file is read', async () => {
    const many = `<quiz>${'<question type="essay"/>'.repeat(30_000)}</quiz>`;
    let longest = 0;
    let last = performance.now();
    const beat = setInterval(() => {
      const now = performance.now();
      longest = Math.max(longest, now - last);
      last = now;
    }, 5);
    const reading = performance.now();
    const taken = await takeApart(file('quiz.xml', many));
    const took = performance.now() - reading;
    clearInterval(beat);
    expect(taken.kind === 'taken' && taken.refused.length).toBe(30_000);
    expect(longest).toBeLessThan(took / 2);
  });

  test('reading ends when its time is over', async () => {
    expect(await takeApart(file('quiz.gift', 'Which? {=this ~that}\n'), 1)).toEqual({ kind: 'too-much' });
  });
});

describe('the time it takes grows with a file as its length does', () => {
  test.each([
    ['braces that never close', 'quiz.txt', '{='.repeat(200_000)],
    ['braces that close', 'quiz.txt', '{}'.repeat(200_000)],
  ])('to know the format of %s', (_, name, text) => {
    const began = performance.now();
    formatOf(name, text);
    expect(performance.now() - began).toBeLessThan(1000);
  });

  test.each([
    ['Moodle XML on one line', 'quiz.xml', `<quiz>${'<question type="essay"/>'.repeat(38_000)}</quiz>`],
    ['Moodle XML, a line each', 'quiz.xml', `<quiz>${'<question type="essay"/>\n'.repeat(38_000)}</quiz>`],
    ['Open Trivia, a line each', 'quiz.json', `[${'{"question":1},\n'.repeat(45_000)}{}]`],
  ])('to count the lines of %s', async (_, name, text) => {
    expect(await takeApart(file(name, text), 8000)).toMatchObject({ kind: 'taken' });
  });
});
