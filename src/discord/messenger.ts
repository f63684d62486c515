import {
  ChannelType,
  type Client,
  DiscordAPIError,
  GuildScheduledEventEntityType,
  GuildScheduledEventPrivacyLevel,
  PermissionFlagsBits,
  Routes,
} from 'discord.js';
import { z } from 'zod';
import type { Budget, Urgency } from './budget.ts';
import { LIMITS } from './limits.ts';
import { plain } from './text.ts';

/** A message as the API gives it back; only what is read. */
const Posted = z.object({ id: z.string() });
const Listed = z.array(
  z.object({
    id: z.string(),
    author: z.object({ id: z.string() }),
    components: z.array(z.unknown()).default([]),
  }),
);

const Events = z.array(
  z.object({
    id: z.string(),
    name: z.string(),
    creator_id: z.string().nullish(),
    scheduled_start_time: z.coerce.date(),
    entity_metadata: z.object({ location: z.string().nullish() }).nullish(),
  }),
);

/** What is missing in a channel, by Discord's own names; undefined when the channel is gone or cannot be seen. */
export type RoomCheck = {
  readonly needed: readonly string[];
  readonly threads: readonly string[];
  /** Whether a thread can be opened here and written in: there are none within a thread. */
  readonly canPlayInThread: boolean;
  readonly mayMentionEveryone: boolean;
  /** Whether everybody of the server sees what is posted here. */
  readonly everyoneSees: boolean;
};

/** An event in a server's calendar; times in epoch milliseconds. */
export type CalendarEvent = {
  readonly name: string;
  readonly description: string;
  readonly where: string;
  readonly startsAt: number;
  readonly endsAt: number;
};

/** Why a role is not given: it is gone, it would give powers that not everybody has, or the bot may not give it. */
export type RoleProblem = 'gone' | 'powerful' | 'managed' | 'above-me' | 'not-allowed';

/** Everything the bot sends that is not the answer to an interaction. Each request keeps to the budget. */
export type Messenger = {
  /** Posts once, even when repeated: Discord returns the first message for the same nonce within a few minutes. */
  post(
    channel: string,
    body: object,
    as: { readonly nonce: string; readonly urgency: Urgency },
  ): Promise<{ readonly id: string }>;
  edit(channel: string, message: string, body: object, urgency: Urgency): Promise<void>;
  /** Edits a counter if, when there is room for it, there is still something to show. */
  editIf(channel: string, message: string, body: () => Promise<object | undefined>): Promise<void>;
  /** The bot's own message in a channel since then that carries this text in a custom id. */
  findPosted(channel: string, since: number, carrying: string): Promise<string | undefined>;
  /** Opens a thread under a message; the one that is there already when there is one. */
  openThread(channel: string, message: string, name: string): Promise<string>;
  /** Takes a private message away by the token of the press that made it; failures do not matter. */
  dropPrivate(token: string): Promise<void>;
  /** The channel of somebody's direct messages. That one can be had does not say that they are open. */
  openDirect(user: string): Promise<string>;
  /** Writes to a person directly; rejects where their direct messages are closed. */
  write(user: string, body: object): Promise<void>;
  /** Deletes one of the bot's messages; one that is gone is fine. */
  remove(channel: string, message: string): Promise<void>;
  /**
   * Puts an event into the server's calendar, unless it has one of this name at this time. Resolves with false where the bot
   * may not make events.
   */
  announce(guild: string, event: CalendarEvent): Promise<boolean>;
  /** Takes the bot's own event of this time and place out of the calendar; none there, or none allowed, is fine. */
  withdraw(guild: string, event: Pick<CalendarEvent, 'where' | 'startsAt'>): Promise<void>;
  /** Gives a member a role, or takes it away; rejects where the bot may not. */
  setRole(guild: string, member: string, to: { readonly role: string; readonly on: boolean }): Promise<void>;
  /** Why the bot cannot or should not give a role, from what the gateway told; undefined when it can. */
  roleProblem(guild: string, role: string): RoleProblem | undefined;
  /** A server's name as plain text; undefined for one the bot is not in. */
  serverName(guild: string): string | undefined;
  /** What the bot may do in a channel, from what the gateway told. */
  check(guild: string, channel: string): RoomCheck | undefined;
  /** Which of up to 100 members are still there; undefined when the gateway does not answer in time. */
  present(guild: string, members: readonly string[]): Promise<ReadonlySet<string> | undefined>;
};

