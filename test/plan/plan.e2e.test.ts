import { afterEach, describe, expect, test } from 'vitest';
import { BOT_PERMISSIONS } from '../local-discord/permissions.ts';
import { DAY, HOUR, MINUTE, MORNING, type Story, tell } from '../story.ts';

let story: Story;
afterEach(() => story.end());

/** Monday, 16 November 2026, 08:00 in Berlin: the first theme of a plan that is made on the 12th. */
const MONDAY = MORNING + 4 * DAY;

/** Makes a plan up to 6 January and accepts it. */
const accepted = async (wish: Readonly<Record<string, string | number>> = {}) => {
  const { mod, room } = story;
  const asked = await mod.run('/plan create', { 'exam-date': '2027-01-06', ...wish }, { in: room });
  const shown = await asked.filledIn();
  const [said, files] = [shown.text(), shown.files.map(({ name }) => name)];
  return { shown, said, files, after: (await mod.press(shown, 'Use this plan')).message };
};
const create = async (date: string, wish: Readonly<Record<string, string | number>> = {}) =>
  (await story.mod.run('/plan create', { 'exam-date': date, ...wish }, { in: story.room })).message;
const titles = () => story.room.messages.map((message) => message.text().split('\n')[0]?.replaceAll('*', ''));
/** Berlin without any question of the day, so that only the plan posts. */
const berlin = () => story.mod.run('/setup plan', { timezone: 'Europe/Berlin' }, { in: story.room });

