import { type Interaction, MessageFlags, type RepliableInteraction } from 'discord.js';
import { expect, test } from 'vitest';
import { outcome, startProbe } from './probe.ts';
import { button, field, modal, row, v2, words } from './samples.ts';

const MINUTE = 60_000;

/** Answers commands with what is given. */
function answering(act: (interaction: RepliableInteraction) => unknown) {
  return (interaction: Interaction) => (interaction.isRepliable() ? act(interaction) : undefined);
}

const screen = (text: string, ...rows: readonly object[]) =>
  ({ ...v2(words(text), ...rows) }) as { components: never[]; flags: number };

test('an answer is seen by everybody, a private one only by who asked', async () => {
  let flags = 0;
  const { ana, ben, room, discord } = await startProbe(
    answering((it) => it.reply({ content: 'pong', flags })),
  );
  const shown = await ana.run('/ping', {}, { in: room });
  expect(shown.kind).toBe('message');
  expect(room.last.text()).toBe('pong');
  flags = MessageFlags.Ephemeral;
  const hidden = await ana.run('/ping', {}, { in: room });
  expect(hidden.message.ephemeral).toBe(true);
  expect(room.messages.length).toBe(1);
  expect(ana.seesEphemerals()).toEqual([hidden.message]);
  expect(ben.seesEphemerals()).toEqual([]);
  await expect(ben.press(hidden.message, 'B')).rejects.toThrow('private message is for ana only');
  discord.assertClean();
});

test('an interaction carries who, where, which language and what is allowed', async () => {
  const seen: Interaction[] = [];
  const { ana, room, guild, discord } = await startProbe((it) => {
    seen.push(it);
    return it.isRepliable() ? it.reply('x') : undefined;
  });
  discord.moveTo(Date.UTC(2026, 10, 12, 9));
  await ana.run('/ping', {}, { in: room });
  const [it] = seen;
  expect(it!.inCachedGuild()).toBe(true);
  expect(it!.guildId).toBe(guild.id);
  expect(it!.channel?.id).toBe(room.id);
  expect(it!.user.displayName).toBe('Ana');
  expect(it!.memberPermissions?.has('ManageGuild')).toBe(false);
  expect(it!.appPermissions.has('SendMessages')).toBe(true);
  expect([it!.locale, it!.guildLocale]).toEqual(['en-US', 'de']);
  expect(it!.attachmentSizeLimit).toBe(10 * 1024 * 1024);
  expect(Math.abs(it!.createdTimestamp - Date.UTC(2026, 10, 12, 9))).toBeLessThan(2000);
  expect(it!.id).toMatch(/^\d{17,19}$/);
});

test('in direct messages there is a user and no server', async () => {
  const seen: Interaction[] = [];
  const { ana, discord } = await startProbe((it) => {
    seen.push(it);
    return it.isRepliable() ? it.reply('x') : undefined;
  });
  await ana.run('/ping', {}, { in: ana.direct });
  expect(seen[0]).toMatchObject({ guildId: null, member: null });
  expect(ana.direct.last.content).toBe('x');
  discord.assertClean();
});

test('a press updates the message it was on; nothing new appears', async () => {
  const { ana, room, discord } = await startProbe((it) => {
    if (it.isButton()) return it.update(screen('two'));
    return it.isRepliable() ? it.reply(screen('one', row(button(1, { label: 'Next' })))) : undefined;
  });
  const { message } = await ana.run('/ping', {}, { in: room });
  const pressed = await ana.press(message, 'Next');
  expect(pressed).toMatchObject({ kind: 'update', message });
  expect(message.text()).toBe('two');
  expect(message.edits).toBe(1);
  expect(room.messages.length).toBe(1);
  await expect(ana.press(message, 'Next')).rejects.toThrow('no button "Next"');
  discord.assertClean();
});

test('a deferred answer loads until it is filled in', async () => {
  const { ana, room, discord } = await startProbe(
    answering(async (it) => {
      await it.deferReply({ flags: MessageFlags.Ephemeral });
      await it.editReply(screen('done'));
      await it.followUp({ content: 'and more', flags: MessageFlags.Ephemeral });
      await it.deleteReply();
    }),
  );
  const answer = await ana.run('/ping', {}, { in: room });
  expect(answer.kind).toBe('deferred');
  const filled = await answer.filledIn();
  expect(filled.text()).toBe('done');
  expect(filled.edits).toBe(0);
  await discord.waitFor(() => filled.deleted);
  expect(ana.seesEphemerals().map(({ content }) => content)).toEqual(['and more']);
  discord.assertClean();
});

