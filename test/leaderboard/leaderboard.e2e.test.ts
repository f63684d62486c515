import { afterEach, expect, test } from 'vitest';
import { DAY, type Story, tell } from '../story.ts';

let story: Story;
afterEach(() => story.end());

/** Everybody answers this letter, so that all have the same number of points. */
async function answerAll(members: readonly Story['ana'][], letter = 'A') {
  for (const member of members) {
    await member.press((await member.press(story.room.last, letter)).message, 'Sure');
  }
}

test('is private, ten a page, ties share a rank, with always your own place', async () => {
  story = await tell();
  const { guild, room, discord } = story;
  await story.postFirst();
  const many = Array.from({ length: 12 }, (_, index) => guild.addMember(`Member ${index + 1}`));
  await answerAll(many);
  const board = await many[0]!.run('/leaderboard', {}, { in: room });
  expect(board.message.ephemeral).toBe(true);
  const text = board.message.text();
  expect(text).toMatch(/^#+ This week/);
  expect(text).toContain('12 people took part');
  expect(text.match(/^1\\\. {2}Member/gm)).toHaveLength(10);
  expect(text).toContain('You are 1st');
  expect(board.message.buttons()).toEqual([
    'Later',
    'Month',
    'All time',
    'Share',
    'How points work',
    'Hide me',
  ]);
  const second = await many[0]!.press(board.message, 'Later');
  expect(second.kind).toBe('update');
  expect(second.message.text().match(/^1\\\. {2}Member/gm)).toHaveLength(2);

  const shared = await many[0]!.press(second.message, 'Share');
  expect(shared.message.ephemeral).toBe(false);
  expect(room.last.text().match(/Member/g)).toHaveLength(3);
  discord.assertClean();
});

test('with nobody on it says what to do', async () => {
  story = await tell();
  const board = await story.ana.run('/leaderboard', {}, { in: story.room });
  expect(board.message.text()).toMatch(/nobody has points yet/i);
  expect(board.message.text()).toContain('You are not on this board yet');
});

test('a new week begins empty in the server’s own zone, while month and all time go on', async () => {
  story = await tell();
  const { ana, room, bot } = story;
  await story.postFirst();
  await answerAll([ana]);
  // Sunday, 15 November, 23:59 in Berlin is still this week; a minute later is not.
  await bot.moveTo(Date.UTC(2026, 10, 15, 22, 59));
  expect((await ana.run('/leaderboard', {}, { in: room })).message.text()).toContain('You are 1st');
  await bot.moveTo(Date.UTC(2026, 10, 15, 23, 0));
  const week = await ana.run('/leaderboard', { period: 'week' }, { in: room });
  expect(week.message.text()).toContain('You are not on this board yet');
  const month = await ana.press(week.message, 'Month');
  expect(month.message.text()).toContain('You are 1st');
});

test('who hides is not listed and sees their points alone; who left is not listed until their next press', async () => {
  story = await tell();
  const { ana, bo, chidi, guild, room, bot } = story;
  await story.postFirst();
  await answerAll([ana, bo, chidi]);
  const mine = await ana.run('/leaderboard', {}, { in: room });
  const hidden = await ana.press(mine.message, 'Hide me');
  expect(hidden.message.text()).toContain('You are hidden from boards');
  guild.removeMember(bo);
  await bot.moveBy(DAY);
  const seen = await chidi.run('/leaderboard', {}, { in: room });
  expect(seen.message.text()).toContain('1 person took part');
  expect(seen.message.text()).not.toMatch(/Ana|Bo/);
});

test('many who left are found with one question to the gateway', async () => {
  story = await tell();
  const { chidi, guild, room, bot } = story;
  const crowd = Array.from({ length: 40 }, (_, index) => guild.addMember(`Member ${index}`));
  await story.postFirst();
  await answerAll([...crowd, chidi]);
  for (const member of crowd) guild.removeMember(member);
  await bot.moveBy(DAY);
  const seen = await chidi.run('/leaderboard', {}, { in: room });
  expect(seen.message.text()).toContain('1 person took part');
});

test('by topic counts only its questions; an unknown topic is refused in words', async () => {
  story = await tell();
  const { ana, room } = story;
  await story.postFirst();
  await answerAll([ana]);
  const topics = await ana.complete('/leaderboard', { topic: '' }, 'topic', { in: room });
  expect(topics.length).toBeGreaterThan(5);
  const boards = await Promise.all(
    topics.map(async (topic) =>
      (await ana.run('/leaderboard', { topic: topic.value }, { in: room })).message.text(),
    ),
  );
  expect(boards.filter((text) => text.includes('1 person took part'))).toHaveLength(1);
  const unknown = await ana.run('/leaderboard', { topic: 'cooking' }, { in: room });
  expect(unknown.message.text()).toContain('do not know that topic');
});

test('a name cannot ping, break Markdown or link', async () => {
  story = await tell();
  const { guild, room } = story;
  const trickster = guild.addMember('@everyone **<@1>** [x](https://e.example)');
  await story.postFirst();
  await answerAll([trickster]);
  const shared = await trickster.press(
    (await trickster.run('/leaderboard', {}, { in: room })).message,
    'Share',
  );
  const text = shared.message.text();
  expect(text).not.toMatch(/(?<!\\)@everyone|(?<!\\)<@|(?<!\\)\*\*</);
});

test('the board survives a crash', async () => {
  story = await tell();
  const { ana, room } = story;
  await story.postFirst();
  await answerAll([ana]);
  const before = (await ana.run('/leaderboard', {}, { in: room })).message.text();
  await story.crash();
  expect((await ana.run('/leaderboard', {}, { in: room })).message.text()).toBe(before);
});
