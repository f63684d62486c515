import { afterEach, expect, test } from 'vitest';
import { answerOn } from '../exam/play.ts';
import type { Member, Message } from '../local-discord/index.ts';
import { HOUR, MINUTE, type Story, tell } from '../story.ts';

let story: Story;
afterEach(() => story.end());

/** Begins a member's exam, answers so many questions right and the next three wrong, and hands it in. */
async function sit(member: Member, invitation: Message, right: number): Promise<readonly string[]> {
  const begun = await (await member.press(invitation, 'Start my exam')).filledIn(20_000);
  expect(begun.text()).toContain('It has begun');
  let screen = member.direct.last;
  const stems: string[] = [];
  for (let number = 1; number <= right + 3; number++) {
    stems.push(screen.text().split('\n')[2] ?? '');
    screen = await answerOn(member, screen, number <= right ? 'right' : 'wrong');
    screen = (await member.press(screen, 'Next')).message;
  }
  const asked = (await member.press(screen, 'Hand in')).message;
  await member.press(asked, 'Hand in as it is');
  await story.discord.waitFor(() => asked.text().startsWith(`## ${right} of 45`), 20_000);
  return stems;
}

/** Publishes a member's score from their report, and gives what they are told. */
async function publish(member: Member, report: Message, said = `posted in ${story.room.mention}`) {
  const asked = (await member.press(report, 'Publish my score')).message;
  await member.press(asked, 'Post it');
  await story.discord.waitFor(() => asked.text().includes(said), 20_000);
  return asked;
}

async function planned(): Promise<Message> {
  const told = await (await story.ana.run('/exam group', { at: '18:00' }, { in: story.room })).filledIn();
  expect(told.text()).toContain('Planned for');
  return story.room.last;
}

