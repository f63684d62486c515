/** Any JSON value. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** A JSON schema, as far as it is patched here. */
export type Schema = {
  $schema?: string;
  $id?: string;
  $ref?: string;
  type?: string | string[];
  const?: Json;
  enum?: Json[];
  format?: string;
  pattern?: string;
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: boolean | Schema;
  items?: Schema;
  anyOf?: Schema[];
  allOf?: Schema[];
  if?: Schema;
  then?: Schema | true;
  else?: Schema;
};

type Schemas = Readonly<Record<string, Schema>>;

const PERMISSIONS = ['permissions', 'allow', 'deny', 'default_member_permissions'];

/** The schemas that have real fractions in them. */
const FRACTIONS = /Number|Attachment/;

/** Keys that Discord takes, or discord.js always sends and Discord ignores, though the published schema has none of them. */
const TOLERATED: Readonly<Record<string, readonly string[]>> = {
  MessageCreateRequest: ['tts', 'enforce_nonce', 'nonce'],
  MessageEditRequestPartial: ['tts', 'enforce_nonce', 'nonce'],
  IncomingWebhookInteractionRequest: ['tts', 'enforce_nonce', 'nonce'],
  IncomingWebhookUpdateForInteractionCallbackRequestPartial: ['tts', 'enforce_nonce', 'nonce'],
  IncomingWebhookRequestPartial: ['tts', 'enforce_nonce', 'nonce'],
  IncomingWebhookUpdateRequestPartial: ['tts', 'enforce_nonce', 'nonce'],
  ApplicationCommandUpdateRequest: ['nsfw'],
  CreateTextThreadWithMessageRequest: ['type'],
};

/**
 * Makes the published schemas usable for checking: requests refuse unknown keys, permissions may be strings, and a
 * union of components is decided by its `type`, so that one mistake gives one message. Changes them in place.
 */
export function patchSchemas(schemas: Schemas, requests: readonly string[]): Schemas {
  for (const name of reachable(schemas, requests)) {
    const schema = schemas[name]!;
    for (const key of TOLERATED[name] ?? []) {
      schema.properties = { [key]: {}, ...schema.properties };
    }
    walk(schema, closeAndLoosen);
    if (!FRACTIONS.test(name)) walk(schema, restoreIntegers);
  }
  for (const schema of Object.values(schemas)) {
    delete schema.$schema;
    delete schema.$id;
    walk(schema, (part) => {
      // Zod only takes UTC; Discord takes any offset, which the format alone checks.
      if (part.format === 'date-time') delete part.pattern;
      if (part.enum?.length === 0) delete part.enum;
      // `undefined`, which JSON has no word for, becomes a schema that takes everything.
      part.anyOf = part.anyOf?.filter((option) => Object.keys(option).length > 0);
      if (!part.anyOf) delete part.anyOf;
      switchNull(part);
      switchOnType(part, schemas);
    });
  }
  const snowflake = schemas.SnowflakeType;
  if (snowflake) snowflake.type = ['string', 'integer'];
  return schemas;
}

/** Zod says `number` where the published document says `integer`. */
function restoreIntegers(part: Schema): void {
  if (part.type === 'number') part.type = 'integer';
  if (Array.isArray(part.type)) part.type = part.type.map((type) => (type === 'number' ? 'integer' : type));
}

function closeAndLoosen(part: Schema): void {
  if (part.properties && part.additionalProperties === undefined) part.additionalProperties = false;
  for (const key of PERMISSIONS) {
    const permission = part.properties?.[key];
    if (permission)
      part.properties![key] = { anyOf: [{ type: 'string', pattern: '^\\d+$' }, structuredClone(permission)] };
  }
}

/** `X or null` as a switch, so that a wrong X is told as such and not as "neither X nor null". */
function switchNull(part: Schema): void {
  const rest = part.anyOf?.filter(({ type }) => type !== 'null');
  if (!part.anyOf || !rest || rest.length === part.anyOf.length) return;
  delete part.anyOf;
  part.if = { type: 'null' };
  // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
  part.then = true;
  part.else = rest.length === 1 ? rest[0]! : { anyOf: rest };
}

/** A union of objects that are told apart by their `type` as a switch on it. */
function switchOnType(part: Schema, schemas: Schemas): void {
  if (!part.anyOf || part.anyOf.length < 2) return;
  const cases = part.anyOf.map((option) => ({ option, types: typesOf(option, schemas) }));
  if (cases.some(({ types }) => types.length === 0)) return;
  delete part.anyOf;
  part.type = 'object';
  part.required = ['type'];
  part.properties = { type: { enum: cases.flatMap(({ types }) => types) } };
  part.allOf = cases.map(({ option, types }) => ({
    if: { properties: { type: { enum: types } } },
    // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
    then: option,
  }));
}

function typesOf(option: Schema, schemas: Schemas): Json[] {
  const target = option.$ref ? schemas[nameIn(option.$ref)] : undefined;
  const type = target?.properties?.type;
  if (!type) return [];
  return type.const !== undefined ? [type.const] : (type.enum ?? []);
}

function reachable(schemas: Schemas, from: readonly string[]): ReadonlySet<string> {
  const seen = new Set<string>();
  const waiting = [...from];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    const schema = schemas[name];
    if (!schema) throw new Error(`discord-api-spec has no schema ${name}`);
    if (seen.has(name)) continue;
    seen.add(name);
    walk(schema, (part) => {
      if (part.$ref) waiting.push(nameIn(part.$ref));
    });
  }
  return seen;
}

function nameIn(ref: string): string {
  return ref.slice(ref.lastIndexOf('/') + 1);
}

function walk(schema: Schema, visit: (part: Schema) => void): void {
  visit(schema);
  for (const value of Object.values(schema)) {
    for (const part of Array.isArray(value) ? value : [value]) {
      if (part && typeof part === 'object') walk(part as Schema, visit);
    }
  }
}
