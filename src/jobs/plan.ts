import PQueue from 'p-queue';
import type { Services } from '../app.ts';
import { NONCE_TRUSTED, PING_UNTIL_LATE } from '../daily/rules.ts';
import type { PublicMessage } from '../discord/components.ts';
import { failureOf } from '../discord/failure.ts';
import { linkTo } from '../discord/text.ts';
import type { Problem } from '../guild/rules.ts';
import { somebodyLeft } from '../member/presence.ts';
import { examMessage, markOf, summaryMessage, themeMessage } from '../plan/channel-view.ts';
import { goalsFor } from '../plan/content.ts';
import type { GroupWeek } from '../plan/effort.ts';
import { examBegins, type PlannedPost } from '../plan/posts.ts';
import { groupOf, type PostClaim, type Week, weekOn } from '../plan/rules.ts';
import type { PlanView } from '../plan/service.ts';
import { QUESTIONS } from '../practice/rules.ts';
import { presses as practicePresses } from '../practice/view.ts';

/** Discord's clock, by which its messages are found, may be behind this machine's by so much, in milliseconds. */
const CLOCKS_DIFFER = 60_000;
/** An event has to lie in the future; one that begins within this is announced without it, in milliseconds. */
const EVENT_AHEAD = 60_000;
const MINUTE = 60_000;
/** So many servers are worked on at a time. */
const AT_ONCE = 8;

/** The scheduled work of plans: a week's theme, what the group did, mock exams on their day. */
export type PlanJobs = {
  /** Posts everything that is due. Never rejects. */
  tick(): Promise<void>;
};

/** Makes the jobs of plans. */
export function createPlanJobs(services: Services): PlanJobs {
  const { plans, groups, members, messenger, records, clock, log } = services;
  const line = new PQueue({ concurrency: AT_ONCE });

  /** The group's week, without those who have left since they were last seen. */
  async function groupWeek(guild: string, week: Week): Promise<GroupWeek> {
    const group = await plans.groupWeek(guild, week);
    const improved = group.mostImproved === undefined ? [] : [group.mostImproved];
    const named = [...group.mostActive.map(({ id }) => id), ...improved];
    const left = await somebodyLeft(services, guild, named);
    return left ? plans.groupWeek(guild, week) : group;
  }

  async function summary(guild: string, view: PlanView, week: Week, ping: boolean): Promise<PublicMessage> {
    const group = await groupWeek(guild, week);
    const names = new Map<string, string>();
    for (const id of [...group.mostActive.map((one) => one.id), group.mostImproved]) {
      if (id !== undefined) names.set(id, (await members.find(guild, id))?.name ?? '');
    }
    const { weakest } = group;
    const practise =
      weakest !== undefined && plans.practises(guild, weakest)
        ? practicePresses.start.id(guild, 'domain', weakest, 'mixed', QUESTIONS.default)
        : undefined;
    return summaryMessage(view, week, { group, names, practise, ping });
  }

  /** An event where the bot may make events; without one the message is enough. */
  async function announce(guild: string, view: PlanView, post: PlannedPost, channel: string): Promise<void> {
    const { plan, profile, planning, zone } = view;
    const startsAt = examBegins(post.date, planning, zone);
    if (startsAt - clock.now() < EVENT_AHEAD) return;
    try {
      await messenger.announce(guild, {
        name: `Mock exam ${plan.exams.indexOf(post.date) + 1} of ${plan.exams.length}`,
        description: `${profile.questions} questions, ${profile.minutes} minutes, each for oneself and at the same time. At that time “Start my exam” appears in the channel.`,
        where: linkTo(guild, channel),
        startsAt,
        endsAt: startsAt + profile.minutes * MINUTE,
      });
    } catch (error) {
      log.warn({ guild, err: error }, 'an event was not made; the message stands without it');
    }
  }

  async function body(
    guild: string,
    view: PlanView,
    post: PlannedPost,
    channel: string,
  ): Promise<PublicMessage | undefined> {
    const ping = clock.now() - post.at < PING_UNTIL_LATE;
    const week = weekOn(view.plan, post.date);
    if (!week) return undefined;
    if (post.kind === 'theme')
      return themeMessage(view, week, { goals: goalsFor(view.plan, view.pack.plan, week), ping });
    if (post.kind === 'summary') return summary(guild, view, week, ping);
    const group = await invite(guild, view, post, channel);
    await announce(guild, view, post, channel);
    return examMessage(view, post.date, { at: examBegins(post.date, view.planning, view.zone), group, ping });
  }

  /** The group exam that the post invites to; undefined where none can be held, and everybody sits one of their own. */
  async function invite(
    guild: string,
    { plan, profile, planning, zone }: PlanView,
    { date }: PlannedPost,
    channel: string,
  ): Promise<string | undefined> {
    const startsAt = examBegins(date, planning, zone);
    const id = groupOf(plan, date);
    const invited = await groups.invite(guild, { id, channel, startsAt, profile, announced: true });
    // A post that is sent again after a crash does not invite to one that was called off meanwhile.
    if (invited.kind === 'invited' && invited.group.phase !== 'over') return id;
    log.info({ guild, refused: invited.kind }, 'a planned mock exam is not sat as a group');
    return undefined;
  }

  async function send(guild: string, claim: PostClaim): Promise<void> {
    const view = plans.find(guild);
    const post = plans.postOf(guild, claim);
    const channel = view?.planning.channel;
    // The plan was moved or ended meanwhile, or the post comes too late to be of use.
    if (!view || !post || !channel || clock.now() >= post.staleAt) return plans.settled(guild, claim);
    try {
      const looks = clock.now() - claim.claimedAt >= NONCE_TRUSTED;
      const mark = markOf(view.plan, claim.kind, claim.date);
      const since = claim.claimedAt - CLOCKS_DIFFER;
      const before = looks ? await messenger.findPosted(channel, since, mark) : undefined;
      if (!before) {
        const message = await body(guild, view, post, channel);
        if (!message) return plans.settled(guild, claim);
        await messenger.post(channel, message, { nonce: claim.nonce, urgency: 'daily' });
      }
    } catch (error) {
      const failure = failureOf(error);
      log.warn({ guild, post: claim.nonce, failure, err: error }, 'a post of a plan was not sent');
      // What may pass is tried again at the next tick, until it comes too late.
      if (failure === 'passing') return;
      const kind: Problem['kind'] =
        failure === undefined ? 'post-failed' : failure === 'gone' ? 'channel-gone' : 'not-allowed';
      return plans.settled(guild, claim, { at: clock.now(), channel, kind });
    }
    await plans.settled(guild, claim);
  }

  async function work(guild: string): Promise<void> {
    const claims = await plans.claim(guild);
    for (const claim of claims) await send(guild, claim);
    // A summary reads everything of everybody, and with many servers on the same Sunday that does not all fit.
    if (claims.some(({ kind }) => kind === 'summary')) records.forget(guild);
  }

  return {
    async tick() {
      const failed = (guild: string) => (error: unknown) =>
        log.error({ guild, err: error }, 'work on a plan failed');
      await line.addAll(plans.withWork().map((guild) => () => work(guild).catch(failed(guild))));
    },
  };
}
