import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import * as spec from 'discord-api-spec/zod';
import { z } from 'zod';
import { REQUESTS } from './schema-names.ts';
import { type Json, patchSchemas, type Schema } from './schema-patch.ts';

const DOCUMENT = 'discord';

/** Discord's published schemas by name, converted and patched once for the whole process. */
function loadSchemas(): Readonly<Record<string, Schema>> {
  const registry = z.registry<{ id: string }>();
  for (const [name, schema] of Object.entries(spec)) {
    if (name.endsWith('Schema')) registry.add(schema as z.ZodType, { id: name.slice(0, -'Schema'.length) });
  }
  const { schemas } = z.toJSONSchema(registry, {
    uri: (id) => `#/$defs/${id}`,
    unrepresentable: 'any',
    io: 'input',
  });
  return patchSchemas(schemas as unknown as Record<string, Schema>, REQUESTS);
}

let ajv: Ajv2020 | undefined;
const compiled = new Map<string, ValidateFunction>();

function validatorOf(name: string): ValidateFunction {
  const known = compiled.get(name);
  if (known) return known;
  if (!ajv) {
    ajv = new Ajv2020({
      strict: false,
      validateSchema: false,
      allErrors: true,
      allowUnionTypes: true,
      code: { optimize: 0 },
    });
    addFormats.default(ajv);
    ajv.addSchema({ $id: DOCUMENT, $defs: loadSchemas() });
  }
  const validate = ajv.compile({ $ref: `${DOCUMENT}#/$defs/${name}` });
  compiled.set(name, validate);
  return validate;
}

/** What Discord's schema of that name has against a value, as `path: what is wrong`; empty when nothing. */
export function schemaProblems(name: string, value: unknown): string[] {
  const validate = validatorOf(name);
  if (validate(value)) return [];
  return [...new Set((validate.errors ?? []).filter(({ keyword }) => keyword !== 'if').map(inWords))];
}

/** Compiles schemas ahead of time: the first use of one costs up to 300 ms, which would show in timing tests. */
export function warmSchemas(names: readonly string[]): void {
  for (const name of names) validatorOf(name);
}

function inWords(error: ErrorObject): string {
  const path = error.instancePath
    .split('/')
    .slice(1)
    .map((part, index) => (/^\d+$/.test(part) ? `[${part}]` : `${index > 0 ? '.' : ''}${part}`))
    .join('');
  const params = error.params as Readonly<Record<string, Json>>;
  const detail =
    params.additionalProperty ?? (params.allowedValues ? JSON.stringify(params.allowedValues) : '');
  return `${path || 'body'}: ${error.message ?? error.keyword}${detail ? ` (${String(detail)})` : ''}`;
}
