import type { APIAttachment } from 'discord.js';
import { type ChannelState, trim, type World } from './world.ts';

/** A file as it comes with a request; `id` is the number in `files[0]`. */
export type Upload = {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly bytes: Buffer;
};

/** The greatest size of one file, in bytes: what every interaction says as `attachment_size_limit`. */
export const FILE_LIMIT = 10 * 1024 * 1024;
/** The greatest size of a request, in bytes. */
export const REQUEST_LIMIT = 25 * 1024 * 1024;

/** Keeps a file; the attachment's address is served by this server. */
export function storeFile(
  world: World,
  upload: Omit<Upload, 'id'>,
  { channel, ephemeral }: { readonly channel: ChannelState; readonly ephemeral: boolean },
): APIAttachment {
  const id = world.ids.next();
  const folder = ephemeral ? 'ephemeral-attachments' : 'attachments';
  const path = `/${folder}/${channel.id}/${id}/${encodeURIComponent(upload.name)}`;
  world.files.set(path, { name: upload.name, type: upload.type, bytes: upload.bytes });
  trim(world.files, world.remember);
  const url = `${world.origin}${path}`;
  return {
    id,
    filename: upload.name,
    size: upload.bytes.length,
    url,
    proxy_url: url,
    content_type: upload.type,
    ...(ephemeral ? { ephemeral: true } : {}),
  };
}

/** The file behind an attachment's address. */
export function fileAt(world: World, url: string): Buffer | undefined {
  return world.files.get(new URL(url).pathname)?.bytes;
}
