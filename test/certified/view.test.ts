import { describe, expect, test } from 'vitest';
import { Certified } from '../../src/certified/rules.ts';
import { notYetScreen, passedScreen, settingsScreen, undoneInWords } from '../../src/certified/view.ts';
import { newMember } from '../../src/member/rules.ts';

const CHANNEL = '100000000000000001';
const asked = Certified.parse({ date: '2026-11-10', at: 1, stage: 'asked' });

describe('/setup certified', () => {
  const shown = (change: Partial<Parameters<typeof settingsScreen>[0]>) =>
    JSON.stringify(
      settingsScreen({
        settings: { approveIn: CHANNEL },
        channel: CHANNEL,
        problem: undefined,
        askedInPublic: false,
        waiting: [],
        ...change,
      }),
    );
  const waiting = Array.from({ length: 10 }, (_, index) => ({
    member: `60000000000000000${index}`,
    pack: 'pack',
    person: newMember('Ana', 0),
    certified: asked,
    exam: 'The exam',
  }));

  test('says how many more wait than it shows', () => {
    expect(shown({ waiting })).toContain('"2 more after these."');
    expect(shown({ waiting: waiting.slice(0, 9) })).toContain('"1 more after these."');
    expect(shown({ waiting: waiting.slice(0, 8) })).not.toContain('after these');
  });

  test.each([
    [true, CHANNEL, true],
    [false, CHANNEL, false],
    [true, undefined, false],
  ])('requests in public %s, asked in %s: a warning %s', (askedInPublic, approveIn, warned) => {
    const text = shown({ askedInPublic, settings: approveIn ? { approveIn } : {} });
    expect(text.includes('**Everybody can see')).toBe(warned);
  });
});

test.each([
  [true, 'Then I tell the others. If you hear nothing in a few days, ask a moderator.'],
  [false, 'Then it stands on the wall of fame. If you hear nothing in a few days, ask a moderator.'],
])(
  'who waits for a moderator is told what to do when nothing comes; a channel to tell it in: %s',
  (tells, said) => {
    const outcome = { certified: asked, givesRole: true, tells };
    const day = { date: '2026-11-10', today: '2026-11-10' };
    const text = JSON.stringify(passedScreen({ exam: 'It', ...day, again: false, outcome, next: undefined }));
    expect(text).toContain(`A moderator looks at it first. ${said}`);
  },
);

test.each([
  [{ found: true, standing: false }, 'Taken back: nothing here says any more that you passed.'],
  [{ found: true, standing: true }, 'since Discord does not answer'],
  [{ found: false, standing: false }, 'There is nothing to take back.'],
])('after undo %o only what is true is said', (came, said) => {
  expect(undoneInWords(came)).toContain(said);
});

test.each([
  [1, 'from what you missed in your last mock exam**'],
  [3, 'from what you missed in your last 3 mock exams**'],
])('two weeks from %i mock exams say whose misses they were', (exams, said) => {
  const text = JSON.stringify(
    notYetScreen({
      comeback: {
        stretches: [{ from: '2026-11-23', to: '2026-11-23', kind: 'light' }],
        from: 'exams',
        exams,
      },
      retake: undefined,
      attempt: '2026-11-10',
      again: undefined,
      today: '2026-11-11',
      nameOf: (topic) => topic,
      start: 'v1:start',
      mine: { date: '2026-11-25', id: 'v1:mine' },
    }),
  );
  expect(text).toContain(said);
  expect(text).toContain('look at what you missed in it, nothing new');
});
