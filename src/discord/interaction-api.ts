import { type APIInteractionResponse, DiscordAPIError, HTTPError, REST, type RESTOptions, Routes } from 'discord.js';
import type { Clock } from '../clock.ts';
import { CODES, TIMES } from './limits.ts';
import type { Rendered } from './render.ts';

/** Where an interaction is answered. */
export type Addressee = { id: string; application_id: string; token: string };

/** The three requests that answer interactions. All throw what Discord or the network said. */
export type InteractionApi = {
  /** The first answer, within 3 seconds. A failed request is tried once more; "already acknowledged" then means that the first one arrived. */
  acknowledge(to: Addressee, answer: APIInteractionResponse): Promise<void>;
  /** Changes the answer. Safe to repeat, so failures of server or network are tried again. */
  edit(to: Addressee, message: Rendered): Promise<void>;
  /** One more message that only the member sees. Never tried twice: Discord would show it twice. */
  followUp(to: Addressee, message: Rendered): Promise<void>;
  stop(): void;
};

const EPHEMERAL = 64;
const EDIT_TRIES = 3;

/**
 * Answers by REST of its own: `retries: 0`, because discord.js repeats within 50 ms and counts a hang four times, and
 * without discord.js's cap of 50 requests a second, from which Discord exempts these routes
 * (https://docs.discord.com/developers/topics/rate-limits#global-rate-limit). `auth: false` throughout: the token is in
 * the address, and a 401 for an expired one would make discord.js forget the bot's own.
 */
export function createInteractionApi(options: {
  clock: Clock;
  apiUrl?: string | undefined;
  makeRequest?: RESTOptions['makeRequest'] | undefined;
}): InteractionApi {
  const { clock, apiUrl, makeRequest } = options;
  const rest = new REST({
    retries: 0,
    timeout: TIMES.editMs,
    globalRequestsPerSecond: Infinity,
    // One handler is kept for each interaction token.
    handlerSweepInterval: 5 * 60_000,
    ...(apiUrl !== undefined && { api: apiUrl }),
    ...(makeRequest && { makeRequest }),
  });
  const post = (to: Addressee, body: APIInteractionResponse, timeoutMs: number) =>
    rest.post(Routes.interactionCallback(to.id, to.token), {
      body,
      auth: false,
      signal: AbortSignal.timeout(Math.max(1, timeoutMs)),
    });
  return {
    async acknowledge(to, answer) {
      const began = clock.monotonicMs();
      try {
        await post(to, answer, TIMES.acknowledgeMs);
      } catch (error) {
        const leftMs = TIMES.acknowledgeMs - (clock.monotonicMs() - began);
        if (isRefusal(error) || leftMs <= 0) throw error;
        await post(to, answer, leftMs).catch((second: unknown) => {
          if (codeOf(second) !== CODES.alreadyAcknowledged) throw second;
        });
      }
    },
    async edit(to, { body, files }) {
      for (let tried = 1; ; tried++) {
        try {
          await rest.patch(Routes.webhookMessage(to.application_id, to.token), {
            body,
            files,
            auth: false,
            // The REST's own timeout ends with the headers; this one covers the body too.
            signal: AbortSignal.timeout(TIMES.editMs),
          });
          return;
        } catch (error) {
          if (isRefusal(error) || tried === EDIT_TRIES) throw error;
          await clock.wait(500 * 2 ** (tried - 1));
        }
      }
    },
    async followUp(to, { body, files }) {
      const hidden = { ...body, flags: body.flags | EPHEMERAL };
      await rest.post(Routes.webhook(to.application_id, to.token), { body: hidden, files, auth: false });
    },
    stop() {
      rest.clearHashSweeper();
      rest.clearHandlerSweeper();
    },
  };
}

/** Discord's own code of an error (https://docs.discord.com/developers/topics/opcodes-and-status-codes#json); undefined for any other failure. */
export function codeOf(error: unknown): number | undefined {
  return error instanceof DiscordAPIError && typeof error.code === 'number' ? error.code : undefined;
}

/** The HTTP status of an error; undefined when no answer came. */
export function statusOf(error: unknown): number | undefined {
  return error instanceof DiscordAPIError || error instanceof HTTPError ? error.status : undefined;
}

/** Whether Discord has answered that it will not: saying the same again is of no use. */
export function isRefusal(error: unknown): boolean {
  const status = statusOf(error);
  return status !== undefined && status >= 400 && status < 500;
}

const GONE: ReadonlySet<number | undefined> = new Set([
  CODES.unknownInteraction,
  CODES.alreadyAcknowledged,
  CODES.invalidWebhookToken,
  CODES.unknownWebhook,
  CODES.unknownMessage,
]);

/** Whether nobody waits for this answer any more: too late, answered by another process, or dismissed. */
export function isGone(error: unknown): boolean {
  return GONE.has(codeOf(error));
}
