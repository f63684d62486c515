import type { App } from '../app.ts';
import type { GroupService } from '../group/service.ts';
import { type Confidence, keptForExams, SITTINGS_WITH_KEPT } from '../history/rules.ts';
import { Cards, Histories, type HistoryService, Sittings } from '../history/service.ts';
import type { MemberService, Person } from '../member/service.ts';
import type { PackQuestion, Profile } from '../packs/schema.ts';
import { isRight, questionKey, snapshot } from '../packs/snapshot.ts';
import { type Changes, table } from '../records/records.ts';
import { wantsStandIn } from '../review/rules.ts';
import type { StockService, Study } from '../stock/service.ts';
import { UserError } from '../user-error.ts';
import {
  isComplete,
  isDone,
  type Kind,
  nextOrder,
  type Onward,
  type Origin,
  planPractice,
  Run,
} from './rules.ts';

/** One row a member and kind: the latest run, over or not. */
export const Runs = table('run', Run, { member: 0 });

/** What a practice is about: a topic, a domain of the profile, or everything. */
export type Scope = { readonly kind: 'all' } | { readonly kind: 'topic' | 'domain'; readonly id: string };

/** What is asked for with `/practice`. */
export type PracticeWish = {
  /** The run's id, from the interaction that asked for it. */
  readonly id: string;
  readonly scope: Scope;
  readonly count: number;
  readonly origin: Origin;
};

/** A row of questions to begin. */
export type RunPlan = Pick<Run, 'id' | 'kind' | 'pack' | 'name' | 'due'> & {
  readonly ids: readonly string[];
};

/** What came of a practice asked for; `origin` says of what there is none, `sealed` that there is some after an exam. */
export type Started =
  | { readonly kind: 'started'; readonly run: Run }
  | { readonly kind: 'nothing'; readonly origin: Origin; readonly sealed: boolean };

/** A press on a run's card: which run, and its question's number. */
export type RunPress = {
  readonly person: Person;
  readonly kind: Kind;
  readonly run: string;
  readonly number: number;
};

/** What came of a press: the run as it is now, or that its card is an old one. */
export type Pressed =
  | { readonly kind: 'shown'; readonly run: Run }
  | { readonly kind: 'old'; readonly run?: Run };

/** Rows of questions that one member answers in private. */
export type PracticeService = {
  start(guild: string, person: Person, wish: PracticeWish): Promise<Started>;
  /** Begins a run in place of the one before, inside a change of more. */
  beginIn(changes: Changes, person: Person, plan: RunPlan): Promise<Run>;
  /** The latest run of a kind; undefined when it is over or there was none. */
  find(guild: string, member: string, kind: Kind): Promise<Run | undefined>;
  /** The question of a press as it was shown. */
  look(guild: string, press: RunPress): Promise<Pressed>;
  /**
   * Makes an answer final: history and card follow in the same commit. A second press shows what was answered. Throws a
   * UserError for a question of an exam that is still on.
   */
  answer(
    guild: string,
    press: RunPress & {
      readonly picks: readonly number[];
      readonly confidence: Confidence;
      readonly at: number;
    },
  ): Promise<Pressed>;
  /** Goes on to the next question, or ends the run after its last. A second press shows what the first one brought. */
  next(guild: string, press: RunPress): Promise<Pressed>;
  /** Ends the run here. */
  stop(guild: string, press: RunPress): Promise<Pressed>;
};

const IN_EXAM = 'This question is in your exam. Come back to it when the exam is over.';

