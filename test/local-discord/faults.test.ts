import { expect, test } from 'vitest';
import { outcome, startDiscord, startProbe } from './probe.ts';

const ROUTE = '/channels/{channel}/messages';
const HELLO = { content: 'hello' };

test('a fault before the work: nothing was done, and the client tries again', async () => {
  const { client, room, discord } = await startProbe();
  const fault = discord.fault({ method: 'POST', route: ROUTE, status: 502, when: 'before', times: 2 });
  await client.rest.post(`/channels/${room.id}/messages`, { body: HELLO });
  expect(fault.hits).toBe(2);
  expect(room.messages.length).toBe(1);
  expect(discord.requestsTo('POST', ROUTE).map(({ status }) => status)).toEqual([502, 502, 200]);
  discord.assertClean();
});

test('a fault after the work: a repetition does it twice, unless it has a nonce', async () => {
  const { client, room, discord } = await startProbe();
  discord.fault({ route: ROUTE, status: 500, when: 'after' });
  await client.rest.post(`/channels/${room.id}/messages`, { body: HELLO });
  expect(room.messages.length).toBe(2);
  discord.fault({ route: ROUTE, status: 500, when: 'after' });
  await client.rest.post(`/channels/${room.id}/messages`, {
    body: { ...HELLO, nonce: '1', enforce_nonce: true },
  });
  expect(room.messages.length).toBe(3);
});

test('a cut connection and a hanging request', async () => {
  const { client, room, discord } = await startProbe(undefined, {});
  discord.fault({ route: /messages$/, drop: true, when: 'after' });
  await outcome(client.rest.post(`/channels/${room.id}/messages`, { body: HELLO }));
  expect(room.messages.length).toBeGreaterThan(0);
  client.rest.options.timeout = 100;
  discord.fault({ route: /messages$/, hang: true, when: 'before' });
  await client.rest.post(`/channels/${room.id}/messages`, { body: { content: 'again' } });
  expect(room.last.content).toBe('again');
});

test('an answer that was cut and repeated is no fault of the bot', async () => {
  const { ana, discord } = await startProbe((it) => (it.isRepliable() ? it.reply('pong') : undefined));
  discord.fault({ route: '/interactions/{interaction}/{token}/callback', status: 500, when: 'after' });
  expect((await ana.run('/ping')).message.content).toBe('pong');
  await discord.waitFor(() => discord.requests.some(({ code }) => code === 40060));
  discord.assertClean();
});

test('a 429 is waited for', async () => {
  const { client, room, discord } = await startProbe();
  discord.fault({ route: ROUTE, status: 429, retryAfter: 0.1, when: 'before' });
  const from = performance.now();
  await client.rest.post(`/channels/${room.id}/messages`, { body: HELLO });
  expect(performance.now() - from).toBeGreaterThan(100);
  expect(room.messages.length).toBe(1);
});

test('a request is held before or after its work', async () => {
  const { client, room, discord } = await startProbe();
  const before = discord.hold({ method: 'POST', route: ROUTE });
  const first = client.rest.post(`/channels/${room.id}/messages`, { body: HELLO });
  expect((await before.arrived).body).toEqual(HELLO);
  expect(room.messages.length).toBe(0);
  before.release();
  await first;
  const after = discord.hold({ method: 'POST', route: ROUTE }, 'after');
  const second = client.rest.post(`/channels/${room.id}/messages`, { body: HELLO });
  await after.arrived;
  expect(room.messages.length).toBe(2);
  after.release();
  await second;
});

test('a held request whose sender has died never happens', async () => {
  const { room, discord } = await startDiscord();
  const held = discord.hold({ route: ROUTE });
  const killed = new AbortController();
  const sent = fetch(`${discord.api}/v10/channels/${room.id}/messages`, {
    method: 'POST',
    headers: { authorization: `Bot ${discord.token}`, 'content-type': 'application/json' },
    body: JSON.stringify(HELLO),
    signal: killed.signal,
  });
  const gone = expect(sent).rejects.toThrow();
  await held.arrived;
  killed.abort();
  await gone;
  await new Promise((resolve) => setTimeout(resolve, 20));
  held.release();
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(room.messages).toEqual([]);
  discord.assertClean();
});

test('headers tell the limit of a route, and a client keeps to it', async () => {
  const limits = { routes: { [`POST ${ROUTE}`]: { count: 3, ms: 400 } } };
  const { client, room, discord } = await startProbe(undefined, { limits });
  const from = performance.now();
  for (let count = 0; count < 5; count += 1)
    await client.rest.post(`/channels/${room.id}/messages`, { body: HELLO });
  expect(performance.now() - from).toBeGreaterThan(350);
  expect(room.messages.length).toBe(5);
  discord.assertClean();
});

test('beyond a limit the answer is 429, for one channel or for everything', async () => {
  const limits = {
    global: { count: 4, ms: 60_000 },
    routes: { [`POST ${ROUTE}`]: { count: 2, ms: 60_000 } },
  };
  const { discord, room, guild } = await startDiscord({ limits });
  const other = guild.addChannel('other');
  const post = (channel: string) =>
    fetch(`${discord.api}/v10/channels/${channel}/messages`, {
      method: 'POST',
      headers: { authorization: `Bot ${discord.token}`, 'content-type': 'application/json' },
      body: JSON.stringify(HELLO),
    });
  const first = await post(room.id);
  expect(first.headers.get('x-ratelimit-limit')).toBe('2');
  expect(first.headers.get('x-ratelimit-remaining')).toBe('1');
  expect(first.headers.get('x-ratelimit-bucket')).toMatch(/^[0-9a-f]{32}$/);
  await post(room.id);
  const third = await post(room.id);
  expect(third.status).toBe(429);
  expect(third.headers.get('x-ratelimit-scope')).toBe('user');
  expect(Number(third.headers.get('retry-after'))).toBeGreaterThan(50);
  expect(await third.json()).toMatchObject({ global: false });
  expect((await post(other.id)).status).toBe(200);
  const last = await post(other.id);
  expect(last.status).toBe(429);
  expect(last.headers.get('x-ratelimit-global')).toBe('true');
  expect(await last.json()).toMatchObject({ global: true });
  // Interactions are exempt from it: this one only has an unknown token.
  const unknown = await fetch(
    `${discord.api}/v10/webhooks/${discord.applicationId}/token/messages/@original`,
  );
  expect(unknown.status).toBe(404);
  expect(room.messages.length).toBe(2);
});
