import { ApiError, illegal, invalidBody, unknown } from '../api-error.ts';
import { checkMessage, type MessageKind } from '../check.ts';
import { metadataOf, TOKEN_LIVES } from '../interactions.ts';
import { createMessage, deleteMessage, editMessage, fileNames } from '../messages.ts';
import type { Call, Reply, Route } from '../routing.ts';
import { FLAG, type MessageBody } from '../rules/bodies.ts';
import { EMPTY } from '../rules/message.ts';
import type { InteractionState, MessageState } from '../world.ts';

const PATH = '/webhooks/{webhook}/{token}';

/** The interaction of a token that is still valid and answered. */
function interactionOf({ world, params }: Call): InteractionState {
  const interaction = world.interactions.get(params.token!);
  if (!interaction || params.webhook !== world.applicationId) throw unknown('Webhook', 'illegal');
  if (world.clock.now() - interaction.madeAt >= TOKEN_LIVES)
    throw new ApiError(401, 50027, { message: 'Invalid Webhook Token', blame: 'illegal' });
  if (!interaction.answered) throw unknown('Webhook', 'illegal');
  return interaction;
}

function messageOf(call: Call, interaction: InteractionState): MessageState {
  const { world, params } = call;
  if (params.message === undefined || params.message === '@original') {
    const { original } = interaction;
    if (!original) throw unknown('Message', 'illegal');
    if (original.deleted) throw unknown('Message');
    return original;
  }
  const message =
    world.privateMessages.get(params.message) ?? interaction.channel.messages.get(params.message);
  // A token reaches messages that answer interactions, no others; private ones only of the same member.
  const reachable =
    message?.wire.webhook_id === world.applicationId &&
    [undefined, interaction.user].includes(message.onlyFor);
  if (!reachable) throw unknown('Message');
  return message;
}

function check(call: Call, kind: MessageKind, message?: MessageState): void {
  if (!call.world.checks) return;
  const body = (call.body ?? {}) as MessageBody;
  const problems = checkMessage(body, kind, {
    ...(message ? { before: message.wire } : {}),
    files: fileNames(body, call.uploads),
  });
  if (problems.some((problem) => problem.endsWith(EMPTY))) throw illegal(50006, EMPTY);
  if (problems.length > 0) throw invalidBody(problems);
}

function edit(call: Call, interaction: InteractionState, message: MessageState): MessageState {
  const fills = ((message.wire.flags ?? 0) & FLAG.loading) !== 0;
  editMessage(call.world, message, { body: (call.body ?? {}) as MessageBody, uploads: call.uploads, fills });
  if (message === interaction.original) interaction.loading = false;
  return message;
}

function followUp(call: Call): Reply {
  const { world, body, uploads, query } = call;
  const interaction = interactionOf(call);
  const { original, user, channel } = interaction;
  const sent = (body ?? {}) as MessageBody;
  check(call, 'follow-up');
  // The first follow-up of a deferral fills it, and stays as private as the deferral was.
  const message =
    original && interaction.loading && !original.deleted
      ? edit(call, interaction, original)
      : createMessage(world, {
          channel,
          author: world.bot,
          body: sent,
          uploads,
          ...(((sent.flags ?? 0) & FLAG.ephemeral) !== 0 ? { onlyFor: user } : {}),
          metadata: metadataOf(interaction),
        });
  return query.includes('wait=true') ? { status: 200, body: message.wire } : { status: 204 };
}

function show(call: Call): Reply {
  return { status: 200, body: messageOf(call, interactionOf(call)).wire };
}

function patch(call: Call): Reply {
  const interaction = interactionOf(call);
  const message = messageOf(call, interaction);
  check(call, 'reply-edit', message);
  return { status: 200, body: edit(call, interaction, message).wire };
}

function remove(call: Call): Reply {
  deleteMessage(call.world, messageOf(call, interactionOf(call)));
  return { status: 204 };
}

/** Everything that is done with an interaction's token after the first answer. */
export const webhookRoutes: readonly Route[] = [
  { method: 'POST', path: PATH, open: true, answers: 'MessageResponse', run: followUp },
  ...['@original', '{message}'].flatMap((name): Route[] => {
    const path = `${PATH}/messages/${name}`;
    return [
      { method: 'GET', path, open: true, answers: 'MessageResponse', run: show },
      { method: 'PATCH', path, open: true, answers: 'MessageResponse', run: patch },
      { method: 'DELETE', path, open: true, run: remove },
    ];
  }),
];
