import { afterEach, describe, expect, test } from 'vitest';
import { type Story, tell } from '../story.ts';

let story: Story;
afterEach(() => story.end());

describe('custom ids are never trusted', () => {
  test.each([
    'v1:daily:pick:nonsense:0',
    'v1:daily:pick:999999999999999999-2026-11-12:0',
    'v1:daily:confirm:999999999999999999-2026-11-12:sure',
    'v1:daily:unknown:1',
    'v0:daily:pick:1:2',
    'v1:board:show:century:0:-',
    'v1:report:retire:pack.question',
    'x',
  ])('%s is answered in words', async (customId) => {
    story = await tell();
    const message = await story.postFirst();
    const answered = await story.ana.pressRaw(message, customId);
    expect(answered.message.ephemeral).toBe(true);
    expect(answered.message.text()).toMatch(/older version|do not know this question|Manage Server/);
  });

  test('an option the question does not have, and a daily of another server, are answered in words', async () => {
    story = await tell();
    const message = await story.postFirst();
    const pickA = message.button('A').customId ?? '';
    const beyond = await story.ana.pressRaw(message, pickA.replace(/:0$/, ':7'));
    expect(beyond.message.text()).toContain('do not know this question');
    const elsewhere = story.discord.addGuild({ name: 'Other', locale: 'en-GB' });
    const theirs = elsewhere.addChannel('chat');
    const kim = elsewhere.addMember('Kim', { permissions: ['ManageGuild'] });
    const ready = await kim.run('/setup daily', {}, { in: theirs });
    const foreign = await kim.pressRaw(ready.message, pickA);
    expect(foreign.message.text()).toContain('do not know this question');
  });
});

describe('presses at the same instant', () => {
  test('two members in one socket write both count', async () => {
    story = await tell();
    const { ana, bo, discord } = story;
    const message = await story.postFirst();
    const both = await discord.together(() => Promise.all([ana.press(message, 'A'), bo.press(message, 'B')]));
    expect(both.map((answer) => answer.message.text().match(/You picked [AB]/)?.[0])).toEqual([
      'You picked A',
      'You picked B',
    ]);
  });

  test('a double press of one member leaves one answer and one private message', async () => {
    story = await tell();
    const { ana, discord } = story;
    const message = await story.postFirst();
    await discord.together(() => Promise.all([ana.press(message, 'A'), ana.press(message, 'A')]));
    await discord.waitFor(async () => ana.seesEphemerals().length === 1);
    const card = ana.seesEphemerals()[0]!;
    const both = await discord.together(() =>
      Promise.all([ana.press(card, 'Sure'), ana.press(card, 'Sure')]),
    );
    const points = both.map((answer) => answer.message.text().match(/(\d+) points/)?.[1]);
    expect(points[0]).toBe(points[1]);
    const board = await ana.run('/leaderboard', {}, { in: story.room });
    expect(board.message.text()).toContain(`with ${points[0]} points`);
  });
});

describe('trouble with the gateway', () => {
  test('a cut connection is resumed and what was sent meanwhile is answered', async () => {
    story = await tell();
    const { ana, discord } = story;
    const message = await story.postFirst();
    discord.gateway.drop();
    const answered = await ana.press(message, 'A');
    expect(answered.message.text()).toContain('You picked A');
  });

  test('Discord asking to reconnect loses nothing', async () => {
    story = await tell();
    const message = await story.postFirst();
    story.discord.gateway.reconnect();
    expect((await story.ana.press(message, 'A')).message.text()).toContain('You picked A');
  });

  test('after an unknown session the bot identifies again and goes on', async () => {
    story = await tell();
    const { discord, ana } = story;
    const message = await story.postFirst();
    const identified = discord.gateway.identified;
    discord.gateway.forgetSessions();
    discord.gateway.drop();
    await discord.waitFor(() => discord.gateway.identified > identified, 15_000);
    await discord.waitFor(() => discord.gateway.connected === 1, 15_000);
    expect((await ana.press(message, 'A')).message.text()).toContain('You picked A');
  });
});

describe('an acknowledged answer survives', () => {
  test('SIGKILL in the middle of 200 presses', { timeout: 60_000 }, async () => {
    story = await tell();
    const { guild, discord } = story;
    const message = await story.postFirst();
    const members = Array.from({ length: 200 }, (_, index) => guild.addMember(`Member ${index}`));
    const acknowledged = new Set<string>();
    const presses = members.map(async (member) => {
      try {
        await member.press(message, 'B');
        acknowledged.add(member.id);
      } catch {
        // The process was killed before it answered.
      }
    });
    await discord.waitFor(() => acknowledged.size >= 60);
    await story.bot.kill();
    await Promise.all(presses);
    expect(acknowledged.size).toBeGreaterThanOrEqual(60);
    await story.restart();
    for (const member of members.filter(({ id }) => acknowledged.has(id))) {
      const again = await member.run('/daily', {}, { in: story.room });
      expect(again.message.buttons()).toContain('B ✓');
    }
  });
});

describe('failing requests', () => {
  test('an answer that Discord refuses once with an error is given again', async () => {
    story = await tell();
    const message = await story.postFirst();
    story.discord.fault({ method: 'POST', route: /\/callback$/, times: 1, status: 500, when: 'before' });
    expect((await story.ana.press(message, 'A')).message.text()).toContain('You picked A');
  });

  test('a closing edit that fails is tried again at the next tick', async () => {
    story = await tell();
    const message = await story.postFirst();
    story.discord.fault({
      method: 'PATCH',
      route: /^\/channels\/\d+\/messages\/\d+$/,
      times: 4,
      status: 503,
      when: 'before',
    });
    await story.bot.moveBy(24 * 3600_000);
    expect(message.text()).not.toContain('closed');
    await story.bot.moveBy(60_000);
    expect(message.text()).toContain('closed');
  });
});
