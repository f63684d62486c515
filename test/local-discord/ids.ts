import type { Clock } from './clock.ts';

const EPOCH = 1_420_070_400_000;
const YEAR = 365 * 24 * 60 * 60 * 1000;
const PER_MS = 4096;
const ERAS = 1024;

/** Makes snowflakes: unique, increasing with the clock. */
export type Ids = {
  /** The id of something that happens now. */
  next(): string;
  /** The id of something that was there before: a server, a member, a channel. Each in a millisecond of its own. */
  old(): string;
  /** The id of a server: one millisecond after the last, so that servers go to the shards in turn. */
  guild(): string;
};

/** Ids that follow a clock; `old` ones begin at `bornAt`, in epoch milliseconds. A clock that goes back starts an era of its own, so that ids stay unique. */
export function createIds(clock: Clock, bornAt = clock.now() - YEAR): Ids {
  let last = 0;
  let step = 0;
  let era = 0;
  let oldest = Math.max(bornAt, EPOCH + YEAR);
  let guilds = oldest - YEAR / 2;
  return {
    next() {
      const now = clock.now();
      if (now > last) {
        last = now;
        step = 0;
      } else if (now < last - 1000) {
        last = now;
        step = 0;
        era = (era + 1) % ERAS;
      } else {
        step += 1;
        if (step === PER_MS) {
          last += 1;
          step = 0;
        }
      }
      return snowflake(last, era * PER_MS + step);
    },
    old() {
      oldest += 1;
      return snowflake(oldest, 0);
    },
    guild() {
      guilds += 1;
      return snowflake(guilds, 0);
    },
  };
}

/** When something with this id was made, in epoch milliseconds. */
export function timeOf(id: string): number {
  return Number(BigInt(id) >> 22n) + EPOCH;
}

/** Orders ids by age without turning them into big integers. */
export function compareIds(a: string, b: string): number {
  return a.length - b.length || (a < b ? -1 : a > b ? 1 : 0);
}

function snowflake(ms: number, rest: number): string {
  return ((BigInt(ms - EPOCH) << 22n) | BigInt(rest)).toString();
}
