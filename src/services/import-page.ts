import { OperatorError } from '../errors.ts';
import { type ImportedArticle, parseImportForm } from './import-file.ts';
import type { ReadPage } from './pages/page-article.ts';

/**
 * The article of a page, to be imported. `ownLanguage` is that of a page that does not say which it has. Throws an OperatorError
 * (exit code 65) for a page without an article or without the facts that an import needs.
 */
export function importedPage(page: ReadPage, name: string, ownLanguage?: string): ImportedArticle {
  const { title, blocks, language, site, canonicalUrl, publishedAt, publishedOn } = page;
  if (page.access === 'login' || page.access === 'consent' || blocks.length === 0)
    throw new OperatorError(`${name} cannot be imported: ${reasonOf(page)}.`, { exitCode: 65 });
  const form = {
    title: title ?? undefined,
    ...(language !== null && { language }),
    outlet: site,
    url: canonicalUrl,
    ...(publishedAt === null ? { publishedOn } : { publishedAt: new Date(publishedAt).toISOString() }),
    body: blocks.map(({ text }) => text),
  };
  const { author, image, modifiedAt, access } = page;
  const extent = access === 'paywall' ? 'excerpt' : 'full';
  return { ...parseImportForm(form, name, ownLanguage), blocks, origin: { author, image, modifiedAt, access, extent } };
}

function reasonOf({ access }: ReadPage): string {
  if (access === 'login') return 'it is a login page';
  return access === 'consent' ? 'it is a page that asks for consent' : 'it has no article';
}
