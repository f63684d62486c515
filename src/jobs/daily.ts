import { setTimeout as sleep } from 'node:timers/promises';
import type { Services } from '../app.ts';
import { CLOSING_TRIED_FOR, type Daily, isCounterDue, nextStep, PING_UNTIL_LATE } from '../daily/rules.ts';
import type { ClaimRefusal, PostedNow } from '../daily/service.ts';
import { closedMessage, openMessage, presses, threadName } from '../daily/view.ts';
import { failureOf } from '../discord/failure.ts';
import { type Guild, type OpenDaily, type Problem, type Schedule, withProblem } from '../guild/rules.ts';
import { DRAIN, due, localDate } from '../schedule/rules.ts';

/** What came of sending a claim: it stands, it is tried again at the next tick, or it never will. */
type Sent =
  | { readonly kind: 'sent'; readonly message: string }
  | { readonly kind: 'later' }
  | { readonly kind: 'never'; readonly problem: Problem['kind'] };

function giveUp(problem: Problem['kind']): Sent {
  return { kind: 'never', problem };
}

/** The question of the day's scheduled work: it reads, asks the service, words and sends. */
export type DailyJobs = {
  /** Does everything that is due in a guild. Never rejects. */
  tick(guild: string, settings: Guild): Promise<void>;
  /** Whether `tick` has anything to look at in this guild now, from memory alone. */
  hasWork(settings: Guild): boolean;
  /** Posts this date's question now, in its place. */
  postNow(guild: string, channel: string): Promise<PostedNow>;
  /** Closes a daily now, whatever its closing time, and shows it as closed. */
  closeNow(guild: string, daily: string): Promise<void>;
};