describe('/plan create', () => {
  test('shows the weeks as a picture and as text before anything is stored', async () => {
    story = await tell();
    await story.postFirst();
    const { shown, said, files, after } = await accepted();
    expect(shown.ephemeral).toBe(true);
    expect(files).toEqual(['plan.png']);
    expect(said).toContain('## 8 weeks until Wednesday, 6 January 2027');
    expect(said).toContain(
      '1\\. 16 Nov to 22 Nov · **Feature Store, Delta Lake for ML and MLflow tracking**',
    );
    expect(said).toContain('3 mock exams: 28 Dec, 31 Dec and 2 Jan.');
    expect(after.text()).toContain('## The plan stands: 8 weeks');
    expect((await create('2027-02-06')).text()).toContain('There is a plan already');
    const asked = await story.ana.run('/plan show', {}, { in: story.room });
    expect((await asked.filledIn()).text()).toContain('The plan begins in 4 days');
  });

  test('with too little time says so, proposes what to leave out, and asks before it does', async () => {
    story = await tell();
    await berlin();
    const asked = await story.mod.run(
      '/plan create',
      { 'exam-date': '9 December', weeks: 8 },
      { in: story.room },
    );
    const shown = await asked.filledIn();
    expect(shown.text()).toContain('## 5 weeks until Wednesday, 9 December');
    expect(shown.text()).toContain('**That is less than 8 weeks.** All topics are in it');
    expect(shown.text()).toMatch(
      /leave out what weighs least, .+ \(about 1\d % of the exam\), and read only what you miss in the questions, or take a later exam: one on Wednesday, 30 December leaves 8 weeks\./,
    );
    await story.mod.press(shown, 'Leave those out');
    await story.discord.waitFor(() => shown.text().includes('Left out, because they weigh least'));
    expect(shown.buttons()).toEqual(['Use this plan', 'Keep all topics']);
    expect((await story.ana.run('/plan show', {}, { in: story.room })).message.text()).toContain(
      'No plan here',
    );
    await story.mod.press(shown, 'Use this plan');
    await story.crash();
    const after = await story.ana.run('/plan show', {}, { in: story.room });
    expect((await after.filledIn()).text()).toContain('exam on Wednesday, 9 December');
  });

  test.each([
    ['2026-11-13', 'at least three days away'],
    ['2029-11-13', 'more than two years away'],
    ['31 Feb', 'I do not know that date'],
    ['6/7/2027', 'That may be 6 Jul 2027 or 7 Jun 2027'],
  ])('%s is refused in words, and nothing is stored', async (date, said) => {
    story = await tell();
    await berlin();
    expect((await create(date)).text()).toContain(said);
    expect((await story.ana.run('/plan show', {}, { in: story.room })).message.text()).toContain(
      'No plan here',
    );
  });

  test('is for those who manage the server, and for a channel in which the bot may post', async () => {
    story = await tell();
    await berlin();
    const { ana, guild, mod, room } = story;
    const refused = await ana.run('/plan create', { 'exam-date': '2027-01-06' }, { in: room });
    expect(refused.message.text()).toBe(
      'That needs the permission Manage Server. A moderator can do it. Your own date and pace are yours to set: `/plan me`.',
    );
    guild.denyBot(room, ['SendMessages']);
    const closed = await mod.run('/plan create', { 'exam-date': '2027-01-06' }, { in: room });
    expect(closed.message.text()).toContain('**Send Messages** is missing');
    const choices = await mod.complete('/plan create', { 'exam-date': '6 jan' }, 'exam-date', { in: room });
    expect(choices).toEqual([{ name: 'Wednesday, 6 Jan 2027', value: '2027-01-06' }]);
  });

  test('can be moved when a week is lost, and ended', async () => {
    story = await tell();
    await berlin();
    await accepted();
    const { mod, room } = story;
    const early = await mod.run('/plan move', {}, { in: room });
    expect(early.message.text()).toContain('has not begun');
    await story.bot.moveTo(MONDAY + HOUR);
    const moved = await (await mod.run('/plan move', {}, { in: room })).filledIn();
    expect(moved.text()).toContain('## Move the plan?');
    const before = await (await story.ana.run('/plan show', {}, { in: room })).filledIn();
    expect(before.text()).not.toContain('Catching up');
    await mod.press(moved, 'Move it');
    await story.discord.waitFor(() => moved.text().includes('## Moved'));
    expect(moved.buttons()).toEqual([]);
    expect(moved.text()).toContain('1\\. 16 Nov to 22 Nov · **Catching up** **← now**');
    expect(moved.text()).toContain('2\\. 23 Nov to 29 Nov · **Databricks Machine Learning**');
    const stale = await (await mod.run('/plan move', {}, { in: room })).filledIn();
    await story.bot.moveTo(MONDAY + 7 * DAY);
    expect(room.last.text()).toContain('Week 2 of 8: Databricks Machine Learning');
    expect((await mod.press(stale, 'Move it')).message.text()).toContain('worked out in another week');
    const far = await mod.run('/plan move', { 'exam-date': '2028-10-06' }, { in: room });
    expect(far.message.text()).toContain('longer than 12 weeks');
    const dated = await (await mod.run('/plan move', { 'exam-date': '2027-01-08' }, { in: room })).filledIn();
    expect(dated.text()).toContain(
      'The exam is on Friday, 8 January 2027. What is left is laid out towards it.',
    );
    expect(dated.text()).toMatch(
      /2\\\. 23 Nov to 29 Nov · \*\*Databricks Machine Learning\*\*.* \*\*← now\*\*/,
    );
    const asked = await mod.run('/plan end', {}, { in: room });
    expect((await mod.press(asked.message, 'End it')).message.text()).toContain('## Ended');
    await story.bot.moveTo(MONDAY + 14 * DAY);
    expect(titles().filter((title) => title?.startsWith('Week 3'))).toEqual([]);
  });
});

