import { readFileSync } from 'node:fs';
import type { Clock } from '../clock.ts';
import {
  type ArticleContent,
  type ArticleKey,
  findArticleKey,
  type Inference,
  insertArticle,
  reviseArticle,
} from '../data/article-store.ts';
import type { Database } from '../data/database.ts';
import { findByName, findByUrl, type KnownOutlet, listOutlets, saveOutlet } from '../data/outlet-store.ts';
import { savePersonTranslation } from '../data/person-texts.ts';
import { indexArticle } from '../data/search-store.ts';
import { OperatorError } from '../errors.ts';
import { hashFields, newId, type Random } from '../ids.ts';
import { cleanBody, cleanLine } from './clean.ts';
import { type ImportedArticle, parseImportFile } from './import-file.ts';

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
    const outlet = await matchOutlet({ db: transaction, random }, imported);
    const content = toContent(imported, outlet);
    checkTranslations(imported, content);
    const before = await findStored(transaction, imported, content);
    const isSame = before?.contentHash === content.contentHash;
    const key =
      isSame && before ? before : await store(transaction, before, imported.id ?? newId(random), content, now);
    for (const translation of imported.translations)
      await savePersonTranslation(transaction, {
        ...translation,
        id: newId(random),
        articleId: key.id,
        revision: key.revision,
        storedAt: now,
      });
    if (!isSame) await indexArticle(transaction, { ...content, seq: key.seq, outletNames: outlet.names });
    return { id: key.id, title: key.title, outcome: isSame ? 'unchanged' : before ? 'revised' : 'stored' };
  });
}

/** Stores the article that comes with Kiosque. A later version of its file makes a revision, never a second article. */
export async function loadStoredArticle(context: ImportContext): Promise<void> {
  const text = readFileSync(new URL('../data/stored-article.json', import.meta.url), 'utf8');
  await importArticle(context, parseImportFile(text, 'stored-article.json'));
}

type MatchedOutlet = { id: string | null; names: readonly string[]; inference: readonly Inference[] };

/** The outlet by its name, else by the address; a name that nobody knows becomes an outlet of unknown kind. */
async function matchOutlet(
  { db, random }: Pick<ImportContext, 'db' | 'random'>,
  { outlet: name, url }: ImportedArticle,
): Promise<MatchedOutlet> {
  const outlets = await listOutlets(db);
  const named = name === null ? undefined : findByName(outlets, name);
  const hosting = url === null ? undefined : findByUrl(outlets, url);
  if (named) return toMatched(named);
  if (hosting && url !== null && name === null)
    return toMatched(hosting, [{ field: 'outlet', ground: `The address is on ${new URL(url).hostname}.` }]);
  if (hosting) return toMatched(hosting);
  if (name === null) return { id: null, names: [], inference: [] };
  const id = newId(random);
  await saveOutlet(db, id, { ...UNKNOWN, name });
  return { id, names: [name], inference: [] };
}

const UNKNOWN = {
  names: [],
  domains: [],
  country: null,
  owner: null,
  kind: 'unknown',
  citation: null,
  citationUrl: null,
  statedOn: null,
} as const;

function toMatched(outlet: KnownOutlet, inference: readonly Inference[] = []): MatchedOutlet {
  return { id: outlet.id, names: [outlet.name, ...outlet.names], inference };
}

function toContent(imported: ImportedArticle, outlet: MatchedOutlet): ArticleContent {
  const title = cleanLine(imported.title);
  const body = cleanBody(imported.text, [...outlet.names, ...(imported.outlet === null ? [] : [imported.outlet])]);
  if (!body.some((block) => block.kind === 'paragraph'))
    throw new OperatorError(`“${title}” cannot be imported: its text has no paragraph.`, { exitCode: 65 });
  return {
    title,
    body,
    contentHash: hashFields([title, ...body.flatMap((block) => [block.kind, block.text])], 26),
    language: imported.language,
    outletId: outlet.id,
    url: imported.url,
    publishedAt: imported.publishedAt,
    publishedOn: imported.publishedOn,
    inferred: [...imported.inferred, ...outlet.inference],
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

function store(
  db: Database,
  before: ArticleKey | undefined,
  id: string,
  content: ArticleContent,
  now: number,
): Promise<ArticleKey> {
  return before ? reviseArticle(db, before, content, now) : insertArticle(db, id, content, now);
}
