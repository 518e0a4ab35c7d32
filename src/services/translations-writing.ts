import type { Article } from './articles.ts';
import { type Model, ModelError, type Usage } from './llm/model.ts';
import { addUsage, estimateTokens, NO_USAGE } from './llm/tokens.ts';
import {
  composeTranslationArticle,
  composeTranslationTask,
  type NumberedLine,
  TRANSLATION_INSTRUCTIONS,
  type TranslationAnswer,
  translationSchema,
} from './prompts.ts';

/** The article in another language: `body[i]` stands for the article's `body[i]`, inter-titles included. */
export type Translation = { title: string; body: readonly string[] };

/** So much of the original per request that no usual output limit cuts the answer off. */
const CHUNK_CHARS = 6_000;
const CHUNK_LINES = 40;
const PARALLEL = 2;
/** A line this many times longer, measured against its neighbors, has swallowed another one. */
const MERGED_RATIO = 2.5;
const MIN_COMPARED_CHARS = 40;

type Job = { model: Model; article: Article; language: string; signal: AbortSignal; spend(usage: Usage): void };
type Chunk = { title: string; texts: ReadonlyMap<number, string> };

/** The most tokens that translating the article may cost, the repair left out. */
export function estimateTranslation(article: Article): number {
  return cutChunks(linesOf(article)).reduce((sum, lines) => {
    const sent = TRANSLATION_INSTRUCTIONS + composeTranslationArticle(article.title, lines);
    return sum + estimateTokens(sent) + maxTokensOf(article.title, lines);
  }, 0);
}

/**
 * Translates in chunks of lines, two at a time. Lines that the model left out, merged or numbered wrongly are asked for once
 * more. Throws a ModelError whose usage is that of all requests; one that leaves lines missing is `wrong-shape`.
 */
export async function writeTranslation(
  model: Model,
  article: Article,
  language: string,
  signal: AbortSignal,
): Promise<{ translation: Translation; usage: Usage }> {
  let usage = NO_USAGE;
  const failed = new AbortController();
  const job: Job = {
    model,
    article,
    language,
    signal: AbortSignal.any([signal, failed.signal]),
    spend: (spent) => {
      usage = addUsage(usage, spent);
    },
  };
  const waiting = cutChunks(linesOf(article)).map((lines, index) => ({ lines, index }));
  const done: Chunk[] = [];
  const work = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift())
      done[next.index] = await translateChunk(job, next.lines);
  };
  const workers = Array.from({ length: PARALLEL }, () =>
    work().catch((error: unknown) => {
      failed.abort();
      throw error;
    }),
  );
  // All are waited for, so that the cost of the ones that were cut short is known; the first failure is the reason.
  const results = await Promise.allSettled(workers);
  const failure = firstFailure(results);
  if (failure instanceof ModelError)
    throw new ModelError(failure.kind, { cause: failure.cause, retryAfterMs: failure.retryAfterMs, usage });
  if (failure !== undefined) throw failure;
  return { translation: assemble(article, done), usage };
}

/** The failure that came first: the others were cut short by it. */
function firstFailure(results: readonly PromiseSettledResult<void>[]): unknown {
  const reasons: unknown[] = results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []));
  return reasons.find((reason) => !(reason instanceof ModelError && reason.kind === 'aborted')) ?? reasons[0];
}

function assemble(article: Article, chunks: readonly Chunk[]): Translation {
  const texts = new Map(chunks.flatMap((chunk) => [...chunk.texts]));
  return {
    title: chunks.find((chunk) => chunk.title !== '')?.title ?? article.title,
    body: article.body.map((_, i) => texts.get(i + 1) ?? ''),
  };
}

function linesOf(article: Article): readonly NumberedLine[] {
  return article.body.map((block, i) => ({ n: i + 1, text: block.text }));
}

/** An article without a body still has a title to translate: always one chunk at least. */
function cutChunks(lines: readonly NumberedLine[]): readonly (readonly NumberedLine[])[] {
  const chunks: NumberedLine[][] = [[]];
  let chars = 0;
  for (const line of lines.filter(({ text }) => text.trim() !== '')) {
    const last = chunks.at(-1) ?? [];
    if (last.length > 0 && (chars + line.text.length > CHUNK_CHARS || last.length >= CHUNK_LINES)) {
      chunks.push([line]);
      chars = line.text.length;
    } else {
      last.push(line);
      chars += line.text.length;
    }
  }
  return chunks;
}

/** Twice the source for longer languages, again for scripts that cost more, and the JSON around each line. */
function maxTokensOf(title: string, lines: readonly NumberedLine[]): number {
  const source = estimateTokens(title) + lines.reduce((sum, { text }) => sum + estimateTokens(text), 0);
  return 500 + 3 * source + 20 * lines.length;
}

