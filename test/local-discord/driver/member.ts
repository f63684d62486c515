import { type Act, sendInteraction } from '../interactions.ts';
import { createMessage } from '../messages.ts';
import { channelPermissions, has } from '../permissions.ts';
import { type Component, TYPE, walkComponents } from '../rules/bodies.ts';
import type { CommandBody } from '../rules/commands.ts';
import type { ChannelState, GuildState, MessageState, UserState, World } from '../world.ts';
import { openDirect } from '../world-parts.ts';
import { Answer, type Modal } from './answer.ts';
import { findCommand, requireVisible } from './commands.ts';
import { type Message, messageOf } from './message.ts';
import { type Filled, fillModal, resolve } from './modal-values.ts';
import { fillOptions, type Given, type SentOption, typeOfFocused } from './options.ts';
import { Room } from './room.ts';
import { componentsOf } from './seen.ts';
import { createResolved, type Value } from './values.ts';

const COMMAND = 2;
const COMPONENT = 3;
const AUTOCOMPLETE = 4;
const MODAL = 5;

/** Where a member acts; the server's first channel when left out. */
export type Where = {
  readonly in?: Room;
  /** Sends it although Discord hides the command from this member. */
  readonly force?: boolean;
};

/** A person in a server, acted by the test. Whatever Discord's own client would not let a member do is thrown as an error. */
export class Member {
  readonly #world: World;
  readonly #user: UserState;
  readonly #guild: GuildState;

  constructor(world: World, user: UserState, guild: GuildState) {
    this.#world = world;
    this.#user = user;
    this.#guild = guild;
  }

