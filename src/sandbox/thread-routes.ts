import { apiError, formError } from './api-error.ts';
import type { Channel } from './channel.ts';
import { botMay, storeMessage } from './compose-message.ts';
import { requireObject } from './form.ts';
import type { Ground } from './ground.ts';
import { isJson, type Json, readList, readText } from './json.ts';
import { requireVisible } from './message-routes.ts';
import { ok, type RestRequest, type Route } from './routes.ts';
import { moveThread } from './thread-doors.ts';
import { compareIds } from './snowflakes.ts';

const MAX_NAME = 100;

/** Posts of forums, which are threads, and the lists of threads (https://docs.discord.com/developers/topics/threads). */
export function threadRoutes(ground: Ground): Route[] {
  return [
    {
      method: 'POST',
      pattern: /^\/channels\/(\d+)\/threads$/,
      handle: (request, [channelId = '']) => ({ status: 201, body: openPost(ground, channelId, request) }),
    },
    {
      method: 'PATCH',
      pattern: /^\/channels\/(\d+)$/,
      handle: (request, [channelId = '']) => ok(changeThread(ground, channelId, request)),
    },
    {
      method: 'GET',
      pattern: /^\/guilds\/(\d+)\/threads\/active$/,
      handle(_, [guildId]) {
        if (guildId !== ground.world.ids.guild) throw apiError('unknownGuild');
        return ok({ threads: listActive(ground), members: [] });
      },
    },
    {
      method: 'GET',
      pattern: /^\/channels\/(\d+)\/threads\/archived\/public$/,
      handle: ({ query }, [channelId = '']) => ok(listArchived(ground, channelId, query)),
    },
  ];
}

function openPost(ground: Ground, forumId: string, { form }: RestRequest): Json {
  const { world, clock } = ground;
  const forum = requireVisible(ground, forumId);
  if (!forum.forum) throw apiError('channelType');
  if (!botMay(ground, forumId, 'sendMessages')) throw apiError('missingPermissions');
  const body = requireObject(form.json);
  const name = readText(body, 'name') ?? '';
  if (name.trim() === '' || name.length > MAX_NAME)
    throw formError([
      { path: ['name'], code: 'BASE_TYPE_BAD_LENGTH', message: `Must be between 1 and ${MAX_NAME} in length.` },
    ]);
  const { message } = body;
  if (!isJson(message))
    throw formError([{ path: ['message'], code: 'BASE_TYPE_REQUIRED', message: 'This field is required' }]);
  ground.inspector.inspectMessage('CreateForumThreadRequest', body, { body: message, fileNames: [] });
  const tags = checkTags(forum.forum, readList(body, 'applied_tags').map(String));
  const state = { parentId: forumId, ownerId: world.ids.application, archived: false, locked: false, tags };
  const thread = world.channels.openThread(name, { ...state, archivedAt: clock.now() });
  const stored = storeMessage(ground, { id: thread.id, channelId: thread.id, payload: message, files: [] });
  return { ...world.channelJson(thread), message: stored.body };
}

/** A thread is opened or closed; nothing else of a channel can be changed here. */
function changeThread(ground: Ground, channelId: string, { form }: RestRequest): Json {
  const { thread } = requireVisible(ground, channelId);
  const { archived, ...others } = requireObject(form.json);
  if (!thread || typeof archived !== 'boolean' || Object.keys(others).length > 0) throw apiError('missingPermissions');
  ground.inspector.inspectBody('UpdateThreadRequestPartial', { archived }, []);
  moveThread(ground, channelId, thread, archived);
  return ground.world.channelJson(requireVisible(ground, channelId));
}

function checkTags({ tags, requiresTag }: NonNullable<Channel['forum']>, given: readonly string[]): readonly string[] {
  if (requiresTag && given.length === 0) throw apiError('tagRequired');
  if (given.some((id) => !tags.some((tag) => tag.id === id)))
    throw formError([{ path: ['applied_tags'], code: 'UNKNOWN_TAG', message: 'Unknown tag' }]);
  if (given.some((id) => tags.some((tag) => tag.id === id && tag.moderated))) throw apiError('missingPermissions');
  return given;
}

function listActive(ground: Ground): readonly Json[] {
  return ground.world.channels
    .threads()
    .filter(({ id, thread }) => thread?.archived === false && botMay(ground, id, 'viewChannel'))
    .toSorted((a, b) => compareIds(b.id, a.id))
    .map(ground.world.channelJson);
}

function listArchived(ground: Ground, channelId: string, query: URLSearchParams): Json {
  requireVisible(ground, channelId);
  if (!botMay(ground, channelId, 'readMessageHistory')) throw apiError('missingPermissions');
  const before = Date.parse(query.get('before') ?? '') || Infinity;
  const limit = Number(query.get('limit') ?? 50);
  const archivedAt = ({ thread }: Channel) => thread?.archivedAt ?? 0;
  const all = ground.world.channels
    .threads(channelId)
    .filter((channel) => channel.thread?.archived === true && archivedAt(channel) < before)
    .toSorted((a, b) => archivedAt(b) - archivedAt(a));
  const threads = all.slice(0, limit).map(ground.world.channelJson);
  return { threads, members: [], has_more: all.length > limit };
}