async function translateChunk(job: Job, lines: readonly NumberedLine[]): Promise<Chunk> {
  try {
    return await translateLines(job, lines);
  } catch (error) {
    if (!(error instanceof ModelError) || error.kind !== 'truncated' || lines.length < 2) throw error;
    // A server with a lower limit of its own: half the lines may fit.
    const middle = Math.ceil(lines.length / 2);
    const first = await translateChunk(job, lines.slice(0, middle));
    const second = await translateChunk(job, lines.slice(middle));
    return { title: first.title, texts: new Map([...first.texts, ...second.texts]) };
  }
}

async function translateLines(job: Job, lines: readonly NumberedLine[]): Promise<Chunk> {
  const answer = await ask(job, lines);
  const texts = readLines(answer, lines);
  const doubtful = findDoubtful(answer, lines);
  if (doubtful.size > 0) {
    const again = lines.filter(({ n }) => doubtful.has(n));
    const repaired = readLines(await ask(job, again), again);
    for (const { n } of again) {
      const text = repaired.get(n);
      if (text !== undefined) texts.set(n, text);
    }
  }
  const missing = lines.filter(({ n }) => !texts.has(n)).map(({ n }) => n);
  if (missing.length > 0)
    throw new ModelError('wrong-shape', { cause: new Error(`lines left untranslated: ${missing.join(', ')}`) });
  return { title: tidy(answer.title), texts };
}

async function ask(job: Job, lines: readonly NumberedLine[]): Promise<TranslationAnswer> {
  const { model, article, language, signal } = job;
  try {
    const { value, usage } = await model.ask({
      schema: translationSchema,
      name: 'translation',
      instructions: TRANSLATION_INSTRUCTIONS,
      article: composeTranslationArticle(article.title, lines),
      task: composeTranslationTask(language, lines),
      maxOutputTokens: maxTokensOf(article.title, lines),
      signal,
    });
    job.spend(usage);
    return value;
  } catch (error) {
    if (error instanceof ModelError) job.spend(error.usage);
    throw error;
  }
}

/** The answer's lines by number: only those asked for, the first of two with one number, none that is empty. */
function readLines(answer: TranslationAnswer, lines: readonly NumberedLine[]): Map<number, string> {
  const asked = new Set(lines.map(({ n }) => n));
  const texts = new Map<number, string>();
  for (const { n, text } of answer.paragraphs) {
    const tidied = tidy(text);
    if (asked.has(n) && !texts.has(n) && tidied !== '') texts.set(n, tidied);
  }
  return texts;
}

/** One line stays one line; a number that the model copied along is dropped. */
function tidy(text: string): string {
  return text
    .replace(/\s*[\r\n]+\s*/g, ' ')
    .replace(/^\[\d+\]\s*/, '')
    .trim();
}

/** The lines to ask for again: missing ones with their neighbors (one may hold both), repeated ones, and ones far too long. */
function findDoubtful(answer: TranslationAnswer, lines: readonly NumberedLine[]): ReadonlySet<number> {
  const texts = readLines(answer, lines);
  const numbers = answer.paragraphs.map(({ n }) => n);
  const missing = lines.filter(({ n }) => !texts.has(n));
  const asked = new Set(lines.map(({ n }) => n));
  // Numbers that nobody asked for: the answer may count otherwise, and every line stand under a wrong one.
  const strange = numbers.some((n) => !asked.has(n) && (n !== 0 || missing.length > 0));
  if (strange) return asked;
  const doubtful = new Set(numbers.filter((n, i) => asked.has(n) && numbers.indexOf(n) !== i));
  lines.forEach(({ n }, i) => {
    if (texts.has(n)) return;
    for (const near of [lines[i - 1], lines[i], lines[i + 1]]) if (near) doubtful.add(near.n);
  });
  for (const n of findSwollen(texts, lines)) doubtful.add(n);
  return doubtful;
}

function findSwollen(texts: ReadonlyMap<number, string>, lines: readonly NumberedLine[]): readonly number[] {
  const ratios = lines
    .filter(({ text }) => text.length >= MIN_COMPARED_CHARS)
    .map(({ n, text }) => ({ n, ratio: (texts.get(n)?.length ?? 0) / text.length }));
  const median = ratios.map(({ ratio }) => ratio).toSorted((a, b) => a - b)[Math.floor(ratios.length / 2)] ?? 0;
  return ratios.filter(({ ratio }) => ratio > MERGED_RATIO * Math.max(median, 0.2)).map(({ n }) => n);
}