describe('Monday and Sunday', () => {
  test('the theme with goals, reading and a mistake; what the group did; nobody is pinged but a role that was set', async () => {
    story = await tell();
    const { ana, bo, chidi, guild, mod, room } = story;
    await berlin();
    await accepted();
    await story.bot.moveTo(MONDAY - MINUTE);
    expect(room.messages).toHaveLength(0);
    await story.bot.moveTo(MONDAY);
    const theme = room.last;
    expect(theme.text()).toMatch(/^\*\*Week 1 of 8: Feature Store, Delta Lake for ML and MLflow tracking/);
    for (const part of [
      '**Goals**',
      'Answer 15 questions',
      '**To read**',
      '**A common mistake**',
      '51 days until',
    ])
      expect(theme.text()).toContain(part);
    expect(theme.pings).toEqual({ everyone: false, roles: [], users: [] });
    const goals = (await ana.press(theme, 'My goals')).message;
    expect(goals.text()).toContain('## 0 of 2 goals met');
    const ticked = (await ana.press(goals, 'Reading')).message;
    expect(ticked.text()).toContain('## 1 of 2 goals met');
    expect(ticked.text()).toContain('- Met: Read one page of the list');
    await story.crash();
    const again = (await ana.run('/plan checkin', {}, { in: room })).message;
    expect(again.text()).toContain('## 1 of 2 goals met');
    expect((await ana.press(again, 'Reading ✓')).message.text()).toContain('## 0 of 2 goals met');
    expect((await ana.run('/study', {}, { in: room })).message.text()).toContain(
      'This week: 0 of 15 questions, 0 of 2 goals. Week 1 of 8 of the plan.',
    );

    const role = guild.addRole({ name: 'learners', mentionable: true });
    await mod.run('/setup plan', { role, 'sunday-time': '19:00' }, { in: room });
    for (const member of [ana, bo, chidi, mod]) {
      const card = (await member.run('/practice', { questions: 5 }, { in: room })).message;
      const picked = (await member.press(card, 'A')).message;
      if (picked.hasButton('Sure')) await member.press(picked, 'Sure');
    }
    await chidi.run('/me', { hide: true }, { in: room });
    await story.bot.moveTo(MONDAY + 6 * DAY + 11 * HOUR);
    const summary = room.last;
    expect(summary.text()).toContain('Week 1 of 8 is done');
    expect(summary.pings.roles).toEqual([role.id]);
    expect(summary.text()).toMatch(/4 people gave \d answers/);
    expect(summary.text()).not.toContain('Chidi');
    expect(summary.text()).not.toContain('Most improved');
    expect(room.messages).toHaveLength(2);
  });

  test('posts missed in downtime come once when they are still worth something, without a ping, and never twice', async () => {
    story = await tell();
    const { guild, mod, room } = story;
    const role = guild.addRole({ name: 'learners', mentionable: true });
    await mod.run('/setup plan', { timezone: 'Europe/Berlin', role }, { in: room });
    await accepted();
    await story.bot.stop();
    // Monday's theme is a day late.
    story.discord.moveTo(MONDAY + DAY);
    await story.restart();
    await story.bot.moveBy(MINUTE);
    expect(titles()).toHaveLength(1);
    expect(room.last.text()).toContain('Week 1 of 8:');
    expect(room.last.pings.roles).toEqual([]);
    await story.bot.moveBy(MINUTE);
    await story.crash();
    await story.bot.moveBy(MINUTE);
    expect(titles()).toHaveLength(1);
    await story.bot.stop();
    // The summary and the second theme are stale on the Friday after; the third theme is on time.
    story.discord.moveTo(MONDAY + 11 * DAY);
    await story.restart();
    await story.bot.moveBy(MINUTE);
    expect(titles()).toHaveLength(1);
    await story.bot.moveTo(MONDAY + 14 * DAY);
    // The summary of the evening before is worth a day.
    expect(titles().map((title) => title?.slice(0, 12))).toEqual([
      'Week 1 of 8:',
      'Week 2 of 8 ',
      'Week 3 of 8:',
    ]);
  });

  test.each(['before', 'after'] as const)(
    'a post is sent once when the process is killed %s it took effect',
    async (when) => {
      story = await tell();
      const { discord, room } = story;
      await berlin();
      await accepted();
      const held = discord.hold({ method: 'POST', route: /^\/channels\/\d+\/messages$/ }, when);
      void story.bot.moveTo(MONDAY).catch(() => undefined);
      await held.arrived;
      await story.bot.kill();
      held.release();
      // Long after, a nonce is worth nothing: the message is looked for in the channel.
      discord.moveTo(MONDAY + 3 * HOUR);
      await story.restart();
      await story.bot.moveBy(MINUTE);
      await story.bot.moveBy(MINUTE);
      expect(titles()).toHaveLength(1);
      expect(room.last.text()).toContain('Week 1 of 8:');
    },
  );

  test('in New York 08:00 stays 08:00 over the end of daylight saving time', async () => {
    // Saturday, 24 October 2026, 12:00 in New York; clocks go back on 1 November.
    story = await tell({ now: Date.UTC(2026, 9, 24, 16) });
    const { mod, room } = story;
    await mod.run('/setup plan', { timezone: 'America/New_York' }, { in: room });
    await accepted({ 'exam-date': '2026-12-02', weeks: 6 });
    await story.bot.moveTo(Date.UTC(2026, 9, 26, 12));
    expect(titles()).toHaveLength(1);
    await story.bot.moveTo(Date.UTC(2026, 10, 2, 12, 59));
    // The summary of Sunday at 18:00, an hour later by UTC, is stale at 18:00 on Monday.
    expect(titles()).toHaveLength(2);
    await story.bot.moveTo(Date.UTC(2026, 10, 2, 13));
    expect(room.last.text()).toContain('Week 2 of 6:');
  });
});

