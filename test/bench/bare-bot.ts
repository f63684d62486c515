import {
  type ButtonInteraction,
  Client,
  GatewayIntentBits,
  MessageFlags,
  type TopLevelComponentData,
} from 'discord.js';
import { Answers } from '../../src/daily/service.ts';
import { openRecords } from '../../src/records/records.ts';
import { tables } from '../../src/tables.ts';

// What discord.js alone costs: a process that answers every press at once. How is in the custom id: `text` replies with a
// word, `saved` stores one row first, anything else names a card that it was given.

const cards = JSON.parse(process.env.CARDS ?? '{}') as Readonly<Record<string, TopLevelComponentData[]>>;
const records = await openRecords({ url: process.env.STORE_URL ?? 'memory:', clock: Date, tables });

const client = new Client({
  intents: [GatewayIntentBits.Guilds],
  shards: 'auto',
  allowedMentions: { parse: [] },
  rest: { api: process.env.DISCORD_API_URL ?? '' },
});

client.on('interactionCreate', async (interaction) => {
  if (!interaction.isButton()) return;
  if (interaction.customId === 'saved') await save(interaction);
  const components = cards[interaction.customId];
  if (!components) await interaction.reply({ content: 'Noted.', flags: MessageFlags.Ephemeral });
  else if (interaction.message.flags.has(MessageFlags.Ephemeral))
    await interaction.update({ components, flags: MessageFlags.IsComponentsV2 });
  else await interaction.reply({ components, flags: [MessageFlags.IsComponentsV2, MessageFlags.Ephemeral] });
});

async function save({ guildId, user, createdTimestamp }: ButtonInteraction): Promise<void> {
  await records.change(guildId ?? 'bot', (changes) =>
    changes.put(Answers, ['bare', user.id], { topic: 'bare', picks: [0], pickedAt: createdTimestamp }),
  );
}

// An answer that came too late must not end the process.
client.on('error', (error) => process.stderr.write(`the bare bot: ${error.message}\n`));
client.once('clientReady', () => process.send?.('ready'));
await client.login(process.env.DISCORD_TOKEN);
