import type { z } from 'zod';
import type { App } from '../app.ts';
import type { BoardService } from '../board/service.ts';
import { timeZoneOf } from '../guild/rules.ts';
import type { GuildService } from '../guild/service.ts';
import { type Changes, type Reader, type Table, table } from '../records/records.ts';
import { Member, newMember, seen, todayOf } from './rules.ts';

/** One row a member of a guild. */
export const Members = table('member', Member, { member: 0 });

/** Who acts: the id and the name they carry here, taken from the interaction. */
export type Person = { readonly id: string; readonly name: string };

/** The members of all guilds. Every change of one goes through here, so that the boards follow. */
export type MemberService = {
  /** A member as stored; undefined before their first press. */
  find(guild: string, id: string): Promise<Member | undefined>;
  /** The local date where a member is: what their own dates are held against. Streaks and rest days go by the guild's. */
  today(guild: string, id: string): Promise<string>;
  /** Reads a guild's members at once, so that a crowd's presses find theirs in memory, also that there is none. */
  warmUpIn(changes: Changes): Promise<void>;
  /** The same inside a change of more, with its effects so far. */
  findIn(changes: Changes, id: string): Promise<Member | undefined>;
  /** Changes a member inside a change of more; who is new is made first. */
  changeIn(changes: Changes, person: Person, next: (now: Member) => Member): Promise<Member>;
  /** The same for a member that is known; nothing happens when they are not. */
  changeKnownIn(changes: Changes, id: string, next: (now: Member) => Member): Promise<Member | undefined>;
  /** Changes a member on their own. */
  change(guild: string, person: Person, next: (now: Member) => Member): Promise<Member>;
  /** Keeps what the gateway said of who is still here; who is not comes off the boards. */
  checked(guild: string, asked: readonly string[], present: ReadonlySet<string>): Promise<void>;
  /** Everything stored of a member in a guild, by table, as plain data. */
  export(guild: string, id: string): Promise<Readonly<Record<string, readonly unknown[]>>>;
  /**
   * Deletes everything stored of a member in a guild, the board included, but the tables named, whose rows go by themselves.
   * Resolves with how many rows it was.
   */
  erase(guild: string, id: string, but?: readonly Table<z.ZodType>[]): Promise<number>;
};

/** Makes the member service. */
export function createMembers(app: App, guilds: GuildService, boards: BoardService): MemberService {
  /** Whose rows belong to a member: what is exported and deleted with their data. */
  const personal = app.records.tables.filter((table) => table.member !== undefined);
  async function store(
    changes: Changes,
    guild: string,
    id: string,
    step: { before?: Member; after: Member },
  ) {
    if (step.after === step.before) return;
    changes.put(Members, [id], step.after);
    changes.after(() => boards.follow(guild, id, step.after));
  }
  async function changeIn(changes: Changes, person: Person, next: (now: Member) => Member): Promise<Member> {
    const before = await changes.get(Members, person.id);
    const here = before ? seen(before, person.name) : newMember(person.name, app.clock.now());
    if (!before) await guilds.keepIn(changes);
    const after = next(here);
    await store(changes, changes.scope, person.id, { before, after });
    return after;
  }
  async function rowsOf(reader: Reader, id: string) {
    const found: { table: Table<z.ZodType>; ids: readonly string[]; value: unknown }[] = [];
    for (const table of personal) {
      const rows = await reader.list(table, ...(table.member === 0 ? [id] : []));
      for (const row of rows) if (row.ids[table.member ?? 0] === id) found.push({ table, ...row });
    }
    return found;
  }

  return {
    find: (guild, id) => app.records.in(guild).get(Members, id),
    async today(guild, id) {
      const member = await app.records.in(guild).get(Members, id);
      return todayOf(member, timeZoneOf(guilds.find(guild)), app.clock.now());
    },
    async warmUpIn(changes) {
      await changes.list(Members);
    },
    findIn: (changes, id) => changes.get(Members, id),
    changeIn,
    async changeKnownIn(changes, id, next) {
      const before = await changes.get(Members, id);
      if (!before) return undefined;
      const after = next(before);
      await store(changes, changes.scope, id, { before, after });
      return after;
    },
    change: (guild, person, next) => app.records.change(guild, (changes) => changeIn(changes, person, next)),
    async checked(guild, asked, present) {
      const now = app.clock.now();
      await app.records.change(guild, async (changes) => {
        for (const id of asked) {
          const before = await changes.get(Members, id);
          const left = !present.has(id);
          if (before) await store(changes, guild, id, { before, after: { ...before, left, seenAt: now } });
        }
      });
    },
    async export(guild, id) {
      const rows = await rowsOf(app.records.in(guild), id);
      return Object.fromEntries(
        personal.map((table) => [
          table.name,
          rows.filter((row) => row.table === table).map(({ ids, value }) => ({ ids, value })),
        ]),
      );
    },
    async erase(guild, id, but = []) {
      return app.records.change(guild, async (changes) => {
        const rows = (await rowsOf(changes, id)).filter((row) => !but.includes(row.table));
        for (const row of rows) changes.remove(row.table, row.ids);
        changes.after(() => boards.remove(guild, id));
        return rows.length;
      });
    },
  };
}
