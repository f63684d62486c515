import { expect, onTestFinished, test } from 'vitest';
import { startBot } from '../bot.ts';
import { startDiscord } from './probe.ts';

const MORNING = Date.UTC(2026, 10, 12, 7);

test('the bot starts as a process, answers, follows the clock and stops in good order', async () => {
  const { discord, ana, room } = await startDiscord({ now: MORNING });
  const bot = await startBot({ discord });
  onTestFinished(() => bot.kill());
  await bot.ready;
  expect(discord.commands).toContain('help');
  expect((await ana.run('/help', {}, { in: room })).message.text().length).toBeGreaterThan(50);
  await bot.moveBy(3_600_000);
  expect(Math.abs(discord.now() - MORNING - 3_600_000)).toBeLessThan(30_000);
  expect(bot.memory() ?? 1e6).toBeGreaterThan(1e5);
  expect(bot.logs.map(({ msg }) => msg)).toContain('ready');
  const { code, ms } = await bot.stop();
  expect(code).toBe(0);
  expect(ms).toBeLessThan(5000);
  discord.assertClean();
});

test('a bot that cannot start says why', async () => {
  const { discord } = await startDiscord();
  const bot = await startBot({ discord, env: { DISCORD_TOKEN: 'wrong' } });
  await expect(bot.ready).rejects.toThrow(/ended \(1\)[\s\S]*token/);
  expect(await bot.exited).toMatchObject({ code: 1 });
});
