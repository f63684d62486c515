import { afterEach, describe, expect, test } from 'vitest';
import type { Message } from '../local-discord/index.ts';
import { HOUR, MINUTE, type Story, tell } from '../story.ts';
import { answerOn, lettersOn, numberOn, pack, questionOn } from './play.ts';

let story: Story;
afterEach(() => story.end());

async function begin(): Promise<Message> {
  const started = await story.ana.run('/exam start', {}, { in: story.room });
  const told = await started.filledIn();
  return story.ana.direct.messages.at(-1) ?? told;
}

describe('an exam in direct messages', () => {
  test('of 45 questions, killed in the middle, is gone on from and reported with every answer', {
    timeout: 120_000,
  }, async () => {
    story = await tell();
    const { ana, room } = story;
    const first = await begin();
    expect(first.text()).toMatch(/^## Question 1 of 45\n90 minutes left, ends at <t:\d+:t>/);
    expect(first.buttons().slice(-5)).toEqual(['Back', 'Flag', 'Next', 'Overview', 'Hand in']);
    expect(ana.seesEphemerals().at(-1)?.text()).toContain('It has begun');

    const met = new Set<string>();
    let screen = first;
    for (let number = 1; number <= 45; number++) {
      expect(numberOn(screen)).toBe(number);
      met.add(questionOn(screen).id);
      screen = await answerOn(ana, screen, number % 3 === 0 ? 'wrong' : 'right');
      expect(screen.text()).toMatch(/Your answer: \*\*[A-E]( and [A-E])?\*\*, saved\./);
      if (number === 22) {
        await story.crash();
        const again = await ana.run('/exam resume', {}, { in: room });
        expect(again.message.text().replace(/^\d+ minutes left/m, '')).toBe(
          screen.text().replace(/^\d+ minutes left/m, ''),
        );
        screen = again.message;
      }
      if (number === 30) await story.bot.moveBy(10 * MINUTE);
      if (number < 45) screen = (await ana.press(screen, 'Next')).message;
    }
    expect(met.size).toBe(45);

    const overview = (await ana.press(screen, 'Overview')).message;
    expect(overview.text()).toContain('Answered: 45 of 45');
    expect(overview.text()).toContain('Open: none');
    const asked = (await ana.press(overview, 'Hand in')).message;
    expect(asked.text()).toContain('All 45 are answered.');
    const handed = await ana.press(asked, 'Hand in');
    const result = handed.message;
    await story.discord.waitFor(() => result.text().startsWith('## 30 of 45'));
    expect(result.text()).toContain('Two short of 32, the pass mark.');
    expect(result.text()).toContain('All 45 questions were new to you.');
    expect(result.text()).toContain('What you missed comes back in your review, from tomorrow on.');
    expect(result.text()).toMatch(/\n1[0-2] of 90 minutes\. Slowest: 30/);
    const shares = [...result.text().matchAll(/\*\*(\d+) of (\d+)\*\*/g)].map(([, right, of]) => [
      Number(right),
      Number(of),
    ]);
    expect(shares.map(([, of]) => of)).toEqual(pack.exam.profiles[0]!.domains.map(({ count }) => count));
    expect(shares.reduce((sum, [right]) => sum + right!, 0)).toBe(30);
    expect(result.files.map(({ name }) => name)).toEqual(['exam.png']);

    const missed = (await ana.press(result, 'See what I missed (15), 12 min')).message;
    expect(missed.text()).toMatch(/^## Not this one: the answer is [A-E]/);
    expect(missed.text()).toContain('Question 3 of 45, 1 of 15 missed.');
    expect((await ana.press(missed, 'Next')).message.text()).toContain('Question 6 of 45, 2 of 15 missed.');
    const back = await ana.press(missed, 'Result');
    await story.discord.waitFor(() => back.message.text().startsWith('## 30 of 45'));

    const history = await (await ana.run('/exam history', {}, { in: room })).filledIn();
    expect(history.text()).toContain('**30 of 45**');
    expect(history.files).toHaveLength(1);
    expect((await ana.run('/exam resume', {}, { in: room })).message.text()).toContain(
      'You have no exam running',
    );
    const opened = await ana.choose(history, 'Open a report', ['12 Nov: 30 of 45']);
    await story.discord.waitFor(() => opened.message.text().startsWith('## 30 of 45'));
  });

  test('can be walked through by flag, list and number, and answers can be changed', async () => {
    story = await tell();
    const { ana } = story;
    let screen = await begin();
    const [wrong] = lettersOn(screen, 'wrong');
    await ana.press(screen, wrong!);
    screen = await answerOn(ana, screen, 'right');
    expect(screen.button(`${lettersOn(screen, 'right')[0]} ✓`)).toBeDefined();
    screen = (await ana.press(screen, 'Flag')).message;
    expect(screen.text()).toContain('saved. Flagged.');

    let overview = (await ana.press(screen, 'Overview')).message;
    expect(overview.text()).toContain('Answered: 1 of 45');
    expect(overview.text()).toContain('Flagged: 1');
    expect(overview.selects()).toHaveLength(2);
    screen = (
      await ana.choose(overview, 'Go to an open or flagged question, 26 to 45', ['Question 40: open'])
    ).message;
    expect(numberOn(screen)).toBe(40);
    overview = (await ana.press(screen, 'Overview')).message;
    const modal = await ana.press(overview, 'Go to a number');
    expect((await ana.submit(modal, { 'Its number, 1 to 45': 'forty' })).message.text()).toContain(
      'Type a number from 1 to 45',
    );
    screen = (await ana.submit(await ana.press(overview, 'Go to a number'), { 'Its number, 1 to 45': '7' }))
      .message;
    expect(numberOn(screen)).toBe(7);
    const asked = (await ana.press(screen, 'Hand in')).message;
    expect(asked.text()).toContain('44 questions are still open: 2, 3, 4');
    expect(asked.text()).toContain('1 is flagged: 1.');
    expect(asked.text()).toContain('An open question counts as wrong, so a guess can only help.');
    expect(numberOn((await ana.press(asked, 'Answer the open ones')).message)).toBe(2);
    const study = (await ana.run('/study', {}, { in: story.room })).message;
    expect(study.text()).toContain('Mock exam running: 90 minutes left.');
    expect(numberOn((await ana.press(study, 'Go on with the exam')).message)).toBe(2);
    const second = await ana.run('/exam start', {}, { in: story.room });
    expect(second.message.text()).toContain('You have this exam running');
  });

  test('whose time runs out while the member is away is handed in once, and they are told there', {
    timeout: 60_000,
  }, async () => {
    story = await tell();
    const { ana, room } = story;
    let screen = await begin();
    for (let number = 1; number <= 3; number++) {
      screen = await answerOn(ana, screen, 'right');
      screen = (await ana.press(screen, 'Next')).message;
    }
    await story.bot.kill();
    story.discord.moveBy(3 * HOUR);
    await story.restart();
    await story.discord.waitFor(() => screen.text().includes('Time was up'));
    expect(screen.text()).toContain('I handed it in as it stood: 3 of 45 answered.');
    await story.crash();
    const opened = await ana.press(screen, 'See the result');
    await story.discord.waitFor(() => opened.message.text().startsWith('## 3 of 45'));
    expect(opened.message.text()).toContain('90 of 90 minutes. The clock handed it in.');
    // The fourth was on the screen; the others were never opened.
    expect(opened.message.text()).toContain('41 questions you never opened; they stay new for a later exam.');
    expect(opened.message.buttons()).toContain('See what I missed (1), 1 min');
    const history = await (await ana.run('/exam history', {}, { in: room })).filledIn();
    expect(history.text()).toContain('1 exam');
  });
});

describe('with direct messages closed', () => {
  test('the exam runs in private where it was started, and a press after its time says so', async () => {
    story = await tell();
    const { ana, room } = story;
    ana.closeDirectMessages();
    const screen = await begin();
    expect(screen.ephemeral).toBe(true);
    expect(screen.text()).toContain('I could not write to you, so here it is.');
    expect((await answerOn(ana, screen, 'right')).text()).toContain('saved');
    await story.bot.moveBy(91 * MINUTE);
    const late = await ana.press(screen, 'Next');
    expect(late.message.text()).toContain('I handed it in as it stood: 1 of 45 answered.');
    expect((await ana.run('/exam resume', {}, { in: room })).message.text()).toContain('no exam running');
  });
});

test('who comes back to nothing, since the exam was private and the clock handed it in, finds it in /study and /exam resume', async () => {
  story = await tell();
  const { ana, room } = story;
  ana.closeDirectMessages();
  await answerOn(ana, await begin(), 'right');
  await story.bot.moveBy(91 * MINUTE);
  const study = (await ana.run('/study', {}, { in: room })).message;
  expect(study.text()).toContain('Your mock exam is over: its time is up.');
  const resumed = (await ana.run('/exam resume', {}, { in: room })).message;
  expect(resumed.text()).toContain('I handed it in as it stood: 1 of 45 answered');
  const result = await ana.press(resumed, 'See the result');
  await story.discord.waitFor(() => result.message.text().startsWith('## 1 of 45'));
  expect((await ana.run('/exam resume', {}, { in: room })).message.text()).toContain('no exam running');
  expect((await ana.run('/study', {}, { in: room })).message.text()).not.toContain('mock exam');
});

test('where no files may be attached, the report and the history say the same in words', async () => {
  story = await tell();
  const { ana, guild, room } = story;
  ana.closeDirectMessages();
  guild.denyBot(room, ['AttachFiles']);
  const asked = (await ana.press(await begin(), 'Hand in')).message;
  const result = (await ana.press(asked, 'Hand in as it is')).message;
  await story.discord.waitFor(() => result.text().startsWith('## 0 of 45'));
  expect(result.files).toEqual([]);
  const history = await (await ana.run('/exam history', {}, { in: room })).filledIn();
  expect(history.text()).toContain('**0 of 45**');
});

test('the same member on two devices at one instant loses nothing, and the later press counts', async () => {
  story = await tell();
  const { ana, room } = story;
  const phone = await begin();
  const laptop = (await ana.run('/exam resume', {}, { in: room })).message;
  const [right] = lettersOn(phone, 'right');
  const [wrong] = lettersOn(phone, 'wrong');
  await Promise.all([ana.press(phone, wrong!), ana.press(laptop, right!)]);
  const again = (await ana.run('/exam resume', {}, { in: room })).message;
  expect(again.text()).toContain(`Your answer: **${right}**, saved.`);
  // Both turn to the second question, and neither to the third.
  const turned = await Promise.all([ana.press(phone, 'Next'), ana.press(laptop, 'Next')]);
  expect(turned.map(({ message }) => numberOn(message))).toEqual([2, 2]);
  const handed = await Promise.all(
    [phone, laptop].map(async (device) =>
      ana.press((await ana.press(device, 'Hand in')).message, 'Hand in as it is'),
    ),
  );
  for (const { message } of handed)
    await story.discord.waitFor(() => message.text().startsWith('## 1 of 45'));
  const history = await (await ana.run('/exam history', {}, { in: room })).filledIn();
  expect(history.text()).toContain('1 exam');
});
