import { afterEach, describe, expect, test } from 'vitest';
import type { Member, Message, Room } from '../local-discord/index.ts';
import { makeSmallPack } from '../small-pack.ts';
import { MINUTE, type Story, tell } from '../story.ts';

let story: Story;
afterEach(() => story.end());

const SECOND = 1000;

/** The letter of the right or the wrong option of a small pack's question. */
function letterOf(message: Message, wanted: 'right' | 'wrong'): string {
  return new RegExp(`\\*\\*([AB])\\*\\*  ${wanted}`).exec(message.text())?.[1] ?? '';
}

async function quizOf(options: Readonly<Record<string, string | number>> = {}) {
  story = await tell({ questions: makeSmallPack(30) });
  const started = await story.ana.run('/quiz start', { rounds: 3, ...options }, { in: story.room });
  await started.filledIn();
  return theRoom();
}

/** The thread of the quiz that was started last. */
function theRoom(): Room {
  return story.room.threads.at(-1) ?? story.room;
}

async function play(room: Room, answers: ReadonlyMap<Member, 'right' | 'wrong'>): Promise<void> {
  for (const [member, wanted] of answers) await member.press(room.last, letterOf(room.last, wanted));
}

/** Lets the present phase end by itself. */
async function goOn(seconds: number): Promise<void> {
  await story.bot.moveBy(seconds * SECOND);
}

/** Waits until a stopped quiz is shown as such, and nothing is left to do for it. */
async function over(room: Room): Promise<void> {
  await story.discord.waitFor(() => room.last.text().includes('The quiz was stopped'));
  await goOn(1);
}

