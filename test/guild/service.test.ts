import { afterEach, expect, test } from 'vitest';
import { KEPT_AFTER_REMOVAL } from '../../src/guild/rules.ts';
import { openApp, type TestApp } from '../app.ts';

const GUILD = '500000000000000001';
const ANA = { id: '600000000000000001', name: 'Ana' };
const NOW = Date.UTC(2026, 10, 12, 8);

let app: TestApp;
afterEach(() => app.records.close());

test.each(['memory', 'sqlite'] as const)(
  'on %s a server that never set anything up is deleted 30 days after it removed the bot, with its members',
  async (kind) => {
    app = await openApp({ kind, now: NOW });
    await app.members.change(GUILD, ANA, (member) => ({ ...member, hidden: true }));
    await app.guilds.left(GUILD);
    app.clock.at += KEPT_AFTER_REMOVAL;
    expect(app.guilds.expired()).toEqual([GUILD]);
    await app.guilds.erase(GUILD);
    expect(await app.members.find(GUILD, ANA.id)).toBeUndefined();
    expect(app.guilds.expired()).toEqual([]);
  },
);

test('what one event sets is seen by the next of the same batch', async () => {
  app = await openApp({ kind: 'memory', now: NOW });
  const quiz = (id: string) => ({
    id,
    home: '100000000000000001',
    wantsThread: false,
    starter: ANA,
    topicName: 'a mix',
    rounds: 3,
    scoring: 'accuracy' as const,
    mode: 'everyone' as const,
    teams: [],
    teamRoles: [],
  });
  const started = await Promise.all(
    ['abcdefgh0001', 'abcdefgh0002'].map((id) => app.quizzes.start(GUILD, quiz(id))),
  );
  expect(started.map(({ kind }) => kind)).toEqual(['started', 'busy']);
});
