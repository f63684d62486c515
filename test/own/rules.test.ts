import { describe, expect, test } from 'vitest';
import { corrected, OwnQuestions } from '../../src/own/rules.ts';
import { options, question } from '../packs/build.ts';

const before = ['One?', 'Two?', 'Three?'].map((stem, index) => question({ id: `sums-00${index + 1}`, stem }));
const ids = (after: typeof before, numbered = 0) =>
  corrected({ numbered, questions: before }, after).questions.map(({ id }) => id);

describe('a corrected file', () => {
  test('keeps the ids of questions that ask the same, wherever they stand and whatever the file calls them', () => {
    const after = before.toReversed().map((one) => ({ ...one, id: 'sums-001', topic: 'sets' }));
    expect(ids(after)).toEqual(['sums-003', 'sums-002', 'sums-001']);
  });

  test.each([
    ['another order of options', { options: before[0]?.options.toReversed() ?? [] }, 'sums-001'],
    ['other explanations', { references: [], explained: false }, 'sums-001'],
    ['another stem', { stem: 'One more?' }, 'sums-004'],
    ['another option', { options: options(['four', 'five', 'six', 'eight']) }, 'sums-004'],
    ['another key', { options: options(['four', 'five', 'six', 'seven'], 1) }, 'sums-004'],
  ])('with %s', (_, change, id) => {
    const [one] = before.map((first) => ({ ...first, ...change }));
    expect(one && ids([one])).toEqual([id]);
  });

  test('never uses an id again, of before or of questions that are gone since', () => {
    const fresh = question({ id: 'sums-001', stem: 'New?' });
    expect(ids([fresh])).toEqual(['sums-004']);
    expect(ids([fresh], 900)).toEqual(['sums-901']);
    expect(corrected({ numbered: 0, questions: before }, []).numbered).toBe(3);
  });

  test('with the same question twice gives one of them another id', () => {
    const twice = [...before, ...before];
    expect(new Set(ids(twice)).size).toBe(6);
  });

  test('says how many are the same, new and gone', () => {
    const after = [...before.slice(1), question({ stem: 'New?' })];
    expect(corrected({ numbered: 0, questions: before }, after).change).toEqual({
      same: 2,
      fresh: 1,
      gone: 1,
    });
  });

  test('leaves ids short enough, however long the topic', () => {
    const topic = `${'x'.repeat(29)}-${'y'.repeat(8)}`;
    const [id = ''] = ids([{ ...question({ stem: 'New?' }), topic }], 999_998);
    expect(id).toBe(`${'x'.repeat(29)}-999999`);
  });
});

test('a question that was stored before objectives had a limit can still be read', () => {
  const objectives = Array.from({ length: 30 }, (_, at) => `objective ${at} `.padEnd(60, 'x'));
  const stored = [question({ id: 'sums-001', objectives })];
  expect(OwnQuestions.parse(stored)).toEqual(stored);
});
