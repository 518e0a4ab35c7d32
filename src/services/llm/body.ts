import * as z from 'zod';
import { ModelError } from './model.ts';

/** No answer to a prompt of ours comes near this; one that does would fill the memory. */
export const MAX_BODY_BYTES = 8 * 1024 * 1024;

/** The text of a response. Throws a ModelError `not-an-api` beyond MAX_BODY_BYTES, and stops reading there. */
export async function readBody(response: Response): Promise<string> {
  if (!response.body) return '';
  const reader = response.body.getReader();
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    bytes += value.byteLength;
    if (bytes > MAX_BODY_BYTES) {
      await reader.cancel();
      throw new ModelError('not-an-api', { cause: new Error(`the answer is longer than ${MAX_BODY_BYTES} bytes`) });
    }
    text += decoder.decode(value, { stream: true });
  }
}

/**
 * The JSON of an answer however it is announced: behind a byte order mark, blank or comment lines that keep a connection alive,
 * or as a stream of events that nobody asked for. Undefined where there is none.
 */
export function findJson(text: string): string | undefined {
  const said = text.replace(/^\ufeff/, '').replace(/^(?:[ \t]*(?::[^\n]*)?\r?\n)+/, '');
  if (parseObject(said)) return said;
  const events = said
    .split(/\r?\n\r?\n/)
    .map((event) => Array.from(event.matchAll(/^data:[ ]?(.*)$/gm), ([, data = '']) => data).join('\n'))
    .filter((data) => data !== '' && data !== '[DONE]')
    .map(parseObject);
  if (events.length === 0 || events.some((event) => event === undefined)) return undefined;
  return JSON.stringify(joinEvents(events));
}

const chunk = z.object({
  choices: z.array(
    z.object({
      finish_reason: z.string().nullish(),
      delta: z.object({ content: z.string().nullish(), refusal: z.string().nullish() }).nullish(),
    }),
  ),
});
const completed = z.object({ type: z.literal('response.completed'), response: z.unknown() });

/** One answer of the events of a stream: of Chat Completions (deltas), or of the Responses API (its last event has it whole). */
function joinEvents(events: readonly unknown[]): unknown {
  const response = events.map((event) => completed.safeParse(event).data?.response).find((one) => one !== undefined);
  if (response !== undefined) return response;
  const chunks = events.flatMap((event) => chunk.safeParse(event).data?.choices.slice(0, 1) ?? []);
  const deltas = chunks.flatMap(({ delta }) => delta ?? []);
  if (deltas.length === 0) return events.at(-1);
  const usage = events.map((event) => z.object({ usage: z.unknown() }).safeParse(event).data?.usage);
  const join = (texts: readonly (string | null | undefined)[]) => texts.map((text) => text ?? '').join('');
  return {
    choices: [
      {
        finish_reason: chunks.map(({ finish_reason: reason }) => reason).findLast((reason) => reason) ?? null,
        message: {
          content: join(deltas.map(({ content }) => content)),
          refusal: join(deltas.map(({ refusal }) => refusal)) || null,
        },
      },
    ],
    usage: usage.findLast((one) => one !== undefined && one !== null) ?? null,
  };
}

/** The object that a text is; undefined for anything else. */
function parseObject(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
