import { afterEach, expect, test } from 'vitest';
import { DAY, MINUTE, type Story, tell } from '../story.ts';

let story: Story;
afterEach(() => story.end());

test('shows what is set, and changes it', async () => {
  story = await tell();
  const { ana, room } = story;
  const mine = await ana.run('/me', {}, { in: room });
  expect(mine.message.ephemeral).toBe(true);
  expect(mine.message.text()).toContain('Quiet hours: 21:00 to 08:00');
  const changed = await ana.run(
    '/me',
    { timezone: 'Asia/Tokyo', 'quiet-from': 22, 'quiet-to': 7, hide: true },
    { in: room },
  );
  expect(changed.message.text()).toContain('Asia/Tokyo');
  expect(changed.message.text()).toContain('Quiet hours: 22:00 to 07:00');
  expect(changed.message.text()).toContain('You are hidden from boards.');
  const wrong = await ana.run('/me', { timezone: 'Atlantis' }, { in: room });
  expect(wrong.message.text()).toContain('do not know that time zone');
});

test('after the exam asks how it went, until one has said so; the same hour twice is no quiet hours', async () => {
  story = await tell();
  const { ana, bot, room } = story;
  const me = async (set: Parameters<typeof ana.run>[1] = {}) =>
    (await ana.run('/me', set, { in: room })).message.text();
  expect(await me({ 'exam-date': '2026-11-13', 'quiet-from': 9, 'quiet-to': 9 })).toContain(
    'No quiet hours: I may write to you at any time.',
  );
  await bot.moveBy(DAY);
  expect(await me()).toContain('Your exam: 13 Nov 2026.');
  await bot.moveBy(DAY);
  expect(await me()).toContain(
    'How did it go? `/certified passed`, or `/certified not-yet` for what comes next.',
  );
  await (await ana.run('/certified passed', { date: 'yesterday' }, { in: room })).filledIn();
  expect(await me()).toContain('Your exam was on 13 Nov 2026, and you passed.');
});

test('exports everything stored, and nothing of others', async () => {
  story = await tell();
  const { ana, bo, room } = story;
  const message = await story.postFirst();
  for (const member of [ana, bo]) await member.press((await member.press(message, 'A')).message, 'Sure');
  const exported = await ana.press((await ana.run('/me', {}, { in: room })).message, 'Export my data');
  const file = (await exported.filledIn()).files[0]!;
  const data = JSON.parse(file.text());
  expect(data.member).toHaveLength(1);
  expect(data.member[0].value.name).toBe('Ana');
  expect(data.answer).toHaveLength(1);
  expect(data.history).toHaveLength(1);
  expect(JSON.stringify(data)).not.toContain(bo.id);
});

test('deletes everything after asking once more, the board at once', async () => {
  story = await tell();
  const { ana, room } = story;
  const message = await story.postFirst();
  await ana.press((await ana.press(message, 'A')).message, 'Sure');
  const asked = await ana.press((await ana.run('/me', {}, { in: room })).message, 'Delete my data');
  expect(asked.message.text()).toContain('Delete everything of yours here?');
  const kept = await ana.press(asked.message, 'Keep my data');
  expect(kept.message.text()).toContain('Your settings here');
  const sure = await ana.press(kept.message, 'Delete my data');
  const gone = await ana.press(sure.message, 'Delete it all');
  await story.discord.waitFor(() => gone.message.text().includes('Deleted'));
  expect((await ana.run('/leaderboard', {}, { in: room })).message.text()).toMatch(/nobody has points yet/i);
  await story.crash();
  expect((await ana.run('/leaderboard', {}, { in: room })).message.text()).toMatch(/nobody has points yet/i);
  const exported = await ana.press((await ana.run('/me', {}, { in: room })).message, 'Export my data');
  expect(JSON.parse((await exported.filledIn()).files[0]!.text())).toMatchObject({
    member: [],
    answer: [],
    history: [],
  });
});

test('a server that removed the bot is kept for 30 days, and deleted after them', async () => {
  story = await tell();
  const { ana, discord, guild, room, bot } = story;
  const said = (words: string) => bot.logs.filter(({ msg }) => msg?.includes(words)).length;
  const board = async () => (await ana.run('/leaderboard', { period: 'all' }, { in: room })).message.text();
  const message = await story.postFirst();
  await ana.press((await ana.press(message, 'A')).message, 'Sure');
  const { mod } = story;
  const plan = await mod.run('/plan create', { 'exam-date': '2027-09-01', weeks: 4 }, { in: room });
  await mod.press(await plan.filledIn(), 'Use this plan');
  expect((await ana.run('/me', {}, { in: room })).message.text()).toContain('The group’s exam: 1 Sep');
  expect((await (await ana.run('/progress', {}, { in: room })).filledIn()).text()).toContain(
    'The group’s exam is on Wednesday, 1 September',
  );
  await (await ana.run('/certified passed', {}, { in: room })).filledIn();

  guild.kickBot();
  await discord.waitFor(() => said('removed the bot') === 1);
  await bot.moveBy(29 * DAY);
  guild.returnBot();
  await discord.waitFor(() => said('invited the bot') === 1);
  expect(await board()).toContain('You are 1st');

  guild.kickBot();
  await discord.waitFor(() => said('removed the bot') === 2);
  await bot.moveBy(30 * DAY + MINUTE);
  guild.returnBot();
  await discord.waitFor(() => said('invited the bot') === 2);
  expect(await board()).toMatch(/nobody has points yet/i);
  expect((await ana.run('/plan show', {}, { in: room })).message.text()).toContain('No plan here yet');
  const wall = await ana.run('/leaderboard', { period: 'certified' }, { in: room });
  expect(wall.message.text()).toContain('Nobody has passed yet.');
});

test('a server that removed the bot while it was down is noticed at the next start', async () => {
  story = await tell();
  const { discord, guild } = story;
  await story.postFirst();
  await story.bot.kill();
  guild.kickBot();
  await story.restart();
  await discord.waitFor(() => story.bot.logs.some(({ msg }) => msg?.includes('removed the bot')));
});
