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

/** The clock and the dice, which a parent process may set when the bot talks to a Discord on this machine. */
export type Parent = {
  readonly clock: Clock;
  readonly random: Random;
  /** Tells the parent that the bot is ready; from now on a moved clock is followed by a tick before it is confirmed. */
  ready(tick: () => Promise<void>): void;
};

/** Listens for the parent's clock. In production nobody moves it: another API than a local one is never listened to. */
export function listenToParent(config: Config): Parent {
  let offset = 0;
  let random: Random = Math.random;
  let tick = async (): Promise<void> => {};

  if (config.localDiscord && process.send) {
    process.on('message', (raw) => {
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
    ready(run) {
      tick = run;
      process.send?.({ type: 'ready' });
    },
  };
}
