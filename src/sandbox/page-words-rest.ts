import { isJson, readJson, readList, readNumber, readText } from './json.ts';
import { FLAGS } from './message-rules.ts';
import { type Act, act, type Exchanged, sayLook, sayPost } from './page-words-posts.ts';
import type { Told } from './page-words-use.ts';

/** `isRoutine` ones are told only when they go wrong. */
type Rule = {
  method: string;
  route: RegExp;
  act: (exchanged: Exchanged, told: Told, ids: readonly string[]) => Act;
  isRoutine?: true;
};

const CALLBACK = { message: 4, defer: 5, deferUpdate: 6, update: 7, choices: 8, modal: 9 } as const;

const RULES: readonly Rule[] = [
  { method: 'POST', route: /^\/interactions\/(\d+)\//, act: (one, told, [id = '']) => sayCallback(one, told, id) },
  {
    method: 'PATCH',
    route: /^\/webhooks\/.*\/messages\//,
    act: (one, told) => act('finished', 'finish', ` its answer${toWhom(one, told)}`),
  },
  {
    method: 'GET',
    route: /^\/webhooks\//,
    act: (one, told) => act('read', 'read', ` its own answer${toWhom(one, told)}`),
  },
  { method: 'DELETE', route: /^\/webhooks\//, act: () => act('took back', 'take back', ' its answer') },
  {
    method: 'POST',
    route: /^\/webhooks\//,
    act: (one, told) => act('added', 'add', ` to its answer${toWhom(one, told)}`),
  },
  {
    method: 'POST',
    route: /^\/channels\/(\d+)\/messages$/,
    act: (one, told, [id = '']) => sayPost(one, told, id),
  },
  {
    method: 'GET',
    route: /^\/channels\/(\d+)\/messages(?:\/\d+)?$/,
    act: (one, told, [id = '']) => sayLook(one, told, id),
  },
  {
    method: 'POST',
    route: /^\/channels\/(\d+)\/messages\/\d+\/crosspost$/,
    act: (_, told, [id = '']) => act('published', 'publish', ` the message of #${told.nameOf(id)} to its followers`),
  },
  {
    method: 'PATCH',
    route: /^\/channels\/(\d+)\/messages\//,
    act: (_, told, [id = '']) => act('changed', 'change', ` its message in #${told.nameOf(id)}`),
  },
  {
    method: 'PATCH',
    route: /^\/channels\/(\d+)$/,
    act: ({ body }, told, [id = '']) =>
      isJson(body) && body['archived'] === true
        ? act('closed', 'close', ` the thread #${told.nameOf(id)}`)
        : act('opened', 'open', ` the thread #${told.nameOf(id)} again`),
  },
  {
    method: 'DELETE',
    route: /^\/channels\/(\d+)\/messages\//,
    act: (_, told, [id = '']) => act('deleted', 'delete', ` its message in #${told.nameOf(id)}`),
  },
  {
    method: 'PUT',
    route: /\/commands$/,
    act: ({ body }) => act('registered', 'register', ` its ${Array.isArray(body) ? body.length : 0} commands`),
  },
  { isRoutine: true, method: 'GET', route: /\/commands$/, act: () => act('read', 'read', ' which commands it has') },
  { isRoutine: true, method: 'GET', route: /^\/gateway/, act: () => act('asked', 'ask', ' where to connect') },
  { method: 'POST', route: /^\/users\/@me\/channels$/, act: () => act('opened', 'open', ' a direct conversation') },
  {
    method: 'GET',
    isRoutine: true,
    route: /^\/(?:users\/@me|applications\/@me|oauth2\/applications\/@me)$/,
    act: () => act('asked', 'ask', ' who it is'),
  },
  {
    method: 'GET',
    isRoutine: true,
    route: /^\/channels\/(\d+)$/,
    act: (_, told, [id = '']) => act('looked up', 'look up', ` #${told.nameOf(id)}`),
  },
  {
    method: 'GET',
    isRoutine: true,
    route: /^\/(?:guilds|users)\//,
    act: () => act('looked up', 'look up', ' what it may do in this server'),
  },
];

/** A sentence for a request and what became of it; undefined for routine that went well. */
export function sayRest(exchanged: Exchanged, told: Told): string | undefined {
  const { method, route, status } = exchanged;
  const rule = RULES.find((one) => one.method === method && one.route.test(route));
  const done =
    rule?.act(exchanged, told, rule.route.exec(route)?.slice(1) ?? []) ??
    act('asked', 'ask', ` for ${method} ${route}`);
  const wanted = `${done.verb}${done.rest}`;
  const after = done.after ?? 'the bot will try again';
  if (status === undefined) return `Discord did not answer when the bot wanted to ${wanted}; ${after}`;
  if (status >= 500) return `Discord answered ${status} when the bot wanted to ${wanted}; ${after}`;
  if (status === 429) return `Discord asked the bot to wait ${secondsOf(exchanged)} s before it may ${wanted}`;
  if (status >= 400) return `Discord did not let the bot ${wanted}: ${readText(exchanged.answer, 'message') ?? status}`;
  if (rule?.isRoutine) return undefined;
  return done.good ?? `The bot ${done.past}${done.rest}`;
}

function sayCallback({ body }: Exchanged, { uses }: Told, id: string): Act {
  const use = uses.get(id);
  const what = use?.what ?? 'a member';
  const data = readJson(body, 'data');
  const whom = isAlone(data) ? ` for ${use?.who ?? 'one member'} alone` : ' for everybody';
  const kind = readNumber(body, 'type');
  if (kind === CALLBACK.defer) return act('asked', 'ask', ` for more time for ${what}`);
  if (kind === CALLBACK.deferUpdate) return act('took', 'take', ` ${what} and asked for more time`);
  if (kind === CALLBACK.update) return act('changed', 'change', ` the message after ${what}`);
  if (kind === CALLBACK.modal) return act('opened', 'open', ` a form for ${use?.who ?? 'a member'}`);
  if (kind === CALLBACK.choices)
    return act('offered', 'offer', ` choices for ${what}: ${readList(data, 'choices').length}`);
  return act('answered', 'answer', ` ${what}${whom}`);
}

/** Whose answer it is: the stored message says which interaction it belongs to. */
function toWhom({ answer }: Exchanged, { uses }: Told): string {
  const use = uses.get(readText(readJson(answer, 'interaction_metadata'), 'id') ?? '');
  if (!use) return '';
  return ` to ${use.what}${isAlone(answer) ? ` for ${use.who} alone` : ' for everybody'}`;
}

function isAlone(message: unknown): boolean {
  return ((readNumber(message, 'flags') ?? 0) & FLAGS.ephemeral) !== 0;
}

function secondsOf({ answer }: Exchanged): number {
  return Math.ceil(readNumber(answer, 'retry_after') ?? 1);
}
