import { Client, Events, GatewayDispatchEvents, type REST, RESTEvents, type RESTOptions } from 'discord.js';
import type { OperatorError } from '../errors.ts';
import type { Log } from '../log.ts';
import { explainClose, explainFailure } from './operator-faults.ts';

/** The bot's connection to Discord. */
export type DiscordClient = {
  applicationId: string;
  /** Requests with the bot's token: for the commands. Interactions and deliveries have REST of their own. */
  rest: REST;
  /** Leaves the gateway; safe to call again. */
  stop: () => Promise<void>;
};

export type ConnectOptions = {
  token: string;
  /** The API's address without a version; Discord's own when undefined. */
  apiUrl?: string | undefined;
  /** How the client's REST sends; discord.js's own way when undefined. */
  makeRequest?: RESTOptions['makeRequest'];
  /** Called with each raw interaction, from the first one on: before this function has resolved. */
  onInteraction: (payload: unknown) => void;
  /** Called once when Discord refuses the bot for good after it was connected. */
  onFatal: (error: OperatorError) => void;
  log: Log;
};

/**
 * Connects to the gateway, on as many shards as Discord recommends. An outage of the gateway is waited out; a refused
 * token or an API that cannot be reached throws an OperatorError.
 */
export async function connectDiscord(options: ConnectOptions): Promise<DiscordClient> {
  const { token, apiUrl, log } = options;
  const client = createClient(apiUrl, options.makeRequest);
  let isConnected = false;
  let fatal: OperatorError | undefined;
  const fail = (error: OperatorError | undefined) => {
    if (fatal || !error) return;
    fatal = error;
    if (isConnected) options.onFatal(error);
  };
  takeInteractions(client, options.onInteraction);
  // discord.js stays "ready" after a fatal close and never connects again.
  client.on(Events.ShardDisconnect, ({ code }) => fail(explainClose(code)));
  client.rest.on(RESTEvents.Response, (_request, { status }) => {
    if (isConnected && status === 401) fail(explainClose(4004));
  });
  tell(client, log);
  try {
    await client.login(token);
    const applicationId = await readApplicationId(client);
    if (fatal) throw fatal;
    isConnected = true;
    let stopping: Promise<void> | undefined;
    return { applicationId, rest: client.rest, stop: () => (stopping ??= client.destroy()) };
  } catch (error) {
    await client.destroy();
    throw fatal ?? explainFailure(error, apiUrl);
  }
}

function createClient(apiUrl: string | undefined, makeRequest: ConnectOptions['makeRequest']): Client {
  return new Client({
    // Commands, presses and typed options need none, and memory stays flat for any number of servers.
    intents: 0,
    shards: 'auto',
    // Any number but the default keeps a SHARD_COUNT of the environment unread; 'auto' takes its place.
    shardCount: 2,
    rest: { ...(apiUrl !== undefined && { api: apiUrl }), ...(makeRequest && { makeRequest }) },
  });
}

/**
 * Takes interactions before discord.js does. It would hold them back until all shards are ready, keep the user and
 * channel of each, and end the process over one of a shape that it does not know.
 */
function takeInteractions(client: Client, onInteraction: ConnectOptions['onInteraction']): void {
  client.on(Events.Raw, (packet: { t: string | null; d: unknown }) => {
    if (packet.t !== GatewayDispatchEvents.InteractionCreate) return;
    // Without its name no handler of discord.js finds it.
    packet.t = null;
    onInteraction(packet.d);
  });
}

function tell(client: Client, log: Log): void {
  client.on(Events.Error, (error) => log.error('discord client failed', { error }));
  client.on(Events.Warn, (message) => log.warn('discord client warns', { message }));
  client.on(Events.ShardError, (error, shard) => log.warn('gateway connection failed', { shard, error }));
  client.on(Events.ShardReconnecting, (shard) => log.info('gateway reconnects', { shard }));
  client.on(Events.ShardResume, (shard, replayed) => log.info('gateway resumed', { shard, replayed }));
}

/** `login` may resolve just before READY has been handled. */
async function readApplicationId(client: Client): Promise<string> {
  if (client.application) return client.application.id;
  return new Promise((resolve) => client.once(Events.ClientReady, (ready) => resolve(ready.application.id)));
}
