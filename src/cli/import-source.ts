import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Clock } from '../clock.ts';
import { OperatorError } from '../errors.ts';
import { IMPORT_ENDINGS, type ImportedArticle, parseImportFile } from '../services/import-file.ts';
import { importedPage } from '../services/import-page.ts';
import { readPageApart } from '../services/pages/read-page-apart.ts';
import { createReadingHost, type ReadingHost } from '../services/reading/reading-host.ts';
import { readText } from './read-text.ts';

/** Reads the articles in files; pages in a worker that starts with the first of them. `close` ends it. */
export type ImportReader = {
  /** Throws an OperatorError for a file that holds no article. */
  read(path: string): Promise<ImportedArticle>;
  close(): Promise<void>;
};

const PAGE_ENDINGS = /\.(?:html?|xhtml)$/i;

/** `language` is that of files that do not say theirs. */
export function createImportReader({ clock, language }: { clock: Clock; language?: string | undefined }): ImportReader {
  let host: ReadingHost | undefined;
  return {
    read: async (path) => {
      const name = basename(path);
      if (!PAGE_ENDINGS.test(path)) return parseImportFile(await readText(path), name, language);
      const bytes = await readBytes(path);
      host ??= createReadingHost(clock);
      const page = await readPageApart(host, { bytes, contentType: null, url: null, now: clock.now() });
      return importedPage(page, name, language);
    },
    close: async () => host?.close(),
  };
}

async function readBytes(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (cause) {
    throw unreadable(path, cause);
  }
}

/** The files that paths name: folders stand for all that can be imported in them, by name; what begins with a dot is left out. */
export async function listImportFiles(paths: readonly string[]): Promise<readonly string[]> {
  const found: string[] = [];
  for (const path of paths) {
    const isFolder = await stat(path).then(
      (one) => one.isDirectory(),
      () => false,
    );
    if (isFolder) found.push(...(await listFolder(path)));
    else found.push(path);
  }
  return found;
}

async function listFolder(folder: string): Promise<readonly string[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true, recursive: true });
    const paths = entries
      .filter((entry) => entry.isFile() && IMPORT_ENDINGS.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name))
      .filter((path) => !/(?:^|[/\\])\.[^./\\]/.test(path.slice(folder.length)));
    return paths.toSorted();
  } catch (cause) {
    throw unreadable(folder, cause);
  }
}

function unreadable(path: string, cause: unknown): OperatorError {
  const detail = cause instanceof Error ? cause.message : String(cause);
  return new OperatorError(`${path} cannot be read: ${detail}.`, { cause, exitCode: 66 });
}
