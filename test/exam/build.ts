import { Exam, type ExamAnswer, type Item, NO_ANSWER } from '../../src/exam/rules.ts';
import type { PackQuestion } from '../../src/packs/schema.ts';
import { type Snapshot, snapshot } from '../../src/packs/snapshot.ts';
import { packWith, question } from '../packs/build.ts';

export const MINUTE = 60_000;
export const BEGAN = Date.UTC(2026, 10, 12, 8);

/** A pack of so many questions a topic, for the small exam of ten: seven of sums, three of sets. */
export function packOf(sums: number, sets: number) {
  const many = (topic: string, amount: number): PackQuestion[] =>
    Array.from({ length: amount }, (_, index) =>
      question({ topic, id: `${topic}-${String(index + 1).padStart(3, '0')}` }),
    );
  return packWith([...many('sums', sums), ...many('sets', sets)]);
}

/** A question as shown, its first option right; with two right ones where `several` says so. */
export function shown(several = false): Snapshot {
  const options = question().options.map((option, place) => ({
    ...option,
    correct: place < (several ? 2 : 1),
  }));
  return snapshot(packWith([]), question({ options }), [0, 1, 2, 3]);
}

/** Items of an exam, all of the first domain but for the last `sets`. */
export function items(amount: number, sets = 0): readonly Item[] {
  return Array.from({ length: amount }, (_, index) => ({
    question: shown(),
    domain: index < amount - sets ? 0 : 1,
  }));
}

/** An exam of ten questions and twenty minutes, but for what is given. */
export function anExam(overrides: Partial<Exam> = {}): Exam {
  return Exam.parse({
    id: 'abcdefgh1234',
    sheet: { owner: '600000000000000001', id: 'abcdefgh1234' },
    form: {
      pack: 'small',
      profile: 'classic',
      name: 'Classic',
      questions: 10,
      minutes: 20,
      pass: { right: 7, published: true },
      domains: [
        { name: 'Numbers', count: 7, weight: 70 },
        { name: 'Things', count: 3, weight: 30 },
      ],
    },
    startedAt: BEGAN,
    endsAt: BEGAN + 20 * MINUTE,
    met: [],
    ...overrides,
  });
}

/** An answer with these picks. */
export function answer(picks: readonly number[], overrides: Partial<ExamAnswer> = {}): ExamAnswer {
  return { ...NO_ANSWER, picks, at: BEGAN, seen: true, ...overrides };
}
