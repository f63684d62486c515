import type { Clock } from '../app.ts';
import type { Press } from './command.ts';
import type { Screen } from './components.ts';
import type { Messenger } from './messenger.ts';
import { answer, isPrivate, replace } from './reply.ts';

/** How long a private message can still be taken away by its token, in milliseconds. */
const TOKEN_LIVES = 15 * 60 * 1000;
const CLEAN_FROM = 10_000;

/** Keeps one private message per question and member: a fresh one takes the older away. */
export type PrivateCards = {
  /** Shows a screen in the member's private message about `subject`; a press on that message replaces its content. */
  show(press: Press, subject: string, shown: Screen): Promise<void>;
};

/** Makes the keeper of private messages. It forgets at a restart: an older message then stays until dismissed. */
export function createPrivateCards(messenger: Messenger, clock: Clock): PrivateCards {
  const tokens = new Map<string, { readonly token: string; readonly at: number }>();
  return {
    async show(press, subject, shown) {
      const key = `${subject}/${press.user.id}`;
      const now = clock.now();
      const older = tokens.get(key);
      if (isPrivate(press)) {
        await replace(press, shown);
      } else {
        await answer(press, shown);
        if (older && now - older.at < TOKEN_LIVES) void messenger.dropPrivate(older.token);
      }
      tokens.delete(key);
      tokens.set(key, { token: press.token, at: now });
      if (tokens.size > CLEAN_FROM) {
        for (const [known, { at }] of tokens) {
          if (now - at < TOKEN_LIVES) break;
          tokens.delete(known);
        }
      }
    },
  };
}
