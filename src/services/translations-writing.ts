import type { Article } from './articles.ts';
import { explainFault } from './fault-words.ts';
import { type Model, ModelError, type ModelRequest, type Usage } from './llm/model.ts';
import { addBounds, addUsage, estimateTokens, mostTokens, NO_USAGE, type TokenBound } from './llm/tokens.ts';
import {
  composeTranslationArticle,
  composeTranslationTask,
  type GlossaryPair,
  type NumberedLine,
  TRANSLATION_INSTRUCTIONS,
  type TranslationAnswer,
  translationSchema,
} from './prompts.ts';
import { checkLine, isHardFault, type LineFault } from './translations-check.ts';
import { findDoubtful, readLines, tidyLine, usualRatio } from './translations-lines.ts';

/** What a check found in a line: `n` counts the body's blocks from 1, 0 is the title. `original`: the article's own words stand in its place. */
export type Doubt = { n: number; faults: readonly string[]; original: boolean };

/** The article in another language: `body[i]` stands for the article's `body[i]`, inter-titles included. */
export type Translation = { title: string; body: readonly string[]; doubts: readonly Doubt[] };

/** Lines in one language to be written in another. */
export type TranslationJob = {
  title: string;
  lines: readonly NumberedLine[];
  from: string;
  to: string;
  glossary: readonly GlossaryPair[];
};

/** So much of the original per request that no usual output limit cuts the answer off. */
const CHUNK_CHARS = 6_000;
const CHUNK_LINES = 40;
const PARALLEL = 2;
/** A repair tells what was wrong with each line. */
const REPAIR_TOKENS = 1_500;

type Run = TranslationJob & { model: Model; signal: AbortSignal; spend(usage: Usage): void };
type Line = { text: string; faults: readonly LineFault[] };
type Chunk = { title: Line; lines: ReadonlyMap<number, Line> };

/** What an article gives to translate: every block by its place in the body, from 1. */
export function jobOf(article: Article, language: string, glossary: readonly GlossaryPair[]): TranslationJob {
  const lines = article.body.map((block, i) => ({ n: i + 1, text: block.text }));
  return { title: article.title, lines, from: article.language, to: language, glossary };
}

/** The most that a translation may cost, one repair of every line included. */
export function estimateTranslation(job: TranslationJob): TokenBound {
  const requests = cutChunks(job.lines).flatMap((lines) => {
    const request = requestFor(job, lines);
    return [mostTokens(request), mostTokens({ ...request, rounds: 1 }), { tokensIn: REPAIR_TOKENS, tokensOut: 0 }];
  });
  return addBounds(requests);
}

/**
 * Translates in chunks of lines, two at a time. Lines that the model left out, merged or numbered wrongly are asked for once
 * more. Throws a ModelError whose usage is that of all requests; one that leaves lines missing is `wrong-shape`.
 */
export async function writeTranslation(
  model: Model,
  job: TranslationJob,
  signal: AbortSignal,
): Promise<{ translation: Translation; usage: Usage }> {
  let usage = NO_USAGE;
  const failed = new AbortController();
  const run: Run = {
    ...job,
    model,
    signal: AbortSignal.any([signal, failed.signal]),
    spend: (spent) => {
      usage = addUsage(usage, spent);
    },
  };
  const waiting = cutChunks(job.lines).map((lines, index) => ({ lines, index }));
  const done: Chunk[] = [];
  const work = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift())
      done[next.index] = await translateChunk(run, next.lines);
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
  return { translation: assemble(job, done), usage };
}

/** The failure that came first: the others were cut short by it. */
function firstFailure(results: readonly PromiseSettledResult<void>[]): unknown {
  const reasons: unknown[] = results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []));
  return reasons.find((reason) => !(reason instanceof ModelError && reason.kind === 'aborted')) ?? reasons[0];
}

/** Lines with a hard fault give way to the original; every other fault is told beside its line. */
function assemble(job: TranslationJob, chunks: readonly Chunk[]): Translation {
  const written = new Map(chunks.flatMap((chunk) => [...chunk.lines]));
  const titles = chunks.map(({ title }) => title).filter(({ text }) => text !== '');
  const title = titles.toSorted((a, b) => weigh(a.faults) - weigh(b.faults))[0] ?? { text: job.title, faults: [] };
  const all = [{ n: 0, source: job.title, line: title }].concat(
    job.lines.map(({ n, text }) => ({ n, source: text, line: written.get(n) ?? { text: '', faults: [] } })),
  );
  const shown = all.map(({ source, line }) => (line.faults.some(isHardFault) ? source : line.text));
  const doubts = all.flatMap(({ n, line: { faults } }): Doubt[] =>
    faults.length > 0 ? [{ n, faults, original: faults.some(isHardFault) }] : [],
  );
  return { title: shown[0] ?? job.title, body: shown.slice(1), doubts };
}

