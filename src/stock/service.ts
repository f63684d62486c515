import { z } from 'zod';
import type { App } from '../app.ts';
import type { Guild, Schedule } from '../guild/rules.ts';
import type { GuildService } from '../guild/service.ts';
import { draw, orderOptions, stockLeft } from '../packs/rules.ts';
import type { Pack, PackQuestion, Profile } from '../packs/schema.ts';
import { questionKey, type Snapshot, snapshot } from '../packs/snapshot.ts';
import { type Changes, type Reader, table } from '../records/records.ts';
import { UserError } from '../user-error.ts';

/** How often each question of a pack was drawn for a guild. */
export const Drawn = table('drawn', z.record(z.string(), z.int().nonnegative()));

/** How often each question of a pack was asked in a guild's quizzes: apart, so that a quiz takes nothing from the daily. */
export const Quizzed = table('quizzed', z.record(z.string(), z.int().nonnegative()));

/** Why no question can be drawn. */
export type NoQuestion = { readonly kind: 'pack-missing' } | { readonly kind: 'no-question' };

/** A question drawn, as it will be shown. */
export type DrawnQuestion = { readonly kind: 'drawn'; readonly question: Snapshot };

/** What a member may be asked in private. */
export type Study = {
  readonly pack: Pack;
  readonly profile: Profile;
  /** Explained and not retired here; also those with several right options. */
  readonly questions: readonly PackQuestion[];
};

/**
 * What the next question is to be about: what was missed, by objective or topic, or else one of these topics. Questions come
 * from here only while there are some that were not asked before.
 */
export type Focus = {
  readonly topics: readonly string[];
  readonly missed?:
    | { readonly objectives: ReadonlySet<string>; readonly topics: ReadonlySet<string> }
    | undefined;
};

/** A subject inside a domain. */
export type Topic = { readonly id: string; readonly name: string };

/** A guild's stock of questions: which pack, which are left, which comes next. */
export type StockService = {
  /** The pack of a schedule, or of the guild where it names none. */
  packOf(guild: string, schedule?: Schedule): Pack | undefined;
  /** The form of the exam that the guild prepares for. */
  profileOf(guild: string, pack: Pack): Profile | undefined;
  /** What a member may be asked in private: of the guild's pack, or of another. Undefined when the pack is gone. */
  studyOf(guild: string, pack?: string): Study | undefined;
  /** The topics of the guild's pack. */
  topicsOf(guild: string): readonly Topic[];
  /** A topic by its id or name, as it was chosen or typed; undefined for nothing typed. Throws a UserError for another. */
  topicNamed(guild: string, typed: string | null): Topic | undefined;
  /** Draws the next question and marks it as used, inside a change of more. */
  drawIn(changes: Changes, schedule: Schedule, focus?: Focus): Promise<DrawnQuestion | NoQuestion>;
  /** Draws questions for a quiz and marks them, inside a change of more: of one topic, or a mix by the profile's weights. Fewer when there are no more. */
  drawManyIn(
    changes: Changes,
    wanted: {
      readonly count: number;
      readonly topic?: string | undefined;
      readonly without: readonly string[];
    },
  ): Promise<readonly Snapshot[]>;
  /** How many questions a quiz can draw from: of a topic, or of all. */
  countOf(guild: string, topic: string | undefined): number;
  /** The share of right answers that passes the guild's exam. */
  passShare(guild: string): number;
  /** Makes a question that was drawn and never shown free again. */
  giveBackIn(changes: Changes, question: Snapshot): Promise<void>;
  /** A question as it would be drawn, to look at; nothing is stored. */
  preview(guild: string, channel: string): Promise<DrawnQuestion | NoQuestion>;
  /** How many questions a schedule has left before any comes a second time; undefined without a pack. */
  left(guild: string, schedule: Schedule): Promise<number | undefined>;
};

