import { lengthOf } from '../rules/bodies.ts';
import type { CommandBody, OptionBody } from '../rules/commands.ts';
import type { Resolved, Value } from './values.ts';

/** What a member typed, by the names of the options. */
export type Given = Readonly<Record<string, Value | undefined>>;

/** An option in an interaction. */
export type SentOption = {
  readonly name: string;
  readonly type: number;
  readonly value?: string | number | boolean;
  readonly focused?: true;
  readonly options?: readonly SentOption[];
};

const SUBCOMMAND = 1;
const GROUP = 2;
const [STRING, INTEGER, BOOLEAN, USER, CHANNEL, ROLE, MENTIONABLE, NUMBER, ATTACHMENT] = [
  3, 4, 5, 6, 7, 8, 9, 10, 11,
];

/** What is being filled in. */
export type Filling = {
  readonly command: CommandBody;
  /** The words after the command's name: subcommand group and subcommand. */
  readonly path: readonly string[];
  readonly given: Given;
  readonly resolved: Resolved;
  /** The option that is being typed, for suggestions: then nothing is required yet. */
  readonly focused?: string;
};

/** The options as Discord's client would send them; throws for what it would not let a member send. */
export function fillOptions({ command, path, given, resolved, focused }: Filling): readonly SentOption[] {
  let definitions: readonly OptionBody[] = command.options ?? [];
  const chain: OptionBody[] = [];
  for (const word of path) {
    const found = definitions.find(
      ({ name, type }) => name === word && (type === SUBCOMMAND || type === GROUP),
    );
    if (!found) throw new Error(`/${command.name} has no subcommand ${word}`);
    chain.push(found);
    definitions = found.options ?? [];
  }
  if (definitions.some(({ type }) => type === SUBCOMMAND || type === GROUP))
    throw new Error(
      `/${[command.name, ...path].join(' ')} needs one of ${definitions.map(({ name }) => name).join(', ')}`,
    );
  for (const name of Object.keys(given)) {
    if (!definitions.some((definition) => definition.name === name))
      throw new Error(`/${[command.name, ...path].join(' ')} has no option ${name}`);
  }
  const filled = definitions.flatMap((definition): readonly SentOption[] => {
    const { name, type } = definition;
    const value = given[name];
    if (name === focused) {
      if (!definition.autocomplete) throw new Error(`the option ${name} suggests nothing`);
      return [{ name, type, value: String(value ?? ''), focused: true }];
    }
    if (value === undefined) {
      if (definition.required && focused === undefined) throw new Error(`the option ${name} is required`);
      return [];
    }
    return [{ name, type, value: typedValue(definition, value, resolved) }];
  });
  if (focused !== undefined && !filled.some((option) => option.focused))
    throw new Error(`/${[command.name, ...path].join(' ')} has no option ${focused}`);
  return chain.reduceRight<readonly SentOption[]>(
    (options, { name, type }) => [{ name, type, options }],
    filled,
  );
}

/** The definition of an option, by what was filled in. */
export function typeOfFocused(options: readonly SentOption[]): number | undefined {
  for (const option of options) {
    if (option.focused) return option.type;
    const inner = typeOfFocused(option.options ?? []);
    if (inner !== undefined) return inner;
  }
  return undefined;
}

function typedValue(definition: OptionBody, value: Value, resolved: Resolved): string | number | boolean {
  const { name, type } = definition;
  switch (type) {
    case STRING:
    case INTEGER:
    case NUMBER:
      return scalar(definition, value);
    case BOOLEAN:
      if (typeof value !== 'boolean') throw new Error(`the option ${name} is true or false`);
      return value;
    case USER:
      return resolved.user(value);
    case CHANNEL:
      return resolved.channel(value, definition.channel_types ?? []);
    case ROLE:
      return resolved.role(value);
    case MENTIONABLE:
      try {
        return resolved.user(value);
      } catch {
        return resolved.role(value);
      }
    case ATTACHMENT:
      return resolved.file(value);
    default:
      throw new Error(`the option ${name} is of the unknown type ${type}`);
  }
}

function scalar(definition: OptionBody, value: Value): string | number {
  const { name, type, choices } = definition;
  if (choices && choices.length > 0) {
    const choice = choices.find((one) => one.name === value || one.value === value);
    if (!choice) throw new Error(`the option ${name} has no choice ${String(value)}`);
    return choice.value;
  }
  if (type === STRING) {
    if (typeof value !== 'string') throw new Error(`the option ${name} is a text`);
    const length = lengthOf(value);
    if (length === 0) throw new Error(`the option ${name} is empty`);
    if (length < (definition.min_length ?? 0) || length > (definition.max_length ?? 6000))
      throw new Error(
        `the option ${name} takes ${definition.min_length ?? 0} to ${definition.max_length ?? 6000} characters`,
      );
    return value;
  }
  if (typeof value !== 'number' || (type === INTEGER && !Number.isSafeInteger(value)))
    throw new Error(`the option ${name} is ${type === INTEGER ? 'an integer' : 'a number'}`);
  if (value < (definition.min_value ?? -Infinity) || value > (definition.max_value ?? Infinity))
    throw new Error(
      `the option ${name} takes ${definition.min_value ?? '…'} to ${definition.max_value ?? '…'}`,
    );
  return value;
}
