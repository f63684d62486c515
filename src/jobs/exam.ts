import type { Services } from '../app.ts';
import { NONCE_TRUSTED } from '../daily/rules.ts';
import { failureOf } from '../discord/failure.ts';
import { linkTo } from '../discord/text.ts';
import type { DueExam } from '../exam/service.ts';
import { timeUpScreen } from '../exam/view.ts';
import { type Group, nextPhaseAt } from '../group/rules.ts';
import { markOf, publicScreen } from '../group/view.ts';

const MINUTE = 60_000;
/** A counter is shown at most this often a message, in milliseconds. */
const COUNTER_EVERY = 1500;

/** Hands exams in when their time is up, and drives group exams. All of it can be begun again from the store. */
export type ExamJobs = {
  /** Does everything that is due now. Never rejects. */
  tick(): Promise<void>;
  /** Makes and shows every turn of a group exam that is due. Never rejects. */
  drive(guild: string, group: string): Promise<void>;
  /** Somebody joined or began: the counter is refreshed. */
  touched(guild: string, group: string): void;
  /** No further timers. */
  stop(): void;
};

/** Makes the jobs of the exams. */
export function createExamJobs(services: Services): ExamJobs {
  const { exams, groups, guilds, messenger, clock, log } = services;
  const driving = new Map<string, Promise<void>>();
  const counters = new Map<string, NodeJS.Timeout>();
  let next: { readonly at: number; readonly timer: NodeJS.Timeout } | undefined;
  let stopped = false;

  async function handIn(due: DueExam): Promise<void> {
    try {
      const exam = await exams.handInDue(due);
      if (!exam?.direct) return;
      const { channel, message } = exam.direct;
      await messenger.edit(channel, message, timeUpScreen(due.guild, exam), 'closing');
      await exams.told(due.guild, due);
    } catch (error) {
      // Where the message cannot be reached, the member is told at their next press, by /exam resume or in /study.
      if (failureOf(error) !== undefined)
        log.info({ ...due, err: error }, 'a member could not be told that their exam was handed in');
      else log.error({ ...due, err: error }, 'an exam could not be handed in; it is tried again');
    }
  }

  /** One drive of a group at a time, so that its message is posted once. */
  async function drive(guild: string, id: string): Promise<void> {
    const before = driving.get(id);
    const mine = (before ?? Promise.resolve()).then(() => turns(guild, id));
    driving.set(id, mine);
    await mine;
    if (driving.get(id) === mine) driving.delete(id);
  }
  async function turns(guild: string, id: string): Promise<void> {
    try {
      const group = await groups.advance(guild, id);
      if (!group) return await groups.finish(guild, id);
      if (!group.shown) await show(guild, group);
      if (group.phase === 'over') await groups.finish(guild, id);
      wakeFor(group);
    } catch (error) {
      if (failureOf(error) !== 'passing')
        log.error({ guild, group: id, err: error }, 'a group exam could not go on; it is tried again');
    }
  }
  /** Posts or edits the message of the present phase; where its channel is gone, the exam goes on without. */
  async function show(guild: string, group: Group): Promise<void> {
    const { id, phase } = group;
    try {
      const message = await send(guild, group);
      if (group.summary?.notHeld) await withdraw(guild, group);
      await groups.shown(guild, id, { phase, message });
    } catch (error) {
      const failure = failureOf(error);
      if (failure === undefined || failure === 'passing') throw error;
      log.info({ guild, group: id, failure }, 'a group exam cannot be shown in its channel');
      await groups.shown(guild, id, { phase });
    }
  }
  /** What a plan has put into the calendar does not stay there for an exam that nobody can sit. */
  async function withdraw(guild: string, { id, channel, startsAt }: Group): Promise<void> {
    try {
      await messenger.withdraw(guild, { where: linkTo(guild, channel), startsAt });
    } catch (error) {
      log.warn(
        { guild, group: id, err: error },
        'an event stays in the calendar; the message says that it is off',
      );
    }
  }
  async function send(guild: string, group: Group): Promise<string> {
    const { channel, message, createdAt } = group;
    const body = publicScreen(guild, await groups.state(guild, group.id));
    const found =
      message ??
      (clock.now() - createdAt > NONCE_TRUSTED
        ? await messenger.findPosted(channel, createdAt, markOf(group))
        : undefined);
    const post = async (nonce: string) =>
      (await messenger.post(channel, body, { nonce: `${group.id}${nonce}`, urgency: 'daily' })).id;
    if (!found) return post('g');
    try {
      await messenger.edit(channel, found, body, 'closing');
      return found;
    } catch (error) {
      if (failureOf(error) !== 'gone') throw error;
      // Somebody deleted it, and without it nobody could begin. Each phase has a nonce, since Discord knows the first one.
      return post(group.phase.slice(0, 2));
    }
  }

  /** A timer for what is due before the next tick, so that nobody waits for the full minute; the earliest stands. */
  function wake(at: number | undefined): void {
    if (stopped || at === undefined || at - clock.now() > MINUTE || (next && next.at <= at)) return;
    clearTimeout(next?.timer);
    const run = () => {
      next = undefined;
      void tick();
    };
    next = { at, timer: setTimeout(run, Math.max(1, at - clock.now())) };
  }
  function wakeFor(group: Group): void {
    wake(nextPhaseAt(group));
  }

  async function tick(): Promise<void> {
    await Promise.all(exams.due(clock.now()).map(handIn));
    const live = [...guilds.present()].flatMap(([guild, settings]) =>
      settings.groupExams.map(({ id }) => ({ guild, id })),
    );
    await Promise.all(live.map(({ guild, id }) => drive(guild, id)));
    wake(exams.nextDue());
  }

  async function refresh(guild: string, id: string): Promise<void> {
    const { group } = await groups.state(guild, id);
    const { channel, message, phase } = group;
    if (!message || !group.shown || phase === 'over') return;
    await messenger.editIf(channel, message, async () => {
      const state = await groups.state(guild, id);
      return state.group.phase === phase ? publicScreen(guild, state) : undefined;
    });
  }

  return {
    tick,
    drive,
    touched(guild, id) {
      if (stopped || counters.has(id)) return;
      const timer = setTimeout(() => {
        counters.delete(id);
        refresh(guild, id).catch((error: unknown) =>
          log.debug({ guild, group: id, err: error }, 'a counter was not refreshed'),
        );
      }, COUNTER_EVERY);
      counters.set(id, timer);
    },
    stop() {
      stopped = true;
      clearTimeout(next?.timer);
      for (const timer of counters.values()) clearTimeout(timer);
    },
  };
}
