import type { ChatInputCommandInteraction, Interaction } from 'discord.js';
import { expect, test } from 'vitest';
import { startProbe } from './probe.ts';
import { button, choice, row } from './samples.ts';

const GIVEN = { timezone: 'Europe/Berlin' };

async function startSetup(handle: (interaction: Interaction) => unknown = reply) {
  const probe = await startProbe(handle);
  return { ...probe, mod: probe.guild.addMember('Mo', { permissions: ['ManageGuild'] }) };
}

function reply(interaction: Interaction): unknown {
  return interaction.isRepliable() ? interaction.reply('done') : undefined;
}

test('options arrive with the types that were registered', async () => {
  const seen: ChatInputCommandInteraction[] = [];
  const { mod, ana, guild, room, discord } = await startSetup((it) => {
    if (it.isChatInputCommand()) seen.push(it);
    return reply(it);
  });
  const role = guild.addRole({ name: 'Learners' });
  const file = { name: 'a.csv', content: 'a,b' };
  await mod.run('/setup daily', {
    ...GIVEN,
    count: 3,
    day: 'Monday',
    channel: room,
    role,
    person: ana,
    thread: true,
    file,
  });
  const { options } = seen[0]!;
  expect(options.getSubcommand()).toBe('daily');
  expect([options.getString('timezone'), options.getInteger('count'), options.getString('day')]).toEqual([
    'Europe/Berlin',
    3,
    'mon',
  ]);
  expect(options.getChannel('channel')?.id).toBe(room.id);
  expect(options.getRole('role')?.name).toBe('Learners');
  expect(options.getUser('person')?.displayName).toBe('Ana');
  expect(options.getBoolean('thread')).toBe(true);
  expect(await (await fetch(options.getAttachment('file')!.url)).text()).toBe('a,b');
  discord.assertClean();
});

test.each<readonly [string, string, Record<string, string | number | boolean>, string]>([
  ['a command that is not registered', '/quiz', {}, 'no command /quiz is registered, only /ping, /setup'],
  ['a subcommand that does not exist', '/setup quiz', {}, 'no subcommand quiz'],
  ['a command without its subcommand', '/setup', {}, 'needs one of daily'],
  ['an option that does not exist', '/setup daily', { ...GIVEN, when: 'now' }, 'no option when'],
  ['leaving out what is required', '/setup daily', {}, 'timezone is required'],
  ['a choice that does not exist', '/setup daily', { ...GIVEN, day: 'Someday' }, 'no choice Someday'],
  ['a number that is too high', '/setup daily', { ...GIVEN, count: 6 }, 'takes 1 to 5'],
  ['a number that is too low', '/setup daily', { ...GIVEN, count: 0 }, 'takes 1 to 5'],
  ['a fraction', '/setup daily', { ...GIVEN, count: 1.5 }, 'is an integer'],
  ['a text for a number', '/setup daily', { ...GIVEN, count: 'one' }, 'is an integer'],
  ['a text that is too long', '/setup daily', { ...GIVEN, code: 'abcd' }, 'takes 0 to 3 characters'],
  ['a text for a truth', '/setup daily', { ...GIVEN, thread: 'yes' }, 'true or false'],
  ['a channel that does not exist', '/setup daily', { ...GIVEN, channel: '1' }, 'no channel'],
])('a member cannot send %s', async (_, command, given, error) => {
  const { mod } = await startSetup();
  await expect(mod.run(command, given)).rejects.toThrow(error);
});

test('a member cannot send what Discord hides, unless forced', async () => {
  const { ana, guild, room, discord } = await startSetup();
  await expect(ana.run('/setup daily', GIVEN)).rejects.toThrow('hidden from ana');
  expect((await ana.run('/setup daily', GIVEN, { force: true })).kind).toBe('message');
  const voice = guild.addChannel('voice', { type: 2 });
  const mod = guild.addMember('Mo', { permissions: ['ManageGuild'] });
  await expect(mod.run('/setup daily', { ...GIVEN, channel: voice })).rejects.toThrow('only 0 can be chosen');
  await expect(mod.run('/setup daily', GIVEN, { in: mod.direct })).rejects.toThrow(
    'not offered in direct messages',
  );
  guild.removeMember(ana);
  await expect(ana.run('/ping', {}, { in: room })).rejects.toThrow('Ana is not in ML study');
  guild.kickBot();
  await expect(mod.run('/ping')).rejects.toThrow('the bot is not in ML study');
  discord.assertClean();
});

