import { Worker } from 'node:worker_threads';
import { Client, Events, GatewayIntentBits } from 'discord.js';
import { expect, onTestFinished, test } from 'vitest';
import { connect, startDiscord, startProbe } from './probe.ts';

const pong = (interaction: import('discord.js').Interaction) =>
  interaction.isRepliable() ? interaction.reply('pong') : undefined;

test('a client connects and has the server, its channels and its own permissions', async () => {
  const { client, discord, guild, room } = await startProbe();
  const cached = client.guilds.cache.get(guild.id)!;
  expect(cached.preferredLocale).toBe('de');
  expect(cached.channels.cache.get(room.id)?.permissionsFor(cached.members.me!).has('SendMessages')).toBe(
    true,
  );
  expect(cached.members.cache.size).toBe(1);
  expect(discord.gateway.connected).toBe(1);
  discord.assertClean();
});

test('a wrong token is refused', async () => {
  const { discord } = await startDiscord();
  const client = new Client({ intents: [], rest: { api: discord.api } });
  await expect(client.login('wrong')).rejects.toThrow('token');
  expect(discord.requests.at(-1)).toMatchObject({ route: '/gateway/bot', status: 401 });
});

test('a privileged intent is refused and a problem', async () => {
  const { discord } = await startDiscord();
  const client = new Client({ intents: [GatewayIntentBits.GuildMembers], rest: { api: discord.api } });
  await expect(client.login(discord.token)).rejects.toThrow('disallowed intents');
  expect(discord.problems.join()).toContain('privileged intents');
});

test('after a cut the session is resumed and what was missed is sent again', async () => {
  const { discord, ana, room } = await startProbe(pong);
  discord.gateway.drop();
  const answer = await ana.run('/ping', {}, { in: room });
  expect(answer.message.content).toBe('pong');
  expect(discord.gateway).toMatchObject({ identified: 1, resumed: 1 });
  discord.assertClean();
});

test('op 7 makes the client resume', async () => {
  const { discord, ana } = await startProbe(pong);
  discord.gateway.reconnect();
  await discord.waitFor(() => discord.gateway.resumed === 1);
  expect((await ana.run('/ping')).kind).toBe('message');
});

test('a forgotten session is answered with op 9, and the client identifies again', async () => {
  const { discord, ana } = await startProbe(pong);
  discord.gateway.forgetSessions();
  discord.gateway.drop();
  await discord.waitFor(() => discord.gateway.identified === 2 && discord.gateway.connected === 1);
  expect(discord.gateway.resumed).toBe(0);
  expect((await ana.run('/ping')).kind).toBe('message');
});

test('an invalidated session is identified again', async () => {
  const { discord, ana } = await startProbe(pong);
  discord.gateway.invalidate();
  await discord.waitFor(() => discord.gateway.identified === 2 && discord.gateway.connected === 1);
  // Until it is there again: a client that is ended while it identifies waits for what never comes.
  expect((await ana.run('/ping')).kind).toBe('message');
});

/** A gateway client in a thread of its own, which tells in which read from the socket each interaction came. */
const READER = `
  const { parentPort, workerData } = require('node:worker_threads');
  const { WebSocket } = require('ws');
  const socket = new WebSocket(workerData.url);
  let read = 0;
  socket.on('open', () => socket._socket.prependListener('data', () => { read += 1; }));
  socket.on('message', (text) => {
    const { op, t } = JSON.parse(text);
    if (op === 10) socket.send(JSON.stringify({ op: 2, d: { token: workerData.token, intents: 1, properties: {} } }));
    if (t === 'INTERACTION_CREATE') parentPort.postMessage(read);
  });
`;

test('two acts at the same instant arrive in one read', async () => {
  const { discord, ana, ben } = await startDiscord();
  await registerPing(discord);
  const url = discord.api.replace('http', 'ws').replace('/api', '');
  const reader = new Worker(READER, { eval: true, workerData: { url, token: discord.token } });
  onTestFinished(async () => void (await reader.terminate()));
  const reads: number[] = [];
  reader.on('message', (read: number) => reads.push(read));
  await discord.waitFor(() => discord.gateway.connected === 1);

  const bothApart = async () => {
    void ana.run('/ping').catch(() => {});
    const until = performance.now() + 30;
    while (performance.now() < until);
    void ben.run('/ping').catch(() => {});
  };
  await bothApart();
  await discord.waitFor(() => reads.length === 2);
  await discord.together(bothApart);
  await discord.waitFor(() => reads.length === 4);
  expect(reads[0]).not.toBe(reads[1]);
  expect(reads[2]).toBe(reads[3]);
});

