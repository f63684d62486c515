import { channelOnWire } from '../on-wire.ts';
import { setArchived } from '../threads.ts';
import type { ChannelState, World } from '../world.ts';
import { type Message, messageOf } from './message.ts';

/** A channel, a thread, or direct messages, as members see them. */
export class Room {
  readonly #world: World;
  readonly #state: ChannelState;

  constructor(world: World, state: ChannelState) {
    this.#world = world;
    this.#state = state;
  }

  get id(): string {
    return this.#state.id;
  }
  get name(): string {
    return this.#state.name;
  }
  /** `<#id>` */
  get mention(): string {
    return `<#${this.id}>`;
  }
  /** What everybody sees, oldest first. */
  get messages(): readonly Message[] {
    return this.#state.messages.all.map((state) => messageOf(this.#world, state));
  }
  /** The newest message. Throws when there is none. */
  get last(): Message {
    const state = this.#state.messages.all.at(-1);
    if (!state) throw new Error(`there is no message in #${this.name}`);
    return messageOf(this.#world, state);
  }
  /** The threads under this channel, oldest first. */
  get threads(): readonly Room[] {
    return [...(this.#state.guild?.channels.values() ?? [])]
      .filter(({ parent, thread }) => thread && parent === this.#state)
      .map((state) => new Room(this.#world, state));
  }
  /** For threads. */
  get archived(): boolean {
    return this.#state.thread?.archived ?? false;
  }
  /** For threads. */
  get locked(): boolean {
    return this.#state.thread?.locked ?? false;
  }
  /** 0 text, 10 to 12 threads. */
  get type(): number {
    return this.#state.type;
  }

  /** Archives a thread, as Discord does after a while. */
  archive(archived = true): void {
    setArchived(this.#world, this.#state, archived);
  }
  /** Locks and archives a thread, as a moderator does. */
  lock(): void {
    if (this.#state.thread) this.#state.thread.locked = true;
    this.archive();
  }
  rename(name: string): void {
    this.#state.name = name;
    this.#tell(this.#state.thread ? 'THREAD_UPDATE' : 'CHANNEL_UPDATE');
  }
  /** Deletes the channel with its threads, and tells the bot. */
  delete(): void {
    const { guild, thread } = this.#state;
    for (const below of this.threads) this.#forget(below.id);
    this.#forget(this.id);
    if (guild) this.#tell(thread ? 'THREAD_DELETE' : 'CHANNEL_DELETE');
  }

  #forget(id: string): void {
    this.#world.channels.delete(id);
    this.#state.guild?.channels.delete(id);
  }
  #tell(event: string): void {
    const { guild } = this.#state;
    if (guild?.members.has(this.#world.bot.wire.id))
      this.#world.dispatch.send(event, channelOnWire(this.#state), guild.id);
  }
}
