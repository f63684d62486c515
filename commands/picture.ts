import { type BaseInteraction, PermissionFlagsBits } from 'discord.js';
import type { Services } from '../src/app.ts';
import type { File } from '../src/discord/reply.ts';
import { toPng } from '../src/picture/png.ts';
import type { Picture } from '../src/picture/svg.ts';

/** A picture as a file to send; undefined where none may be sent or it cannot be drawn, so that its screen says the same in words. */
export async function pictureFile(
  { appPermissions }: BaseInteraction,
  services: Services,
  { picture, name }: { readonly picture: Picture; readonly name: string },
): Promise<File | undefined> {
  if (!appPermissions.has(PermissionFlagsBits.AttachFiles)) return undefined;
  try {
    return { name, bytes: await toPng(picture) };
  } catch (error) {
    services.log.error({ err: error }, 'a picture could not be drawn');
    return undefined;
  }
}
