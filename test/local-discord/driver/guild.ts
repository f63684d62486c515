import type { APIRole } from 'discord.js';
import { channelOnWire, guildOnWire, memberOnWire } from '../on-wire.ts';
import { BOT_PERMISSIONS, bits, EVERYONE, type Permission } from '../permissions.ts';
import type { ChannelState, GuildState, UserState, World } from '../world.ts';
import { createChannel, createRole, createUser } from '../world-parts.ts';
import { Member } from './member.ts';
import { Room } from './room.ts';

/** A server that is to be made. */
export type GuildOptions = {
  readonly name?: string;
  readonly locale?: string;
  /** Exactly what the bot may do; when left out, what its invitation asks for and what everyone may. */
  readonly botPermissions?: readonly Permission[];
};

/** What somebody is given and denied in a channel. */
export type Overwrite = { readonly allow?: readonly Permission[]; readonly deny?: readonly Permission[] };

/** A channel that is to be made; `allow` and `deny` are for the bot. */
export type ChannelOptions = Overwrite & {
  /** 0 text (default), 2 voice, 4 category, 5 announcements, 15 forum. */
  readonly type?: number;
};

/** A member that is to be added. */
export type MemberOptions = {
  /** Beyond what everyone may. */
  readonly permissions?: readonly Permission[];
  readonly locale?: string;
  readonly nick?: string;
  readonly dmsClosed?: boolean;
};

/** A role that is to be made. */
export type RoleOptions = {
  readonly name: string;
  readonly permissions?: readonly Permission[];
  readonly mentionable?: boolean;
  /** Whether it stands above the bot's own role, so that the bot cannot give it. */
  readonly aboveBot?: boolean;
};

const BOT_POSITION = 200;

/** A server. What is changed after the bot has connected is sent to it as Discord would. */
export class Guild {
  readonly #world: World;
  readonly #state: GuildState;
  readonly #botRole: APIRole;
  readonly #memberRole: APIRole | undefined;

