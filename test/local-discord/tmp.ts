import { fork } from 'node:child_process';
import { startLocalDiscord } from './index.ts';

for (const checks of [false]) {
  const discord = await startLocalDiscord({ checks, remember: 20000 });
  const guild = discord.addGuild();
  const room = guild.addChannel('x');
  const members = Array.from({ length: 200 }, (_, i) => guild.addMember('M' + i));
  const bot = fork('test/local-discord/tmp-bot.ts', {
    execArgv: ['--import', 'tsx'],
    env: { ...process.env, API: discord.api, TOKEN: discord.token },
  });
  await new Promise((r) => bot.once('message', r));
  const one = async (m: (typeof members)[0]) => {
    const a = await m.run('/ping', {}, { in: room });
    await m.press(a.message, 'B');
  };
  for (let i = 0; i < 10; i++) await Promise.all(members.map(one));
  for (const inFlight of [200]) {
    const t = performance.now();
    const cpu = process.cpuUsage();
    let n = 0;
    const lat: number[] = [];
    await Promise.all(
      members.slice(0, inFlight).map(async (m) => {
        for (let i = 0; i < (inFlight === 1 ? 1500 : 150); i++) {
          const a = await m.run('/ping', {}, { in: room });
          const b = await m.press(a.message, 'B');
          lat.push(a.ms, b.ms);
          n += 2;
        }
      }),
    );
    const s = (performance.now() - t) / 1000;
    const u = process.cpuUsage(cpu);
    lat.sort((a, b) => a - b);
    console.log({
      checks,
      inFlight,
      perSecond: (n / s) | 0,
      cpuMsPer1000: ((u.user + u.system) / n) | 0,
      p50: lat[n >> 1],
      p99: lat[(n * 0.99) | 0],
      rss: (process.memoryUsage().rss / 1e6) | 0,
    });
  }
  console.log(discord.problems.slice(0, 3));
  bot.kill();
  await discord.close();
}
