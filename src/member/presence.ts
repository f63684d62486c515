import type { Clock } from '../app.ts';
import type { Messenger } from '../discord/messenger.ts';
import { shouldCheckPresence } from './rules.ts';
import type { MemberService } from './service.ts';

/** The gateway is asked about so many at a time. */
const AT_ONCE = 100;

/**
 * Asks the gateway about those who are about to be shown and were not asked about for a day, and keeps what it says.
 * Resolves with whether somebody turned out to have left; false as well where the gateway does not answer.
 */
export async function somebodyLeft(
  services: { readonly members: MemberService; readonly messenger: Messenger; readonly clock: Clock },
  guild: string,
  ids: readonly string[],
): Promise<boolean> {
  const { members, messenger, clock } = services;
  const known = await Promise.all(
    [...new Set(ids)].map(async (id) => ({ id, member: await members.find(guild, id) })),
  );
  const asked = known
    .flatMap(({ id, member }) => (member && shouldCheckPresence(member, clock.now()) ? [id] : []))
    .slice(0, AT_ONCE);
  const present = asked.length > 0 ? await messenger.present(guild, asked) : undefined;
  if (!present) return false;
  await members.checked(guild, asked, present);
  return asked.some((id) => !present.has(id));
}