/** Makes the jobs of the question of the day. */
export function createDailyJobs(services: Services): DailyJobs {
  const { dailies, guilds, messenger, clock, log } = services;
  const inHand = new Set<string>();
  const counters = new Map<string, number>();

  /** One piece of work on a daily at a time, so that a slow request and the next tick never do the same twice. */
  async function alone(id: string, work: () => Promise<void>): Promise<void> {
    if (inHand.has(id)) return;
    inHand.add(id);
    try {
      await work();
    } finally {
      inHand.delete(id);
    }
  }

  function problem(daily: Daily, kind: Problem['kind']): Problem {
    return { at: clock.now(), channel: daily.channel, kind };
  }

  /** Posts a claim, or says what kept it from being posted. A claim that failed for good is given up. */
  async function post(guild: string, daily: Daily, look: boolean): Promise<Problem['kind'] | undefined> {
    const sent = await send(guild, daily, look);
    if (sent.kind === 'later') return 'post-failed';
    if (sent.kind === 'never') {
      await dailies.abandon(guild, daily.id, problem(daily, sent.problem));
      return sent.problem;
    }
    // Should the store fail here, the claim stands, and the next tick finds the message by its nonce or in the channel.
    await dailies.posted(guild, daily.id, sent.message);
    await openThread(guild, { ...daily, message: sent.message });
    return undefined;
  }

  async function send(guild: string, daily: Daily, look: boolean): Promise<Sent> {
    const body = openMessage(daily, await dailies.answeredSoFar(guild, daily.id), {
      ping: clock.now() - daily.claimedAt < PING_UNTIL_LATE,
    });
    try {
      const before = look
        ? await messenger.findPosted(daily.channel, daily.claimedAt, presses.pick.id(daily.id, 0))
        : undefined;
      // What was posted before its closing time stands and is closed next; what was not comes too late.
      if (!before && clock.now() >= daily.closesAt) return giveUp('post-failed');
      return {
        kind: 'sent',
        message:
          before ?? (await messenger.post(daily.channel, body, { nonce: daily.nonce, urgency: 'daily' })).id,
      };
    } catch (error) {
      const failure = failureOf(error);
      log.warn({ guild, daily: daily.id, failure, err: error }, 'a question was not posted');
      if (failure === 'passing') return { kind: 'later' };
      if (failure === undefined) return giveUp('post-failed');
      return giveUp(failure === 'gone' ? 'channel-gone' : 'not-allowed');
    }
  }

  async function openThread(guild: string, daily: Daily): Promise<void> {
    if (!daily.wantsThread || daily.thread || !daily.message) return;
    try {
      const thread = await messenger.openThread(daily.channel, daily.message, threadName(daily));
      await dailies.threadOpened(guild, daily.id, thread);
    } catch (error) {
      if (failureOf(error) === 'passing') return;
      await dailies.threadOpened(guild, daily.id, undefined);
      await guilds.note(guild, problem(daily, 'no-thread'));
    }
  }

  async function close(guild: string, daily: Daily, at: number): Promise<void> {
    await sleep(Math.max(0, at + DRAIN - clock.now()));
    const closed = await dailies.close(guild, daily.id, at);
    counters.delete(daily.id);
    if (!closed.message) return dailies.finish(guild, daily.id);
    try {
      await messenger.edit(closed.channel, closed.message, closedMessage(closed, guild), 'closing');
    } catch (error) {
      const failure = failureOf(error);
      if (failure === 'passing' && clock.now() - at < CLOSING_TRIED_FOR) return;
      if (failure === 'forbidden') await guilds.note(guild, problem(daily, 'not-allowed'));
      if (failure === undefined)
        log.error({ guild, daily: daily.id, err: error }, 'showing a daily as closed failed');
    }
    await dailies.finish(guild, daily.id);
  }

  async function refreshCounter(guild: string, daily: Daily): Promise<void> {
    if (!daily.message || !dailies.wasTouched(daily.id)) return;
    const refreshedAt = counters.get(daily.id) ?? daily.claimedAt;
    if (!isCounterDue(daily, refreshedAt, clock.now())) return;
    counters.set(daily.id, clock.now());
    dailies.counted(daily.id);
    const body = openMessage(daily, await dailies.answeredSoFar(guild, daily.id), { ping: false });
    try {
      await messenger.edit(daily.channel, daily.message, body, 'counter');
    } catch (error) {
      log.debug({ guild, daily: daily.id, err: error }, 'a counter was not refreshed');
    }
  }

  function needsLook(open: OpenDaily): boolean {
    return !open.ready || open.closesAt <= clock.now() || dailies.wasTouched(open.id);
  }

  async function work(guild: string, id: string): Promise<void> {
    const daily = await dailies.find(guild, id);
    if (!daily) return dailies.finish(guild, id);
    const step = nextStep(daily, clock.now());
    if (step === 'post' || step === 'look-then-post') await post(guild, daily, step === 'look-then-post');
    else if (step === 'close') await close(guild, daily, daily.closesAt);
    else {
      await openThread(guild, daily);
      await refreshCounter(guild, daily);
    }
  }

  async function startDue(guild: string, settings: Guild): Promise<void> {
    for (const schedule of settings.schedules) {
      const now = due(schedule, clock.now());
      if (!now) continue;
      const claim = await dailies.claim(guild, {
        channel: schedule.channel,
        date: now.date,
        ping: now.lateMs < PING_UNTIL_LATE,
      });
      if (claim.kind === 'claimed')
        await alone(claim.daily.id, async () => void (await post(guild, claim.daily, false)));
      else await notPosted(guild, { channel: schedule.channel, date: now.date }, claim);
    }
  }

  /** The date is marked as served, so that a problem is noted once and the next date is tried. */
  async function notPosted(
    guild: string,
    { channel, date }: { readonly channel: string; readonly date: string },
    { kind }: ClaimRefusal,
  ): Promise<void> {
    if (kind === 'no-schedule') return;
    await guilds.change(guild, (now) => {
      const noted = kind === 'already' ? now : withProblem(now, { at: clock.now(), channel, kind });
      const served = (set: Schedule) => (set.channel === channel ? { ...set, lastDate: date } : set);
      return { ...noted, schedules: noted.schedules.map(served) };
    });
  }

  return {
    hasWork(settings) {
      return (
        settings.open.some(needsLook) || settings.schedules.some((schedule) => due(schedule, clock.now()))
      );
    },
    async tick(guild, settings) {
      // What is over is closed before what is next is posted.
      for (const { id } of settings.open.filter(needsLook)) {
        await alone(id, () => work(guild, id)).catch((error: unknown) => {
          log.error({ guild, daily: id, err: error }, 'work on a daily failed');
        });
      }
      await startDue(guild, settings).catch((error: unknown) => {
        log.error({ guild, err: error }, 'starting a daily failed');
      });
    },
    async postNow(guild, channel) {
      const schedule = guilds.find(guild).schedules.find((set) => set.channel === channel);
      if (!schedule) return { kind: 'no-schedule' };
      const claim = await dailies.claim(guild, {
        channel,
        date: localDate(clock.now(), schedule.timeZone),
        ping: true,
      });
      if (claim.kind !== 'claimed') return claim;
      let failed: Problem['kind'] | undefined;
      await alone(claim.daily.id, async () => {
        failed = await post(guild, claim.daily, false);
      });
      if (failed) return { kind: 'failed', problem: failed };
      return { kind: 'posted', daily: (await dailies.find(guild, claim.daily.id)) ?? claim.daily };
    },
    async closeNow(guild, id) {
      const daily = await dailies.find(guild, id);
      if (daily) await alone(id, () => close(guild, daily, Math.min(daily.closesAt, clock.now())));
    },
  };
}
