import { type Cut, type CutLimit, pickNewest } from './cut-items.ts';

type Json = { readonly [key: string]: unknown };

/** A JSON document with as many items as are read, by the same rule as XML's. Null for what is no object of JSON. */
export function cutJson(text: string, limit: CutLimit): Cut<Json> | null {
  const value = parse(text);
  if (!isObject(value)) return null;
  const { items } = value;
  if (!Array.isArray(items) || items.length <= limit.maxItems) return { value, leftOut: 0 };
  const kept = pickNewest(items.map(dateOf), limit).map((i): unknown => items[i]);
  return { value: { ...value, items: kept }, leftOut: items.length - kept.length };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function dateOf(item: unknown): string | null {
  const date = isObject(item) ? (item['date_published'] ?? item['date_modified']) : null;
  return typeof date === 'string' ? date : null;
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
