import { isJson, type Json } from './json.ts';

/** One thing wrong with a request: where, Discord's name for it, and its sentence. */
export type Fault = { path: readonly (string | number)[]; code: string; message: string };

/** An error that the bot gets as Discord would say it (https://docs.discord.com/developers/reference#error-messages). */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly status: number;
  readonly body: Json;

  constructor(status: number, body: Json, options: ErrorOptions = {}) {
    super(`${status} ${JSON.stringify(body)}`, options);
    this.status = status;
    this.body = body;
  }
}

/** Discord's errors that the sandbox answers (https://docs.discord.com/developers/topics/opcodes-and-status-codes#json). */
export const ERRORS = {
  unauthorized: [401, 0, '401: Unauthorized'],
  notFound: [404, 0, '404: Not Found'],
  methodNotAllowed: [405, 0, '405: Method Not Allowed'],
  unknownApplication: [404, 10002, 'Unknown Application'],
  unknownChannel: [404, 10003, 'Unknown Channel'],
  unknownGuild: [404, 10004, 'Unknown Guild'],
  unknownMember: [404, 10007, 'Unknown Member'],
  unknownMessage: [404, 10008, 'Unknown Message'],
  unknownUser: [404, 10013, 'Unknown User'],
  unknownWebhook: [404, 10015, 'Unknown Webhook'],
  unknownCommand: [404, 10063, 'Unknown application command'],
  unknownInteraction: [404, 10062, 'Unknown interaction'],
  tooLarge: [413, 40005, 'Request entity too large'],
  alreadyCrossposted: [400, 40033, 'This message has already been crossposted.'],
  alreadyAcknowledged: [400, 40060, 'Interaction has already been acknowledged.'],
  missingAccess: [403, 50001, 'Missing Access'],
  notAuthor: [403, 50005, 'Cannot edit a message authored by another user'],
  emptyMessage: [400, 50006, 'Cannot send an empty message'],
  missingPermissions: [403, 50013, 'Missing Permissions'],
  channelType: [400, 50024, 'Cannot execute action on this channel type'],
  invalidVersion: [400, 50041, 'Invalid API version provided'],
  invalidWebhookToken: [401, 50027, 'Invalid Webhook Token'],
  archivedThread: [400, 50083, 'Thread is archived'],
  tooManyFollowUps: [400, 40094, 'This interaction has hit the maximum number of follow up messages.'],
  tagRequired: [400, 40067, 'A tag is required to create a forum post in this channel'],
  threadLocked: [403, 160005, 'Thread is locked'],
  invalidJson: [400, 50109, 'The request body contains invalid JSON.'],
} as const satisfies Record<string, readonly [status: number, code: number, message: string]>;

/** The named error, ready to throw. */
export function apiError(name: keyof typeof ERRORS, options?: ErrorOptions): ApiError {
  const [status, code, message] = ERRORS[name];
  return new ApiError(status, { message, code }, options);
}

/** "Invalid Form Body" with each fault at its place. */
export function formError(faults: readonly Fault[]): ApiError {
  const errors: Json = {};
  for (const fault of faults) place(errors, fault);
  return new ApiError(400, { message: 'Invalid Form Body', code: 50035, errors });
}

function place(errors: Json, { path, code, message }: Fault): void {
  let at = errors;
  for (const key of path) {
    const inner = at[key];
    const next: Json = isJson(inner) ? inner : {};
    at[key] = next;
    at = next;
  }
  const held = at['_errors'];
  at['_errors'] = [...(Array.isArray(held) ? held : []), { code, message }];
}
