import { z } from 'zod';
import type { Clock, Random } from './app.ts';
import type { Config } from './config.ts';
import { seededRandom } from './random.ts';

const ClockMessage = z.object({
  type: z.literal('clock'),
  id: z.number(),
  /** Epoch milliseconds that it is now; the clock goes on from there. */
  now: z.number(),
  seed: z.number().optional(),
});

const AskMessage = z.object({
  type: z.literal('ask'),
  id: z.number(),
  what: z.string(),
  about: z.string().default(''),
});

/** What the parent may ask once the bot is ready, by name. Answers must survive JSON. */
export type Answers = Readonly<Record<string, (about: string) => unknown>>;

/** The clock and the dice, which a parent process may set when the bot talks to a Discord on this machine. */
export type Parent = {
  readonly clock: Clock;
  readonly random: Random;
  /** Tells the parent that the bot is ready; from now on a moved clock is followed by a tick before it is confirmed. */
  ready(tick: () => Promise<void>, answers: Answers): void;
  /** Tells the parent something that it did not ask for. */
  tell(what: string, value: unknown): void;
};

/** Listens for the parent's clock. In production nobody moves it: another API than a local one is never listened to. */
export function listenToParent(config: Config): Parent {
  let offset = 0;
  let random: Random = Math.random;
  let tick = async (): Promise<void> => {};
  let answers: Answers = {};
  const listens = config.localDiscord && process.send !== undefined;

  if (listens) {
    process.on('message', (raw) => {
      const ask = AskMessage.safeParse(raw).data;
      if (ask) {
        process.send?.({ type: 'told', id: ask.id, value: answers[ask.what]?.(ask.about) });
        return;
      }
      const message = ClockMessage.safeParse(raw);
      if (!message.success) return;
      offset = message.data.now - Date.now();
      if (message.data.seed !== undefined) random = seededRandom(message.data.seed);
      void tick().then(() => process.send?.({ type: 'moved', id: message.data.id }));
    });
  }
  return {
    clock: { now: () => Date.now() + offset },
    random: () => random(),
    ready(run, known) {
      tick = run;
      answers = known;
      process.send?.({ type: 'ready' });
    },
    tell(what, value) {
      if (listens) process.send?.({ type: 'news', what, value });
    },
  };
}
