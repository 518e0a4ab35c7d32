import { apiError } from './api-error.ts';
import { commandRoutes } from './command-routes.ts';
import { requireObject } from './form.ts';
import type { Ground } from './ground.ts';
import { type Json, readText } from './json.ts';
import { requireVisible } from './message-routes.ts';
import { ok, type Route } from './routes.ts';

/** What the bot asks of its account, its commands, the server and its channels. */
export function serverRoutes(ground: Ground): Route[] {
  return [...accountRoutes(ground), ...commandRoutes(ground), ...guildRoutes(ground)];
}

function accountRoutes(ground: Ground): Route[] {
  const { world, origin } = ground;
  const gateway = () => ({ url: `${origin().replace('http:', 'ws:')}/gateway` });
  const application = () => ok(world.applicationJson());
  const limits = { total: 1000, remaining: 999, reset_after: 86_400_000, max_concurrency: 1 };
  return [
    { method: 'GET', pattern: /^\/gateway$/, open: true, handle: () => ok(gateway()) },
    {
      method: 'GET',
      pattern: /^\/gateway\/bot$/,
      handle: () => ok({ ...gateway(), shards: 1, session_start_limit: limits }),
    },
    { method: 'GET', pattern: /^\/applications\/@me$/, handle: application },
    { method: 'GET', pattern: /^\/oauth2\/applications\/@me$/, handle: application },
    { method: 'GET', pattern: /^\/users\/@me$/, handle: () => ok(world.ownUserJson()) },
    { method: 'GET', pattern: /^\/users\/@me\/guilds$/, handle: () => ok([ownGuild(ground)]) },
    {
      method: 'POST',
      pattern: /^\/users\/@me\/channels$/,
      handle(request) {
        const body = requireObject(request.form.json);
        ground.inspector.inspectBody('CreatePrivateChannelRequest', body, []);
        const userId = readText(body, 'recipient_id') ?? '';
        if (!world.userJson(userId)) throw apiError('unknownUser');
        return ok(world.channelJson(world.channels.openDirect(userId)));
      },
    },
  ];
}

function ownGuild({ world }: Ground): Json {
  const { id, name, icon, banner, features } = world.guildJson();
  const permissions = String(world.guildPermissions(world.ids.application));
  return { id, name, icon, banner, features, owner: false, permissions };
}

function guildRoutes(ground: Ground): Route[] {
  const { world } = ground;
  const requireGuild = (id: string | undefined) => {
    if (id !== world.ids.guild) throw apiError('unknownGuild');
  };
  const inGuild = (rest: string, answer: () => unknown): Route => ({
    method: 'GET',
    pattern: new RegExp(`^/guilds/(\\d+)${rest}$`),
    handle(_, [id]) {
      requireGuild(id);
      return ok(answer());
    },
  });
  return [
    {
      method: 'GET',
      pattern: /^\/channels\/(\d+)$/,
      handle: (_, [id = '']) => ok(world.channelJson(requireVisible(ground, id))),
    },
    inGuild('', world.guildJson),
    inGuild('/roles', world.roleJsons),
    inGuild('/channels', () => world.channels.list().map(world.channelJson)),
    {
      method: 'GET',
      pattern: /^\/guilds\/(\d+)\/members\/(\d+|@me)$/,
      handle(_, [guild, id = '']) {
        requireGuild(guild);
        const member = world.memberJson(id === '@me' ? world.ids.application : id);
        if (!member) throw apiError('unknownMember');
        return ok(member);
      },
    },
    {
      method: 'GET',
      pattern: /^\/users\/@me\/guilds\/(\d+)\/member$/,
      handle(_, [guild]) {
        requireGuild(guild);
        return ok(world.memberJson(world.ids.application));
      },
    },
  ];
}