test('the first follow-up of a deferral fills it', async () => {
  const { ana } = await startProbe(
    answering(async (it) => {
      await it.deferReply({ flags: MessageFlags.Ephemeral });
      await it.followUp('filled');
    }),
  );
  const answer = await ana.run('/ping');
  expect((await answer.filledIn()).content).toBe('filled');
  expect(answer.message.ephemeral).toBe(true);
});

test('a modal is opened, filled in and answered', async () => {
  const sent: string[] = [];
  const { ana, discord } = await startProbe((it) => {
    if (it.isModalSubmit()) {
      sent.push(it.fields.getTextInputValue('f1'));
      return it.isFromMessage() ? it.update(screen('thanks')) : it.reply('thanks');
    }
    if (it.isButton()) return it.showModal(modal(field(1, { min_length: 3 })) as never);
    return it.isRepliable() ? it.reply(screen('card', row(button(1, { label: 'Wrong?' })))) : undefined;
  });
  const card = await ana.run('/ping');
  const opened = await ana.press(card.message, 'Wrong?');
  expect(opened.kind).toBe('modal');
  expect(opened.modal.text()).toContain('Why?');
  await expect(ana.submit(opened, { 'Why?': 'ab' })).rejects.toThrow('takes 3 to 4000');
  await expect(ana.submit(opened)).rejects.toThrow('must be filled in');
  await expect(ana.submit(opened, { Other: 'x' })).rejects.toThrow('no field Other');
  const thanks = await ana.submit(opened, { 'Why?': 'because' });
  expect(thanks.kind).toBe('update');
  expect(card.message.text()).toBe('thanks');
  expect(sent).toEqual(['because']);
  discord.assertClean();
});

test('files come with an answer, and pictures are shown by components', async () => {
  const picture = { name: 'chart.png', attachment: Buffer.from('png') };
  const gallery = {
    type: 12,
    items: [{ media: { url: 'attachment://chart.png' }, description: 'Your week' }],
  };
  const { ana, discord } = await startProbe(async (it) => {
    if (it.isButton()) await it.update({ ...screen('gone'), files: [], attachments: [] } as never);
    else if (it.isRepliable())
      await it.reply({ ...v2(gallery, row(button(1))), flags: 64 | 32_768, files: [picture] } as never);
  });
  const { message } = await ana.run('/ping');
  expect(message.text()).toBe('Your week\n[B]');
  expect(message.files.map(({ name, size }) => [name, size])).toEqual([['chart.png', 3]]);
  expect(JSON.stringify(message.components)).toContain(message.files[0]!.url);
  await ana.press(message, 'B');
  expect(message.files).toEqual([]);
  discord.assertClean();
});

test('a private message can be taken away by the token of the press that made it, by nothing else', async () => {
  const kept: RepliableInteraction[] = [];
  const { ana, ben, discord } = await startProbe(
    answering(async (it) => {
      await it.reply({ content: `for ${it.user.displayName}`, flags: 64 });
      kept.push(it);
    }),
  );
  const { message } = await ana.run('/ping');
  await ben.run('/ping');
  await discord.waitFor(() => kept.length === 2);
  expect(await outcome(kept[1]!.webhook.deleteMessage(message.id))).toEqual({ code: 10008, status: 404 });
  expect(message.deleted).toBe(false);
  await kept[0]!.webhook.deleteMessage(message.id);
  expect(message.deleted).toBe(true);
  expect(ana.seesEphemerals()).toEqual([]);
  discord.assertClean();
});

