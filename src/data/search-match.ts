import { sql } from 'kysely';
import { formsOf, isLoneCharacter, readWords, type Word } from './analyzer.ts';
import type { Database } from './database.ts';

/** What was typed, as the index is asked for it. */
export type TypedWords = {
  /** What was typed; blank: no words. */
  words: string;
  /** The last word may be the beginning of one. */
  prefix: boolean;
  /** Where the words must stand: anywhere, or in the title. */
  within?: 'title';
  /** Its endings alone are tried; otherwise those of every language that has articles. */
  language?: string;
};

/** More words than this say nothing more; FTS5 would take time for each. */
const MAX_WORDS = 32;

/** Something was typed, but no word. */
export const NOTHING = Symbol('nothing');

/** An FTS5 query for every word, in any of its forms; undefined where nothing was typed. */
export async function matchOf(db: Database, typed: TypedWords): Promise<string | undefined | typeof NOTHING> {
  if (typed.words.trim() === '') return undefined;
  const words = readWords(typed.words).slice(0, MAX_WORDS);
  if (words.length === 0) return NOTHING;
  return matchExpression(words, typed.language === undefined ? await listLanguages(db) : [typed.language], typed);
}

/** The languages that have articles. Walks the index from one language to the next, so it costs the same for any number of articles. */
export async function listLanguages(db: Database): Promise<readonly string[]> {
  const { rows } = await sql<{ language: string }>`
    with recursive known(language) as (
      select min(language) from articles
      union all
      select (select min(articles.language) from articles where articles.language > known.language)
      from known where known.language is not null
    )
    select language from known where language is not null`.execute(db);
  return rows.map((row) => row.language);
}

// Each form is a quoted string, and the analyzer leaves letters and digits only: FTS5's operators have no meaning in a question.
function matchExpression(words: readonly Word[], languages: readonly string[], typed: TypedWords): string {
  const all = words.map((word, i) => {
    const forms = formsOf(word, languages).map(quote);
    // The stem of a word half typed is another word's: only what was typed counts as a beginning.
    if ((typed.prefix && i === words.length - 1) || isLoneCharacter(word.folded)) forms.push(`${quote(word.folded)} *`);
    return `(${forms.join(' OR ')})`;
  });
  return `${typed.within === 'title' ? '{title} : ' : ''}(${all.join(' AND ')})`;
}

function quote(form: string): string {
  return `"${form.replaceAll('"', '""')}"`;
}
