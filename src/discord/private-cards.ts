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
  const latest = new Map<
    string,
    { readonly token: string; readonly at: number; readonly shown: Promise<void> }
  >();
  return {
    async show(press, subject, shown) {
      const key = `${subject}/${press.user.id}`;
      const now = clock.now();
      const older = latest.get(key);
      const stays = isPrivate(press);
      const showing = stays ? replace(press, shown) : answer(press, shown);
      // Known at once, so that of two presses at the same instant the second finds the first.
      latest.delete(key);
      latest.set(key, { token: press.token, at: now, shown: showing });
      await showing;
      if (!stays && older && now - older.at < TOKEN_LIVES) void drop(older);
      if (latest.size > CLEAN_FROM) {
        for (const [known, { at }] of latest) {
          if (now - at < TOKEN_LIVES) break;
          latest.delete(known);
        }
      }
    },
  };

  /** Takes an older message away once it is there. */
  async function drop(older: { readonly token: string; readonly shown: Promise<void> }): Promise<void> {
    await older.shown.catch(() => undefined);
    await messenger.dropPrivate(older.token);
  }
}