/** Makes the stock service. */
export function createStock(app: App, guilds: GuildService): StockService {
  const { packs, random, records } = app;

  function packFor(guild: Guild, schedule?: Schedule): Pack | undefined {
    return packs.get(schedule?.pack ?? guild.pack ?? packs.defaultId);
  }
  function profileFor(guild: Guild, pack: Pack): Profile | undefined {
    return pack.exam.profiles.find(({ id }) => id === guild.profile) ?? pack.exam.profiles[0];
  }
  const packOf = (guild: string, schedule?: Schedule) => packFor(guilds.find(guild), schedule);
  const profileOf = (guild: string, pack: Pack) => profileFor(guilds.find(guild), pack);
  async function drawn(
    reader: Pick<Reader, 'get'>,
    guild: Guild,
    schedule: Schedule | undefined,
    focus?: Focus,
  ) {
    const pack = packFor(guild, schedule);
    const profile = pack && profileFor(guild, pack);
    if (!pack || !profile) return { kind: 'pack-missing' } as const;
    const used = (await reader.get(Drawn, pack.id)) ?? {};
    const chosen = draw({ questions: inFocus(askable(guild, pack), used, focus), profile, used, random });
    if (!chosen) return { kind: 'no-question' } as const;
    return { kind: 'drawn', used, question: snapshot(pack, chosen, orderOptions(chosen, random)) } as const;
  }

  return {
    packOf,
    profileOf,
    studyOf(guild, id) {
      const settings = guilds.find(guild);
      const pack = id === undefined ? packFor(settings) : packs.get(id);
      const profile = pack && profileFor(settings, pack);
      return pack && profile && { pack, profile, questions: askable(settings, pack) };
    },
    topicsOf: (guild) => packOf(guild)?.exam.topics ?? [],
    topicNamed(guild, typed) {
      if (!typed?.trim()) return undefined;
      const wanted = typed.trim().toLowerCase();
      const topics = packOf(guild)?.exam.topics ?? [];
      const topic = topics.find(({ id, name }) => id === wanted || name.toLowerCase() === wanted);
      if (topic) return topic;
      throw new UserError('I do not know that topic. Choose one from the list that appears while you type.');
    },
    async drawIn(changes, schedule, focus) {
      const next = await drawn(changes, await guilds.findIn(changes), schedule, focus);
      if (next.kind !== 'drawn') return next;
      const { used, question } = next;
      changes.put(Drawn, [question.pack], { ...used, [question.id]: (used[question.id] ?? 0) + 1 });
      return { kind: 'drawn', question };
    },
    async drawManyIn(changes, { count, topic, without }) {
      const guild = await guilds.findIn(changes);
      const pack = packFor(guild);
      const profile = pack && profileFor(guild, pack);
      if (!pack || !profile) return [];
      const before = (await changes.get(Quizzed, pack.id)) ?? {};
      let used: Readonly<Record<string, number>> = before;
      let left = quizzable(guild, pack).filter(
        (question) => (topic === undefined || question.topic === topic) && !without.includes(question.id),
      );
      const questions: Snapshot[] = [];
      while (questions.length < count) {
        const chosen = draw({ questions: left, profile, used, random });
        if (!chosen) break;
        used = { ...used, [chosen.id]: (used[chosen.id] ?? 0) + 1 };
        left = left.filter((question) => question !== chosen);
        questions.push(snapshot(pack, chosen, orderOptions(chosen, random)));
      }
      if (questions.length === count) changes.put(Quizzed, [pack.id], used);
      return questions;
    },
    countOf(guild, topic) {
      const pack = packOf(guild);
      if (!pack) return 0;
      const all = quizzable(guilds.find(guild), pack);
      return topic === undefined ? all.length : all.filter((question) => question.topic === topic).length;
    },
    passShare(guild) {
      const pack = packOf(guild);
      const profile = pack && profileOf(guild, pack);
      return profile ? profile.pass.right / profile.questions : 0.7;
    },
    async giveBackIn(changes, { pack, id }) {
      const used = (await changes.get(Drawn, pack)) ?? {};
      changes.put(Drawn, [pack], { ...used, [id]: Math.max(0, (used[id] ?? 0) - 1) });
    },
    async preview(guild, channel) {
      const settings = guilds.find(guild);
      const schedule = settings.schedules.find((set) => set.channel === channel);
      return drawn(records.in(guild), settings, schedule);
    },
    async left(guild, schedule) {
      const pack = packOf(guild, schedule);
      if (!pack) return undefined;
      return stockLeft(
        askable(guilds.find(guild), pack),
        (await records.in(guild).get(Drawn, pack.id)) ?? {},
      );
    },
  };
}

/** The questions in focus that come next in their turn; all questions where there are none. */
function inFocus(
  questions: readonly PackQuestion[],
  used: Readonly<Record<string, number>>,
  focus: Focus | undefined,
): readonly PackQuestion[] {
  if (!focus) return questions;
  const uses = ({ id }: PackQuestion) => used[id] ?? 0;
  const least = questions.reduce(
    (fewest, question) => Math.min(fewest, uses(question)),
    Number.POSITIVE_INFINITY,
  );
  const missed = questions.filter(
    (question) =>
      uses(question) === 0 &&
      (focus.missed?.topics.has(question.topic) ||
        question.objectives.some((objective) => focus.missed?.objectives.has(objective))),
  );
  if (missed.length > 0) return missed;
  const theme = questions.filter(
    (question) => uses(question) === least && focus.topics.includes(question.topic),
  );
  return theme.length > 0 ? theme : questions;
}

/** What may be asked: explained, unless the server takes its own without explanations, and not retired here. */
function askable(guild: Guild, pack: Pack): readonly PackQuestion[] {
  return pack.questions.filter(
    (question) =>
      (question.explained || pack.asksUnexplained) &&
      !guild.retired.includes(questionKey({ pack: pack.id, id: question.id })),
  );
}

/** What a quiz may ask: of that, what has one right option, since a round takes one press. */
function quizzable(guild: Guild, pack: Pack): readonly PackQuestion[] {
  return askable(guild, pack).filter(
    (question) => question.options.filter((option) => option.correct).length === 1,
  );
}
