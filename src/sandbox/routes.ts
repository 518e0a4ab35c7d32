import type { Form } from './form.ts';

/** A request of the bot's, its path without /api/v10 and decoded. */
export type RestRequest = { method: string; route: string; query: URLSearchParams; form: Form };
export type RestAnswer = { status: number; body?: unknown };

/** One entry of the table of routes. `open` ones carry their right in the address and want no Authorization. */
export type Route = {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  pattern: RegExp;
  open?: true;
  handle(request: RestRequest, params: readonly string[]): RestAnswer;
};

export function ok(body: unknown): RestAnswer {
  return { status: 200, body };
}

export const NO_CONTENT: RestAnswer = { status: 204 };
