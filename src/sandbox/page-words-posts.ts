import { readText } from './json.ts';
import type { Told } from './page-words-use.ts';

/** A request of the bot's with its answer; no status where none came. */
export type Exchanged = {
  at: number;
  method: string;
  route: string;
  body: unknown;
  status: number | undefined;
  answer: unknown;
};

/** What the bot did: "posted", "post", " in #news". `after` follows where it went wrong, `good` stands for it all where it went well. */
export type Act = { past: string; verb: string; rest: string; after?: string; good?: string };

const SHOWN_KEY = 6;

export function act(past: string, verb: string, rest: string): Act {
  return { past, verb, rest };
}

/** A message to a channel. One that Discord did not confirm is remembered: the bot looks for it next. */
export function sayPost({ at, status, body, answer }: Exchanged, told: Told, channelId: string): Act {
  const channel = `#${told.nameOf(channelId)}`;
  const key = readText(body, 'nonce');
  if (status === 200 || key === undefined) told.unsure.delete(channelId);
  else told.unsure.set(channelId, key);
  const after = 'the bot will look whether it is there, then try again';
  // Older than the request: Discord remembered the key, and stored nothing new.
  const isRepeat = Date.parse(readText(answer, 'timestamp') ?? '') < at;
  const good = `Discord took the same key again and gave back the message that ${channel} had`;
  return { ...act('posted', 'post', ` in ${channel}${showKey(key)}`), after, ...(isRepeat && { good }) };
}

/** A look at a channel's messages: each of the bot's posts holds its key. */
export function sayLook({ answer }: Exchanged, told: Told, channelId: string): Act {
  const channel = `#${told.nameOf(channelId)}`;
  const asked = act('looked', 'look', ` in ${channel} whether the message was there already`);
  const key = told.unsure.get(channelId);
  if (key === undefined || !Array.isArray(answer)) return asked;
  const isThere = JSON.stringify(answer).includes(key);
  if (isThere) told.unsure.delete(channelId);
  const found = isThere ? 'found it: it is not posted twice' : 'it was not there';
  return { ...asked, good: `The bot looked in ${channel} for the message${showKey(key)}, and ${found}` };
}

function showKey(key: string | undefined): string {
  return key === undefined ? '' : ` (key ${key.slice(0, SHOWN_KEY)}…)`;
}
