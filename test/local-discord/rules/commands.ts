import { lengthOf } from './bodies.ts';

/** Names or descriptions in other languages. */
type Localizations = Readonly<Record<string, string>> | null;

/** An option of a command as the bot registers it. */
export type OptionBody = {
  readonly type: number;
  readonly name: string;
  readonly name_localizations?: Localizations;
  readonly description: string;
  readonly description_localizations?: Localizations;
  readonly required?: boolean | null;
  readonly autocomplete?: boolean | null;
  readonly choices?: readonly ChoiceBody[] | null;
  readonly options?: readonly OptionBody[] | null;
  readonly min_value?: number | null;
  readonly max_value?: number | null;
  readonly min_length?: number | null;
  readonly max_length?: number | null;
  readonly channel_types?: readonly number[] | null;
};

type ChoiceBody = {
  readonly name: string;
  readonly name_localizations?: Localizations;
  readonly value: string | number;
};

/** A command as the bot registers it. */
export type CommandBody = {
  readonly type?: number | null;
  readonly name: string;
  readonly name_localizations?: Localizations;
  readonly description?: string | null;
  readonly description_localizations?: Localizations;
  readonly options?: readonly OptionBody[] | null;
  readonly contexts?: readonly number[] | null;
  readonly integration_types?: readonly number[] | null;
};

const KINDS: Readonly<Record<number, { readonly name: string; readonly most: number }>> = {
  1: { name: 'chat input', most: 100 },
  2: { name: 'user', most: 15 },
  3: { name: 'message', most: 15 },
};
const CHAT = 1;
const SUBCOMMAND = 1;
const GROUP = 2;
const MOST_TEXT = 8000;
const CHOICE_VALUE = 100;
const NAME = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u;

/** Languages that Discord's documentation lists. */
const LOCALES: ReadonlySet<string> = new Set(
  'id da de en-GB en-US es-ES es-419 fr hr it lt hu nl no pl pt-BR ro fi sv-SE vi tr cs el bg ru uk hi th zh-CN ja zh-TW ko'.split(
    ' ',
  ),
);

/** What no schema says about a list of commands (discord.md 1.5). */
export function commandRules(commands: readonly CommandBody[]): string[] {
  const problems = commands.flatMap((command, index) => single(command, `[${index}]`));
  for (const [type, { name, most }] of Object.entries(KINDS)) {
    const names = commands
      .filter((command) => (command.type ?? CHAT) === Number(type))
      .map((command) => command.name);
    if (names.length > most)
      problems.push(`body: ${names.length} ${name} commands, at most ${most} are allowed`);
    if (new Set(names).size < names.length) problems.push(`body: names of ${name} commands must be unique`);
  }
  return problems;
}

function single(command: CommandBody, path: string): string[] {
  const isChat = (command.type ?? CHAT) === CHAT;
  const problems = localeRules(command, path);
  if (isChat) {
    problems.push(...nameRules(command.name, path), ...localizedNames(command, path));
    if (!command.description?.trim()) problems.push(`${path}.description: is required`);
  } else {
    if (command.description) problems.push(`${path}.description: must be empty`);
    if (command.options?.length) problems.push(`${path}.options: only for chat input commands`);
  }
  const text = textLength(command);
  if (text > MOST_TEXT) problems.push(`${path}: ${text} characters in all, at most ${MOST_TEXT} are allowed`);
  for (const key of ['contexts', 'integration_types'] as const) {
    const list = command[key];
    if (list && new Set(list).size < list.length) problems.push(`${path}.${key}: must be unique`);
  }
  return [...problems, ...optionsRules(command.options ?? [], path, 0)];
}

function optionsRules(options: readonly OptionBody[], path: string, depth: number): string[] {
  const problems: string[] = [];
  if (new Set(options.map(({ name }) => name)).size < options.length)
    problems.push(`${path}.options: names must be unique`);
  const nested = options.filter(({ type }) => type === SUBCOMMAND || type === GROUP).length;
  if (nested > 0 && nested < options.length)
    problems.push(`${path}.options: subcommands and options cannot be mixed`);
  let optional = false;
  for (const [index, option] of options.entries()) {
    const here = `${path}.options[${index}]`;
    if (option.required && optional) problems.push(`${here}: required options come first`);
    optional ||= !option.required;
    problems.push(...optionRules(option, here, depth));
  }
  return problems;
}

