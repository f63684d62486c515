import { afterEach, describe, expect, test } from 'vitest';
import { DAY, HOUR, MINUTE, MORNING, type Story, tell } from '../story.ts';

let story: Story;
afterEach(() => story.end());

const posts = () =>
  story.discord.requests.filter(
    (request) => request.method === 'POST' && /^\/channels\/\d+\/messages$/.test(request.path),
  );

describe('a question is posted exactly once', () => {
  test('when the process is killed before the post arrived', async () => {
    story = await tell();
    const { discord, mod, room } = story;
    await mod.run('/setup daily', { timezone: 'Europe/Berlin' }, { in: room });
    const held = discord.hold({ method: 'POST', route: /^\/channels\/\d+\/messages$/ }, 'before');
    void story.bot.moveTo(MORNING + HOUR).catch(() => undefined);
    await held.arrived;
    await story.bot.kill();
    held.release();
    expect(room.messages).toHaveLength(0);
    await story.restart();
    await discord.waitFor(() => room.messages.length === 1);
    expect(room.messages).toHaveLength(1);
  });

  test('when the process is killed after the post took effect and before it was stored', async () => {
    story = await tell();
    const { discord, mod, room } = story;
    await mod.run('/setup daily', { timezone: 'Europe/Berlin' }, { in: room });
    const held = discord.hold({ method: 'POST', route: /^\/channels\/\d+\/messages$/ }, 'after');
    void story.bot.moveTo(MORNING + HOUR).catch(() => undefined);
    await held.arrived;
    await story.bot.kill();
    held.release();
    expect(room.messages).toHaveLength(1);
    await story.restart();
    await discord.waitFor(() => posts().length === 2);
    expect(room.messages).toHaveLength(1);
    expect((await story.ana.press(room.last, 'A')).message.text()).toContain('You picked A');
  });

  test('when the process comes back long after, by finding its own message in the channel', async () => {
    story = await tell();
    const { discord, mod, room } = story;
    await mod.run('/setup daily', { timezone: 'Europe/Berlin' }, { in: room });
    const held = discord.hold({ method: 'POST', route: /^\/channels\/\d+\/messages$/ }, 'after');
    void story.bot.moveTo(MORNING + HOUR).catch(() => undefined);
    await held.arrived;
    await story.bot.kill();
    held.release();
    discord.moveTo(MORNING + 3 * HOUR);
    await story.restart();
    await story.bot.moveBy(MINUTE);
    expect(posts()).toHaveLength(1);
    expect(room.messages).toHaveLength(1);
    expect((await story.ana.press(room.last, 'A')).message.text()).toContain('You picked A');
  });

  test('when the process comes back after the closing time: it is stored and closed, not left open for ever', async () => {
    story = await tell();
    const { discord, mod, room } = story;
    await mod.run('/setup daily', { timezone: 'Europe/Berlin', days: 'thu' }, { in: room });
    await mod.run('/setup daily', { timezone: 'Europe/Berlin', days: 'every day' }, { in: room });
    const held = discord.hold({ method: 'POST', route: /^\/channels\/\d+\/messages$/ }, 'after');
    void story.bot.moveTo(MORNING + HOUR).catch(() => undefined);
    await held.arrived;
    await story.bot.kill();
    held.release();
    discord.moveTo(MORNING + DAY + 2 * HOUR);
    await story.restart();
    await story.bot.moveBy(MINUTE);
    await story.bot.moveBy(MINUTE);
    expect(room.messages).toHaveLength(2);
    expect(room.messages[0]!.text()).toContain('Question of the day, closed');
    expect((await mod.run('/setup show', {}, { in: room })).message.text()).not.toContain('Problems met');
  });

  test('when Discord answers with errors, times out or limits the rate', async () => {
    story = await tell();
    const { discord, mod, room } = story;
    await mod.run('/setup daily', { timezone: 'Europe/Berlin' }, { in: room });
    discord.fault({
      method: 'POST',
      route: /^\/channels\/\d+\/messages$/,
      times: 1,
      status: 429,
      retryAfter: 0.2,
      when: 'before',
    });
    discord.fault({
      method: 'POST',
      route: /^\/channels\/\d+\/messages$/,
      times: 5,
      status: 500,
      when: 'after',
    });
    await story.bot.moveTo(MORNING + HOUR);
    await story.bot.moveBy(MINUTE);
    await story.bot.moveBy(MINUTE);
    expect(room.messages).toHaveLength(1);
    expect((await story.ana.press(room.last, 'A')).message.text()).toContain('You picked A');
  });

  test('when the connection breaks, and when Discord does not answer at all', {
    timeout: 60_000,
  }, async () => {
    story = await tell();
    const { discord, mod, room } = story;
    await mod.run('/setup daily', { timezone: 'Europe/Berlin' }, { in: room });
    const route = '/channels/{channel}/messages';
    discord.fault({ method: 'POST', route, when: 'after', drop: true });
    discord.fault({ method: 'POST', route, when: 'after', hang: true });
    await story.bot.moveTo(MORNING + HOUR);
    await story.bot.moveBy(MINUTE);
    expect(room.messages).toHaveLength(1);
    expect((await story.ana.press(room.last, 'A')).message.text()).toContain('You picked A');
  });

  test('when the bot was down at the time: once, when it is back, without the ping if it is over two hours late', async () => {
    story = await tell();
    const { discord, guild, mod, room } = story;
    const role = guild.addRole({ name: 'learners', mentionable: true });
    await mod.run('/setup daily', { timezone: 'Europe/Berlin', role }, { in: room });
    await story.bot.stop();
    discord.moveTo(MORNING + 4 * HOUR);
    await story.restart();
    await discord.waitFor(() => room.messages.length === 1);
    expect(room.last.content).not.toContain(role.id);
    await story.bot.moveBy(MINUTE);
    expect(room.messages).toHaveLength(1);
    await story.bot.moveTo(MORNING + HOUR + DAY);
    expect(room.messages).toHaveLength(2);
    expect(room.last.content).toContain(`<@&${role.id}>`);
  });

  test('and not at all when the local date has passed', async () => {
    story = await tell();
    const { discord, mod, room } = story;
    await mod.run('/setup daily', { timezone: 'Europe/Berlin' }, { in: room });
    await story.bot.stop();
    discord.moveTo(MORNING + 17 * HOUR);
    await story.restart();
    await story.bot.moveBy(MINUTE);
    expect(room.messages).toHaveLength(0);
    await story.bot.moveTo(MORNING + HOUR + DAY);
    expect(room.messages).toHaveLength(1);
  });
});

