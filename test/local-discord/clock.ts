/** The local Discord's own time: real time plus an offset that tests change. */
export type Clock = {
  /** Epoch milliseconds. */
  now(): number;
  moveTo(epochMs: number): void;
};

/** A clock that starts at `start` and goes on from there. */
export function createClock(start: number): Clock {
  let offset = start - Date.now();
  return {
    now: () => Date.now() + offset,
    moveTo(epochMs) {
      offset = epochMs - Date.now();
    },
  };
}
