import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { ref } from 'lit/directives/ref.js';
import type { ShownCommand, ShownOption } from '../wire.ts';
import { fileGiven } from './files.ts';
import { act, changed, type Field, type Suggestion, ui } from './store.ts';

const [INTEGER, BOOLEAN, USER, CHANNEL, ROLE, MENTIONABLE, NUMBER, ATTACHMENT] = [4, 5, 6, 7, 8, 9, 10, 11];
const LISTED = 8;
const TYPING = 150;

/** Where one writes a message, or fills in a command that one began with `/`. */
export function composer(): TemplateResult {
  const place = ui.state?.places.find(({ id }) => id === ui.here);
  const name = place ? `${place.kind === 'direct' ? '@' : '#'}${place.name}` : '';
  return html`<div class="composer">
    ${ui.error ? html`<p class="refused" role="alert">${ui.error}<button type="button" class="plain" @click=${forgetError}>Close</button></p>` : nothing}
    ${ui.command ? commandForm(ui.command) : textForm(name)}
  </div>`;
}

function forgetError(): void {
  ui.error = undefined;
  changed();
}

/** The commands that can be used here, with the words typed so far. */
function matching(typed: string): readonly ShownCommand[] {
  const words = typed.slice(1).toLowerCase().trimEnd();
  const isDirect = ui.state?.places.find(({ id }) => id === ui.here)?.kind === 'direct';
  const offered = (ui.state?.commands ?? []).filter(({ inServer, inDirect }) =>
    isDirect ? inDirect : inServer,
  );
  const begins = offered.filter(({ name }) => name.startsWith(words));
  const contains = offered.filter(({ name }) => !name.startsWith(words) && name.includes(words));
  return [...begins, ...contains];
}

function textForm(place: string): TemplateResult {
  const isOpen = ui.suggestFor === 'text' && ui.suggestions.length > 0;
  const submit = (event: Event) => {
    event.preventDefault();
    void sendText();
  };
  return html`<form class="line" @submit=${submit}>
    ${isOpen ? list('commands', 'Commands') : nothing}
    <input
      id="composer"
      class="write"
      autocomplete="off"
      maxlength="2000"
      placeholder="Message ${place}, or / for a command"
      aria-label="Message ${place}, or a command beginning with a slash"
      role="combobox"
      aria-expanded=${isOpen}
      aria-controls="commands"
      aria-autocomplete="list"
      aria-activedescendant=${isOpen ? `commands-${ui.active}` : nothing}
      .value=${live(ui.text)}
      @input=${(event: Event) => typed((event.target as HTMLInputElement).value)}
      @keydown=${keys}
      @focus=${() => typed(ui.text)}
      @blur=${closeSoon}
    />
    <button class="button primary" ?disabled=${ui.text.trim() === ''}>Send</button>
  </form>`;
}

function typed(text: string): void {
  ui.text = text;
  ui.active = 0;
  ui.suggestFor = text.startsWith('/') ? 'text' : undefined;
  ui.suggestions = text.startsWith('/')
    ? matching(text).map((command) => ({
        label: `/${command.name}`,
        note: command.description,
        pick: () => pickCommand(command),
      }))
    : [];
  changed();
}

async function sendText(): Promise<void> {
  const text = ui.text.trim();
  if (text === '') return;
  if (text.startsWith('/')) {
    const [command] = matching(text);
    if (command) return pickCommand(command);
    ui.error = `There is no command ${text.split(' ')[0]} here. Type / to see those that there are.`;
    return changed();
  }
  ui.text = '';
  const outcome = await act({ verb: 'say', place: ui.here, text });
  ui.error = outcome.ok ? undefined : outcome.error;
  changed();
}

function pickCommand(command: ShownCommand): void {
  ui.command = command;
  ui.fields = new Map(
    command.options
      .filter(({ required }) => required)
      .map(({ name }) => [name, { shown: '', value: undefined }]),
  );
  ui.text = '';
  ui.error = undefined;
  close();
  changed();
  focusSoon('.command input, .command select, .command .primary');
}

function commandForm(command: ShownCommand): TemplateResult {
  const left = command.options.filter(({ name }) => !ui.fields.has(name));
  const submit = (event: Event) => {
    event.preventDefault();
    void runCommand(command);
  };
  return html`<form class="command" aria-label="/${command.name}" @submit=${submit} @keydown=${leaveByEscape}>
    <p class="command-head"><b>/${command.name}</b> <span>${command.description}</span></p>
    <div class="fields">
      ${command.options.filter(({ name }) => ui.fields.has(name)).map((option) => field(command, option))}
    </div>
    <div class="line">
      ${left.map((option) => html`<button type="button" class="chip" title=${option.description} @click=${() => addField(option)}>+ ${option.name}</button>`)}
      <span class="push"></span>
      <button type="button" class="button secondary" @click=${leaveCommand}>Cancel</button>
      <button class="button primary" ?disabled=${ui.busy.has('command')}>Send</button>
    </div>
  </form>`;
}