/** Makes the practice service. */
export function createPractices(
  app: App,
  parts: {
    readonly stock: StockService;
    readonly members: MemberService;
    readonly histories: HistoryService;
    readonly groups: GroupService;
  },
): PracticeService {
  const { records, random } = app;
  const { stock, members, histories, groups } = parts;

  /** Questions that are not asked in private while they are new: none once the member has sat enough exams. */
  async function keptIn(changes: Changes, study: Study, member: string): Promise<ReadonlySet<string>> {
    const sat = (await changes.list(Sittings, member)).length;
    if (sat >= SITTINGS_WITH_KEPT) return new Set();
    return keptOf(study);
  }
  async function beginIn(changes: Changes, person: Person, plan: RunPlan): Promise<Run> {
    const { ids, ...about } = plan;
    const run = await showNextIn(changes, person.id, Run.parse({ ...about, ahead: ids, of: ids.length }));
    await members.changeIn(changes, person, (now) => now);
    return run;
  }
  /**
   * The run with its next question shown; where it is no longer asked, or is in an exam that is still on, the one after.
   */
  async function showNextIn(changes: Changes, member: string, run: Run): Promise<Run> {
    const study = stock.studyOf(changes.scope, run.pack);
    const sealed = await groups.sealedFor(changes, changes.scope, member);
    let { ahead } = run;
    let shown: Run['shown'];
    while (!shown && ahead.length > 0) {
      const [id = '', ...rest] = ahead;
      const question = study?.questions.find((one) => one.id === id);
      const number = run.of - rest.length;
      if (study && question && !sealed.has(questionKey({ pack: run.pack, id })))
        shown = await showIn(changes, { member, study, question, number, kind: run.kind, sealed });
      ahead = rest;
    }
    const next: Run = { ...run, ahead, shown };
    changes.put(Runs, [member, run.kind], next);
    return next;
  }
  async function showIn(
    changes: Changes,
    ask: {
      member: string;
      study: Study;
      question: PackQuestion;
      number: number;
      kind: Kind;
      sealed: ReadonlySet<string>;
    },
  ): Promise<Run['shown']> {
    const { member, study, question, number, kind } = ask;
    const key = questionKey({ pack: study.pack.id, id: question.id });
    const card = await changes.get(Cards, member, key);
    const standIn =
      card && kind === 'review' && wantsStandIn(card) ? await standInFor(changes, ask) : undefined;
    const asked = standIn ?? question;
    const order = nextOrder(asked, standIn ? undefined : card?.order, random);
    if (card) {
      const shown = card.shown + (kind === 'review' ? 1 : 0);
      changes.put(Cards, [member, key], { ...card, shown, order: standIn ? card.order : order });
    }
    return {
      number,
      question: snapshot(study.pack, asked, order),
      standsFor: standIn ? key : undefined,
    };
  }
  /** A question on the same objective that the member has never met; of several, one by the dice. */
  async function standInFor(
    changes: Changes,
    {
      member,
      study,
      question,
      sealed,
    }: { member: string; study: Study; question: PackQuestion; sealed: ReadonlySet<string> },
  ): Promise<PackQuestion | undefined> {
    const keyOf = ({ id }: PackQuestion) => questionKey({ pack: study.pack.id, id });
    const kept = await keptIn(changes, study, member);
    const alike = study.questions.filter(
      (other) =>
        other !== question &&
        !kept.has(other.id) &&
        !sealed.has(keyOf(other)) &&
        other.objectives.some((objective) => question.objectives.includes(objective)),
    );
    const from = Math.floor(random() * alike.length);
    for (const other of [...alike.slice(from), ...alike.slice(0, from)]) {
      if ((await changes.get(Histories, member, keyOf(other))) === undefined) return other;
    }
    return undefined;
  }
  /** The run of a press if its card is the present one. */
  async function presentIn(reader: Pick<Changes, 'get'>, { person, kind, run: id, number }: RunPress) {
    const run = await reader.get(Runs, person.id, kind);
    return { run, isPresent: run?.id === id && run.shown?.number === number };
  }

  return {
    beginIn,
    async start(guild, person, { id, scope, count, origin }) {
      return records.change(guild, async (changes): Promise<Started> => {
        const study = stock.studyOf(guild);
        if (!study) return { kind: 'nothing', origin, sealed: false };
        const { questions, profile, name } = within(study, scope);
        const { histories: met } = await histories.of(changes, person.id);
        const sealed = await groups.sealedFor(changes, guild, person.id);
        const keyOf = (id: string) => questionKey({ pack: study.pack.id, id });
        const free = questions.filter(({ id }) => !sealed.has(keyOf(id)));
        const ids = planPractice(
          {
            questions: free,
            profile,
            history: (question) => met.get(keyOf(question)),
            kept: await keptIn(changes, study, person.id),
            random,
          },
          { count, origin },
        );
        if (ids.length === 0) return { kind: 'nothing', origin, sealed: free.length < questions.length };
        const run = await beginIn(changes, person, { id, kind: 'practice', pack: study.pack.id, name, ids });
        return { kind: 'started', run };
      });
    },
    async find(guild, member, kind) {
      const run = await records.in(guild).get(Runs, member, kind);
      return run?.shown && (run.ahead.length > 0 || !run.shown.given) ? run : undefined;
    },
    async look(guild, press) {
      const { run, isPresent } = await presentIn(records.in(guild), press);
      return run && isPresent ? { kind: 'shown', run } : { kind: 'old', ...(run ? { run } : {}) };
    },
    async answer(guild, { picks, confidence, at, ...press }) {
      return records.change(guild, async (changes): Promise<Pressed> => {
        const { run, isPresent } = await presentIn(changes, press);
        if (!run?.shown || !isPresent || !isComplete(run.shown.question, picks))
          return { kind: 'old', ...(run ? { run } : {}) };
        const { question, given, standsFor } = run.shown;
        if (given) return { kind: 'shown', run };
        const right = isRight(question, picks);
        const { person, kind } = press;
        // It was on the screen before the exam began, and its answer would help there.
        const sealed = await groups.sealedFor(changes, guild, person.id);
        if (sealed.has(questionKey(question))) throw new UserError(IN_EXAM);
        const attempt = { at, right, confidence, source: kind } as const;
        await histories.countIn(changes, { person, question, attempt, points: 0, standsFor });
        const next: Run = {
          ...run,
          shown: { ...run.shown, given: { picks, confidence, right } },
          answered: run.answered + 1,
          right: run.right + (right ? 1 : 0),
        };
        changes.put(Runs, [person.id, kind], next);
        return { kind: 'shown', run: next };
      });
    },
    async next(guild, press) {
      return records.change(guild, async (changes): Promise<Pressed> => {
        const { run, isPresent } = await presentIn(changes, press);
        if (!run || !isPresent) return passed(run, press, 'next');
        if (!run.shown?.given) return { kind: 'shown', run };
        return { kind: 'shown', run: await showNextIn(changes, press.person.id, run) };
      });
    },
    async stop(guild, press) {
      return records.change(guild, async (changes): Promise<Pressed> => {
        const { run, isPresent } = await presentIn(changes, press);
        if (!run || !isPresent) return passed(run, press, 'stop');
        const over: Run = { ...run, ahead: [], shown: undefined };
        changes.put(Runs, [press.person.id, press.kind], over);
        return { kind: 'shown', run: over };
      });
    },
  };
}

