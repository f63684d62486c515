import { loadPacks } from '../../src/packs/load.ts';
import type { PackQuestion } from '../../src/packs/schema.ts';
import type { Member, Message } from '../local-discord/index.ts';

const loaded = await loadPacks(new URL('../../questions', import.meta.url).pathname);
if (!loaded.ok) throw new Error(loaded.problems.map(({ message }) => message).join('\n'));
export const pack = loaded.packs.get('databricks-ml-associate')!;

/** The question that a screen shows. */
export function questionOn(message: Message): PackQuestion {
  const text = message.text();
  const found = pack.questions.find(
    ({ stem, options }) => text.includes(stem) && options.every((option) => text.includes(option.text)),
  );
  if (!found) throw new Error(`no question of the pack is on this screen:\n${text}`);
  return found;
}

/** The letters of the right or of wrong options on a screen, as many as the question wants. */
export function lettersOn(message: Message, wanted: 'right' | 'wrong'): readonly string[] {
  const { options } = questionOn(message);
  const right = options.filter(({ correct }) => correct);
  const chosen =
    wanted === 'right' ? right : options.filter(({ correct }) => !correct).slice(0, right.length);
  return chosen.map(({ text }) => {
    const line = message
      .text()
      .split('\n')
      .find((one) => one.slice(7).startsWith(text.split('\n')[0]!) && /^\*\*[A-E]\*\* {2}/.test(one));
    if (!line) throw new Error(`"${text}" is not on this screen`);
    return line.charAt(2);
  });
}

/** Answers the question on the screen; resolves with the screen after it. */
export async function answerOn(
  member: Member,
  message: Message,
  wanted: 'right' | 'wrong',
): Promise<Message> {
  let shown = message;
  for (const letter of lettersOn(message, wanted)) shown = (await member.press(shown, letter)).message;
  return shown;
}

/** The number of the question on a screen. */
export function numberOn(message: Message): number {
  return Number(/## Question (\d+) of/.exec(message.text())?.[1]);
}
