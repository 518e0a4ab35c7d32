/** An object of a payload whose shape is not known yet: what a bot sends is never trusted to be right. */
export type Payload = Readonly<Record<string, unknown>>;

/** Whether a value is an object (no list, not null). */
export function isPayload(value: unknown): value is Payload {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The text under `key`; empty for anything else. */
export function readText(from: unknown, key: string): string {
  const value = isPayload(from) ? from[key] : undefined;
  return typeof value === 'string' ? value : '';
}

/** The number under `key`; `fallback` for anything else. */
export function readNumber(from: unknown, key: string, fallback: number): number {
  const value = isPayload(from) ? from[key] : undefined;
  return typeof value === 'number' ? value : fallback;
}

/** Whether `key` holds true. */
export function readFlag(from: unknown, key: string): boolean {
  return isPayload(from) && from[key] === true;
}

/** The objects in the list under `key`; what is no object is left out. */
export function readAll(from: unknown, key: string): readonly Payload[] {
  const value = isPayload(from) ? from[key] : undefined;
  return Array.isArray(value) ? value.filter(isPayload) : [];
}

/** The object under `key`; empty for anything else. */
export function readOne(from: unknown, key: string): Payload {
  const value = isPayload(from) ? from[key] : undefined;
  return isPayload(value) ? value : {};
}

/** The address when it is one that a link may open (http or https); null otherwise. */
export function safeAddress(url: string): string | null {
  return /^https?:\/\/[^\s]+$/i.test(url) && URL.canParse(url) ? url : null;
}

/** The last part of an address or path, without its query, as a reader knows a file. */
export function fileNameOf(url: string): string {
  const name =
    url
      .replace(/[?#].*$/, '')
      .split('/')
      .at(-1) ?? url;
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

/** 16711680 as #ff0000; null when there is no color. */
export function cssColor(color: unknown): string | null {
  if (typeof color !== 'number' || !Number.isInteger(color) || color < 0 || color > 0xff_ff_ff) return null;
  return `#${color.toString(16).padStart(6, '0')}`;
}
