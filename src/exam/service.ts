import { z } from 'zod';
import type { App } from '../app.ts';
import { Dailies } from '../daily/service.ts';
import type { GuildService } from '../guild/service.ts';
import type { HistoryService } from '../history/service.ts';
import type { MemberService, Person } from '../member/service.ts';
import { orderOptions } from '../packs/rules.ts';
import type { Pack, PackQuestion, Profile } from '../packs/schema.ts';
import { isRight, questionKey, snapshot } from '../packs/snapshot.ts';
import { type Changes, type Reader, table } from '../records/records.ts';
import type { StockService } from '../stock/service.ts';
import { UserError } from '../user-error.ts';
import {
  counts,
  type Drawn,
  drawExam,
  type Ending,
  Exam,
  ExamAnswer,
  type ExamAnswers,
  type ExamScreen,
  formOf,
  handedInFrom,
  Item,
  isNews,
  leave,
  NO_ANSWER,
  Place,
  pick,
  type Report,
  report,
  wasOpened,
} from './rules.ts';

const MINUTE = 60_000;

/** One row an exam of a member. */
export const Exams = table('exam', Exam, { member: 0 });
/** One row a question as it is shown: under the member, or under `GROUP` for those who sit the same. */
export const ExamItems = table('exam-item', Item, { member: 0 });
/** One row an answer. */
export const AnswersGiven = table('exam-answer', ExamAnswer, { member: 0 });
/** Where a member is in an exam that runs. */
export const ExamPlaces = table('exam-place', Place, { member: 0 });
/** One row an exam that is not handed in, so that a start reads these few and not all there ever were. */
export const RunningExams = table('exam-running', z.object({ endsAt: z.number() }), { member: 0 });

/** One row an exam that the clock handed in, until its member was told: a message of it may be lost, or never reach them. */
export const UntoldExams = table('exam-untold', z.object({ endsAt: z.number() }), { member: 0 });

/** Who owns the questions of group exams, in the place of a member. */
export const GROUP = 'group';

/** A member's press on an exam; `at` is the interaction's own time. */
export type ExamPress = { readonly member: string; readonly exam: string; readonly at: number };

/** A question of an exam with everything that its screen shows. */
export type ExamQuestion = {
  readonly exam: Exam;
  readonly number: number;
  readonly item: Item;
  readonly answer: ExamAnswer;
};

/** Everything of an exam. */
export type ExamState = {
  readonly exam: Exam;
  readonly items: readonly Item[];
  readonly answers: ExamAnswers;
  readonly place: Place;
};

/** An exam that takes no more presses: handed in, or its time is up and it is about to be. */
export type ExamOver =
  | { readonly kind: 'over'; readonly exam: Exam }
  | { readonly kind: 'ending'; readonly exam: Exam };

/** What is before a member after a press. `full` says that a pick changed nothing, because that many are picked already. */
export type OnQuestion = { readonly kind: 'question'; readonly full: boolean } & ExamQuestion;
export type OnState = { readonly kind: 'state' } & ExamState;

/** What came of starting an exam. */
export type Started =
  | { readonly kind: 'started'; readonly exam: Exam }
  | { readonly kind: 'running'; readonly exam: Exam }
  | { readonly kind: 'pack-missing' }
  | Exclude<Drawn, { kind: 'drawn' }>;

/** What an exam is started from: the questions drawn for a group, or a profile to draw by. */
export type Start = {
  readonly person: Person;
  readonly id: string;
  readonly profile?: string | undefined;
  readonly group?: { readonly id: string; readonly form: Exam['form'] };
};

/** An exam that was handed in, with its numbers. */
export type Reported = Omit<ExamState, 'place'> & { readonly report: Report };

/** An exam whose time is up. */
export type DueExam = { readonly guild: string; readonly member: string; readonly exam: string };

