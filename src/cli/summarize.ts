import { createReadStream, existsSync } from 'node:fs';
import { basename } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { text as readAll } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import { OperatorError } from '../errors.ts';
import { ID_PATTERN, systemRandom } from '../ids.ts';
import { EXTRACT_METHODS, type ExtractMethod, extractFromText } from '../services/extracts-text.ts';
import { parseImportFile } from '../services/import-file.ts';
import type { Article } from '../services/articles.ts';
import { leadSummary } from '../services/extracts.ts';
import { SUMMARY_LENGTHS, type SummaryLength } from '../services/summaries-text.ts';
import { summarizeBatch } from './summarize-batch.ts';
import { readText } from './read-text.ts';

export const SUMMARIZE_USAGE = `  summarize ID|FILE|-     the sentences that sum up a stored article, a file or the input; a stored article by the model where
                          there is one. --offline  no model; --method lead  the first sentences; --length one-line|short|detailed;
                          --language TAG
  summarize --offline --jsonl [FILE]   lines {id, title?, document, lang?} to lines {id, summary}, at most 60 words`;

/** What a command line is given: its world and its streams. */
export type SummarizeWorld = {
  env: Readonly<Record<string, string | undefined>>;
  cwd: string;
  print(text: string): void;
  printError(text: string): void;
  input: Readable;
  output: Writable;
  /** Shows that a long batch moves: on a terminal only. */
  showProgress(text: string): void;
};

/** The streams of this process; progress shows on a terminal only. */
export function processStreams(): Pick<SummarizeWorld, 'input' | 'output' | 'showProgress'> {
  const { stdin: input, stdout: output, stderr } = process;
  return { input, output, showProgress: (text) => void (stderr.isTTY && stderr.write(`\r${text}`)) };
}

type Options = {
  offline: boolean;
  jsonl: boolean;
  json: boolean;
  method: ExtractMethod;
  length: SummaryLength;
  language?: string | undefined;
};

/** `kiosque summarize` with its arguments; gives the exit code: 65 when a line of a batch could not be read. Throws OperatorErrors. */
export async function runSummarize(argv: readonly string[], world: SummarizeWorld): Promise<number> {
  const { subject, options } = parseCall(argv);
  if (options.jsonl) return runBatch(subject, options, world);
  if (subject === undefined) throw wrongCall('Which article, file or - for the input?');
  const isStored = subject !== '-' && ID_PATTERN.test(subject) && !existsSync(subject);
  const found = isStored
    ? await summarizeStored(subject, options, world)
    : await summarizeFile(subject, options, world);
  world.print(options.json ? JSON.stringify(found) : found.summary.join('\n'));
  return 0;
}

/** The same with this process's streams and nothing else of the program; a wrong call is told and gives its exit code. */
export async function runSummarizeAlone(
  argv: readonly string[],
  world: Pick<SummarizeWorld, 'env' | 'cwd' | 'print' | 'printError'>,
): Promise<number> {
  try {
    return await runSummarize(argv, { ...world, ...processStreams() });
  } catch (error) {
    if (!(error instanceof OperatorError)) throw error;
    world.printError(error.message);
    return error.exitCode;
  }
}

function wrongCall(detail: string, cause?: unknown): OperatorError {
  return new OperatorError(`${detail}\nUsage: npx kiosque\n${SUMMARIZE_USAGE}`, { exitCode: 64, cause });
}

function parseCall(argv: readonly string[]): { subject: string | undefined; options: Options } {
  try {
    const { positionals, values } = parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        offline: { type: 'boolean', default: false },
        jsonl: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
        method: { type: 'string', default: 'extracts' },
        length: { type: 'string', default: 'short' },
        language: { type: 'string' },
      },
    });
    const method = EXTRACT_METHODS.find((one) => one === values.method);
    const length = SUMMARY_LENGTHS.find((one) => one === values.length);
    if (!method) throw new TypeError(`--method takes ${EXTRACT_METHODS.join(' or ')}`);
    if (!length) throw new TypeError(`--length takes ${SUMMARY_LENGTHS.join(', ')}`);
    if (positionals.length > 1) throw new TypeError('summarize takes one article or file; --jsonl takes many');
    // A batch is never sent to a model by mistake: whoever wants extracts says so.
    if (values.jsonl && !values.offline) throw new TypeError('--jsonl works without a model: add --offline');
    const language = values.language === undefined ? undefined : new Intl.Locale(values.language).toString();
    return { subject: positionals[0], options: { ...values, method, length, language } };
  } catch (cause) {
    throw wrongCall(`${cause instanceof Error ? cause.message : String(cause)}.`, cause);
  }
}