  constructor(world: World, { name = 'a server', locale = 'en-US', botPermissions }: GuildOptions = {}) {
    this.#world = world;
    const owner = createUser(world.ids.old(), `${name} owner`);
    world.users.set(owner.wire.id, owner);
    const id = world.ids.guild();
    this.#state = {
      id,
      name,
      locale,
      ownerId: owner.wire.id,
      roles: new Map(),
      channels: new Map(),
      members: new Map(),
      events: new Map(),
      commands: new Map(),
      commandsMade: { day: 0, count: 0 },
    };
    // With exact permissions for the bot, what members may do comes from a role of theirs.
    const everyone = botPermissions ? [] : EVERYONE;
    this.#state.roles.set(id, createRole(id, { name: '@everyone', permissions: everyone, position: 0 }));
    this.#memberRole = botPermissions ? this.#role({ name: 'Members', permissions: EVERYONE }) : undefined;
    this.#botRole = createRole(world.ids.old(), {
      name: world.bot.wire.username,
      permissions: botPermissions ?? BOT_PERMISSIONS,
      position: BOT_POSITION,
      managedBy: world.bot.wire.id,
    });
    this.#state.roles.set(this.#botRole.id, this.#botRole);
    world.guilds.set(id, this.#state);
    this.#join(owner);
    this.#join(world.bot, [this.#botRole.id]);
    world.dispatch.send('GUILD_CREATE', guildOnWire(world, this.#state), id);
  }

  get id(): string {
    return this.#state.id;
  }
  get name(): string {
    return this.#state.name;
  }
  get rooms(): readonly Room[] {
    return [...this.#state.channels.values()].map((state) => new Room(this.#world, state));
  }
  /** The bot is in it. */
  get hasBot(): boolean {
    return this.#state.members.has(this.#world.bot.wire.id);
  }
  /** The events in its calendar. */
  get events(): readonly { readonly name: string; readonly startsAt: number }[] {
    return [...this.#state.events.values()].map((event) => ({
      name: event.name,
      startsAt: Date.parse(event.scheduled_start_time),
    }));
  }
  /** The commands of this server alone, by name. */
  get commands(): readonly string[] {
    return [...this.#state.commands.values()].map(({ name }) => name);
  }

  addChannel(name: string, { deny = [], allow = [], type = 0 }: ChannelOptions = {}): Room {
    const position = this.#state.channels.size;
    const channel = createChannel(this.#world.ids.old(), { guild: this.#state, name, type, position });
    if (deny.length > 0 || allow.length > 0)
      this.#overwrite(channel, this.#world.bot.wire.id, { allow, deny });
    this.#state.channels.set(channel.id, channel);
    this.#world.channels.set(channel.id, channel);
    this.#tell('CHANNEL_CREATE', channelOnWire(channel));
    return new Room(this.#world, channel);
  }

  /** Adds somebody new by name, or somebody who is in another server already. The bot is not told: it has no such intent. */
  addMember(who: string | Member, options: MemberOptions = {}): Member {
    const { permissions = [], locale, nick, dmsClosed } = options;
    const known = typeof who === 'string' ? undefined : this.#world.users.get(who.id);
    const user = known ?? createUser(this.#world.ids.old(), typeof who === 'string' ? who : who.name);
    if (locale) user.locale = locale;
    if (dmsClosed !== undefined) user.dmsClosed = dmsClosed;
    this.#world.users.set(user.wire.id, user);
    const roles = permissions.length > 0 ? [this.#roleWith(permissions).id] : [];
    this.#join(user, [...roles, ...(this.#memberRole ? [this.#memberRole.id] : [])], nick);
    return new Member(this.#world, user, this.#state);
  }

  /** A member leaves; the bot is not told. */
  removeMember(member: Member): void {
    this.#state.members.delete(member.id);
  }

  addRole(options: RoleOptions): { readonly id: string; readonly name: string } {
    const role = this.#role(options);
    this.#tell('GUILD_ROLE_CREATE', { guild_id: this.id, role });
    return { id: role.id, name: role.name };
  }

  deleteRole({ id }: { readonly id: string }): void {
    this.#state.roles.delete(id);
    for (const { roles } of this.#state.members.values()) roles.delete(id);
    this.#tell('GUILD_ROLE_DELETE', { guild_id: this.id, role_id: id });
  }

  /** Changes what the bot may do in the whole server. Needs `botPermissions` to be exact. */
  setBotPermissions(permissions: readonly Permission[]): void {
    this.#botRole.permissions = bits(permissions).toString();
    this.#tell('GUILD_ROLE_UPDATE', { guild_id: this.id, role: this.#botRole });
  }

  /** Takes permissions from the bot in one channel; what was denied or allowed there before is replaced. */
  denyBot(room: Room, deny: readonly Permission[], allow: readonly Permission[] = []): void {
    this.setOverwrite(room, this.#world.bot.wire, { allow, deny });
  }

  /** Sets what a role, a member or everyone (`{ id: guild.id }`) is given and denied in one channel. */
  setOverwrite(room: Room, { id }: { readonly id: string }, given: Overwrite): void {
    const channel = this.#state.channels.get(room.id);
    if (!channel) throw new Error(`#${room.name} is not in ${this.name}`);
    this.#overwrite(channel, id, given);
    this.#tell('CHANNEL_UPDATE', channelOnWire(channel));
  }

  /** Gives the bot another role. */
  giveBotRole({ id }: { readonly id: string }): void {
    const me = this.#state.members.get(this.#world.bot.wire.id);
    if (!me) throw new Error(`the bot is not in ${this.name}`);
    me.roles.add(id);
    this.#tell('GUILD_MEMBER_UPDATE', { guild_id: this.id, ...memberOnWire(me) });
  }

  rename(name: string): void {
    this.#state.name = name;
    this.#tell('GUILD_UPDATE', guildOnWire(this.#world, this.#state));
  }

  /** Removes the bot from the server. */
  kickBot(): void {
    this.#state.members.delete(this.#world.bot.wire.id);
    this.#world.dispatch.send('GUILD_DELETE', { id: this.id }, this.id);
  }

  /** Invites it again. */
  returnBot(): void {
    this.#join(this.#world.bot, [this.#botRole.id]);
    this.#tell('GUILD_CREATE', guildOnWire(this.#world, this.#state));
  }

  /** The server is unavailable for a while, as in an outage of Discord's; `comeBack` ends it. */
  goDown(): void {
    this.#tell('GUILD_DELETE', { id: this.id, unavailable: true });
  }
  comeBack(): void {
    this.#tell('GUILD_CREATE', guildOnWire(this.#world, this.#state));
  }

  #join(user: UserState, roles: readonly string[] = [], nick?: string): void {
    this.#state.members.set(user.wire.id, {
      user,
      guild: this.#state,
      roles: new Set(roles),
      joinedAt: new Date(this.#world.clock.now()).toISOString(),
      nick: nick ?? null,
    });
  }

  #role({ name, permissions = [], mentionable = false, aboveBot = false }: RoleOptions): APIRole {
    const position = this.#state.roles.size + (aboveBot ? BOT_POSITION : 0);
    const role = createRole(this.#world.ids.old(), { name, permissions, position, mentionable });
    this.#state.roles.set(role.id, role);
    return role;
  }

  #roleWith(permissions: readonly Permission[]): APIRole {
    const name = [...permissions].sort().join(' + ');
    const known = [...this.#state.roles.values()].find((role) => role.name === name);
    if (known) return known;
    const role = this.#role({ name, permissions });
    this.#tell('GUILD_ROLE_CREATE', { guild_id: this.id, role });
    return role;
  }

  #overwrite(channel: ChannelState, id: string, { allow = [], deny = [] }: Overwrite): void {
    const type = this.#state.roles.has(id) ? 0 : 1;
    channel.overwrites.set(id, { id, type, allow: bits(allow).toString(), deny: bits(deny).toString() });
  }

  #tell(event: string, data: unknown): void {
    if (this.hasBot) this.#world.dispatch.send(event, data, this.id);
  }
}
