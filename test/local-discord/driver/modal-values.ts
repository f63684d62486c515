import { type Component, isSelect, lengthOf, TYPE } from '../rules/bodies.ts';
import type { Modal, ModalField } from './answer.ts';
import type { Resolved, Value } from './values.ts';

/** What a member fills in, by label or custom id. */
export type Filled = Readonly<Record<string, Value | readonly Value[] | null | undefined>>;

/** The components of a sent modal; throws for what Discord's client would not let a member send. */
export function fillModal(modal: Modal, filled: Filled, resolved: Resolved): readonly object[] {
  for (const name of Object.keys(filled)) {
    if (!modal.fields.some((field) => isCalled(field, name)))
      throw new Error(`the modal "${modal.title}" has no field ${name}\n${modal.text()}`);
  }
  const send = (label: string, part: Component): object => {
    const name = Object.keys(filled).find((one) => isCalled({ label, part }, one));
    return {
      type: part.type,
      id: part.id ?? 1,
      custom_id: part.custom_id,
      ...typedValue(label, part, name === undefined ? undefined : filled[name], resolved),
    };
  };
  return modal.components.map((part, index): object => {
    const id = part.id ?? index + 1;
    if (part.type === TYPE.label)
      return { type: part.type, id, component: send(part.label ?? '', part.component!) };
    if (part.type === TYPE.row)
      return {
        type: part.type,
        id,
        components: (part.components ?? []).map((inner) => send(inner.label ?? '', inner)),
      };
    return { type: part.type, id };
  });
}

function isCalled({ label, part }: ModalField, name: string): boolean {
  return label === name || part.custom_id === name;
}

type Typed = Value | readonly Value[] | null | undefined;

function typedValue(label: string, part: Component, given: Typed, resolved: Resolved): object {
  const required = part.required ?? true;
  if (part.type === TYPE.textInput) return { value: text(label, part, given) };
  if (part.type === TYPE.checkbox) return { value: given === true };
  const list =
    given === undefined ? defaults(part) : given === null ? [] : Array.isArray(given) ? given : [given];
  if (part.type === TYPE.radioGroup) {
    if (required && list.length === 0) throw new Error(`"${label}" needs a choice`);
    return { value: list.length > 0 ? picked(part, list[0] as Value) : null };
  }
  const min = required ? Math.max(1, part.min_values ?? 1) : 0;
  const max = part.max_values ?? (part.type === TYPE.checkboxGroup ? (part.options?.length ?? 0) : 1);
  if (list.length > max || list.length < (list.length === 0 && !required ? 0 : min))
    throw new Error(`"${label}" takes ${min} to ${max} values, not ${list.length}`);
  return { values: list.map((value) => resolve(part, value as Value, resolved)) };
}

function text(label: string, part: Component, given: Typed): string {
  if (given !== undefined && given !== null && typeof given !== 'string')
    throw new Error(`"${label}" is a text`);
  const value = given ?? (given === undefined ? (part.value ?? '') : '');
  const length = lengthOf(value);
  if (length === 0 && (part.required ?? true)) throw new Error(`"${label}" must be filled in`);
  const [min, max] = [part.min_length ?? 0, part.max_length ?? 4000];
  if (length > max || (length > 0 && length < min))
    throw new Error(`"${label}" takes ${min} to ${max} characters`);
  return value;
}

function defaults(part: Component): readonly Value[] {
  return (part.options ?? []).filter((option) => option.default).map(({ value }) => value);
}

function picked(part: Component, wanted: Value): string {
  const option = (part.options ?? []).find(({ label, value }) => label === wanted || value === wanted);
  if (!option)
    throw new Error(
      `there is no option ${String(wanted)}, only ${(part.options ?? []).map(({ label }) => label).join(', ')}`,
    );
  return option.value;
}

/** One chosen value of a select, as it is sent. */
export function resolve(part: Component, value: Value, resolved: Resolved): string {
  switch (part.type) {
    case TYPE.userSelect:
      return resolved.user(value);
    case TYPE.roleSelect:
      return resolved.role(value);
    case TYPE.channelSelect:
      return resolved.channel(value);
    case TYPE.mentionableSelect:
      try {
        return resolved.user(value);
      } catch {
        return resolved.role(value);
      }
    case TYPE.fileUpload:
      return resolved.file(value);
    default:
      if (isSelect(part) || part.type === TYPE.checkboxGroup) return picked(part, value);
      throw new Error(`components of type ${part.type} cannot be filled in`);
  }
}
