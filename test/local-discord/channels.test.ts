import { expect, test } from 'vitest';
import type { Permission } from './index.ts';
import { BOT_PERMISSIONS } from './index.ts';
import { outcome, startProbe } from './probe.ts';
import { button, row } from './samples.ts';

const HELLO = { content: 'hello' };

/** A server and the bare requests of its bot. */
async function startRest(...args: Parameters<typeof startProbe>) {
  const probe = await startProbe(...args);
  const { rest } = probe.client;
  const send = (method: 'get' | 'post' | 'put' | 'patch' | 'delete', path: `/${string}`, body?: object) =>
    outcome(rest[method](path, body ? { body } : {}));
  const messages: `/${string}` = `/channels/${probe.room.id}/messages`;
  return { ...probe, send, messages };
}

const idOf = ({ value }: { readonly value?: unknown }) => (value as { readonly id: string }).id;

test('a message is posted, edited, listed, shown and deleted', async () => {
  const { send, messages, room, discord } = await startRest();
  const id = idOf(await send('post', messages, { ...HELLO, components: [row(button(1))] }));
  expect(room.last).toMatchObject({ id, content: 'hello', edits: 0 });
  await send('patch', `${messages}/${id}`, { content: 'bye' });
  expect(room.last.text()).toBe('bye\n[B]');
  expect((await send('get', `${messages}/${id}`)).value).toMatchObject({ content: 'bye' });
  await send('delete', `${messages}/${id}`);
  expect(room.messages).toEqual([]);
  expect(await send('patch', `${messages}/${id}`, HELLO)).toEqual({ code: 10008, status: 404 });
  discord.assertClean();
});

test('messages are listed newest first, and from where was asked', async () => {
  const { send, messages, discord, room } = await startRest();
  for (const word of ['a', 'b', 'c', 'd', 'e']) await send('post', messages, { content: word });
  const [a, b, , d] = room.messages.map(({ id }) => id);
  const list = async (query: string) =>
    ((await send('get', `${messages}?${query}`)).value as { content: string }[])
      .map(({ content }) => content)
      .join('');
  expect(await list('')).toBe('edcba');
  expect(await list('limit=2')).toBe('ed');
  expect(await list(`after=${b}&limit=2`)).toBe('dc');
  expect(await list(`after=${BigInt(b!) - 1n}&limit=100`)).toBe('edcb');
  expect(await list(`before=${d}&limit=2`)).toBe('cb');
  expect(await list(`before=${a}`)).toBe('');
  discord.assertClean();
  expect(await send('get', `${messages}?limit=101`)).toMatchObject({ status: 400 });
  expect(await send('get', `${messages}?after=${a}&before=${d}`)).toMatchObject({ status: 400 });
  expect(discord.problems.length).toBe(2);
});

test('what members write is blank without the intent', async () => {
  const { send, messages, ana, room } = await startRest();
  ana.say(room, 'secret');
  expect((await send('get', messages)).value).toMatchObject([{ content: '' }]);
  expect(await send('patch', `${messages}/${room.last.id}`, HELLO)).toEqual({ code: 50005, status: 403 });
});

test('the same nonce within minutes gives the first message again', async () => {
  const { send, messages, room, discord } = await startRest();
  const body = { ...HELLO, nonce: 'daily-1', enforce_nonce: true };
  const first = idOf(await send('post', messages, body));
  expect(idOf(await send('post', messages, { ...body, content: 'other' }))).toBe(first);
  expect(room.messages.length).toBe(1);
  expect(idOf(await send('post', messages, { ...body, enforce_nonce: false }))).not.toBe(first);
  discord.moveBy(10 * 60_000);
  expect(idOf(await send('post', messages, body))).not.toBe(first);
  expect(room.messages.length).toBe(3);
  room.last.delete();
  await send('post', messages, body);
  expect(room.messages.length).toBe(3);
});

test('who may not send may not embed or attach either, which interactions tell', async () => {
  const seen: (string | undefined)[] = [];
  const { ana, guild, room } = await startProbe((it) => {
    seen.push(it.appPermissions.toArray().join());
    return it.isRepliable() ? it.reply('x') : undefined;
  });
  guild.denyBot(room, ['SendMessages']);
  await ana.run('/ping', {}, { in: room });
  expect(seen[0]).toContain('ViewChannel');
  expect(seen[0]).not.toMatch(/SendMessages\b|EmbedLinks|AttachFiles/);
});

