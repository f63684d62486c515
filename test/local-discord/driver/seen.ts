import type { APIMessage } from 'discord.js';
import { type Component, type Embed, isSelect, lengthOf, TYPE, walkComponents } from '../rules/bodies.ts';

/** A button as a member sees it. */
export type SeenButton = {
  readonly label: string;
  readonly customId: string | undefined;
  readonly url: string | undefined;
  readonly disabled: boolean;
  /** 1 primary, 2 secondary, 3 success, 4 danger, 5 link. */
  readonly style: number;
};

/** A select as a member sees it. */
export type SeenSelect = {
  readonly customId: string;
  readonly placeholder: string;
  readonly disabled: boolean;
  readonly min: number;
  readonly max: number;
  readonly options: readonly { readonly label: string; readonly value: string; readonly chosen: boolean }[];
  readonly type: number;
};

/** The components of a message as plain data. */
export function componentsOf(wire: APIMessage): readonly Component[] {
  return (wire.components ?? []) as unknown as readonly Component[];
}

/** Every button of a message, in reading order. */
export function buttonsOf(wire: APIMessage): readonly SeenButton[] {
  return [...walkComponents(componentsOf(wire))]
    .filter(([{ type }]) => type === TYPE.button)
    .map(([{ label, emoji, custom_id, url, disabled, style }]) => ({
      label: label ?? (emoji as { name?: string } | undefined)?.name ?? '',
      customId: custom_id ?? undefined,
      url: url ?? undefined,
      disabled: disabled ?? false,
      style: style ?? 0,
    }));
}

/** Every select of a message, in reading order. */
export function selectsOf(wire: APIMessage): readonly SeenSelect[] {
  return [...walkComponents(componentsOf(wire))]
    .filter(([part]) => isSelect(part))
    .map(([part]) => seenSelect(part));
}

/** A select as a member sees it. */
export function seenSelect(part: Component): SeenSelect {
  return {
    customId: part.custom_id ?? '',
    placeholder: part.placeholder ?? '',
    disabled: part.disabled ?? false,
    min: part.min_values ?? 1,
    max: part.max_values ?? 1,
    options: (part.options ?? []).map(({ label, value, default: chosen }) => ({
      label,
      value,
      chosen: chosen ?? false,
    })),
    type: part.type,
  };
}

/** All words of a message in reading order: content, embeds, components. Buttons stand as `[Label]`. */
export function textOf(wire: APIMessage): string {
  const embeds = (wire.embeds as unknown as readonly Embed[]).flatMap(embedLines);
  const lines = [wire.content, ...embeds, ...componentsOf(wire).map(componentText)];
  return lines.filter((line) => lengthOf(line) > 0).join('\n');
}

function embedLines({
  author,
  title,
  description,
  fields,
  footer,
}: Embed): readonly (string | null | undefined)[] {
  return [
    author?.name,
    title,
    description,
    ...(fields ?? []).flatMap(({ name, value }) => [name, value]),
    footer?.text,
  ].map((line) => line ?? '');
}

/** The words of a component and of what is in it. */
export function componentText(part: Component): string {
  switch (part.type) {
    case TYPE.row:
      return (part.components ?? []).map(componentText).join(' ');
    case TYPE.button:
      return `[${part.label ?? (part.emoji as { name?: string } | undefined)?.name ?? ''}]`;
    case TYPE.text:
      return part.content ?? '';
    case TYPE.gallery:
      return (part.items ?? [])
        .map((item) => (item as { description?: string | null }).description ?? '')
        .filter(Boolean)
        .join('\n');
    case TYPE.label:
      return [part.label, (part as { description?: string | null }).description, part.component?.value]
        .filter(Boolean)
        .join('\n');
    default: {
      if (isSelect(part))
        return `[${part.placeholder ?? 'choose'}: ${(part.options ?? []).map(({ label }) => label).join(', ')}]`;
      const inner = [...(part.components ?? []), ...(part.accessory ? [part.accessory] : [])];
      return inner.map(componentText).filter(Boolean).join('\n');
    }
  }
}
