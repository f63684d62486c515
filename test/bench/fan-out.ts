import { openCohort } from './cohort.ts';
import { median, short } from './numbers.ts';
import { DUE } from './store.ts';
import type { Row } from './table.ts';

const GUILDS = 1000;
/** Questions a second in the bot's own budget, and requests a second that Discord allows a bot. */
const OWN = 25;
const ALLOWED = 50;

/** How long it takes until the question of the day stands in 1,000 servers that have it at the same minute. */
export async function fanOut(): Promise<readonly Row[]> {
  const cohort = await openCohort({ guilds: GUILDS, limits: 'discord' });
  try {
    await cohort.bot.moveTo(DUE);
    const posts = cohort.discord
      .requestsTo('POST', '/channels/{channel}/messages')
      .filter(({ at }) => at >= DUE);
    const late = posts.filter(({ status }) => status === 200).map(({ at }) => (at - DUE) / 1000);
    const refused = posts.filter(({ status }) => status === 429).length;
    const there = cohort.places.filter(({ room }) => room.messages.length === 1).length;
    return [
      {
        what: `Question of the day in ${short(GUILDS)} servers at the same minute`,
        result: `${short(there)} posted after ${short(Math.max(...late))} s (the middle one after ${short(median(late))} s), ${refused} requests refused`,
        goal: `${GUILDS / OWN} s: ${OWN} a second, the bot's own budget for it (Discord's limit of ${ALLOWED} for everything: ${GUILDS / ALLOWED} s)`,
      },
    ];
  } finally {
    await cohort.close();
  }
}
