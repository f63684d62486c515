import type { Services } from '../app.ts';
import { type Failure, failureOf } from '../discord/failure.ts';
import type { NotSent } from '../review/rules.ts';
import type { ToRemind } from '../review/service.ts';
import { reminderMessage } from '../review/view.ts';

/** The scheduled work of reviews: reminders by direct message. */
export type ReviewJobs = {
  /** Writes to everybody whose reminder is due. Never rejects. */
  tick(): Promise<void>;
};

/** Makes the jobs of reviews. */
export function createReviewJobs(services: Services): ReviewJobs {
  const { reviews, guilds, messenger, log } = services;

  async function remind(guild: string, one: ToRemind): Promise<void> {
    try {
      const body = reminderMessage(guild, messenger.serverName(guild) ?? 'your server', one);
      await messenger.write(one.member, body);
    } catch (error) {
      const failure = failureOf(error);
      if (failure === undefined) log.error({ guild, err: error }, 'a reminder was not sent');
      await reviews.notReminded(guild, one.member, whyNotSent(failure));
    }
  }
  async function remindAll(guild: string): Promise<void> {
    // Marked before it is sent: a crash between the two costs a reminder, and never sends a second one.
    for (const one of await reviews.claimReminders(guild)) await remind(guild, one);
  }

  return {
    async tick() {
      const here = reviews
        .guildsWithReminders()
        .filter((guild) => guilds.find(guild).removedAt === undefined);
      await Promise.all(
        here.map((guild) =>
          remindAll(guild).catch((error: unknown) => {
            log.error({ guild, err: error }, 'reminders could not be sent');
          }),
        ),
      );
    },
  };
}

function whyNotSent(failure: Failure | undefined): NotSent {
  if (failure === undefined) return 'unknown';
  return failure === 'passing' ? 'later' : 'refused';
}
