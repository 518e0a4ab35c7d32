import { OperatorError } from '../errors.ts';
import { statusOf } from './interaction-api.ts';

/** Exit codes of sysexits.h: the configuration is wrong; a service cannot be reached; worth another try; a fault of ours. */
const EXIT = { config: 78, unavailable: 69, tryAgain: 75, software: 70 } as const;

const TOKEN =
  'Discord does not accept DISCORD_TOKEN. Copy the token again, or make a new one, on the Bot page of your application at https://discord.com/developers/applications; put it in DISCORD_TOKEN and start again.';

/** Gateway close codes after which connecting again is of no use (https://docs.discord.com/developers/topics/opcodes-and-status-codes#gateway-gateway-close-event-codes). */
const CLOSED: ReadonlyMap<number, readonly [sentence: string, exitCode: number]> = new Map([
  [4004, [TOKEN, EXIT.config]],
  [4010, ['Discord closed the connection for a wrong shard (4010). Start Kiosque again.', EXIT.tryAgain]],
  [4011, ['Discord now wants this bot on more shards (4011). Start Kiosque again: it asks how many.', EXIT.tryAgain]],
  [4012, ['Discord no longer serves the gateway version that this Kiosque speaks (4012). Update it.', EXIT.software]],
  [4013, ['Discord refused what this Kiosque asked to hear of (4013). Update it.', EXIT.software]],
  [4014, ['Discord refused what this Kiosque asked to hear of (4014). Update it.', EXIT.software]],
]);

/** What the operator should do after the gateway closed with `code`; undefined when connecting again helps. */
export function explainClose(code: number): OperatorError | undefined {
  const known = CLOSED.get(code);
  return known && new OperatorError(known[0], { exitCode: known[1] });
}

/** What the operator should do after a failure to connect to Discord or to ask it who we are. */
export function explainFailure(error: unknown, apiUrl: string | undefined): OperatorError {
  if (isTokenRefused(error)) return new OperatorError(TOKEN, { cause: error, exitCode: EXIT.config });
  const address = new URL(apiUrl ?? 'https://discord.com').host;
  const status = statusOf(error);
  const reason = reasonOf(error);
  const options = { cause: error, exitCode: EXIT.unavailable };
  if (status !== undefined)
    return new OperatorError(
      `Discord at ${address} answered with status ${status} (${reason}). Its state is at https://discordstatus.com; try again later.`,
      options,
    );
  if (isNetworkFailure(error))
    return new OperatorError(
      `Discord could not be reached at ${address} (${reason}). Check this machine's connection, then start again.`,
      options,
    );
  return new OperatorError(`Discord at ${address} did not let the bot connect: ${reason}.`, options);
}

/** Node's and undici's errors carry a code in words; discord.js makes its timeout an abort. */
function isNetworkFailure(error: unknown): boolean {
  return error instanceof Error && (error.name === 'AbortError' || ('code' in error && typeof error.code === 'string'));
}

/** discord.js gives its own error for a 401 at login and for a token of a wrong shape. */
function isTokenRefused(error: unknown): boolean {
  return statusOf(error) === 401 || (error instanceof Error && 'code' in error && error.code === 'TokenInvalid');
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.message === '' ? error.name : error.message;
}
