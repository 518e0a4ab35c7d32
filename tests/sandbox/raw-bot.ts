import { onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { isJson, type Json, readNumber, readText } from '../../src/sandbox/json.ts';
import { type Sandbox, type SandboxOptions, startSandbox } from '../../src/sandbox/sandbox.ts';
import { type TestClock, testClock } from '../support/clock.ts';
import { testRandom } from '../support/random.ts';

export const TOKEN = 'not-a-real-token';

/** What came back for one request. */
export type Answer = { status: number; body: unknown; headers: Headers };

/** A bot by hand: plain requests, and a plain WebSocket. */
export type RawBot = {
  send(message: unknown): void;
  /** The next gateway message that matches, those that came before included once. */
  next(matches: (message: Json) => boolean): Promise<Json>;
  nextInteraction(): Promise<Json>;
  closed: Promise<number>;
  close(): void;
};

export type Ground = { sandbox: Sandbox; clock: TestClock };

/** A sandbox on a clock that stands still; stopped after the test. */
export async function openSandbox(options: Partial<SandboxOptions> = {}): Promise<Ground> {
  const clock = testClock();
  const sandbox = await startSandbox({
    port: 0,
    token: TOKEN,
    clock,
    random: testRandom(),
    checkSchema: false,
    ...options,
  });
  onTestFinished(() => sandbox.stop());
  return { sandbox, clock };
}

/** One request with the bot's token; `body` is sent as JSON unless it is a form. */
export async function call(
  sandbox: Sandbox,
  method: string,
  route: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const isForm = body instanceof FormData;
  const response = await fetch(`${sandbox.apiUrl}/v10${route}`, {
    method,
    headers: {
      authorization: `Bot ${TOKEN}`,
      ...(body !== undefined && !isForm && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body !== undefined && { body: isForm ? body : typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  const parsed: unknown = text === '' ? undefined : JSON.parse(text);
  return { status: response.status, body: parsed, headers: response.headers };
}

/** A bare connection to the gateway, not identified. */
export function openSocket(sandbox: Sandbox): RawBot {
  const socket = new WebSocket(`ws://127.0.0.1:${sandbox.port}/gateway?v=10&encoding=json`);
  const held: Json[] = [];
  const waiters = new Set<() => void>();
  socket.on('message', (raw) => {
    const message: unknown = JSON.parse(Buffer.isBuffer(raw) ? raw.toString('utf8') : '');
    if (isJson(message)) held.push(message);
    for (const waiter of waiters) waiter();
  });
  socket.on('error', () => undefined);
  const next = (matches: (message: Json) => boolean) =>
    new Promise<Json>((resolve) => {
      const look = () => {
        const at = held.findIndex(matches);
        if (at === -1) return;
        waiters.delete(look);
        const [found = {}] = held.splice(at, 1);
        resolve(found);
      };
      waiters.add(look);
      look();
    });
  return {
    next,
    send: (message) => socket.send(typeof message === 'string' ? message : JSON.stringify(message)),
    async nextInteraction() {
      const { d } = await next((message) => readText(message, 't') === 'INTERACTION_CREATE');
      return isJson(d) ? d : {};
    },
    closed: new Promise((resolve) => socket.on('close', resolve)),
    close: () => socket.terminate(),
  };
}

export const opcode = (op: number) => (message: Json) => readNumber(message, 'op') === op;
export const event = (name: string) => (message: Json) => readText(message, 't') === name;

/** A bot that is logged in and has registered `commands`. */
export async function logIn(sandbox: Sandbox, commands: unknown = COMMANDS, intents = 0): Promise<RawBot> {
  const bot = openSocket(sandbox);
  await bot.next(opcode(10));
  bot.send({ op: 2, d: { token: TOKEN, intents, properties: {} } });
  await bot.next(event('READY'));
  await call(sandbox, 'PUT', `/applications/${sandbox.ids.application}/commands`, commands);
  return bot;
}

/** The first answer to an interaction. */
export function callback(sandbox: Sandbox, interaction: Json, body: unknown, query = ''): Promise<Answer> {
  const { id, token } = interaction;
  return call(sandbox, 'POST', `/interactions/${String(id)}/${String(token)}/callback${query}`, body);
}

/** Where an interaction's messages are. */
export function webhook(sandbox: Sandbox, interaction: Json, rest = ''): string {
  return `/webhooks/${sandbox.ids.application}/${String(interaction['token'])}${rest}`;
}

export const COMMANDS = [
  {
    name: 'find',
    name_localizations: { fr: 'chercher' },
    description: 'Finds articles',
    options: [
      {
        type: 3,
        name: 'words',
        name_localizations: { fr: 'mots' },
        description: 'What to find',
        autocomplete: true,
        max_length: 50,
      },
      { type: 4, name: 'count', description: 'How many', min_value: 1, max_value: 9 },
      { type: 10, name: 'share', description: 'A fraction' },
      { type: 5, name: 'loud', description: 'For all' },
      {
        type: 3,
        name: 'length',
        description: 'How long',
        choices: [
          { name: 'One line', name_localizations: { fr: 'Une ligne' }, value: 'one-line' },
          { name: 'Detailed', value: 'detailed' },
        ],
      },
      { type: 7, name: 'channel', description: 'Where', channel_types: [0, 5] },
      { type: 6, name: 'who', description: 'Who' },
      { type: 8, name: 'role', description: 'Which role' },
    ],
  },
  {
    name: 'digest',
    description: 'Digests',
    default_member_permissions: '32',
    options: [
      {
        type: 1,
        name: 'create',
        description: 'Creates one',
        options: [
          { type: 7, name: 'channel', description: 'Where', required: true },
          { type: 3, name: 'time', description: 'When', required: true },
        ],
      },
      {
        type: 2,
        name: 'topic',
        description: 'Topics',
        options: [{ type: 1, name: 'list', description: 'Lists them' }],
      },
    ],
  },
];