test.each<readonly [string, (it: RepliableInteraction) => Promise<unknown>, RegExp]>([
  [
    'two answers',
    async (it) => {
      await it.reply('a');
      await callback(it, { type: 4, data: { content: 'b' } });
    },
    /code 40060/,
  ],
  [
    'a kind that does not fit',
    (it) => callback(it, { type: 7, data: { content: 'b' } }),
    /7 is no answer to an interaction of type 2/,
  ],
  ['suggestions for a command', (it) => callback(it, { type: 8, data: { choices: [] } }), /8 is no answer/],
  [
    'a deferral in V2',
    (it) => callback(it, { type: 5, data: { flags: 64 | 32_768 } }),
    /a deferral takes only EPHEMERAL/,
  ],
  [
    'a deferral with content',
    (it) => callback(it, { type: 5, data: { content: 'x' } }),
    /a deferral takes only flags/,
  ],
  ['an empty answer', (it) => callback(it, { type: 4, data: {} }), /code 50006/],
  ['a typo', (it) => callback(it, { type: 4, data: { contents: 'x' } }), /additional properties/],
  ['an edit before an answer', (it) => it.webhook.editMessage('@original', 'x'), /Unknown Webhook/],
  [
    'a V2 edit of a deferral without the flag',
    async (it) => {
      await it.deferReply();
      await it.editReply({ components: [words()] as never });
    },
    /needs the flag/,
  ],
  [
    'content in a V2 message',
    async (it) => {
      await it.reply(screen('x'));
      await it.editReply({ content: 'x' });
    },
    /content: not together/,
  ],
  [
    'a private message by its channel',
    async (it) => {
      await it.reply({ content: 'x', flags: 64 });
      const { id } = await it.fetchReply();
      await it.client.rest.patch(`/channels/${it.channelId}/messages/${id}`, { body: { content: 'y' } });
    },
    /only be reached by its token/,
  ],
])('is a problem: %s', async (_, act, problem) => {
  const { ana, discord } = await startProbe(
    answering(async (it) => {
      await act(it).catch(() => {});
      await it.reply('in the end').catch(() => {});
    }),
  );
  await ana.run('/ping').catch(() => {});
  await discord.waitFor(() => discord.problems.length > 0);
  expect(discord.problems.join('\n')).toMatch(problem);
  expect(() => discord.assertClean()).toThrow('broken rules');
});

test('a modal cannot follow a modal', async () => {
  const { ana, discord } = await startProbe((it) => {
    if (it.isModalSubmit()) return callback(it, { type: 9, data: modal(field(2)) });
    return it.isChatInputCommand() ? it.showModal(modal(field(1)) as never) : undefined;
  });
  const opened = await ana.run('/ping');
  void ana.submit(opened, { f1: 'x' }).catch(() => {});
  await discord.waitFor(() => discord.problems.length > 0);
  expect(discord.problems[0]).toContain('9 is no answer to an interaction of type 5');
});

test('no answer within three seconds is a problem, and a late one is refused', async () => {
  const late: unknown[] = [];
  const { ana, discord } = await startProbe(
    answering(async (it) => {
      await new Promise((resolve) => setTimeout(resolve, 3050));
      late.push(await outcome(callback(it, { type: 4, data: { content: 'late' } })));
    }),
  );
  await expect(ana.run('/ping')).rejects.toThrow('did not answer within three seconds');
  await discord.waitFor(() => late.length > 0);
  expect(late).toEqual([{ code: 10062, status: 404 }]);
  expect(discord.problems[0]).toBe('Ana runs /ping: the bot did not answer within three seconds');
});

test('a token is good for fifteen minutes of the moved clock', async () => {
  const kept: RepliableInteraction[] = [];
  const { ana, discord } = await startProbe(
    answering(async (it) => {
      await it.reply('x');
      kept.push(it);
    }),
  );
  await ana.run('/ping');
  await discord.waitFor(() => kept.length === 1);
  await kept[0]!.editReply('y');
  discord.moveBy(14 * MINUTE);
  await kept[0]!.editReply('z');
  discord.assertClean();
  discord.moveBy(1 * MINUTE);
  expect(await outcome(kept[0]!.editReply('too late'))).toEqual({ code: 50027, status: 401 });
  expect(discord.problems.join()).toContain('Invalid Webhook Token');
});

test('a deleted private message is simply gone', async () => {
  const kept: RepliableInteraction[] = [];
  const { ana, discord } = await startProbe(
    answering(async (it) => {
      await it.reply({ content: 'x', flags: 64 });
      kept.push(it);
    }),
  );
  const { message } = await ana.run('/ping');
  await discord.waitFor(() => kept.length === 1);
  ana.dismiss(message);
  expect(await outcome(kept[0]!.deleteReply())).toEqual({ code: 10008, status: 404 });
  discord.assertClean();
});

function callback(it: RepliableInteraction, body: object): Promise<unknown> {
  return it.client.rest.post(`/interactions/${it.id}/${it.token}/callback`, { body, auth: false });
}