describe('the question of the day follows the plan', () => {
  test('the first week is all theme, on both schedules of a server', async () => {
    story = await tell();
    const { guild, mod, room } = story;
    const second = guild.addChannel('ml-evening');
    const daily = { timezone: 'Europe/Berlin', days: 'every day' };
    await mod.run('/setup daily', daily, { in: room });
    await mod.run('/setup daily', { ...daily, time: '19:00' }, { in: second });
    await accepted();
    const theme = /Feature Store|Delta Lake for ML|MLflow tracking/;
    for (let day = 0; day < 7; day++) {
      await story.bot.moveTo(MONDAY + day * DAY + HOUR);
      expect(room.last.text()).toMatch(theme);
      await story.bot.moveTo(MONDAY + day * DAY + 11 * HOUR);
      expect(second.last.text()).toMatch(theme);
    }
    expect(titles().filter((title) => title?.startsWith('Week 1 of 8'))).toHaveLength(2);
  });
});

describe('a planned mock exam', () => {
  test('is announced in the morning with an event, can be joined, and begins as a group exam', {
    timeout: 60_000,
  }, async () => {
    story = await tell();
    const { ana, guild, room } = story;
    guild.setBotPermissions([...BOT_PERMISSIONS, 'CreateEvents']);
    await berlin();
    await accepted();
    const examDay = Date.UTC(2026, 11, 28, 7);
    await story.bot.moveTo(examDay);
    const post = room.last;
    expect(post.text()).toContain('Mock exam 1 of 3 today');
    expect(post.buttons()).toEqual(['Join', 'My goals']);
    expect(guild.events).toEqual([{ name: 'Mock exam 1 of 3', startsAt: examDay + 10 * HOUR }]);
    const joined = (await ana.press(post, 'Join')).message;
    expect(joined.text()).toContain('You are in.');
    await story.crash();
    const before = room.messages.length;
    await story.bot.moveTo(examDay + 10 * HOUR);
    expect(room.messages).toHaveLength(before + 1);
    expect(room.last.text()).toContain('## The group exam is on');
    expect(room.last.text()).toContain('0 of 1 has begun');
    const begun = await (await ana.press(room.last, 'Start my exam')).filledIn(20_000);
    expect(begun.text()).toContain('It has begun');
    await story.bot.moveBy(MINUTE);
    expect(room.messages).toHaveLength(before + 1);
    expect(guild.events).toHaveLength(1);
  });

  test('that is called off leaves the calendar, and its invitation says so', async () => {
    story = await tell();
    const { ana, mod, discord, guild, room } = story;
    guild.setBotPermissions([...BOT_PERMISSIONS, 'CreateEvents']);
    await berlin();
    await accepted();
    await story.bot.moveTo(Date.UTC(2026, 11, 28, 7));
    const post = room.last;
    expect(guild.events).toHaveLength(1);
    const busy = (await mod.run('/exam group', { at: '23:00' }, { in: room })).message;
    await mod.press(busy, 'Call it off');
    await discord.waitFor(() => room.last.text().startsWith('## The group exam is called off'));
    await discord.waitFor(() => guild.events.length === 0);
    expect((await ana.press(post, 'Join')).message.text()).toContain('was called off');
  });

  test('on the day on which the plan is accepted is announced at once', async () => {
    story = await tell({ now: MONDAY + 2 * HOUR });
    await berlin();
    const { said } = await accepted({ 'exam-date': '2026-11-21' });
    expect(said).toContain('2 mock exams: 16 Nov and 18 Nov.');
    await story.bot.moveBy(MINUTE);
    expect(titles().some((title) => title === 'Mock exam 1 of 2 today')).toBe(true);
  });

  test('where the bot may not make events, the message is enough', async () => {
    story = await tell();
    await berlin();
    await accepted();
    await story.bot.moveTo(Date.UTC(2026, 11, 28, 7));
    expect(story.room.last.text()).toContain('Mock exam 1 of 3 today');
    expect(story.guild.events).toEqual([]);
  });
});

