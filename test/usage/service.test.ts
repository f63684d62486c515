import { expect, test } from 'vitest';
import { Answers, Dailies } from '../../src/daily/service.ts';
import { Histories } from '../../src/history/service.ts';
import { snapshot } from '../../src/packs/snapshot.ts';
import { Reports } from '../../src/report/service.ts';
import { ENOUGH } from '../../src/usage/rules.ts';
import { readUsage } from '../../src/usage/service.ts';
import { aPack, openApp } from '../app.ts';
import { aDaily } from '../daily/build.ts';

test.each(['memory', 'sqlite'] as const)('on %s the answers of all servers count together', async (kind) => {
  const { records } = await openApp({ kind, now: 0 });
  const pack = aPack(2);
  const [question] = pack.questions;
  const shown = snapshot(pack, question!, [1, 0]);
  const key = `${pack.id}.${question!.id}`;
  for (const guild of ['500000000000000001', '500000000000000002']) {
    await records.change(guild, (changes) => {
      const daily = aDaily({ question: shown });
      changes.put(Dailies, [daily.id], daily);
      for (let member = 0; member < ENOUGH / 2; member++) {
        const id = `60000000000000000${member}`;
        const attempt = { at: 0, right: member > 1, source: 'daily' } as const;
        changes.put(Histories, [id, key], { first: attempt, last: attempt, times: 1 });
        const outcome = { at: 0, right: true, points: 10 };
        changes.put(Answers, [daily.id, id], { topic: shown.topic, picks: [1], pickedAt: 0, outcome });
      }
      const report = { at: 0, reason: 'typo', words: '', stem: shown.stem, name: 'Ana' } as const;
      changes.put(Reports, [key, '600000000000000001'], report);
    });
  }
  const usage = (await readUsage(records, pack)).get(key);
  await records.close();
  expect(usage).toMatchObject({ answers: ENOUGH, rightShare: 0.8, reports: 2 });
  expect(usage?.unpicked).toEqual(
    question!.options.filter(({ correct }) => !correct).map(({ text }) => text),
  );
});