test('servers go to the shard that is theirs, direct messages to the first', async () => {
  const { discord, guild, ana } = await startDiscord({ shards: 2 });
  const other = discord.addGuild({ name: 'other' });
  other.addChannel('talk');
  const caro = other.addMember('Caro');
  const shards: Record<string, number> = {};
  const client = await connect(discord, pong, { shards: 'auto' });
  client.on('raw', ({ t, d }: { t: string; d: { guild_id?: string } }, shard: number) => {
    if (t === 'INTERACTION_CREATE') shards[d.guild_id ?? 'direct'] = shard;
  });
  await Promise.all([ana.run('/ping'), caro.run('/ping'), ana.run('/ping', {}, { in: ana.direct })]);
  const shardOf = (id: string) => Number((BigInt(id) >> 22n) % 2n);
  expect(shards).toEqual({ [guild.id]: shardOf(guild.id), [other.id]: shardOf(other.id), direct: 0 });
  expect(shardOf(guild.id)).not.toBe(shardOf(other.id));
  discord.assertClean();
});

test('op 8 tells who is still there', async () => {
  const { client, discord, guild, ana, ben } = await startProbe();
  guild.removeMember(ben);
  const notFound: unknown[] = [];
  client.on(Events.GuildMembersChunk, (_, __, chunk) => notFound.push(...chunk.notFound));
  const found = await client.guilds.cache
    .get(guild.id)!
    .members.fetch({ user: [ana.id, ben.id], time: 1000 });
  expect([...found.keys()]).toEqual([ana.id]);
  expect(notFound).toEqual([ben.id]);
  discord.assertClean();
});

test('op 8 for all members needs an intent', async () => {
  const { client, discord, guild } = await startProbe();
  await client.guilds.cache
    .get(guild.id)!
    .members.fetch({ query: '', limit: 0, time: 100 })
    .catch(() => {});
  expect(discord.problems.join()).toContain('GUILD_MEMBERS');
});

test('what happens to a server is told', async () => {
  const { client, discord, guild, room } = await startProbe();
  const seen: string[] = [];
  client.on(Events.ChannelCreate, ({ name }) => seen.push(`+#${name}`));
  client.on(Events.ChannelUpdate, (_, channel) => seen.push(`~#${'name' in channel ? channel.name : ''}`));
  client.on(Events.ChannelDelete, (channel) => seen.push(`-#${'name' in channel ? channel.name : ''}`));
  client.on(Events.GuildRoleCreate, ({ name }) => seen.push(`+@${name}`));
  client.on(Events.GuildRoleDelete, ({ name }) => seen.push(`-@${name}`));
  client.on(Events.GuildMemberUpdate, (_, member) => seen.push(`me: ${member.roles.cache.size}`));
  client.on(Events.GuildDelete, () => seen.push('kicked'));
  client.on(Events.GuildCreate, ({ name }) => seen.push(`invited to ${name}`));
  const talk = guild.addChannel('talk');
  talk.rename('chat');
  talk.delete();
  const role = guild.addRole({ name: 'Passed' });
  guild.giveBotRole(role);
  guild.deleteRole(role);
  guild.denyBot(room, ['SendMessages']);
  guild.kickBot();
  guild.returnBot();
  await discord.waitFor(() => seen.length === 9);
  expect(seen).toEqual([
    '+#talk',
    '~#chat',
    '-#chat',
    '+@Passed',
    'me: 3',
    '-@Passed',
    '~#ml-study',
    'kicked',
    'invited to ML study',
  ]);
  const me = client.guilds.cache.get(guild.id)!.members.me!;
  const channel = client.guilds.cache.get(guild.id)!.channels.cache.get(room.id)!;
  expect(channel.permissionsFor(me).has('SendMessages')).toBe(false);
});

async function registerPing(discord: Awaited<ReturnType<typeof startDiscord>>['discord']): Promise<void> {
  await fetch(`${discord.api}/v10/applications/${discord.applicationId}/commands`, {
    method: 'PUT',
    headers: { authorization: `Bot ${discord.token}`, 'content-type': 'application/json' },
    body: JSON.stringify([{ name: 'ping', description: 'Says pong' }]),
  });
}