  get id(): string {
    return this.#user.wire.id;
  }
  get name(): string {
    return this.#user.wire.global_name ?? this.#user.wire.username;
  }
  /** The ids of this member's roles. */
  get roles(): readonly string[] {
    return [...(this.#guild.members.get(this.id)?.roles ?? [])];
  }
  /** The direct messages with the bot. */
  get direct(): Room {
    return new Room(this.#world, openDirect(this.#world, this.#user));
  }
  /** From now on direct messages are refused, or taken again. */
  closeDirectMessages(closed = true): void {
    this.#user.dmsClosed = closed;
  }
  /** Carries another name in this server. */
  rename(nick: string | null): void {
    const member = this.#guild.members.get(this.id);
    if (member) member.nick = nick;
  }

  /** Runs a slash command: `/setup daily` with its options. */
  async run(command: string, given: Given = {}, where: Where = {}): Promise<Answer> {
    const channel = this.#channel(where.in);
    const { data } = this.#command({ text: command, given, channel, force: where.force });
    return this.#send({ type: COMMAND, data, channel, what: `${this.name} runs ${command}` });
  }

  /** What is suggested for an option while it is typed. */
  async complete(
    command: string,
    given: Given,
    focused: string,
    where: Where = {},
  ): Promise<readonly { readonly name: string; readonly value: string | number }[]> {
    const channel = this.#channel(where.in);
    const { data, options } = this.#command({ text: command, given, channel, force: where.force, focused });
    const what = `${this.name} types ${focused} of ${command}`;
    const optionType = typeOfFocused(options);
    const act: Act = { type: AUTOCOMPLETE, data, user: this.#user, channel, what, optionType };
    return (await sendInteraction(this.#world, act)).choices ?? [];
  }

  /** Presses a button, found by its label or custom id. */
  async press(message: Message, button: string): Promise<Answer> {
    const source = this.#sees(message);
    const { customId, disabled, label } = message.button(button);
    if (disabled) throw new Error(`the button "${label}" is disabled`);
    if (!customId) throw new Error(`the button "${label}" is a link`);
    return this.#use(source, { customId, what: `presses "${label}"` });
  }

  /** Sends a press with any custom id, whatever the message shows. */
  async pressRaw(message: Message, customId: string): Promise<Answer> {
    return this.#use(this.#sees(message), { customId, what: `presses ${customId}` });
  }

  /** Picks in a select, found by its custom id or placeholder: options by label or value, else members, roles, channels. */
  async choose(message: Message, select: string, values: readonly Value[]): Promise<Answer> {
    const source = this.#sees(message);
    const { customId, disabled, min, max } = message.select(select);
    if (disabled) throw new Error(`the select "${select}" is disabled`);
    if (values.length < min || values.length > max)
      throw new Error(`the select "${select}" takes ${min} to ${max} values, not ${values.length}`);
    const [part] = [...walkComponents(componentsOf(source.wire))].find(
      ([one]) => one.custom_id === customId,
    )!;
    const resolved = createResolved(this.#world, source.channel);
    const chosen = values.map((value) => resolve(part, value, resolved));
    const extra = { values: chosen, ...(resolved.any ? { resolved: resolved.any } : {}) };
    return this.#use(source, { customId, what: `chooses ${chosen.join(', ')}`, part, extra });
  }

  /** Sends a modal, its fields by label or custom id; what is left out keeps what was filled in. */
  async submit(answer: Answer, filled: Filled = {}, where: Where = {}): Promise<Answer> {
    const modal: Modal = answer.modal;
    const channel = modal.source?.channel ?? this.#channel(where.in);
    const resolved = createResolved(this.#world, channel);
    const components = fillModal(modal, filled, resolved);
    return this.#send({
      type: MODAL,
      data: { custom_id: modal.customId, components, ...(resolved.any ? { resolved: resolved.any } : {}) },
      channel,
      what: `${this.name} sends "${modal.title}"`,
      ...(modal.source ? { source: modal.source } : {}),
    });
  }

  /** The private messages of this member that are still there, newest last. */
  seesEphemerals(): readonly Message[] {
    return [...this.#user.ephemerals.values()].map((state) => messageOf(this.#world, state));
  }

  /** Dismisses a private message. */
  dismiss(message: Message): void {
    message.stateFor(this.#user);
    message.delete();
  }

  /** Writes into a channel; the bot is not told. */
  say(room: Room, content: string): Message {
    const channel = this.#channel(room);
    return messageOf(
      this.#world,
      createMessage(this.#world, { channel, author: this.#user, body: { content }, uploads: [] }),
    );
  }

  #channel(room: Room | undefined): ChannelState {
    const channel = room
      ? this.#world.channels.get(room.id)
      : [...this.#guild.channels.values()].find(({ type }) => type === 0);
    if (!channel) throw new Error(room ? `#${room.name} is gone` : `${this.#guild.name} has no channel`);
    this.#requireAccess(channel);
    return channel;
  }

  #requireAccess(channel: ChannelState): void {
    if (!channel.guild) {
      if (channel.recipient !== this.#user) throw new Error(`${this.name} cannot read ${channel.name}`);
      return;
    }
    const member = channel.guild.members.get(this.id);
    if (!member) throw new Error(`${this.name} is not in ${channel.guild.name}`);
    if (!channel.guild.members.has(this.#world.bot.wire.id))
      throw new Error(`the bot is not in ${channel.guild.name}`);
    if (!has(channelPermissions(channel, member), 'ViewChannel'))
      throw new Error(`${this.name} does not see #${channel.name}`);
  }

  #sees(message: Message): MessageState {
    const state = message.stateFor(this.#user);
    if (!this.#world.channels.has(state.channel.id)) throw new Error(`#${state.channel.name} is gone`);
    return state;
  }

  #command(asked: {
    readonly text: string;
    readonly given: Given;
    readonly channel: ChannelState;
    readonly force?: boolean | undefined;
    readonly focused?: string;
  }): { readonly data: object; readonly options: readonly SentOption[] } {
    const { channel, given, focused } = asked;
    const { command, path } = findCommand(this.#world, asked.text, channel);
    if (!asked.force) requireVisible(command, this.#user, channel);
    const resolved = createResolved(this.#world, channel);
    const options = fillOptions({
      command: command as unknown as CommandBody,
      path,
      given,
      resolved,
      ...(focused === undefined ? {} : { focused }),
    });
    const data = {
      id: command.id,
      name: command.name,
      type: command.type,
      ...(command.guild_id ? { guild_id: command.guild_id } : {}),
      ...(options.length > 0 ? { options } : {}),
      ...(resolved.any ? { resolved: resolved.any } : {}),
    };
    return { data, options };
  }

  #use(
    source: MessageState,
    used: {
      readonly customId: string;
      readonly what: string;
      readonly part?: Component;
      readonly extra?: object;
    },
  ): Promise<Answer> {
    const { customId, part, extra } = used;
    const data = {
      custom_id: customId,
      component_type: part?.type ?? TYPE.button,
      id: part?.id ?? 1,
      ...extra,
    };
    return this.#send({
      type: COMPONENT,
      data,
      channel: source.channel,
      what: `${this.name} ${used.what}`,
      source,
    });
  }

  async #send(act: Omit<Act, 'user'>): Promise<Answer> {
    this.#requireAccess(act.channel);
    const callback = await sendInteraction(this.#world, { ...act, user: this.#user });
    return new Answer(this.#world, callback, act.source);
  }
}
