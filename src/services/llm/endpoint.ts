import OpenAI from 'openai';
import * as z from 'zod';
import { findJson, readBody } from './body.ts';
import { type Completion, FLEX, readChat, readResponse } from './completion.ts';
import { errorInBody } from './faults.ts';
import { type AnswerForm, ModelError, type Usage } from './model.ts';
import type { JsonSchema } from './strict-schema.ts';
import { estimateTokens } from './tokens.ts';

/** How this endpoint wants to be spoken to: begins with the best and learns from what it refuses. */
export type Manner = {
  api: 'chat' | 'responses';
  format: AnswerForm;
  /** OpenAI's reasoning models refuse `max_tokens`; Ollama documents nothing else. */
  limitKey: 'max_tokens' | 'max_completion_tokens';
  /** Reasoning costs output tokens, and quoting needs none. Only OpenAI's own endpoint is sent the field. */
  effort: boolean;
};

export type Turn = { role: 'user' | 'assistant'; content: string };

export type Prompt = {
  instructions: string;
  turns: readonly Turn[];
  name: string;
  schema: JsonSchema;
  maxOutputTokens: number;
  /** Sent to the cheaper tier. */
  isCheap?: boolean;
  /** When the SDK ends the request, in milliseconds; its client's default where it is left out. */
  timeoutMs?: number;
};

const OPENAI_URL = 'https://api.openai.com/v1';

/** Our own limit ends first and says so; the SDK's only frees the socket of a request that ours could not. */
const SPARE_MS = 30_000;

/** Whether requests go to OpenAI itself, where its documentation holds. */
export function isOpenAi(baseUrl: string | undefined): boolean {
  return new URL(baseUrl ?? OPENAI_URL).hostname === 'api.openai.com';
}

/** The SDK's client with every default that it would read from the environment set here. */
export function createClient(options: {
  apiKey: string;
  baseUrl: string | undefined;
  timeoutMs: number;
  fetch: typeof globalThis.fetch | undefined;
}): OpenAI {
  return new OpenAI({
    apiKey: options.apiKey,
    baseURL: options.baseUrl ?? OPENAI_URL,
    organization: null,
    project: null,
    adminAPIKey: null,
    webhookSecret: null,
    logLevel: 'off',
    maxRetries: 0,
    timeout: options.timeoutMs + SPARE_MS,
    fetch: tidyResponses(options.fetch ?? globalThis.fetch),
  });
}

/** The manner to begin with: `max_completion_tokens` and the effort only where OpenAI's documentation holds. */
export function firstManner(api: 'auto' | 'chat' | 'responses', baseUrl: string | undefined): Manner {
  const isOfficial = isOpenAi(baseUrl);
  return {
    api: api === 'responses' ? 'responses' : 'chat',
    format: 'json_schema',
    limitKey: isOfficial ? 'max_completion_tokens' : 'max_tokens',
    effort: isOfficial,
  };
}

/** The next manner to try after a 400 with these words; undefined when they are about something else. */
export function nextManner(manner: Manner, words: string): Manner | undefined {
  if (manner.effort && /reasoning/i.test(words)) return { ...manner, effort: false };
  if (
    /max_(?:completion_)?tokens/i.test(words) &&
    /unsupported|not supported|unrecognized|unknown|extra/i.test(words)
  ) {
    // Which of the two it refuses is what was sent; both refused ends the search, for it has been swapped before.
    return manner.limitKey === 'max_tokens' ? { ...manner, limitKey: 'max_completion_tokens' } : undefined;
  }
  if (!/response_format|json_schema|json_object|text\.format|structured|grammar|schema/i.test(words)) return undefined;
  if (manner.format === 'json_schema') return { ...manner, format: 'json_object' };
  return manner.format === 'json_object' ? { ...manner, format: 'prompt' } : undefined;
}

