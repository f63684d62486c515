import { z } from 'zod';
import type { App } from '../app.ts';
import { type Exam, type Form, formOf } from '../exam/rules.ts';
import { ExamItems, type ExamService, Exams, GROUP, RunningExams, type Started } from '../exam/service.ts';
import type { GuildService } from '../guild/service.ts';
import type { MemberService, Person } from '../member/service.ts';
import type { Profile } from '../packs/schema.ts';
import { questionKey, type Snapshot } from '../packs/snapshot.ts';
import { type Changes, type Reader, table } from '../records/records.ts';
import type { StockService } from '../stock/service.ts';
import { UserError } from '../user-error.ts';
import {
  beginUntil,
  Group,
  GroupMember,
  type GroupPhase,
  mayBegin,
  mayCallOff,
  mayPublish,
  nextPhaseAt,
  type Sat,
  summaryOf,
} from './rules.ts';

/** One row a group exam, without anything of its members. */
export const Groups = table('group-exam', Group);
/** One row a member of a group exam. */
export const GroupMembers = table('group-member', GroupMember, { member: 1 });

/** One row a member who planned a group exam, and so may call it off. */
export const GroupPlanners = table('group-planner', z.object({}), { member: 1 });

/** What is asked for with `/exam group`. */
export type GroupWish = {
  readonly id: string;
  readonly channel: string;
  readonly startsAt: number;
  readonly profile: Profile;
  /** Who plans it; nobody where the guild's plan does. */
  readonly planner?: string;
  /** Another message invites to it already; its own comes when it begins. */
  readonly announced?: boolean;
};

/** What came of a wish for a group exam. */
export type Invited =
  | { readonly kind: 'invited'; readonly group: Group }
  | { readonly kind: 'busy'; readonly group: string }
  | { readonly kind: 'pack-missing' }
  | {
      readonly kind: 'few-questions';
      readonly domain: string;
      readonly found: number;
      readonly needed: number;
    };

/** What came of calling a group exam off. */
export type CalledOff = { readonly kind: 'called-off' | Exclude<ReturnType<typeof mayCallOff>, 'yes'> };

/** What came of pressing "Start my exam". */
export type Begun =
  | Started
  | { readonly kind: 'early'; readonly group: Group }
  | { readonly kind: 'late'; readonly group: Group }
  | { readonly kind: 'sat'; readonly exam: string };

/** A group exam with what its public message shows. */
export type GroupState = {
  readonly group: Group;
  readonly joined: number;
  readonly begun: number;
  /** The questions that the summary names, by number. */
  readonly questions: ReadonlyMap<number, Snapshot>;
};

/**
 * Whether one's score may be published: it may be posted under that nonce, it stands already, it would give the others'
 * away, or there is none.
 */
export type Publishing =
  | { readonly kind: 'may'; readonly exam: Exam; readonly channel: string; readonly nonce: string }
  | { readonly kind: 'before' | 'too-few' | 'none' };

/** Where a member's published score stands. */
export type ScorePost = { readonly channel: string; readonly post: string };

/** Who calls a group exam off. */
export type Caller = { readonly member: string; readonly moderates: boolean };

/** Exams that a group sits together. Throws a UserError for one that is not known. */
export type GroupService = {
  /** Plans a group exam; one that is there already under that id is given as it is. */
  invite(guild: string, wish: GroupWish): Promise<Invited>;
  join(guild: string, id: string, person: Person): Promise<Group>;
  /** Whether a member may call a group exam off now. `moderates` says that they may manage the server. */
  mayCallOff(guild: string, id: string, who: Caller): Promise<boolean>;
  /** Calls a group exam off, as long as nobody has begun it. */
  callOff(guild: string, id: string, who: Caller): Promise<CalledOff>;
  /** Begins a member's own exam of the group; who has not joined does by that. */
  begin(guild: string, id: string, start: { readonly person: Person; readonly exam: string }): Promise<Begun>;
  /** Whether a member's score may be published; nothing changes by asking. */
  mayPublish(guild: string, id: string, member: string): Promise<Publishing>;
  /** Lets a member's score be posted; again as well, until it stands. From now on it may be known. */
  publish(guild: string, id: string, member: string): Promise<Publishing>;
  /** A published score stands in that message; or it cannot be posted and is not published after all. */
  published(
    guild: string,
    id: string,
    stands: { readonly member: string; readonly post?: string },
  ): Promise<void>;
  /** The message with a member's score; undefined where none stands. */
  scorePost(guild: string, id: string, member: string): Promise<ScorePost | undefined>;
  /** That message is gone. The score still counts as known, since it was seen; it may be published again. */
  takenBack(guild: string, id: string, of: { readonly member: string; readonly post: string }): Promise<void>;
  /** Makes every turn that is due. Undefined for a group exam that is not known. */
  advance(guild: string, id: string): Promise<Group | undefined>;
  /** The message stands as it is in that phase. */
  shown(
    guild: string,
    id: string,
    stands: { readonly phase: GroupPhase; readonly message?: string },
  ): Promise<void>;
  /** Nothing is left to do for it. */
  finish(guild: string, id: string): Promise<void>;
  state(guild: string, id: string): Promise<GroupState>;
  /** The exam of a member in a group; undefined for who did not begin. */
  examOf(guild: string, id: string, member: string): Promise<string | undefined>;
  /** The group exams that a member has joined and not begun, of those that are to come or can be begun. */
  joinedBy(guild: string, member: string): Promise<readonly Group[]>;
  /** Whether a group exam is over, so that its answers may be looked at. One that is not known is over. */
  isOver(guild: string, id: string): Promise<boolean>;
  /**
   * The questions, by `questionKey`, whose answers a member is not to see now: those of the exam that they are sitting, and
   * of a group's that they have handed in while others still sit it.
   */
  sealedFor(reader: Reader, guild: string, member: string): Promise<ReadonlySet<string>>;
};

