import { afterEach, describe, expect, test } from 'vitest';
import type { Member, Message } from '../local-discord/index.ts';
import { makeSmallPack } from '../small-pack.ts';
import { DAY, HOUR, MINUTE, MORNING, type Story, tell } from '../story.ts';

let story: Story;
afterEach(() => story.end());

/** The letter of the right or the wrong option of a small pack's question. */
function letterOf(message: Message, wanted: 'right' | 'wrong'): string {
  return new RegExp(`\\*\\*([AB])\\*\\*  ${wanted}`).exec(message.text())?.[1] ?? '';
}

async function answer(
  member: Member,
  message: Message,
  wanted: 'right' | 'wrong' = 'right',
): Promise<string> {
  const card = await member.press(message, letterOf(message, wanted));
  return (await member.press(card.message, 'Sure')).message.text();
}

/** The posting time of the daily on the day that is so many days after Thursday, 12 November. */
const nineOn = (days: number) => MORNING + HOUR + days * DAY;

describe('a streak', () => {
  test('grows with each posted date, is covered by a freeze, and ends kindly', {
    timeout: 60_000,
  }, async () => {
    story = await tell({ questions: makeSmallPack(12) });
    const { ana, bot, room } = story;
    await story.postFirst({ days: 'every day' });
    expect(await answer(ana, room.last)).toContain('10 points · day 1 of your streak');
    await bot.moveTo(nineOn(1));
    expect(await answer(ana, room.last)).toContain('2 days in a row · answered 2 of the last 2');

    // Two days are missed; the first one is covered by the freeze that everybody begins with.
    for (const day of [2, 3]) await bot.moveTo(nineOn(day));
    for (const day of [4, 5, 6]) await bot.moveTo(nineOn(day));
    // Three days after the first of them closed: only that one has settled.
    await bot.moveTo(nineOn(6) + MINUTE);
    const covered = await answer(ana, room.last);
    expect(covered).toContain('You missed 14 Nov. A freeze covered it: still 3 days. No freeze left.');
    expect(covered).toContain('3 days in a row');

    await bot.moveTo(nineOn(7) + MINUTE);
    const ended = await answer(ana, room.last);
    expect(ended).toMatch(/You answered 2 of the last 4 days\. A new streak starts with this question\./);
    expect(ended).toContain('2 days in a row');
  });

  test('of whom missed a date is told wherever one looks, with the way to answer it late', async () => {
    story = await tell({ questions: makeSmallPack(12) });
    const { ana, bo, bot, room } = story;
    await story.postFirst({ days: 'every day' });
    await answer(ana, room.last);
    for (const day of [1, 2]) await bot.moveTo(nineOn(day));
    const friday = /Friday’s question can be answered late until <t:\d+:f>, which keeps your streak\./;
    const study = (await ana.run('/study', {}, { in: room })).message;
    expect(study.text()).toMatch(friday);
    expect((await ana.press(study, 'Answer late')).message.text()).toMatch(/^#+ Answer late/);
    // Who never answered has no streak to keep.
    expect((await bo.run('/study', {}, { in: room })).message.text()).not.toContain('late');

    const card = (await ana.press(room.last, letterOf(room.last, 'right'))).message;
    const receipt = (await ana.press(card, 'Sure')).message;
    const late = (await ana.press(receipt, 'Next: Friday’s question')).message;
    expect(late.text()).toMatch(/^#+ Answer late\n.*Friday, 13 November/);
    await bot.moveTo(nineOn(3) - MINUTE);
    const picked = (await ana.press(late, letterOf(late, 'right'))).message;
    expect((await ana.press(picked, 'Sure')).message.text()).toContain('3 days in a row');
    expect((await ana.run('/study', {}, { in: room })).message.text()).not.toContain('late');
  });

  test('is kept by answering any one of a date, and each schedule’s question earns points', async () => {
    story = await tell({ questions: makeSmallPack(8) });
    const { ana, guild, mod, room, bot } = story;
    const second = guild.addChannel('second');
    await mod.run('/setup daily', { timezone: 'Europe/Berlin', channel: second }, { in: room });
    await story.postFirst();
    expect(second.messages).toHaveLength(1);
    const list = await ana.run('/daily', {}, { in: room });
    expect(list.message.text()).toContain('2 questions are open');

    const first = await ana.press(room.last, letterOf(room.last, 'right'));
    const receipt = await ana.press(first.message, 'Sure');
    expect(receipt.message.button('Next: one more question').style).toBe(1);
    const next = await ana.press(receipt.message, 'Next: one more question');
    const card = await ana.press(next.message, letterOf(next.message, 'right'));
    expect((await ana.press(card.message, 'Sure')).message.text()).toContain(
      '10 points · day 1 of your streak',
    );
    expect((await ana.run('/leaderboard', {}, { in: room })).message.text()).toContain('with 20 points');

    await bot.moveTo(nineOn(1));
    expect(await answer(ana, second.last)).toContain('2 days in a row');
  });
});

describe('the stock of questions', () => {
  test('no question comes twice before all were used; the moderator is warned, and a repetition earns nothing', async () => {
    story = await tell({ questions: makeSmallPack(3) });
    const { ana, bot, mod, room } = story;
    await story.postFirst({ days: 'every day' });
    await answer(ana, room.last);
    const shown = await mod.run('/setup show', {}, { in: room });
    expect(shown.message.text()).toContain('Only 2 new questions left');
    for (const day of [1, 2]) {
      await bot.moveTo(nineOn(day));
      await answer(ana, room.last);
    }
    const stems = room.messages.map((message) => /question \d/.exec(message.text())?.[0]);
    expect(new Set(stems).size).toBe(3);
    expect((await mod.run('/setup show', {}, { in: room })).message.text()).toContain(
      'Every question was asked',
    );
    await bot.moveTo(nineOn(3));
    expect(await answer(ana, room.last, 'wrong')).toContain('Met before, no points');
    expect((await ana.run('/leaderboard', { period: 'all' }, { in: room })).message.text()).toContain(
      'with 30 points',
    );
  });
});

describe('the local time', () => {
  test('stays 09:00 over the end of summer time', async () => {
    story = await tell({ now: Date.UTC(2026, 9, 23, 5) });
    const { bot, mod, room } = story;
    await mod.run('/setup daily', { timezone: 'Europe/Berlin', days: 'every day' }, { in: room });
    const posted = async (at: number) => {
      const before = room.messages.length;
      await bot.moveTo(at - MINUTE);
      expect(room.messages).toHaveLength(before);
      await bot.moveTo(at);
      expect(room.messages).toHaveLength(before + 1);
    };
    await posted(Date.UTC(2026, 9, 23, 7));
    await posted(Date.UTC(2026, 9, 24, 7));
    await posted(Date.UTC(2026, 9, 25, 8));
    await posted(Date.UTC(2026, 9, 26, 8));
  });
});

test('/help fits on one screen and says what is stored', async () => {
  story = await tell();
  const help = await story.ana.run('/help', {}, { in: story.room });
  expect(help.message.ephemeral).toBe(true);
  expect(help.message.text()).toContain('What I store');
  for (const command of story.discord.commands)
    expect(help.message.text()).toContain(`/${command}`.replace('/help', 'Cohort'));
  expect(help.message.text()).toContain('`/plan pause` a break that costs no streak');
});
