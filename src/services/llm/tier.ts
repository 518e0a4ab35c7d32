import type { Clock } from '../../clock.ts';
import type { Log } from '../../log.ts';
import { isOpenAi } from './endpoint.ts';
import { EndpointFault } from './faults.ts';
import { ModelError, type Tier } from './model.ts';

/** LLM_DIGEST_TIER: `auto` is the cheaper tier at OpenAI itself; elsewhere only who knows the endpoint can say that it has one. */
export type DigestTier = 'auto' | 'flex' | 'standard';

/** Which requests go to the endpoint's cheaper tier, by what it has refused so far. */
export type TierGate = {
  state(): 'open' | 'resting' | 'none';
  /** Whether a request goes to the cheaper tier. Throws a ModelError `tier-unavailable` where it must and cannot now. */
  isCheap(wish: Tier | undefined): boolean;
  /** A cheap request was answered. */
  noteAnswer(): void;
  /** A cheap request failed: whether that was for its tier, so that it is worth asking `isCheap` again. */
  noteFailure(error: ModelError): boolean;
};

/**
 * How long one cheap try may take: it queues, and OpenAI advises to wait longer for it than usual
 * (https://developers.openai.com/api/docs/guides/flex-processing). Below five minutes, when Node's fetch gives up by itself.
 */
export const CHEAP_TIMEOUT_MS = 270_000;

/** How long a tier without room is left alone: twice as long each time, up to the longest. */
const FIRST_REST_MS = 60_000;
const LONGEST_REST_MS = 15 * 60_000;

/** The gate of one endpoint. A refusal of the tier itself holds until the process ends; one for want of room passes. */
export function createTierGate(options: {
  digestTier: DigestTier;
  baseUrl: string | undefined;
  clock: Clock;
  log: Log;
}): TierGate {
  const { digestTier, baseUrl, clock, log } = options;
  let hasTier = digestTier === 'flex' || (digestTier === 'auto' && isOpenAi(baseUrl));
  let restUntilMs = 0;
  let restMs = 0;
  const restLeftMs = () => restUntilMs - clock.monotonicMs();

  return {
    state() {
      if (!hasTier) return 'none';
      return restLeftMs() > 0 ? 'resting' : 'open';
    },
    isCheap(wish) {
      if (wish === undefined || !hasTier) return false;
      const retryAfterMs = restLeftMs();
      if (retryAfterMs <= 0) return true;
      if (wish === 'cheap-first') return false;
      throw new ModelError('tier-unavailable', { retryAfterMs });
    },
    noteAnswer() {
      restMs = 0;
    },
    noteFailure(error) {
      if (refusesTier(error)) {
        if (hasTier) log.warn('model.tier-refused', { error });
        hasTier = false;
        return true;
      }
      // One that took too long may have been charged: it is not repeated, and the next ones wait as well.
      if (error.kind !== 'tier-unavailable' && error.kind !== 'timeout') return false;
      // Of several refused at once the first one counts.
      if (restLeftMs() <= 0) {
        restMs = Math.min(LONGEST_REST_MS, Math.max(FIRST_REST_MS, 2 * restMs, error.retryAfterMs ?? 0));
        restUntilMs = clock.monotonicMs() + restMs;
        log.info('model.tier-rests', { restMs });
      }
      return error.kind === 'tier-unavailable';
    },
  };
}

/**
 * A failure of a cheap request, as `tier-unavailable` where the tier had no room: OpenAI's 429 "Resource Unavailable", which
 * it does not charge, and Groq's 498 (https://console.groq.com/docs/flex-processing). Any other 429 is a limit like every one.
 */
export function toTierError(error: ModelError): ModelError {
  const { cause, retryAfterMs } = error;
  const isFull =
    statusOf(error) === 498 ||
    (error.kind === 'rate-limited' && /resource.?unavailable|capacity/i.test(wordsOf(error)));
  return isFull ? new ModelError('tier-unavailable', { cause, retryAfterMs }) : error;
}

/** Neither the model nor the endpoint may have the tier: OpenAI and Azure answer 400, stricter servers refuse the field. */
function refusesTier(error: ModelError): boolean {
  return error.kind === 'bad-request' && /service.?tier|\bflex\b/i.test(wordsOf(error));
}

function wordsOf({ cause }: ModelError): string {
  return cause instanceof Error ? cause.message : '';
}

function statusOf({ cause }: ModelError): number | undefined {
  return cause instanceof EndpointFault ? cause.status : undefined;
}