/** One request, no retry. Throws what the SDK throws, or a ModelError for an answer that no such API gives. */
export async function requestCompletion(
  client: OpenAI,
  model: string,
  manner: Manner,
  prompt: Prompt,
  signal: AbortSignal,
): Promise<Completion> {
  const send = manner.api === 'chat' ? sendChat : sendResponse;
  const answer = readJson(await send(client, model, manner, prompt, signal));
  const failure = z.object({ error: z.unknown() }).safeParse(answer).data?.error;
  if (failure !== undefined && failure !== null) throw errorInBody(failure, client.apiKey ?? '');
  const completion = manner.api === 'chat' ? readChat(answer) : readResponse(answer);
  return { ...completion, usage: completion.usage ?? guessUsage(prompt, completion.text) };
}

async function sendChat(
  client: OpenAI,
  model: string,
  manner: Manner,
  prompt: Prompt,
  signal: AbortSignal,
): Promise<unknown> {
  const { name, schema } = prompt;
  return client.chat.completions.create(
    {
      model,
      messages: [{ role: 'system', content: prompt.instructions }, ...prompt.turns],
      [manner.limitKey]: prompt.maxOutputTokens,
      ...(manner.format === 'json_schema'
        ? { response_format: { type: 'json_schema' as const, json_schema: { name, schema, strict: true } } }
        : {}),
      ...(manner.format === 'json_object' ? { response_format: { type: 'json_object' as const } } : {}),
      ...(manner.effort ? { reasoning_effort: 'none' as const } : {}),
      ...tierOf(prompt),
    },
    optionsOf(prompt, signal),
  );
}

async function sendResponse(
  client: OpenAI,
  model: string,
  manner: Manner,
  prompt: Prompt,
  signal: AbortSignal,
): Promise<unknown> {
  const { name, schema } = prompt;
  return client.responses.create(
    {
      model,
      instructions: prompt.instructions,
      input: prompt.turns.map((turn) => ({ role: turn.role, content: turn.content })),
      max_output_tokens: prompt.maxOutputTokens,
      store: false,
      ...(manner.format === 'json_schema'
        ? { text: { format: { type: 'json_schema' as const, name, schema, strict: true } } }
        : {}),
      ...(manner.format === 'json_object' ? { text: { format: { type: 'json_object' as const } } } : {}),
      ...(manner.effort ? { reasoning: { effort: 'none' as const } } : {}),
      ...tierOf(prompt),
    },
    optionsOf(prompt, signal),
  );
}

function tierOf({ isCheap }: Prompt): { service_tier?: typeof FLEX } {
  return isCheap ? { service_tier: FLEX } : {};
}

function optionsOf({ timeoutMs }: Prompt, signal: AbortSignal): OpenAI.RequestOptions {
  return { signal, ...(timeoutMs !== undefined && { timeout: timeoutMs + SPARE_MS }) };
}

/** Some servers announce their JSON as plain text, and the SDK then hands over a string. */
function readJson(answer: unknown): unknown {
  if (typeof answer !== 'string') return answer;
  try {
    const value: unknown = JSON.parse(answer);
    return value;
  } catch (cause) {
    throw new ModelError('not-an-api', { cause });
  }
}

/** An endpoint that does not count must not be free: the caps would never hold. */
function guessUsage(prompt: Prompt, text: string): Usage {
  const sent = prompt.instructions + prompt.turns.map((turn) => turn.content).join('');
  return { tokensIn: estimateTokens(sent), tokensCached: 0, tokensOut: estimateTokens(text) };
}

/**
 * Bodies are read here, up to a limit, and handed on as plain JSON whatever they were announced as. The SDK drops an error body
 * that has no `error` (vLLM's `message`, FastAPI's `detail`): put inside one, its words are kept.
 */
function tidyResponses(fetch: typeof globalThis.fetch): typeof globalThis.fetch {
  return async (input, init) => {
    const response = await fetch(input, init);
    const text = await readBody(response);
    const json = findJson(text);
    const headers = new Headers(response.headers);
    for (const name of ['content-length', 'content-encoding', 'transfer-encoding']) headers.delete(name);
    const { status } = response;
    if (json === undefined) return new Response(status === 204 || status === 304 ? null : text, { status, headers });
    headers.set('content-type', 'application/json');
    const hasError = z.object({ error: z.unknown() }).safeParse(JSON.parse(json)).data?.error !== undefined;
    const body = response.ok || hasError ? json : JSON.stringify({ error: { message: text } });
    return new Response(body, { status, headers });
  };
}
