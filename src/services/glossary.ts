import type { Database } from '../data/database.ts';
import { countTerms, listTerms, removeTerm, saveTerm } from '../data/glossary-store.ts';
import { hashFields } from '../ids.ts';
import type { Article } from './articles.ts';
import { baseLanguage } from './languages.ts';
import type { GlossaryPair } from './prompts.ts';

/** A server's own translations of terms. */
export type Glossary = {
  /** Its terms for a language, in alphabetical order. */
  list(guildId: string, language: string): Promise<readonly GlossaryPair[]>;
  /** Adds or changes a term. `full`: the server has as many as it may; `bad-term`: empty or too long. */
  set(guildId: string, language: string, pair: GlossaryPair): Promise<'saved' | 'full' | 'bad-term'>;
  /** False where there was none. */
  remove(guildId: string, language: string, term: string): Promise<boolean>;
};

/** Every term that an article holds goes into its prompt. */
export const MAX_TERMS = 500;
export const MAX_TERM_CHARS = 80;
const MAX_TERMS_PER_TEXT = 60;

/** The glossaries of `db`, one per server. */
export function createGlossary({ db }: { db: Database }): Glossary {
  return {
    list: (guildId, language) => listTerms(db, guildId, baseLanguage(language)),
    async set(guildId, language, pair) {
      const [term, translation] = [pair.term, pair.translation].map(tidy);
      if (!term || !translation || Math.max(term.length, translation.length) > MAX_TERM_CHARS) return 'bad-term';
      const base = baseLanguage(language);
      const known = await listTerms(db, guildId, base);
      if (!known.some((one) => one.term === term) && (await countTerms(db, guildId)) >= MAX_TERMS) return 'full';
      await saveTerm(db, { guildId, language: base, term, translation });
      return 'saved';
    },
    remove: (guildId, language, term) =>
      removeTerm(db, { guildId, language: baseLanguage(language), term: tidy(term) }),
  };
}

/** The terms of a server's glossary that stand in an article: only these change its translation, and so its key. */
export async function findTermsOf(
  db: Database,
  guildId: string,
  language: string,
  article: Article,
): Promise<readonly GlossaryPair[]> {
  if (guildId === '') return [];
  const text = [article.title, ...article.body.map((block) => block.text)].join('\n').toLocaleLowerCase();
  const terms = await listTerms(db, guildId, baseLanguage(language));
  return terms.filter(({ term }) => text.includes(term.toLocaleLowerCase())).slice(0, MAX_TERMS_PER_TEXT);
}

/** The part of a stored text's key that stands for its glossary; empty without terms, so that servers without any share. */
export function hashGlossary(pairs: readonly GlossaryPair[]): string {
  if (pairs.length === 0) return '';
  return hashFields(
    pairs.flatMap(({ term, translation }) => [term, translation]),
    16,
  );
}

function tidy(text: string): string {
  return text.normalize('NFC').replace(/\s+/g, ' ').trim();
}