test('suggestions are asked for while typing', async () => {
  const { mod } = await startSetup((it) =>
    it.isAutocomplete() ? it.respond([{ name: `${it.options.getFocused()}lin`, value: 'b' }]) : undefined,
  );
  expect(await mod.complete('/setup daily', { timezone: 'Ber' }, 'timezone')).toEqual([
    { name: 'Berlin', value: 'b' },
  ]);
  await expect(mod.complete('/setup daily', {}, 'code')).rejects.toThrow('suggests nothing');
  await expect(mod.complete('/setup daily', {}, 'nothing')).rejects.toThrow('no option nothing');
});

test('only what a message offers can be pressed', async () => {
  const { ana, room } = await startProbe((it) => {
    if (!it.isRepliable()) return;
    if (it.isButton()) return it.reply(`pressed ${it.customId}`);
    const open = row(button(1), button(2, { label: 'C ✓' }), button(3, { label: 'Shut', disabled: true }));
    const link = {
      ...button(4, { label: 'Read', style: 5, url: 'https://example.org' }),
      custom_id: undefined,
    };
    return it.reply({ content: 'x', components: [open, row(link)] as never });
  });
  const { message } = await ana.run('/ping', {}, { in: room });
  expect(message.buttons()).toEqual(['B', 'C ✓', 'Shut', 'Read']);
  expect((await ana.press(message, 'B')).message.content).toBe('pressed id:1');
  expect((await ana.press(message, 'C')).message.content).toBe('pressed id:2');
  expect((await ana.press(message, 'id:2')).message.content).toBe('pressed id:2');
  expect((await ana.pressRaw(message, 'forged')).message.content).toBe('pressed forged');
  await expect(ana.press(message, 'D')).rejects.toThrow('no button "D"; it has [B] [C ✓] [Shut] [Read]');
  await expect(ana.press(message, 'Shut')).rejects.toThrow('is disabled');
  await expect(ana.press(message, 'Read')).rejects.toThrow('is a link');
  message.delete();
  await expect(ana.press(message, 'B')).rejects.toThrow('was deleted');
});

test('a select takes as many values as it says', async () => {
  const seen: string[][] = [];
  const { ana, ben, discord } = await startProbe((it) => {
    if (it.isAnySelectMenu()) {
      seen.push(it.values);
      return it.deferUpdate();
    }
    if (!it.isRepliable()) return;
    const who = { type: 5, custom_id: 'who', placeholder: 'Who?' };
    return it.reply({ components: [row(choice(3, { max_values: 2 })), row(who)] as never });
  });
  const { message } = await ana.run('/ping');
  expect((await ana.choose(message, 'choice', ['Option 0', 'v2'])).kind).toBe('deferred-update');
  await ana.choose(message, 'Who?', [ben]);
  expect(seen).toEqual([['v0', 'v2'], [ben.id]]);
  await expect(ana.choose(message, 'choice', [])).rejects.toThrow('takes 1 to 2 values');
  await expect(ana.choose(message, 'choice', ['Option 9'])).rejects.toThrow('no option Option 9');
  await expect(ana.choose(message, 'other', ['x'])).rejects.toThrow('no select "other"');
  discord.assertClean();
});

test('acting without a connected bot fails, and is no problem of the bot', async () => {
  const { ana, client, discord } = await startProbe();
  await client.destroy();
  await expect(ana.run('/ping')).rejects.toThrow('the bot was not connected');
  discord.assertClean();
});

test('a bot that goes away while it answers is no problem of the bot', async () => {
  const { ana, discord } = await startProbe(() => discord.gateway.drop());
  await expect(ana.run('/ping')).rejects.toThrow('the bot was not connected');
  discord.assertClean();
});

test('the text of a message is read from top to bottom', async () => {
  const { ana } = await startProbe((it) =>
    it.isRepliable()
      ? it.reply({
          content: 'First',
          embeds: [
            {
              title: 'Title',
              description: 'Body',
              fields: [{ name: 'N', value: 'V' }],
              footer: { text: 'End' },
            },
          ],
          components: [row(button(1), button(2, { label: 'C' }))] as never,
        })
      : undefined,
  );
  expect((await ana.run('/ping')).message.text()).toBe('First\nTitle\nBody\nN\nV\nEnd\n[B] [C]');
});
