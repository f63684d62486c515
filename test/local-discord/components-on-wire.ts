import type { APIMessage, APIMessageTopLevelComponent } from 'discord.js';
import { type Component, type Embed, isSelect, type Media, TYPE, walkComponents } from './rules/bodies.ts';

/** Resolves the address of a picture to what the message shows: `attachment://` becomes the address of the file. */
export type ResolveMedia = (media: Media) => object;

/** Components as Discord gives them back: numbered, with every default said. */
export function componentsOnWire(
  components: readonly Component[],
  resolve: ResolveMedia,
): APIMessageTopLevelComponent[] {
  const taken = new Set<number>();
  for (const [{ id }] of walkComponents(components)) if (id) taken.add(id);
  let last = 0;
  const nextId = () => {
    do last += 1;
    while (taken.has(last));
    return last;
  };
  const convert = (component: Component): object => {
    const wire = withoutNulls(component);
    wire.id = component.id || nextId();
    if (component.components) wire.components = component.components.map(convert);
    if (component.accessory) wire.accessory = convert(component.accessory);
    if (component.type === TYPE.container) {
      wire.accent_color ??= null;
      wire.spoiler ??= false;
    } else if (component.type === TYPE.separator) {
      wire.spacing ??= 1;
      wire.divider ??= true;
    } else if (component.type === TYPE.thumbnail) {
      wire.media = resolve(component.media!);
      wire.description ??= null;
      wire.spoiler ??= false;
    } else if (component.type === TYPE.gallery) {
      wire.items = (component.items ?? []).map((item) => ({
        description: null,
        spoiler: false,
        ...item,
        media: resolve(item.media),
      }));
    } else if (component.type === TYPE.file) {
      wire.file = resolve(component.file!);
      wire.name ??= component.file!.url.slice('attachment://'.length);
      wire.size ??= 0;
      wire.spoiler ??= false;
    } else if (isSelect(component)) {
      wire.min_values ??= 1;
      wire.max_values ??= 1;
      if (component.options) wire.options = component.options.map(withoutNulls);
    }
    return wire;
  };
  return components.map(convert) as unknown as APIMessageTopLevelComponent[];
}

/** Embeds as Discord gives them back. */
export function embedsOnWire(embeds: readonly Embed[], resolve: ResolveMedia): APIMessage['embeds'] {
  return embeds.map((embed) => {
    const wire: Record<string, unknown> = { type: 'rich', ...withoutNulls(embed) };
    if (embed.fields) wire.fields = embed.fields.map((field) => ({ inline: false, ...withoutNulls(field) }));
    for (const key of ['image', 'thumbnail'] as const) {
      const url = embed[key]?.url;
      if (url) wire[key] = resolve({ url });
    }
    return wire;
  });
}

function withoutNulls(value: object): Record<string, unknown> {
  const kept: Record<string, unknown> = { ...value };
  for (const key in kept) if (kept[key] === null) delete kept[key];
  return kept;
}
