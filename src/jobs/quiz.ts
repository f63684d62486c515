import type { Services } from '../app.ts';
import { NONCE_TRUSTED } from '../daily/rules.ts';
import { failureOf } from '../discord/failure.ts';
import type { Quiz } from '../quiz/rules.ts';
import { announcement, markOf, publicScreen, threadName } from '../quiz/view.ts';
import { DRAIN } from '../schedule/rules.ts';

/** A counter is shown at most this often a message, in milliseconds. */
const COUNTER_EVERY = 1500;
/** A phase whose message comes later than this gets its full time again, in milliseconds. */
const LATE = 3000;
/** A request that may work later is tried again after this, in milliseconds. */
const AGAIN_AFTER = 2000;
/** A turn that fails for a reason that waiting does not mend is tried this often before the quiz is given up. */
const TRIES = 3;
/** Presses within this time are looked at together, in milliseconds. */
const GATHER = 100;

/** Drives quizzes from phase to phase. All of it can be lost and begun again from the store at any moment. */
export type QuizJobs = {
  /** Makes and shows every turn that is due, and sets a timer for the next. Never rejects. */
  drive(guild: string, id: string): Promise<void>;
  /** Somebody pressed: the counter is refreshed, and the next turn may come earlier. */
  touched(guild: string, id: string): void;
  /** Drives every quiz that is not over, as after a restart. */
  tick(): Promise<void>;
  /** No further timers. */
  stop(): void;
};

type Kept = {
  timer?: NodeJS.Timeout;
  counter?: NodeJS.Timeout;
  gather?: NodeJS.Timeout;
  /** Somebody pressed since the counter was last shown; one refresh at a time waits for its room in the budget. */
  stale: boolean;
  counting: boolean;
  counted: number;
  failed: number;
  running?: Promise<void>;
  rerun: boolean;
};

