import { z } from 'zod';
import { LIMITS } from './limits.ts';

const VERSION = 'v1';

/** A kind of button, select or modal: what its custom id carries, and how to read that back. */
export type Route<Schema extends z.ZodType<readonly unknown[]> = z.ZodType<readonly unknown[]>> = {
  /** `feature:action`, unique in the bot. */
  readonly name: string;
  readonly schema: Schema;
  /** The custom id with these arguments; throws when it is longer than Discord takes, which is a bug. */
  id(...carried: readonly (string | number)[]): string;
};

/** Defines a route. The schema is a tuple over the texts between the colons; they are never trusted. */
export function route<Schema extends z.ZodType<readonly unknown[]>>(
  feature: string,
  action: string,
  schema: Schema,
): Route<Schema> {
  const name = `${feature}:${action}`;
  return {
    name,
    schema,
    id(...carried) {
      const id = [VERSION, name, ...carried].join(':');
      if (id.length > LIMITS.customId)
        throw new Error(`custom id of ${name} is ${id.length} characters long`);
      return id;
    },
  };
}

/** Splits a custom id into its route's name and its raw arguments; undefined for another version or shape. */
export function readCustomId(
  customId: string,
): { readonly name: string; readonly carried: readonly string[] } | undefined {
  const [version, feature, action, ...carried] = customId.split(':');
  if (version !== VERSION || !feature || !action) return undefined;
  return { name: `${feature}:${action}`, carried };
}

/** Schemas of what custom ids carry. */
export const carried = {
  snowflake: z.string().regex(/^\d{17,20}$/),
  index: z
    .string()
    .regex(/^\d{1,2}$/)
    .transform(Number),
  page: z
    .string()
    .regex(/^\d{1,6}$/)
    .transform(Number),
  word: z.string().regex(/^[a-z0-9-]{1,60}$/),
  switch: z.enum(['on', 'off']).transform((word) => word === 'on'),
};
