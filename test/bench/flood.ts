import { setTimeout as wait } from 'node:timers/promises';
import type { Member, Message } from '../local-discord/index.ts';
import type { Place } from './store.ts';

/**
 * How many members play, two presses each, and how many presses are in flight at a time, once `rampMs` milliseconds have
 * passed in which their number grows evenly; from the first moment when it is left out.
 */
export type Crowd = { readonly members: number; readonly most: number; readonly rampMs?: number };

/** What came of a flood: presses a second, the longest wait in milliseconds, members who had no answer in three seconds. */
export type Flood = { readonly rate: number; readonly longest: number; readonly lost: number };

/** One member's two presses; resolves with how long each took. */
export type Play = (message: Message, member: Member) => Promise<readonly number[]>;

/** Lets new members play in these servers until all have. */
export async function flood(
  places: readonly Place[],
  { members, most, rampMs = 0 }: Crowd,
  play: Play,
): Promise<Flood> {
  const waiting = Array.from({ length: members }, (_, index) => {
    const { guild, room } = places[index % places.length]!;
    return { member: guild.addMember('Ana'), message: room.last };
  });
  const waits: number[] = [];
  let lost = 0;
  const from = performance.now();
  await Promise.all(
    Array.from({ length: most }, async (_, index) => {
      await wait((index / most) * rampMs);
      for (let next = waiting.pop(); next; next = waiting.pop()) {
        try {
          waits.push(...(await play(next.message, next.member)));
        } catch {
          lost++;
        }
      }
    }),
  );
  const rate = waits.length / ((performance.now() - from) / 1000);
  return { rate, longest: Math.max(0, ...waits), lost };
}

/** Answers the question of the day, in two presses or three. What a button carries is the same for everybody, so it is looked up once. */
export function answeringPlay(): Play {
  const known = new Map<string, string>();
  const carriedBy = (message: Message, label: string, daily: string) => {
    const key = `${daily} ${label}`;
    const id = known.get(key) ?? message.button(label).customId!;
    known.set(key, id);
    return id;
  };
  return async (message, member) => {
    const first = await member.pressRaw(message, carriedBy(message, 'A', message.id));
    const presses = [first];
    // Where two letters are asked for, there is one press more.
    if (!first.message.buttons().includes('Sure'))
      presses.push(await member.pressRaw(message, carriedBy(message, 'B', message.id)));
    const card = presses.at(-1) ?? first;
    presses.push(await member.pressRaw(card.message, carriedBy(card.message, 'Sure', message.id)));
    return presses.map(({ ms }) => ms);
  };
}

/** Presses twice what the bare bot answers with a text. */
export const replyingPlay: Play = async (message, member) => {
  const first = await member.pressRaw(message, 'text');
  const second = await member.pressRaw(message, 'text');
  return [first.ms, second.ms];
};
