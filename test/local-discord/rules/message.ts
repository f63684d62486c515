import { type AllowedMentions, FLAG, lengthOf, type MessageBody, type Poll } from './bodies.ts';
import { componentRules } from './components.ts';
import { embedRules } from './embeds.ts';

/**
 * How a message is sent: to a channel, as an edit there, as the first answer of an interaction, as the update of the
 * message that was pressed, as a follow-up, or as an edit by token.
 */
export type MessageKind = 'message' | 'edit' | 'reply' | 'update' | 'follow-up' | 'reply-edit';

/** What is known about a message beyond its body. */
export type About = {
  /** Names of the files that come with the message. */
  readonly files?: readonly string[];
  /** What the message is before an edit. */
  readonly before?: Before;
};

/** A message before an edit. */
export type Before = {
  readonly flags?: number | undefined;
  readonly content?: string;
  readonly embeds?: readonly unknown[];
  readonly components?: readonly unknown[] | undefined;
  readonly attachments?: readonly { readonly id: string; readonly filename: string }[];
};

const MOST_CONTENT = 2000;
const POLL_ANSWER = 55;

const SETTABLE: Readonly<Record<MessageKind, number>> = {
  message: FLAG.suppressEmbeds | FLAG.suppressNotifications | FLAG.voice | FLAG.v2,
  edit: FLAG.suppressEmbeds | FLAG.v2,
  reply: FLAG.suppressEmbeds | FLAG.ephemeral | FLAG.suppressNotifications | FLAG.voice | FLAG.v2,
  update: FLAG.suppressEmbeds | FLAG.v2,
  'follow-up': FLAG.suppressEmbeds | FLAG.ephemeral | FLAG.suppressNotifications | FLAG.voice | FLAG.v2,
  'reply-edit': FLAG.suppressEmbeds | FLAG.v2,
};

/** What no schema says about a message (discord.md 1.5), as `path: what is wrong`. */
export function messageRules(body: MessageBody, kind: MessageKind, about: About = {}): string[] {
  const isEdit = kind === 'edit' || kind === 'update' || kind === 'reply-edit';
  const before = about.before?.flags ?? 0;
  const flags = body.flags ?? 0;
  const v2 = ((isEdit ? before | flags : flags) & FLAG.v2) !== 0;
  const uploads = new Set(about.files ?? []);
  const files = new Set([...uploads, ...keptFiles(body, about.before)]);
  return [
    ...flagRules(body, kind, before),
    ...(lengthOf(body.content) > MOST_CONTENT
      ? [`content: ${lengthOf(body.content)} characters, at most ${MOST_CONTENT} are allowed`]
      : []),
    ...(v2 ? v2Rules(body) : []),
    ...(isEdit && v2 && (before & FLAG.v2) === 0 ? upgradeRules(body, about.before ?? {}) : []),
    ...(isEmpty(isEdit ? ({ ...about.before, ...body } as MessageBody) : body, files) &&
    (!isEdit || about.before)
      ? [`body: ${EMPTY}`]
      : []),
    ...embedRules(body.embeds ?? [], files),
    ...componentRules(body.components ?? [], v2, files),
    ...(v2 && body.components ? unshown(body, uploads) : []),
    ...(body.allowed_mentions ? mentionRules(body.allowed_mentions) : []),
    ...(body.poll ? pollRules(body.poll) : []),
    ...attachmentRules(body),
    ...(body.enforce_nonce && (body.nonce === undefined || body.nonce === null || body.nonce === '')
      ? ['nonce: enforce_nonce without a nonce does nothing']
      : []),
  ];
}

/** How the emptiness of a message is told; it has an error code of its own (50006). */
export const EMPTY = 'Cannot send an empty message';

function keptFiles({ attachments }: MessageBody, before: Before = {}): readonly string[] {
  const listed = attachments?.map(({ id }) => String(id));
  return (before.attachments ?? [])
    .filter(({ id }) => !listed || listed.includes(id))
    .map(({ filename }) => filename);
}

function flagRules(body: MessageBody, kind: MessageKind, before: number): string[] {
  if (body.flags === undefined || body.flags === null) return [];
  if (!Number.isInteger(body.flags)) return ['flags: must be an integer'];
  const problems: string[] = [];
  // What a message has already may be said again; discord.js does so with every edit.
  const foreign = body.flags & ~SETTABLE[kind] & ~before;
  if (foreign !== 0) problems.push(`flags: ${foreign} cannot be set here`);
  if ((before & FLAG.v2) !== 0 && (body.flags & FLAG.v2) === 0)
    problems.push('flags: IS_COMPONENTS_V2 can never be taken away');
  return problems;
}

function v2Rules({ content, embeds, poll, sticker_ids }: MessageBody): string[] {
  const problems: string[] = [];
  if (content) problems.push('content: not together with IS_COMPONENTS_V2');
  if (embeds?.length) problems.push('embeds: not together with IS_COMPONENTS_V2');
  if (poll) problems.push('poll: not together with IS_COMPONENTS_V2');
  if (sticker_ids?.length) problems.push('sticker_ids: not together with IS_COMPONENTS_V2');
  return problems;
}

function isEmpty(body: MessageBody, files: ReadonlySet<string>): boolean {
  const { content, embeds, components, sticker_ids, poll } = body;
  return !(
    content?.trim() ||
    embeds?.length ||
    components?.length ||
    sticker_ids?.length ||
    poll ||
    files.size
  );
}

/** A message that becomes one of Components V2 must let go of what such a message cannot have. */
function upgradeRules(body: MessageBody, before: Before): string[] {
  return (['content', 'embeds'] as const)
    .filter((key) => before[key]?.length && body[key] === undefined)
    .map((key) => `${key}: must be taken out when a message gets IS_COMPONENTS_V2`);
}

/** In a V2 message only files that a component shows can be seen. */
function unshown({ components }: MessageBody, files: ReadonlySet<string>): string[] {
  if (files.size === 0) return [];
  const shown = JSON.stringify(components);
  return [...files]
    .filter((name) => !shown.includes(`attachment://${name}"`))
    .map((name) => `attachments: no component shows ${name}, so nobody sees it`);
}

function mentionRules({ parse, users, roles }: AllowedMentions): string[] {
  const problems: string[] = [];
  for (const [key, ids] of [['users', users] as const, ['roles', roles] as const]) {
    if (parse?.includes(key) && ids?.length)
      problems.push(`allowed_mentions: parse ${key} and a list of ${key} exclude each other`);
  }
  for (const [key, list] of Object.entries({ parse, users, roles })) {
    if (list && new Set(list).size < list.length) problems.push(`allowed_mentions.${key}: must be unique`);
  }
  return problems;
}

function pollRules({ question, answers }: Poll): string[] {
  const problems = question.text?.trim() ? [] : ['poll.question.text: is required'];
  for (const [index, { poll_media }] of answers.entries()) {
    const length = lengthOf(poll_media.text);
    if (length > POLL_ANSWER)
      problems.push(`poll.answers[${index}]: ${length} characters, at most ${POLL_ANSWER} are allowed`);
  }
  return problems;
}

function attachmentRules({ attachments }: MessageBody): string[] {
  const ids = (attachments ?? []).map(({ id }) => String(id));
  return new Set(ids).size < ids.length ? ['attachments: ids must be unique'] : [];
}
