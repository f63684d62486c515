import { afterEach, expect, test } from 'vitest';
import { makeSmallPack } from '../small-pack.ts';
import { DAY, HOUR, MINUTE, MORNING, type Story, tell } from '../story.ts';

let story: Story;
afterEach(() => story.end());

test('a question is posted at the server’s local time, answered privately, and its receipt says right or wrong first', async () => {
  story = await tell();
  const { room, ana, bo, discord } = story;
  const message = await story.postFirst();
  expect(room.messages).toHaveLength(1);
  expect(message.text()).toContain('Question of the day');
  expect(message.text()).toContain('Thursday, 12 November');
  expect(message.buttons()).toEqual(['A', 'B', 'C', 'D']);

  const card = await ana.press(message, 'B');
  expect(card.message.ephemeral).toBe(true);
  expect(card.message.text()).toMatch(/^#+ You picked B/);
  expect(card.message.buttons()).toEqual(['Sure', 'Not quite', 'Just guessing', 'Pick another answer']);
  const receipt = await ana.press(card.message, 'Sure');
  expect(receipt.kind).toBe('update');
  expect(receipt.message.text()).toMatch(/^#+ (Right: [A-D]|Not this one: the answer is [A-D])/);
  expect(receipt.message.text()).toMatch(/(10|2) points · day 1 of your streak/);
  expect(receipt.message.buttons()).toContain('Something wrong?');

  // Nothing of it is seen by others while the question is open.
  expect(bo.seesEphemerals()).toEqual([]);
  expect(room.messages).toHaveLength(1);

  const again = await ana.press(message, 'A');
  expect(again.message.text()).toMatch(/^You answered B .*Here it is again\./);
  await discord.waitFor(() => ana.seesEphemerals().length === 1);
  discord.assertClean();
});

test('a slip of the thumb costs nothing: another answer can be picked until one says how sure one is', async () => {
  story = await tell();
  const message = await story.postFirst();
  const card = await story.ana.press(message, 'A');
  const question = await story.ana.press(card.message, 'Pick another answer');
  expect(question.message.buttons()).toEqual(['A ✓', 'B', 'C', 'D']);
  const second = await story.ana.press(question.message, 'C');
  expect(second.message.text()).toContain('You picked C');
  const receipt = await story.ana.press(second.message, 'Just guessing');
  const again = await story.ana.run('/daily', {}, { in: story.room });
  expect(again.message.text()).toMatch(/^You answered C/);
  expect(receipt.message.text()).toMatch(/Right: C|You picked C/);
});

test('where two are right, letters go on and off, and the answer is final with two of them, all or nothing', async () => {
  story = await tell({ questions: makeSmallPack(3, { several: true }) });
  const { ana, bo, room } = story;
  const message = await story.postFirst({ days: 'every day' });
  const rightOnes = [...message.text().matchAll(/\*\*([A-D])\*\* {2}right/g)].map((match) => match[1] ?? '');
  const [first = '', second = ''] = rightOnes;
  const wrong = 'ABCD'.split('').find((letter) => !rightOnes.includes(letter)) ?? '';

  const one = await ana.press(message, first);
  expect(one.message.text()).toContain(`You picked ${first}`);
  expect(one.message.text()).toContain('Choose 2: press a letter to take it in or out.');
  // Wherever it was opened from, the question is there to be read.
  expect(one.message.text()).toContain('Select TWO');
  expect(one.message.text()).toContain(`**${wrong}**  wrong`);
  const again = await ana.press(message, first);
  expect(again.message.text()).toContain(`You picked ${first}`);
  expect(one.message.buttons()).not.toContain('Sure');
  const slip = await ana.press(again.message, wrong);
  expect(slip.message.buttons()).toContain('Sure');
  const without = await ana.press(slip.message, wrong);
  expect(without.message.buttons()).not.toContain('Sure');
  const both = await ana.press(without.message, second);
  expect(both.message.buttons().filter((label) => label.endsWith('✓'))).toHaveLength(2);
  const receipt = await ana.press(both.message, 'Sure');
  expect(receipt.message.text()).toContain(`Right: ${first} and ${second}`);
  expect(receipt.message.text()).toContain('10 points');

  const half = await bo.press((await bo.press(message, first)).message, wrong);
  expect((await bo.press(half.message, 'Sure')).message.text()).toMatch(/Not this one[\s\S]*2 points/);

  const refused = await ana.run('/quiz start', { rounds: 3 }, { in: room });
  expect(refused.message.text()).toContain('There are no questions');
});

test('closing counts picks without a confirmation, shows votes from four answers up and hides the answer behind a spoiler', async () => {
  story = await tell();
  const { ana, bo, chidi, mod, room, bot } = story;
  const message = await story.postFirst();
  for (const [member, letter] of [
    [ana, 'A'],
    [bo, 'B'],
    [chidi, 'C'],
  ] as const) {
    await member.press((await member.press(message, letter)).message, 'Sure');
  }
  await mod.press(message, 'D');
  await bot.moveTo(MORNING + HOUR + DAY);
  expect(room.messages).toHaveLength(2);
  expect(message.text()).toContain('closed');
  expect(message.text()).toMatch(/4 answered, 1 was right\./);
  expect(message.text()).toMatch(/\|\|The answer is [A-D]\. Votes: A 1, B 1, C 1, D 1\.\|\|/);
  expect(message.buttons()).toEqual(['Answer late', 'Show me why', 'Discuss (spoilers)']);
  const receipt = await mod.run('/leaderboard', {}, { in: room });
  expect(receipt.message.text()).toContain('4 people took part');
});

test('below four answers no votes are shown', async () => {
  story = await tell();
  const message = await story.postFirst();
  await story.ana.press(message, 'A');
  await story.bot.moveTo(MORNING + HOUR + DAY);
  expect(message.text()).toContain('1 answered.');
  expect(message.text()).not.toContain('Votes');
});

test('a late answer keeps the streak and earns no points; after "Show me why" there is nothing to answer', async () => {
  story = await tell();
  const { ana, bo, bot } = story;
  const message = await story.postFirst();
  await bot.moveTo(MORNING + HOUR + DAY + MINUTE);
  const question = await ana.press(message, 'Answer late');
  expect(question.message.text()).toMatch(/^#+ Answer late/);
  const card = await ana.press(question.message, 'B');
  expect(card.message.text()).toContain('This one is late');
  const receipt = await ana.press(card.message, 'Not quite');
  expect(receipt.message.text()).toContain('Answered late, no points · day 1 of your streak');

  const asked = await bo.press(message, 'Show me why');
  expect(asked.message.text()).toContain('Once you have seen the answer you cannot.');
  expect((await bo.press(asked.message, 'Answer late')).message.text()).toMatch(/^#+ Answer late/);
  const again = await bo.press(message, 'Show me why');
  const why = await bo.press(again.message, 'Show me why');
  expect(why.message.text()).toMatch(/^#+ The answer is [A-D]/);
  const tooLate = await bo.press(message, 'Answer late');
  expect(tooLate.message.text()).toMatch(/^You have seen the answer to this one.*\n+#+ The answer is/);
  expect((await bo.press(message, 'Show me why')).message.text()).toMatch(/^#+ The answer is/);
});

test('three days after closing a question can only be looked at', async () => {
  story = await tell();
  const message = await story.postFirst();
  await story.bot.moveTo(MORNING + HOUR + DAY);
  await story.bot.moveTo(MORNING + HOUR + 4 * DAY + MINUTE);
  const late = await story.ana.press(message, 'Answer late');
  expect(late.message.text()).toContain('Too late for this one');
});

test('a press made before the closing time counts, though it is handled after it', async () => {
  story = await tell();
  const { ana, bot, discord, room } = story;
  const message = await story.postFirst();
  const closes = MORNING + HOUR + DAY;
  const card = await ana.press(message, 'A');
  discord.moveTo(closes + 10);
  const receipt = await ana.press(card.message, 'Sure');
  expect(receipt.message.text()).toMatch(/^It has just closed, and your A counted\./);
  await bot.moveTo(closes + MINUTE);
  expect(message.text()).toContain('1 answered.');
  expect(room.messages).toHaveLength(2);
});

test('the counter under a question is refreshed at most once a minute', async () => {
  story = await tell();
  const { ana, bo, bot } = story;
  const message = await story.postFirst();
  expect(message.text()).not.toContain('answered');
  await ana.press(message, 'A');
  await bo.press(message, 'A');
  await bot.moveBy(MINUTE);
  expect(message.text()).toContain('2 have answered');
  expect(message.edits).toBe(1);
  await bot.moveBy(MINUTE);
  expect(message.edits).toBe(1);
});

test('a report reaches the moderator, and retiring the question gives the points to those it hit', async () => {
  story = await tell();
  const { ana, mod, room } = story;
  const message = await story.postFirst();
  // Of four members with four answers three are wrong; Ana takes whichever wrong one there is.
  let receipt = await ana.press((await ana.press(message, 'A')).message, 'Sure');
  const wasRight = receipt.message.text().includes('Right: A');
  const reporter = wasRight ? story.bo : ana;
  if (wasRight) receipt = await story.bo.press((await story.bo.press(message, 'B')).message, 'Sure');
  const modal = await reporter.press(receipt.message, 'Something wrong?');
  expect(modal.kind).toBe('modal');
  const thanks = await reporter.submit(modal, {
    reason: ['wrong-answer'],
    words: 'See @everyone **the docs**',
  });
  expect(thanks.message.text()).toContain('A moderator will look');

  const reports = await mod.run('/setup reports', {}, { in: room });
  expect(reports.message.text()).toContain('1 question reported');
  expect(reports.message.text()).toContain('\\@everyone \\*\\*the docs\\*\\*');
  const done = await mod.press(reports.message, 'Retire here, give points');
  expect(done.message.text()).toContain('1 member got the points back.');
  const board = await reporter.run('/leaderboard', {}, { in: room });
  expect(board.message.text()).toContain('10 points');
  expect((await mod.run('/setup show', {}, { in: room })).message.text()).toContain(
    '1 question retired here.',
  );
});
