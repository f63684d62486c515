/**
 * Freezes a value through and through, and says where it is not what JSON gives back: memory and store would differ after a
 * restart. `undefined` if all is well. An absent property may be there as `undefined`.
 */
export function freezeJson(value: unknown, path = 'the value'): string | undefined {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return undefined;
  if (typeof value === 'number') return Number.isFinite(value) ? undefined : `${path} is not a finite number`;
  if (typeof value !== 'object') return `${path} is of type ${typeof value}`;
  if (Object.isFrozen(value)) return undefined;
  Object.freeze(value);
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i++) {
      const problem = freezeJson(value[i], path);
      if (problem !== undefined) return `${problem}, in a list`;
    }
    return undefined;
  }
  return freezeObject(value, path);
}

function freezeObject(value: object, path: string): string | undefined {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return `${path} is not a plain object`;
  for (const [name, part] of Object.entries(value)) {
    if (part === undefined) continue;
    const problem = freezeJson(part, name);
    if (problem !== undefined) return problem;
  }
  return undefined;
}
