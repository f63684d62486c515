import type { App } from '../app.ts';
import type { ExamService } from '../exam/service.ts';
import type { GuildService } from '../guild/service.ts';
import { Histories } from '../history/service.ts';
import { isListed, type Member } from '../member/rules.ts';
import { type MemberService, Members, type Person } from '../member/service.ts';
import { type Changes, table } from '../records/records.ts';
import type { StockService } from '../stock/service.ts';
import { UserError } from '../user-error.ts';
import { Certified, comeback, firstStage, hasWork, isPassed, type Stretch, saidAgain } from './rules.ts';

/** One row a member and pack. */
export const Certificates = table('certified', Certified, { member: 0 });

/** How many mock exams are looked at for what was missed. */
const LAST_EXAMS = 3;

/** A pass with whose it is and of which pack. */
export type Pass = { readonly member: string; readonly pack: string; readonly certified: Certified };

/** A pass as others may see it. */
export type Shown = Pass & { readonly person: Member };

/** What came of saying that one passed; `again` when that was said before and only its date was changed, if at all. */
export type Said = Pass & { readonly again: boolean };

/** Two weeks towards another try, and what they were worked out from. */
export type Comeback = {
  readonly stretches: readonly Stretch[];
  readonly from: 'exams' | 'answers' | 'weights';
  /** How many mock exams were looked at. */
  readonly exams: number;
};

/** Who passed, and what is told of it. */
export type CertifiedService = {
  /**
   * Notes that a member passed the exam of the guild's pack on a local date. What is to be sent follows from `withWork`. Refused
   * while an earlier pass is being taken back.
   */
  pass(guild: string, person: Person, date: string): Promise<Said>;
  /** Takes everything back that a member said; false when there is nothing. */
  undo(guild: string, member: string): Promise<boolean>;
  /** Whether something is still to be taken back, which Discord did not take yet. */
  isTakingBack(guild: string, member: string): Promise<boolean>;
  /** A moderator agrees or not. Resolves with the pass, or undefined where there is nothing to decide any more. */
  decide(guild: string, of: { member: string; pack: string }, yes: boolean): Promise<Pass | undefined>;
  /** Whether a message or a role says somewhere that a member passed. */
  isShown(guild: string, member: string): Promise<boolean>;
  find(guild: string, member: string, pack: string): Promise<Pass | undefined>;
  /** Whether a member said that they passed the exam of the guild's pack, and did not take it back. */
  hasPassed(guild: string, member: string): Promise<boolean>;
  /** Passes that a moderator is still to decide on, oldest first. */
  waiting(guild: string): Promise<readonly Shown[]>;
  /** Who passed, newest first, without those who hide or have left. */
  wall(guild: string): Promise<readonly Shown[]>;
  /** What has something to be sent or taken back, from memory. */
  withWork(
    guild?: string,
  ): readonly { readonly guild: string; readonly member: string; readonly pack: string }[];
  /** Keeps what was sent; nothing happens when it is gone meanwhile. */
  keep(
    guild: string,
    of: { member: string; pack: string },
    next: (now: Certified) => Certified,
  ): Promise<void>;
  /** The guild's data was deleted: nothing is left to do there. */
  forget(guild: string): void;
  /** It was taken back everywhere, as it stood then; nothing happens when it is another by now. */
  takenBack(guild: string, of: { member: string; pack: string }, then: Certified): Promise<void>;
  /** Two weeks from a date on, from what the last mock exams missed, or else from wrong answers, or else by weight. */
  comeback(guild: string, member: string, from: string): Promise<Comeback>;
};

