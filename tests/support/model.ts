import type { Model, ModelAnswer, ModelRequest, Usage } from '../../src/services/llm/model.ts';

/** A request as a script sees it: what was asked, with the numbered lines of the fenced article. */
export type AskedOfModel = Omit<ModelRequest<unknown>, 'schema'> & { lines: readonly { n: number; text: string }[] };

export type ScriptedModel = Model & {
  /** Every request so far. */
  readonly asked: readonly AskedOfModel[];
};

export const SCRIPTED_USAGE: Usage = { tokensIn: 100, tokensCached: 20, tokensOut: 50 };

/**
 * A model that answers what `script` gives for a request (`call` counts from 1): a value of the wanted shape, or an error that
 * it throws. A shape that the request's schema refuses fails the test.
 */
export function scriptedModel(
  script: (request: AskedOfModel, call: number) => unknown,
  options: { name?: string; usage?: Usage } = {},
): ScriptedModel {
  const asked: AskedOfModel[] = [];
  return {
    name: options.name ?? 'scripted',
    asked,
    async ask<Value>(request: ModelRequest<Value>): Promise<ModelAnswer<Value>> {
      const seen = { ...request, lines: readLines(request.article) };
      asked.push(seen);
      const answer = await script(seen, asked.length);
      if (answer instanceof Error) throw answer;
      return { value: request.schema.parse(answer), usage: options.usage ?? SCRIPTED_USAGE };
    },
  };
}

/** A summary whose points are the first words of the first paragraphs, with those words as evidence: it always holds. */
export function honestSummary(request: AskedOfModel): unknown {
  const points = request.lines
    .filter(({ n }) => n > 0)
    .slice(0, 3)
    .map(({ n, text }) => {
      const quote = text.split(/(?<=[.!?])\s(?=[\p{Lu}“„«])/u)[0] ?? text;
      return { text: quote, evidence: [{ paragraph: n, quote }] };
    });
  return { headline: request.lines[0]?.text ?? '', points };
}

const GERMAN = 'der und die sich von mit das auf ist dem sich des auch werden aus hat dass nach wird bei'.split(' ');
const NAMED: Readonly<Record<string, string>> = {
  Friday: 'Freitag',
  Saturday: 'Samstag',
  October: 'Oktober',
  million: 'Millionen',
  nine: 'neun',
  not: 'nicht',
  no: 'kein',
  never: 'nie',
};

/** What a check of negations and numbers looks for. */
const KEPT = new Set(['neun', 'nicht', 'kein', 'nie']);

/** `text` in what a check takes for German: names, figures and marks stay, English words give way to German ones. */
export function pretendGerman(text: string): string {
  let at = text.length;
  return text
    .replace(/Friday|Saturday|October|million|(?<!\p{L})(?:nine|not|no|never)(?!\p{L})/gu, (day) => NAMED[day] ?? day)
    .replace(/(?<![\p{L}\d.])\p{Ll}{2,}(?!\p{L})/gu, (word) =>
      KEPT.has(word) ? word : (GERMAN[at++ % GERMAN.length] ?? 'und'),
    );
}

/** Every line in pretended German. */
export function pretendTranslation(request: AskedOfModel): unknown {
  const [title, ...lines] = request.lines;
  return {
    title: pretendGerman(title?.text ?? ''),
    paragraphs: lines.map(({ n, text }) => ({ n, text: pretendGerman(text) })),
  };
}

function readLines(article: string): readonly { n: number; text: string }[] {
  return Array.from(article.matchAll(/^\[(\d+)\] (.*)$/gm), ([, n, text = '']) => ({ n: Number(n), text }));
}
