import type { Clock } from '../clock.ts';
import type { Wire, WireEntry } from './contract.ts';
import { isJson } from './json.ts';

const MAX_ENTRIES = 5000;

/** How every interaction token begins: base64 of "interaction:", as Discord's do. */
export const TOKEN_PREFIX = 'aW50ZXJhY3Rpb246';
const INTERACTION_TOKEN = new RegExp(`${TOKEN_PREFIX}[\\w-]*`, 'g');

export type WireLog = Wire & { write(entry: Omit<WireEntry, 'at'>): void };

/** What went over the wire, newest last, bounded; no token is ever in it. */
export function createWireLog(clock: Clock, botToken: string, most = MAX_ENTRIES): WireLog {
  let entries: WireEntry[] = [];
  const listeners = new Set<(entry: WireEntry) => void>();
  const hideText = (text: string) => text.replaceAll(botToken, '[token]').replace(INTERACTION_TOKEN, '[token]');
  const hide = (value: unknown): unknown => {
    if (typeof value === 'string') return hideText(value);
    if (Array.isArray(value)) return value.map(hide);
    if (!isJson(value)) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, held]) => [key, key === 'token' && held !== null ? '[token]' : hide(held)]),
    );
  };
  return {
    entries: () => [...entries],
    clear() {
      entries = [];
    },
    onEntry(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    write(given) {
      const entry: WireEntry = { at: clock.now(), ...given };
      if (entry.route !== undefined) entry.route = hideText(entry.route);
      if (entry.body !== undefined) entry.body = hide(entry.body);
      entries.push(entry);
      // A tenth at a time: dropping one by one would copy the list at each entry.
      if (entries.length > most) entries = entries.slice(Math.ceil(most / 10));
      for (const listener of listeners) listener(entry);
    },
  };
}
