import * as z from 'zod';

export type JsonSchema = { readonly [key: string]: unknown };

/**
 * What strict mode takes everywhere (https://platform.openai.com/docs/guides/structured-outputs#supported-schemas).
 * Bounds and patterns are accepted by some endpoints and refused by others: zod checks them on the answer instead.
 */
const KEPT = new Set(['type', 'description', 'enum', '$ref']);

/** The JSON schema of a zod schema as strict mode wants it: no additional properties, every property required, no other keyword. */
export function toStrictSchema(schema: z.ZodType): JsonSchema {
  return strict(asRecord(z.toJSONSchema(schema, { io: 'input' })));
}

function strict(node: JsonSchema): JsonSchema {
  const out: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(node)) {
    if (KEPT.has(key)) out[key] = value;
    else if (key === 'const') out['enum'] = [value];
    else if (key === 'items') out[key] = strict(asRecord(value));
    else if (key === 'anyOf' || key === 'oneOf') out['anyOf'] = asList(value).map((one) => strict(asRecord(one)));
    else if (key === '$defs' || key === 'properties') out[key] = strictEach(asRecord(value));
  }
  if (out['properties'] !== undefined) {
    out['required'] = Object.keys(asRecord(out['properties']));
    out['additionalProperties'] = false;
  }
  return out;
}

function strictEach(nodes: JsonSchema): JsonSchema {
  return Object.fromEntries(Object.entries(nodes).map(([name, node]) => [name, strict(asRecord(node))]));
}

function asRecord(value: unknown): JsonSchema {
  return z.record(z.string(), z.unknown()).parse(value);
}

function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
