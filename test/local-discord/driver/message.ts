import type { APIMessage } from 'discord.js';
import { fileAt } from '../files.ts';
import { timeOf } from '../ids.ts';
import { deleteMessage } from '../messages.ts';
import { FLAG } from '../rules/bodies.ts';
import type { MessageState, Pings, UserState, World } from '../world.ts';
import { buttonsOf, type SeenButton, type SeenSelect, selectsOf, textOf } from './seen.ts';

/** A file of a message. */
export type SeenFile = {
  readonly name: string;
  readonly size: number;
  readonly url: string;
  readonly description: string | undefined;
  readonly bytes: Buffer;
  text(): string;
};

/** A message as members see it: always as it is now, also after edits. */
export class Message {
  readonly #world: World;
  readonly #state: MessageState;

  constructor(world: World, state: MessageState) {
    this.#world = world;
    this.#state = state;
  }

  get id(): string {
    return this.#state.wire.id;
  }
  get channelId(): string {
    return this.#state.channel.id;
  }
  get content(): string {
    return this.#state.wire.content;
  }
  get embeds(): APIMessage['embeds'] {
    return this.#state.wire.embeds;
  }
  get components(): NonNullable<APIMessage['components']> {
    return this.#state.wire.components ?? [];
  }
  /** Everything, as Discord's API gives it. */
  get raw(): APIMessage {
    return this.#state.wire;
  }
  /** Only one member sees it. */
  get ephemeral(): boolean {
    return this.#state.onlyFor !== undefined;
  }
  /** The bot has deferred its answer and not filled it yet. */
  get loading(): boolean {
    return ((this.#state.wire.flags ?? 0) & FLAG.loading) !== 0;
  }
  get deleted(): boolean {
    return this.#state.deleted;
  }
  /** How often it was edited; filling a deferral does not count. */
  get edits(): number {
    return this.#state.edits;
  }
  /** Whom it notified. */
  get pings(): Pings {
    return this.#state.pings;
  }
  /** When it was posted, in epoch milliseconds of the server's clock. */
  get at(): number {
    return timeOf(this.id);
  }
  /** The id of who wrote it. */
  get authorId(): string {
    return this.#state.author.wire.id;
  }
  get files(): readonly SeenFile[] {
    return this.#state.wire.attachments.map(({ filename, size, url, description }) => {
      const bytes = fileAt(this.#world, url) ?? Buffer.alloc(0);
      return { name: filename, size, url, description, bytes, text: () => bytes.toString() };
    });
  }

  /** All words in reading order: content, embeds, components; buttons as `[Label]`. */
  text(): string {
    return textOf(this.#state.wire);
  }
  /** The labels of all buttons, in reading order. */
  buttons(): readonly string[] {
    return buttonsOf(this.#state.wire).map(({ label }) => label);
  }
  /** A button by its label or custom id (a ✓ at the end of a label may be left out). Throws when there is none, or several. */
  button(wanted: string): SeenButton {
    const all = buttonsOf(this.#state.wire);
    const byId = all.filter(({ customId }) => customId === wanted);
    const exact = all.filter(({ label }) => label === wanted);
    const ticked = all.filter(({ label }) => label.replace(/\s*✓$/u, '') === wanted);
    const found = [byId, exact, ticked].find(({ length }) => length > 0) ?? [];
    if (found.length === 1) return found[0]!;
    const there = `it has ${all.map(({ label }) => `[${label}]`).join(' ') || 'no buttons'}`;
    throw new Error(
      `${found.length === 0 ? 'no' : 'more than one'} button "${wanted}"; ${there}\n${this.text()}`,
    );
  }
  /** Whether there is such a button. */
  hasButton(label: string): boolean {
    return this.buttons().some((there) => there === label || there.replace(/\s*✓$/u, '') === label);
  }
  selects(): readonly SeenSelect[] {
    return selectsOf(this.#state.wire);
  }
  /** A select by its custom id or placeholder. Throws when there is none. */
  select(wanted: string): SeenSelect {
    const found = this.selects().find(
      ({ customId, placeholder }) => customId === wanted || placeholder === wanted,
    );
    if (!found) throw new Error(`no select "${wanted}" in\n${this.text()}`);
    return found;
  }
  /** A moderator deletes it; the bot is not told. */
  delete(): void {
    deleteMessage(this.#world, this.#state);
  }
  /** For the driver: the state behind it, when this user may see it; throws otherwise. */
  stateFor(user: UserState): MessageState {
    if (this.#state.deleted) throw new Error('the message was deleted');
    if (this.#state.onlyFor && this.#state.onlyFor !== user)
      throw new Error(`this private message is for ${this.#state.onlyFor.wire.username} only`);
    return this.#state;
  }
}

const shown = new WeakMap<MessageState, Message>();

/** What the driver shows of a message: one object for each, however often it is asked for. */
export function messageOf(world: World, state: MessageState): Message {
  let message = shown.get(state);
  if (!message) {
    message = new Message(world, state);
    shown.set(state, message);
  }
  return message;
}