const NEEDED_ANYWHERE = {
  'View Channel': PermissionFlagsBits.ViewChannel,
  'Embed Links': PermissionFlagsBits.EmbedLinks,
  'Read Message History': PermissionFlagsBits.ReadMessageHistory,
} as const;
const IN_THREADS = { 'Send Messages in Threads': PermissionFlagsBits.SendMessagesInThreads } as const;
const NEEDED = { 'Send Messages': PermissionFlagsBits.SendMessages, ...NEEDED_ANYWHERE } as const;
const NEEDED_IN_THREADS = { ...IN_THREADS, ...NEEDED_ANYWHERE } as const;
const FOR_THREADS = { 'Create Public Threads': PermissionFlagsBits.CreatePublicThreads } as const;

/** Unless a body says whom it may ping, it pings nobody. */
const NO_MENTIONS = { allowed_mentions: { parse: [] } } as const;
/** Channels whose messages can have threads. */
const WITH_THREADS: readonly ChannelType[] = [ChannelType.GuildText, ChannelType.GuildAnnouncement];
/** Discord's clock, by which its messages are found, may be behind this machine's by so much, in milliseconds. */
const CLOCKS_DIFFER = 60_000;
const DISCORD_EPOCH = 1_420_070_400_000;
const THREAD_EXISTS = 160004;
const THREAD_ARCHIVES_AFTER_MINUTES = 4320;
const GATEWAY_ANSWERS_WITHIN = 1000;

