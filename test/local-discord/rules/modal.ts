import { type Component, isSelect, lengthOf, TYPE, walkComponents } from './bodies.ts';
import { duplicates, optionRules, select } from './components.ts';

/** A modal as the bot sends it. */
export type ModalBody = {
  readonly custom_id: string;
  readonly title: string;
  readonly components: readonly Component[];
};

const MOST = 5;

/** What no schema says about a modal (discord.md 1.5). */
export function modalRules(modal: ModalBody): string[] {
  const all = [...walkComponents(modal.components)];
  const problems = duplicates(all);
  if (modal.components.length > MOST)
    problems.push(`components: ${modal.components.length}, at most ${MOST} are allowed in a modal`);
  if (!modal.title.trim()) problems.push('title: must not be blank');
  for (const [component, path] of all) {
    if (component.type === TYPE.label) problems.push(...labelled(component, path));
    if (component.type === TYPE.row) problems.push(...oldRow(component, path));
    if (component.type === TYPE.textInput) problems.push(...textInput(component, path));
  }
  return problems;
}

function labelled({ component, label }: Component, path: string): string[] {
  const inner = `${path}.component`;
  const problems = label?.trim() ? [] : [`${path}.label: must not be blank`];
  if (!component) return problems;
  if (component.type === TYPE.textInput && component.label)
    problems.push(`${inner}.label: the Label has it already`);
  if (component.disabled) problems.push(`${inner}.disabled: nothing can be disabled in a modal`);
  if (isSelect(component)) problems.push(...select(component, inner));
  if (component.type === TYPE.radioGroup || component.type === TYPE.checkboxGroup) {
    const options = component.options ?? [];
    const one = component.type === TYPE.radioGroup;
    const max = one ? 1 : (component.max_values ?? options.length);
    problems.push(...optionRules(options, { path: inner, min: one ? 1 : (component.min_values ?? 1), max }));
  }
  if (component.min_values === 0 && component.required !== false)
    problems.push(`${inner}.min_values: 0 needs required: false`);
  return problems;
}

function oldRow({ components = [] }: Component, path: string): string[] {
  if (components.length !== 1) return [`${path}.components: one text input in each row`];
  return components[0]?.label ? [] : [`${path}.components[0].label: is required in an action row`];
}

function textInput({ min_length, max_length, value }: Component, path: string): string[] {
  const problems: string[] = [];
  if ((min_length ?? 0) > (max_length ?? 4000))
    problems.push(`${path}.min_length: ${min_length} is more than max_length ${max_length}`);
  if (value) {
    if (lengthOf(value) > (max_length ?? 4000)) problems.push(`${path}.value: longer than max_length`);
    if (lengthOf(value) < (min_length ?? 0)) problems.push(`${path}.value: shorter than min_length`);
  }
  return problems;
}