const UNKNOWN = 'I do not know this group exam any more. `/exam group` plans a new one.';

/** Makes the service of group exams. */
export function createGroups(
  app: App,
  parts: {
    readonly guilds: GuildService;
    readonly members: MemberService;
    readonly stock: StockService;
    readonly exams: ExamService;
  },
): GroupService {
  const { records, clock, log } = app;
  const { guilds, members, stock, exams } = parts;

  async function need(reader: Pick<Reader, 'get'>, id: string): Promise<Group> {
    const group = await reader.get(Groups, id);
    if (!group) throw new UserError(UNKNOWN);
    return group;
  }
  async function membersOf(reader: Pick<Reader, 'list'>, id: string) {
    const rows = await reader.list(GroupMembers, id);
    return rows.map(({ ids, value }) => ({ member: ids[1] ?? '', value }));
  }
  async function joinIn(changes: Changes, id: string, person: Person): Promise<GroupMember> {
    const known = await changes.get(GroupMembers, id, person.id);
    await members.changeIn(changes, person, (member) => member);
    if (known) return known;
    const joined = GroupMember.parse({ joinedAt: clock.now() });
    changes.put(GroupMembers, [id, person.id], joined);
    return joined;
  }
  /** Whether everybody who began has handed in, and nobody can begin any more. */
  async function isSat(changes: Changes, group: Group): Promise<boolean> {
    if (clock.now() <= beginUntil(group)) return false;
    for (const { member, value } of await membersOf(changes, group.id)) {
      const exam = value.exam && (await changes.get(Exams, member, value.exam));
      if (exam && !exam.outcome) return false;
    }
    return true;
  }
  /** Whether somebody's exam was handed in with any answer: who began and answered nothing would only pull figures down. */
  function hasSat(exam: Exam): boolean {
    return (exam.outcome?.answered ?? 0) > 0;
  }
  async function open(changes: Changes, group: Group): Promise<Group> {
    const sitting = (await membersOf(changes, group.id)).map(({ member }) => member);
    const { pack, profile } = group.form;
    const drawn = await exams.drawGroupIn(changes, { id: group.id, pack, profile, members: sitting });
    const now = clock.now();
    if (drawn === 'drawn') return { ...group, phase: 'open', since: now, shown: false };
    // It could be drawn when it was planned: the pack has lost questions since.
    log.warn({ guild: changes.scope, group: group.id, drawn }, 'a group exam could not be drawn');
    return { ...group, phase: 'over', since: now, shown: false, summary: { sat: 0, notHeld: drawn } };
  }
  async function sumUp(changes: Changes, group: Group): Promise<Group> {
    const sat: Sat[] = [];
    for (const { member, value } of await membersOf(changes, group.id)) {
      if (!value.exam) continue;
      await exams.handInDueIn(changes, { member, exam: value.exam });
      const { exam, report } = await exams.reportedIn(changes, member, value.exam);
      if (!hasSat(exam)) continue;
      const { right, domains, missed } = report;
      sat.push({ right, domains: domains.map((domain) => domain.right), missed, published: value.published });
    }
    const summary = summaryOf(sat, group.form.domains.length);
    return { ...group, phase: 'over', since: clock.now(), shown: false, summary };
  }
  async function calledOffIn(reader: Reader, group: Group, { member, moderates }: Caller) {
    const planned = (await reader.get(GroupPlanners, group.id, member)) !== undefined;
    const begun = (await membersOf(reader, group.id)).filter(({ value }) => value.exam).length;
    return mayCallOff(group, { mine: moderates || planned, begun });
  }
  async function publishingIn(reader: Reader, id: string, member: string): Promise<Publishing> {
    const group = await need(reader, id);
    const known = await reader.get(GroupMembers, id, member);
    const exam = known?.exam && (await reader.get(Exams, member, known.exam));
    if (!known || !exam || !hasSat(exam)) return { kind: 'none' };
    if (known.post !== undefined) return { kind: 'before' };
    // Discord gives the first message for a nonce it knows, also when that was deleted: each time has its own.
    const nonce = `${exam.id}p${known.takenBack || ''}`;
    const may = { kind: 'may', exam, channel: group.channel, nonce } as const;
    if (known.published) return may;
    let unpublished = 0;
    for (const { member: other, value } of await membersOf(reader, id)) {
      const theirs = value.exam && (await reader.get(Exams, other, value.exam));
      if (theirs && !value.published && hasSat(theirs)) unpublished++;
    }
    return mayPublish(group, unpublished) ? may : { kind: 'too-few' };
  }
  async function turn(changes: Changes, group: Group): Promise<Group> {
    const at = nextPhaseAt(group);
    if (at === undefined) return group;
    if (group.phase === 'invited') return clock.now() >= at ? open(changes, group) : group;
    return clock.now() >= at || (await isSat(changes, group)) ? sumUp(changes, group) : group;
  }

  return {
    async invite(guild, { id, channel, startsAt, profile, planner, announced = false }) {
      const pack = stock.packOf(guild);
      if (!pack) return { kind: 'pack-missing' };
      const few = exams.mayDraw(guild, profile);
      if (few) return few;
      const form: Form = formOf(pack.id, profile);
      return records.change(guild, async (changes): Promise<Invited> => {
        const before = await changes.get(Groups, id);
        if (before) return { kind: 'invited', group: before };
        const { groupExams } = await guilds.findIn(changes);
        for (const one of groupExams.filter((other) => other.channel === channel)) {
          // One that is over stays listed until its last message stands, which is no reason to wait.
          if ((await changes.get(Groups, one.id))?.phase !== 'over') return { kind: 'busy', group: one.id };
        }
        const now = clock.now();
        const group = Group.parse({
          id,
          channel,
          form,
          createdAt: now,
          startsAt,
          phase: 'invited',
          since: now,
          shown: announced,
        });
        changes.put(Groups, [id], group);
        if (planner !== undefined) changes.put(GroupPlanners, [id, planner], {});
        await guilds.changeIn(changes, (settings) => ({
          ...settings,
          groupExams: [...settings.groupExams, { id, channel }],
        }));
        return { kind: 'invited', group };
      });
    },
    async join(guild, id, person) {
      return records.change(guild, async (changes) => {
        const group = await need(changes, id);
        if (group.phase !== 'over') await joinIn(changes, id, person);
        return group;
      });
    },
    async mayCallOff(guild, id, who) {
      const reader = records.in(guild);
      return (await calledOffIn(reader, await need(reader, id), who)) === 'yes';
    },
    async callOff(guild, id, who) {
      return records.change(guild, async (changes): Promise<CalledOff> => {
        const group = await need(changes, id);
        const may = await calledOffIn(changes, group, who);
        if (may !== 'yes') return { kind: may };
        const summary = { sat: 0, notHeld: 'called-off' } as const;
        changes.put(Groups, [id], { ...group, phase: 'over', since: clock.now(), shown: false, summary });
        return { kind: 'called-off' };
      });
    },
    async begin(guild, id, { person, exam }) {
      return records.change(guild, async (changes): Promise<Begun> => {
        const found = await need(changes, id);
        // The press may come before the tick that opens the group.
        const group = await turn(changes, found);
        if (group !== found) changes.put(Groups, [id], group);
        const known = await changes.get(GroupMembers, id, person.id);
        if (known?.exam) {
          const before = await exams.runningIn(changes, person.id);
          return before?.id === known.exam
            ? { kind: 'running', exam: before }
            : { kind: 'sat', exam: known.exam };
        }
        const may = mayBegin(group, clock.now());
        if (may !== 'yes') return { kind: may, group };
        const started = await exams.startIn(changes, { person, id: exam, group: { id, form: group.form } });
        if (started.kind !== 'started') return started;
        const joined = await joinIn(changes, id, person);
        changes.put(GroupMembers, [id, person.id], { ...joined, exam });
        return started;
      });
    },
    mayPublish: (guild, id, member) => publishingIn(records.in(guild), id, member),
    async publish(guild, id, member) {
      return records.change(guild, async (changes) => {
        const publishing = await publishingIn(changes, id, member);
        const known = await changes.get(GroupMembers, id, member);
        if (known && publishing.kind === 'may')
          changes.put(GroupMembers, [id, member], { ...known, published: true });
        return publishing;
      });
    },
    async published(guild, id, { member, post }) {
      await records.change(guild, async (changes) => {
        const known = await changes.get(GroupMembers, id, member);
        // What was taken back was known before, whatever became of this time.
        const published = post !== undefined || (known?.takenBack ?? 0) > 0;
        if (known) changes.put(GroupMembers, [id, member], { ...known, published, post });
      });
    },
    async scorePost(guild, id, member) {
      const reader = records.in(guild);
      const { channel } = await need(reader, id);
      const post = (await reader.get(GroupMembers, id, member))?.post;
      return post === undefined ? undefined : { channel, post };
    },
    async takenBack(guild, id, { member, post }) {
      await records.change(guild, async (changes) => {
        const known = await changes.get(GroupMembers, id, member);
        // Of two taps the second finds it gone, or another one posted meanwhile.
        if (known?.post !== post) return;
        const takenBack = known.takenBack + 1;
        changes.put(GroupMembers, [id, member], { ...known, post: undefined, takenBack });
      });
    },
    async advance(guild, id) {
      return records.change(guild, async (changes) => {
        const group = await changes.get(Groups, id);
        if (!group) return undefined;
        const next = await turn(changes, group);
        if (next !== group) changes.put(Groups, [id], next);
        return next;
      });
    },
    async shown(guild, id, { phase, message }) {
      await records.change(guild, async (changes) => {
        const group = await need(changes, id);
        // A press may have turned it meanwhile.
        const shown = group.shown || group.phase === phase;
        changes.put(Groups, [id], { ...group, shown, message: message ?? group.message });
      });
    },
    async finish(guild, id) {
      await records.change(guild, async (changes) => {
        for (const { ids } of await changes.list(GroupPlanners, id)) changes.remove(GroupPlanners, ids);
        await guilds.changeIn(changes, (settings) => ({
          ...settings,
          groupExams: settings.groupExams.filter((live) => live.id !== id),
        }));
      });
    },
    async state(guild, id) {
      const reader = records.in(guild);
      const group = await need(reader, id);
      const all = await membersOf(reader, id);
      const items = group.summary?.figures ? await reader.list(ExamItems, GROUP, id) : [];
      return {
        group,
        joined: all.length,
        begun: all.filter(({ value }) => value.exam).length,
        questions: new Map(items.map(({ ids, value }) => [Number(ids[2]), value.question])),
      };
    },
    async examOf(guild, id, member) {
      return (await records.in(guild).get(GroupMembers, id, member))?.exam;
    },
    async joinedBy(guild, member) {
      const reader = records.in(guild);
      const joined: Group[] = [];
      for (const { id } of guilds.find(guild).groupExams) {
        const known = await reader.get(GroupMembers, id, member);
        const group = known && !known.exam ? await reader.get(Groups, id) : undefined;
        if (group && group.phase !== 'over' && mayBegin(group, clock.now()) !== 'late') joined.push(group);
      }
      return joined;
    },
    async isOver(guild, id) {
      return ((await records.in(guild).get(Groups, id))?.phase ?? 'over') === 'over';
    },
    async sealedFor(reader, guild, member) {
      const sheets: Exam['sheet'][] = [];
      for (const { ids } of await reader.list(RunningExams, member)) {
        const exam = await reader.get(Exams, member, ids[1] ?? '');
        if (exam) sheets.push(exam.sheet);
      }
      for (const { id } of guilds.find(guild).groupExams) {
        const known = await reader.get(GroupMembers, id, member);
        const isOn = known?.exam !== undefined && (await reader.get(Groups, id))?.phase !== 'over';
        if (isOn) sheets.push({ owner: GROUP, id });
      }
      const items = await Promise.all(sheets.map(({ owner, id }) => reader.list(ExamItems, owner, id)));
      return new Set(items.flat().map(({ value }) => questionKey(value.question)));
    },
  };
}
