import type { APIModalInteractionResponseCallbackData } from 'discord.js';
import { ApiError, illegal, invalidBody, unknown } from '../api-error.ts';
import { checkChoices, checkMessage, checkModal } from '../check.ts';
import type { Upload } from '../files.ts';
import { ANSWER_WITHIN, metadataOf } from '../interactions.ts';
import { createMessage, editMessage, fileNames } from '../messages.ts';
import type { Call, Reply, Route } from '../routing.ts';
import { FLAG, type MessageBody } from '../rules/bodies.ts';
import { EMPTY } from '../rules/message.ts';
import type { Callback, InteractionState, World } from '../world.ts';

const CALLBACK = { message: 4, deferred: 5, deferredUpdate: 6, update: 7, choices: 8, modal: 9 } as const;

/** Which answers an interaction may have, by its type; a modal that came from a component may also update it. */
const ALLOWED: Readonly<Record<number, readonly number[]>> = {
  2: [4, 5, 9],
  3: [4, 5, 6, 7, 9],
  4: [8],
  5: [4, 5],
};

type CallbackBody = { readonly type: number; readonly data?: unknown };
type Answer = {
  readonly interaction: InteractionState;
  readonly data: MessageBody;
  readonly uploads: readonly Upload[];
};

/** The first answer to an interaction. */
export const callbackRoute: Route = {
  method: 'POST',
  path: '/interactions/{interaction}/{token}/callback',
  open: true,
  answers: 'InteractionCallbackResponse',
  run({ world, params, query, body, uploads }: Call): Reply {
    const interaction = world.interactions.get(params.token!);
    if (!interaction || interaction.id !== params.interaction) throw unknown('Interaction', 'illegal');
    const { type, data } = (body ?? {}) as CallbackBody;
    const ms = performance.now() - interaction.sentAt;
    const blame = interaction.disturbed ? 'world' : 'illegal';
    if (interaction.answered)
      throw new ApiError(400, 40060, { message: 'Interaction has already been acknowledged.', blame });
    if (ms > ANSWER_WITHIN) throw unknown('Interaction', blame);
    const fromComponent = interaction.type === 5 && interaction.source;
    if (!ALLOWED[interaction.type]!.includes(type) && !(fromComponent && (type === 6 || type === 7)))
      throw invalidBody([`type: ${type} is no answer to an interaction of type ${interaction.type}`]);
    const answer = { interaction, data: (data ?? {}) as MessageBody, uploads };
    if (world.checks) checkCallback(type, answer);
    const callback = apply(world, type, answer);
    interaction.answered = callback.kind;
    interaction.answer({ ...callback, ms });
    return query.includes('with_response=true')
      ? { status: 200, body: resourceOf(interaction, type) }
      : { status: 204 };
  },
};

function checkCallback(type: number, { interaction, data, uploads }: Answer): void {
  const wrong = problemsOf(type, { interaction, data, uploads });
  if (wrong.length === 0) return;
  if (wrong.some((problem) => problem.endsWith(EMPTY))) throw illegal(50006, EMPTY);
  throw invalidBody(wrong.map((problem) => (problem.startsWith('data') ? problem : `data.${problem}`)));
}

function problemsOf(type: number, { interaction, data, uploads }: Answer): string[] {
  switch (type) {
    case CALLBACK.message:
      return checkMessage(data, 'reply', { files: fileNames(data, uploads) });
    case CALLBACK.update: {
      const before = interaction.source!.wire;
      return checkMessage(data, 'update', { before, files: fileNames(data, uploads) });
    }
    case CALLBACK.modal:
      return checkModal(data);
    case CALLBACK.choices:
      return checkChoices(data, interaction.optionType);
    default: {
      const flags = data.flags ?? 0;
      const settable = type === CALLBACK.deferred ? FLAG.ephemeral : 0;
      const others = Object.keys(data).filter((key) => key !== 'flags' && key !== 'tts');
      return [
        ...((flags & ~settable) === 0 ? [] : [`flags: a deferral takes only EPHEMERAL, not ${flags}`]),
        ...others.map((key) => `${key}: a deferral takes only flags`),
      ];
    }
  }
}

function apply(world: World, type: number, { interaction, data, uploads }: Answer): Omit<Callback, 'ms'> {
  const { user, channel, source } = interaction;
  if (type === CALLBACK.message || type === CALLBACK.deferred) {
    const loading = type === CALLBACK.deferred;
    const ephemeral = ((data.flags ?? 0) & FLAG.ephemeral) !== 0;
    const message = createMessage(world, {
      channel,
      author: world.bot,
      body: data,
      uploads,
      ...(ephemeral ? { onlyFor: user } : {}),
      metadata: metadataOf(interaction),
      isCommandAnswer: interaction.type === 2,
      loading,
    });
    interaction.original = message;
    interaction.loading = loading;
    return { kind: loading ? 'deferred' : 'message', message };
  }
  if (type === CALLBACK.update || type === CALLBACK.deferredUpdate) {
    const message = source!;
    if (message.deleted) throw unknown('Message');
    if (type === CALLBACK.update) editMessage(world, message, { body: data, uploads });
    interaction.original = message;
    return { kind: type === CALLBACK.update ? 'update' : 'deferred-update', message };
  }
  if (type === CALLBACK.modal)
    return { kind: 'modal', modal: data as unknown as APIModalInteractionResponseCallbackData };
  const { choices } = data as unknown as { choices: Callback['choices'] };
  return { kind: 'choices', choices: choices ?? [] };
}

function resourceOf(interaction: InteractionState, type: number): object {
  const { original, loading } = interaction;
  const about = {
    id: interaction.id,
    type: interaction.type,
    ...(original
      ? {
          response_message_id: original.wire.id,
          response_message_loading: loading,
          response_message_ephemeral: original.onlyFor !== undefined,
        }
      : {}),
  };
  const shows = type === CALLBACK.message || type === CALLBACK.update;
  return { interaction: about, ...(shows && original ? { resource: { type, message: original.wire } } : {}) };
}
