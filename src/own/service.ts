import type { Clock } from '../app.ts';
import { type Guild, timeZoneOf } from '../guild/rules.ts';
import type { GuildService } from '../guild/service.ts';
import { takeApart } from '../packs/exchange/apart.ts';
import type { Note, Refused } from '../packs/exchange/exchange.ts';
import type { FileTaken, OwnFile } from '../packs/exchange/taking.ts';
import type { Packs } from '../packs/load.ts';
import type { Pack, PackQuestion } from '../packs/schema.ts';
import { topicNames } from '../plan/content.ts';
import { topicsGone } from '../plan/rules.ts';
import { Plans } from '../plan/service.ts';
import { type Changes, type Reader, type Records, table } from '../records/records.ts';
import { localDate } from '../schedule/rules.ts';
import { UserError } from '../user-error.ts';
import {
  type Correction,
  corrected,
  inRows,
  MOST,
  OwnPack,
  OwnQuestions,
  ownerOf,
  ownPackId,
  packOf,
} from './rules.ts';

/** The pack that a server has taken; one a server. */
export const OwnPacks = table('own-pack', OwnPack);
/** A file that was read and waits for a moderator's word; one a server. */
export const OwnDrafts = table('own-draft', OwnPack);
/** Questions of both, under the pack's id. */
export const OwnPackQuestions = table('own-question', OwnQuestions);

/** A file that was read: what it would become, and what of it was refused. */
export type Draft = {
  readonly pack: OwnPack;
  readonly refused: readonly Refused[];
  readonly notes: readonly Note[];
  /** What would become of the questions that the server has, if it has any. */
  readonly replaces: Correction | undefined;
  /** What the plan's weeks to come are about and this does not have: the topics' names. */
  readonly planLoses: readonly string[];
  readonly sample: PackQuestion | undefined;
};

/** The pack as it was taken, and what the plan's weeks to come are about and it does not have. */
export type Taken = OwnPack & Pick<Draft, 'planLoses'>;

/** Servers' own packs, in memory beside those that come with the bot. */
export type OwnPackService = {
  /** The bot's packs, and every server's own by its id; only the bot's are listed by `all`. */
  readonly packs: Packs;
  /** A server's own pack. */
  find(guild: string): Pack | undefined;
  /** Deleted with its server: forgotten here too. */
  forget(guild: string): void;
};

/** Loads servers' own packs from the store. */
export async function loadOwnPacks(records: Records, packs: Packs): Promise<OwnPackService & Kept> {
  const byGuild = new Map<string, Pack>();
  for (const { scope, value } of await records.all(OwnPacks))
    byGuild.set(scope, packOf(scope, value, await questionsOf(records.in(scope), value.id)));
  return {
    byGuild,
    packs: {
      get(id) {
        const owner = ownerOf(id);
        const own = owner === undefined ? undefined : byGuild.get(owner);
        return own?.id === id ? own : packs.get(id);
      },
      all: () => packs.all(),
      get ids() {
        return packs.ids;
      },
      get defaultId() {
        return packs.defaultId;
      },
    },
    find: (guild) => byGuild.get(guild),
    forget: (guild) => void byGuild.delete(guild),
  };
}

type Kept = { readonly byGuild: Map<string, Pack> };

async function questionsOf(reader: Pick<Reader, 'list'>, id: string): Promise<readonly PackQuestion[]> {
  return (await reader.list(OwnPackQuestions, id)).flatMap(({ value }) => value);
}

/** What a moderator does with a file of questions. Throws a UserError for a file that cannot be used. */
export type ImportService = {
  /** Reads a file and keeps it as the server's draft; nothing is asked from it yet. */
  read(
    guild: string,
    file: { readonly id: string; readonly name: string; readonly bytes: Uint8Array },
  ): Promise<Draft>;
  /** Makes the draft the server's pack, as a correction of the one before. Undefined when the draft is gone. */
  accept(
    guild: string,
    draft: string,
    options: { readonly unexplained: boolean },
  ): Promise<Taken | undefined>;
  /** Throws the draft away. */
  discard(guild: string, draft: string): Promise<void>;
  /**
   * Takes the server's pack away, if it is the one of that moment; whatever used it goes back to the bot's own. Says whether it
   * was: another moderator may have taken another file meanwhile.
   */
  remove(guild: string, at: number): Promise<boolean>;
  /** The server's pack as stored. */
  current(guild: string): Promise<OwnPack | undefined>;
};