/** Makes the messenger of a client. */
export function createMessenger(client: Client, budget: Budget): Messenger {
  async function openDirect(user: string, urgency: Urgency): Promise<string> {
    const opened = await budget.run(urgency, () =>
      client.rest.post(Routes.userChannels(), { body: { recipient_id: user } }),
    );
    return Posted.parse(opened).id;
  }
  function mayMakeEvents(guild: string): boolean {
    const me = client.guilds.cache.get(guild)?.members.me;
    return me?.permissions.has(PermissionFlagsBits.CreateEvents) ?? false;
  }
  async function eventsOf(guild: string) {
    return Events.parse(await budget.run('daily', () => client.rest.get(Routes.guildScheduledEvents(guild))));
  }
  return {
    async post(channel, body, { nonce, urgency }) {
      return Posted.parse(
        await budget.run(urgency, () =>
          client.rest.post(Routes.channelMessages(channel), {
            body: { ...NO_MENTIONS, ...body, nonce, enforce_nonce: true },
          }),
        ),
      );
    },
    async edit(channel, message, body, urgency) {
      await budget.run(urgency, () =>
        client.rest.patch(Routes.channelMessage(channel, message), { body: { ...NO_MENTIONS, ...body } }),
      );
    },
    async editIf(channel, message, body) {
      await budget.run('counter', async () => {
        const current = await body();
        if (!current) return;
        await client.rest.patch(Routes.channelMessage(channel, message), {
          body: { ...NO_MENTIONS, ...current },
        });
      });
    },
    async findPosted(channel, since, carrying) {
      let after = String((BigInt(since - CLOCKS_DIFFER - DISCORD_EPOCH) << 22n) - 1n);
      for (;;) {
        const query = new URLSearchParams({ after, limit: String(LIMITS.messagesPage) });
        const page = Listed.parse(
          await budget.run('daily', () => client.rest.get(Routes.channelMessages(channel), { query })),
        );
        const found = page.find(
          (message) =>
            message.author.id === client.user?.id && JSON.stringify(message.components).includes(carrying),
        );
        if (found) return found.id;
        if (page.length < LIMITS.messagesPage) return undefined;
        after = page.reduce((latest, { id }) => (BigInt(id) > BigInt(latest) ? id : latest), after);
      }
    },
    async openThread(channel, message, name) {
      try {
        const made = await budget.run('daily', () =>
          client.rest.post(Routes.threads(channel, message), {
            body: {
              name: name.slice(0, LIMITS.threadName),
              auto_archive_duration: THREAD_ARCHIVES_AFTER_MINUTES,
            },
          }),
        );
        return Posted.parse(made).id;
      } catch (error) {
        // A thread made from a message has the message's id.
        if (error instanceof DiscordAPIError && error.code === THREAD_EXISTS) return message;
        throw error;
      }
    },
    async dropPrivate(token) {
      const { applicationId } = client.application
        ? { applicationId: client.application.id }
        : { applicationId: '' };
      try {
        await budget.run('counter', () =>
          client.rest.delete(Routes.webhookMessage(applicationId, token, '@original'), { auth: false }),
        );
      } catch {
        // The member may have dismissed it, or its token has run out: it is gone either way.
      }
    },
    openDirect: (user) => openDirect(user, 'daily'),
    async write(user, body) {
      const channel = await openDirect(user, 'counter');
      await budget.run('counter', () =>
        client.rest.post(Routes.channelMessages(channel), { body: { ...NO_MENTIONS, ...body } }),
      );
    },
    serverName(guild) {
      const name = client.guilds.cache.get(guild)?.name;
      return name === undefined ? undefined : plain(name);
    },
    async remove(channel, message) {
      await unlessGone(() =>
        budget.run('closing', () => client.rest.delete(Routes.channelMessage(channel, message))),
      );
    },
    async announce(guild, { name, description, where, startsAt, endsAt }) {
      if (!mayMakeEvents(guild)) return false;
      const start = new Date(startsAt).toISOString();
      const there = await eventsOf(guild);
      // An event has no nonce: after a crash it is recognised by what it is.
      if (there.some((event) => event.name === name && event.scheduled_start_time.getTime() === startsAt))
        return true;
      await budget.run('daily', () =>
        client.rest.post(Routes.guildScheduledEvents(guild), {
          body: {
            name: name.slice(0, LIMITS.eventName),
            description: description.slice(0, LIMITS.eventDescription),
            privacy_level: GuildScheduledEventPrivacyLevel.GuildOnly,
            entity_type: GuildScheduledEventEntityType.External,
            entity_metadata: { location: where.slice(0, LIMITS.eventLocation) },
            scheduled_start_time: start,
            scheduled_end_time: new Date(endsAt).toISOString(),
          },
        }),
      );
      return true;
    },
    async withdraw(guild, { where, startsAt }) {
      if (!mayMakeEvents(guild)) return;
      const mine = (await eventsOf(guild)).filter(
        (event) =>
          event.creator_id === client.user?.id &&
          event.entity_metadata?.location === where.slice(0, LIMITS.eventLocation) &&
          event.scheduled_start_time.getTime() === startsAt,
      );
      for (const { id } of mine)
        await unlessGone(() =>
          budget.run('daily', () => client.rest.delete(Routes.guildScheduledEvent(guild, id))),
        );
    },
    async setRole(guild, member, { role, on }) {
      const path = Routes.guildMemberRole(guild, member, role);
      await budget.run('daily', () => (on ? client.rest.put(path) : client.rest.delete(path)));
    },
    roleProblem(guild, id) {
      const cached = client.guilds.cache.get(guild);
      const role = cached?.roles.cache.get(id);
      const me = cached?.members.me;
      if (!cached || !role || !me) return 'gone';
      if (role.managed || role.id === guild) return 'managed';
      // What everybody may do anyway is no power.
      const everyone = cached.roles.everyone.permissions;
      if (role.permissions.remove(everyone).bitfield !== 0n) return 'powerful';
      if (!me.permissions.has(PermissionFlagsBits.ManageRoles)) return 'not-allowed';
      return role.comparePositionTo(me.roles.highest) < 0 ? undefined : 'above-me';
    },
    check(guild, channel) {
      const cached = client.guilds.cache.get(guild);
      const room = cached?.channels.cache.get(channel);
      const me = cached?.members.me;
      if (!room || !me) return undefined;
      const may = room.permissionsFor(me);
      const missing = (wanted: Readonly<Record<string, bigint>>) =>
        Object.entries(wanted).flatMap(([name, flag]) => (may.has(flag) ? [] : [name]));
      return {
        needed: missing(room.isThread() ? NEEDED_IN_THREADS : NEEDED),
        threads: missing(FOR_THREADS),
        canPlayInThread:
          WITH_THREADS.includes(room.type) && missing({ ...FOR_THREADS, ...IN_THREADS }).length === 0,
        mayMentionEveryone: may.has(PermissionFlagsBits.MentionEveryone),
        everyoneSees:
          room.type !== ChannelType.PrivateThread &&
          room.permissionsFor(cached.roles.everyone).has(PermissionFlagsBits.ViewChannel),
      };
    },
    async present(guild, members) {
      const cached = client.guilds.cache.get(guild);
      if (!cached || members.length === 0) return undefined;
      const user = members.slice(0, LIMITS.membersAtOnce);
      try {
        const found = await cached.members.fetch({ user, time: GATEWAY_ANSWERS_WITHIN });
        return new Set(found.keys());
      } catch {
        return undefined;
      }
    },
  };
}

/** Deletes something; that it is gone already is fine. */
async function unlessGone(remove: () => Promise<unknown>): Promise<void> {
  try {
    await remove();
  } catch (error) {
    if (!(error instanceof DiscordAPIError) || error.status !== 404) throw error;
  }
}
