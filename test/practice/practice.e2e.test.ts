import { afterEach, describe, expect, test } from 'vitest';
import type { Message } from '../local-discord/index.ts';
import { makeSmallPack } from '../small-pack.ts';
import { DAY, HOUR, MORNING, type Story, tell } from '../story.ts';

let story: Story;
afterEach(() => story.end());

/** The letter of the right or the wrong option of a small pack's question. */
function letterOf(message: Message, wanted: 'right' | 'wrong'): string {
  return new RegExp(`\\*\\*([AB])\\*\\*  ${wanted}`).exec(message.text())?.[1] ?? '';
}

type Person = Story['ana'];

/** Answers the question on a card, and gives the message with the feedback. */
async function answer(
  person: Person,
  card: Message,
  wanted: 'right' | 'wrong',
  confidence: 'Sure' | 'Not quite' | 'Just guessing' = 'Sure',
): Promise<Message> {
  const picked = await person.press(card, letterOf(card, wanted));
  return (await person.press(picked.message, confidence)).message;
}

const goOn = async (person: Person, card: Message) =>
  (await person.press(card, card.buttons().includes('Next') ? 'Next' : 'Finish')).message;

describe('/practice', () => {
  test('asks one private card after another, with the answer at once, and says how it went', async () => {
    story = await tell({ questions: makeSmallPack(30) });
    const { ana, room } = story;
    const begun = await ana.run('/practice', { questions: 5 }, { in: room });
    let card = begun.message;
    expect(card.ephemeral).toBe(true);
    expect(card.text()).toMatch(/^## Question 1 of 5\nSums/);
    expect(card.buttons()).toEqual(['A', 'B']);
    const picked = await ana.press(card, 'B');
    expect(picked.kind).toBe('update');
    expect(picked.message.text()).toContain('You picked **B**. How sure are you?');
    expect(picked.message.buttons()).toEqual(['A', 'B ✓', 'Sure', 'Not quite', 'Just guessing']);
    card = await answer(ana, picked.message, 'wrong', 'Sure');
    expect(card.text()).toMatch(/^## Not this one: the answer is [AB]\nIt says so\./);
    expect(card.text()).toContain('You were sure, so this is a good one to catch now.');
    expect((await ana.press(card, 'All explanations')).message.text()).toMatch(/^## The answer is [AB]/);
    for (const number of [2, 3, 4, 5]) {
      card = await goOn(ana, card);
      expect(card.text()).toContain(`## Question ${number} of 5`);
      card = await answer(ana, card, 'right');
      expect(card.text()).toMatch(/^## Right: [AB]/);
    }
    card = await goOn(ana, card);
    expect(card.text()).toContain('## 4 of 5 right');
    expect(card.text()).toContain('comes back in your review, when it is time');
    expect(story.room.messages).toHaveLength(0);
  });

  test('goes on after a power cut, and an old card says where to go on', async () => {
    story = await tell({ questions: makeSmallPack(30) });
    const { ana, room } = story;
    const first = (await ana.run('/practice', { questions: 5 }, { in: room })).message;
    const feedback = await answer(ana, first, 'right');
    await story.crash();
    const second = await goOn(ana, feedback);
    expect(second.text()).toContain('## Question 2 of 5');
    const begunAgain = (await ana.run('/practice', { questions: 6 }, { in: room })).message;
    expect(begunAgain.text()).toContain('## Question 1 of 6');
    const old = await ana.press(second, 'A');
    expect(old.message.text()).toContain('this card takes no answers any more');
    const resumed = await ana.press(old.message, 'Go on where you are');
    expect(resumed.message.text()).toContain('## Question 1 of 6');
  });

  test('only what was missed, when there is something, and new questions end', async () => {
    story = await tell({ questions: makeSmallPack(8) });
    const { ana, room } = story;
    const nothing = await ana.run('/practice', { source: 'missed' }, { in: room });
    expect(nothing.message.text()).toContain('Nothing missed here');
    let card = (await ana.press(nothing.message, 'New questions instead')).message;
    // A quarter of eight questions is kept for mock exams.
    expect(card.text()).toContain('## Question 1 of 6');
    for (let number = 1; number <= 6; number++) {
      card = await answer(ana, card, number === 1 ? 'wrong' : 'right');
      card = await goOn(ana, card);
    }
    const none = await ana.run('/practice', { source: 'new' }, { in: room });
    expect(none.message.text()).toContain('You have met every question here that is not kept for mock exams');
    const missed = await ana.run('/practice', { source: 'missed' }, { in: room });
    expect(missed.message.text()).toContain('## Question 1 of 1');
  });
});

describe('/review', () => {
  test('brings what was missed the next day, those most at risk first, and says what does not fit', async () => {
    story = await tell({ questions: makeSmallPack(60) });
    const { ana, room } = story;
    const nothing = await ana.run('/review', {}, { in: room });
    expect(nothing.message.text()).toContain('Nothing is due right now');
    let card = (await ana.run('/practice', { questions: 12, source: 'new' }, { in: room })).message;
    const stemOf = (message: Message) => /question \d+\?/.exec(message.text())?.[0];
    let sure: string | undefined;
    for (let number = 1; number <= 12; number++) {
      if (number === 7) sure = stemOf(card);
      card = await answer(ana, card, 'wrong', number === 7 ? 'Sure' : 'Just guessing');
      card = await goOn(ana, card);
    }
    await story.bot.moveBy(DAY + HOUR);
    const review = (await ana.run('/review', { minutes: 5 }, { in: room })).message;
    expect(review.text()).toMatch(/^12 due, 6 fit\. Those most at risk come first\.\n## Review 1 of 6/);
    expect(stemOf(review)).toBe(sure);
    card = review;
    for (let number = 1; number <= 6; number++) {
      card = await answer(ana, card, 'right', 'Sure');
      card = await goOn(ana, card);
    }
    expect(card.text()).toContain('6 questions are still due');
    expect(card.buttons()).toEqual(['Review 6 more, 5 minutes', 'Practise 10, 8 minutes']);
    const rest = (await ana.press(card, 'Review 6 more, 5 minutes')).message;
    expect(rest.text()).toMatch(/^6 due, about 5 minutes\.\n## Review 1 of 6/);
  });

  test('the reminder comes once a day, outside quiet hours, only when something is due, and ends with its button', async () => {
    story = await tell({ questions: makeSmallPack(30) });
    const { ana, room } = story;
    const nothing = await ana.run('/review', {}, { in: room });
    const on = await ana.press(nothing.message, 'Remind me');
    expect(on.message.text()).toContain('I will remind you');
    await story.bot.moveBy(2 * HOUR);
    expect(ana.direct.messages).toHaveLength(0);
    const card = (await ana.run('/practice', { questions: 5 }, { in: room })).message;
    await answer(ana, card, 'wrong');
    // 07:00 UTC is before the quiet hours end at 8.
    await story.bot.moveTo(MORNING + DAY);
    expect(ana.direct.messages).toHaveLength(0);
    await story.bot.moveTo(MORNING + DAY + 4 * HOUR);
    expect(ana.direct.messages).toHaveLength(1);
    await story.crash();
    await story.bot.moveBy(4 * HOUR);
    expect(ana.direct.messages).toHaveLength(1);
    await story.bot.moveTo(MORNING + 2 * DAY + 4 * HOUR);
    expect(ana.direct.messages).toHaveLength(2);
    expect(ana.direct.last.text()).toMatch(/^## Review: 1 due, 1 minute\nIn ML study\./);
    const started = await ana.press(ana.direct.last, 'Start');
    expect(started.message.text()).toContain('## Review 1 of 1');
    const done = await answer(ana, started.message, 'right');
    expect(done.text()).toMatch(/^## Right/);
    const off = await ana.press(ana.direct.last, 'Stop reminding me');
    expect(off.message.text()).toContain('No more reminders');
    const before = ana.direct.messages.length;
    await story.bot.moveBy(30 * DAY);
    expect(ana.direct.messages).toHaveLength(before);
  });

  test('a reminder that Discord held back for a moment comes later the same day', async () => {
    story = await tell({ questions: makeSmallPack(30) });
    const { ana, room } = story;
    const nothing = await ana.run('/review', {}, { in: room });
    await ana.press(nothing.message, 'Remind me');
    await answer(ana, (await ana.run('/practice', { questions: 5 }, { in: room })).message, 'wrong');
    const body = { code: 40003, message: 'You are opening direct messages too fast.' };
    const route = '/users/@me/channels';
    story.discord.fault({ method: 'POST', route, times: 1, status: 403, body, when: 'before' });
    await story.bot.moveTo(MORNING + DAY + 4 * HOUR);
    expect(ana.direct.messages).toHaveLength(0);
    await story.bot.moveBy(HOUR);
    expect(ana.direct.messages).toHaveLength(1);
  });

  test('where direct messages are closed nothing is tried twice, and /review says so', async () => {
    story = await tell({ questions: makeSmallPack(30) });
    const { ana, room } = story;
    const nothing = await ana.run('/review', {}, { in: room });
    await ana.press(nothing.message, 'Remind me');
    ana.closeDirectMessages();
    await answer(ana, (await ana.run('/practice', { questions: 5 }, { in: room })).message, 'wrong');
    await story.bot.moveTo(MORNING + DAY + 4 * HOUR);
    await story.bot.moveTo(MORNING + 2 * DAY + 4 * HOUR);
    expect(story.discord.requestsTo('POST', '/users/@me/channels')).toHaveLength(1);
    const review = (await ana.run('/review', {}, { in: room })).message;
    await answer(ana, review, 'right');
    const after = await ana.run('/review', {}, { in: room });
    expect(after.message.text()).toContain('I could not write to you, so I stopped.');
  });
});
