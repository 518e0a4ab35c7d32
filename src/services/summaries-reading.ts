import type { Article } from './articles.ts';
import { type Model, ModelError, type ModelRequest, onceBegun, type Tier, type Usage } from './llm/model.ts';
import { addBounds, addUsage, mostTokens, NO_USAGE, type TokenBound } from './llm/tokens.ts';
import {
  composeLines,
  composeSelectionTask,
  type NumberedLine,
  SELECTION_INSTRUCTIONS,
  selectionSchema,
} from './prompts.ts';
import { splitSentences } from './sentences.ts';

/** So much of an article goes into one request. */
const ONE_READING_CHARS = 40_000;
/** Parts of a longer one; beyond that they grow instead, so that an article never costs more than this many requests and one. */
const PART_CHARS = 30_000;
const MAX_PARTS = 8;
const PARALLEL = 2;
/** A line longer than this is cut between sentences. */
const LINE_CHARS = 3_000;
const SELECTION_TOKENS = 1_000;

export type Reading = { text: string; usage: Usage; requests: number };

/** The article's lines for a summary: paragraphs by number, inter-titles left out. */
function linesOf(article: Article): readonly NumberedLine[] {
  return article.body.flatMap((block) => (block.kind === 'paragraph' ? [{ n: block.n, text: block.text }] : []));
}

/** The most that reading may cost before the summary itself is asked for, and the characters that it then sees. */
export function estimateReading(article: Article): { bound: TokenBound; chars: number } {
  const chars = countChars(linesOf(article));
  if (chars <= ONE_READING_CHARS) return { bound: addBounds([]), chars };
  const parts = cutParts(cutLines(article));
  const bound = addBounds(parts.map((part) => mostTokens(requestFor(article.title, part, parts.length))));
  return { bound, chars: ONE_READING_CHARS };
}

/**
 * What the summary is written from: the whole article, or of a long one the lines that the model chose from each part, in
 * the article's own words and numbers (map; the summary is the reduce). Nothing is told at second hand. Throws a ModelError
 * with the usage of all requests when a part cannot be read.
 */
export async function readArticle(
  { model, tier, signal }: { model: Model; tier?: Tier | undefined; signal: AbortSignal },
  article: Article,
): Promise<Reading> {
  const lines = linesOf(article);
  if (countChars(lines) <= ONE_READING_CHARS)
    return { text: composeLines(article.title, lines), usage: NO_USAGE, requests: 0 };
  const parts = cutParts(cutLines(article));
  let usage = NO_USAGE;
  const chosen: NumberedLine[][] = [];
  const waiting = parts.map((part, index) => ({ part, index }));
  const failed = new AbortController();
  const either = AbortSignal.any([signal, failed.signal]);
  const work = async () => {
    for (let next = waiting.shift(); next && !either.aborted; next = waiting.shift()) {
      const request = requestFor(article.title, next.part, parts.length);
      try {
        const answer = await model.ask({
          ...request,
          tier: chosen.length > 0 ? onceBegun(tier) : tier,
          signal: either,
        });
        usage = addUsage(usage, answer.usage);
        chosen[next.index] = pickLines(next.part, answer.value.chosen, ONE_READING_CHARS / parts.length);
      } catch (error) {
        failed.abort();
        if (error instanceof ModelError) usage = addUsage(usage, error.usage);
        throw error;
      }
    }
  };
  const results = await Promise.allSettled(Array.from({ length: PARALLEL }, work));
  const failure: unknown = results.find((result) => result.status === 'rejected')?.reason;
  if (failure instanceof ModelError)
    throw new ModelError(failure.kind, { cause: failure.cause, retryAfterMs: failure.retryAfterMs, usage });
  if (failure !== undefined) throw failure;
  const kept = chosen.flat().map(({ n, text }) => ({ n, text }));
  return { text: composeLines(article.title, kept), usage, requests: parts.length };
}

function requestFor(
  title: string,
  part: readonly Piece[],
  parts: number,
): Omit<ModelRequest<{ chosen: number[] }>, 'signal'> {
  const average = countChars(part) / Math.max(1, part.length);
  const count = Math.max(3, Math.ceil(ONE_READING_CHARS / parts / Math.max(1, average)));
  return {
    schema: selectionSchema,
    name: 'selection',
    instructions: SELECTION_INSTRUCTIONS,
    article: composeLines(
      title,
      part.map(({ text }, i) => ({ n: i + 1, text })),
    ),
    task: composeSelectionTask(count),
    maxOutputTokens: SELECTION_TOKENS,
  };
}

type Piece = NumberedLine;

/** Paragraphs, the longest ones in pieces that keep their number. */
function cutLines(article: Article): readonly Piece[] {
  return linesOf(article).flatMap(({ n, text }) => {
    if (text.length <= LINE_CHARS) return [{ n, text }];
    const pieces: string[] = [''];
    for (const sentence of splitSentences(text, article.language)) {
      const last = pieces.at(-1) ?? '';
      if (last !== '' && last.length + sentence.length > LINE_CHARS) pieces.push(sentence);
      else pieces[pieces.length - 1] = last === '' ? sentence : `${last} ${sentence}`;
    }
    return pieces.map((piece) => ({ n, text: piece }));
  });
}

function cutParts(lines: readonly Piece[]): readonly (readonly Piece[])[] {
  const size = Math.max(PART_CHARS, Math.ceil((countChars(lines) + MAX_PARTS * LINE_CHARS) / MAX_PARTS));
  const parts: Piece[][] = [];
  let room = 0;
  for (const line of lines) {
    if (line.text.length > room || parts.length === 0) {
      parts.push([]);
      room = size;
    }
    parts.at(-1)?.push(line);
    room -= line.text.length;
  }
  return parts;
}

/** The chosen lines that fit, in the article's order; the first lines of the part where the model chose none that is there. */
function pickLines(part: readonly Piece[], chosen: readonly number[], maxChars: number): Piece[] {
  const valid = [...new Set(chosen)].filter((n) => part[n - 1] !== undefined);
  const order = valid.length > 0 ? valid : part.map((_, i) => i + 1);
  const kept: number[] = [];
  let room = maxChars;
  for (const n of order) {
    const size = part[n - 1]?.text.length ?? 0;
    if (size > room && kept.length > 0) continue;
    kept.push(n);
    room -= size;
  }
  return kept.toSorted((a, b) => a - b).flatMap((n) => part[n - 1] ?? []);
}

function countChars(lines: readonly NumberedLine[]): number {
  return lines.reduce((sum, { text }) => sum + text.length, 0);
}
