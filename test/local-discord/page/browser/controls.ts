import { html, nothing, type TemplateResult } from 'lit';
import type { Raw } from '../wire.ts';
import { markdown, placeOfLink } from './markdown.ts';
import { opening, ui, useControl } from './store.ts';

/** Numbers of component types, as in Discord's API. */
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

const LINK = 5;
const STYLES = ['', 'primary', 'secondary', 'success', 'danger', 'link', 'premium'] as const;

/** What draws a component needs to know of its message; a preview has none, and its controls do nothing. */
export type Source = { readonly message: string | undefined };

/** The components of a message, Components V2 or rows. */
export function components(list: readonly Raw[], source: Source): readonly TemplateResult[] {
  return list.map((part) => component(part, source));
}

function component(part: Raw, source: Source): TemplateResult {
  switch (part.type) {
    case TYPE.row:
      return html`<div class="row">${components(part.components ?? [], source)}</div>`;
    case TYPE.button:
      return button(part, source);
    case TYPE.text:
      return html`<div class="text">${markdown(part.content ?? '')}</div>`;
    case TYPE.separator:
      return part.divider === false
        ? html`<div class="gap" data-size=${part.spacing ?? 1}></div>`
        : html`<hr data-size=${part.spacing ?? 1} />`;
    case TYPE.container:
      return html`<div class="container ${part.spoiler ? 'veiled' : ''}" style=${part.accent_color == null ? nothing : `--accent: ${colour(part.accent_color)}`}>${components(part.components ?? [], source)}</div>`;
    case TYPE.section:
      return html`<div class="section"><div>${components(part.components ?? [], source)}</div><div class="accessory">${part.accessory ? component(part.accessory, source) : nothing}</div></div>`;
    case TYPE.thumbnail:
      return html`<img class="thumbnail" src=${part.media?.url ?? ''} alt=${part.description ?? 'Picture'} />`;
    case TYPE.gallery:
      return html`<div class="gallery">${(part.items ?? []).map((item: Raw) => html`<a href=${item.media?.url} target="_blank" rel="noreferrer"><img src=${item.media?.url} alt=${item.description ?? 'Picture'} /></a>`)}</div>`;
    case TYPE.file:
      return html`<a class="file" href=${part.file?.url ?? ''} target="_blank" rel="noreferrer">${part.name ?? 'File'}</a>`;
    default:
      return isSelect(part)
        ? select(part, source)
        : html`<p class="unknown">A component of type ${part.type}</p>`;
  }
}

/** A number such as 0x4f7cac as a colour of CSS. */
export function colour(number: number): string {
  return `#${number.toString(16).padStart(6, '0')}`;
}

function button(part: Raw, { message }: Source): TemplateResult {
  const { custom_id: customId, disabled, style, url } = part;
  const label = html`${part.emoji?.name ? html`<span class="emoji" aria-hidden=${part.label ? 'true' : 'false'}>${part.emoji.name}</span>` : nothing}${part.label ?? ''}`;
  if (style === LINK) {
    const place = placeOfLink(url);
    if (place) return html`<a class="button link" href="?in=${place}" @click=${opening(place)}>${label}</a>`;
    return html`<a class="button link" href=${url} target="_blank" rel="noreferrer noopener">${label}<span aria-hidden="true"> ↗</span><span class="unseen">(opens in a new tab)</span></a>`;
  }
  const busy = ui.busy.has(`${message}:${customId}`);
  return html`<button
    type="button"
    class="button ${STYLES[style] ?? 'secondary'}"
    ?disabled=${disabled || message === undefined}
    aria-busy=${busy}
    @click=${() => message && void useControl(message, customId, { verb: 'press' })}
  >${label}</button>`;
}

/** Whether a component is a select of any kind. */
export function isSelect({ type }: Raw): boolean {
  return type === TYPE.stringSelect || (type >= TYPE.userSelect && type <= TYPE.channelSelect);
}

/** What can be chosen in a select: its own options, or members, roles and channels. */
export function choicesOf(
  part: Raw,
): readonly { label: string; value: string; description?: string; chosen: boolean }[] {
  const { people = [], roles = [], places = [] } = ui.state ?? {};
  const preset = new Set((part.default_values ?? []).map((value: Raw) => value.id));
  const named = (list: readonly { id: string; name: string }[], sign: string) =>
    list.map(({ id, name }) => ({
      label: `${sign}${name.replace(/^@/, '')}`,
      value: id,
      chosen: preset.has(id),
    }));
  switch (part.type) {
    case TYPE.userSelect:
      return named(people, '@');
    case TYPE.roleSelect:
      return named(roles, '@');
    case TYPE.mentionableSelect:
      return [...named(people, '@'), ...named(roles, '@')];
    case TYPE.channelSelect:
      return named(
        places.filter(({ kind }) => kind !== 'direct'),
        '#',
      );
    default:
      return (part.options ?? []).map((option: Raw) => ({
        label: option.label,
        value: option.value,
        description: option.description ?? undefined,
        chosen: option.default ?? false,
      }));
  }
}

function select(part: Raw, { message }: Source): TemplateResult {
  const { custom_id: customId, placeholder, disabled, max_values: most = 1, min_values: least = 1 } = part;
  const words = placeholder ?? 'Choose';
  const off = disabled || message === undefined;
  const choices = choicesOf(part);
  const send = (values: readonly string[]) =>
    message && void useControl(message, customId, { verb: 'choose', values });
  if ((most ?? 1) <= 1)
    return html`<select
      class="select"
      aria-label=${words}
      ?disabled=${off}
      @change=${(event: Event) => send([(event.target as HTMLSelectElement).value])}
    >
      <option value="" disabled ?selected=${!choices.some(({ chosen }) => chosen)}>${words}</option>
      ${choices.map(({ label, value, description, chosen }) => html`<option value=${value} ?selected=${chosen}>${label}${description ? ` · ${description}` : ''}</option>`)}
    </select>`;
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    send(new FormData(event.target as HTMLFormElement).getAll('value').map(String));
  };
  return html`<details class="several">
    <summary>${words}</summary>
    <form @submit=${submit}>
      <fieldset ?disabled=${off}>
        <legend class="unseen">${words}, ${least} to ${most}</legend>
        ${choices.map(({ label, value, description, chosen }) => html`<label><input type="checkbox" name="value" value=${value} ?checked=${chosen} /> ${label}${description ? html` <small>${description}</small>` : nothing}</label>`)}
        <button class="button primary">Choose</button>
      </fieldset>
    </form>
  </details>`;
}