/** Makes the import service. */
export function createImports(
  app: { readonly records: Records; readonly clock: Clock },
  guilds: GuildService,
  { byGuild }: Kept,
): ImportService {
  const { records, clock } = app;

  async function dropIn(changes: Changes, id: string): Promise<void> {
    for (const { ids } of await changes.list(OwnPackQuestions, id)) changes.remove(OwnPackQuestions, ids);
  }
  function putIn(changes: Changes, id: string, questions: readonly PackQuestion[]): void {
    for (const [row, some] of inRows(questions).entries())
      changes.put(OwnPackQuestions, [id, String(row).padStart(3, '0')], [...some]);
  }
  async function currentOf(guild: string) {
    const pack = await records.in(guild).get(OwnPacks);
    return pack && { pack, questions: await questionsOf(records.in(guild), pack.id) };
  }
  /** The names of topics that the plan's weeks to come have, and a pack in the place of this one would not. */
  async function planLoses(
    reader: Pick<Reader, 'get'>,
    guild: string,
    { before, topics }: { readonly before: OwnPack; readonly topics: OwnPack['topics'] },
  ): Promise<readonly string[]> {
    const plan = await reader.get(Plans);
    if (plan?.pack !== ownPackId(guild, before.id)) return [];
    const today = localDate(clock.now(), timeZoneOf(guilds.find(guild)));
    const ids = topics.map(({ id }) => id);
    return topicNames(before.topics, topicsGone(plan, ids, today));
  }
  /** Whatever names a pack names the bot's own. */
  function without(guild: Guild, id: string): Guild {
    const other = (pack: string | undefined) => (pack === id ? undefined : pack);
    return {
      ...guild,
      pack: other(guild.pack),
      profile: guild.pack === id ? undefined : guild.profile,
      schedules: guild.schedules.map((schedule) => ({ ...schedule, pack: other(schedule.pack) })),
    };
  }

  return {
    async read(guild, { id, name, bytes }) {
      const there = await currentOf(guild);
      const known = there?.pack.topics ?? [];
      const file = { name, bytes, other: 'General', known, most: MOST };
      const { questions, topics, refused, notes } = await takenFrom(file);
      const pack = {
        id,
        title: name.replace(/\.[a-z0-9]+$/i, '').slice(0, 80) || 'Our questions',
        topics,
        questions: questions.length,
        explained: questions.filter(({ explained }) => explained).length,
        at: clock.now(),
        asksUnexplained: false,
        numbered: 0,
      };
      if (questions.length > 0) {
        await records.change(guild, async (changes) => {
          const before = await changes.get(OwnDrafts);
          if (before) await dropIn(changes, before.id);
          changes.put(OwnDrafts, [], pack);
          putIn(changes, id, questions);
        });
      }
      const replaces = there && corrected({ ...there.pack, questions: there.questions }, questions).change;
      const losses = there && { before: there.pack, topics: pack.topics };
      return {
        pack,
        refused,
        notes,
        replaces,
        planLoses: losses ? await planLoses(records.in(guild), guild, losses) : [],
        sample: questions[0],
      };
    },
    async accept(guild, id, { unexplained }) {
      return records.change(guild, async (changes) => {
        const draft = await changes.get(OwnDrafts);
        if (draft?.id !== id) return undefined;
        const before = await changes.get(OwnPacks);
        const draftQuestions = await questionsOf(changes, id);
        const { questions, numbered } = before
          ? corrected({ ...before, questions: await questionsOf(changes, before.id) }, draftQuestions)
          : { questions: draftQuestions, numbered: 0 };
        const pack: OwnPack = { ...draft, id: before?.id ?? id, asksUnexplained: unexplained, numbered };
        await dropIn(changes, id);
        if (before) await dropIn(changes, before.id);
        putIn(changes, pack.id, questions);
        changes.put(OwnPacks, [], pack);
        changes.remove(OwnDrafts, []);
        const made = packOf(guild, pack, questions);
        await guilds.changeIn(changes, (now) => ({ ...now }));
        changes.after(() => byGuild.set(guild, made));
        const losses = before && { before, topics: pack.topics };
        return { ...pack, planLoses: losses ? await planLoses(changes, guild, losses) : [] };
      });
    },
    async discard(guild, id) {
      await records.change(guild, async (changes) => {
        const draft = await changes.get(OwnDrafts);
        if (draft?.id !== id) return;
        changes.remove(OwnDrafts, []);
        await dropIn(changes, id);
      });
    },
    async remove(guild, at) {
      return records.change(guild, async (changes) => {
        const pack = await changes.get(OwnPacks);
        if (pack?.at !== at) return false;
        changes.remove(OwnPacks, []);
        await dropIn(changes, pack.id);
        await guilds.changeIn(changes, (now) => without(now, ownPackId(guild, pack.id)));
        changes.after(() => byGuild.delete(guild));
        return true;
      });
    },
    current: (guild) => records.in(guild).get(OwnPacks),
  };
}

/** The questions of a file and all that was refused of it, or a refusal of the whole in words. */
async function takenFrom(file: OwnFile): Promise<Extract<FileTaken, { kind: 'taken' }>> {
  const taken = await takeApart(file);
  if (taken.kind === 'unknown')
    throw new UserError(
      'I do not know this kind of file. I read Moodle GIFT and XML, Aiken, CSV with a line of column names, and Open Trivia DB JSON.',
    );
  if (taken.kind === 'unreadable') throw new UserError(`This file cannot be read: ${taken.reason}.`);
  if (taken.kind === 'too-much')
    throw new UserError('Reading this file takes too long. Split it, and import the part you need.');
  if (taken.kind === 'too-many') {
    const [count, most] = [taken.count, file.most[taken.what]].map((some) => some.toLocaleString('en-US'));
    const has =
      taken.what === 'questions'
        ? `${count} questions; at most ${most} fit`
        : `${count} entries, questions or not; at most ${most} are read`;
    throw new UserError(`This file has ${has}. Split it, and import the part you need.`);
  }
  return taken;
}
