import {
  type APIActionRowComponent,
  type APIComponentInContainer,
  type APIComponentInMessageActionRow,
  type APIEmbed,
  type APIMessageTopLevelComponent,
  type APIStringSelectComponent,
  ButtonStyle,
  ComponentType,
  MessageFlags,
} from 'discord.js';
import { cut, LIMITS } from './limits.ts';

/** A message as the bot sends it: a plain object that views make and tests compare. */
export type Screen = {
  readonly components: readonly APIMessageTopLevelComponent[];
  readonly flags: number;
};

/** A scheduled post: content for the notification, one embed, buttons. A Components V2 message would notify with no words. */
export type PublicMessage = {
  readonly content: string;
  readonly embeds: readonly APIEmbed[];
  readonly components: readonly APIMessageTopLevelComponent[];
  readonly allowed_mentions: { readonly parse: []; readonly roles?: readonly string[] };
};

/** A post in words: its title is the content, which the notification shows. A role is pinged only where it is given. */
export function publicPost(shown: {
  readonly title: string;
  readonly description: string;
  readonly footer?: string | undefined;
  readonly role?: string | undefined;
  readonly components: readonly (APIMessageTopLevelComponent | undefined)[];
}): PublicMessage {
  const { title, description, footer, role } = shown;
  return {
    content: cut(`**${title}**${role ? ` <@&${role}>` : ''}`, LIMITS.content),
    embeds: [
      {
        description: cut(description, LIMITS.embedDescription),
        ...(footer ? { footer: { text: footer } } : {}),
      },
    ],
    components: shown.components.filter((part) => part !== undefined),
    allowed_mentions: { parse: [], ...(role ? { roles: [role] } : {}) },
  };
}

/** A button of any kind. */
export type Button = Extract<APIComponentInMessageActionRow, { type: ComponentType.Button }>;

/** A part of a screen: words, a line across, or a row of controls. */
export type Part = string | 'line' | APIComponentInContainer;

/** A line across the screen. */
export const line: APIComponentInContainer = { type: ComponentType.Separator, divider: true, spacing: 1 };

/** A private-or-public screen in Components V2: words become text, empty parts are left out. */
export function screen(...parts: readonly (Part | undefined | false)[]): Screen {
  const components = parts
    .filter((part): part is Part => part !== undefined && part !== false && part !== '')
    .map((part): APIComponentInContainer => {
      return typeof part === 'string' ? { type: ComponentType.TextDisplay, content: part } : part;
    });
  return { components: [{ type: ComponentType.Container, components }], flags: MessageFlags.IsComponentsV2 };
}

/** A picture on a screen: its file goes with the message under that name, and `alt` says what it shows. */
export function pictured(name: string, alt: string): APIComponentInContainer {
  return {
    type: ComponentType.MediaGallery,
    items: [{ media: { url: `attachment://${name}` }, description: alt }],
  };
}

/** A file that goes with the message, to open or to keep. */
export function shownFile(name: string): APIComponentInContainer {
  return { type: ComponentType.File, file: { url: `attachment://${name}` } };
}

/** A row of controls; nothing when there are none. */
export function row(
  ...controls: readonly (APIComponentInMessageActionRow | undefined | false)[]
): APIActionRowComponent<APIComponentInMessageActionRow> | undefined {
  const components = controls.filter((control) => control !== undefined && control !== false);
  return components.length > 0 ? { type: ComponentType.ActionRow, components } : undefined;
}

const STYLES = {
  plain: ButtonStyle.Secondary,
  main: ButtonStyle.Primary,
  danger: ButtonStyle.Danger,
} as const;

/** A button that the bot handles. `main` stands out (one a group), `danger` is red. */
export function button(
  label: string,
  customId: string,
  options: { readonly style?: keyof typeof STYLES; readonly disabled?: boolean } = {},
): Button {
  if (label.length > LIMITS.buttonLabel) throw new Error(`button label is too long: ${label}`);
  return {
    type: ComponentType.Button,
    style: STYLES[options.style ?? 'plain'],
    label,
    custom_id: customId,
    ...(options.disabled ? { disabled: true } : {}),
  };
}

/** A select of which one option is taken. Each value must be another. */
export function menu(
  placeholder: string,
  customId: string,
  options: readonly { readonly label: string; readonly value: string; readonly description?: string }[],
): APIStringSelectComponent {
  return {
    type: ComponentType.StringSelect,
    custom_id: customId,
    placeholder,
    options: options.map(({ label, value, description }) => ({
      label: cut(label, LIMITS.choiceName),
      value,
      ...(description ? { description: cut(description, LIMITS.choiceName) } : {}),
    })),
  };
}

/** A button that opens an address. */
export function linkButton(label: string, url: string): Button {
  return { type: ComponentType.Button, style: ButtonStyle.Link, label, url };
}
