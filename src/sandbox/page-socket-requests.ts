import * as z from 'zod';
import { LOCALES } from './command-rules.ts';
import type { PageRequest } from './page-protocol.ts';

/** What a command's text, a value and an id may be long: more than Discord takes, so that Discord's own rules answer. */
const text = z.string().max(8000);
const id = z.string().max(100);
const actor = z.enum(['manager', 'member']);
/** A hundred years: dates stay dates. */
const CLOCK_MS = 100 * 366 * 86_400_000;

const deed = z.discriminatedUnion('do', [
  z.object({ do: z.literal('command'), text, channelId: id, actor }),
  z.object({ do: z.literal('message-command'), name: id, messageId: id, actor }),
  z.object({ do: z.literal('complete'), text, channelId: id, actor }),
  z.object({ do: z.literal('press'), messageId: id, customId: id, actor }),
  z.object({ do: z.literal('select'), messageId: id, customId: id, values: z.array(id).max(25), actor }),
  z.object({ do: z.literal('submit'), interactionId: id, values: z.record(id, text), actor }),
  z.object({ do: z.literal('dismiss'), messageId: id }),
  z.object({ do: z.literal('locale'), actor, locale: z.string().refine((one) => LOCALES.has(one)) }),
  z.object({ do: z.literal('move-clock'), ms: z.number().int().min(-CLOCK_MS).max(CLOCK_MS) }),
  z.object({ do: z.literal('to-next-digest') }),
  z.object({ do: z.literal('to-clock-change'), which: z.enum(['spring', 'autumn']) }),
  z.object({
    do: z.literal('break'),
    what: z.enum(['discord-500', 'discord-429', 'discord-no-answer', 'no-permission']),
    on: z.boolean(),
  }),
  z.object({ do: z.literal('stand-in'), mode: z.enum(['off', 'honest', 'slow', 'down', 'lying', 'wrong-number']) }),
  z.object({ do: z.literal('kill') }),
]);
const request = z.object({ id: z.number(), deed });
const numbered = z.object({ id: z.number() });

/** A page's frame as a request; otherwise the number that its answer goes to (0 where it has none) and what is wrong with it. */
export function readRequest(frame: string): PageRequest | { id: number; fault: string } {
  let value: unknown;
  try {
    value = JSON.parse(frame);
  } catch {
    return { id: 0, fault: 'That was no JSON.' };
  }
  const parsed = request.safeParse(value);
  if (parsed.success) return parsed.data;
  const places = [...new Set(parsed.error.issues.map((issue) => issue.path.join('.') || 'its shape'))].join(', ');
  return {
    id: numbered.safeParse(value).data?.id ?? 0,
    fault: `This server does not know such a request (${places}).`,
  };
}
