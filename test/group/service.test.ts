import { afterEach, expect, test } from 'vitest';
import { packsOf } from '../../src/packs/load.ts';
import { questionKey } from '../../src/packs/snapshot.ts';
import { openApp, type TestApp } from '../app.ts';
import { MINUTE, packOf } from '../exam/build.ts';

const GUILD = '500000000000000001';
const CHANNEL = '700000000000000001';
const ID = 'group0000001';
const NOW = Date.UTC(2026, 10, 12, 8);

let app: TestApp;
afterEach(() => app.records.close());

/** A group exam of ten questions that begins in an hour. */
async function planned() {
  const pack = packOf(30, 12);
  app = await openApp({ kind: 'memory', now: NOW, packs: packsOf([pack]) });
  const [profile] = app.exams.profilesOf(GUILD);
  if (!profile) throw new Error('no profile');
  const wish = { id: ID, channel: CHANNEL, startsAt: NOW + 60 * MINUTE, profile };
  expect((await app.groups.invite(GUILD, wish)).kind).toBe('invited');
  return pack;
}

test('what can no longer be drawn at its time is over, and says why', async () => {
  const pack = await planned();
  const retired = pack.questions.map(({ id }) => questionKey({ pack: pack.id, id }));
  await app.guilds.change(GUILD, (now) => ({ ...now, retired }));
  app.clock.at = NOW + 60 * MINUTE;
  expect(await app.groups.advance(GUILD, ID)).toMatchObject({
    phase: 'over',
    summary: { sat: 0, notDrawn: 'few-questions' },
  });
});
