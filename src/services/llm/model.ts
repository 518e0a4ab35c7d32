import type * as z from 'zod';

/** Tokens as the endpoint counted them; `tokensCached` is the part of `tokensIn` that it read from its cache. */
export type TokenCounts = { tokensIn: number; tokensCached: number; tokensOut: number };

/** `cheap`: the part of all these that was answered at the cheaper tier, by the answers' own word. */
export type Usage = TokenCounts & { cheap?: TokenCounts };

/**
 * Work that can wait, at the endpoint's cheaper and slower tier where it has one; elsewhere such a request is like any other.
 * `cheap`: a tier without room is a ModelError `tier-unavailable`, for the caller to come back. `cheap-first`: the request then
 * goes to the standard tier.
 */
export type Tier = 'cheap' | 'cheap-first';

export type ModelRequest<Value> = {
  /** The shape of the answer. Every key is required (`.nullable()`, never `.optional()`: strict mode refuses it). */
  schema: z.ZodType<Value>;
  /** The schema's name on the wire: letters, digits, underscores. */
  name: string;
  /** Instructions and the fenced article first, so that endpoints can cache them; the task last. */
  instructions: string;
  article: string;
  task: string;
  maxOutputTokens: number;
  /** 1: an answer that is out of shape is not sent back. Default 2. */
  rounds?: 1 | 2;
  /** Default: the standard tier. */
  tier?: Tier | undefined;
  signal: AbortSignal;
};

export type ModelAnswer<Value> = { value: Value; usage: Usage };

export type AnswerForm = 'json_schema' | 'json_object' | 'prompt';

/** A language model behind an OpenAI-compatible endpoint. */
export type Model = {
  /** LLM_MODEL: part of every stored text's key. */
  name: string;
  /** Whether cheap requests go to a tier of their own now: `none` without one, `resting` while it has no room. Absent: `none`. */
  cheapTier?(): 'open' | 'resting' | 'none';
  /** How an answer is brought into its shape there, as far as was learned: by a schema, by JSON alone, or by words in the prompt. */
  form?(): AnswerForm;
  /** The answer in the schema's shape. Throws a ModelError, whose `usage` says what the failed tries cost. */
  ask<Value>(request: ModelRequest<Value>): Promise<ModelAnswer<Value>>;
};

/** The tier of what follows a first answer, which is paid for: waiting for the cheaper tier then would waste it. */
export function onceBegun(tier: Tier | undefined): Tier | undefined {
  return tier && 'cheap-first';
}

export type ModelErrorKind =
  | 'unauthorized'
  | 'forbidden'
  | 'unknown-model'
  | 'bad-request'
  | 'rate-limited'
  | 'tier-unavailable'
  | 'server'
  | 'timeout'
  | 'network'
  | 'aborted'
  | 'refused'
  | 'truncated'
  | 'empty'
  | 'malformed'
  | 'wrong-shape'
  | 'not-an-api';

/** Every way in which a model fails, one kind each. */
export class ModelError extends Error {
  override readonly name = 'ModelError';
  readonly kind: ModelErrorKind;
  readonly usage: Usage;
  /** What the endpoint asked to wait, milliseconds. */
  readonly retryAfterMs: number | undefined;

  constructor(kind: ModelErrorKind, options: ErrorOptions & { usage?: Usage; retryAfterMs?: number | undefined } = {}) {
    super(`The model failed: ${kind}`, options);
    this.kind = kind;
    this.usage = options.usage ?? { tokensIn: 0, tokensCached: 0, tokensOut: 0 };
    this.retryAfterMs = options.retryAfterMs;
  }
}
