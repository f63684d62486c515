import { ApplicationCommandType, InteractionContextType } from 'discord.js';
import type { Command } from '../src/discord/command.ts';
import { line, screen } from '../src/discord/components.ts';
import { answer } from '../src/discord/reply.ts';

const HELP = screen(
  '## Cohort: study together, every day',
  [
    '`/study` everything in one place: what is open, due and next for you',
    '`/daily` today’s question, or your answer to it',
    '`/practice` questions just for you, with the answer at once',
    '`/review` what you missed, when it is time to see it again',
    '`/exam start` a timed mock exam, just for you; `/exam resume` shows it again, `/exam history` your scores',
    '`/exam group` plans one that a group sits at the same time',
    '`/plan` the group’s weeks to the exam; `/plan me` your own date and pace, `/plan checkin` this week’s goals, `/plan pause` a break that costs no streak',
    '`/exam-info` what the exam is like, usual mistakes, advice for the day; `/resources` where to learn',
    '`/certified` after the exam: passed, or not yet',
    '`/progress` how far you have come, and what the exam would bring',
    '`/quiz start` a live quiz for everybody in the channel; `/quiz stop` ends it',
    '`/leaderboard` this week’s board, and your place; who passed',
    '`/me` your time zone, quiet hours, exam date, boards, and your data',
    '`/setup` for those who manage the server: when and where questions come',
  ].join('\n'),
  line,
  [
    '**How a question works.** Press a letter: only you see it. Say how sure you are: that makes it final, and you see why it is right or wrong.',
    'Missed it? “Answer late” counts for three days and keeps your streak. One missed day is covered by a freeze, if you hold one.',
  ].join('\n'),
  line,
  '**What I store.** Per server: your id, the name you carry here, your answers and when you gave them, your mock exams, what is due in your review, your exam date and pace, goals you ticked, that you passed if you say so, points, streak, settings, and what you report. No messages are read. `/me` exports or deletes it; when I am removed from a server, its data is deleted after 30 days.',
);

/** `/help`: everything on one screen, with what is stored. */
export const help = {
  data: {
    type: ApplicationCommandType.ChatInput,
    name: 'help',
    description: 'What I can do, and what I store',
    contexts: [InteractionContextType.Guild],
  },
  async run(interaction) {
    await answer(interaction, HELP);
  },
} satisfies Command;
