import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Guilds } from '../../src/guild/service.ts';
import { openRecords } from '../../src/records/records.ts';
import { tables } from '../../src/tables.ts';
import type { Guild, Room } from '../local-discord/index.ts';
import { DAY, HOUR, MORNING } from '../story.ts';

/** A server with the channel in which its questions appear. */
export type Place = { readonly guild: Guild; readonly room: Room };

/** When the questions of the servers that `fillStore` stores are due first. */
export const DUE = MORNING + HOUR;

/** The address of a fresh store, and how to take it away. */
export function makeStore(): { readonly url: string; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'cohort-bench-'));
  return {
    url: `sqlite://${join(folder, 'cohort.sqlite')}`,
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Stores a schedule for each of the servers, every day at 09:00 in Berlin, as `/setup daily` would. */
export async function fillStore(url: string, places: readonly Place[]): Promise<void> {
  const records = await openRecords({ url, clock: { now: () => MORNING }, tables });
  await Promise.all(
    places.map(({ guild, room }) =>
      records.change(guild.id, (changes) =>
        changes.put(Guilds, [], {
          schedules: [
            {
              channel: room.id,
              timing: { kind: 'weekly', time: '09:00', days: [1, 2, 3, 4, 5, 6, 7] },
              timeZone: 'Europe/Berlin',
              // No thread: it would be a second request for each server.
              thread: false,
              since: MORNING - DAY,
              lastDate: '2026-11-11',
            },
          ],
        }),
      ),
    ),
  );
  await records.close();
}
