import { createReadStream, existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import { systemClock } from '../clock.ts';
import { OperatorError } from '../errors.ts';
import { createFetcher } from '../services/fetching/create-fetcher.ts';
import type { Fetcher } from '../services/fetching/fetching.ts';
import type { ReadPage } from '../services/pages/page-article.ts';
import { readPageApart } from '../services/pages/read-page-apart.ts';
import { createReadingHost } from '../services/reading/reading-host.ts';
import { fetchPage } from './read-address.ts';
import { toIso } from './document-batch.ts';
import { readPagesBatch, toJsonPage } from './read-batch.ts';
import { processStreams, type SummarizeWorld } from './summarize.ts';

export const READ_USAGE = `  read FILE|ADDRESS|-     the article of a page of HTML: its facts and its text
  read --jsonl [FILE]     lines {id, file or base64, url?, headers?} to lines {id, ...article or error}`;

type Options = { json: boolean; jsonl: boolean };

/** `kiosque read` with its arguments; gives the exit code: 65 when a line of a batch could not be read. Throws OperatorErrors. */
export async function runRead(
  argv: readonly string[],
  world: SummarizeWorld,
  openFetcher: typeof createFetcher = createFetcher,
): Promise<number> {
  const { subject, options } = parseCall(argv);
  const clock = systemClock();
  const host = createReadingHost(clock);
  try {
    if (options.jsonl)
      return await runBatch(subject, world, (page) => readPageApart(host, { ...page, now: clock.now() }));
    if (subject === undefined) throw wrongCall('Which file or address, or - for the input?');
    const input = isAddress(subject)
      ? await fetchAlone(subject, openFetcher({ clock }))
      : { bytes: await readBytes(subject, world), contentType: null, url: null };
    const page = await readPageApart(host, { ...input, now: clock.now() });
    world.print(options.json ? JSON.stringify(toJsonPage(page)) : formatPage(page));
    return 0;
  } finally {
    await host.close();
  }
}

/** The same with this process's streams and nothing else of the program; a wrong call is told and gives its exit code. */
export async function runReadAlone(
  argv: readonly string[],
  world: Pick<SummarizeWorld, 'env' | 'cwd' | 'print' | 'printError'>,
): Promise<number> {
  try {
    return await runRead(argv, { ...world, ...processStreams() });
  } catch (error) {
    if (!(error instanceof OperatorError)) throw error;
    world.printError(error.message);
    return error.exitCode;
  }
}

function formatPage(page: ReadPage): string {
  const facts = [
    ['Title', page.title],
    ['Outlet', page.site],
    ['Author', page.author],
    ['Published', toIso(page.publishedAt) ?? page.publishedOn],
    ['Language', page.language],
    ['Address', page.canonicalUrl],
    ['Access', page.access === 'open' ? null : page.access],
  ].flatMap(([name, value]) => (value ? [`${name}: ${value}`] : []));
  const text = page.blocks.map((block) => (block.kind === 'heading' ? `# ${block.text}` : block.text));
  return [facts.join('\n'), ...text].filter((part) => part !== '').join('\n\n');
}

function parseCall(argv: readonly string[]): { subject: string | undefined; options: Options } {
  try {
    const { positionals, values } = parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: { json: { type: 'boolean', default: false }, jsonl: { type: 'boolean', default: false } },
    });
    if (positionals.length > 1) throw new TypeError('read takes one file; --jsonl takes many');
    return { subject: positionals[0], options: values };
  } catch (cause) {
    throw wrongCall(`${cause instanceof Error ? cause.message : String(cause)}.`, cause);
  }
}

function wrongCall(detail: string, cause?: unknown): OperatorError {
  return new OperatorError(`${detail}\nUsage: npx kiosque\n${READ_USAGE}`, { exitCode: 64, cause });
}

function isAddress(subject: string): boolean {
  return /^https?:\/\//i.test(subject);
}

async function fetchAlone(address: string, fetcher: Fetcher): ReturnType<typeof fetchPage> {
  try {
    return await fetchPage(address, fetcher);
  } finally {
    await fetcher.close();
  }
}

async function readBytes(path: string, world: SummarizeWorld): Promise<Uint8Array> {
  if (path === '-') return buffer(world.input);
  try {
    return await readFile(path);
  } catch (cause) {
    const detail = cause instanceof Error ? cause.message : String(cause);
    throw new OperatorError(`${path} cannot be read: ${detail}.`, { cause, exitCode: 66 });
  }
}

async function runBatch(
  subject: string | undefined,
  world: SummarizeWorld,
  read: Parameters<typeof readPagesBatch>[0]['read'],
): Promise<number> {
  const isFile = subject !== undefined && subject !== '-';
  if (isFile && !existsSync(subject))
    throw new OperatorError(`${subject} cannot be read: there is no such file.`, { exitCode: 66 });
  const input = isFile ? createReadStream(subject) : world.input;
  const onProgress = (lines: number) => world.showProgress(`${lines} pages`);
  const errors = await readPagesBatch({ input, output: world.output, onProgress, read });
  if (errors > 0)
    world.printError(`${errors} ${errors === 1 ? 'page' : 'pages'} could not be read: see their "error".`);
  return errors > 0 ? 65 : 0;
}