async function runBatch(subject: string | undefined, { method }: Options, world: SummarizeWorld): Promise<number> {
  const isFile = subject !== undefined && subject !== '-';
  if (isFile && !existsSync(subject))
    throw new OperatorError(`${subject} cannot be read: there is no such file.`, { exitCode: 66 });
  const input = isFile ? createReadStream(subject) : world.input;
  const onProgress = (lines: number) => world.showProgress(`${lines} articles`);
  const errors = await summarizeBatch({ input, output: world.output, method, onProgress });
  if (errors > 0)
    world.printError(`${errors} ${errors === 1 ? 'line' : 'lines'} could not be summarized: see their "error".`);
  return errors > 0 ? 65 : 0;
}

type Found = {
  title: string;
  language: string | undefined;
  origin: 'model' | 'offline';
  model: string;
  /** Sentences or points, in order. */
  summary: readonly string[];
};

async function summarizeFile(
  path: string,
  { method, length, language }: Options,
  world: SummarizeWorld,
): Promise<Found> {
  const raw = path === '-' ? await readAll(world.input) : await readText(path);
  // Front matter or JSON as `kiosque import` takes it; anything else is the text itself.
  const isForm = /^\ufeff?\s*(?:---\s*\n|\{)/.test(raw);
  const form = isForm ? parseImportFile(raw, basename(path)) : undefined;
  const tag = language ?? form?.language;
  const text = { title: form?.title, document: form?.text ?? raw, language: tag };
  const summary = extractFromText(text, { method, length }).map((sentence) => sentence.replace(/\s*\n\s*/g, ' '));
  if (summary.length === 0)
    throw new OperatorError(`${path} has no whole sentence that is short enough to show.`, { exitCode: 65 });
  return { title: form?.title ?? '', language: tag, origin: 'offline', model: '', summary };
}

async function summarizeStored(id: string, options: Options, world: SummarizeWorld): Promise<Found> {
  // Only here: a batch in a pipe starts many times faster without the rest of the program.
  const [{ openNewsroom }, { systemClock }, { readConfig }, { createLog }] = await Promise.all([
    import('../app.ts'),
    import('../clock.ts'),
    import('../config.ts'),
    import('../log.ts'),
  ]);
  const { env, cwd, printError } = world;
  const config = readConfig(cwd, env);
  const clock = systemClock();
  const log = createLog({ level: 'error', now: clock.now, secrets: config.secrets, write: printError });
  const office = { post: refuseToPost, find: refuseToPost, publish: refuseToPost, mayPost: refuseToPost };
  const posting = { renderParts: () => [], office };
  const { services, close } = await openNewsroom({ config, clock, random: systemRandom, log }, posting);
  try {
    const article = await services.articles.find(id);
    if (!article) throw new OperatorError(`There is no article ${id}, and no such file.`, { exitCode: 65 });
    if (options.method === 'lead') return leadOf(article);
    const { summary, language, origin, model } = await services.summaries.summarize({
      article,
      length: options.length,
      language: options.language ?? article.language,
      extractsOnly: options.offline,
      asker: { command: 'summary', guildId: '', userId: '' },
      signal: new AbortController().signal,
    });
    const points = summary.points.map(({ text }) => text);
    return { title: summary.headline ?? article.title, language, origin, model, summary: points };
  } finally {
    await close();
  }
}

function leadOf(article: Article): Found {
  const summary = leadSummary(article).points.map(({ text }) => text);
  return { title: article.title, language: article.language, origin: 'offline', model: '', summary };
}

function refuseToPost(): never {
  throw new Error('The command line posts nothing');
}
