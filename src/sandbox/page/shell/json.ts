/** An object of JSON whose shape is not known. */
export type Json = Readonly<Record<string, unknown>>;

/** Whether a value is a JSON object (no list, not null). */
export function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The string under `key`; undefined for anything else. */
export function readText(from: Json, key: string): string | undefined {
  const value = from[key];
  return typeof value === 'string' ? value : undefined;
}

/** The number under `key`; undefined for anything else. */
export function readNumber(from: Json, key: string): number | undefined {
  const value = from[key];
  return typeof value === 'number' ? value : undefined;
}

/** The objects of the list under `key`; empty for anything else. */
export function readList(from: Json, key: string): readonly Json[] {
  const value: unknown = from[key];
  return Array.isArray(value) ? value.filter(isJson) : [];
}