/** Mock exams. Throws a UserError for an exam that is not known to this member. */
export type ExamService = {
  /** The forms of the exam that the guild's pack has, the guild's own first. */
  profilesOf(guild: string): readonly Profile[];
  /** A profile by its id or name, as it was chosen or typed; undefined for nothing typed. Throws a UserError for another. */
  profileNamed(guild: string, typed: string | null): Profile | undefined;
  /** Draws an exam, stores its questions and begins its time. With one that runs already nothing is begun. */
  start(guild: string, start: Start): Promise<Started>;
  /** The same inside a change of more. */
  startIn(changes: Changes, start: Start): Promise<Started>;
  /** Draws the questions that a group sits: what its members have met least comes first. Stores them under the group. */
  drawGroupIn(
    changes: Changes,
    wanted: {
      readonly id: string;
      readonly profile: string;
      readonly pack: string;
      readonly members: readonly string[];
    },
  ): Promise<Drawn['kind'] | 'pack-missing'>;
  /** Whether an exam of this profile can be drawn at all; why not, if it cannot. */
  mayDraw(guild: string, profile: Profile): Exclude<Drawn, { kind: 'drawn' }> | undefined;
  /** Keeps where the exam's message is in direct messages. */
  sentTo(guild: string, press: Omit<ExamPress, 'at'>, direct: NonNullable<Exam['direct']>): Promise<void>;
  pick(
    guild: string,
    press: ExamPress & { readonly number: number; readonly option: number; readonly on: boolean },
  ): Promise<OnQuestion | ExamOver>;
  flag(
    guild: string,
    press: ExamPress & { readonly number: number; readonly on: boolean },
  ): Promise<OnQuestion | ExamOver>;
  /** Turns to a question; one beyond the last means the last. */
  go(guild: string, press: ExamPress & { readonly number: number }): Promise<OnQuestion | ExamOver>;
  /** Turns to the overview, or to the warning before handing in. */
  turn(
    guild: string,
    press: ExamPress & { readonly screen: Exclude<ExamScreen, 'question'> },
  ): Promise<OnState | ExamOver>;
  handIn(guild: string, press: ExamPress): Promise<ExamOver>;
  /** A member's exam that runs, inside a change of more; one whose time is up is handed in first. */
  runningIn(changes: Changes, member: string): Promise<Exam | undefined>;
  /**
   * The exam that a member has running, else the latest that the clock handed in without their being told; undefined
   * without one. Looking takes no time from any question.
   */
  running(guild: string, member: string, now: number): Promise<OnState | ExamOver | undefined>;
  /** The member was told that the clock handed it in, or has opened its result. */
  told(guild: string, press: Omit<ExamPress, 'at'>): Promise<void>;
  find(guild: string, member: string, exam: string): Promise<Exam>;
  /** An exam that was handed in, with its report. */
  reported(guild: string, member: string, exam: string): Promise<Reported>;
  reportedIn(reader: Reader, member: string, exam: string): Promise<Reported>;
  /** A member's exams that were handed in, oldest first. */
  handedIn(guild: string, member: string): Promise<readonly Exam[]>;
  /** Exams whose time is up by then, over all guilds. */
  due(now: number): readonly DueExam[];
  /** When the next exam is due; undefined when none runs. */
  nextDue(): number | undefined;
  /** Hands an exam in whose time is up, as it stands. Undefined when that was done before, or it is gone. */
  handInDue(due: DueExam): Promise<Exam | undefined>;
  /** The same inside a change of more. */
  handInDueIn(changes: Changes, due: Omit<DueExam, 'guild'>): Promise<Exam | undefined>;
};

const UNKNOWN = 'I do not know this exam any more. `/exam start` begins a new one.';
const NOT_YET = 'This exam is still running. `/exam resume` shows it.';

/** The key of a question's rows: three digits, so that they sort. */
const numberKey = (number: number) => String(number).padStart(3, '0');
const numberOf = (key: string | undefined) => Number(key);

/** The services that exams build on. */
export type ExamParts = {
  readonly guilds: GuildService;
  readonly members: MemberService;
  readonly stock: StockService;
  readonly histories: HistoryService;
};

