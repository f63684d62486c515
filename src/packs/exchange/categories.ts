/** A category of Moodle as the names it is made of; the context and its top, which everything stands in, left out. */
export type CategoryPath = readonly string[];

/** The names in `$course$/top/Databases/I//O basics`: single slashes part them, a double one is a slash. */
export function pathOf(category: string): CategoryPath {
  const names = category
    .trim()
    .split(/(?<!\/)\/(?!\/)/)
    .map((name) => name.replaceAll('//', '/').trim())
    .filter((name) => name !== '');
  const from = names.findIndex((name) => !/^\$\w+\$$/.test(name) && name !== 'top');
  return from === -1 ? [] : names.slice(from);
}

/** What each category is called as a topic: by its own name, with as many names before it as tell it from every other. */
export function topicNames(paths: readonly CategoryPath[]): (path: CategoryPath) => string | undefined {
  const owners = new Map<string, Set<string>>();
  for (const path of paths)
    for (const name of endingsOf(path)) {
      const before = owners.get(keyOf(name)) ?? new Set();
      owners.set(keyOf(name), before.add(keyOf(path.join(' / '))));
    }
  return (path) =>
    endingsOf(path).find((name) => owners.get(keyOf(name))?.size === 1) ?? (path.join(' / ') || undefined);
}

/** By how many of its names two categories are compared. */
const MOST_NAMES = 5;

function endingsOf(path: CategoryPath): readonly string[] {
  return path.slice(0, MOST_NAMES).map((_, place) => path.slice(path.length - 1 - place).join(' / '));
}

/** Names that are one and the same topic have one key. */
export function keyOf(name: string): string {
  return name.toLowerCase().replace(/[\s_-]+/g, ' ');
}
