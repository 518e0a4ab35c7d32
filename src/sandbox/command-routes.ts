import { apiError, formError } from './api-error.ts';
import { requireObject } from './form.ts';
import type { Ground } from './ground.ts';
import { isJson, type Json } from './json.ts';
import { NO_CONTENT, ok, type RestAnswer, type Route } from './routes.ts';

const ALL = /^\/applications\/(\d+)(?:\/guilds\/(\d+))?\/commands$/;
const ONE = /^\/applications\/(\d+)(?:\/guilds\/(\d+))?\/commands\/(\d+)$/;

/** The application's commands, everywhere or in the server (https://docs.discord.com/developers/interactions/application-commands#endpoints). */
export function commandRoutes(ground: Ground): Route[] {
  const { commands } = ground;
  return [
    {
      method: 'GET',
      pattern: ALL,
      handle(_, params) {
        requireScope(ground, params);
        return ok(commands.list.filter((one) => one['guild_id'] === params[1]));
      },
    },
    {
      method: 'PUT',
      pattern: ALL,
      handle(request, params) {
        requireScope(ground, params);
        return replaceAll(ground, request.form.json, params[1]);
      },
    },
    {
      method: 'POST',
      pattern: ALL,
      handle(request, params) {
        requireScope(ground, params);
        return createOne(ground, requireObject(request.form.json), params[1]);
      },
    },
    ...oneByOne(ground),
  ];
}

function oneByOne(ground: Ground): Route[] {
  return [
    { method: 'GET', pattern: ONE, handle: (_, params) => ok(requireCommand(ground, params)) },
    {
      method: 'PATCH',
      pattern: ONE,
      handle(request, params) {
        const held = requireCommand(ground, params);
        const { id: _id, version: _version, application_id: _owner, guild_id: _guild, ...known } = held;
        const changed = { ...known, ...requireObject(request.form.json), type: held['type'] };
        ground.inspector.inspectCommand(changed);
        return ok(keep(ground, changed, params[1], held));
      },
    },
    {
      method: 'DELETE',
      pattern: ONE,
      handle(_, params) {
        const gone = requireCommand(ground, params);
        setList(
          ground,
          ground.commands.list.filter((one) => one !== gone),
        );
        return NO_CONTENT;
      },
    },
  ];
}

function requireScope({ world }: Ground, [application, guild]: readonly (string | undefined)[]): void {
  if (application !== world.ids.application) throw apiError('unknownApplication');
  if (guild !== undefined && guild !== world.ids.guild) throw apiError('missingAccess');
}

function requireCommand(ground: Ground, params: readonly (string | undefined)[]): Json {
  requireScope(ground, params);
  const found = ground.commands.list.find((one) => one['id'] === params[2] && one['guild_id'] === params[1]);
  if (!found) throw apiError('unknownCommand');
  return found;
}

/** Replaces all commands of the application, or of it in one server. A command keeps its id while it keeps its name. */
function replaceAll(ground: Ground, given: unknown, guildId?: string): RestAnswer {
  if (!Array.isArray(given))
    throw formError([{ path: [], code: 'LIST_TYPE_CONVERT', message: 'Only iterables may be used in a ListType' }]);
  const list: readonly unknown[] = given;
  ground.inspector.inspectCommands(list);
  const own = list.filter(isJson).map((one) => describe(ground, one, guildId, findSame(ground, one, guildId)));
  setList(ground, [...ground.commands.list.filter((one) => one['guild_id'] !== guildId), ...own]);
  return ok(own);
}

/** A name that is taken overwrites its command: 200 then, 201 for a new one. */
function createOne(ground: Ground, given: Json, guildId?: string): RestAnswer {
  ground.inspector.inspectCommand(given);
  const same = findSame(ground, given, guildId);
  return { status: same ? 200 : 201, body: keep(ground, given, guildId, same) };
}

function keep(ground: Ground, given: Json, guildId: string | undefined, before: Json | undefined): Json {
  const described = describe(ground, given, guildId, before);
  setList(ground, [...ground.commands.list.filter((one) => one !== before), described]);
  return described;
}

function findSame({ commands }: Ground, given: Json, guildId?: string): Json | undefined {
  return commands.list.find(
    (held) => held['guild_id'] === guildId && held['name'] === given['name'] && held['type'] === (given['type'] ?? 1),
  );
}

function describe({ world, nextId }: Ground, given: Json, guildId: string | undefined, before?: Json): Json {
  return {
    contexts: null,
    default_member_permissions: null,
    nsfw: false,
    options: [],
    ...given,
    type: given['type'] ?? 1,
    id: before?.['id'] ?? nextId(),
    application_id: world.ids.application,
    version: nextId(),
    ...(guildId !== undefined && { guild_id: guildId }),
  };
}

function setList({ commands }: Ground, list: readonly Json[]): void {
  commands.list = list;
  commands.isRegistered = true;
  commands.tellChange?.();
}
