import { expect, test } from 'vitest';
import { byQuestion, type Report } from '../../src/report/rules.ts';

const report = (at: number): Report => ({ at, reason: 'unclear', words: '', stem: 'A stem', name: 'Ana' });

test('the most reported question comes first, and of its reports the latest', () => {
  const rows = [
    { key: 'p.one', report: report(9) },
    { key: 'p.two', report: report(1) },
    { key: 'p.two', report: report(5) },
  ];
  expect(byQuestion(rows).map(({ key, reports }) => [key, reports.map(({ at }) => at)])).toEqual([
    ['p.two', [5, 1]],
    ['p.one', [9]],
  ]);
});

test('among equally reported ones the latest comes first', () => {
  const rows = [
    { key: 'p.one', report: report(1) },
    { key: 'p.two', report: report(2) },
  ];
  expect(byQuestion(rows).map(({ key }) => key)).toEqual(['p.two', 'p.one']);
});