/** Reads what is still to be sent and keeps it in step with the store. */
export async function createCertified(
  app: App,
  parts: {
    readonly guilds: GuildService;
    readonly members: MemberService;
    readonly stock: StockService;
    readonly exams: ExamService;
  },
): Promise<CertifiedService> {
  const { records, clock, log } = app;
  const { guilds, members, stock, exams } = parts;
  /** By guild: the members and packs with something to be sent. */
  const work = new Map<string, Map<string, { readonly member: string; readonly pack: string }>>();

  function follow(guild: string, member: string, pack: string, now: Certified | undefined): void {
    const own = work.get(guild) ?? new Map<string, { member: string; pack: string }>();
    if (now && hasWork(now)) work.set(guild, own.set(`${member} ${pack}`, { member, pack }));
    else if (own.delete(`${member} ${pack}`) && own.size === 0) work.delete(guild);
  }
  for (const { scope, ids, value } of await records.all(Certificates))
    follow(scope, ids[0] ?? '', ids[1] ?? '', value);
  records.onDrop((scope) => {
    records
      .in(scope)
      .list(Certificates)
      .then((rows) => {
        work.delete(scope);
        for (const { ids, value } of rows) follow(scope, ids[0] ?? '', ids[1] ?? '', value);
      })
      .catch((error: unknown) => log.error({ err: error, guild: scope }, 'passes could not be read again'));
  });

  function put(changes: Changes, { member, pack }: Omit<Pass, 'certified'>, now: Certified): void {
    changes.put(Certificates, [member, pack], now);
    changes.after(() => follow(changes.scope, member, pack, now));
  }
  async function listed(guild: string, wanted: (now: Certified) => boolean): Promise<readonly Shown[]> {
    const reader = records.in(guild);
    const people = new Map((await reader.list(Members)).map(({ ids, value }) => [ids[0], value]));
    return (await reader.list(Certificates)).flatMap(({ ids, value }) => {
      const [member = '', pack = ''] = ids;
      const person = people.get(member);
      return person && wanted(value) ? [{ member, pack, certified: value, person }] : [];
    });
  }
  async function missedInExams(guild: string, member: string) {
    const sat = (await exams.handedIn(guild, member)).slice(-LAST_EXAMS);
    const missed = new Map<string, number>();
    for (const { id } of sat) {
      const { items, report } = await exams.reported(guild, member, id);
      for (const number of report.missed) {
        const topic = items[number - 1]?.question.topic;
        if (topic) missed.set(topic, (missed.get(topic) ?? 0) + 1);
      }
    }
    return { exams: sat.length, missed };
  }
  async function missedElsewhere(guild: string, member: string): Promise<ReadonlyMap<string, number>> {
    const pack = stock.packOf(guild);
    const missed = new Map<string, number>();
    for (const { ids, value } of await records.in(guild).list(Histories, member)) {
      const [of, question] = splitKey(ids[1] ?? '');
      const topic = of === pack?.id ? pack?.byId.get(question)?.topic : undefined;
      if (topic && !value.last.right) missed.set(topic, (missed.get(topic) ?? 0) + 1);
    }
    return missed;
  }

  return {
    async pass(guild, person, date) {
      return records.change(guild, async (changes): Promise<Said> => {
        const pack = stock.packOf(guild)?.id;
        if (!pack)
          throw new UserError('The question pack is not installed. Choose another with `/setup pack`.');
        const member = await members.changeIn(changes, person, (now) => now);
        const { certified: settings } = await guilds.findIn(changes);
        const of = { member: person.id, pack };
        const before = await changes.get(Certificates, person.id, pack);
        const stage = firstStage({ hidden: member.hidden, approval: settings.approveIn !== undefined });
        // Its message and role are about to go: a new pass must not inherit them.
        if (before?.stage === 'undoing')
          throw new UserError('I am still taking back what I told before. Say it again in a minute.');
        if (before) {
          const now = saidAgain(before, { date, at: clock.now(), stage });
          put(changes, of, now);
          return { ...of, certified: now, again: true };
        }
        const certified = Certified.parse({ date, at: clock.now(), stage });
        put(changes, of, certified);
        return { ...of, certified, again: false };
      });
    },
    async undo(guild, member) {
      return records.change(guild, async (changes) => {
        const rows = await changes.list(Certificates, member);
        for (const { ids, value } of rows)
          put(changes, { member, pack: ids[1] ?? '' }, { ...value, stage: 'undoing' });
        return rows.length > 0;
      });
    },
    async isTakingBack(guild, member) {
      return (await records.in(guild).list(Certificates, member)).some(
        ({ value }) => value.stage === 'undoing',
      );
    },
    async decide(guild, of, yes) {
      return records.change(guild, async (changes) => {
        const before = await changes.get(Certificates, of.member, of.pack);
        if (before?.stage !== 'asked') return undefined;
        const person = await changes.get(Members, of.member);
        const told: Certified['stage'] = person?.hidden ? 'quiet' : 'telling';
        // An approved request stays and says who decided; one that was declined is taken away with all the rest.
        const { request: _, ...others } = before;
        const now: Certified = yes
          ? { ...others, stage: told, at: clock.now() }
          : { ...before, stage: 'undoing' };
        put(changes, of, now);
        return { ...of, certified: now };
      });
    },
    async isShown(guild, member) {
      const rows = await records.in(guild).list(Certificates, member);
      return rows.some(({ value: { post, role } }) => post !== undefined || role !== undefined);
    },
    async find(guild, member, pack) {
      const certified = await records.in(guild).get(Certificates, member, pack);
      return certified && { member, pack, certified };
    },
    async hasPassed(guild, member) {
      const pack = stock.packOf(guild)?.id;
      const pass = pack === undefined ? undefined : await records.in(guild).get(Certificates, member, pack);
      return isPassed(pass);
    },
    async waiting(guild) {
      const rows = await listed(guild, ({ stage }) => stage === 'asked');
      return rows.toSorted((one, other) => one.certified.at - other.certified.at);
    },
    async wall(guild) {
      const rows = await listed(guild, ({ stage }) => stage === 'telling' || stage === 'told');
      return rows
        .filter(({ person }) => isListed(person))
        .toSorted(
          (one, other) =>
            other.certified.date.localeCompare(one.certified.date) || other.certified.at - one.certified.at,
        );
    },
    withWork(guild) {
      const some = guild === undefined ? [...work] : [[guild, work.get(guild) ?? new Map()] as const];
      return some.flatMap(([scope, own]) =>
        guilds.find(scope).removedAt === undefined
          ? [...own.values()].map((of) => ({ guild: scope, ...of }))
          : [],
      );
    },
    async keep(guild, of, next) {
      await records.change(guild, async (changes) => {
        const before = await changes.get(Certificates, of.member, of.pack);
        if (before) put(changes, of, next(before));
      });
    },
    forget(guild) {
      work.delete(guild);
    },
    async takenBack(guild, { member, pack }, then) {
      await records.change(guild, async (changes) => {
        const now = await changes.get(Certificates, member, pack);
        if (now && (now.stage !== 'undoing' || now.at !== then.at)) return;
        changes.remove(Certificates, [member, pack]);
        changes.after(() => follow(guild, member, pack, undefined));
      });
    },
    async comeback(guild, member, from) {
      const pack = stock.packOf(guild);
      const profile = pack && stock.profileOf(guild, pack);
      const topics = inTurns(
        (profile?.domains ?? [])
          .toSorted((one, other) => other.weight - one.weight)
          .map((domain) => domain.topics),
      );
      const sat = await missedInExams(guild, member);
      const missed = sat.missed.size > 0 ? sat.missed : await missedElsewhere(guild, member);
      const basis = sat.missed.size > 0 ? 'exams' : missed.size > 0 ? 'answers' : 'weights';
      return { stretches: comeback(from, missed, topics), from: basis, exams: sat.exams };
    },
  };
}

/** The first of each list, then the second of each. */
function inTurns(lists: readonly (readonly string[])[]): readonly string[] {
  const longest = Math.max(0, ...lists.map(({ length }) => length));
  return Array.from({ length: longest }, (_, turn) => lists.flatMap((list) => list[turn] ?? [])).flat();
}

/** A question's key is its pack and its id, with a dot between; neither has one. */
function splitKey(key: string): readonly [string, string] {
  const at = key.indexOf('.');
  return [key.slice(0, at), key.slice(at + 1)];
}
