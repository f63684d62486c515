import type { z } from 'zod';
import { Certificates } from './certified/service.ts';
import { Answers, Dailies } from './daily/service.ts';
import { Registered } from './discord/register.ts';
import { AnswersGiven, ExamItems, ExamPlaces, Exams, RunningExams, UntoldExams } from './exam/service.ts';
import { GroupMembers, GroupPlanners, Groups } from './group/service.ts';
import { Guilds } from './guild/service.ts';
import { Cards, DayCounts, Histories, Sittings } from './history/service.ts';
import { Members } from './member/service.ts';
import { OwnDrafts, OwnPackQuestions, OwnPacks } from './own/service.ts';
import { Plans, Ticks } from './plan/service.ts';
import { Runs } from './practice/service.ts';
import { QuizAnswers, QuizPlayers, Quizzes, Rounds } from './quiz/service.ts';
import type { Table } from './records/records.ts';
import { Reports } from './report/service.ts';
import { Reminders } from './review/service.ts';
import { Drawn, Quizzed } from './stock/service.ts';
import { Calendars } from './streak/service.ts';

/** Every kind of record there is. */
export const tables: readonly Table<z.ZodType>[] = [
  Guilds,
  Members,
  Dailies,
  Answers,
  Histories,
  Cards,
  DayCounts,
  Sittings,
  Calendars,
  Drawn,
  Quizzed,
  Quizzes,
  Rounds,
  QuizPlayers,
  QuizAnswers,
  Plans,
  Certificates,
  Ticks,
  Exams,
  ExamItems,
  AnswersGiven,
  ExamPlaces,
  RunningExams,
  UntoldExams,
  Groups,
  GroupMembers,
  GroupPlanners,
  Runs,
  Reminders,
  Reports,
  OwnPacks,
  OwnDrafts,
  OwnPackQuestions,
  Registered,
];
