import * as z from 'zod';
import { ModelError, type TokenCounts, type Usage } from './model.ts';

/** `filtered`: the endpoint's content filter cut in. */
export type Completion = {
  text: string;
  end: 'complete' | 'truncated' | 'refused' | 'filtered' | 'empty';
  usage: Usage;
};

/** What OpenAI names the tier in requests and answers (https://developers.openai.com/api/docs/guides/flex-processing). */
export const FLEX = 'flex';

/** `usage` is undefined where the endpoint does not count. */
type Read = Omit<Completion, 'usage'> & { usage: Usage | undefined };

const serviceTier = z.string().nullish().catch(undefined);
const count = z.number().int().nonnegative().catch(0);
/** Text, or parts of it as some routers give it. */
const textOrParts = z
  .union([
    z.string(),
    z
      .array(z.object({ text: z.string().nullish() }))
      .transform((parts) => parts.map(({ text }) => text ?? '').join('')),
  ])
  .nullish();
const chatAnswer = z.object({
  service_tier: serviceTier,
  choices: z
    .array(
      z.object({
        finish_reason: z.string().nullish(),
        message: z.object({ content: textOrParts, refusal: z.string().nullish() }).nullish(),
      }),
    )
    .nullable(),
  usage: z
    .object({
      prompt_tokens: count,
      completion_tokens: count,
      prompt_tokens_details: z.object({ cached_tokens: count }).nullish().catch(undefined),
    })
    .nullish()
    .catch(undefined),
});

/** An answer of Chat Completions. Throws a ModelError `not-an-api` for JSON of another shape. */
export function readChat(answer: unknown): Read {
  const parsed = chatAnswer.safeParse(answer);
  if (!parsed.success) throw new ModelError('not-an-api', { cause: parsed.error });
  const { usage, service_tier: tier } = parsed.data;
  const choice = parsed.data.choices?.[0];
  const text = choice?.message?.content ?? '';
  return {
    text,
    end: endOfChat(choice?.finish_reason, Boolean(choice?.message?.refusal), text),
    usage: usage
      ? usageAt(tier, {
          tokensIn: usage.prompt_tokens,
          tokensCached: usage.prompt_tokens_details?.cached_tokens ?? 0,
          tokensOut: usage.completion_tokens,
        })
      : undefined,
  };
}

/** Only an answer that names the cheaper tier was cheaper: one that names another or none was not, whatever was asked for. */
function usageAt(tier: string | null | undefined, counts: TokenCounts): Usage {
  return tier === FLEX ? { ...counts, cheap: counts } : counts;
}

function endOfChat(reason: string | null | undefined, refused: boolean, text: string): Completion['end'] {
  if (refused) return 'refused';
  if (reason === 'content_filter') return 'filtered';
  if (reason === 'length') return 'truncated';
  return text.trim() === '' ? 'empty' : 'complete';
}

const responseAnswer = z.object({
  service_tier: serviceTier,
  status: z.string().nullish(),
  incomplete_details: z.object({ reason: z.string().nullish() }).nullish(),
  output: z.array(
    z.object({
      type: z.string(),
      content: z
        .array(z.object({ type: z.string(), text: z.string().nullish(), refusal: z.string().nullish() }))
        .nullish()
        .catch(undefined),
    }),
  ),
  usage: z
    .object({
      input_tokens: count,
      output_tokens: count,
      input_tokens_details: z.object({ cached_tokens: count }).nullish().catch(undefined),
    })
    .nullish()
    .catch(undefined),
});

/** An answer of the Responses API. Throws a ModelError `not-an-api` for JSON of another shape. */
export function readResponse(answer: unknown): Read {
  const parsed = responseAnswer.safeParse(answer);
  if (!parsed.success) throw new ModelError('not-an-api', { cause: parsed.error });
  const { output, usage, incomplete_details: incomplete, service_tier: tier } = parsed.data;
  const content = output.filter((item) => item.type === 'message').flatMap((item) => item.content ?? []);
  const text = content.map((part) => (part.type === 'output_text' ? (part.text ?? '') : '')).join('');
  const refused = content.some((part) => part.type === 'refusal');
  const reason = incomplete?.reason === 'max_output_tokens' ? 'length' : incomplete?.reason;
  return {
    text,
    end: endOfChat(reason, refused, text),
    usage: usage
      ? usageAt(tier, {
          tokensIn: usage.input_tokens,
          tokensCached: usage.input_tokens_details?.cached_tokens ?? 0,
          tokensOut: usage.output_tokens,
        })
      : undefined,
  };
}
