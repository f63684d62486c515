import {
  type Destination,
  FORMATS,
  type FormatName,
  newTopics,
  takeEntries,
} from '../../../src/packs/exchange/exchange.ts';
import type { PackQuestion } from '../../../src/packs/schema.ts';

/** What comes of a file that is taken as a pack of its own, as a server's is. */
export function taken(text: string, format: FormatName, change: Partial<Destination> = {}) {
  const { topicFor, names } = newTopics('General');
  const made = takeEntries(FORMATS[format].read(text), {
    topicFor,
    taken: new Set(),
    needsSources: false,
    objectives: { has: () => true },
    ...change,
  });
  return { ...made, names: [...names.values()] };
}

/** A question that nothing is wrong with. */
export function sound(change: Partial<PackQuestion> = {}): PackQuestion {
  return {
    id: 'odd-001',
    topic: 'odd',
    difficulty: 'apply',
    objectives: [],
    stem: 'Which?',
    options: [
      { text: 'this', correct: true, why: 'So.' },
      { text: 'that', correct: false, why: 'No.' },
    ],
    references: ['https://example.com/x'],
    checked: '2026-11-22',
    'keep-order': false,
    explained: true,
    draft: false,
    ...change,
  };
}