/** Makes the exam service, which knows from the start which exams are running. */
export async function createExams(app: App, parts: ExamParts): Promise<ExamService> {
  const { records, clock, random, packs } = app;
  const { guilds, members, stock, histories } = parts;
  /** What runs, by guild, member and exam; follows the store. */
  const running = new Map<string, DueExam & { readonly endsAt: number }>();
  const keyOf = ({ guild, member, exam }: DueExam) => `${guild}/${member}/${exam}`;
  const note = (guild: string, [member = '', exam = '']: readonly string[], endsAt: number) => {
    const known = { guild, member, exam, endsAt };
    running.set(keyOf(known), known);
  };
  for (const { scope, ids, value } of await records.all(RunningExams)) note(scope, ids, value.endsAt);

  // After a failed commit the outcome is unknown, so what runs in that guild is read again.
  records.onDrop((scope) => {
    records
      .in(scope)
      .list(RunningExams)
      .then((rows) => {
        for (const [key, { guild }] of running) if (guild === scope) running.delete(key);
        for (const { ids, value } of rows) note(scope, ids, value.endsAt);
      })
      .catch((error: unknown) =>
        app.log.error({ err: error, guild: scope }, 'running exams could not be read again'),
      );
  });

  async function need(reader: Pick<Reader, 'get'>, member: string, id: string): Promise<Exam> {
    const exam = await reader.get(Exams, member, id);
    if (!exam) throw new UserError(UNKNOWN);
    return exam;
  }
  async function itemOf(reader: Pick<Reader, 'get'>, { sheet }: Exam, number: number): Promise<Item> {
    const item = await reader.get(ExamItems, sheet.owner, sheet.id, numberKey(number));
    if (!item) throw new UserError(UNKNOWN);
    return item;
  }
  async function itemsOf(reader: Pick<Reader, 'list'>, { sheet }: Exam): Promise<readonly Item[]> {
    return (await reader.list(ExamItems, sheet.owner, sheet.id)).map(({ value }) => value);
  }
  async function answersOf(reader: Pick<Reader, 'list'>, member: string, id: string): Promise<ExamAnswers> {
    const rows = await reader.list(AnswersGiven, member, id);
    return new Map(rows.map(({ ids, value }) => [numberOf(ids[2]), value]));
  }
  async function answerOf(
    reader: Pick<Reader, 'get'>,
    { member, exam }: Omit<ExamPress, 'at'>,
    number: number,
  ) {
    return (await reader.get(AnswersGiven, member, exam, numberKey(number))) ?? NO_ANSWER;
  }
  async function placeOf(reader: Pick<Reader, 'get'>, member: string, exam: Exam): Promise<Place> {
    const first: Place = { number: 1, screen: 'question', since: exam.startedAt };
    return (await reader.get(ExamPlaces, member, exam.id)) ?? first;
  }
  async function stateOf(reader: Reader, member: string, exam: Exam): Promise<OnState> {
    return {
      kind: 'state',
      exam,
      items: await itemsOf(reader, exam),
      answers: await answersOf(reader, member, exam.id),
      place: await placeOf(reader, member, exam),
    };
  }
  /** Reads everything of an exam at once, so that each of its presses finds its rows in memory, also that there is none. */
  async function warmUp(changes: Changes, member: string, exam: Exam): Promise<void> {
    await itemsOf(changes, exam);
    await answersOf(changes, member, exam.id);
  }

  /** A press on an exam that still counts does its `work`; any other is told what became of the exam. */
  function press<T>(
    guild: string,
    { member, exam: id, at }: ExamPress,
    work: (changes: Changes, exam: Exam) => Promise<T>,
  ): Promise<T | ExamOver> {
    return records.change(guild, async (changes): Promise<T | ExamOver> => {
      const exam = await need(changes, member, id);
      if (counts(exam, at)) return work(changes, exam);
      if (exam.outcome) return { kind: 'over', exam };
      const handedIn = await handInDueIn(changes, { member, exam: id });
      return handedIn ? { kind: 'over', exam: handedIn } : { kind: 'ending', exam };
    });
  }
  /** Leaves what is on the screen, with the time it took, for another. */
  async function moveIn(
    changes: Changes,
    { member, exam: id, at }: ExamPress,
    exam: Exam,
    to: Omit<Place, 'since'>,
  ) {
    const place = await placeOf(changes, member, exam);
    const now = Math.max(at, place.since);
    if (place.screen === 'question') {
      const before = await answerOf(changes, { member, exam: id }, place.number);
      changes.put(AnswersGiven, [member, id, numberKey(place.number)], leave(place, before, now));
    }
    changes.put(ExamPlaces, [member, id], { ...to, since: now });
  }
  async function onQuestion(
    changes: Changes,
    at: Omit<ExamPress, 'at'>,
    { exam, number, full = false }: { exam: Exam; number: number; full?: boolean },
  ): Promise<OnQuestion> {
    const item = await itemOf(changes, exam, number);
    return { kind: 'question', exam, number, item, answer: await answerOf(changes, at, number), full };
  }

  /** Scores an exam and stores all that follows, in one commit: history, cards in review, and the sitting. */
  async function handInIn(changes: Changes, { member, exam: id, at }: ExamPress, by: Ending): Promise<Exam> {
    const exam = await need(changes, member, id);
    const items = await itemsOf(changes, exam);
    const place = await placeOf(changes, member, exam);
    const answers = new Map(await answersOf(changes, member, id));
    const last = leave(place, answers.get(place.number) ?? NO_ANSWER, at);
    answers.set(place.number, last);
    changes.put(AnswersGiven, [member, id, numberKey(place.number)], last);
    const scored = report(exam, items, answers);
    const name = (await members.findIn(changes, member))?.name ?? '';
    // Reads the member's rows at once: one by one they would be two reads a question.
    await histories.of(changes, member);
    for (const [index, { question }] of items.entries()) {
      const answer = answers.get(index + 1) ?? NO_ANSWER;
      // What was never on the screen stays new; what was and is still open counts as missed, as in the score.
      if (!wasOpened(answer)) continue;
      await histories.countIn(changes, {
        person: { id: member, name },
        question,
        points: 0,
        // An answer could be changed until then, and readiness takes an exam's answers to be as old as each other.
        attempt: { at, right: isRight(question, answer.picks), source: 'exam' },
        away: by === 'clock',
      });
    }
    histories.satIn(changes, member, id, {
      at,
      pack: exam.form.pack,
      profile: exam.form.profile,
      right: scored.right,
      of: scored.of,
      fresh: scored.fresh.of,
      freshRight: scored.fresh.right,
    });
    const { right, answered } = scored;
    const domains = scored.domains.map((domain) => domain.right);
    const after: Exam = { ...exam, outcome: { by, at, right, answered, domains } };
    changes.put(Exams, [member, id], after);
    changes.remove(ExamPlaces, [member, id]);
    changes.remove(RunningExams, [member, id]);
    if (by === 'clock') {
      for (const { ids, value } of await changes.list(UntoldExams, member))
        if (!isNews(value, at)) changes.remove(UntoldExams, ids);
      changes.put(UntoldExams, [member, id], { endsAt: exam.endsAt });
    }
    changes.after(() => running.delete(keyOf({ guild: changes.scope, member, exam: id })));
    return after;
  }
  async function handInDueIn(changes: Changes, { member, exam: id }: Omit<DueExam, 'guild'>) {
    const exam = await changes.get(Exams, member, id);
    if (!exam || exam.outcome || clock.now() < handedInFrom(exam)) return undefined;
    return handInIn(changes, { member, exam: id, at: exam.endsAt }, 'clock');
  }
  async function runningIn(changes: Changes, member: string): Promise<Exam | undefined> {
    for (const { ids } of await changes.list(RunningExams, member)) {
      const exam = ids[1] ?? '';
      const handedIn = await handInDueIn(changes, { member, exam });
      if (!handedIn) return changes.get(Exams, member, exam);
    }
    return undefined;
  }

  /** The latest exam that the clock handed in without its member being told, as long as that is news. */
  async function untold(guild: string, member: string): Promise<ExamOver | undefined> {
    const reader = records.in(guild);
    const rows = (await reader.list(UntoldExams, member)).filter(({ value }) => isNews(value, clock.now()));
    const [latest] = rows.sort((one, other) => other.value.endsAt - one.value.endsAt);
    const exam = latest && (await reader.get(Exams, ...latest.ids));
    return exam && { kind: 'over', exam };
  }

  function profilesOf(guild: string): readonly Profile[] {
    const pack = stock.packOf(guild);
    const own = pack && stock.profileOf(guild, pack);
    if (!pack || !own) return [];
    return [own, ...pack.exam.profiles.filter((profile) => profile !== own)];
  }
  /** What exams may ask: explained and not retired here, also with several right options. */
  function askable(retired: readonly string[], pack: Pack): readonly PackQuestion[] {
    return pack.questions.filter(
      (question) => question.explained && !retired.includes(questionKey({ pack: pack.id, id: question.id })),
    );
  }
  async function drawIn(
    changes: Changes,
    pack: Pack,
    { profile, members: sitting }: { readonly profile: Profile; readonly members: readonly string[] },
  ): Promise<Drawn> {
    const settings = await guilds.findIn(changes);
    const dailies = await Promise.all(settings.open.map(({ id }) => changes.get(Dailies, id)));
    const learned = await Promise.all(sitting.map((member) => histories.of(changes, member)));
    return drawExam({
      questions: askable(settings.retired, pack),
      profile,
      met: ({ id }) => learned.filter((one) => one.histories.has(questionKey({ pack: pack.id, id }))).length,
      avoid: new Set(
        dailies.flatMap((daily) => (daily?.question.pack === pack.id ? [daily.question.id] : [])),
      ),
      random,
    });
  }
  function storeIn(
    changes: Changes,
    pack: Pack,
    { sheet, drawn }: { readonly sheet: Exam['sheet']; readonly drawn: Extract<Drawn, { kind: 'drawn' }> },
  ): void {
    for (const [index, { question, domain }] of drawn.items.entries()) {
      const shown = snapshot(pack, question, orderOptions(question, random));
      changes.put(ExamItems, [sheet.owner, sheet.id, numberKey(index + 1)], { question: shown, domain });
    }
  }
  async function startIn(changes: Changes, { person, id, profile: wanted, group }: Start): Promise<Started> {
    const before = await runningIn(changes, person.id);
    if (before) return { kind: 'running', exam: before };
    const sheet = group ? { owner: GROUP, id: group.id } : { owner: person.id, id };
    let form = group?.form;
    if (!form) {
      const pack = stock.packOf(changes.scope);
      const all = profilesOf(changes.scope);
      const profile = all.find((one) => one.id === wanted) ?? all[0];
      if (!pack || !profile) return { kind: 'pack-missing' };
      const drawn = await drawIn(changes, pack, { profile, members: [person.id] });
      if (drawn.kind !== 'drawn') return drawn;
      storeIn(changes, pack, { sheet, drawn });
      form = formOf(pack.id, profile);
    }
    await members.changeIn(changes, person, (member) => member);
    const startedAt = clock.now();
    const endsAt = startedAt + form.minutes * MINUTE;
    const known = (await histories.of(changes, person.id)).histories;
    const items = (await changes.list(ExamItems, sheet.owner, sheet.id)).map(({ value }) => value);
    const met = items.flatMap(({ question }, index) => (known.has(questionKey(question)) ? [index + 1] : []));
    const exam: Exam = { id, sheet, group: group?.id, form, startedAt, endsAt, met };
    changes.put(Exams, [person.id, id], exam);
    changes.put(ExamPlaces, [person.id, id], { number: 1, screen: 'question', since: startedAt });
    changes.put(RunningExams, [person.id, id], { endsAt });
    await warmUp(changes, person.id, exam);
    changes.after(() => note(changes.scope, [person.id, id], endsAt));
    return { kind: 'started', exam };
  }
  async function reportedIn(reader: Reader, member: string, id: string): Promise<Reported> {
    const exam = await need(reader, member, id);
    if (!exam.outcome) throw new UserError(NOT_YET);
    const items = await itemsOf(reader, exam);
    const answers = await answersOf(reader, member, id);
    return { exam, items, answers, report: report(exam, items, answers) };
  }

  return {
    profilesOf,
    profileNamed(guild, typed) {
      if (!typed?.trim()) return undefined;
      const wanted = typed.trim().toLowerCase();
      const found = profilesOf(guild).find(({ id, name }) => id === wanted || name.toLowerCase() === wanted);
      if (found) return found;
      throw new UserError(
        'I do not know that form of the exam. Choose one from the list that appears while you type.',
      );
    },
    start: (guild, start) => records.change(guild, (changes) => startIn(changes, start)),
    startIn,
    async drawGroupIn(changes, { id, profile: profileId, pack: packId, members: sitting }) {
      const pack = packs.get(packId);
      const profile = pack?.exam.profiles.find((one) => one.id === profileId);
      if (!pack || !profile) return 'pack-missing';
      const drawn = await drawIn(changes, pack, { profile, members: sitting });
      if (drawn.kind === 'drawn') storeIn(changes, pack, { sheet: { owner: GROUP, id }, drawn });
      return drawn.kind;
    },
    mayDraw(guild, profile) {
      const pack = stock.packOf(guild);
      const questions = pack ? askable(guilds.find(guild).retired, pack) : [];
      const drawn = drawExam({ questions, profile, met: () => 0, avoid: new Set(), random });
      return drawn.kind === 'drawn' ? undefined : drawn;
    },
    async sentTo(guild, { member, exam: id }, direct) {
      await records.change(guild, async (changes) => {
        changes.put(Exams, [member, id], { ...(await need(changes, member, id)), direct });
      });
    },
    pick: (guild, { number, option, on, ...at }) =>
      press(guild, at, async (changes, exam) => {
        const { question } = await itemOf(changes, exam, number);
        if (!question.options[option]) throw new UserError(UNKNOWN);
        const before = await answerOf(changes, at, number);
        const verdict = pick(question, before, { option, on, at: at.at });
        if (verdict.kind === 'picked')
          changes.put(AnswersGiven, [at.member, at.exam, numberKey(number)], verdict.answer);
        return onQuestion(changes, at, { exam, number, full: verdict.kind === 'full' });
      }),
    flag: (guild, { number, on, ...at }) =>
      press(guild, at, async (changes, exam) => {
        await itemOf(changes, exam, number);
        const answer = { ...(await answerOf(changes, at, number)), flagged: on };
        changes.put(AnswersGiven, [at.member, at.exam, numberKey(number)], answer);
        return onQuestion(changes, at, { exam, number });
      }),
    go: (guild, { number, ...at }) =>
      press(guild, at, async (changes, exam) => {
        const shown = Math.min(Math.max(1, number), exam.form.questions);
        await moveIn(changes, at, exam, { number: shown, screen: 'question' });
        return onQuestion(changes, at, { exam, number: shown });
      }),
    turn: (guild, { screen, ...at }) =>
      press(guild, at, async (changes, exam) => {
        const { number } = await placeOf(changes, at.member, exam);
        await moveIn(changes, at, exam, { number, screen });
        return stateOf(changes, at.member, exam);
      }),
    handIn: (guild, at) =>
      press(
        guild,
        at,
        async (changes) => ({ kind: 'over', exam: await handInIn(changes, at, 'member') }) as const,
      ),
    async running(guild, member, now) {
      const [row] = await records.in(guild).list(RunningExams, member);
      const id = row?.ids[1];
      if (id === undefined) return untold(guild, member);
      return press(guild, { member, exam: id, at: now }, (changes, exam) => stateOf(changes, member, exam));
    },
    runningIn,
    async told(guild, { member, exam }) {
      // Read first: of most exams there is nothing to tell.
      if (!(await records.in(guild).get(UntoldExams, member, exam))) return;
      await records.change(guild, (changes) => changes.remove(UntoldExams, [member, exam]));
    },
    find: (guild, member, id) => need(records.in(guild), member, id),
    reported: (guild, member, id) => reportedIn(records.in(guild), member, id),
    reportedIn,
    async handedIn(guild, member) {
      const rows = await records.in(guild).list(Exams, member);
      const over = rows.flatMap(({ value }) =>
        value.outcome ? [{ exam: value, at: value.outcome.at }] : [],
      );
      return over.sort((one, other) => one.at - other.at).map(({ exam }) => exam);
    },
    due: (now) => [...running.values()].filter((one) => now >= handedInFrom(one)),
    nextDue() {
      const ends = [...running.values()].map(handedInFrom);
      return ends.length > 0 ? ends.reduce((least, end) => Math.min(least, end)) : undefined;
    },
    async handInDue(due) {
      const handedIn = await records.change(due.guild, (changes) => handInDueIn(changes, due));
      // What is gone (deleted by its member, say) or was handed in before needs no further look.
      const known = running.get(keyOf(due));
      if (known && clock.now() >= handedInFrom(known)) running.delete(keyOf(due));
      return handedIn;
    },
    handInDueIn,
  };
}
