import { type Actor, ownersOf, whereAndWho } from './interaction-parts.ts';
import { type Callback, type InteractionState, type MessageState, trim, type World } from './world.ts';

/** How long the bot has for its first answer, in real milliseconds. */
export const ANSWER_WITHIN = 3000;
/** How long a token lives, in milliseconds of the server's clock. */
export const TOKEN_LIVES = 15 * 60 * 1000;

/** 2 command, 3 component, 4 autocomplete, 5 modal. */
export type InteractionType = 2 | 3 | 4 | 5;

/** What a member does, on its way to the bot. */
export type Act = Actor & {
  readonly type: InteractionType;
  readonly data: object;
  /** In words, for messages about it: `Ana presses "B"`. */
  readonly what: string;
  readonly source?: MessageState;
  readonly optionType?: number;
};

/**
 * Sends an interaction to the bot. Resolves with its first answer; rejects after three seconds without one, which is
 * a problem of the bot unless its connection was gone. Rejects at once when the bot has no session at all.
 */
export function sendInteraction(world: World, act: Act): Promise<Callback> {
  const { user, channel, type } = act;
  const id = world.ids.next();
  const token = `aW50ZXJhY3Rpb246${id}${Math.random().toString(36).slice(2)}${'x'.repeat(20)}`;
  return new Promise((resolve, reject) => {
    const guildId = channel.guild?.id;
    let connection: number | undefined;
    const stopWaiting = () => {
      clearTimeout(timer);
      world.waiting.delete(stopWaiting);
    };
    const timer = setTimeout(() => {
      world.waiting.delete(stopWaiting);
      if (connection === undefined || connection !== world.dispatch.connectionOf(guildId)) {
        return reject(new Error(`${act.what}: the bot was not connected`));
      }
      if (interaction.disturbed) return reject(new Error(`${act.what}: no answer came through`));
      const problem = `${act.what}: the bot did not answer within three seconds`;
      world.problems.push(problem);
      reject(new Error(problem));
    }, ANSWER_WITHIN);
    const interaction: InteractionState = {
      id,
      token,
      type,
      what: act.what,
      user,
      channel,
      sentAt: performance.now(),
      madeAt: world.clock.now(),
      source: act.source,
      optionType: act.optionType,
      answered: undefined,
      disturbed: false,
      original: undefined,
      loading: false,
      answer(callback) {
        stopWaiting();
        resolve(callback);
      },
    };
    world.waiting.add(stopWaiting);
    world.interactions.set(token, interaction);
    trim(world.interactions, world.remember);
    const payload = {
      id,
      application_id: world.applicationId,
      type,
      token,
      version: 1,
      data: act.data,
      ...(act.source ? { message: act.source.wire } : {}),
      ...whereAndWho(world, act),
    };
    const delivery = world.dispatch.send('INTERACTION_CREATE', payload, guildId);
    if (delivery === 'sent') connection = world.dispatch.connectionOf(guildId);
    if (delivery === 'lost') {
      stopWaiting();
      reject(new Error(`${act.what}: the bot was not connected`));
    }
  });
}

/** `interaction_metadata` of a message that answers an interaction. */
export function metadataOf({ id, type, user, channel, source }: InteractionState): object {
  const own = {
    id,
    type,
    user: user.wire,
    authorizing_integration_owners: ownersOf(channel),
  };
  if (type === 3) return { ...own, interacted_message_id: source?.wire.id ?? id };
  if (type !== 5) return own;
  const triggering = source
    ? { ...own, type: 3, interacted_message_id: source.wire.id }
    : { ...own, type: 2 };
  return { ...own, triggering_interaction_metadata: triggering };
}