test('a group exam of 30: all sit the same questions, and the channel sees only what it may', {
  timeout: 240_000,
}, async () => {
  story = await tell();
  const { ana, guild, room } = story;
  const invitation = await planned();
  expect(invitation.text()).toMatch(/^## Group exam: <t:1794506400:F>/);
  expect(invitation.buttons()).toEqual(['Join']);
  const crowd = Array.from({ length: 30 }, (_, index) => guild.addMember(`Member ${index}`));
  for (const answer of await Promise.all(crowd.map((member) => member.press(invitation, 'Join')))) {
    expect(answer.message.ephemeral).toBe(true);
    expect(answer.message.text()).toContain('You are in.');
  }
  await story.discord.waitFor(() => invitation.text().includes('30 people have joined.'));
  const second = await ana.run('/exam group', { at: '19:00' }, { in: room });
  expect(second.message.text()).toContain('This channel has a group exam already.');

  await story.crash();
  await story.bot.moveTo(1794506400_000);
  expect(room.messages).toHaveLength(1);
  expect(invitation.buttons()).toEqual(['Start my exam']);
  const stems = await Promise.all(crowd.map((member, index) => sit(member, invitation, index % 10)));
  for (const other of stems) {
    for (const [at, stem] of other.entries()) {
      const same = stems.find((one) => one[at] !== undefined)?.[at];
      expect(stem).toBe(same);
    }
  }
  await story.discord.waitFor(() => invitation.text().includes('30 of 30 have begun.'));
  // The answers stay closed while others may still sit the same questions.
  const [one] = crowd;
  const early = (await one!.press(one!.direct.last, 'Earlier exams')).message;
  await story.discord.waitFor(() => early.text().startsWith('## Your mock exams'));
  const report = await one!.choose(early, 'Open a report', ['12 Nov: 0 of 45']);
  await story.discord.waitFor(() => report.message.text().startsWith('## 0 of 45'));
  expect(report.message.text()).toContain('The answers can be looked at when the group’s exam is over.');
  expect(report.message.buttons()).toEqual(['Earlier exams', 'Publish my score']);

  expect(invitation.text()).toContain('The group exam is on');
  await story.bot.moveBy(31 * MINUTE);
  const summary = invitation.text();
  expect(summary).toContain('30 people took part. On average **4.5 of 45** right, most between 2 and 7.');
  for (const { name } of await domains()) expect(summary).toContain(name);
  expect(summary).toMatch(/Missed most\nQuestion \d+, .+ \(30 of 30 missed it\)/);
  expect(summary).not.toContain('Member');
  const own = await crowd[3]!.press(invitation, 'My result');
  await story.discord.waitFor(() => own.message.text().startsWith('## 3 of 45'));
  expect(own.message.ephemeral).toBe(true);
  expect(own.message.buttons()).toContain('See every answer');
  const asked = (await crowd[3]!.press(own.message, 'Publish my score')).message;
  expect(asked.ephemeral).toBe(true);
  expect(asked.text()).toContain(`Post “Member 3 got 3 of 45 in the group exam.” in ${room.mention}?\n`);
  expect(asked.buttons()).toEqual(['Post it', 'Keep it to myself']);
  await crowd[3]!.press(asked, 'Keep it to myself');
  expect(asked.text()).toContain('nothing was posted');
  expect(room.messages).toHaveLength(1);
  await publish(crowd[3]!, own.message);
  expect(room.last.text()).toBe('Member 3 got **3 of 45** in the group exam.');
  const again = await crowd[3]!.press(own.message, 'Publish my score');
  expect(again.message.text()).toMatch(/^Your score is published already\./);
  expect(again.message.buttons()).toEqual(['Take it back']);
  expect(room.messages).toHaveLength(2);
});

async function domains() {
  return (await import('../exam/play.ts')).pack.exam.profiles[0]!.domains;
}

test('with five people of whom two publish there are no figures', { timeout: 60_000 }, async () => {
  story = await tell();
  const invitation = await planned();
  await story.bot.moveTo(1794506400_000);
  const five = Array.from({ length: 5 }, (_, index) => story.guild.addMember(`Member ${index}`));
  for (const member of five) await sit(member, invitation, 2);
  for (const member of five.slice(0, 2)) await publish(member, member.direct.last);
  await story.bot.moveBy(31 * MINUTE);
  expect(invitation.text()).toContain('5 people took part.');
  expect(invitation.text()).not.toContain('average');
});

test('a score that could not be posted is posted at the next try, and is published only then', {
  timeout: 60_000,
}, async () => {
  story = await tell();
  const { ana, bot, discord, guild, room } = story;
  const invitation = await planned();
  await bot.moveTo(1794506400_000);
  await sit(ana, invitation, 2);
  await bot.moveBy(31 * MINUTE);
  const report = ana.direct.last;
  guild.denyBot(room, ['SendMessages']);
  await publish(ana, report, 'so your score was not published');
  guild.denyBot(room, []);
  discord.fault({
    method: 'POST',
    route: `/channels/${room.id}/messages`,
    times: 4,
    status: 503,
    when: 'before',
  });
  const asked = await publish(ana, report, 'Your score could not be posted just now.');
  expect(room.messages).toHaveLength(1);
  await ana.press(asked, 'Post it');
  await discord.waitFor(() => asked.text().startsWith(`Your score is posted in ${room.mention}.`));
  expect(room.last.text()).toBe('Ana got **2 of 45** in the group exam.');
  expect((await ana.press(report, 'Publish my score')).message.text()).toContain('published already');
});

test('a published score can be taken back and published again, as often as its member likes', {
  timeout: 60_000,
}, async () => {
  story = await tell();
  const { ana, bot, discord, room } = story;
  const invitation = await planned();
  await bot.moveTo(1794506400_000);
  await sit(ana, invitation, 2);
  await bot.moveBy(31 * MINUTE);
  const report = ana.direct.last;
  const posted = await publish(ana, report);
  const route = `/channels/${room.id}/messages/${room.last.id}`;
  discord.fault({ method: 'DELETE', route, times: 4, status: 503, when: 'before' });
  await ana.press(posted, 'Take it back');
  await discord.waitFor(() => posted.text().includes('could not be deleted just now'), 20_000);
  expect(room.messages).toHaveLength(2);
  await story.crash();
  const before = (await ana.press(report, 'Publish my score')).message;
  await ana.press(before, 'Take it back');
  await discord.waitFor(() => before.text().startsWith('Taken back:'));
  expect(room.messages).toHaveLength(1);
  await ana.press(posted, 'Take it back');
  await discord.waitFor(() => posted.text().startsWith('No message with your score'));
  // Within the minutes in which Discord still knows the first message's nonce.
  await publish(ana, report);
  expect(room.messages).toHaveLength(2);
  expect(room.last.text()).toBe('Ana got **2 of 45** in the group exam.');
});

test('with three people there are no figures, and who comes late cannot begin', {
  timeout: 60_000,
}, async () => {
  story = await tell();
  const { ana, bo, chidi, guild } = story;
  const invitation = await planned();
  await ana.press(invitation, 'Join');
  await story.bot.moveTo(1794506400_000);
  for (const member of [ana, bo, chidi]) await sit(member, invitation, 2);
  await story.bot.moveBy(31 * MINUTE);
  expect(invitation.text()).toMatch(/^## The group exam is over\n3 people took part\./);
  expect(invitation.text()).toContain('Group figures appear where at least 4 took part');
  expect(invitation.text()).not.toContain('average');
  const late = guild.addMember('Late');
  expect((await late.press(invitation, 'My result')).message.text()).toContain(
    'You did not sit this group exam.',
  );
});

test('who begins and leaves is handed in by the clock, and the summary waits for that', {
  timeout: 60_000,
}, async () => {
  story = await tell();
  const { ana, bo } = story;
  const invitation = await planned();
  await story.bot.moveTo(1794506400_000);
  await sit(ana, invitation, 2);
  await (await bo.press(invitation, 'Start my exam')).filledIn();
  const left = bo.direct.last;
  await answerOn(bo, left, 'right');
  await story.bot.moveBy(31 * MINUTE);
  expect(invitation.text()).toContain('The group exam is on');
  await story.bot.kill();
  story.discord.moveBy(HOUR);
  await story.restart();
  await story.discord.waitFor(() => invitation.text().includes('The group exam is over'));
  expect(left.text()).toContain('I handed it in as it stood: 1 of 45 answered.');
  expect(invitation.text()).toContain('2 people took part.');
});

test('/study knows of a group exam that one has joined, and leads into it', async () => {
  story = await tell();
  const { ana, bo, room } = story;
  const invitation = await planned();
  await ana.press(invitation, 'Join');
  const study = async (who: Member) => (await who.run('/study', {}, { in: room })).message;
  expect((await study(ana)).text()).toMatch(/You are in for the group exam <t:1794506400:F>\./);
  expect((await study(bo)).text()).not.toContain('group exam');
  await story.bot.moveTo(1794506400_000);
  const open = await study(ana);
  expect(open.text()).toContain('The group exam is on. Begin by <t:1794508200:t>');
  await (await ana.press(open, 'Start my exam')).filledIn();
  expect((await study(ana)).text()).toContain('Mock exam running');
  expect((await study(ana)).text()).not.toContain('The group exam is on');
});

test('a group exam is called off by who planned it or by a moderator, and by nobody else', async () => {
  story = await tell();
  const { ana, bo, mod, room } = story;
  const plan = (who: Member) => who.run('/exam group', { at: '18:00' }, { in: room });
  const own = await (await plan(ana)).filledIn();
  const first = room.last;
  const done = await ana.press(own, 'Call it off');
  expect(done.message.text()).toContain('It is called off, and the channel says so.');
  await story.discord.waitFor(() => first.text().startsWith('## The group exam is called off'));
  expect(first.buttons()).toEqual([]);

  await (await plan(ana)).filledIn();
  const second = room.last;
  expect(second.text()).toContain('## Group exam:');
  expect((await plan(bo)).message.buttons()).toEqual([]);
  const busy = (await plan(mod)).message;
  expect(busy.text()).toContain('This channel has a group exam already.');
  await mod.press(busy, 'Call it off');
  await story.discord.waitFor(() => second.text().startsWith('## The group exam is called off'));
  await story.bot.moveTo(1794506400_000);
  expect(room.messages).toHaveLength(2);
});

test('an invitation that somebody deleted is posted anew when the exam begins, and so is its summary', {
  timeout: 60_000,
}, async () => {
  story = await tell();
  const { ana, bot, room } = story;
  (await planned()).delete();
  await bot.moveTo(1794506400_000);
  expect(room.messages).toHaveLength(1);
  const again = room.last;
  expect(again.text()).toContain('The group exam is on');
  await sit(ana, again, 2);
  again.delete();
  await bot.moveBy(31 * MINUTE);
  expect(room.messages).toHaveLength(1);
  expect(room.last.text()).toContain('The group exam is over');
});

test('a time that cannot be is refused in words, and nothing is posted', async () => {
  story = await tell();
  const { ana, room } = story;
  const refused = [
    ['soon', 'I do not understand that time.'],
    ['today 7:00', 'Choose a time from now on'],
    ['2027-12-05 18:30', 'Choose a time from now on'],
  ] as const;
  for (const [at, words] of refused)
    expect((await ana.run('/exam group', { at }, { in: room })).message.text()).toContain(words);
  expect(room.messages).toHaveLength(0);
});

test.each([1, 10])(
  'killed after posting, the invitation is found %i minutes later and stands once',
  async (minutes) => {
    story = await tell();
    const { ana, discord, room } = story;
    const held = discord.hold({ method: 'POST', route: '/channels/{channel}/messages' }, 'after');
    void ana.run('/exam group', { at: '18:00' }, { in: room }).catch(() => undefined);
    await held.arrived;
    await story.bot.kill();
    held.release();
    discord.moveBy(minutes * MINUTE);
    await story.restart();
    await story.bot.moveTo(1794506400_000);
    expect(room.messages).toHaveLength(1);
    expect(room.last.buttons()).toEqual(['Start my exam']);
  },
);