/** What came of a press on the way on that was made on an earlier card. */
function passed(run: Run | undefined, press: RunPress, wanted: Onward): Pressed {
  if (run && isDone(run, press, wanted)) return { kind: 'shown', run };
  return { kind: 'old', ...(run ? { run } : {}) };
}

/** The questions of every domain that are kept for exams. */
function keptOf({ questions, profile }: Study): ReadonlySet<string> {
  const domains = profile.domains.map(({ topics }) =>
    questions.filter(({ topic }) => topics.includes(topic)),
  );
  return new Set(domains.flatMap((domain) => [...keptForExams(domain)]));
}

/** What a practice is drawn from, by its scope, and its name. */
function within(
  { questions, profile, pack }: Study,
  scope: Scope,
): { questions: readonly PackQuestion[]; profile: Pick<Profile, 'domains'>; name: string } {
  if (scope.kind === 'all') {
    const topics = profile.domains.flatMap((domain) => domain.topics);
    return {
      questions: questions.filter(({ topic }) => topics.includes(topic)),
      profile,
      name: 'a mix of topics',
    };
  }
  const domain = profile.domains.find(({ id }) => id === scope.id);
  const topics = scope.kind === 'topic' ? [scope.id] : (domain?.topics ?? []);
  const topicName = pack.exam.topics.find(({ id }) => id === scope.id)?.name;
  const name = (scope.kind === 'topic' ? topicName : domain?.name) ?? scope.id;
  // A topic may lie outside the profile, and can be practised all the same.
  const whole = { id: 'all', name, count: 1, weight: 100, topics, objectives: [] };
  return {
    questions: questions.filter(({ topic }) => topics.includes(topic)),
    profile: { domains: [whole] },
    name,
  };
}
