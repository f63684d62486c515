import { afterEach, describe, expect, test } from 'vitest';
import { answerOn } from '../exam/play.ts';
import { BOT_PERMISSIONS } from '../local-discord/permissions.ts';
import { DAY, HOUR, MINUTE, MORNING, type Story, tell } from '../story.ts';

let story: Story;
afterEach(() => story.end());

const setUp = (set: Parameters<Story['mod']['run']>[1] = {}) =>
  story.mod.run('/setup certified', { channel: story.room, ...set }, { in: story.room });
const pass = async (who: Story['ana'], given: Readonly<Record<string, string>> = {}) =>
  (await who.run('/certified passed', given, { in: story.room })).filledIn();
const wall = async (who: Story['ana']) =>
  (await who.run('/leaderboard', { period: 'certified' }, { in: story.room })).message;

describe('/certified passed', () => {
  test('congratulates in the channel, gives the role, tells of the badge and the next exam, and stands on the wall', async () => {
    story = await tell();
    const { ana, bo, guild, room } = story;
    guild.setBotPermissions([...BOT_PERMISSIONS, 'ManageRoles']);
    const role = guild.addRole({ name: 'Certified' });
    expect((await setUp({ role })).message.text()).toContain(`They get <@&${role.id}>.`);
    expect((await wall(bo)).text()).toContain('Nobody has passed yet.');
    const told = await pass(ana, { date: '10 Nov' });
    expect(told.ephemeral).toBe(true);
    expect(told.text()).toContain('## Congratulations, you passed');
    expect(told.text()).toContain('on 10 Nov 2026');
    expect(told.text()).toContain(`I told ${room.mention}. You have the role of those who passed.`);
    expect(told.text()).toContain('**Your badge**');
    expect(told.text()).toContain('Machine Learning Professional');
    expect(ana.roles).toContain(role.id);
    expect(room.messages).toHaveLength(1);
    expect(room.last.text()).toContain('Ana has passed the exam');
    expect(room.last.text()).toContain('The first of this server. Who is next?');
    expect(room.last.pings).toEqual({ everyone: false, roles: [], users: [] });

    const again = await pass(ana, { date: 'yesterday' });
    expect(again.text()).toContain('You had told me before');
    expect(room.messages).toHaveLength(1);
    expect(room.last.text()).toContain('passed on 11 Nov 2026');
    await pass(bo, { date: '2026-11-12' });
    expect(room.last.text()).toContain('The 2nd of this server.');
    const seen = (await bo.press(room.last, 'Wall of fame')).message;
    expect(seen.text()).toContain('2 people have passed.');
    expect(seen.text()).toMatch(/Bo, 12 Nov 2026\nAna, 11 Nov 2026/);
    expect((await bo.press(seen, 'Share')).message.text()).toContain('## Wall of fame');

    // Putting a date right changes nobody's place.
    await pass(ana, { date: '10 Nov' });
    expect(room.messages[0]!.text()).toMatch(/passed on 10 Nov 2026.*The first of this server/s);
    const undone = await (await ana.run('/certified undo', {}, { in: room })).filledIn();
    expect(undone.text()).toBe('Taken back: nothing here says any more that you passed.');
    expect(ana.roles).not.toContain(role.id);
    expect(room.messages.filter((message) => message.text().includes('Ana has passed'))).toEqual([]);
    expect((await wall(bo)).text()).not.toContain('Ana');
    const nothing = await (await ana.run('/certified undo', {}, { in: room })).filledIn();
    expect(nothing.text()).toContain('There is nothing to take back.');
  });

  test.each([
    ['18 December 2026', 'still to come'],
    ['2020-01-01', 'more than three years ago'],
    ['soon', 'I do not know that date'],
  ])('%s is refused in words', async (date, said) => {
    story = await tell();
    const refused = await story.ana.run('/certified passed', { date }, { in: story.room });
    expect(refused.message.text()).toContain(said);
    expect(story.room.messages).toHaveLength(0);
  });

  test('who hides is shown to nobody and gets no role; showing oneself again and saying it once more tells it', async () => {
    story = await tell();
    const { ana, bo, guild, room } = story;
    guild.setBotPermissions([...BOT_PERMISSIONS, 'ManageRoles']);
    const role = guild.addRole({ name: 'Certified' });
    await setUp({ role, approval: true, 'approve-in': room });
    await ana.run('/me', { hide: true }, { in: room });
    expect((await pass(ana)).text()).toContain('I tell nobody and give no role');
    await story.bot.moveBy(MINUTE);
    expect(room.messages).toHaveLength(0);
    expect(ana.roles).not.toContain(role.id);
    expect((await wall(bo)).text()).toContain('Nobody has passed yet.');
    await setUp({ approval: false });
    await ana.run('/me', { hide: false }, { in: room });
    expect((await pass(ana)).text()).toContain(`I told ${room.mention}.`);
    const hidden = (await ana.run('/me', { hide: true }, { in: room })).message;
    expect(hidden.text()).toContain('`/certified undo` takes the message and the role back.');
    expect((await wall(bo)).text()).toContain('Nobody has passed yet.');
    const shy = (await bo.run('/me', {}, { in: room })).message;
    expect((await bo.press(shy, 'Hide me from boards')).message.text()).toContain(
      'You are off the boards now.',
    );
  });

  test.each(['before', 'after'] as const)(
    'who hides while it is still to be told is told of to nobody, also when Discord failed %s it took effect',
    async (when) => {
      story = await tell();
      const { ana, bo, discord, room } = story;
      await setUp();
      const fault = { method: 'POST', route: /^\/channels\/\d+\/messages$/, when, status: 503 } as const;
      const failing = discord.fault({ ...fault, times: 50 });
      expect((await pass(ana)).text()).toContain('I could not tell the others just now.');
      await ana.run('/me', { hide: true }, { in: room });
      failing.remove();
      await story.bot.moveBy(MINUTE);
      expect(room.messages).toHaveLength(0);
      expect((await wall(bo)).text()).toContain('Nobody has passed yet.');
      expect((await pass(ana)).text()).toContain('I tell nobody');
    },
  );

  test('nobody who left stands on the wall', async () => {
    story = await tell();
    await setUp();
    await pass(story.ana);
    await story.bot.moveBy(2 * DAY);
    story.guild.removeMember(story.ana);
    expect((await wall(story.bo)).text()).toContain('Nobody has passed yet.');
  });

  test('without any channel it stands on the wall alone', async () => {
    story = await tell();
    expect((await pass(story.ana)).text()).toContain('stands on the wall of fame alone');
    expect((await wall(story.bo)).text()).toContain('Ana, 12 Nov 2026');
  });

  test.each(['before', 'after'] as const)(
    'is told once when the process is killed %s it took effect',
    async (when) => {
      story = await tell();
      const { ana, discord, room } = story;
      await setUp();
      const held = discord.hold({ method: 'POST', route: /^\/channels\/\d+\/messages$/ }, when);
      void ana.run('/certified passed', {}, { in: room }).catch(() => undefined);
      await held.arrived;
      await story.bot.kill();
      held.release();
      discord.moveTo(MORNING + 3 * HOUR);
      await story.restart();
      await story.bot.moveBy(MINUTE);
      await story.bot.moveBy(MINUTE);
      expect(room.messages).toHaveLength(1);
      expect(room.last.text()).toContain('Ana has passed the exam');
      await (await ana.run('/certified undo', {}, { in: room })).filledIn();
      expect(room.messages).toHaveLength(0);
    },
  );

  test('a role given just before the process was killed is taken away by undo, also of who hid meanwhile', async () => {
    story = await tell();
    const { ana, discord, guild, room } = story;
    guild.setBotPermissions([...BOT_PERMISSIONS, 'ManageRoles']);
    const role = guild.addRole({ name: 'Certified' });
    await setUp({ role });
    const held = discord.hold({ method: 'PUT', route: /roles\/\d+$/ }, 'after');
    void ana.run('/certified passed', {}, { in: room }).catch(() => undefined);
    await held.arrived;
    await story.bot.kill();
    held.release();
    expect(ana.roles).toContain(role.id);
    const quiet = discord.fault({
      method: 'POST',
      route: /^\/channels\/\d+\/messages$/,
      when: 'before',
      status: 503,
      times: 50,
    });
    await story.restart();
    await ana.run('/me', { hide: true }, { in: room });
    quiet.remove();
    await story.bot.moveBy(MINUTE);
    expect(room.messages).toHaveLength(0);
    await (await ana.run('/certified undo', {}, { in: room })).filledIn();
    expect(ana.roles).not.toContain(role.id);
  });

  test('said again while it is taken back it is not lost: a minute later it is told', async () => {
    story = await tell();
    const { ana, bo, discord, room } = story;
    await setUp();
    await pass(ana, { date: '10 Nov' });
    const held = discord.hold({ method: 'DELETE', route: /messages\/\d+$/ }, 'before');
    const undo = ana.run('/certified undo', {}, { in: room }).then((run) => run.filledIn());
    await held.arrived;
    const early = await ana.run('/certified passed', { date: '11 Nov' }, { in: room });
    expect(early.message.text()).toContain('I am still taking back what I told before.');
    held.release();
    await undo;
    expect((await pass(ana, { date: '11 Nov' })).text()).toContain(`I told ${room.mention}.`);
    await story.bot.moveBy(MINUTE);
    expect((await wall(bo)).text()).toContain('Ana, 11 Nov 2026');
    expect(room.messages).toHaveLength(1);
  });

  test('deleting one’s data takes the message and the role away too', async () => {
    story = await tell();
    const { ana, guild, room } = story;
    guild.setBotPermissions([...BOT_PERMISSIONS, 'ManageRoles']);
    const role = guild.addRole({ name: 'Certified' });
    await setUp({ role });
    await pass(ana);
    const me = (await ana.run('/me', {}, { in: room })).message;
    const asked = (await ana.press(me, 'Delete my data')).message;
    await ana.press(asked, 'Delete it all');
    await story.discord.waitFor(() => room.messages.length === 0 && !ana.roles.includes(role.id));
    expect((await wall(story.bo)).text()).toContain('Nobody has passed yet.');
  });

  test('while Discord deletes nothing, one’s data goes, and the message as soon as it can', async () => {
    story = await tell();
    const { ana, discord, room } = story;
    await setUp();
    await pass(ana);
    const failing = discord.fault({
      method: 'DELETE',
      route: /messages\/\d+$/,
      when: 'before',
      status: 503,
      times: 50,
    });
    const asked = (await ana.press((await ana.run('/me', {}, { in: room })).message, 'Delete my data'))
      .message;
    await ana.press(asked, 'Delete it all');
    await discord.waitFor(() => asked.text().includes('I take it back as soon as it does.'));
    expect(room.messages).toHaveLength(1);
    failing.remove();
    await story.crash();
    await story.bot.moveBy(MINUTE);
    expect(room.messages).toHaveLength(0);
    const asking = (await ana.press((await ana.run('/me', {}, { in: room })).message, 'Delete my data'))
      .message;
    await ana.press(asking, 'Delete it all');
    await discord.waitFor(() => asking.text().includes('## Nothing to delete'));
  });
});

