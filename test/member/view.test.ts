import { describe, expect, test } from 'vitest';
import { newMember } from '../../src/member/rules.ts';
import { meScreen } from '../../src/member/view.ts';

const TODAY = '2026-11-14';

function shown(
  change: Partial<ReturnType<typeof newMember>> = {},
  context: Partial<Parameters<typeof meScreen>[1]> = {},
): string {
  const member = { ...newMember('Ana', 0), ...change };
  return JSON.stringify(
    meScreen(member, {
      guildZone: 'Europe/Berlin',
      examDate: member.examDate,
      today: TODAY,
      passed: false,
      reminder: { on: false, toggle: 'v1:toggle' },
      ...context,
    }),
  );
}

describe('/me', () => {
  test('the same hour twice is no quiet hours, as the rule has it', () => {
    const none = shown({ quiet: { from: 9, to: 9 } });
    expect(none).toContain('No quiet hours: I may write to you at any time.');
    expect(none).not.toContain('09:00');
    expect(shown({ quiet: { from: 9, to: 10 } })).toContain('Quiet hours: 09:00 to 10:00');
  });

  test('more time is told in a way that cannot be taken for less', () => {
    expect(shown({ moreTime: true })).toContain('50 % more time (60 seconds become 90), for everybody');
    expect(shown({ moreTime: false })).toContain('In quizzes you have the usual time.');
  });

  test.each([
    ['2026-11-15', false, 'Your exam: 15 Nov 2026. Change it'],
    ['2026-11-14', false, 'Your exam: 14 Nov 2026. Change it'],
    ['2026-11-13', false, 'How did it go? `/certified passed`, or `/certified not-yet` for what comes next.'],
    ['2026-11-13', true, 'Your exam was on 13 Nov 2026, and you passed.'],
  ])('on 14 November, with an exam on %s, passed %s', (examDate, passed, said) => {
    expect(shown({ examDate }, { passed })).toContain(said);
  });
});
