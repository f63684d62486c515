import { afterEach, describe, expect, test } from 'vitest';
import { HOUR, MORNING, type Story, tell } from '../story.ts';

let story: Story;
afterEach(() => story.end());

describe('/setup daily', () => {
  test('needs nothing typed: this channel, 09:00 on weekdays, the zone guessed from the server’s language', async () => {
    story = await tell({ locale: 'de' });
    const { mod, room } = story;
    const ready = await mod.run('/setup daily', {}, { in: room });
    expect(ready.message.ephemeral).toBe(true);
    const text = ready.message.text();
    expect(text).toMatch(/^#+ Ready/);
    expect(text).toContain(`A question in <#${room.id}>, Monday to Friday at 09:00 (Europe/Berlin).`);
    expect(text).toContain(`<t:${(MORNING + HOUR) / 1000}:F>`);
    expect(text).toContain('Nobody is pinged.');
    expect(text).toContain('I can post here.');
    expect(ready.message.buttons()).toEqual(['Show me one', 'Post one now', 'Change']);

    const one = await mod.press(ready.message, 'Show me one');
    expect(one.message.ephemeral).toBe(true);
    expect(one.message.text()).toContain('The answer is');
    expect(room.messages).toHaveLength(0);
  });

  test('where the language says nothing, the zone is UTC', async () => {
    story = await tell({ locale: 'en-US' });
    const ready = await story.mod.run('/setup daily', {}, { in: story.room });
    expect(ready.message.text()).toContain('(UTC)');
  });

  test.each([
    [{ timezone: 'Mars/Olympus' }, /do not know that time zone/],
    [{ time: '25:00' }, /do not understand that time/],
    [{ days: 'someday' }, /do not understand those days/],
    [{ cron: 'every morning' }, /do not understand that cron expression/],
    [{ cron: '0 9 30 2 *' }, /never fires/],
    [{ cron: '0 9 * * *', time: '09:00' }, /either `cron`, or `time` and `days`/],
    [{ pack: 'no-such-pack' }, /do not have that pack/],
  ])('%o is refused in words, and nothing is saved', async (options, words) => {
    story = await tell();
    const { mod, room } = story;
    const refused = await mod.run('/setup daily', options, { in: room });
    expect(refused.message.ephemeral).toBe(true);
    expect(refused.message.text()).toMatch(words);
    expect((await mod.run('/setup show', {}, { in: room })).message.text()).toContain(
      'No question of the day yet',
    );
  });

  test('what it cannot do without is refused by name; threads only stay off', async () => {
    story = await tell();
    const { guild, mod, room } = story;
    guild.denyBot(room, ['EmbedLinks', 'SendMessages']);
    const refused = await mod.run('/setup daily', {}, { in: room });
    expect(refused.message.text()).toMatch(
      /\*\*Send Messages\*\* and \*\*Embed Links\*\* are missing\. Nothing was saved/,
    );
    guild.denyBot(room, []);
    guild.denyBot(room, ['CreatePublicThreads']);
    const ready = await mod.run('/setup daily', {}, { in: room });
    expect(ready.message.text()).toContain(
      'I cannot open threads: **Create Public Threads** is missing, so discussions stay off.',
    );
    await story.bot.moveTo(MORNING + HOUR);
    expect(room.messages).toHaveLength(1);
    expect(room.threads).toHaveLength(0);
  });

  test('a server has at most five schedules, one a channel', async () => {
    story = await tell();
    const { guild, mod, room } = story;
    for (const name of ['one', 'two', 'three', 'four', 'five']) {
      const channel = guild.addChannel(name);
      expect((await mod.run('/setup daily', { channel }, { in: room })).message.text()).toContain('Ready');
    }
    expect((await mod.run('/setup daily', {}, { in: room })).message.text()).toContain(
      'A server can have 5 schedules',
    );
  });

  test('a change keeps what is left out, and a date served is not served again', async () => {
    story = await tell();
    const { mod, room, bot } = story;
    await story.postFirst({ thread: false });
    const changed = await mod.run('/setup daily', { time: '09:30' }, { in: room });
    expect(changed.message.text()).toContain('at 09:30 (Europe/Berlin)');
    await bot.moveTo(MORNING + 2 * HOUR);
    expect(room.messages).toHaveLength(1);
    expect(room.threads).toHaveLength(0);
  });

  test('"Change" asks for time, days and zone, filled in', async () => {
    story = await tell();
    const { mod, room } = story;
    const ready = await mod.run('/setup daily', {}, { in: room });
    const modal = await mod.press(ready.message, 'Change');
    expect(modal.kind).toBe('modal');
    const changed = await mod.submit(modal, { time: '18:30', days: 'mon, wed', timezone: 'Lisbon' });
    expect(changed.message.text()).toContain('Monday and Wednesday at 18:30 (Europe/Lisbon)');
    const wrong = await mod.submit(await mod.press(changed.message, 'Change'), {
      time: 'late',
      days: 'mon',
      timezone: 'Lisbon',
    });
    expect(wrong.message.text()).toContain('do not understand that time');
  });

  test('"Change" on a cron schedule asks for the expression', async () => {
    story = await tell();
    const { mod, room } = story;
    const ready = await mod.run('/setup daily', { cron: '0 9 * * 1-5' }, { in: room });
    const modal = await mod.press(ready.message, 'Change');
    const changed = await mod.submit(modal, { cron: '30 18 * * 2', timezone: 'Lisbon' });
    expect(changed.message.text()).toContain('`30 18 * * 2` (Europe/Lisbon)');
  });

  test('a schedule turned off and on again after its question says the next time that really comes', async () => {
    story = await tell();
    const { mod, room, bot } = story;
    await story.postFirst();
    await mod.run('/setup off', {}, { in: room });
    const set = await mod.run('/setup daily', { time: '11:00', timezone: 'Europe/Berlin' }, { in: room });
    expect(set.message.text()).toContain('at 11:00');
    await bot.moveTo(MORNING + 4 * HOUR);
    expect(room.messages).toHaveLength(1);
    const shown = await mod.run('/setup show', {}, { in: room });
    const friday = Date.UTC(2026, 10, 13, 10) / 1000;
    expect(shown.message.text()).toContain(`next <t:${friday}:F>`);
  });

  test('a schedule’s own pack is taken away again', async () => {
    story = await tell();
    const { mod, room } = story;
    const [own] = await mod.complete('/setup daily', { pack: 'server' }, 'pack', { in: room });
    await mod.run('/setup daily', { pack: 'databricks-ml-associate' }, { in: room });
    const before = await mod.run('/setup show', {}, { in: room });
    expect(before.message.text()).toContain('Pack: databricks-ml-associate.');
    await mod.run('/setup daily', { pack: own!.value }, { in: room });
    const after = await mod.run('/setup show', {}, { in: room });
    expect(after.message.text()).not.toContain('Pack: databricks-ml-associate.');
  });

  test('zones are offered while one types', async () => {
    story = await tell();
    const choices = await story.mod.complete('/setup daily', { timezone: 'kath' }, 'timezone', {
      in: story.room,
    });
    expect(choices.map((choice) => choice.value)).toContain('Asia/Kathmandu');
  });

  test('is hidden from members, and refused when they reach it all the same', async () => {
    story = await tell();
    await expect(story.ana.run('/setup daily', {}, { in: story.room })).rejects.toThrow();
    const refused = await story.ana.run('/setup daily', {}, { in: story.room, force: true });
    expect(refused.message.text()).toContain('Manage Server');
    const forged = await story.ana.pressRaw(refused.message, `v1:setup:post-now:${story.room.id}`);
    expect(forged.message.text()).toContain('Manage Server');
    expect(story.room.messages).toHaveLength(0);
  });
});

describe('/setup off', () => {
  test('closes what is open there, and posts no more', async () => {
    story = await tell();
    const { mod, room, bot, ana } = story;
    const message = await story.postFirst();
    await ana.press(message, 'A');
    const off = await mod.run('/setup off', {}, { in: room });
    expect(off.message.text()).toContain('What was open there is closed now.');
    await story.discord.waitFor(() => message.text().includes('closed'));
    expect(message.text()).toContain('1 answered.');
    await bot.moveBy(24 * HOUR);
    expect(room.messages).toHaveLength(1);
    expect((await mod.run('/setup off', {}, { in: room })).message.text()).toContain('Nothing is set for');
  });
});

describe('/setup pack', () => {
  test('sets pack and profile, by the lists offered', async () => {
    story = await tell();
    const { mod, room } = story;
    const packs = await mod.complete('/setup pack', { pack: 'data' }, 'pack', { in: room });
    expect(packs.map((choice) => choice.value)).toContain('databricks-ml-associate');
    const profiles = await mod.complete(
      '/setup pack',
      { pack: 'databricks-ml-associate', profile: '' },
      'profile',
      { in: room },
    );
    expect(profiles.map((choice) => choice.value)).toEqual(['classic', '2025-03']);
    const set = await mod.run(
      '/setup pack',
      { pack: 'databricks-ml-associate', profile: '2025-03' },
      { in: room },
    );
    expect(set.message.text()).toContain('From the next question on');
  });
});
