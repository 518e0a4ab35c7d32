import { readFile } from 'node:fs/promises';
import * as z from 'zod';
import { systemClock } from '../../clock.ts';
import { openDatabase } from '../../data/database.ts';
import { OperatorError } from '../../errors.ts';
import { systemRandom } from '../../ids.ts';
import { type Article, createArticles } from '../../services/articles.ts';
import { importArticle, loadStoredArticle } from '../../services/import.ts';

const line = z.union([
  z
    .object({ id: z.string(), title: z.string().optional(), document: z.string(), lang: z.string().optional() })
    .transform(({ id, title, document, lang }) => ({ title: title ?? id, text: document, language: lang ?? 'fr' })),
  z
    .object({ article_id: z.string(), article: z.string(), lang: z.string() })
    .transform(({ article_id: id, article, lang }) => ({ title: id, text: article, language: lang })),
]);

/** Short French, English and German articles in the project's own words; their places and people are made up. */
const OWN = ['dev', 'final'].map(
  (half) => new URL(`../../../tests/fixtures/cross-language/${half}.jsonl`, import.meta.url),
);

/** At most `count` articles, cleaned as the import does it: of the files' lines, or the project's own. Throws an OperatorError for a file that cannot be read. */
export async function readEvalArticles(files: readonly string[], count: number): Promise<readonly Article[]> {
  const db = await openDatabase(':memory:');
  try {
    const context = { db, clock: systemClock(), random: systemRandom };
    const articles = createArticles({ db });
    const found: Article[] = [];
    if (files.length === 0) {
      await loadStoredArticle(context);
      const stored = await articles.findLatest();
      if (stored) found.push(stored);
    }
    const share = Math.ceil(count / Math.max(1, files.length));
    for (const file of files.length > 0 ? files : OWN) {
      let taken = 0;
      for (const given of await readLines(file)) {
        if (taken >= share || found.length >= count) break;
        const text = given.text.replaceAll(/\n+/g, '\n\n');
        const rest = { outlet: null, url: null, publishedAt: null, publishedOn: null, inferred: [], translations: [] };
        const { id } = await importArticle(context, { ...given, ...rest, text });
        const article = await articles.find(id);
        if (article) found.push(article);
        taken++;
      }
    }
    return found;
  } finally {
    await db.destroy();
  }
}

async function readLines(file: string | URL) {
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new OperatorError(`${String(file)} cannot be read.`, { exitCode: 66, cause });
  });
  // Lines of another form (claims about the stored article) hold no article of their own.
  return text
    .split('\n')
    .filter((one) => one.trim() !== '')
    .flatMap((one) => line.safeParse(JSON.parse(one)).data ?? []);
}
