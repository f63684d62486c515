import type { APIRole } from 'discord.js';
import { FILE_LIMIT, storeFile } from '../files.ts';
import { channelOnWire, memberOnWire } from '../on-wire.ts';
import { channelPermissions } from '../permissions.ts';
import type { ChannelState, World } from '../world.ts';

/** A file that a member sends with a command or modal. */
export type GivenFile = { readonly name: string; readonly content: string | Buffer; readonly type?: string };

/** Anything of the driver that stands for something with an id. */
export type HasId = { readonly id: string };

/** What a member gives for an option or picks in a select. */
export type Value = string | number | boolean | HasId | GivenFile;

/** Collects what an interaction's ids stand for, as Discord sends it along. */
export function createResolved(world: World, channel: ChannelState) {
  const resolved: Record<string, Record<string, object>> = {};
  const put = (kind: string, id: string, value: object) => {
    resolved[kind] ??= {};
    resolved[kind][id] = value;
  };
  return {
    get any(): object | undefined {
      return Object.keys(resolved).length > 0 ? resolved : undefined;
    },
    user(value: Value): string {
      const id = idOf(value);
      const user = world.users.get(id);
      if (!user) throw new Error(`${id} is no user`);
      put('users', id, user.wire);
      const member = channel.guild?.members.get(id);
      if (member) {
        const { user: _, ...wire } = memberOnWire(member);
        put('members', id, { ...wire, permissions: channelPermissions(channel, member).toString() });
      }
      return id;
    },
    role(value: Value): string {
      const id = idOf(value);
      const role: APIRole | undefined = channel.guild?.roles.get(id);
      if (!role) throw new Error(`${id} is no role of this server`);
      put('roles', id, role);
      return id;
    },
    channel(value: Value, types?: readonly number[]): string {
      const id = idOf(value);
      const found = channel.guild?.channels.get(id);
      if (!found) throw new Error(`${id} is no channel of this server`);
      if (types && types.length > 0 && !types.includes(found.type))
        throw new Error(`#${found.name} is of type ${found.type}; only ${types.join(', ')} can be chosen`);
      put('channels', id, { ...channelOnWire(found), permissions: '0' });
      return id;
    },
    file(value: Value): string {
      if (typeof value !== 'object' || !('content' in value))
        throw new Error('a file needs a name and content');
      const bytes = Buffer.from(value.content as string);
      if (bytes.length > FILE_LIMIT) throw new Error(`${value.name} is larger than a member may send`);
      const upload = { name: value.name, type: value.type ?? 'text/plain; charset=utf-8', bytes };
      const attachment = storeFile(world, upload, { channel, ephemeral: true });
      put('attachments', attachment.id, attachment);
      return attachment.id;
    },
  };
}

/** The collector of what ids stand for. */
export type Resolved = ReturnType<typeof createResolved>;

function idOf(value: Value): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'object' && 'id' in value) return value.id;
  throw new Error(`${JSON.stringify(value)} stands for nothing with an id`);
}