describe('/setup certified', () => {
  test.each([
    [
      'with permissions of its own',
      { name: 'Mods', permissions: ['ManageMessages'] as const },
      'gives permissions',
    ],
    ['above the bot’s own', { name: 'Admins', aboveBot: true }, 'stands above my own role'],
  ])('a role %s is refused', async (_, options, said) => {
    story = await tell();
    story.guild.setBotPermissions([...BOT_PERMISSIONS, 'ManageRoles']);
    const role = story.guild.addRole(options);
    const refused = (await setUp({ role })).message;
    expect(refused.text()).toContain(said);
    expect(refused.text()).toContain('Nothing was saved.');
  });

  test('without Manage Roles a role is refused, and one that got powers later is not given', async () => {
    story = await tell();
    const { ana, guild } = story;
    const role = guild.addRole({ name: 'Certified' });
    expect((await setUp({ role })).message.text()).toContain('I lack **Manage Roles**');
    guild.setBotPermissions([...BOT_PERMISSIONS, 'ManageRoles']);
    // No channel is named for it: the plan's will do.
    await story.mod.run(
      '/setup plan',
      { channel: story.room, timezone: 'Europe/Berlin' },
      { in: story.room },
    );
    await story.mod.run('/setup certified', { role }, { in: story.room });
    guild.setBotPermissions(BOT_PERMISSIONS);
    expect((await pass(ana)).text()).toContain('I could not give you the role');
    expect((await setUp()).message.text()).toContain('but I cannot give it: I lack **Manage Roles**');
    const problems = async () => (await story.mod.run('/setup show', {}, { in: story.room })).message.text();
    expect(await problems()).toContain('I could not give the role of those who passed');
    expect(await problems()).not.toContain(`<#${role.id}>`);
    guild.setBotPermissions([...BOT_PERMISSIONS, 'ManageRoles']);
    await pass(story.bo);
    expect(story.bo.roles).toContain(role.id);
    expect(await problems()).not.toContain('Problems met');
  });

  test('with approval a moderator decides first, on the request or in the list', async () => {
    story = await tell();
    const { ana, bo, chidi, guild, mod, room } = story;
    const office = guild.addChannel('office');
    const set = await setUp({ approval: true, 'approve-in': office });
    expect(set.message.text()).toContain(`A moderator is asked first, in ${office.mention}.`);
    expect((await pass(ana)).text()).toContain(
      'A moderator looks at it first. Then I tell the others. If you hear nothing in a few days, ask a moderator.',
    );
    expect(room.messages).toHaveLength(0);
    expect(office.last.text()).toContain('Passed? Ana says so');
    expect(office.last.text()).toContain('With your word I congratulate in the group’s channel.');
    expect((await pass(ana, { date: 'yesterday' })).text()).toContain('A moderator looks at it first.');
    expect(office.messages).toHaveLength(1);
    expect(office.last.text()).toContain('on 11 Nov 2026');
    expect((await bo.press(office.last, 'Approve')).message.text()).toBe(
      'That needs the permission Manage Server. A moderator can do it.',
    );
    expect((await (await mod.press(office.last, 'Approve')).filledIn()).text()).toBe('Approved.');
    expect(room.last.text()).toContain('Ana has passed the exam');
    expect(office.last.text()).toContain('Approved: Ana');
    expect(office.last.buttons()).toEqual([]);

    await pass(bo);
    await pass(chidi);
    expect((await mod.run('/setup show', {}, { in: room })).message.text()).toContain(
      '2 people wait for that',
    );
    const list = (await setUp()).message;
    expect(list.buttons()).toEqual(['Approve Bo', 'Decline Bo', 'Approve Chidi', 'Decline Chidi']);
    const declined = await mod.press(office.messages[1]!, 'Decline');
    expect((await declined.filledIn()).text()).toContain('Declined. I tell nobody');
    expect(office.messages.map((message) => message.text()).join()).not.toContain('Bo');
    const late = await mod.press(list, 'Approve Bo');
    expect(late.message.text()).toContain('That was decided already');
    await (await chidi.run('/certified undo', {}, { in: room })).filledIn();
    expect(office.messages).toHaveLength(1);
    expect(room.messages).toHaveLength(1);
  });

  test('requests where everybody sees them are warned of, also when it is looked at later', async () => {
    story = await tell();
    const { guild, mod, room } = story;
    const warning = `**Everybody can see ${room.mention}**`;
    const set = (await setUp({ approval: true })).message.text();
    expect(set).toContain(warning);
    expect(set).toContain('`/setup certified approve-in:` names a channel that only moderators see.');
    const look = async () => (await mod.run('/setup certified', {}, { in: room })).message.text();
    expect(await look()).toContain(warning);
    const office = guild.addChannel('office');
    guild.setOverwrite(office, { id: guild.id }, { deny: ['ViewChannel'] });
    guild.denyBot(office, [], ['ViewChannel']);
    await setUp({ 'approve-in': office });
    expect(await look()).not.toContain('Everybody can see');
  });

  test('without a channel nobody is promised that the others are told', async () => {
    story = await tell();
    const { ana, mod, room } = story;
    await mod.run('/setup certified', { approval: true }, { in: room });
    const asked = await pass(ana);
    expect(asked.text()).toContain('A moderator looks at it first. Then it stands on the wall of fame.');
    expect(asked.text()).not.toContain('tell the others');
    expect(room.last.text()).toContain('With your word it stands on the wall of fame');
    await (await mod.press(room.last, 'Approve')).filledIn();
    expect((await wall(story.bo)).text()).toContain('Ana, 12 Nov 2026');
  });

  test('a declined request goes as soon as Discord takes it, also after a crash', async () => {
    story = await tell();
    const { ana, discord, mod, room } = story;
    await setUp({ approval: true });
    await pass(ana);
    const route = /messages\/\d+$/;
    const failing = discord.fault({ method: 'DELETE', route, when: 'before', status: 503, times: 50 });
    const declined = await (await mod.press(room.last, 'Decline')).filledIn();
    expect(declined.text()).toContain('Declined. I tell nobody');
    expect(room.messages).toHaveLength(1);
    await story.bot.kill();
    failing.remove();
    await story.restart();
    await story.bot.moveBy(MINUTE);
    expect(room.messages).toHaveLength(0);
    expect((await pass(ana)).text()).toContain('A moderator looks at it first.');
    expect(room.messages).toHaveLength(1);
  });

  test.each(['Decline', 'undo'] as const)(
    'a request posted just before the process was killed goes after %s, though nothing could note it',
    { timeout: 60_000 },
    async (how) => {
      story = await tell();
      const { ana, discord, mod, room } = story;
      await setUp({ approval: true });
      const posting = { method: 'POST', route: /^\/channels\/\d+\/messages$/ } as const;
      const held = discord.hold(posting, 'after');
      void ana.run('/certified passed', {}, { in: room }).catch(() => undefined);
      await held.arrived;
      await story.bot.kill();
      held.release();
      expect(room.messages).toHaveLength(1);
      discord.fault({ ...posting, when: 'before', status: 503, times: 50 });
      await story.restart();
      const run =
        how === 'Decline'
          ? await mod.press(room.last, 'Decline')
          : await ana.run('/certified undo', {}, { in: room });
      await run.filledIn();
      expect(room.messages).toHaveLength(0);
    },
  );
});

