import { readFileSync } from 'node:fs';
import type { Clock } from '../clock.ts';
import {
  type ArticleContent,
  type ArticleKey,
  findArticleKey,
  type Inference,
  NO_ORIGIN,
} from '../data/article-store.ts';
import { showToAll } from '../data/article-identity.ts';
import type { Database } from '../data/database.ts';
import { saveOutlet } from '../data/outlet-store.ts';
import { savePersonTranslation } from '../data/person-texts.ts';
import { OperatorError } from '../errors.ts';
import { newId, type Random } from '../ids.ts';
import { cleanBlocks, cleanBody, cleanLine, numberBlocks } from './clean.ts';
import { type ImportedArticle, parseImportFile } from './import-file.ts';
import { addressKey } from './ingest/address-key.ts';
import { hashContent, indexStored, storeContent } from './ingest/store-content.ts';
import { textKey } from './ingest/text-key.ts';
import { UNSTATED } from './outlets-merge.ts';
import { findOutlet } from './outlets-match.ts';

export { type ImportedArticle, type ImportedTranslation, parseImportFile } from './import-file.ts';

export type ImportOutcome = { id: string; title: string; outcome: 'stored' | 'revised' | 'unchanged' };

/** What an import works with. */
type ImportContext = { db: Database; clock: Clock; random: Random };

/**
 * Stores an article, cleaned, with its search words and translations, all or nothing. The same id or address with another
 * text makes a revision; the same text anywhere is unchanged, but its translations are stored. Throws an OperatorError (exit
 * code 65) when no paragraph is left or a translation does not match the article paragraph by paragraph.
 */
export function importArticle({ db, clock, random }: ImportContext, imported: ImportedArticle): Promise<ImportOutcome> {
  const now = clock.now();
  return db.transaction().execute(async (transaction) => {
    const outlet = await matchOutlet(transaction, imported, random);
    const content = toContent(imported, outlet);
    checkTranslations(imported, content);
    const before = await findStored(transaction, imported, content);
    if (before?.contentHash === content.contentHash) {
      await showToAll(transaction, before.id);
      await saveTranslations(transaction, before, imported, { now, random });
      return { id: before.id, title: before.title, outcome: 'unchanged' };
    }
    if (outlet.isNew && outlet.id !== null)
      await saveOutlet(transaction, outlet.id, { ...UNSTATED, name: outlet.name, names: [], domains: [] });
    const id = imported.id ?? newId(random);
    const key = await storeContent(transaction, content, { before, id, now });
    await saveTranslations(transaction, key, imported, { now, random });
    return { id: key.id, title: key.title, outcome: before ? 'revised' : 'stored' };
  });
}

/** Stores the article that comes with Kiosque. A later version of its file makes a revision, never a second article. */
export async function loadStoredArticle(context: ImportContext): Promise<void> {
  const text = readFileSync(new URL('../data/stored-article.json', import.meta.url), 'utf8');
  await importArticle(context, parseImportFile(text, 'stored-article.json'));
}

/** Stores the translations of a file and renews the search words of their article: those of its text, outlet and translations. */
async function saveTranslations(
  db: Database,
  key: ArticleKey,
  imported: ImportedArticle,
  { now, random }: { now: number; random: Random },
): Promise<void> {
  for (const translation of imported.translations)
    await savePersonTranslation(db, {
      ...translation,
      id: newId(random),
      articleId: key.id,
      revision: key.revision,
      storedAt: now,
    });
  await indexStored(db, key.id);
}

type MatchedOutlet = {
  id: string | null;
  name: string;
  names: readonly string[];
  isNew: boolean;
  inference: readonly Inference[];
};

/** The outlet by its name, else by the address; a name that nobody knows is to become an outlet of unknown kind. */
async function matchOutlet(
  db: Database,
  { outlet: name, url, language }: ImportedArticle,
  random: Random,
): Promise<MatchedOutlet> {
  const found = await findOutlet(db, { name, url, language });
  if (found) {
    const isInferred = name === null && url !== null;
    const ground = isInferred ? `The address is on ${new URL(url).hostname}.` : '';
    return { ...found, isNew: false, inference: isInferred ? [{ field: 'outlet', ground }] : [] };
  }
  const isNew = name !== null;
  return { id: isNew ? newId(random) : null, name: name ?? '', names: [], isNew, inference: [] };
}

function toContent(imported: ImportedArticle, outlet: MatchedOutlet): ArticleContent {
  const title = cleanLine(imported.title);
  const names = [outlet.name, ...outlet.names, imported.outlet ?? ''].filter((name) => name !== '');
  const body = imported.blocks ? numberBlocks(cleanBlocks(imported.blocks, names)) : cleanBody(imported.text, names);
  if (!body.some((block) => block.kind === 'paragraph'))
    throw new OperatorError(`“${title}” cannot be imported: its text has no paragraph.`, { exitCode: 65 });
  return {
    title,
    body,
    contentHash: hashContent(title, body),
    language: imported.language,
    outletId: outlet.id,
    url: imported.url,
    publishedAt: imported.publishedAt,
    publishedOn: imported.publishedOn,
    inferred: [...imported.inferred, ...outlet.inference],
    ...NO_ORIGIN,
    ...imported.origin,
    addressKey: imported.url === null ? null : addressKey(imported.url),
    textKey: textKey(body),
    scope: 'all',
  };
}

function checkTranslations(imported: ImportedArticle, { title, body }: ArticleContent): void {
  const faults = imported.translations
    .filter((translation) => translation.body.length !== body.length)
    .map(
      (translation) =>
        `its translation into ${translation.language} has ${translation.body.length} texts where the article has ${body.length}`,
    );
  if (faults.length === 0) return;
  const headings = body.filter((block) => block.kind === 'heading').length;
  throw new OperatorError(
    `“${title}” cannot be imported: ${faults.join('; ')} (${body.length - headings} paragraphs and ${headings} inter-titles after cleaning).`,
    { exitCode: 65 },
  );
}

/** The article that the file is about: by its id, else by its address, else by its very text. */
async function findStored(db: Database, { id, url }: ImportedArticle, content: ArticleContent) {
  return (
    (id === undefined ? undefined : await findArticleKey(db, { id })) ??
    (url === null ? undefined : await findArticleKey(db, { url })) ??
    (await findArticleKey(db, { contentHash: content.contentHash }))
  );
}
