import { Client, type ClientOptions, GatewayIntentBits, type Interaction } from 'discord.js';
import { onTestFinished } from 'vitest';
import { type LocalDiscord, type Options, startLocalDiscord } from './index.ts';

/** A small bot in the test's own process, to try the server with. */
export type Probe = Awaited<ReturnType<typeof startProbe>>;

/** What the small bot does with an interaction. */
export type Handler = (interaction: Interaction) => unknown;

/** The commands of the small bot. */
const COMMANDS = [
  { name: 'ping', description: 'Says pong', options: [] },
  {
    name: 'setup',
    description: 'Sets things up',
    default_member_permissions: '32',
    contexts: [0],
    options: [
      {
        type: 1,
        name: 'daily',
        description: 'The daily',
        options: [
          { type: 3, name: 'timezone', description: 'Where', required: true, autocomplete: true },
          { type: 4, name: 'count', description: 'How many', min_value: 1, max_value: 5 },
          { type: 3, name: 'day', description: 'When', choices: [{ name: 'Monday', value: 'mon' }] },
          { type: 7, name: 'channel', description: 'Which', channel_types: [0] },
          { type: 8, name: 'role', description: 'Who' },
          { type: 6, name: 'person', description: 'Whom' },
          { type: 5, name: 'thread', description: 'Whether' },
          { type: 11, name: 'file', description: 'What' },
          { type: 3, name: 'code', description: 'Short', max_length: 3 },
        ],
      },
    ],
  },
];

/** Starts a server with one guild, one room and two members. Everything ends with the test. */
export async function startDiscord(options: Options = {}) {
  const discord = await startLocalDiscord(options);
  onTestFinished(() => discord.close());
  const guild = discord.addGuild({ name: 'ML study', locale: 'de' });
  const room = guild.addChannel('ml-study');
  return { discord, guild, room, ana: guild.addMember('Ana'), ben: guild.addMember('Ben') };
}

/** A client that is connected to the server and has registered its commands. */
export async function connect(
  discord: LocalDiscord,
  handle: Handler = () => {},
  options: Partial<ClientOptions> = {},
) {
  const client = new Client({
    intents: [GatewayIntentBits.Guilds],
    allowedMentions: { parse: [] },
    waitGuildTimeout: 200,
    ...options,
    rest: { api: discord.api, ...options.rest },
    ws: { buildIdentifyThrottler: async () => ({ waitForIdentify: async () => {} }) },
  });
  onTestFinished(() => client.destroy());
  client.on('error', () => {});
  client.on('interactionCreate', async (interaction) => {
    // What goes wrong stands in the server's problems.
    await Promise.resolve(handle(interaction)).catch(() => {});
  });
  const ready = new Promise((resolve) => client.once('clientReady', resolve));
  await client.login(discord.token);
  await ready;
  await client.rest.put(`/applications/${discord.applicationId}/commands`, { body: COMMANDS });
  return client;
}

/** A server with a connected client. */
export async function startProbe(handle: Handler = () => {}, options: Options = {}) {
  const started = await startDiscord(options);
  return { ...started, client: await connect(started.discord, handle) };
}

/** What a REST call came to: its answer, or the error with Discord's code. */
export async function outcome(
  call: Promise<unknown>,
): Promise<{ readonly code?: number; readonly status?: number; readonly value?: unknown }> {
  try {
    return { value: await call };
  } catch (error) {
    const { code, status } = error as { readonly code: number; readonly status: number };
    return { code, status };
  }
}