test('what this server answers is checked too', async () => {
  const { send, guild, discord } = await startRest();
  const broken = guild.addChannel(5 as unknown as string);
  await send('get', `/channels/${broken.id}`);
  expect(discord.problems[0]).toContain(
    'the local Discord answers /channels/{channel} wrongly: name: must be string',
  );
});

test('without checks anything is taken, and nothing is a problem', async () => {
  const { send, messages, room, discord } = await startRest(undefined, { checks: false });
  await send('post', messages, { content: 'x'.repeat(3000), typo: 1 });
  expect(room.last.content.length).toBe(3000);
  discord.assertClean();
});

test.each<readonly [string, readonly Permission[], object, number]>([
  ['seeing the channel', ['ViewChannel'], HELLO, 50001],
  ['sending', ['SendMessages'], HELLO, 50013],
  ['embeds', ['EmbedLinks'], { embeds: [{ title: 'T' }] }, 50013],
  [
    'replying',
    ['ReadMessageHistory'],
    { ...HELLO, message_reference: { message_id: '1'.repeat(18) } },
    50013,
  ],
])('posting needs the permission for %s, and a refusal is no problem', async (_, deny, body, code) => {
  const { send, messages, guild, room, discord } = await startRest();
  guild.denyBot(room, deny);
  expect(await send('post', messages, body)).toEqual({ code, status: 403 });
  expect(discord.refusals[0]).toContain(deny[0]);
  discord.assertClean();
  guild.denyBot(room, []);
  expect(await send('post', messages, body)).toMatchObject({ value: {} });
});

test('the permissions of the whole server, of roles and of overwrites come together', async () => {
  const { send, discord } = await startRest();
  const closed = discord.addGuild({ name: 'closed', botPermissions: ['ViewChannel'] });
  const talk = closed.addChannel('talk');
  const path: `/${string}` = `/channels/${talk.id}/messages`;
  expect(await send('post', path, HELLO)).toEqual({ code: 50013, status: 403 });
  closed.denyBot(talk, [], ['SendMessages']);
  expect(await send('post', path, HELLO)).toMatchObject({ value: {} });
  closed.denyBot(talk, []);
  const writers = closed.addRole({ name: 'Writers', permissions: ['SendMessages'] });
  closed.giveBotRole(writers);
  expect(await send('post', path, HELLO)).toMatchObject({ value: {} });
  closed.setOverwrite(talk, writers, { deny: ['SendMessages'] });
  expect(await send('post', path, HELLO)).toEqual({ code: 50013, status: 403 });
  closed.setOverwrite(talk, writers, {});
  closed.setOverwrite(talk, { id: closed.id }, { deny: ['SendMessages'] });
  expect(await send('post', path, HELLO)).toEqual({ code: 50013, status: 403 });
  closed.setOverwrite(talk, writers, { allow: ['SendMessages'] });
  expect(await send('post', path, HELLO)).toMatchObject({ value: {} });
  closed.setBotPermissions([]);
  expect(await send('post', path, HELLO)).toEqual({ code: 50001, status: 403 });
});

test('files need a permission, come along and are served', async () => {
  const { client, guild, room, discord } = await startRest();
  const files = [{ name: 'a.csv', data: Buffer.from('a,b') }];
  const body = { content: 'x', attachments: [{ id: '0', filename: 'data.csv', description: 'Data' }] };
  await client.rest.post(`/channels/${room.id}/messages`, { body, files });
  const [file] = room.last.files;
  expect(file).toMatchObject({ name: 'data.csv', size: 3, description: 'Data' });
  expect(file!.text()).toBe('a,b');
  expect(await (await fetch(file!.url)).text()).toBe('a,b');
  discord.assertClean();
  guild.denyBot(room, ['AttachFiles']);
  expect(await outcome(client.rest.post(`/channels/${room.id}/messages`, { body, files }))).toMatchObject({
    code: 50013,
  });
});

test('a mention notifies whom it may', async () => {
  const { send, messages, guild, room, ana, discord } = await startRest();
  const open = guild.addRole({ name: 'Learners', mentionable: true });
  const shut = guild.addRole({ name: 'Staff' });
  const content = `<@&${open.id}> <@&${shut.id}> <@${ana.id}> @everyone`;
  await send('post', messages, { content, allowed_mentions: { parse: [], roles: [open.id, shut.id] } });
  expect(room.last.pings).toEqual({ everyone: false, roles: [open.id], users: [] });
  expect(discord.refusals[0]).toContain('@Staff is not mentionable');
  await send('post', messages, { content });
  expect(room.last.pings).toEqual({ everyone: false, roles: [open.id], users: [ana.id] });
  await send('post', messages, { content, allowed_mentions: { parse: [] } });
  expect(room.last.pings).toEqual({ everyone: false, roles: [], users: [] });
  guild.denyBot(room, [], ['MentionEveryone']);
  await send('post', messages, { content });
  expect(room.last.pings).toEqual({ everyone: true, roles: [open.id, shut.id], users: [ana.id] });
});

