import { createReadStream, existsSync } from 'node:fs';
import type { Writable } from 'node:stream';
import * as z from 'zod';
import type { Clock } from '../clock.ts';
import type { Database } from '../data/database.ts';
import { OperatorError } from '../errors.ts';
import { ID_PATTERN, type Random } from '../ids.ts';
import { importArticle, type ImportedArticle, type ImportOutcome } from '../services/import.ts';
import { parseImportForm } from '../services/import-file.ts';
import { createImportReader, type ImportReader, listImportFiles } from './import-source.ts';
import { answerLines, type LineAnswer, lineId, type LineStreams } from './line-batch.ts';
import { createProgressBar } from './progress-bar.ts';

export const IMPORT_USAGE = `  import FILE|FOLDER...   stores articles: .json, .txt, .md, .html (docs/import.md). --language TAG  where a file does not say its own
  import --jsonl [FILE]   lines {id?, file or an article's fields} to lines {id, article, title, outcome or error}`;

/** What an import works with: the newsroom's database, and where its bar is drawn. */
export type ImportWorld = {
  db: Database;
  clock: Clock;
  random: Random;
  env: Readonly<Record<string, string | undefined>>;
  screen: Writable & { isTTY?: boolean };
  print(text: string): void;
};

type Options = { json: boolean; language?: string | undefined };

/** `kiosque import` with its arguments. Throws OperatorErrors. */
export async function runImport(
  paths: readonly string[],
  options: Options & { jsonl: boolean },
  {
    inDatabase,
    ...world
  }: Omit<ImportWorld, 'db'> & { inDatabase(work: (db: Database) => Promise<void>): Promise<void> },
): Promise<void> {
  const [file] = paths;
  if (!options.jsonl) {
    if (file === undefined)
      throw new OperatorError(`Which files?\nUsage: npx kiosque\n${IMPORT_USAGE}`, { exitCode: 64 });
    return inDatabase((db) => importFiles(paths, options, { ...world, db }));
  }
  const isFile = file !== undefined && file !== '-';
  if (isFile && !existsSync(file))
    throw new OperatorError(`${file} cannot be read: there is no such file.`, { exitCode: 66 });
  const input = isFile ? createReadStream(file) : process.stdin;
  await inDatabase(async (db) => {
    const errors = await importLines({ input, output: process.stdout }, options, { ...world, db });
    if (errors > 0)
      throw new OperatorError(`${errors} ${errors === 1 ? 'line' : 'lines'} could not be stored: see their "error".`, {
        exitCode: 65,
      });
  });
}

/**
 * Stores the articles of files and folders, each whole or not at all; an interrupted import goes on where it was, as what is stored
 * is unchanged. One faulty file does not keep the others out: throws one OperatorError that tells all of them at the end.
 */
export async function importFiles(
  paths: readonly string[],
  { json, language }: Options,
  world: ImportWorld,
): Promise<void> {
  const files = await listImportFiles(paths);
  if (files.length === 0) throw new OperatorError('There is nothing to import in that folder.', { exitCode: 66 });
  const faults: OperatorError[] = [];
  const bar = createProgressBar(world.screen, { total: files.length, ...world });
  const reader = createImportReader({ clock: world.clock, language });
  try {
    for (const [i, path] of files.entries()) {
      bar.advance(i, path);
      try {
        const { id, title, outcome } = await importArticle(world, await reader.read(path));
        bar.hide();
        world.print(json ? JSON.stringify({ file: path, id, title, outcome }) : `${outcome}  ${id}  ${title}`);
      } catch (error) {
        if (!(error instanceof OperatorError)) throw error;
        faults.push(error);
      }
    }
  } finally {
    bar.hide();
    await reader.close();
  }
  const [first] = faults;
  if (first) throw new OperatorError(faults.map((fault) => fault.message).join('\n'), { exitCode: first.exitCode });
}

const lineSchema = z.looseObject({ id: lineId.optional(), file: z.string().optional() });
type Line = z.output<typeof lineSchema>;

/** One line {id, article, title, outcome} for each line {id?, file} or {id?, ...fields}, or {id?, error}; gives the number of errors. */
export async function importLines(
  streams: Omit<LineStreams, 'onProgress'>,
  { language }: Pick<Options, 'language'>,
  world: Omit<ImportWorld, 'print'>,
): Promise<number> {
  const bar = createProgressBar(world.screen, { total: undefined, ...world });
  const reader = createImportReader({ clock: world.clock, language });
  const answer = (line: Line) => answerLine(line, (one) => importArticle(world, one), { reader, language });
  const onProgress = (lines: number) => bar.advance(lines, 'articles');
  try {
    return await answerLines({ ...streams, onProgress }, { schema: lineSchema, answer, progressEach: 10 });
  } finally {
    bar.hide();
    await reader.close();
  }
}

async function answerLine(
  line: Line,
  store: (article: ImportedArticle) => Promise<ImportOutcome>,
  { reader, language }: { reader: ImportReader; language: string | undefined },
): Promise<LineAnswer> {
  const { id, file, ...fields } = line;
  try {
    // An id that could be an article's names it, as in a file.
    const own = typeof id === 'string' && ID_PATTERN.test(id) ? { id } : {};
    const article =
      file === undefined ? parseImportForm({ ...fields, ...own }, 'the line', language) : await reader.read(file);
    const stored = await store(article);
    return { id: id ?? stored.id, article: stored.id, title: stored.title, outcome: stored.outcome };
  } catch (error) {
    if (!(error instanceof OperatorError)) throw error;
    return { ...(id !== undefined && { id }), error: error.message };
  }
}
