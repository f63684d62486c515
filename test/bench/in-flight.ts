import { openBare } from './bare.ts';
import { type Cohort, openCohort } from './cohort.ts';
import { answeringPlay, type Crowd, type Flood, flood, replyingPlay } from './flood.ts';
import { median, short } from './numbers.ts';
import { DUE } from './store.ts';
import type { Row } from './table.ts';

const ROUNDS = 3;
const MANY = 200;
const IN_FLIGHT = [200, 2000] as const;
const MEMBERS_A_ROUND = 2000;
/** After a fresh start: each presses within the first second. */
const MEMBERS_AT_FIRST = 2000;

/** In which servers, by their places in the list, a round is played, and by whom. */
type Round = Crowd & { readonly guilds: readonly number[] };

/** Cohort's floods and the bare bot's, round by round in turn. */
type Floods = { readonly own: readonly Flood[]; readonly bare: readonly Flood[] };

/** Presses a second and the longest wait with many in flight, in one server and in many, beside a bot that only replies. */
export async function inFlight(): Promise<readonly Row[]> {
  const everywhere = Array.from({ length: MANY }, (_, index) => index);
  // Every round in one server has a server of its own, so that all begin alike.
  let unused = MANY;
  const alone = () => [unused++];
  const cohort = await openCohort({ guilds: MANY + 1 + IN_FLIGHT.length * ROUNDS });
  await cohort.bot.moveTo(DUE);
  const bare = await openBare(cohort, cohort.places[0]!.room.last);
  const answering = answeringPlay();

  async function play(rounds: readonly Round[]): Promise<Floods> {
    const floods = { own: [] as Flood[], bare: [] as Flood[] };
    for (const { guilds, ...crowd } of rounds) {
      const among = ({ places }: Pick<Cohort, 'places'>) => guilds.map((guild) => places[guild]!);
      floods.own.push(await flood(among(cohort), crowd, answering));
      floods.bare.push(await flood(among(bare), crowd, replyingPlay));
    }
    return floods;
  }
  const often = (most: number, guilds: () => readonly number[]) =>
    Array.from({ length: ROUNDS }, () => ({ guilds: guilds(), members: MEMBERS_A_ROUND, most }));

  try {
    // First, while nothing was ever pressed: as when a question has just appeared everywhere.
    const crowd = { members: MEMBERS_AT_FIRST, most: MEMBERS_AT_FIRST, rampMs: 1000 };
    const first = `${short(crowd.members)} members answer new questions of a bot just started, all within one second,`;
    const rows = [
      row(`${first} in ${MANY} servers`, await play([{ ...crowd, guilds: everywhere }])),
      row(`${first} in one server`, await play([{ ...crowd, guilds: alone() }])),
    ];
    for (const most of IN_FLIGHT) {
      const what = `${short(most)} presses in flight (middle of ${ROUNDS} rounds)`;
      rows.push(row(`${what} in one server`, await play(often(most, alone))));
      rows.push(row(`${what} in ${MANY} servers`, await play(often(most, () => everywhere))));
    }
    return rows;
  } finally {
    await bare.close();
    await cohort.close();
  }
}

function row(what: string, { own, bare }: Floods): Row {
  const rate = (floods: readonly Flood[]) => median(floods.map((one) => one.rate));
  const words = (floods: readonly Flood[]) => {
    const lost = floods.reduce((sum, one) => sum + one.lost, 0);
    const longest = Math.max(...floods.map((one) => one.longest));
    return `${short(rate(floods))} a second, longest wait ${short(longest)} ms${lost > 0 ? `, ${short(lost)} members not answered within 3 s` : ''}`;
  };
  return {
    what,
    result: words(own),
    bare: `bare bot: ${words(bare)} (rate × ${short(rate(own) / rate(bare))})`,
    goal: 'none waits over 3,000 ms',
  };
}