test('what is gone is no problem: channels, servers, members', async () => {
  const { send, messages, guild, room, ana, discord } = await startRest();
  guild.removeMember(ana);
  expect(await send('get', `/guilds/${guild.id}/members/${ana.id}`)).toEqual({ code: 10007, status: 404 });
  room.delete();
  expect(await send('post', messages, HELLO)).toEqual({ code: 10003, status: 404 });
  const other = guild.addChannel('other');
  guild.kickBot();
  expect(await send('post', `/channels/${other.id}/messages`, HELLO)).toEqual({ code: 50001, status: 403 });
  expect(await send('get', `/guilds/${guild.id}/scheduled-events`)).toEqual({ code: 10004, status: 404 });
  discord.assertClean();
});

test('direct messages arrive, unless they are closed', async () => {
  const { send, guild, ana, discord } = await startRest();
  const caro = guild.addMember('Caro', { dmsClosed: true });
  const open = async (id: string) => idOf(await send('post', '/users/@me/channels', { recipient_id: id }));
  await send('post', `/channels/${await open(ana.id)}/messages`, HELLO);
  expect(ana.direct.last.content).toBe('hello');
  expect(await send('post', `/channels/${await open(caro.id)}/messages`, HELLO)).toEqual({
    code: 50007,
    status: 403,
  });
  guild.removeMember(ana);
  expect(await send('post', `/channels/${ana.direct.id}/messages`, HELLO)).toEqual({
    code: 50007,
    status: 403,
  });
  discord.assertClean();
});

test('a thread is opened under a message, once', async () => {
  const { send, messages, room, discord } = await startRest();
  const id = idOf(await send('post', messages, HELLO));
  const thread = await send('post', `${messages}/${id}/threads`, {
    name: 'Discussion',
    auto_archive_duration: 4320,
  });
  expect(idOf(thread)).toBe(id);
  expect(room.threads.map(({ name }) => name)).toEqual(['Discussion']);
  expect(await send('post', `${messages}/${id}/threads`, { name: 'Again' })).toEqual({
    code: 160004,
    status: 400,
  });
  await send('post', `/channels/${id}/messages`, HELLO);
  expect(room.threads[0]!.last.content).toBe('hello');
  const alone = await send('post', `/channels/${room.id}/threads`, { name: 'Alone', type: 11 });
  expect(await send('patch', `/channels/${idOf(alone)}`, { name: 'Renamed', archived: true })).toMatchObject({
    value: {},
  });
  expect(room.threads[1]).toMatchObject({ name: 'Renamed', archived: true });
  discord.assertClean();
});

test('threads have the permissions of their channel, and some of their own', async () => {
  const { send, messages, guild, room, discord } = await startRest();
  const id = idOf(await send('post', messages, HELLO));
  guild.denyBot(room, ['CreatePublicThreads']);
  expect(await send('post', `${messages}/${id}/threads`, { name: 'x' })).toMatchObject({ code: 50013 });
  guild.denyBot(room, []);
  await send('post', `${messages}/${id}/threads`, { name: 'x' });
  guild.denyBot(room, ['SendMessagesInThreads']);
  expect(await send('post', `/channels/${id}/messages`, HELLO)).toMatchObject({ code: 50013 });
  expect(await send('post', messages, HELLO)).toMatchObject({ value: {} });
  guild.denyBot(room, ['SendMessages']);
  expect(await send('post', `/channels/${id}/messages`, HELLO)).toMatchObject({ value: {} });
  expect(await send('patch', `/channels/${id}`, { locked: true })).toMatchObject({ code: 50013 });
  discord.assertClean();
});

test('an archived thread takes no edits; a message opens it, unless it is locked', async () => {
  const { send, messages, room, discord } = await startRest();
  const id = idOf(await send('post', messages, HELLO));
  await send('post', `${messages}/${id}/threads`, { name: 'x' });
  const inside = idOf(await send('post', `/channels/${id}/messages`, HELLO));
  const [thread] = room.threads;
  thread!.archive();
  expect(await send('patch', `/channels/${id}/messages/${inside}`, HELLO)).toEqual({
    code: 50083,
    status: 400,
  });
  expect(await send('post', `/channels/${id}/messages`, HELLO)).toMatchObject({ value: {} });
  expect(thread!.archived).toBe(false);
  thread!.lock();
  expect(await send('post', `/channels/${id}/messages`, HELLO)).toEqual({ code: 50083, status: 400 });
  discord.assertClean();
});

