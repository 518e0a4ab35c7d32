import type { Clock } from '../../clock.ts';
import type { Random } from '../../ids.ts';
import type { Log } from '../../log.ts';
import { parseAnswer } from './answer-json.ts';
import type { Completion } from './completion.ts';
import { createClient, firstManner, type Manner, nextManner, type Prompt, requestCompletion } from './endpoint.ts';
import { type Model, ModelError, type ModelRequest, onceBegun, type Tier, type Usage } from './model.ts';
import { MAX_RETRY_AFTER_MS, withRetries } from './retries.ts';
import { type JsonSchema, toStrictSchema } from './strict-schema.ts';
import { CHEAP_TIMEOUT_MS, createTierGate, type DigestTier, toTierError } from './tier.ts';
import { addUsage, NO_USAGE } from './tokens.ts';

export type ModelOptions = {
  name: string;
  apiKey: string;
  baseUrl: string | undefined;
  /** `auto` is Chat Completions: every compatible endpoint has it, the Responses API not. */
  api: 'auto' | 'chat' | 'responses';
  /** Of each try, its body included; of a cheap one at least CHEAP_TIMEOUT_MS. */
  timeoutMs: number;
  /** Where requests with a `tier` go. Default: `auto`. */
  digestTier?: DigestTier;
  clock: Clock;
  random: Random;
  log: Log;
  fetch?: typeof globalThis.fetch;
};

/** No longer than this is an endpoint believed: a wrong header must not silence the model for a day. */
const MAX_REST_MS = 15 * 60_000;
/** A bad answer is shown to the model again up to this length. */
const MAX_SHOWN_CHARS = 20_000;

/** A model behind an OpenAI-compatible endpoint (docs/decisions/model-endpoints.md). Its `ask` throws ModelErrors only. */
export function createModel(options: ModelOptions): Model {
  const client = createClient({ ...options, fetch: options.fetch });
  let manner = firstManner(options.api, options.baseUrl);
  const gate = createTierGate({ ...options, digestTier: options.digestTier ?? 'auto' });
  const cheapTimeoutMs = Math.max(options.timeoutMs, CHEAP_TIMEOUT_MS);
  /** Until when the endpoint wants to be left alone, by the monotonic clock. */
  let restUntilMs = 0;

  /** Throws while an endpoint rests that asked for longer than a member waits: it is not even asked. */
  function respectRest(): void {
    const retryAfterMs = restUntilMs - options.clock.monotonicMs();
    if (retryAfterMs > 0) throw new ModelError('rate-limited', { retryAfterMs });
  }

  function noteRest(error: ModelError): void {
    if (error.kind === 'tier-unavailable' || (error.retryAfterMs ?? 0) <= MAX_RETRY_AFTER_MS) return;
    const restMs = Math.min(error.retryAfterMs ?? 0, MAX_REST_MS);
    restUntilMs = Math.max(restUntilMs, options.clock.monotonicMs() + restMs);
    options.log.warn('model.rests', { kind: error.kind, restMs });
  }

  async function tryOnce(isCheap: boolean, prompt: Prompt, used: Manner, signal: AbortSignal): Promise<Completion> {
    if (!isCheap)
      return withRetries(options, signal, (ended) => requestCompletion(client, options.name, used, prompt, ended));
    const timeoutMs = cheapTimeoutMs;
    const completion = await withRetries({ ...options, timeoutMs, toError: toTierError }, signal, (ended) =>
      requestCompletion(client, options.name, used, { ...prompt, isCheap, timeoutMs }, ended),
    );
    gate.noteAnswer();
    return completion;
  }

  /** One prompt, answered in whichever manner the endpoint takes; what it refuses once is not sent again. */
  async function complete(compose: Compose, tier: Tier | undefined, signal: AbortSignal): Promise<Completion> {
    for (;;) {
      const used = manner;
      respectRest();
      const isCheap = gate.isCheap(tier);
      try {
        return await tryOnce(isCheap, compose(used), used, signal);
      } catch (error) {
        if (!(error instanceof ModelError)) throw error;
        noteRest(error);
        if (isCheap && gate.noteFailure(error)) continue;
        if (error.kind !== 'bad-request') throw error;
        const next = nextManner(used, error.cause instanceof Error ? error.cause.message : '');
        if (!next) throw error;
        // Another request may have learned it meanwhile.
        if (manner === used) {
          manner = next;
          options.log.warn('model.manner', { refused: used, next });
        }
      }
    }
  }

  return {
    name: options.name,
    cheapTier: gate.state,
    form: () => manner.format,
    ask: (request) => askOnceOrTwice(request, (compose, tier) => complete(compose, tier, request.signal)),
  };
}