describe('"Post one now"', () => {
  test('takes that date’s place, and a second press says so', async () => {
    story = await tell();
    const { mod, room, bot } = story;
    const ready = await mod.run('/setup daily', { timezone: 'Europe/Berlin' }, { in: room });
    const posted = await mod.press(ready.message, 'Post one now');
    expect((await posted.filledIn()).text()).toContain('Posted');
    expect(room.messages).toHaveLength(1);
    const second = await mod.press(ready.message, 'Post one now');
    expect((await second.filledIn()).text()).toContain('already has its question');
    await bot.moveTo(MORNING + HOUR);
    expect(room.messages).toHaveLength(1);
    expect(room.last.text()).not.toContain('closed');
    await bot.moveTo(MORNING + HOUR + DAY);
    expect(room.messages).toHaveLength(2);
    expect(room.messages[0]?.text()).toContain('closed');
  });
});

describe('trouble in a channel', () => {
  test('a deleted channel and a lost permission are kept as problems, and other servers go on', async () => {
    story = await tell();
    const { discord, guild, mod, room, bot } = story;
    const second = guild.addChannel('second');
    const elsewhere = discord.addGuild({ name: 'Other', locale: 'en-GB' });
    const theirs = elsewhere.addChannel('daily');
    const theirMod = elsewhere.addMember('Kim', { permissions: ['ManageGuild'] });
    await mod.run('/setup daily', { timezone: 'Europe/Berlin' }, { in: room });
    await mod.run('/setup daily', { timezone: 'Europe/Berlin' }, { in: second });
    await theirMod.run('/setup daily', { timezone: 'Europe/Berlin' }, { in: theirs });
    guild.denyBot(second, ['SendMessages']);
    room.delete();
    await bot.moveTo(MORNING + HOUR);
    expect(theirs.messages).toHaveLength(1);
    const shown = await mod.run('/setup show', {}, { in: second });
    expect(shown.message.text()).toContain('the channel is gone');
    expect(shown.message.text()).toContain('I may not post there any more');
    guild.denyBot(second, []);
    await bot.moveTo(MORNING + HOUR + DAY);
    expect(second.messages).toHaveLength(1);
    expect((await mod.run('/setup show', {}, { in: second })).message.text()).not.toContain(
      'I may not post there any more',
    );
  });
});