function optionRules(option: OptionBody, path: string, depth: number): string[] {
  const problems = [
    ...nameRules(option.name, path),
    ...localizedNames(option, path),
    ...localeRules(option, path),
  ];
  if (!option.description.trim()) problems.push(`${path}.description: must not be blank`);
  if (option.type === GROUP && depth > 0) problems.push(`${path}: no group in a group`);
  if (option.type === SUBCOMMAND || option.type === GROUP) {
    if (option.type === GROUP && !option.options?.length)
      problems.push(`${path}.options: a group needs a subcommand`);
    return [...problems, ...optionsRules(option.options ?? [], path, depth + 1)];
  }
  if (option.autocomplete && option.choices) problems.push(`${path}: autocomplete excludes choices`);
  if ((option.min_length ?? 0) > (option.max_length ?? 6000))
    problems.push(`${path}.min_length: more than max_length`);
  if ((option.min_value ?? -Infinity) > (option.max_value ?? Infinity))
    problems.push(`${path}.min_value: more than max_value`);
  const types = option.channel_types ?? [];
  if (new Set(types).size < types.length) problems.push(`${path}.channel_types: must be unique`);
  const choices = option.choices ?? [];
  return [...problems, ...choiceRules(choices, path), ...uniqueChoices(choices, path)];
}

/** What is wrong with fixed or suggested choices. */
export function choiceRules(choices: readonly ChoiceBody[], path: string): string[] {
  const problems: string[] = [];
  for (const [index, { name, value }] of choices.entries()) {
    const here = `${path}.choices[${index}]`;
    if (!name.trim()) problems.push(`${here}.name: must not be blank`);
    if (typeof value === 'string' && lengthOf(value) > CHOICE_VALUE)
      problems.push(`${here}.value: more than ${CHOICE_VALUE} characters`);
    if (value === '') problems.push(`${here}.value: must not be empty`);
  }
  return problems;
}

function uniqueChoices(choices: readonly ChoiceBody[], path: string): string[] {
  return (['name', 'value'] as const)
    .filter((key) => new Set(choices.map((choice) => choice[key])).size < choices.length)
    .map((key) => `${path}.choices: every ${key} must be unique`);
}

function nameRules(name: string, path: string): string[] {
  if (!NAME.test(name)) return [`${path}.name: "${name}" has characters that are not allowed`];
  return name === name.toLowerCase() ? [] : [`${path}.name: "${name}" must be lower case`];
}

function localizedNames(named: Pick<OptionBody, 'name_localizations'>, path: string): string[] {
  return Object.entries(named.name_localizations ?? {}).flatMap(([locale, name]) =>
    nameRules(name, `${path}.name_localizations.${locale}`),
  );
}

function localeRules(
  named: Pick<OptionBody, 'name_localizations' | 'description_localizations'>,
  path: string,
): string[] {
  return (['name_localizations', 'description_localizations'] as const).flatMap((key) =>
    Object.keys(named[key] ?? {})
      .filter((locale) => !LOCALES.has(locale))
      .map((locale) => `${path}.${key}: unknown locale ${locale}`),
  );
}

function longest(text: string | null | undefined, localizations: Localizations | undefined): number {
  return Math.max(lengthOf(text), ...Object.values(localizations ?? {}).map(lengthOf));
}

function textLength(part: CommandBody | OptionBody): number {
  let sum =
    longest(part.name, part.name_localizations) + longest(part.description, part.description_localizations);
  for (const option of part.options ?? []) sum += textLength(option);
  for (const choice of ('choices' in part && part.choices) || []) {
    sum += longest(choice.name, choice.name_localizations);
    if (typeof choice.value === 'string') sum += lengthOf(choice.value);
  }
  return sum;
}
