import { afterEach, describe, expect, test } from 'vitest';
import { makeSmallPack } from '../small-pack.ts';
import { MINUTE, type Story, tell } from '../story.ts';

let story: Story;
afterEach(() => story.end());

const csv = (amount: number, why = '') =>
  `question,a,b,correct,why a,why b,topic\n${Array.from({ length: amount }, (_, index) => `Own question ${index + 1}?,yes ${index},no ${index},A,${why},${why},Our clouds`).join('\n')}\n`;

async function imported(content: string | Buffer, name = 'our-quiz.csv') {
  const sent = await story.mod.run('/setup import', { file: { name, content } }, { in: story.room });
  return sent.filledIn();
}

describe('/setup import', () => {
  test('shows what a file holds before it counts, then asks from it after a restart too', async () => {
    story = await tell({ questions: makeSmallPack(30) });
    const { ana, mod, room } = story;
    const draft = await imported(csv(5, 'because'));
    expect(draft.text()).toContain('## 5 questions read');
    expect(draft.text()).toContain('**our-quiz**: Our clouds.');
    expect(draft.text()).toContain('The first one: Own question 1?');
    expect(draft.buttons()).toEqual(['Take them', 'Cancel']);
    expect(await mod.complete('/setup pack', { pack: 'our' }, 'pack', { in: room })).toEqual([]);

    const taken = await mod.press(draft, 'Take them');
    expect(taken.message.text()).toContain('**our-quiz** is a pack of this server now');
    await story.crash();
    const [offered] = await mod.complete('/setup pack', { pack: 'our' }, 'pack', { in: room });
    expect(offered?.name).toBe('our-quiz');
    await mod.run('/setup pack', { pack: offered!.value }, { in: room });
    const posted = await story.postFirst();
    expect(posted.text()).toContain('Own question');
    const receipt = await ana.press((await ana.press(posted, 'A')).message, 'Sure');
    expect(receipt.message.text()).toContain('because');
  });

  test('questions without explanations are asked only where a moderator takes them', async () => {
    story = await tell({ questions: makeSmallPack(30) });
    const { mod, room } = story;
    const draft = await imported(csv(4));
    expect(draft.text()).toContain('None has an explanation for every option');
    await mod.press((await mod.press(draft, 'Take all 4')).message, 'Use it for this server');
    await (await mod.run('/quiz start', { rounds: 4 }, { in: room })).filledIn();
    await story.bot.moveBy(21_000);
    expect(room.threads[0]!.last.text()).toContain('Own question');
  });

  test('a new file takes the place of the one before, also where that is used; removed, the bot’s own is asked again', async () => {
    story = await tell({ questions: makeSmallPack(30) });
    const { mod, room } = story;
    const first = await mod.press(await imported(csv(3, 'because')), 'Take them');
    await mod.press(first.message, 'Use it for this server');
    await mod.press(await imported(csv(6, 'because'), 'better.csv'), 'Take them');
    const shown = await mod.run('/setup show', {}, { in: room });
    expect(shown.message.text()).toContain('Pack: better, All topics.');
    const own = await mod.run('/setup import', {}, { in: room });
    expect(own.message.text()).toContain('6 questions, all explained');
    await mod.press((await mod.press(own.message, 'Remove it')).message, 'Remove them');
    const after = await mod.run('/setup show', {}, { in: room });
    expect(after.message.text()).toContain('Pack: A small pack');
  });

  test('a question to remove them that another moderator’s file has overtaken removes nothing', async () => {
    story = await tell({ questions: makeSmallPack(30) });
    const { mod, room } = story;
    await mod.press(await imported(csv(3, 'because')), 'Take them');
    const own = await mod.run('/setup import', {}, { in: room });
    const asked = await mod.press(own.message, 'Remove it');
    expect(asked.message.text()).toContain('The 3 questions of **our-quiz** are deleted');
    await mod.press(await imported(csv(6, 'because'), 'better.csv'), 'Take them');
    const late = await mod.press(asked.message, 'Remove them');
    expect(late.message.text()).toContain('Nothing was removed');
    expect(late.message.text()).toContain('## better');
    // As the button was before it named its pack.
    const before = await mod.pressRaw(late.message, 'v1:import:remove');
    expect(before.message.text()).toContain('Nothing was removed');
    await mod.press((await mod.press(before.message, 'Remove it')).message, 'Remove them');
    const after = await mod.run('/setup import', {}, { in: room });
    expect(after.message.text()).toContain('## Your own questions');
  });

  test('what is refused is named by line and reason, all of it in a file where it is much', async () => {
    story = await tell({ questions: makeSmallPack(30) });
    const broken = Array.from({ length: 12 }, (_, index) => `Broken ${index}?,x,y,Z,,,`).join('\n');
    const draft = await imported(`${csv(2, 'because')}${broken}\n`);
    expect(draft.text()).toContain('## 2 questions read, 12 refused');
    expect(draft.text()).toContain('- line 4, Broken 0?: its correct answer, "Z", is none of its options');
    expect(draft.files.map(({ name }) => name)).toEqual(['refused.txt']);
    expect(draft.files[0]!.text().trim().split('\n')).toHaveLength(12);
  });

  test('a file whose letters had to be guessed says so before it counts', async () => {
    story = await tell({ questions: makeSmallPack(30) });
    const draft = await imported(Buffer.from(csv(2, 'déjà vu'), 'latin1'));
    expect(draft.text()).toContain('## 2 questions read');
    expect(draft.text()).toContain('**Please look**\n- the file is not UTF-8');
  });

  test.each([
    ['notes.pdf', '%PDF-1.7', 'I do not know this kind of file'],
    ['cards.csv', 'Front,Back\nFog?,A cloud\n', '0 questions read, 1 refused'],
    ['quiz.xml', '<quiz', 'This file cannot be read: it is not XML'],
    ['large.csv', `question,a,b,correct\n${'x'.repeat(1_000_001)}`, 'larger than 1 MB'],
    ['many.csv', csv(1001), 'at most 1,000 fit'],
    ['essays.xml', `<quiz>${'<question type="essay"/>'.repeat(5001)}</quiz>`, 'This file has 5,001 entries'],
  ])('%s is answered in words', async (name, content, words) => {
    story = await tell({ questions: makeSmallPack(30) });
    const sent = await story.mod.run('/setup import', { file: { name, content } }, { in: story.room });
    const answered = sent.message.text() === '' ? await sent.filledIn() : sent.message;
    expect(answered.text()).toContain(words);
  });

  test('members, another server and an old draft get nothing', async () => {
    story = await tell({ questions: makeSmallPack(30) });
    const { ana, mod, room, discord } = story;
    const old = await imported(csv(3, 'because'));
    const draft = await imported(csv(5, 'because'));
    expect((await mod.press(old, 'Take them')).message.text()).toContain('not waiting any more');
    const accept = draft.button('Take them').customId ?? '';
    const posted = await story.postFirst();
    expect((await ana.pressRaw(posted, accept)).message.text()).toContain('Manage Server');
    await mod.press(draft, 'Take them');
    const [offered] = await mod.complete('/setup pack', { pack: 'our' }, 'pack', { in: room });
    const elsewhere = discord.addGuild({ name: 'Other', locale: 'en-GB' });
    const theirs = elsewhere.addChannel('chat');
    const kim = elsewhere.addMember('Kim', { permissions: ['ManageGuild'] });
    await story.bot.moveBy(MINUTE);
    const refused = await kim.run('/setup pack', { pack: offered!.value }, { in: theirs });
    expect(refused.message.text()).toContain('I do not have that pack');
    const daily = await kim.run('/setup daily', { pack: offered!.value }, { in: theirs });
    expect(daily.message.text()).toContain('I do not have that pack');
  });
});
