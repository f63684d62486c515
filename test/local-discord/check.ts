import type { MessageBody } from './rules/bodies.ts';
import { type CommandBody, choiceRules, commandRules } from './rules/commands.ts';
import { type About, type MessageKind, messageRules } from './rules/message.ts';
import { type ModalBody, modalRules } from './rules/modal.ts';
import { schemaProblems } from './schema.ts';

export type { MessageKind } from './rules/message.ts';

const SCHEMAS: Readonly<Record<MessageKind, string>> = {
  message: 'MessageCreateRequest',
  edit: 'MessageEditRequestPartial',
  reply: 'IncomingWebhookInteractionRequest',
  update: 'IncomingWebhookUpdateForInteractionCallbackRequestPartial',
  'follow-up': 'IncomingWebhookRequestPartial',
  'reply-edit': 'IncomingWebhookUpdateRequestPartial',
};

/** Everything Discord has against a message of this kind, as `path: what is wrong`; empty when it would be taken. */
export function checkMessage(body: unknown, kind: MessageKind, about: About = {}): string[] {
  const wrong = schemaProblems(SCHEMAS[kind], body);
  return wrong.length > 0 ? wrong : messageRules(body as MessageBody, kind, about);
}

/** Everything Discord has against a modal. */
export function checkModal(modal: unknown): string[] {
  const wrong = schemaProblems('ModalInteractionCallbackRequestData', modal);
  return wrong.length > 0 ? wrong : modalRules(modal as ModalBody);
}

/** Everything Discord has against a list of commands that is registered as a whole. */
export function checkCommands(commands: unknown): string[] {
  if (!Array.isArray(commands)) return ['body: must be a list'];
  const wrong = commands.flatMap((command, index) =>
    schemaProblems('ApplicationCommandUpdateRequest', command).map((problem) => `[${index}].${problem}`),
  );
  return wrong.length > 0 ? wrong : commandRules(commands as CommandBody[]);
}

const CHOICES: Readonly<Record<number, string>> = { 3: 'String', 4: 'Integer', 10: 'Number' };

/** Everything Discord has against the suggestions for an option of this type. */
export function checkChoices(data: unknown, optionType = 3): string[] {
  const name = `InteractionApplicationCommandAutocompleteCallback${CHOICES[optionType]}Data`;
  const wrong = schemaProblems(name, data);
  if (wrong.length > 0) return wrong;
  const { choices } = data as { readonly choices?: Parameters<typeof choiceRules>[0] | null };
  return choiceRules(choices ?? [], 'data');
}
