import type { Command } from '../src/discord/command.ts';
import { certified } from './certified.ts';
import { daily } from './daily.ts';
import { exam } from './exam.ts';
import { examInfo } from './exam-info.ts';
import { help } from './help.ts';
import { leaderboard } from './leaderboard.ts';
import { me } from './me.ts';
import { plan } from './plan.ts';
import { practice } from './practice.ts';
import { progress } from './progress.ts';
import { quiz } from './quiz.ts';
import { resources } from './resources.ts';
import { review } from './review.ts';
import { setup } from './setup.ts';
import { study } from './study.ts';

/** Every command, by hand: a loader that scans a folder skips a broken command in silence. */
export const commands: readonly Command[] = [
  study,
  daily,
  practice,
  review,
  plan,
  certified,
  progress,
  exam,
  examInfo,
  resources,
  quiz,
  leaderboard,
  me,
  setup,
  help,
];