test('a role is given when the bot may, and stands above it', async () => {
  const { send, discord } = await startRest();
  const guild = discord.addGuild({ botPermissions: [...BOT_PERMISSIONS, 'ManageRoles'] });
  const ana = guild.addMember('Ana');
  const passed = guild.addRole({ name: 'Passed' });
  const admins = guild.addRole({ name: 'Admins', aboveBot: true });
  const path = (role: { readonly id: string }): `/${string}` =>
    `/guilds/${guild.id}/members/${ana.id}/roles/${role.id}`;
  await send('put', path(passed));
  expect(ana.roles).toContain(passed.id);
  await send('delete', path(passed));
  expect(ana.roles).not.toContain(passed.id);
  expect(await send('put', path(admins))).toEqual({ code: 50013, status: 403 });
  guild.setBotPermissions(BOT_PERMISSIONS);
  expect(await send('put', path(passed))).toEqual({ code: 50013, status: 403 });
  expect(await send('put', path({ id: '1'.repeat(18) }))).toEqual({ code: 10011, status: 404 });
  discord.assertClean();
});

test('an event is announced with permission, in the future', async () => {
  const { send, discord } = await startRest();
  const guild = discord.addGuild({ botPermissions: [...BOT_PERMISSIONS, 'CreateEvents'] });
  const path: `/${string}` = `/guilds/${guild.id}/scheduled-events`;
  const at = (hours: number) => new Date(discord.now() + hours * 3_600_000).toISOString();
  const event = {
    name: 'Mock exam',
    privacy_level: 2,
    entity_type: 3,
    entity_metadata: { location: 'here' },
    scheduled_start_time: at(1),
    scheduled_end_time: at(3),
  };
  expect(await send('post', path, event)).toMatchObject({ value: { name: 'Mock exam' } });
  expect((await send('get', path)).value).toHaveLength(1);
  discord.assertClean();
  expect(await send('post', path, { ...event, scheduled_start_time: at(-1) })).toMatchObject({ status: 400 });
  expect(await send('post', path, { ...event, scheduled_end_time: undefined })).toMatchObject({
    status: 400,
  });
  const [made] = (await send('get', path)).value as { id: string }[];
  guild.setBotPermissions([]);
  expect(await send('post', path, event)).toEqual({ code: 50013, status: 403 });
  expect(await send('delete', `${path}/${made?.id}`)).toEqual({ code: 50013, status: 403 });
  guild.setBotPermissions([...BOT_PERMISSIONS, 'CreateEvents']);
  await send('delete', `${path}/${made?.id}`);
  expect((await send('get', path)).value).toEqual([]);
  expect(await send('delete', `${path}/${made?.id}`)).toEqual({ code: 10070, status: 404 });
});

test('a route that the bot does not use is a problem', async () => {
  const { send, guild, discord } = await startRest();
  await send('get', `/guilds/${guild.id}/bans`);
  expect(discord.problems[0]).toContain(`/guilds/${guild.id}/bans: the bot uses no such route`);
});

test('commands keep their ids, are at most 200 new ones a day, and wrong ones are refused', async () => {
  const { send, discord } = await startRest();
  const path: `/${string}` = `/applications/${discord.applicationId}/commands`;
  const named = (prefix: string) =>
    Array.from({ length: 99 }, (_, id) => ({ name: `${prefix}${id}`, description: 'x' }));
  const first = (await send('put', path, named('a'))).value as { id: string }[];
  const again = (await send('put', path, named('a'))).value as { id: string }[];
  expect(again).toMatchObject(first.map(({ id }) => ({ id })));
  expect(await send('get', path)).toMatchObject({ value: { length: 99 } });
  discord.assertClean();
  await send('put', path, named('b'));
  expect(await send('put', path, named('c'))).toEqual({ code: 30034, status: 400 });
  discord.moveBy(24 * 3_600_000);
  expect(await send('put', path, named('c'))).toMatchObject({ value: { length: 99 } });
  expect(await send('put', path, [{ name: 'Wrong Name', description: 'x' }])).toEqual({
    code: 50035,
    status: 400,
  });
});