type Compose = (manner: Manner) => Prompt;

/** Asks; an answer that is not in shape is sent back once with its faults, one that was cut off is asked for with twice the room. */
async function askOnceOrTwice<Value>(
  request: ModelRequest<Value>,
  complete: (compose: Compose, tier: Tier | undefined) => Promise<Completion>,
): Promise<{ value: Value; usage: Usage }> {
  let usage = NO_USAGE;
  try {
    const schema = toStrictSchema(request.schema);
    const first = await complete((manner) => promptOf(request, schema, manner), request.tier);
    usage = addUsage(usage, first.usage);
    const parsed = parseAnswer(first.text, request.schema);
    // Cut off behind its last brace, by a server that counts otherwise, it is whole all the same.
    if (parsed.ok && (first.end === 'complete' || first.end === 'truncated')) return { value: parsed.value, usage };
    const mayRepeat = (request.rounds ?? 2) > 1;
    const isCut = first.end === 'truncated' && mayRepeat;
    if (!isCut) requireUsable(first);
    const fault = parsed.ok ? '' : parsed.fault;
    if (!mayRepeat) throw new ModelError(parsed.ok ? 'wrong-shape' : parsed.kind, { cause: new Error(fault) });
    const second = await complete(
      (manner) =>
        isCut ? widePrompt(request, schema, manner) : repairPrompt(request, schema, manner, first.text, fault),
      onceBegun(request.tier),
    );
    usage = addUsage(usage, second.usage);
    requireUsable(second);
    const repaired = parseAnswer(second.text, request.schema);
    if (repaired.ok) return { value: repaired.value, usage };
    throw new ModelError(repaired.kind, { cause: new Error(repaired.fault) });
  } catch (error) {
    if (!(error instanceof ModelError)) throw error;
    throw new ModelError(error.kind, { cause: error.cause, retryAfterMs: error.retryAfterMs, usage });
  }
}

/** Throws the ModelError of an answer that is none. */
function requireUsable(completion: Completion): void {
  switch (completion.end) {
    case 'complete':
      return;
    case 'truncated':
      throw new ModelError('truncated');
    case 'empty':
      throw new ModelError('empty');
    case 'refused':
      throw new ModelError('refused');
    case 'filtered':
      throw new ModelError('refused', { cause: new Error('the content filter of the endpoint cut in') });
  }
}

function promptOf<Value>(request: ModelRequest<Value>, schema: JsonSchema, manner: Manner): Prompt {
  // One user turn: some chat templates refuse two in a row.
  const content = `${request.article}\n\n${request.task}${shapeWords(schema, manner)}`;
  return {
    instructions: request.instructions,
    turns: [{ role: 'user', content }],
    name: request.name,
    schema,
    maxOutputTokens: request.maxOutputTokens,
  };
}

/** Thinking counts as output at many endpoints, and may use up what the answer needs. */
function widePrompt<Value>(request: ModelRequest<Value>, schema: JsonSchema, manner: Manner): Prompt {
  return { ...promptOf(request, schema, manner), maxOutputTokens: 2 * request.maxOutputTokens };
}

/** Where the endpoint enforces no schema, the task says it. `json_object` needs the word JSON in the prompt besides. */
function shapeWords(schema: JsonSchema, manner: Manner): string {
  if (manner.format === 'json_schema') return '';
  return `\n\nAnswer with one JSON object and nothing else. It must fit this JSON schema:\n${JSON.stringify(schema)}`;
}

function repairPrompt<Value>(
  request: ModelRequest<Value>,
  schema: JsonSchema,
  manner: Manner,
  answer: string,
  fault: string,
): Prompt {
  const prompt = promptOf(request, schema, manner);
  // Said again even under json_schema: an endpoint that got here takes the schema without enforcing it.
  const words = `That answer cannot be used: ${fault}. Give it again as one JSON object and nothing else, to fit this JSON schema:\n${JSON.stringify(schema)}`;
  return {
    ...prompt,
    turns: [
      ...prompt.turns,
      { role: 'assistant', content: answer.slice(0, MAX_SHOWN_CHARS) },
      { role: 'user', content: words },
    ],
  };
}
