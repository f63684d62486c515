import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import type { Answer, Member, Message } from '../local-discord/index.ts';
import { type Story, tell } from '../story.ts';

let story: Story;
afterEach(() => story.end());

/** The letter before the option that begins with these words. */
function letterOf(message: Message, words: string): string {
  return new RegExp(`\\*\\*([A-D])\\*\\*  ${words}`).exec(message.text())?.[1] ?? '';
}

test('the transcript of a whole quiz reads well', async () => {
  story = await tell({ questions: join(import.meta.dirname, 'pack') });
  const { ana, bo, chidi, guild, room: home, bot, discord } = story;
  const dara = guild.addMember('Dara');
  const lines: string[] = [];
  // Times are the only thing that differs from run to run.
  const write = (who: string, text: string) =>
    lines.push(
      `=== ${who}`,
      text.replace(/<t:\d+:(\w)>/g, '<time $1>').replace(/https:\/\/discord\.com\S+/g, '<link>'),
      '',
    );
  const seen = (member: Member, did: string, answer: Answer) =>
    write(`${member.name} ${did} and sees`, answer.message.text());

  const started = await ana.run('/quiz start', { rounds: 3, topic: 'clouds' }, { in: home });
  write('Ana starts it and sees', (await started.filledIn()).text());
  write('in the channel', home.last.text());
  const room = home.threads[0]!;
  seen(bo, 'joins', await bo.press(room.last, 'Join'));
  await ana.press(room.last, 'Join');
  await discord.waitFor(() => room.last.text().includes('Bo'));
  write('in the thread', room.last.text());
  seen(ana, 'starts it now', await ana.press(room.last, 'Start now'));

  const right = ['Stratus', 'A thunderstorm', 'A warm front'];
  const wrong = ['Cirrus', 'A week', 'Hail'];
  for (const number of [1, 2, 3]) {
    await discord.waitFor(() => room.last.text().includes(`Question ${number} of 3`));
    write('in the thread', room.last.text());
    const option = (words: readonly string[]) =>
      words.map((text) => letterOf(room.last, text)).find(Boolean) ?? '';
    const first = await ana.press(room.last, option(right));
    if (number === 1) seen(ana, 'answers', first);
    await bo.press(room.last, option(wrong));
    await chidi.press(room.last, option(number === 2 ? wrong : right));
    await dara.press(room.last, option(number === 3 ? wrong : right));
    await bot.moveBy(60_000);
    write('in the thread', room.last.text());
    if (number === 1) {
      seen(bo, 'asks for all explanations', await bo.press(room.last, 'All explanations'));
      seen(bo, 'asks for their place', await bo.press(room.last, 'My place'));
    }
    for (const member of [ana, bo, chidi, dara]) await member.press(room.last, room.last.buttons()[0] ?? '');
    if (number < 3) await discord.waitFor(() => room.last.text().includes(`Question ${number + 1} of 3`));
  }
  await discord.waitFor(() => room.last.text().includes('That was'));
  write('in the thread', room.last.text());
  seen(bo, 'asks for their result', await bo.press(room.last, 'My result'));
  seen(bo, 'looks at what they missed', await bo.press(room.last, 'What I missed'));
  seen(dara, 'looks at the hardest', await dara.press(room.last, 'Look at it'));

  await expect(lines.join('\n')).toMatchFileSnapshot('transcript.golden.txt');
});
