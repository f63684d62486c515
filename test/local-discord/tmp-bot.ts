import { Client } from 'discord.js';

const client = new Client({ intents: [1], rest: { api: process.env.API! } });
client.on('interactionCreate', async (it) => {
  if (it.isButton()) await it.update({ content: 'x' + it.id }).catch(() => {});
  else if (it.isRepliable())
    await it
      .reply({
        content: 'pong',
        components: [
          {
            type: 1,
            components: ['A', 'B', 'C', 'D'].map((l) => ({
              type: 2,
              style: 2,
              label: l,
              custom_id: 'v1:' + l,
            })),
          },
        ] as never,
        flags: 64,
      })
      .catch(() => {});
});
client.once('clientReady', async () => {
  await client.rest.put(`/applications/${client.user!.id}/commands`, {
    body: [{ name: 'ping', description: 'x' }],
  });
  process.send!('ready');
});
client.login(process.env.TOKEN!);
