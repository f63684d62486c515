import { afterEach, describe, expect, test } from 'vitest';
import { type Story, tell } from '../story.ts';

let story: Story;
afterEach(() => story.end());

const accepted = async (wish: Readonly<Record<string, string | number>> = {}) => {
  const { mod, room } = story;
  const asked = await mod.run('/plan create', { 'exam-date': '2027-01-06', ...wish }, { in: room });
  const shown = await asked.filledIn();
  const [said, files] = [shown.text(), shown.files.map(({ name }) => name)];
  return { shown, said, files, after: (await mod.press(shown, 'Use this plan')).message };
};

describe('/plan create', () => {
  test('shows the weeks as a picture and as text before anything is stored', async () => {
    story = await tell();
    await story.postFirst();
    const { shown, said, files, after } = await accepted();
    expect(shown.ephemeral).toBe(true);
    expect(files).toEqual(['plan.png']);
    expect(said).toContain('## 8 weeks until Wednesday, 6 January 2027');
    expect(said).toContain(
      '1\\. 16 Nov to 22 Nov · **Feature Store, Delta Lake for ML and MLflow tracking**',
    );
    expect(said).toContain('3 mock exams: 28 Dec, 31 Dec and 3 Jan.');
    expect(after.text()).toContain('## The plan stands: 8 weeks');
    const again = await story.mod.run('/plan create', { 'exam-date': '2027-02-06' }, { in: story.room });
    expect(again.message.text()).toContain('There is a plan already');
    expect((await (await story.ana.run('/plan show', {}, { in: story.room })).filledIn()).text()).toContain(
      'The plan begins in 4 days',
    );
  });
});
