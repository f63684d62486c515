import { cpSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { pack } from '../exam/play.ts';
import type { Member, Message, Room } from '../local-discord/index.ts';
import { DAY, HOUR, MINUTE, type Story, tell } from '../story.ts';

let story: Story;
afterEach(() => story.end());

/** Monday, 16 November 2026, midnight in Berlin, which has winter time until the plan ends. */
const FIRST_MONDAY = Date.UTC(2026, 10, 15, 23);
const WEEKS = 8;

const NAMES = [
  'Aiko',
  'Ben',
  'Chidi A.',
  'Dana',
  'Emre',
  'Fatou',
  'Goran',
  'Hana',
  'Ines',
  'Jonas',
  'Kofi',
  'Lena_x',
] as const;

/** Whether somebody answers on a day of the plan, and whether that is right: made up, and the same every time. */
function does(member: number, day: number): 'right' | 'wrong' | undefined {
  const week = Math.floor(day / 7);
  // Nobody has time in the fifth week.
  if (week === 4) return undefined;
  const dice = (member * 7 + day * 13 + member * day) % 10;
  if (dice < member / 3) return undefined;
  return (member * 3 + day * 7) % 10 < 5 + (week % 3) ? 'right' : 'wrong';
}

const QUESTIONS = join(import.meta.dirname, '../../questions');
const A_TOPIC = 40;

/** The real pack's exam and plan with questions that never change, so that the bank can be edited without a new transcript. */
function makePack(): string {
  const folder = mkdtempSync(join(tmpdir(), 'cohort-weeks-'));
  const home = join(folder, pack.id);
  mkdirSync(home);
  for (const file of ['exam.yaml', 'plan.yaml']) cpSync(join(QUESTIONS, pack.id, file), join(home, file));
  const objectiveOf = new Map(
    pack.exam.profiles[0]!.domains.flatMap(({ topics, objectives }) =>
      topics.map((topic, place) => [topic, objectives[place]?.id]),
    ),
  );
  for (const { id: topic } of pack.exam.topics) {
    const questions = Array.from({ length: A_TOPIC }, (_, number) => ({
      id: `${topic}-${String(number + 1).padStart(3, '0')}`,
      difficulty: 'apply',
      objectives: [objectiveOf.get(topic)],
      stem: `Question ${number + 1} on ${topic}?`,
      options: ['right', 'wrong', 'off', 'amiss'].map((text, place) => ({
        text,
        ...(place === 0 ? { correct: true } : {}),
        why: 'It says so, and that is enough.',
      })),
      references: ['https://example.com'],
      checked: '2026-11-24',
    }));
    writeFileSync(join(home, `${topic}.yaml`), JSON.stringify({ topic, questions }));
  }
  return folder;
}

/** Presses the right or a wrong letter on what shows a question of that pack. */
async function pick(member: Member, shown: Message, wanted: 'right' | 'wrong'): Promise<Message> {
  const letter = new RegExp(`\\*\\*([A-D])\\*\\*  ${wanted}`).exec(shown.text())?.[1] ?? '';
  return (await member.press(shown, letter)).message;
}

/** Answers a question of the day. */
async function answer(member: Member, question: Message, wanted: 'right' | 'wrong'): Promise<void> {
  await member.press(await pick(member, question, wanted), 'Not quite');
}

/** Twenty questions by oneself, every so manieth right. */
async function practise(member: Member, room: Room, isRight: (number: number) => boolean): Promise<void> {
  let card = (await member.run('/practice', { questions: 20, source: 'new' }, { in: room })).message;
  for (let number = 1; number <= 20; number++) {
    card = await pick(member, card, isRight(number) ? 'right' : 'wrong');
    card = (await member.press(card, 'Not quite')).message;
    if (number < 20) card = (await member.press(card, 'Next')).message;
  }
}

/** Sits a group exam: so many right, two wrong, the rest open. */
async function sit(member: Member, invitation: Message, right: number): Promise<void> {
  await (await member.press(invitation, 'Start my exam')).filledIn(20_000);
  let screen = member.direct.last;
  for (let number = 1; number <= right + 2; number++) {
    screen = await pick(member, screen, number <= right ? 'right' : 'wrong');
    screen = (await member.press(screen, 'Next')).message;
  }
  const asked = (await member.press(screen, 'Hand in')).message;
  await member.press(asked, 'Hand in as it is');
  await story.discord.waitFor(() => asked.text().startsWith(`## ${right} of 45`), 20_000);
}

const CLOCK = new Intl.DateTimeFormat('en-GB', {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
  timeZone: 'Europe/Berlin',
});
const TIME = new Intl.DateTimeFormat('en-GB', {
  hour: '2-digit',
  minute: '2-digit',
  timeZone: 'Europe/Berlin',
});

/** Everything that the bot posts in some rooms, as one reads it, in the order in which it appears. */
function transcriptOf(rooms: readonly Room[]) {
  const seen = new Map<string, string>();
  const lines: string[] = [];
  const words = (message: Message): string => {
    const text = message
      .text()
      .replaceAll(/<t:(\d+):[a-zA-Z]>/g, (_, at: string) => TIME.format(Number(at) * 1000))
      .replaceAll(/<#(\d+)>/g, (_, id: string) => `#${rooms.find((room) => room.id === id)?.name}`);
    // A question of the day is not what this is about; which topic it has is.
    const daily = /Question of the day[^\n]*\n(?:[^\n]*\n)?([^\n]+)/.exec(text);
    return daily ? `Question of the day: ${daily[1]?.split(' · ')[0]}` : text;
  };
  return {
    /** Writes down what is new, and what of a group exam has changed. */
    take(): void {
      const fresh: { readonly room: string; readonly text: string }[] = [];
      for (const room of rooms)
        for (const message of room.messages) {
          const text = words(message);
          const before = seen.get(message.id);
          if (before === text || (before && !text.includes('group exam is over'))) continue;
          seen.set(message.id, text);
          fresh.push({ room: room.name, text });
        }
      // What comes at the same minute comes in any order.
      fresh.sort((one, other) => (`${one.room} ${one.text}` < `${other.room} ${other.text}` ? -1 : 1));
      for (const { room, text } of fresh)
        lines.push(`### ${CLOCK.format(story.discord.now())}, #${room}\n\n${text}\n`);
    },
    text: () => `${lines.join('\n')}`,
  };
}

test('eight weeks of a server with twelve members: every scheduled post, as it reads', {
  timeout: 240_000,
}, async () => {
  story = await tell({ questions: makePack() });
  const { guild, mod, room } = story;
  const evening = guild.addChannel('ml-evening');
  const members = NAMES.map((name) => guild.addMember(name));
  const named = (name: (typeof NAMES)[number]) => members[NAMES.indexOf(name)]!;
  const daily = { timezone: 'Europe/Berlin', days: 'every day' };
  await mod.run('/setup daily', daily, { in: room });
  await mod.run('/setup daily', { ...daily, time: '19:00' }, { in: evening });
  const asked = await mod.run('/plan create', { 'exam-date': '2027-01-06' }, { in: room });
  await mod.press(await asked.filledIn(), 'Use this plan');
  await named('Kofi').run('/me', { hide: true }, { in: room });
  const ines = (await named('Ines').run('/plan me', {}, { in: room })).message;
  await named('Ines').press(ines, 'Name me when I improve');
  const transcript = transcriptOf([room, evening]);

  for (let day = 0; day < 7 * WEEKS - 3; day++) {
    const midnight = FIRST_MONDAY + day * DAY;
    const week = Math.floor(day / 7);
    const move = async (hour: number, minute = 0) => {
      await story.bot.moveTo(midnight + hour * HOUR + minute * MINUTE);
      transcript.take();
    };
    // The bot is down on the Monday of the sixth week until the afternoon.
    if (day === 35) {
      await story.bot.stop();
      story.discord.moveTo(midnight + 15 * HOUR);
      await story.restart();
      await move(15, 1);
      continue;
    }
    await move(8);
    await move(9);
    if (day === 16) guild.removeMember(named('Lena_x'));
    const question = room.last;
    for (const [index, member] of members.entries()) {
      if (member === named('Lena_x') && day >= 16) continue;
      const done = does(index, day);
      if (done && question.hasButton('A')) await answer(member, question, done);
    }
    // The most active of all, but one hides and the other has left when it is told.
    if (day === 2) await practise(named('Kofi'), room, () => true);
    if (day === 15) await practise(named('Lena_x'), room, () => true);
    // Both improve, and one has asked to be named.
    if (day === 9) await practise(named('Ines'), room, (number) => number % 3 === 0);
    if (day === 16) await practise(named('Ines'), room, (number) => number % 10 !== 0);
    if (day === 10) await practise(named('Ben'), room, () => false);
    if (day === 17) await practise(named('Ben'), room, () => true);
    if (day % 7 === 2 && week < 6)
      for (const member of members.slice(0, 3 + (week % 3))) {
        const goals = (await member.run('/plan checkin', {}, { in: room })).message;
        if (goals.hasButton('Reading')) await member.press(goals, 'Reading');
      }
    const invitation = room.messages.findLast((message) => message.hasButton('Join'));
    if (invitation && room.messages.indexOf(invitation) >= room.messages.length - 2 && week >= 6)
      for (const member of members.slice(0, 6)) await member.press(invitation, 'Join');
    await move(18);
    const exam = room.messages.findLast((message) => message.hasButton('Start my exam'));
    if (exam) {
      for (const [index, member] of members.slice(0, 5).entries()) await sit(member, exam, 3 + index);
      await move(18, 31);
    }
    await move(19);
  }
  const summary = room.messages.findLast((message) => message.hasButton('Practise it'))!;
  expect(summary.text()).toContain('Scaling ML Models. “Practise it” begins');
  const card = (await members[0]!.press(summary, 'Practise it')).message;
  expect(card.ephemeral).toBe(true);
  expect(card.text()).toMatch(/^## Question 1 of 10\nMLlib and scaling/);
  const notYet = await members[0]!.run('/certified not-yet', {}, { in: room });
  expect(notYet.message.text()).toContain('from what you missed in your last 3 mock exams');
  const text = transcript.text();
  for (const nobody of ['Kofi', 'Lena']) expect(text).not.toContain(nobody);
  await expect(text).toMatchFileSnapshot('./eight-weeks.golden.md');
});