function addField({ name }: ShownOption): void {
  ui.fields.set(name, { shown: '', value: undefined });
  changed();
  focusSoon(`#field-${name}`);
}

function removeField(name: string): void {
  ui.fields.delete(name);
  changed();
}

function leaveByEscape(event: KeyboardEvent): void {
  if (event.key === 'Escape' && ui.suggestions.length === 0) leaveCommand();
}

function leaveCommand(): void {
  ui.command = undefined;
  ui.error = undefined;
  close();
  changed();
  focusSoon('#composer');
}

function field(command: ShownCommand, option: ShownOption): TemplateResult {
  const { name, description, required } = option;
  return html`<div class="field">
    <label for="field-${name}">${name}${required ? html`<span aria-hidden="true"> *</span>` : nothing}</label>
    ${control(command, option)}
    <small id="about-${name}">${description}</small>
    ${required ? nothing : html`<button type="button" class="plain remove" aria-label="Leave out ${name}" @click=${() => removeField(name)}>×</button>`}
  </div>`;
}

function set(name: string, given: Field): void {
  ui.fields.set(name, given);
  changed();
}

function control(command: ShownCommand, option: ShownOption): TemplateResult {
  const { name, type, choices, autocomplete, required } = option;
  const now = ui.fields.get(name);
  const listed = choices?.length ? choices : listedFor(option);
  if (listed) {
    return html`<select id="field-${name}" aria-describedby="about-${name}" ?required=${required} @change=${(
      event: Event,
    ) => {
      const { selectedIndex } = event.target as HTMLSelectElement;
      const chosen = listed[selectedIndex - 1];
      set(name, { shown: chosen?.name ?? '', value: chosen?.value });
    }}>
      <option value="" ?selected=${now?.value === undefined}>Choose …</option>
      ${listed.map((choice) => html`<option ?selected=${choice.value === now?.value}>${choice.name}</option>`)}
    </select>`;
  }
  if (type === ATTACHMENT) {
    return html`<input id="field-${name}" type="file" aria-describedby="about-${name}" ?required=${required} @change=${async (
      event: Event,
    ) => {
      const file = await fileGiven(event.target as HTMLInputElement);
      set(name, { shown: file?.name ?? '', value: file });
    }} />`;
  }
  const isOpen = ui.suggestFor === name && ui.suggestions.length > 0;
  const isNumber = type === INTEGER || type === NUMBER;
  const input = (event: Event) => {
    const text = (event.target as HTMLInputElement).value;
    set(name, { shown: text, value: text === '' ? undefined : text });
    if (autocomplete) suggest(command, option, text);
  };
  return html`<span class="suggesting">
    ${isOpen ? list(`list-${name}`, name) : nothing}
    <input
      id="field-${name}"
      autocomplete="off"
      inputmode=${isNumber ? 'decimal' : nothing}
      aria-describedby="about-${name}"
      role=${autocomplete ? 'combobox' : nothing}
      aria-expanded=${autocomplete ? String(isOpen) : nothing}
      aria-controls=${autocomplete ? `list-${name}` : nothing}
      aria-autocomplete=${autocomplete ? 'list' : nothing}
      aria-activedescendant=${isOpen ? `list-${name}-${ui.active}` : nothing}
      .value=${live(now?.shown ?? '')}
      @input=${input}
      @focus=${() => autocomplete && suggest(command, option, ui.fields.get(name)?.shown ?? '')}
      @keydown=${keys}
      @blur=${closeSoon}
    />
  </span>`;
}

/** What there is to choose for an option that takes a channel, a person, a role, or yes and no. */
function listedFor({
  type,
  channel_types: types,
}: ShownOption): readonly { name: string; value: string | boolean }[] | undefined {
  const { people = [], roles = [], places = [] } = ui.state ?? {};
  const persons = people.map(({ id, name }) => ({ name: `@${name}`, value: id }));
  const groups = roles.map(({ id, name }) => ({ name: `@${name.replace(/^@/, '')}`, value: id }));
  switch (type) {
    case BOOLEAN:
      return [
        { name: 'True', value: true },
        { name: 'False', value: false },
      ];
    case USER:
      return persons;
    case ROLE:
      return groups;
    case MENTIONABLE:
      return [...persons, ...groups];
    case CHANNEL:
      return places
        .filter(({ kind }) => kind === 'channel' || (kind === 'thread' && (!types || types.includes(11))))
        .map(({ id, name }) => ({ name: `#${name}`, value: id }));
    default:
      return undefined;
  }
}

