import type { Answer, Daily } from '../../src/daily/rules.ts';
import type { Snapshot } from '../../src/packs/snapshot.ts';

/** 12 November 2026, 09:00 in Berlin. */
export const POSTED = Date.UTC(2026, 10, 12, 8);
export const HOUR = 60 * 60 * 1000;

/** A question with four options, the second one right. */
export function aQuestion(change: Partial<Snapshot> = {}): Snapshot {
  return {
    pack: 'databricks-ml-associate',
    id: 'model-registry-001',
    topic: 'model-registry',
    topicName: 'Model registry',
    difficulty: 'apply',
    objectives: [],
    stem: 'A nightly job scores customers. Which address should it load?',
    options: [
      {
        text: 'models:/main.ml.churn/Production',
        correct: false,
        why: 'Models in Unity Catalog have no stages.',
      },
      {
        text: 'models:/main.ml.churn@champion',
        correct: true,
        why: 'An alias is a pointer the team can move.',
      },
      { text: 'models:/main.ml.churn/3', correct: false, why: 'A version number never moves.' },
      { text: 'runs:/8f21c0/model', correct: false, why: 'This address is tied to one run.' },
    ],
    references: ['https://docs.databricks.com/aws/en/machine-learning/manage-model-lifecycle/'],
    checked: '2026-11-12',
    explained: true,
    ...change,
  };
}

/** A daily posted at 09:00 that closes a day later. */
export function aDaily(change: Partial<Daily> = {}): Daily {
  return {
    id: '100000000000000001-2026-11-12',
    channel: '100000000000000001',
    date: '2026-11-12',
    question: aQuestion(),
    claimedAt: POSTED,
    nonce: '10000000000000000161112',
    wantsThread: false,
    closesAt: POSTED + 24 * HOUR,
    message: '200000000000000001',
    ...change,
  };
}

/** An answer that picked the right option and is not final. */
export function aPick(change: Partial<Answer> = {}): Answer {
  return { topic: 'model-registry', picks: [1], pickedAt: POSTED + HOUR, late: false, ...change };
}