describe('/certified not-yet', () => {
  test('is private and kind: when one may try again, and two weeks from what was missed', async () => {
    story = await tell();
    const { ana, room } = story;
    const card = (await ana.run('/practice', { questions: 5, topic: 'tuning' }, { in: room })).message;
    let answered = await answerOn(ana, card, 'wrong');
    if (answered.hasButton('Confirm')) answered = (await ana.press(answered, 'Confirm')).message;
    await ana.press(answered, 'Sure');
    const shown = (await ana.run('/certified not-yet', { date: 'yesterday' }, { in: room })).message;
    expect(shown.ephemeral).toBe(true);
    expect(shown.text()).toContain('That stings, and it is common.');
    expect(shown.text()).toContain('You may try again from Wednesday, 25 November on, 14 days after');
    expect(shown.text()).toContain('**Two weeks, from the questions you have missed here**');
    expect(shown.text()).toContain('· **Hyperparameter tuning**: its questions');
    expect(shown.text()).toContain('- 13 Nov to 14 Nov · rest');
    expect(shown.text()).toMatch(/- 24 Nov · a mock exam/);
    expect(shown.text()).toContain('- 26 Nov · rest');
    const dated = (await ana.press(shown, '27 Nov is my next date')).message;
    expect(dated.text()).toContain('Your exam: Friday, 27 November');
    expect(room.messages).toHaveLength(0);
    expect((await ana.press(shown, 'Start with ten questions')).message.text()).toContain('## Question 1 of');
  });
});