function givenOf(command: ShownCommand, focused?: string): Record<string, unknown> {
  const given: Record<string, unknown> = {};
  for (const { name, type } of command.options) {
    const value = ui.fields.get(name)?.value;
    if (value === undefined) continue;
    const isNumber = (type === INTEGER || type === NUMBER) && typeof value === 'string' && name !== focused;
    const number = isNumber ? Number(value.replace(',', '.')) : Number.NaN;
    given[name] = isNumber && !Number.isNaN(number) ? number : value;
  }
  return given;
}

let typing: ReturnType<typeof setTimeout> | undefined;

function suggest(command: ShownCommand, option: ShownOption, text: string): void {
  clearTimeout(typing);
  typing = setTimeout(async () => {
    const given = { ...givenOf(command, option.name), [option.name]: text };
    const what = { verb: 'complete', place: ui.here, command: command.name, given, focused: option.name };
    const outcome = await act(what);
    // Somebody may have gone on meanwhile.
    if (
      !document.activeElement?.matches(`#field-${option.name}`) ||
      ui.fields.get(option.name)?.shown !== text
    )
      return;
    if (!outcome.ok) ui.error = outcome.error;
    ui.suggestFor = option.name;
    ui.active = 0;
    ui.suggestions = (outcome.ok ? (outcome.choices ?? []) : []).map(
      ({ name, value }): Suggestion => ({
        label: name,
        note: '',
        pick: () => {
          set(option.name, { shown: name, value });
          close();
        },
      }),
    );
    changed();
  }, TYPING);
}

async function runCommand(command: ShownCommand): Promise<void> {
  const missing = command.options.find(
    ({ name, required }) => required && ui.fields.get(name)?.value === undefined,
  );
  if (missing) {
    ui.error = `The option ${missing.name} is required.`;
    changed();
    return focusSoon(`#field-${missing.name}`);
  }
  ui.busy.add('command');
  ui.error = undefined;
  changed();
  const outcome = await act({ verb: 'run', place: ui.here, command: command.name, given: givenOf(command) });
  ui.busy.delete('command');
  if (outcome.ok) {
    ui.command = undefined;
    changed();
    if (!outcome.modal) focusSoon('#composer');
  } else {
    ui.error = outcome.error;
  }
  changed();
}

function list(id: string, label: string): TemplateResult {
  const first = Math.max(0, Math.min(ui.active - LISTED + 1, ui.suggestions.length - LISTED));
  return html`<ul class="suggestions" role="listbox" id=${id} aria-label=${label}>
    ${ui.suggestions.map((one, place) =>
      place < first || place >= first + Math.max(LISTED, 25)
        ? nothing
        : html`<li
            role="option"
            id="${id}-${place}"
            aria-selected=${place === ui.active}
            ${ref((element) => place === ui.active && element?.scrollIntoView({ block: 'nearest' }))}
            @pointerdown=${picking(one)}
          ><b>${one.label}</b> ${one.note ? html`<span>${one.note}</span>` : nothing}</li>`,
    )}
  </ul>`;
}

/** The field keeps the focus while something is picked with the mouse. */
function picking(one: Suggestion): (event: Event) => void {
  return (event) => {
    event.preventDefault();
    one.pick();
  };
}

function keys(event: KeyboardEvent): void {
  if (ui.suggestions.length === 0) return;
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  if (step !== 0) {
    event.preventDefault();
    ui.active = (ui.active + step + ui.suggestions.length) % ui.suggestions.length;
    changed();
  } else if (event.key === 'Enter' || (event.key === 'Tab' && !event.shiftKey)) {
    event.preventDefault();
    ui.suggestions[ui.active]?.pick();
  } else if (event.key === 'Escape') {
    event.stopPropagation();
    close();
    changed();
  }
}

function close(): void {
  clearTimeout(typing);
  ui.suggestions = [];
  ui.suggestFor = undefined;
}

function closeSoon(): void {
  close();
  changed();
}

/** Right after the page is drawn, so that what somebody types next already goes there. */
function focusSoon(selector: string): void {
  queueMicrotask(() => document.querySelector<HTMLElement>(selector)?.focus());
}