function weigh(faults: readonly LineFault[]): number {
  return faults.reduce((sum, fault) => sum + (isHardFault(fault) ? 10 : 1), 0);
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

async function translateChunk(run: Run, lines: readonly NumberedLine[]): Promise<Chunk> {
  try {
    return await translateLines(run, lines);
  } catch (error) {
    if (!(error instanceof ModelError) || error.kind !== 'truncated' || lines.length < 2) throw error;
    // A server with a lower limit of its own: half the lines may fit.
    const middle = Math.ceil(lines.length / 2);
    const first = await translateChunk(run, lines.slice(0, middle));
    const second = await translateChunk(run, lines.slice(middle));
    return { title: first.title, lines: new Map([...first.lines, ...second.lines]) };
  }
}

async function translateLines(run: Run, lines: readonly NumberedLine[]): Promise<Chunk> {
  const answer = await ask(run, lines, []);
  const written = checkAll(run, lines, readLines(answer, lines));
  let title = checkTitle(run, answer.title);
  const doubtful = findDoubtful(answer, lines);
  for (const [n, { faults }] of written) if (faults.length > 0) doubtful.add(n);
  if (doubtful.size > 0 || title.faults.length > 0) {
    const again = lines.filter(({ n }) => doubtful.has(n));
    const repaired = await repair(run, again, { written, title, mustMend: lines.some(({ n }) => !written.has(n)) });
    for (const { n } of again) {
      const [before, after] = [written.get(n), repaired?.lines.get(n)];
      // A merged or repeated line has no fault of its own: the second answer stands unless it is worse.
      if (after && (!before || weigh(after.faults) <= weigh(before.faults))) written.set(n, after);
    }
    if (repaired && weigh(repaired.title.faults) < weigh(title.faults)) title = repaired.title;
  }
  const missing = lines.filter(({ n }) => !written.has(n)).map(({ n }) => n);
  if (missing.length > 0)
    throw new ModelError('wrong-shape', { cause: new Error(`lines left untranslated: ${missing.join(', ')}`) });
  return { title, lines: written };
}

type Before = { written: ReadonlyMap<number, Line>; title: Line; mustMend: boolean };

/** The doubtful lines asked for once more, with what was wrong. Undefined where that fails and every line is there already. */
async function repair(run: Run, lines: readonly NumberedLine[], before: Before): Promise<Chunk | undefined> {
  const told = [{ n: 0, line: before.title }, ...lines.map(({ n }) => ({ n, line: before.written.get(n) }))];
  const faults = told.flatMap(({ n, line }) =>
    line && line.faults.length > 0 ? [{ n, text: line.faults.map(explainFault).join(', ') }] : [],
  );
  try {
    const answer = await ask(run, lines, faults);
    return { title: checkTitle(run, answer.title), lines: checkAll(run, lines, readLines(answer, lines)) };
  } catch (error) {
    if (before.mustMend || !(error instanceof ModelError) || run.signal.aborted) throw error;
    return undefined;
  }
}

function checkAll(run: Run, lines: readonly NumberedLine[], texts: ReadonlyMap<number, string>): Map<number, Line> {
  const usual = usualRatio(texts, lines);
  const checked = new Map<number, Line>();
  for (const { n, text: source } of lines) {
    const text = texts.get(n);
    if (text !== undefined) checked.set(n, { text, faults: checkLine(source, text, run, { ...run, usual }) });
  }
  return checked;
}

function checkTitle(run: Run, given: string): Line {
  // What has no title is not given one.
  if (run.title === '') return { text: '', faults: [] };
  const text = tidyLine(given);
  // A title may be a name alone, and the same in both languages.
  const faults = text === '' ? [] : checkLine(run.title, text, run, run);
  return { text, faults };
}

type Asked = Omit<ModelRequest<TranslationAnswer>, 'schema' | 'signal'>;

function requestFor(job: TranslationJob, lines: readonly NumberedLine[], faults: readonly NumberedLine[] = []): Asked {
  return {
    name: 'translation',
    instructions: TRANSLATION_INSTRUCTIONS,
    article: composeTranslationArticle(job.title, lines),
    task: composeTranslationTask(job.to, lines, { glossary: job.glossary, faults }),
    maxOutputTokens: maxTokensOf(job.title, lines),
  };
}

async function ask(
  run: Run,
  lines: readonly NumberedLine[],
  faults: readonly NumberedLine[],
): Promise<TranslationAnswer> {
  const rounds = faults.length > 0 ? { rounds: 1 as const } : {};
  try {
    const request = { ...requestFor(run, lines, faults), ...rounds, schema: translationSchema, signal: run.signal };
    const { value, usage } = await run.model.ask(request);
    run.spend(usage);
    return value;
  } catch (error) {
    if (error instanceof ModelError) run.spend(error.usage);
    throw error;
  }
}