describe('/resources and /exam-info', () => {
  test('pages by topic with the day on which they were opened', async () => {
    story = await tell();
    const { ana, room } = story;
    const all = (await ana.run('/resources', {}, { in: room })).message;
    expect(all.text()).toContain('**Courses**');
    const choices = await ana.complete('/resources', { topic: 'delta' }, 'topic', { in: room });
    expect(choices).toEqual([{ name: 'Delta Lake for ML', value: 'delta-lake' }]);
    const one = (await ana.choose(all, 'Choose a topic', ['Delta Lake for ML'])).message;
    expect(one.text()).toMatch(/\[VACUUM\]\(https:\/\/.+\) · checked \d+ \w+ 2026/);
    expect((await ana.press(one, 'Practise this topic')).message.text()).toContain('Delta Lake for ML');
    const unknown = await ana.run('/resources', { topic: 'cooking' }, { in: room });
    expect(unknown.message.text()).toContain('I do not know that topic');
  });

  test('the exam’s form, what changed, usual mistakes, advice for the day; the other pack has its own', async () => {
    story = await tell();
    const { ana, mod, room } = story;
    const info = (await ana.run('/exam-info', {}, { in: room })).message;
    expect(info.text()).toContain(
      '45 questions in 90 minutes, about 2 minutes each. 32 right to pass, 71 %.',
    );
    expect(info.text()).toContain('Spark ML: 33 %, 15 questions');
    expect(info.buttons()).toContain('Guide of March 2025 (48 questions)');
    const other = (await ana.press(info, 'Guide of March 2025 (48 questions)')).message;
    expect(other.text()).toContain('No pass mark is published');
    const mistakes = (await ana.press(other, 'Usual mistakes')).message;
    const first = mistakes.text();
    expect((await ana.press(mistakes, 'Later')).message.text()).not.toBe(first);
    expect((await ana.press(mistakes, 'On the day')).message.text()).toContain('**Your energy**');
    expect((await ana.press(mistakes, 'What changed')).message.text()).toContain('48 questions');
    await mod.run('/setup pack', { pack: 'statistics-basics' }, { in: room });
    const small = (await ana.run('/exam-info', {}, { in: room })).message;
    expect(small.text()).toContain('12 questions in 20 minutes');
    expect((await ana.run('/resources', {}, { in: room })).message.text()).toContain('OpenStax');
  });
});
