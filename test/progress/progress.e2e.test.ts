import { afterEach, expect, test } from 'vitest';
import type { Message } from '../local-discord/index.ts';
import { makeSmallPack } from '../small-pack.ts';
import { DAY, HOUR, MORNING, type Story, tell } from '../story.ts';

let story: Story;
afterEach(() => story.end());

function letterOf(message: Message, wanted: 'right' | 'wrong'): string {
  return new RegExp(`\\*\\*([AB])\\*\\*  ${wanted}`).exec(message.text())?.[1] ?? '';
}

/** Practises so many questions, missing every `missEvery`th. */
async function practise(questions: number, missEvery: number): Promise<void> {
  const { ana, room } = story;
  let card = (await ana.run('/practice', { questions, source: 'new' }, { in: room })).message;
  for (let number = 1; number <= questions; number++) {
    const letter = letterOf(card, number % missEvery === 0 ? 'wrong' : 'right');
    card = (await ana.press((await ana.press(card, letter)).message, 'Sure')).message;
    card = (await ana.press(card, number === questions ? 'Finish' : 'Next')).message;
  }
}

async function progress(): Promise<Message> {
  const answer = await story.ana.run('/progress', {}, { in: story.room });
  expect(answer.kind).toBe('deferred');
  return answer.filledIn();
}

