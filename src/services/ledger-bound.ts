import { estimateTokens } from './llm/tokens.ts';
import type { Bound } from './prices.ts';

/** The answer's schema, said in the prompt by endpoints that enforce none, and the marks around each turn. */
const ENVELOPE_TOKENS = 500;

/**
 * The most that one `ask` of a model may cost, its one repair included: the repair sends everything again with the first
 * answer behind it. `sent` is the whole prompt (instructions, article, task).
 */
export function boundOfAsk(sent: string, maxOutputTokens: number): Exclude<Bound, number> {
  const tokensIn = estimateTokens(sent) + ENVELOPE_TOKENS;
  return { tokensIn: 2 * tokensIn + maxOutputTokens, tokensOut: 2 * maxOutputTokens };
}

/** The most that several asks may cost together. */
export function sumBounds(bounds: readonly Exclude<Bound, number>[]): Exclude<Bound, number> {
  return {
    tokensIn: bounds.reduce((sum, one) => sum + one.tokensIn, 0),
    tokensOut: bounds.reduce((sum, one) => sum + one.tokensOut, 0),
  };
}

/** Tokens of a bound, whatever their kind. */
export function tokensOfBound(bound: Bound): number {
  return typeof bound === 'number' ? bound : bound.tokensIn + bound.tokensOut;
}