describe('/plan show', () => {
  test('before the plan begins shows the first goals to look at, and when it is over what comes next', async () => {
    story = await tell();
    await berlin();
    await accepted();
    const { ana, room } = story;
    const show = async () => (await ana.run('/plan show', {}, { in: room })).filledIn();
    const checkin = async () => (await ana.run('/plan checkin', {}, { in: room })).message.text();
    const before = await show();
    expect(before.buttons()).toEqual(['Goals of week 1', 'This is my date too', 'Share']);
    const ahead = (await ana.press(before, 'Goals of week 1')).message;
    expect(ahead.text()).toContain('## Goals of week 1');
    expect(ahead.text()).toContain('They begin on Monday, 16 November.');
    expect(ahead.buttons()).toEqual(['My day']);
    expect(await checkin()).toContain('## Goals of week 1');
    expect((await ana.run('/study', {}, { in: room })).message.text()).toContain(
      'The plan begins on Monday, 16 November.',
    );
    await story.bot.moveTo(MONDAY);
    const first = await show();
    expect(first.buttons()).toEqual(['My goals this week', 'This is my date too', 'Share']);
    expect((await ana.press(first, 'My goals this week')).message.text()).toContain('Week 1 of 8');
    await story.bot.moveTo(Date.UTC(2027, 0, 7, 7));
    const over = await show();
    expect(over.buttons()).toEqual(['Share']);
    expect(over.text()).toContain('`/certified not-yet` for what comes next');
    expect(over.text()).toContain('`/plan create`');
    expect(await checkin()).toContain('## The plan is over');
  });
});

