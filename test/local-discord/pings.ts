import { botPermissions, has } from './permissions.ts';
import { type AllowedMentions, type MessageBody, TYPE, walkComponents } from './rules/bodies.ts';
import type { ChannelState, Pings, World } from './world.ts';

const NOBODY: Pings = { everyone: false, roles: [], users: [] };

/**
 * Whom a new message notifies: the mentions in its words that `allowed_mentions` lets through. Without
 * `allowed_mentions` a message parses everything, an answer to an interaction only users.
 */
export function pingsOf(
  world: World,
  channel: ChannelState,
  { body, isReply }: { readonly body: MessageBody; readonly isReply: boolean },
): Pings {
  const words = wordsOf(body);
  if (!words.includes('@')) return NOBODY;
  const allowed: AllowedMentions = body.allowed_mentions ?? {
    parse: isReply ? ['users'] : ['users', 'roles', 'everyone'],
  };
  const may = (kind: 'users' | 'roles', id: string) =>
    (allowed.parse?.includes(kind) ?? false) || (allowed[kind]?.map(String).includes(id) ?? false);
  const mayEveryone = has(botPermissions(world, channel), 'MentionEveryone');
  const roles = ids(words, /<@&(\d+)>/g).filter((id) => {
    const role = channel.guild?.roles.get(id);
    if (!role || !may('roles', id)) return false;
    if (!role.mentionable && !mayEveryone) {
      world.refusals.push(
        `@${role.name} is not mentionable, so a mention in #${channel.name} notifies nobody`,
      );
      return false;
    }
    return true;
  });
  const users = ids(words, /<@!?(\d+)>/g).filter((id) => may('users', id) && world.users.has(id));
  const everyone =
    /@(everyone|here)\b/.test(words) && (allowed.parse?.includes('everyone') ?? false) && mayEveryone;
  return { everyone, roles, users };
}

function wordsOf({ content, components }: MessageBody): string {
  const texts = [content ?? ''];
  for (const [component] of walkComponents(components ?? [])) {
    if (component.type === TYPE.text && component.content) texts.push(component.content);
  }
  return texts.join('\n');
}

function ids(words: string, pattern: RegExp): string[] {
  return [...new Set([...words.matchAll(pattern)].map(([, id]) => id!))];
}
