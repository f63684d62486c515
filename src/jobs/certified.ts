import type { Services } from '../app.ts';
import type { Certified } from '../certified/rules.ts';
import { congratulation, markOf, requestMarkOf, requestMessage } from '../certified/view.ts';
import { NONCE_TRUSTED } from '../daily/rules.ts';
import type { PublicMessage } from '../discord/components.ts';
import { failureOf } from '../discord/failure.ts';
import { certifiedChannel, type Problem, withProblem, withRoleGiven } from '../guild/rules.ts';
import { isListed } from '../member/rules.ts';

/** Whose pass, and of which pack. */
type Of = { readonly guild: string; readonly member: string; readonly pack: string };

/** What is sent when somebody passed: a moderator is asked, the group is told, a role is given, all of it taken back. */
export type CertifiedJobs = {
  /** Does everything that is left to do, of one server or of all. Never rejects. */
  tick(guild?: string): Promise<void>;
};

/** Makes the jobs of passed exams. All of it can be begun again from the store. */
export function createCertifiedJobs(services: Services): CertifiedJobs {
  const { certified, guilds, members, messenger, packs, clock, log } = services;
  const busy = new Map<string, Promise<void>>();

  async function problem(guild: string, channel: string, kind: Problem['kind']): Promise<void> {
    await guilds.change(guild, (now) => withProblem(now, { at: clock.now(), channel, kind }));
  }

  /** Posts once, also after a crash; undefined where the channel does not take it, which is noted. */
  async function post(
    { guild }: Of,
    to: { readonly channel: string; readonly mark: string; readonly nonce: string; readonly since: number },
    body: PublicMessage,
  ): Promise<string | undefined> {
    const { channel, mark, nonce, since } = to;
    try {
      const looks = clock.now() - since >= NONCE_TRUSTED;
      const before = looks ? await messenger.findPosted(channel, since, mark) : undefined;
      return before ?? (await messenger.post(channel, body, { nonce, urgency: 'daily' })).id;
    } catch (error) {
      const failure = failureOf(error);
      if (failure === 'passing') throw error;
      log.warn({ guild, channel, failure, err: error }, 'that somebody passed could not be posted');
      await problem(
        guild,
        channel,
        failure === 'gone' ? 'channel-gone' : failure ? 'not-allowed' : 'post-failed',
      );
      return undefined;
    }
  }
  /** Changes what stands already; one that is gone stays so. */
  async function edit(
    { guild }: Of,
    message: NonNullable<Certified['post']>,
    body: PublicMessage,
  ): Promise<void> {
    try {
      await messenger.edit(message.channel, message.id, body, 'daily');
    } catch (error) {
      if (failureOf(error) === 'passing') throw error;
      log.info({ guild, err: error }, 'a message of a passed exam could not be edited');
    }
  }
  const examOf = ({ pack }: Of) => packs.get(pack)?.exam.title ?? 'The exam';
  const nonceOf = (kind: string, { at }: Certified, { member }: Of) =>
    `${kind}${at.toString(36)}${BigInt(member).toString(36)}`.slice(0, 25);

  /** Posts a message, or changes the one that stands; undefined where there is none in the end. */
  async function stand(
    of: Of,
    before: Certified['post'],
    to: Omit<Parameters<typeof post>[1], 'channel'> & { readonly channel: string | undefined },
    body: PublicMessage,
  ): Promise<Certified['post']> {
    if (before) {
      await edit(of, before, body);
      return before;
    }
    const { channel } = to;
    const id = channel === undefined ? undefined : await post(of, { ...to, channel }, body);
    return channel === undefined || id === undefined ? undefined : { channel, id };
  }

  async function ask(of: Of, now: Certified, name: string): Promise<void> {
    const settings = guilds.find(of.guild);
    const channel = settings.certified.approveIn;
    const { member, pack } = of;
    const tells = certifiedChannel(settings) !== undefined;
    const body = requestMessage({ member, pack, name, exam: examOf(of), date: now.date, tells });
    const to = { mark: requestMarkOf(member, pack), nonce: nonceOf('q', now, of), since: now.at };
    const request = await stand(of, now.request, { ...to, channel }, body);
    // Said again meanwhile with another date: then that is asked next.
    await certified.keep(of.guild, of, (kept) => ({
      ...kept,
      ...(request && { request }),
      asked: kept.date === now.date,
    }));
  }

  /** Does what may fail for good, such as taking away what is gone; what may pass is tried again. */
  async function quietly({ guild }: Of, what: string, act: () => Promise<void>): Promise<void> {
    try {
      await act();
    } catch (error) {
      if (failureOf(error) === 'passing') throw error;
      log.info({ guild, err: error }, `${what} could not be taken back`);
    }
  }

  /** Tells nobody, for who hid or left meanwhile. A crash may have come between the message and its note: then it goes. */
  async function hush(of: Of, now: Certified): Promise<void> {
    const { guild, member } = of;
    const channel = certifiedChannel(guilds.find(guild));
    if (channel !== undefined && now.post === undefined)
      await quietly(of, 'a message', async () => {
        const id = await messenger.findPosted(channel, now.at, markOf(member));
        if (id) await messenger.remove(channel, id);
      });
    await certified.keep(guild, of, (kept) => ({
      ...kept,
      stage: kept.stage === 'telling' ? 'quiet' : kept.stage,
    }));
  }

  async function tell(of: Of, now: Certified, name: string): Promise<void> {
    const { guild, member } = of;
    const role = await giveRole(of, now.role);
    const channel = certifiedChannel(guilds.find(guild));
    // Who passed later does not move anybody's place when a date is put right.
    const before = (await certified.wall(guild)).filter((shown) => shown.certified.at <= now.at);
    const body = congratulation({
      member,
      name,
      exam: examOf(of),
      date: now.date,
      place: Math.max(1, before.length),
    });
    const to = { mark: markOf(member), nonce: nonceOf('c', now, of), since: now.at };
    const standing = await stand(of, now.post, { ...to, channel }, body);
    await certified.keep(guild, of, (kept) => ({
      ...kept,
      role,
      ...(standing && { post: standing }),
      // Taken back meanwhile, or said again with another date: then that is done next.
      stage: kept.stage === 'telling' && kept.date === now.date ? 'told' : kept.stage,
    }));
  }

  /**
   * Gives the role and keeps which, first, so that one given just before a crash is found when all is taken back. It is judged
   * as it is now: one that has got powers since it was set is not given. Resolves with what the member has.
   */
  async function giveRole(of: Of, before: string | undefined): Promise<string | undefined> {
    const { guild, member } = of;
    const role = before ?? guilds.find(guild).certified.role;
    if (!role) return undefined;
    const refused = messenger.roleProblem(guild, role);
    let given = false;
    if (!refused) await certified.keep(guild, of, (kept) => ({ ...kept, role }));
    try {
      if (!refused) {
        await messenger.setRole(guild, member, { role, on: true });
        given = true;
      }
    } catch (error) {
      if (failureOf(error) === 'passing') throw error;
      log.warn({ guild, err: error }, 'the role of those who passed was not given');
    }
    // Outside of what is said of the role: a full disk here would else have it that it was not given.
    await guilds.change(guild, (now) =>
      given ? withRoleGiven(now) : withProblem(now, { at: clock.now(), kind: 'no-role' }),
    );
    return given ? role : before;
  }

  /** Takes away a request that no note was made of: a crash came between the two, or it was decided at that moment. */
  async function takeLostRequest({ guild, member, pack }: Of, now: Certified): Promise<void> {
    const channel = guilds.find(guild).certified.approveIn;
    const was = { asked: now.asked || now.request !== undefined, told: now.post ?? now.role };
    if (was.asked || was.told || channel === undefined) return;
    const id = await messenger.findPosted(channel, now.at, requestMarkOf(member, pack));
    if (id) await messenger.remove(channel, id);
  }

  async function takeBack(of: Of, now: Certified): Promise<void> {
    const { guild, member } = of;
    await quietly(of, 'a request', () => takeLostRequest(of, now));
    for (const message of [now.post, now.request])
      if (message) await quietly(of, 'a message', () => messenger.remove(message.channel, message.id));
    const { role } = now;
    if (role) await quietly(of, 'a role', () => messenger.setRole(guild, member, { role, on: false }));
    await certified.takenBack(guild, of, now);
  }

  async function work(of: Of): Promise<void> {
    const now = (await certified.find(of.guild, of.member, of.pack))?.certified;
    if (!now) return;
    if (now.stage === 'undoing') return takeBack(of, now);
    const member = await members.find(of.guild, of.member);
    const name = member?.name ?? '';
    if (now.stage === 'asked' && !now.asked) return ask(of, now, name);
    if (now.stage !== 'telling') return;
    return member && isListed(member) ? tell(of, now, name) : hush(of, now);
  }

  /** One at a time for each pass: a press and a tick may come together. */
  function workOnce(of: Of): Promise<void> {
    const key = `${of.guild} ${of.member} ${of.pack}`;
    const mine = (busy.get(key) ?? Promise.resolve())
      .then(() => work(of))
      .catch((error: unknown) => {
        if (failureOf(error) !== 'passing') log.error({ ...of, err: error }, 'work on a passed exam failed');
      });
    busy.set(key, mine);
    return mine.then(() => {
      if (busy.get(key) === mine) busy.delete(key);
    });
  }

  return {
    async tick(guild) {
      await Promise.all(certified.withWork(guild).map(workOnce));
    },
  };
}