/** Makes the jobs of the quizzes. */
export function createQuizJobs(services: Services): QuizJobs {
  const { quizzes, guilds, members, messenger, clock, log } = services;
  const kept = new Map<string, Kept>();
  let stopped = false;

  function keeperOf(id: string): Kept {
    let keeper = kept.get(id);
    if (!keeper) {
      keeper = { stale: false, counting: false, counted: 0, failed: 0, rerun: false };
      kept.set(id, keeper);
    }
    return keeper;
  }
  function forget(id: string): void {
    const keeper = kept.get(id);
    for (const timer of [keeper?.timer, keeper?.counter, keeper?.gather]) clearTimeout(timer);
    kept.delete(id);
  }

  /** One drive of a quiz at a time; a call meanwhile makes it look once more. */
  async function drive(guild: string, id: string): Promise<void> {
    const keeper = keeperOf(id);
    if (keeper.running) {
      keeper.rerun = true;
      return keeper.running;
    }
    keeper.running = (async () => {
      do {
        keeper.rerun = false;
        await turns(guild, id, keeper);
      } while (keeper.rerun && kept.has(id));
      keeper.failed = 0;
    })().catch((error: unknown) => failed(guild, id, error));
    await keeper.running;
    keeper.running = undefined;
  }

  /** What cannot be shown must not keep the server from starting another quiz for ever. */
  async function failed(guild: string, id: string, error: unknown): Promise<void> {
    const keeper = keeperOf(id);
    keeper.failed += 1;
    const again = keeper.failed < TRIES;
    log.error({ guild, quiz: id, err: error, again }, 'a quiz could not go on');
    if (again) return wake(guild, id, AGAIN_AFTER);
    await giveUp(guild, id).catch((broken: unknown) => {
      log.error(
        { guild, quiz: id, err: broken },
        'a quiz could not be given up; it is tried at the next tick',
      );
      forget(id);
    });
  }

  /** Ends a quiz whose messages cannot be shown; what was answered counts. */
  async function giveUp(guild: string, id: string): Promise<void> {
    await quizzes.end(guild, id, 'gone');
    await quizzes.finish(guild, id);
    forget(id);
  }

  async function turns(guild: string, id: string, keeper: Kept): Promise<void> {
    for (;;) {
      const now = await quizzes.advance(guild, id);
      if (!now) return forget(id);
      if (!now.quiz.shown) {
        if (!(await show(guild, now.quiz))) return;
        keeper.counted = clock.now();
        continue;
      }
      if (now.quiz.phase === 'over') {
        await quizzes.finish(guild, id);
        return forget(id);
      }
      if (now.next > clock.now()) return wake(guild, id, now.next - clock.now());
    }
  }

  function wake(guild: string, id: string, after: number): void {
    if (stopped) return;
    const keeper = keeperOf(id);
    clearTimeout(keeper.timer);
    keeper.timer = setTimeout(() => void drive(guild, id), Math.max(1, after));
  }

  /** Shows the present phase; false when it has to be tried again later or the quiz is gone. */
  async function show(guild: string, quiz: Quiz): Promise<boolean> {
    if (quiz.ending === 'gone') {
      await giveUp(guild, quiz.id);
      return false;
    }
    try {
      await quizzes.shown(guild, quiz.id, await send(guild, quiz));
      return true;
    } catch (error) {
      const failure = failureOf(error);
      if (failure === 'passing') {
        wake(guild, quiz.id, AGAIN_AFTER);
        return false;
      }
      if (failure === undefined) throw error;
      log.info({ guild, quiz: quiz.id, failure }, 'a quiz ended because its place is gone');
      await giveUp(guild, quiz.id);
      return false;
    }
  }

  /** The thread of a quiz that has just begun; undefined where none can be opened after all. */
  async function openRoom(guild: string, quiz: Quiz): Promise<string | undefined> {
    const starter = (await members.find(guild, quiz.starter))?.name ?? '';
    try {
      const body = { content: announcement(quiz, starter) };
      const { id } = await messenger.post(quiz.home, body, { nonce: `${quiz.id}a`, urgency: 'closing' });
      return await messenger.openThread(quiz.home, id, threadName(quiz));
    } catch (error) {
      if (failureOf(error) === 'passing') throw error;
      log.info({ guild, quiz: quiz.id, err: error }, 'a quiz is played in its channel, not in a thread');
      return undefined;
    }
  }

  /** Posts or edits the message of the present phase, and gives its id. */
  async function send(guild: string, begun: Quiz): Promise<string> {
    if (begun.wantsThread) await quizzes.roomOpened(guild, begun.id, await openRoom(guild, begun));
    const { quiz } = await quizzes.look(guild, begun.id);
    const age = clock.now() - quiz.since;
    // In a channel one message is edited throughout; in its own thread every round and the podium have their own.
    const edited = quiz.phase === 'reveal' || quiz.room === quiz.home ? quiz.message : undefined;
    const found = !edited && age > NONCE_TRUSTED ? await find(quiz) : undefined;
    if (found) return found;
    // Nobody should lose time because a message came late.
    const reopened = quiz.phase === 'round' && age > LATE;
    if (reopened) await quizzes.reopen(guild, quiz.id);
    const body = publicScreen(await quizzes.state(guild, quiz.id));
    if (edited) {
      await messenger.edit(quiz.room, edited, body, 'closing');
      return edited;
    }
    const nonce = `${quiz.id}${quiz.phase === 'over' ? 'p' : quiz.round}`;
    const { id } = await messenger.post(quiz.room, body, { nonce, urgency: 'closing' });
    // For a nonce that it knows Discord gives back the first message, which shows the earlier closing time.
    if (reopened) await messenger.edit(quiz.room, id, body, 'closing');
    return id;
  }

  function find(quiz: Quiz): Promise<string | undefined> {
    return messenger.findPosted(quiz.room, quiz.since, markOf(quiz));
  }

  async function refreshCounter(guild: string, id: string): Promise<void> {
    const { quiz } = await quizzes.look(guild, id);
    if (!quiz.message || !quiz.shown || quiz.phase === 'over') return;
    // By the time there is room for it the phase may have changed; then there is nothing to count any more.
    await messenger.editIf(quiz.room, quiz.message, async () => {
      const state = await quizzes.state(guild, id);
      const isCurrent =
        state.quiz.phase === quiz.phase && state.quiz.round === quiz.round && state.quiz.shown;
      return isCurrent ? publicScreen(state) : undefined;
    });
  }

  /** Shows the counter when it may be; presses that come meanwhile are shown by the next one. */
  function count(guild: string, id: string): void {
    const keeper = keeperOf(id);
    keeper.stale = true;
    if (keeper.counting) return;
    keeper.counting = true;
    keeper.counter = setTimeout(
      async () => {
        keeper.stale = false;
        keeper.counted = clock.now();
        await refreshCounter(guild, id).catch((error: unknown) =>
          log.debug({ guild, quiz: id, err: error }, 'a counter was not refreshed'),
        );
        keeper.counting = false;
        if (keeper.stale && kept.get(id) === keeper && !stopped) count(guild, id);
      },
      Math.max(DRAIN, keeper.counted + COUNTER_EVERY - clock.now()),
    );
  }

  return {
    drive,
    touched(guild, id) {
      if (stopped) return;
      const keeper = keeperOf(id);
      keeper.gather ??= setTimeout(() => {
        keeper.gather = undefined;
        void drive(guild, id);
      }, GATHER);
      count(guild, id);
    },
    async tick() {
      const live = [...guilds.present()].flatMap(([guild, settings]) =>
        settings.quizzes.map(({ id }) => ({ guild, id })),
      );
      await Promise.all(live.map(({ guild, id }) => drive(guild, id)));
    },
    stop() {
      stopped = true;
      for (const id of [...kept.keys()]) forget(id);
    },
  };
}
