/** An object of JSON whose shape is not known yet. */
export type Json = { [key: string]: unknown };

/** Whether a value is a JSON object (no list, not null). */
export function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The string under `key`; undefined for anything else. */
export function readText(from: unknown, key: string): string | undefined {
  const value = isJson(from) ? from[key] : undefined;
  return typeof value === 'string' ? value : undefined;
}

/** The number under `key`; undefined for anything else. */
export function readNumber(from: unknown, key: string): number | undefined {
  const value = isJson(from) ? from[key] : undefined;
  return typeof value === 'number' ? value : undefined;
}

/** The list under `key`; empty for anything else. */
export function readList(from: unknown, key: string): readonly unknown[] {
  const value: unknown = isJson(from) ? from[key] : undefined;
  return Array.isArray(value) ? value : [];
}

/** The object under `key`; undefined for anything else. */
export function readJson(from: unknown, key: string): Json | undefined {
  const value = isJson(from) ? from[key] : undefined;
  return isJson(value) ? value : undefined;
}

/** A copy that later changes of the original do not reach. */
export function copyJson(value: Json): Json {
  return structuredClone(value);
}
