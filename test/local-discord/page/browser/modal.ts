import { html, nothing, type TemplateResult } from 'lit';
import type { Raw, ShownModal } from '../wire.ts';
import { choicesOf, isSelect, TYPE } from './controls.ts';
import { fileGiven } from './files.ts';
import { markdown } from './markdown.ts';
import { act, changed, ui } from './store.ts';

const PARAGRAPH = 2;

/** The window that the bot opened, if any. */
export function modalWindow(): TemplateResult | typeof nothing {
  const { modal } = ui;
  if (!modal) return nothing;
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    void send(modal, event.target as HTMLFormElement);
  };
  return html`<dialog aria-labelledby="modal-title" @close=${close}>
    <form @submit=${submit}>
      <h2 id="modal-title">${modal.title}</h2>
      ${ui.modalError ? html`<p class="refused" role="alert">${ui.modalError}</p>` : nothing}
      ${modal.components.map(part)}
      <div class="line">
        <span class="push"></span>
        <button type="button" class="button secondary" @click=${close}>Cancel</button>
        <button class="button primary" ?disabled=${ui.busy.has('modal')}>Submit</button>
      </div>
    </form>
  </dialog>`;
}

function close(): void {
  ui.modal = undefined;
  ui.modalError = undefined;
  changed();
}

function part(shown: Raw): TemplateResult {
  if (shown.type === TYPE.text) return html`<div class="text">${markdown(shown.content ?? '')}</div>`;
  if (shown.type === TYPE.label) return labelled(shown.label ?? '', shown.description, shown.component);
  if (shown.type === TYPE.row)
    return html`${(shown.components ?? []).map((inner: Raw) => labelled(inner.label ?? '', undefined, inner))}`;
  return html`<p class="unknown">A component of type ${shown.type}</p>`;
}

function labelled(label: string, about: string | undefined, input: Raw): TemplateResult {
  const id = `modal-${input.custom_id}`;
  const star =
    (input.required ?? true) && input.type !== TYPE.checkbox
      ? html`<span aria-hidden="true"> *</span>`
      : nothing;
  const note = about ? html`<small id="${id}-about">${about}</small>` : nothing;
  if (input.type === TYPE.radioGroup || input.type === TYPE.checkboxGroup) {
    const kind = input.type === TYPE.radioGroup ? 'radio' : 'checkbox';
    return html`<fieldset class="field"><legend>${label}${star}</legend>${note}${choicesOf(input).map(({ label: words, value, description, chosen }) => html`<label class="choice"><input type=${kind} name=${input.custom_id} value=${value} ?checked=${chosen} ?required=${kind === 'radio' && (input.required ?? true)} /> ${words}${description ? html` <small>${description}</small>` : nothing}</label>`)}</fieldset>`;
  }
  return html`<div class="field"><label for=${id}>${label}${star}</label>${note}${control(id, input)}</div>`;
}

function control(id: string, input: Raw): TemplateResult {
  const { custom_id: name, type, required = true, placeholder, value = '' } = input;
  const about = `${id}-about`;
  if (type === TYPE.textInput) {
    const { min_length: least, max_length: most } = input;
    return input.style === PARAGRAPH
      ? html`<textarea id=${id} name=${name} rows="5" ?required=${required} minlength=${least ?? nothing} maxlength=${most ?? 4000} placeholder=${placeholder ?? nothing} aria-describedby=${about} .value=${value ?? ''}></textarea>`
      : html`<input id=${id} name=${name} ?required=${required} minlength=${least ?? nothing} maxlength=${most ?? 4000} placeholder=${placeholder ?? nothing} aria-describedby=${about} .value=${value ?? ''} />`;
  }
  if (isSelect(input)) {
    const several = (input.max_values ?? 1) > 1;
    return html`<select id=${id} name=${name} ?multiple=${several} ?required=${required} aria-describedby=${about}>
      ${several ? nothing : html`<option value="">${placeholder ?? 'Choose …'}</option>`}
      ${choicesOf(input).map(({ label, value: sent, chosen }) => html`<option value=${sent} ?selected=${chosen}>${label}</option>`)}
    </select>`;
  }
  if (type === TYPE.checkbox)
    return html`<input id=${id} name=${name} type="checkbox" ?checked=${input.default ?? false} />`;
  if (type === TYPE.fileUpload)
    return html`<input id=${id} name=${name} type="file" ?required=${required} />`;
  return html`<p class="unknown">A field of type ${type}</p>`;
}

function inputsOf({ components }: ShownModal): readonly Raw[] {
  return components.flatMap((shown) =>
    shown.type === TYPE.label ? [shown.component] : shown.type === TYPE.row ? (shown.components ?? []) : [],
  );
}

async function send(modal: ShownModal, form: HTMLFormElement): Promise<void> {
  const data = new FormData(form);
  const filled: Record<string, unknown> = {};
  for (const input of inputsOf(modal)) {
    const name = input.custom_id as string;
    const given = data
      .getAll(name)
      .map(String)
      .filter((value) => input.type === TYPE.textInput || value !== '');
    if (input.type === TYPE.textInput) filled[name] = given[0] ?? '';
    else if (input.type === TYPE.checkbox) filled[name] = data.has(name);
    else if (input.type === TYPE.fileUpload) {
      const file = await fileGiven(form.elements.namedItem(name) as HTMLInputElement);
      filled[name] = file ? [file] : [];
    } else filled[name] = given.length > 0 ? given : null;
  }
  ui.busy.add('modal');
  changed();
  const outcome = await act({ verb: 'submit', modal: modal.key, place: ui.here, filled });
  ui.busy.delete('modal');
  if (!outcome.ok) ui.modalError = outcome.error;
  else if (ui.modal === modal) ui.modal = undefined;
  changed();
}
