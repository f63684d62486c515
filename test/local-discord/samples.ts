import { type Component, FLAG } from './rules/bodies.ts';

/** A button that is in order; parts replace its own. */
export function button(id: string | number, parts: object = {}): Component {
  return { type: 2, style: 2, label: 'B', custom_id: `id:${id}`, ...parts } as Component;
}

/** A row of what is given. */
export function row(...components: readonly object[]): Component {
  return { type: 1, components } as Component;
}

/** A text display. */
export function words(content = 'words'): Component {
  return { type: 10, content } as Component;
}

/** A container of what is given. */
export function container(...components: readonly object[]): Component {
  return { type: 17, components } as Component;
}

/** A string select with so many options; parts replace its own. */
export function choice(options = 3, parts: object = {}): Component {
  return {
    type: 3,
    custom_id: 'choice',
    options: times(options, (index) => ({ label: `Option ${index}`, value: `v${index}` })),
    ...parts,
  } as Component;
}

/** A Label with a text input; parts replace the input's own. */
export function field(id: string | number, parts: object = {}): Component {
  return {
    type: 18,
    label: 'Why?',
    component: { type: 4, style: 1, custom_id: `f${id}`, ...parts },
  } as Component;
}

/** A modal of these components. */
export function modal(...components: readonly object[]) {
  return { custom_id: 'modal', title: 'A modal', components };
}

/** A message of Components V2. */
export function v2(...components: readonly object[]) {
  return { flags: FLAG.v2, components };
}

/** A slash command; parts replace its own. */
export function slash(parts: object = {}) {
  return { name: 'quiz', description: 'A quiz', type: 1, ...parts };
}

/** An option that takes text; parts replace its own. */
export function option(name: string, parts: object = {}) {
  return { type: 3, name, description: 'An option', ...parts };
}

/** So many of something. */
export function times<T>(count: number, make: (index: number) => T): T[] {
  return Array.from({ length: count }, (_, index) => make(index));
}