describe('a quiz in its own thread', () => {
  test('lobby, rounds, reveals and podium, each shown once', async () => {
    const room = await quizOf();
    const { ana, bo } = story;
    expect(room).not.toBe(story.room);
    expect(story.room.messages).toHaveLength(1);
    expect(room.last.text()).toMatch(/^## Quiz: a mix of topics\n3 questions, about \d minutes/);
    await ana.press(room.last, 'Join');
    await bo.press(room.last, 'Join');
    await story.discord.waitFor(() => room.last.text().includes('In so far: Ana and Bo'));
    await ana.press(room.last, 'Start now');

    for (const number of [1, 2, 3]) {
      await story.discord.waitFor(() => room.last.text().includes(`Question ${number} of 3`));
      expect(room.messages).toHaveLength(1 + number);
      const mine = await ana.press(room.last, letterOf(room.last, 'right'));
      expect(mine.message.ephemeral).toBe(true);
      expect(mine.message.text()).toMatch(
        /^You picked \*\*[AB]\*\*\. You can change it until the round closes\./,
      );
      await bo.press(room.last, letterOf(room.last, 'wrong'));
      await goOn(60);
      expect(room.last.text()).toMatch(new RegExp(`^## Question ${number} of 3: the answer is [AB]`));
      expect(room.last.buttons()).toEqual(['Ready (0 of 2)', 'All explanations', 'My place']);
      expect(room.last.text()).not.toMatch(/After \d|Ana|Bo/);
      const place = await bo.press(room.last, 'My place');
      expect(place.message.text()).toContain('You are 2nd of 2');
      await goOn(21);
    }
    expect(room.messages).toHaveLength(5);
    const podium = room.last;
    expect(podium.text()).toContain('That was a mix of topics');
    expect(podium.text()).toContain('1st  Ana, 3 of 3');
    expect(podium.text()).not.toContain('2nd');
    // What the other one got would follow from a total.
    expect(podium.text()).toContain('2 people played.\n');
    expect(podium.text()).not.toMatch(/Together you got|missed it/);
    expect(podium.text()).toContain('Hardest for this group: question 1.\n[Look at it]');
    const result = await bo.press(podium, 'My result');
    expect(result.message.text()).toMatch(/^## 0 of 3/);
    const missed = await bo.press(podium, 'What I missed');
    expect(missed.message.text()).toContain('1 of 3 that you missed');
    const second = (await bo.press(missed.message, 'Next')).message;
    expect(second.text()).toContain('2 of 3 that you missed');
    const last = (await bo.press(second, 'Next')).message;
    expect(last.buttons()).toEqual(['Back', 'Practise 3 missed, 3 min']);
    expect((await bo.press(last, 'Practise 3 missed, 3 min')).message.text()).toContain('## Question 1 of 3');
    expect((await ana.press(podium, 'What I missed')).message.text()).toBe('You missed nothing.');
    const board = await ana.run('/leaderboard', {}, { in: story.room });
    expect(board.message.text()).toContain('with 6 points');

    const again = await bo.press(podium, 'Play again');
    await again.filledIn();
    expect(story.room.threads).toHaveLength(2);
  });

  test('a pick can be changed on the private line until the round closes, and a late one is told when it closed', async () => {
    const room = await quizOf();
    const { ana } = story;
    await goOn(21);
    const line = await ana.press(room.last, 'A');
    const changed = await ana.press(line.message, 'B');
    expect(changed.kind).toBe('update');
    expect(changed.message.text()).toContain('You picked **B**');
    await goOn(60);
    const late = await ana.press(changed.message, 'A');
    expect(late.message.text()).toMatch(/^Too late for this one, it closed at <t:\d+:T>/);
  });

  test('ends kindly after two rounds without any answer', async () => {
    const room = await quizOf();
    await goOn(21);
    await goOn(60);
    await goOn(21);
    await goOn(60);
    await goOn(21);
    expect(room.last.text()).toContain('Two questions went by without an answer');
  });

  test('is stopped by its starter or a moderator, and old buttons say so', async () => {
    const room = await quizOf();
    const { ana, bo, mod } = story;
    await goOn(21);
    const round = room.last;
    expect((await bo.run('/quiz stop', {}, { in: room })).message.text()).toContain('Manage Messages');
    expect((await ana.run('/quiz stop', {}, { in: room })).message.text()).toContain('stopped');
    await over(room);
    const asked = story.discord.requests.length;
    expect((await bo.press(round, 'A')).message.text()).toContain('This quiz is over');
    expect((await mod.run('/quiz stop', {}, { in: room })).message.text()).toContain(
      'No quiz is running here',
    );
    const sent = story.discord.requests.slice(asked).filter(({ route }) => !route.endsWith('/callback'));
    expect(sent).toEqual([]);
  });

  test('stopped in the middle of a round it counts what was answered, of the questions played', async () => {
    const room = await quizOf({ rounds: 10 });
    const { ana, bo } = story;
    await goOn(21);
    await play(
      room,
      new Map([
        [ana, 'right'],
        [bo, 'wrong'],
      ]),
    );
    await ana.run('/quiz stop', {}, { in: room });
    await over(room);
    expect(room.last.text()).toContain('1st  Ana, 1 of 1');
    expect(room.last.text()).toContain('2 people played.\n');
    const missed = await bo.press(room.last, 'What I missed');
    expect(missed.message.text()).toContain('1 of 1 that you missed');
    const board = await ana.run('/leaderboard', {}, { in: story.room });
    expect(board.message.text()).toContain('with 2 points');
  });

  test('an old quiz pressed again does not make its channel rest again', async () => {
    const room = await quizOf();
    const { ana, bo, mod } = story;
    await mod.run('/setup quiz', { cooldown: 30 }, { in: story.room });
    await goOn(21);
    await play(room, new Map([[ana, 'right']]));
    await ana.run('/quiz stop', {}, { in: room });
    await over(room);
    await story.bot.moveBy(29 * MINUTE);
    for (const label of ['My result', 'What I missed']) await bo.press(room.last, label);
    await bo.press(room.messages[1]!, 'A');
    await story.bot.moveBy(2 * MINUTE);
    await (await ana.run('/quiz start', { rounds: 3 }, { in: story.room })).filledIn();
    expect(story.room.threads).toHaveLength(2);
  });

  test('“More time for me” gives it at the first press, takes it back at the second, and is over with the quiz', async () => {
    const room = await quizOf();
    const { ana } = story;
    const lobby = room.last;
    const given = 'every round you are in has 50 % more time (60 seconds become 90), for everybody in it';
    expect((await ana.press(lobby, 'More time for me')).message.text()).toContain(given);
    expect((await ana.press(lobby, 'More time for me')).message.text()).toContain('usual length');
    expect((await ana.press(lobby, 'More time for me')).message.text()).toContain(given);
    await ana.run('/quiz stop', {}, { in: room });
    await over(room);
    expect((await ana.press(lobby, 'More time for me')).message.text()).toContain('This quiz is over');
    await (await ana.run('/quiz start', { rounds: 3 }, { in: story.room })).filledIn();
    // It was kept, and a member who asks for it again is not told that it is gone.
    expect((await ana.press(theRoom().last, 'More time for me')).message.text()).toContain(given);
  });

  test('a second one in the same channel is refused, and one in another channel is not', async () => {
    await quizOf();
    const { bo, guild } = story;
    const second = await bo.run('/quiz start', {}, { in: story.room });
    expect(second.message.text()).toContain('A quiz is running in this channel already');
    expect(second.message.ephemeral).toBe(true);
    expect(second.message.text()).toContain('[Go to the quiz]');
    expect(JSON.stringify(second.message.components)).toContain(`/${theRoom().id}"`);
    const within = await bo.run('/quiz start', {}, { in: theRoom() });
    expect(within.message.text()).toContain('A quiz is running in this channel already');
    const elsewhere = guild.addChannel('elsewhere');
    await (await bo.run('/quiz start', { rounds: 3 }, { in: elsewhere })).filledIn();
    expect(elsewhere.threads).toHaveLength(1);
  });
});

describe('before anything is posted', () => {
  test('too few questions are refused', async () => {
    story = await tell({ questions: makeSmallPack(4) });
    const { ana, room } = story;
    expect((await ana.run('/quiz start', {}, { in: room })).message.text()).toContain(
      'There are only 4 questions',
    );
    expect(room.messages).toHaveLength(0);
  });

  test('inside a thread the quiz stays in that thread', async () => {
    story = await tell({ questions: makeSmallPack(30) });
    const { ana, room } = story;
    await story.postFirst();
    const thread = room.threads[0]!;
    await (await ana.run('/quiz start', { rounds: 3 }, { in: thread })).filledIn();
    expect(thread.last.text()).toContain('Quiz: a mix of topics');
    expect(room.threads).toHaveLength(1);
  });
});

describe('where the bot may not open threads', () => {
  test('the quiz runs in the channel, in one message that is edited', async () => {
    story = await tell({ questions: makeSmallPack(30) });
    const { ana, room, guild } = story;
    guild.denyBot(room, ['CreatePublicThreads']);
    await story.discord.waitFor(async () => {
      const shown = await story.mod.run('/setup show', {}, { in: room });
      return shown.message.text().length > 0;
    });
    await (await ana.run('/quiz start', { rounds: 3 }, { in: room })).filledIn();
    for (const _ of [1, 2, 3]) {
      await goOn(21);
      await play(room, new Map([[ana, 'right']]));
      await goOn(60);
    }
    await goOn(21);
    expect(room.messages).toHaveLength(1);
    expect(room.last.text()).toContain('1 person played.\n');
    expect(room.last.text()).not.toMatch(/Ana|3 of 3|1st/);
    const mine = (await ana.press(room.last, 'My result')).message.text();
    expect(mine).toMatch(/^## 3 of 3\nYou missed nothing\./);
  });
});

describe('modes', () => {
  test('teams are even, and their mean counts', async () => {
    const room = await quizOf({ mode: 'teams' });
    const { ana, bo, chidi } = story;
    for (const member of [ana, bo, chidi]) await member.press(room.last, 'Join');
    for (const _ of [1, 2, 3]) {
      await goOn(21);
      await play(
        room,
        new Map([
          [ana, 'right'],
          [bo, 'wrong'],
          [chidi, 'wrong'],
        ]),
      );
      await goOn(60);
    }
    await goOn(21);
    expect(room.last.text()).toContain('1st  Team 1, 1.5');
    expect((await bo.press(room.last, 'My result')).message.text()).toContain('Your team, Team 2, is 2nd');
  });

  test('together the majority counts, and a tie counts as wrong', async () => {
    const room = await quizOf({ mode: 'together' });
    const { ana, bo, chidi } = story;
    await goOn(21);
    await play(
      room,
      new Map([
        [ana, 'right'],
        [bo, 'right'],
        [chidi, 'wrong'],
      ]),
    );
    await goOn(60);
    expect(room.last.text()).toContain("The group's answer was");
    await goOn(21);
    await play(
      room,
      new Map([
        [ana, 'right'],
        [bo, 'wrong'],
      ]),
    );
    await goOn(60);
    expect(room.last.text()).toContain('The votes were tied, which counts as wrong.');
    await goOn(21);
    await play(room, new Map([[ana, 'wrong']]));
    await goOn(60);
    await goOn(21);
    expect(room.last.text()).toContain('Together you got 1 of 3');
  });
});

describe.each(['everyone', 'teams', 'together'] as const)('%s', (mode) => {
  test.each([2, 6, 300])(
    'with %i players ends with totals that add up',
    { timeout: 120_000 },
    async (size) => {
      const room = await quizOf({ mode });
      const crowd = Array.from({ length: size }, (_, index) => story.guild.addMember(`Player ${index + 1}`));
      await goOn(21);
      for (const number of [1, 2, 3]) {
        const [right, wrong] = [letterOf(room.last, 'right'), letterOf(room.last, 'wrong')];
        await Promise.all(
          crowd.map((member, index) => member.press(room.last, index % 3 === 0 ? wrong : right)),
        );
        await goOn(60);
        expect(room.last.text()).toContain(`Question ${number} of 3: the answer is`);
        if (size >= 4) expect(room.last.text()).toContain(`${size - Math.ceil(size / 3)} votes`);
        await goOn(21);
      }
      const right = 3 * (size - Math.ceil(size / 3));
      const together = size >= 4 ? ` Together you got ${right} of ${3 * size} answers right.` : '';
      const expected = {
        everyone: `${size} people played.${together}\n`,
        teams: `${size} people played.${together}\n`,
        // Of two players one is wrong: a tie, which counts as wrong.
        together: `Together you got ${size === 2 ? 0 : 3} of 3.`,
      };
      expect(room.last.text()).toContain(expected[mode]);
    },
  );
});

describe('a crash', () => {
  test.each(['lobby', 'round', 'reveal'])(
    'in the %s is gone on from, with no answer lost and no message twice',
    { timeout: 60_000 },
    async (phase) => {
      const room = await quizOf();
      const { ana, bo } = story;
      await ana.press(room.last, 'Join');
      if (phase === 'lobby') await story.crash();
      await goOn(21);
      expect(room.messages).toHaveLength(2);
      await play(
        room,
        new Map([
          [ana, 'right'],
          [bo, 'wrong'],
        ]),
      );
      if (phase === 'round') await story.crash();
      await goOn(60);
      expect(room.last.text()).toContain('Question 1 of 3: the answer is');
      if (phase === 'reveal') await story.crash();
      await goOn(21);
      expect(room.messages).toHaveLength(3);
      expect(room.last.text()).toContain('Question 2 of 3');
      for (const _ of [2, 3]) {
        await play(
          room,
          new Map([
            [ana, 'right'],
            [bo, 'wrong'],
          ]),
        );
        await goOn(60);
        await goOn(21);
      }
      expect(room.messages).toHaveLength(5);
      expect(room.last.text()).toContain('1st  Ana, 3 of 3');
    },
  );

  test('between closing and the next question posts that question once', { timeout: 60_000 }, async () => {
    const room = await quizOf();
    await goOn(21);
    await play(room, new Map([[story.ana, 'right']]));
    await goOn(60);
    const held = story.discord.hold({ method: 'POST', route: '/channels/{channel}/messages' }, 'after');
    void story.bot.moveBy(21 * SECOND).catch(() => undefined);
    await held.arrived;
    await story.bot.kill();
    held.release();
    await story.restart();
    await story.discord.waitFor(() => room.last.text().includes('Question 2 of 3'));
    await story.bot.moveBy(SECOND);
    expect(room.messages).toHaveLength(3);
    await play(room, new Map([[story.ana, 'right']]));
    await story.bot.moveBy(MINUTE);
    expect(room.last.text()).toContain('Question 2 of 3: the answer is');
  });
});

test('a podium that cannot be posted ends the quiz, and another can begin', async () => {
  const room = await quizOf();
  const { ana } = story;
  await goOn(21);
  await play(room, new Map([[ana, 'right']]));
  story.guild.denyBot(story.room, ['SendMessagesInThreads']);
  await ana.run('/quiz stop', {}, { in: room });
  await story.bot.moveBy(MINUTE);
  const again = await ana.run('/quiz start', { rounds: 3 }, { in: story.room });
  await again.filledIn();
  const posts = story.discord.requestsTo('POST', '/channels/{channel}/messages');
  expect(posts.filter(({ status }) => status === 403)).toHaveLength(1);
});

test('teams without a mode are teams, and one role for two teams is refused', async () => {
  const room = await quizOf({ teams: 3 });
  expect(room.last.text()).toContain('Teams: Team 1, Team 2 and Team 3.');
  const role = story.guild.addRole({ name: '**loud** role' });
  const twice = { 'team-1': role, 'team-2': role };
  const other = story.guild.addChannel('other');
  const refused = await story.ana.run('/quiz start', twice, { in: other });
  expect(refused.message.text()).toContain('Each team needs a role of its own');
});

test('a deleted thread ends the quiz cleanly, and another can begin', async () => {
  const room = await quizOf();
  const { ana } = story;
  await goOn(21);
  room.delete();
  await goOn(60);
  await goOn(21);
  await (await ana.run('/quiz start', { rounds: 3 }, { in: story.room })).filledIn();
  expect(story.room.threads).toHaveLength(1);
});

describe('/setup quiz', () => {
  test('says where, by whom and how often', async () => {
    story = await tell({ questions: makeSmallPack(30) });
    const { ana, guild, mod, room } = story;
    const other = guild.addChannel('quiz-room');
    const role = guild.addRole({ name: 'hosts' });
    const set = await mod.run(
      '/setup quiz',
      { channels: `<#${other.id}>`, role, cooldown: 30 },
      { in: room },
    );
    expect(set.message.text()).toContain(
      `Quizzes are started by <@&${role.id}>, in <#${other.id}>. A channel rests 30 minutes after one.`,
    );
    expect((await ana.run('/quiz start', {}, { in: room })).message.text()).toContain(
      `Quizzes are played in <#${other.id}> here.`,
    );
    expect((await ana.run('/quiz start', {}, { in: other })).message.text()).toContain(
      'Here quizzes are started by',
    );
    expect((await mod.run('/setup quiz', { channels: 'over there' }, { in: room })).message.text()).toContain(
      'Name the channels by their mention',
    );
  });
});
