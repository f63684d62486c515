import type { APIModalInteractionResponseCallbackData } from 'discord.js';
import { type Component, TYPE } from '../rules/bodies.ts';
import type { Callback, CallbackKind, MessageState, World } from '../world.ts';
import { type Message, messageOf } from './message.ts';
import { componentText } from './seen.ts';
import { waitFor } from './wait-for.ts';

/** A field of a modal. */
export type ModalField = { readonly label: string; readonly part: Component };

/** A modal that the bot opened. */
export class Modal {
  readonly #body: APIModalInteractionResponseCallbackData;
  /** The message whose button opened it. */
  readonly source: MessageState | undefined;

  constructor(body: APIModalInteractionResponseCallbackData, source: MessageState | undefined) {
    this.#body = body;
    this.source = source;
  }

  get title(): string {
    return this.#body.title;
  }
  get customId(): string {
    return this.#body.custom_id;
  }
  get components(): readonly Component[] {
    return this.#body.components as unknown as readonly Component[];
  }
  /** What can be filled in, in order. */
  get fields(): readonly ModalField[] {
    return this.components.flatMap((part): readonly ModalField[] => {
      if (part.type === TYPE.label && part.component)
        return [{ label: part.label ?? '', part: part.component }];
      if (part.type === TYPE.row)
        return (part.components ?? []).map((inner) => ({ label: inner.label ?? '', part: inner }));
      return [];
    });
  }
  /** All words in reading order. */
  text(): string {
    const parts = this.components.map((part) =>
      part.type === TYPE.row ? (part.components?.[0]?.label ?? '') : componentText(part),
    );
    return [this.title, ...parts].filter(Boolean).join('\n');
  }
}

/** What the bot answered first. */
export class Answer {
  readonly #world: World;
  readonly #callback: Callback;
  readonly #modal: Modal | undefined;

  constructor(world: World, callback: Callback, source: MessageState | undefined) {
    this.#world = world;
    this.#callback = callback;
    this.#modal = callback.modal && new Modal(callback.modal, source);
  }

  get kind(): CallbackKind {
    return this.#callback.kind;
  }
  /** Milliseconds until the bot had answered. */
  get ms(): number {
    return this.#callback.ms;
  }
  /** The message that was posted or updated. Throws when the bot answered with something else. */
  get message(): Message {
    const { message, kind } = this.#callback;
    if (!message) throw new Error(`the bot answered with ${kind}, not with a message`);
    return messageOf(this.#world, message);
  }
  /** The modal that was opened. Throws when the bot answered with something else. */
  get modal(): Modal {
    if (!this.#modal) {
      const { message, kind } = this.#callback;
      throw new Error(
        `the bot opened no modal, but answered with ${kind}${message ? `:\n${messageOf(this.#world, message).text()}` : ''}`,
      );
    }
    return this.#modal;
  }
  /** The message once a deferred answer is filled in; at once when it was not deferred. */
  async filledIn(ms = 5000): Promise<Message> {
    const { message } = this;
    await waitFor(() => !message.loading, ms);
    return message;
  }
}
