import type { ModelRequest, TokenCounts, Usage } from './model.ts';

/** About four letters of Latin script make a token; counting UTF-8 bytes keeps other scripts from being taken for cheap. */
const BYTES_PER_TOKEN = 3.5;

/** How many tokens a text may cost, rounded up: for reservations, and where an endpoint does not count. */
export function estimateTokens(text: string): number {
  return Math.ceil(Buffer.byteLength(text) / BYTES_PER_TOKEN);
}

export const NO_USAGE: Usage = { tokensIn: 0, tokensCached: 0, tokensOut: 0 };

/** The sum of two usages. */
export function addUsage(one: Usage, other: Usage): Usage {
  const cheap = one.cheap && other.cheap ? addCounts(one.cheap, other.cheap) : (one.cheap ?? other.cheap);
  return { ...addCounts(one, other), ...(cheap && { cheap }) };
}

function addCounts(one: TokenCounts, other: TokenCounts): TokenCounts {
  return {
    tokensIn: one.tokensIn + other.tokensIn,
    tokensCached: one.tokensCached + other.tokensCached,
    tokensOut: one.tokensOut + other.tokensOut,
  };
}

/** What a call may cost at most, by kind of token. */
export type TokenBound = { tokensIn: number; tokensOut: number };

/** The schema, which some endpoints are told in words, and the marks around each turn. */
const ENVELOPE_TOKENS = 500;

/** The most that one `ask` may use: the request, and a second round with the answer behind it where it was out of shape or cut off. */
export function mostTokens(request: Omit<ModelRequest<unknown>, 'schema' | 'signal'>): TokenBound {
  const sent = estimateTokens(request.instructions + request.article + request.task) + ENVELOPE_TOKENS;
  const { maxOutputTokens, rounds = 2 } = request;
  if (rounds === 1) return { tokensIn: sent, tokensOut: maxOutputTokens };
  // An answer that was cut off is asked for again with twice the room.
  return { tokensIn: 2 * sent + maxOutputTokens, tokensOut: 3 * maxOutputTokens };
}

/** The sum of several bounds. */
export function addBounds(bounds: readonly TokenBound[]): TokenBound {
  return {
    tokensIn: bounds.reduce((sum, one) => sum + one.tokensIn, 0),
    tokensOut: bounds.reduce((sum, one) => sum + one.tokensOut, 0),
  };
}
