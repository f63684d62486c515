import { type Component, isSelect, lengthOf, type SelectOption, TYPE, walkComponents } from './bodies.ts';

const MOST = 40;
const MOST_TEXT = 4000;
const MOST_ROWS = 5;

/** What is wrong with the components of a message beyond the schema. `v2` says whether the message has that flag. */
export function componentRules(
  components: readonly Component[],
  v2: boolean,
  files: ReadonlySet<string>,
): string[] {
  const all = [...walkComponents(components)];
  const problems = v2 ? v2Limits(all) : legacyLimits(components);
  for (const [component, path] of all) problems.push(...single(component, path, files));
  return [...problems, ...duplicates(all)];
}

function v2Limits(all: readonly (readonly [Component, string])[]): string[] {
  const problems: string[] = [];
  if (all.length > MOST) problems.push(`components: ${all.length} in all, at most ${MOST} are allowed`);
  const text = all.reduce(
    (sum, [{ type, content }]) => sum + (type === TYPE.text ? lengthOf(content) : 0),
    0,
  );
  if (text > MOST_TEXT)
    problems.push(`components: ${text} characters in all texts, at most ${MOST_TEXT} are allowed`);
  return problems;
}

function legacyLimits(components: readonly Component[]): string[] {
  const problems: string[] = [];
  for (const [index, { type }] of components.entries()) {
    if (type !== TYPE.row)
      problems.push(`components[${index}]: needs the flag IS_COMPONENTS_V2, only action rows do without`);
  }
  if (components.length > MOST_ROWS)
    problems.push(`components: ${components.length} rows, at most ${MOST_ROWS} are allowed`);
  return problems;
}

function single(component: Component, path: string, files: ReadonlySet<string>): string[] {
  switch (component.type) {
    case TYPE.row:
      return row(component, path);
    case TYPE.button:
      return button(component, path);
    case TYPE.text:
      return component.content?.trim() ? [] : [`${path}.content: must not be blank`];
    case TYPE.gallery:
      return (component.items ?? []).flatMap(({ media }, at) =>
        address(media.url, `${path}.items[${at}].media.url`, files),
      );
    case TYPE.thumbnail:
      return address(component.media?.url, `${path}.media.url`, files);
    case TYPE.file:
      return component.file?.url.startsWith('attachment://')
        ? address(component.file.url, `${path}.file.url`, files)
        : [`${path}.file.url: must be attachment://`];
    default:
      return isSelect(component) ? select(component, path) : [];
  }
}

function row({ components = [] }: Component, path: string): string[] {
  const selects = components.filter(isSelect).length;
  if (selects === 0 || components.length === 1) return [];
  return [`${path}.components: a row holds up to 5 buttons or one select`];
}

const LINK = 5;
const PREMIUM = 6;

function button({ style, custom_id, url, sku_id, label, emoji }: Component, path: string): string[] {
  if (style === PREMIUM) {
    if (!sku_id) return [`${path}.sku_id: a premium button needs it`];
    return label || emoji || url || custom_id ? [`${path}: a premium button has only a sku_id`] : [];
  }
  const problems: string[] = [];
  if (!label?.trim() && !emoji) problems.push(`${path}: a button needs a label or an emoji`);
  if (sku_id) problems.push(`${path}.sku_id: only for premium buttons`);
  if (style === LINK) {
    if (!url) problems.push(`${path}.url: a link button needs it`);
    else if (!/^(https?|discord):\/\//.test(url))
      problems.push(`${path}.url: must be http, https or discord`);
    if (custom_id) problems.push(`${path}.custom_id: not for a link button`);
  } else {
    if (!custom_id) problems.push(`${path}.custom_id: a button that is not a link needs it`);
    if (url) problems.push(`${path}.url: only for link buttons`);
  }
  return problems;
}

/** What is wrong with a select's numbers and options; used for those in modals too. */
export function select(component: Component, path: string): string[] {
  const { type, options, default_values } = component;
  const min = component.min_values ?? 1;
  const max = component.max_values ?? 1;
  const problems: string[] = [];
  if (min > max) problems.push(`${path}.min_values: ${min} is more than max_values ${max}`);
  if (type === TYPE.stringSelect) problems.push(...optionRules(options ?? [], { path, min, max }));
  if ((default_values?.length ?? 0) > max)
    problems.push(`${path}.default_values: ${default_values!.length} of at most ${max}`);
  return problems;
}

/** What is wrong with the options that can be chosen. */
export function optionRules(
  options: readonly SelectOption[],
  { path, min, max }: { readonly path: string; readonly min: number; readonly max: number },
): string[] {
  const problems: string[] = [];
  if (max > options.length)
    problems.push(`${path}.max_values: ${max} is more than the ${options.length} options`);
  if (min > options.length)
    problems.push(`${path}.min_values: ${min} is more than the ${options.length} options`);
  if (new Set(options.map(({ value }) => value)).size < options.length)
    problems.push(`${path}.options: values must be unique`);
  for (const [index, { label }] of options.entries()) {
    if (!label.trim()) problems.push(`${path}.options[${index}].label: must not be blank`);
  }
  const defaults = options.filter((option) => option.default).length;
  if (defaults > max) problems.push(`${path}.options: ${defaults} defaults, at most ${max} can be chosen`);
  return problems;
}

/** What is wrong with the address of a picture: only http(s), or a file of this message. */
export function address(url: string | null | undefined, path: string, files: ReadonlySet<string>): string[] {
  if (!url) return [];
  if (url.startsWith('attachment://')) {
    const name = url.slice('attachment://'.length);
    return files.has(name) ? [] : [`${path}: no file ${name} comes with the message`];
  }
  return /^https?:\/\//.test(url) ? [] : [`${path}: must be http or https`];
}

/** Custom ids and ids that occur twice in one message or modal. */
export function duplicates(all: readonly (readonly [Component, string])[]): string[] {
  const problems: string[] = [];
  const seen = new Set<string>();
  for (const [{ custom_id, id }, path] of all) {
    const keys = [...(custom_id ? [`custom_id ${custom_id}`] : []), ...(id ? [`id ${id}`] : [])];
    for (const key of keys) {
      if (seen.has(key)) problems.push(`${path}: ${key} occurs twice`);
      seen.add(key);
    }
  }
  return problems;
}
