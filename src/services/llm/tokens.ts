import type { Usage } from './model.ts';

/** About four letters of Latin script make a token; counting UTF-8 bytes keeps other scripts from being taken for cheap. */
const BYTES_PER_TOKEN = 3.5;

/** How many tokens a text may cost, rounded up: for reservations, and where an endpoint does not count. */
export function estimateTokens(text: string): number {
  return Math.ceil(Buffer.byteLength(text) / BYTES_PER_TOKEN);
}

export const NO_USAGE: Usage = { tokensIn: 0, tokensCached: 0, tokensOut: 0 };

/** The sum of two usages. */
export function addUsage(one: Usage, other: Usage): Usage {
  return {
    tokensIn: one.tokensIn + other.tokensIn,
    tokensCached: one.tokensCached + other.tokensCached,
    tokensOut: one.tokensOut + other.tokensOut,
  };
}
