import { memberOnWire } from './on-wire.ts';
import type { World } from './world.ts';

const MOST_IDS = 100;
const GUILD_MEMBERS = 1 << 1;

type Request = {
  readonly guild_id: string;
  readonly user_ids?: string | readonly string[];
  readonly query?: string;
  readonly limit?: number;
  readonly nonce?: string;
};

/** What op 8 (request guild members) is answered with. Asking by up to 100 ids needs no intent. */
export function* chunksOf(world: World, asked: unknown, intents: number): Generator<object> {
  const { guild_id, user_ids, query, limit = 0, nonce } = asked as Request;
  const guild = world.guilds.get(guild_id);
  if (!guild?.members.has(world.bot.wire.id)) return;
  const ids = typeof user_ids === 'string' ? [user_ids] : user_ids;
  if (ids && ids.length > MOST_IDS)
    world.problems.push(`gateway: op 8 for ${ids.length} members, at most ${MOST_IDS}`);
  if (!ids && query === undefined) world.problems.push('gateway: op 8 needs user_ids or a query');
  if (!ids && query === '' && (intents & GUILD_MEMBERS) === 0)
    world.problems.push('gateway: op 8 for all members needs the privileged intent GUILD_MEMBERS');
  if (nonce && Buffer.byteLength(nonce) > 32)
    world.problems.push('gateway: the nonce of op 8 is longer than 32 bytes');
  const known = ids
    ? ids.slice(0, MOST_IDS).flatMap((id) => guild.members.get(id) ?? [])
    : [...guild.members.values()]
        .filter(({ nick, user }) => (nick ?? user.wire.username).startsWith(query ?? ''))
        .slice(0, limit || undefined);
  yield {
    guild_id,
    members: known.map(memberOnWire),
    chunk_index: 0,
    chunk_count: 1,
    not_found: ids?.filter((id) => !guild.members.has(id)) ?? [],
    ...(nonce === undefined ? {} : { nonce }),
  };
}
