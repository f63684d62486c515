import type { App } from '../app.ts';
import { type Changes, table } from '../records/records.ts';
import { UserError } from '../user-error.ts';
import {
  Guild,
  invitedAgain,
  isExpired,
  isOfChannel,
  NEW_GUILD,
  type Problem,
  type Schedule,
  withoutSchedule,
  withProblem,
  withSchedule,
} from './rules.ts';

/** One row a guild, all of them in memory. */
export const Guilds = table('guild', Guild);

/** All guilds' settings, held in memory so that the tick and every press find them without the store. */
export type GuildService = {
  /** What is set for a guild; a guild never seen before has nothing set. */
  find(guild: string): Guild;
  /** The same inside a change: with what earlier events of the same batch have set. */
  findIn(changes: Changes): Promise<Guild>;
  /** Every known guild that the bot is still in. */
  present(): Iterable<readonly [string, Guild]>;
  /** Changes a guild's settings on their own. */
  change(guild: string, next: (now: Guild) => Guild): Promise<Guild>;
  /** The same inside a change of more; memory follows after the commit. */
  changeIn(changes: Changes, next: (now: Guild) => Guild): Promise<Guild>;
  /** Makes sure that the guild has a row, so that its data is found and deleted when the bot was removed. */
  keepIn(changes: Changes): Promise<void>;
  /** Sets the schedule of a channel; throws a UserError when there are too many. */
  setSchedule(guild: string, schedule: Schedule): Promise<void>;
  /** Takes the schedule of a channel away; resolves with the dailies still open there. */
  turnOff(guild: string, channel: string): Promise<readonly string[]>;
  /** Keeps a problem for `/setup show`, and logs it. */
  note(guild: string, problem: Problem): Promise<void>;
  /** The bot is in the guild (again): what was kept stays. */
  arrived(guild: string): Promise<void>;
  /** The bot was removed: its data is deleted after 30 days. */
  left(guild: string): Promise<void>;
  /** Guilds left longer than 30 days ago. */
  expired(): readonly string[];
  /** Deletes everything stored of a guild. */
  erase(guild: string): Promise<void>;
};

/** Loads all settings and keeps them in step with the store. */
export async function createGuilds(app: App): Promise<GuildService> {
  const known = new Map<string, Guild>();
  for (const row of await app.records.all(Guilds)) known.set(row.scope, row.value);
  const find = (guild: string) => known.get(guild) ?? NEW_GUILD;

  // After a failed commit the outcome is unknown, so what is in memory is read again.
  app.records.onDrop((scope) => {
    app.records
      .in(scope)
      .get(Guilds)
      .then((stored) => (stored ? known.set(scope, stored) : known.delete(scope)))
      .catch((error: unknown) =>
        app.log.error({ err: error, guild: scope }, 'a guild could not be read again'),
      );
  });

  async function findIn(changes: Changes): Promise<Guild> {
    return (await changes.get(Guilds)) ?? NEW_GUILD;
  }
  function put(changes: Changes, guild: Guild): void {
    changes.put(Guilds, [], guild);
    changes.after(() => known.set(changes.scope, guild));
  }
  async function changeIn(changes: Changes, next: (now: Guild) => Guild): Promise<Guild> {
    const before = await findIn(changes);
    const after = next(before);
    if (after !== before) put(changes, after);
    return after;
  }
  const change = (guild: string, next: (now: Guild) => Guild) =>
    app.records.change(guild, (changes) => changeIn(changes, next));

  return {
    find,
    findIn,
    *present() {
      for (const entry of known) if (entry[1].removedAt === undefined) yield entry;
    },
    change,
    changeIn,
    async keepIn(changes) {
      if ((await changes.get(Guilds)) === undefined) put(changes, NEW_GUILD);
    },
    async setSchedule(guild, schedule) {
      await change(guild, (now) => {
        const next = withSchedule(now, schedule);
        if (next.kind === 'set') return next.guild;
        throw new UserError(
          `A server can have ${next.most} schedules, one a channel. Turn one off first: \`/setup off\`.`,
        );
      });
    },
    async turnOff(guild, channel) {
      const after = await change(guild, (now) => withoutSchedule(now, channel));
      return after.open.filter((open) => isOfChannel(open.id, channel)).map((open) => open.id);
    },
    async note(guild, problem) {
      app.log.warn({ guild, ...problem }, 'a problem for /setup show');
      await change(guild, (now) => withProblem(now, problem));
    },
    async arrived(guild) {
      // Decided inside the change: being removed and invited again may follow each other closely.
      if (known.has(guild)) await change(guild, invitedAgain);
    },
    async left(guild) {
      await change(guild, (now) => ({ ...now, removedAt: now.removedAt ?? app.clock.now() }));
    },
    expired() {
      const now = app.clock.now();
      return [...known].filter(([, guild]) => isExpired(guild, now)).map(([id]) => id);
    },
    async erase(guild) {
      await app.records.change(guild, async (changes) => {
        for (const table of app.records.tables) {
          for (const { ids } of await changes.list(table)) changes.remove(table, ids);
        }
        changes.after(() => known.delete(guild));
      });
    },
  };
}
