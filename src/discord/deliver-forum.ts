import { Routes } from 'discord.js';
import * as z from 'zod';
import type { BotRest, Sending } from './bot-rest.ts';
import {
  BLIND,
  firstIdSince,
  type FoundPart,
  type Look,
  type Looked,
  messageIn,
  newestFirst,
  readPart,
} from './find-part.ts';
import { codeOf, statusOf } from './interaction-api.ts';
import { CODES, LIMITS } from './limits.ts';
import { fetchPlace, mayReadHistory } from './permissions.ts';

/** 1,000 threads: a forum with more of them archived since the first try is not looked through. */
const MAX_PAGES = 10;

const threadIn = z.object({
  id: z.string(),
  parent_id: z.string().nullish(),
  owner_id: z.string().optional(),
  thread_metadata: z.object({ archive_timestamp: z.string() }),
});
const activeIn = z.object({ threads: z.array(threadIn) });
const archivedIn = activeIn.extend({ has_more: z.boolean().default(false) });
const createdIn = z.object({ id: z.string() });
const bodyIn = z.record(z.string(), z.unknown());

type Thread = z.infer<typeof threadIn>;
type Rest = Pick<BotRest, 'get' | 'post'>;

/**
 * Looks through a forum for the post that one of the parts made: the bot's own threads since then, open and archived, by
 * the custom ids of the message that each begins with. Posts of a forum have no nonce in Discord's API. Throws what the
 * REST throws, or a ZodError.
 */
export async function findForumPost(rest: Rest, look: Look): Promise<Looked> {
  const place = await fetchPlace(rest, look);
  if (!mayReadHistory(place) || place.guildId === undefined) return BLIND;
  const active = activeIn.parse(await rest.get(Routes.guildActiveThreads(place.guildId), look)).threads;
  const archived = await listArchived(rest, look);
  if (archived === 'too-many')
    return { kind: 'blind', detail: `more than ${MAX_PAGES * LIMITS.threadPage} posts since` };
  const from = firstIdSince(look.since);
  const own = [...active.filter(({ parent_id: parent }) => parent === look.channelId), ...archived]
    .filter(({ id, owner_id: owner }) => owner === look.botId && BigInt(id) >= from)
    .toSorted(newestFirst);
  // The oldest one first, as in a channel.
  for (const thread of own.toReversed()) {
    const found = await readStarter(rest, thread, look);
    if (found) return found;
  }
  return { kind: 'absent' };
}

/** Makes a post and gives its thread's id, which is that of its first message too. Throws what the REST throws. */
export async function sendForumPost(
  rest: Rest,
  { channelId, body, ...sending }: { channelId: string; body: string } & Sending,
): Promise<string> {
  const send = async (json: string) => createdIn.parse(await rest.post(Routes.threads(channelId), json, sending)).id;
  try {
    return await send(body);
  } catch (error) {
    if (codeOf(error) !== CODES.tagRequired) throw error;
    const tag = await findTag(rest, channelId, sending);
    if (tag === undefined) throw error;
    return send(JSON.stringify({ ...bodyIn.parse(JSON.parse(body)), applied_tags: [tag] }));
  }
}

const forumIn = z.object({
  available_tags: z.array(z.object({ id: z.string(), moderated: z.boolean().default(false) })).default([]),
});

/** The first tag that is not for moderators alone. */
async function findTag(rest: Rest, channelId: string, sending: Sending): Promise<string | undefined> {
  const forum = forumIn.parse(await rest.get(Routes.channel(channelId), sending));
  return forum.available_tags.find(({ moderated }) => !moderated)?.id;
}

/** Those archived since, which is all that can have been made since and be archived by now. */
async function listArchived(
  rest: Rest,
  { channelId, since, ...sending }: Look,
): Promise<readonly Thread[] | 'too-many'> {
  const all: Thread[] = [];
  let before: string | undefined;
  for (let page = 0; page < MAX_PAGES; page++) {
    const query = new URLSearchParams({ limit: String(LIMITS.threadPage), ...(before !== undefined && { before }) });
    const given = await rest.get(Routes.channelThreads(channelId, 'public'), { ...sending, query });
    const { threads, has_more: hasMore } = archivedIn.parse(given);
    all.push(...threads);
    // Ordered by when they were archived, the last one first.
    before = threads.at(-1)?.thread_metadata.archive_timestamp;
    if (!hasMore || before === undefined || Date.parse(before) < since - CLOCK_MARGIN_MS) return all;
  }
  return 'too-many';
}

const CLOCK_MARGIN_MS = 60_000;

async function readStarter(rest: Rest, { id }: Thread, look: Look): Promise<FoundPart | undefined> {
  try {
    const { signal, priority } = look;
    const message = messageIn.parse(await rest.get(Routes.channelMessage(id, id), { signal, priority }));
    return readPart(message, look, id);
  } catch (error) {
    // Somebody deleted it, or the whole thread: then nothing of it stands there.
    if (statusOf(error) === 404 && codeOf(error) !== undefined) return undefined;
    throw error;
  }
}