test('/progress says nothing before it means something, then the likely score, with a picture and its numbers in words', {
  timeout: 60_000,
}, async () => {
  story = await tell();
  const { ana } = story;
  const first = await progress();
  expect(first.ephemeral).toBe(true);
  expect(first.text()).toContain('You have not met a question yet. After about');
  expect(first.files).toHaveLength(0);
  const begun = await ana.press(first, 'Start');
  expect(begun.message.text()).toMatch(/^## Question 1 of 10/);
  await story.end();

  story = await tell();
  const started = (await story.ana.run('/practice', { questions: 30, source: 'new' }, { in: story.room }))
    .message;
  let card = started;
  for (let number = 1; number <= 30; number++) {
    let picked = await story.ana.press(card, 'A');
    // Where two are right, two are picked.
    if (!picked.message.buttons().includes('Sure')) picked = await story.ana.press(picked.message, 'B');
    card = (await story.ana.press(picked.message, 'Sure')).message;
    card = (await story.ana.press(card, number === 30 ? 'Finish' : 'Next')).message;
  }
  const later = await progress();
  expect(later.text()).toMatch(/If it were today: about \*\*\d+ of 45\*\*, likely \d+ to \d+\./);
  expect(later.text()).toMatch(
    /To pass you need 32\.\nYour chance to pass today: (\*\*less than 1|about \*\*\d) in 10\*\*, if the real questions are like ours\./,
  );
  expect(later.text()).toMatch(/Most to win: .*, about \d+ marks?\. 10 questions, 8 minutes\./);
  expect(later.files).toHaveLength(1);
  expect(JSON.stringify(later.raw)).toMatch(
    /"description":"Right on first attempts: a bar for each domain\. Pass mark: 71 %\./,
  );
  const how = await story.ana.press(later, 'How this is worked out');
  expect(how.message.ephemeral).toBe(true);
  expect(story.room.messages).toHaveLength(0);
  const asked = (await story.ana.press(later, 'Share')).message;
  expect(asked.ephemeral).toBe(true);
  expect(asked.text()).toContain('Everybody there would see your likely score, your chance to pass');
  await story.ana.press(asked, 'Keep it to myself');
  expect(asked.text()).toBe('Nothing was posted.');
  expect(story.room.messages).toHaveLength(0);
  const again = (await story.ana.press(later, 'Share')).message;
  await story.ana.press(again, 'Post it');
  await story.discord.waitFor(() => again.text() === 'It is posted.');
  expect(again.buttons()).toEqual([]);
  expect(story.room.messages).toHaveLength(1);
  const posted = story.room.last;
  expect(posted.ephemeral).toBe(false);
  expect(posted.text()).toContain('Ana on the way to Databricks Certified Machine Learning Associate');
  expect(posted.files).toHaveLength(1);
  expect(posted.buttons()).toEqual([]);
});

test('an exam date is read kindly, said in /progress and /me, and brings everything weak back before it', async () => {
  story = await tell({ questions: makeSmallPack(30) });
  const { ana, room } = story;
  const say = async (date: string) =>
    (await ana.run('/me', { 'exam-date': date }, { in: room })).message.text();
  expect(await say('soon')).toContain('I do not know that date');
  expect(await say('2020-01-01')).toContain('That day has passed');
  expect(await say('2999-01-01')).toContain('Look at the year');
  expect(await say('18.12.2026')).toContain('Your exam: 18 Dec 2026');
  expect((await progress()).text()).toContain('Exam on Friday, 18 December, 36 days away');
  await practise(5, 5);
  // Sure and right from then on, the card would come after the exam; being weak it comes once more in the last week.
  await story.bot.moveTo(MORNING + DAY + 2 * HOUR);
  const review = (await ana.run('/review', {}, { in: room })).message;
  await ana.press((await ana.press(review, letterOf(review, 'right'))).message, 'Sure');
  await story.bot.moveTo(Date.UTC(2026, 11, 17, 12));
  expect((await ana.run('/review', {}, { in: room })).message.text()).toContain('Review 1 of 1');
  expect(await say('none')).toContain('No exam date');
});

test('around the exam /progress offers rest, and afterwards asks how it went until that is said', async () => {
  story = await tell({ questions: makeSmallPack(30) });
  const { ana, room } = story;
  await ana.run('/me', { 'exam-date': '2026-11-16' }, { in: room });
  expect((await progress()).buttons()).toContain('Start');
  for (const day of [3, 4]) {
    await story.bot.moveTo(MORNING + day * DAY);
    const shown = await progress();
    expect(shown.text()).toContain('Nothing new today: rest.');
    expect(shown.buttons()).toEqual(['How this is worked out']);
  }
  await story.bot.moveTo(MORNING + 5 * DAY);
  expect((await progress()).text()).toContain('How did it go? `/certified passed`');
  await ana.run('/certified passed', { date: 'yesterday' }, { in: room });
  expect((await progress()).text()).toContain('You passed: congratulations.');
});

test('/study shows what waits, each with a button, and leaves out what does not', async () => {
  story = await tell({ questions: makeSmallPack(30) });
  const { ana, bo, room } = story;
  const nothing = await ana.run('/study', {}, { in: room });
  expect(nothing.message.text()).toMatch(
    /^## Good (morning|afternoon|evening), Ana\nNothing waits for you\./,
  );
  expect(nothing.message.buttons()).toEqual(['Learn something new', 'Practise', 'Progress', 'Settings']);
  await story.postFirst();
  await practise(5, 2);
  const begun = await ana.run('/practice', { questions: 5 }, { in: room });
  expect(begun.message.text()).toContain('Question 1 of 5');
  await story.bot.moveTo(MORNING + DAY + 30 * 60_000);
  const everything = await ana.run('/study', {}, { in: room });
  expect(everything.message.buttons()).toEqual([
    'Answer',
    'Go on practising',
    'Start the review',
    'Practise',
    'Progress',
    'Settings',
  ]);
  expect(everything.message.text()).toContain(
    'Your practice of a mix of topics waits: 5 questions left, 4 minutes.',
  );
  expect(everything.message.text()).toContain('Review: 2 due, 2 minutes.');
  expect((await ana.press(everything.message, 'Start the review')).message.text()).toContain('Review 1 of 2');
  const theirs = await bo.run('/study', {}, { in: room });
  expect(theirs.message.buttons()).toEqual(['Answer', 'Practise', 'Progress', 'Settings']);
});

test('/study leads back into a running mock exam before anything else', async () => {
  story = await tell({ questions: makeSmallPack(30) });
  const { ana, room } = story;
  ana.closeDirectMessages();
  await (await ana.run('/exam start', {}, { in: room })).filledIn();
  const everything = await ana.run('/study', {}, { in: room });
  expect(everything.message.text()).toContain('Mock exam running: 5 minutes left.');
  expect(everything.message.buttons()[0]).toBe('Go on with the exam');
  expect((await ana.press(everything.message, 'Go on with the exam')).message.text()).toContain(
    'Question 1 of 1',
  );
  await story.bot.moveBy(6 * 60_000);
  expect((await ana.run('/study', {}, { in: room })).message.text()).not.toContain('Mock exam running');
});

test('export holds and deletion takes what private study stored', async () => {
  story = await tell({ questions: makeSmallPack(30) });
  const { ana, room } = story;
  await practise(5, 2);
  await ana.press((await ana.run('/review', {}, { in: room })).message, 'Remind me');
  const me = (await ana.run('/me', {}, { in: room })).message;
  expect(me.buttons()).toContain('Stop reminding me');
  const exported = await (await ana.press(me, 'Export my data')).filledIn();
  const data = JSON.parse(exported.files[0]?.text() ?? '{}');
  expect([data.history.length, data.card.length, data.run.length, data.reminder.length]).toEqual([
    5, 2, 1, 1,
  ]);
  const sure = await ana.press(me, 'Delete my data');
  const gone = await ana.press(sure.message, 'Delete it all');
  await story.discord.waitFor(() => gone.message.text().includes('Deleted'));
  expect((await progress()).text()).toContain('You have not met a question yet.');
  await story.bot.moveBy(2 * DAY);
  expect(ana.direct.messages).toHaveLength(0);
});

test('where no files may be attached, /progress says the same in words', async () => {
  story = await tell({ questions: makeSmallPack(30) });
  const { ana, guild, room } = story;
  await practise(5, 3);
  guild.denyBot(room, ['AttachFiles']);
  const shown = await (await ana.run('/progress', {}, { in: room })).filledIn();
  expect(shown.files).toEqual([]);
  expect(shown.text()).toContain('You have met 5 questions');
});
