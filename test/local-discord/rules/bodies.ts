/** A component as the bot sends it, of any type, after the schema check. */
export type Component = {
  readonly type: number;
  readonly id?: number | null;
  readonly custom_id?: string | null;
  readonly style?: number;
  readonly label?: string | null;
  readonly emoji?: object | null;
  readonly url?: string | null;
  readonly sku_id?: string | null;
  readonly disabled?: boolean | null;
  readonly required?: boolean | null;
  readonly content?: string;
  readonly placeholder?: string | null;
  readonly value?: string | null;
  readonly min_values?: number | null;
  readonly max_values?: number | null;
  readonly min_length?: number | null;
  readonly max_length?: number | null;
  readonly options?: readonly SelectOption[] | null;
  readonly default_values?: readonly unknown[] | null;
  readonly components?: readonly Component[];
  readonly component?: Component;
  readonly accessory?: Component;
  readonly items?: readonly { readonly media: Media }[];
  readonly media?: Media;
  readonly file?: Media;
};

/** A picture or file by address. */
export type Media = { readonly url: string };

/** An option of a select, radio group or checkbox group. */
export type SelectOption = {
  readonly label: string;
  readonly value: string;
  readonly description?: string | null;
  readonly default?: boolean | null;
};

type Picture = { readonly url?: string | null; readonly icon_url?: string | null };

/** An embed as the bot sends it. */
export type Embed = {
  readonly title?: string | null;
  readonly description?: string | null;
  readonly url?: string | null;
  readonly fields?: readonly { readonly name: string; readonly value: string }[] | null;
  readonly footer?: (Picture & { readonly text?: string | null }) | null;
  readonly author?: (Picture & { readonly name?: string | null }) | null;
  readonly image?: Picture | null;
  readonly thumbnail?: Picture | null;
};

/** A poll as the bot sends it. */
export type Poll = {
  readonly question: { readonly text?: string | null };
  readonly answers: readonly { readonly poll_media: { readonly text?: string | null } }[];
};

/** Whom a message may notify. */
export type AllowedMentions = {
  readonly parse?: readonly string[] | null;
  readonly users?: readonly string[] | null;
  readonly roles?: readonly string[] | null;
};

/** A message as the bot sends it, after the schema check. */
export type MessageBody = {
  readonly content?: string | null;
  readonly embeds?: readonly Embed[] | null;
  readonly components?: readonly Component[] | null;
  readonly flags?: number | null;
  readonly poll?: Poll | null;
  readonly sticker_ids?: readonly string[] | null;
  readonly attachments?:
    | readonly {
        readonly id: string | number;
        readonly filename?: string | null;
        readonly description?: string | null;
      }[]
    | null;
  readonly allowed_mentions?: AllowedMentions | null;
  readonly nonce?: string | number | null;
  readonly enforce_nonce?: boolean | null;
  readonly tts?: boolean | null;
  readonly message_reference?: { readonly message_id?: string; readonly channel_id?: string } | null;
};

/** Numbers of component types. */
export const TYPE = {
  row: 1,
  button: 2,
  stringSelect: 3,
  textInput: 4,
  userSelect: 5,
  roleSelect: 6,
  mentionableSelect: 7,
  channelSelect: 8,
  section: 9,
  text: 10,
  thumbnail: 11,
  gallery: 12,
  file: 13,
  separator: 14,
  container: 17,
  label: 18,
  fileUpload: 19,
  radioGroup: 21,
  checkboxGroup: 22,
  checkbox: 23,
} as const;

/** Message flags that matter here. */
export const FLAG = {
  suppressEmbeds: 4,
  ephemeral: 64,
  loading: 128,
  suppressNotifications: 4096,
  voice: 8192,
  v2: 32_768,
} as const;

const SELECTS: ReadonlySet<number> = new Set([
  TYPE.stringSelect,
  TYPE.userSelect,
  TYPE.roleSelect,
  TYPE.mentionableSelect,
  TYPE.channelSelect,
]);

/** Whether a component is a select of any kind. */
export function isSelect({ type }: { readonly type: number }): boolean {
  return SELECTS.has(type);
}

/** Length as Discord counts it: code points. */
export function lengthOf(text: string | null | undefined): number {
  if (!text) return 0;
  let length = 0;
  for (const _ of text) length += 1;
  return length;
}

/** Every component with its path, parents before children, accessories included. */
export function* walkComponents(
  components: readonly Component[],
  path = 'components',
): Generator<readonly [Component, string]> {
  for (const [index, component] of components.entries()) {
    const here = `${path}[${index}]`;
    yield [component, here];
    if (component.components) yield* walkComponents(component.components, `${here}.components`);
    for (const key of ['accessory', 'component'] as const) {
      const child = component[key];
      if (child) yield [child, `${here}.${key}`];
    }
  }
}
