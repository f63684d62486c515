import { expect, test } from 'vitest';
import { Histories } from '../../src/history/service.ts';
import { usageLines } from '../../src/packs/verbs/usage.ts';
import { aPack, openApp } from '../app.ts';

test('every question that was answered stands in the table, the hardest first', async () => {
  const { records, url } = await openApp({ kind: 'sqlite', now: 0 });
  const pack = aPack(4);
  await records.change('500000000000000001', (changes) => {
    for (const [question, rightOnes] of [3, 1, 2].entries())
      for (let member = 0; member < 4; member++) {
        const attempt = { at: 0, right: member < rightOnes, source: 'daily' } as const;
        const key = `${pack.id}.sums-${question}`;
        changes.put(Histories, [`60000000000000000${member}`, key], {
          first: attempt,
          last: attempt,
          times: 1,
        });
      }
  });
  await records.close();
  const lines = await usageLines(url, [pack]);
  expect(lines.slice(lines.indexOf('All that were answered, hardest first') + 2)).toEqual([
    expect.stringMatching(/^ {2}sums-1 +4 +25\.0% +-$/),
    expect.stringMatching(/^ {2}sums-2 +4 +50\.0% +-$/),
    expect.stringMatching(/^ {2}sums-0 +4 +75\.0% +-$/),
    '',
  ]);
});

test('where nobody has answered there is no table', async () => {
  const { records, url } = await openApp({ kind: 'sqlite', now: 0 });
  await records.close();
  expect((await usageLines(url, [aPack(4)])).join('\n')).not.toContain('hardest first');
});