describe('/plan me', () => {
  test('one’s own date and pace, and today with one button', async () => {
    story = await tell();
    await berlin();
    await accepted();
    const { ana, room } = story;
    const first = (await ana.run('/plan me', {}, { in: room })).message;
    expect(first.text()).toContain('## Today: 15 minutes');
    expect(first.text()).toContain('no date yet. The group’s is Wednesday, 6 January 2027.');
    const taken = (await ana.press(first, 'Take the group’s date')).message;
    expect(taken.text()).toContain('Your exam: Wednesday, 6 January 2027, 55 days away.');
    const set = await ana.run(
      '/plan me',
      { 'exam-date': 'Dec 18', 'minutes-a-day': 12, 'rest-days': 'thu, sun' },
      { in: room },
    );
    expect(set.message.text()).toContain('## Today: rest');
    expect(set.message.text()).toContain('Your pace: 12 minutes a day, rest on Thursday and Sunday.');
    await story.bot.moveBy(DAY);
    const friday = (await ana.run('/plan me', {}, { in: room })).message;
    expect(friday.text()).toContain('## Today: 12 minutes');
    const card = (await ana.press(friday, 'Start')).message;
    expect(card.text()).toContain('## Question 1 of');
    for (const [given, said] of [
      [{ 'exam-date': '2020-01-01' }, 'That day has passed'],
      [{ 'rest-days': 'someday' }, 'I do not know those days'],
      [{ 'rest-days': 'every day' }, 'Leave one day to study'],
    ] as const)
      expect((await ana.run('/plan me', given, { in: room })).message.text()).toContain(said);
    await story.bot.moveTo(Date.UTC(2026, 11, 17, 7));
    expect((await ana.run('/plan me', {}, { in: room })).message.text()).toContain('tomorrow is your exam');
    await story.bot.moveBy(DAY);
    const day = (await ana.run('/plan me', {}, { in: room })).message;
    expect(day.text()).toContain('## Today is your exam');
    expect(day.text()).toContain('Your exam: Friday, 18 December, today.');
    await story.bot.moveBy(DAY);
    const after = (await ana.run('/plan me', {}, { in: room })).message;
    expect(after.text()).toContain(
      'Your exam was on Friday, 18 December. How did it go? `/certified passed`',
    );
    expect(after.text()).toContain('The group’s is Wednesday, 6 January 2027.');
    expect(after.hasButton('Take the group’s date')).toBe(true);
    await (await ana.run('/certified passed', { date: '18 Dec' }, { in: room })).filledIn();
    const passed = (await ana.run('/plan me', {}, { in: room })).message;
    expect(passed.text()).toContain('Your exam was on Friday, 18 December. You passed: congratulations.');
    const ahead = await (await ana.run('/plan show', {}, { in: room })).filledIn();
    expect(ahead.hasButton('This is my date too')).toBe(true);
    await story.bot.moveTo(Date.UTC(2027, 0, 7, 7));
    const over = await (await ana.run('/plan show', {}, { in: room })).filledIn();
    expect(over.text()).toContain('## The plan is over');
    expect(over.hasButton('This is my date too')).toBe(false);
  });

  test('one’s own exam is held against the date where one is, not the server’s', async () => {
    story = await tell();
    const { mod, room, ana } = story;
    await mod.run('/setup plan', { timezone: 'Pacific/Auckland' }, { in: room });
    // 23:00 on the 11th in Los Angeles, 20:00 on the 12th in Auckland.
    await ana.run('/me', { timezone: 'America/Los_Angeles', 'exam-date': '2026-11-13' }, { in: room });
    const mine = async () => (await ana.run('/plan me', {}, { in: room })).message.text();
    expect(await mine()).toContain('Friday, 13 November, 2 days away.');
    const passed = await ana.run('/certified passed', { date: '12 Nov 2026' }, { in: room });
    expect(passed.message.text()).toContain('That day is still to come.');
    const choices = await ana.complete('/plan me', { 'exam-date': 'tomorrow' }, 'exam-date', { in: room });
    expect(choices).toEqual([{ name: 'Thursday, 12 Nov 2026', value: '2026-11-12' }]);
    await story.bot.moveTo(MORNING + 2 * HOUR);
    expect(await mine()).toContain('tomorrow is your exam');
    await story.bot.moveTo(MORNING + 29 * HOUR);
    expect(await mine()).toContain('## Today is your exam');
  });

  test('rest days and a pause cost no streak, and a pause can be ended', async () => {
    story = await tell();
    const { ana, room } = story;
    const answer = async () => {
      const card = (await ana.press(room.last, 'A')).message;
      return (await ana.press(card, 'Sure')).message;
    };
    await story.postFirst({ days: 'every day' });
    await answer();
    await ana.run('/plan me', { 'rest-days': 'sat, sun' }, { in: room });
    await story.bot.moveTo(MORNING + HOUR + DAY);
    await answer();
    // Saturday and Sunday are not answered, Monday is.
    for (const day of [2, 3, 4]) await story.bot.moveTo(MORNING + HOUR + day * DAY);
    expect((await answer()).text()).toContain('3 days in a row');
    const paused = (await ana.run('/plan pause', { until: '20 November' }, { in: room })).message;
    expect(paused.text()).toContain('Today: nothing, you are on a pause');
    for (let day = 5; day <= 11; day++) await story.bot.moveTo(MORNING + HOUR + day * DAY);
    expect((await answer()).text()).toContain('4 days in a row');
    const long = await ana.run('/plan pause', { until: '2027-11-01' }, { in: room });
    expect(long.message.text()).toContain('60 days at most');
    await ana.run('/plan pause', { until: '2026-11-30' }, { in: room });
    const ended = await ana.run('/plan pause', { until: 'none' }, { in: room });
    expect(ended.message.text()).toContain('Welcome back.');
    expect(ended.message.text()).not.toContain('Paused until');
  });
});
