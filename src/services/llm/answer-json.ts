import type * as z from 'zod';

export type Parsed<Value> =
  | { ok: true; value: Value }
  /** `fault` tells the model what to mend; it holds paths and expectations, never the answer itself. */
  | { ok: false; kind: 'malformed' | 'wrong-shape'; fault: string };

/** The value in a model's answer: JSON alone, in a Markdown fence, or amid prose (endpoints that do not enforce a schema add both). */
export function parseAnswer<Value>(text: string, schema: z.ZodType<Value>): Parsed<Value> {
  let wrong: Parsed<Value> | undefined;
  for (const candidate of candidates(text)) {
    const json = parseJson(candidate);
    if (json === undefined) continue;
    const parsed = schema.safeParse(json);
    if (parsed.success) return { ok: true, value: parsed.data };
    const faults = parsed.error.issues
      .slice(0, 5)
      .map((issue) => `${issue.path.join('.') || 'answer'}: ${issue.message}`);
    wrong ??= { ok: false, kind: 'wrong-shape', fault: faults.join('; ') };
  }
  return wrong ?? { ok: false, kind: 'malformed', fault: 'the answer is not valid JSON' };
}

/** What may be the JSON, the likeliest first. Local reasoning models think aloud before it. */
function* candidates(text: string): Generator<string> {
  const said = withoutThoughts(text);
  yield said;
  for (const [, inner] of said.matchAll(/```(?:json)?\s*([^]*?)```/gi)) if (inner) yield inner.trim();
  const start = said.indexOf('{');
  if (start < 0) return;
  const end = closingBrace(said, start);
  if (end !== undefined) yield said.slice(start, end + 1);
}

/** Some templates open the thinking themselves, so that only its end is seen; one that was cut off has no end. */
function withoutThoughts(text: string): string {
  const end = /^[^]*<\/(?:think|thinking|reasoning)>/i.exec(text);
  if (end && !/"\s*:\s*"[^"]*<\/think/i.test(end[0])) return text.slice(end[0].length).trim();
  return text.replace(/^\s*<(?:think|thinking|reasoning)>[^]*$/i, '').trim();
}

/** Where the object that opens at `start` closes; undefined when it never does. Braces inside strings do not count. */
function closingBrace(text: string, start: number): number | undefined {
  let depth = 0;
  let quoted = false;
  for (let i = start; i < text.length; i++) {
    const char = text[i];
    if (quoted) {
      if (char === '\\') i++;
      else if (char === '"') quoted = false;
    } else if (char === '"') quoted = true;
    else if (char === '{') depth++;
    else if (char === '}' && --depth === 0) return i;
  }
  return undefined;
}

function parseJson(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch {
    return undefined;
  }
}
