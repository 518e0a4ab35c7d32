import * as z from 'zod';
import { createClient } from './endpoint.ts';
import { EndpointFault, toModelError } from './faults.ts';

/** What an endpoint says of one model. `shutdownOn`: ISO day; null where it says none (OpenAI's field of each model). */
export type Offer =
  | { kind: 'offered'; shutdownOn: string | null }
  | { kind: 'unlisted' }
  | { kind: 'no-list' }
  | { kind: 'refused'; status: number }
  | { kind: 'unreachable'; reason: string };

const TIMEOUT_MS = 5_000;
const listed = z.object({ id: z.string(), shutdown_date: z.iso.date().nullish().catch(null) });
const list = z.object({ data: z.array(listed) });

/**
 * Whether an OpenAI-compatible endpoint answers and lists the model, and until when it serves it: one GET /models, which costs
 * nothing (https://developers.openai.com/api/docs/deprecations names its field `shutdown_date`). Never throws.
 */
export async function askForModel(options: {
  name: string;
  apiKey: string;
  baseUrl: string | undefined;
  fetch?: typeof globalThis.fetch | undefined;
}): Promise<Offer> {
  const client = createClient({ ...options, fetch: options.fetch, timeoutMs: TIMEOUT_MS });
  try {
    const answer: unknown = await client.get('/models', { signal: AbortSignal.timeout(TIMEOUT_MS) });
    const models = list.safeParse(answer);
    if (!models.success) return { kind: 'no-list' };
    // Ollama names the tag where the configuration may leave it out.
    const found = models.data.data.find(({ id }) => id === options.name || id === `${options.name}:latest`);
    return found ? { kind: 'offered', shutdownOn: found.shutdown_date ?? null } : { kind: 'unlisted' };
  } catch (error) {
    const { kind, cause } = toModelError(error, options.apiKey);
    const status = cause instanceof EndpointFault ? cause.status : undefined;
    if (status === 401 || status === 403) return { kind: 'refused', status };
    if (status === 404 || status === 405) return { kind: 'no-list' };
    return { kind: 'unreachable', reason: status === undefined ? kind : `status ${status}` };
  }
}
