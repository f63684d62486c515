import { afterEach, beforeEach, describe, vi } from 'vitest';
import type { Records } from '../../src/records/records.ts';
import { adapters, type Backing, type Opened, Thing } from './adapters.ts';

/** The scope of most tests. */
export const G = '100000000000000001';

/** What a test of the contract is given. */
export type Subject = {
  readonly records: Records;
  readonly opened: Opened;
  /** Closes and opens again. */
  reopen(): Promise<Opened>;
  /** Checks at once, from memory and store, and again after a restart, from the store alone. */
  nowAndAfterRestart(check: (records: Records) => Promise<void>): Promise<void>;
  /** Saves one Thing. */
  put(id: string, n: number, scope?: string): Promise<void>;
};

/** A part of the contract, run on every adapter with an empty store for each test. */
export function onEveryAdapter(title: string, define: (subject: Subject) => void): void {
  describe.each(adapters)(`${title} on $name`, ({ create }) => {
    let backing: Backing;
    let opened: Opened;

    beforeEach(async () => {
      backing = await create();
      opened = await backing.open();
    });
    afterEach(async () => {
      vi.restoreAllMocks();
      await backing.dispose();
    });

    async function reopen(): Promise<Opened> {
      await opened.records.close();
      opened = await backing.open();
      return opened;
    }

    define({
      get records() {
        return opened.records;
      },
      get opened() {
        return opened;
      },
      reopen,
      async nowAndAfterRestart(check) {
        await check(opened.records);
        await check((await reopen()).records);
      },
      put: (id, n, scope = G) => opened.records.change(scope, (changes) => changes.put(Thing, [id], { n })),
    });
  });
}
