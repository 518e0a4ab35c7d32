import type { Database } from './database.ts';

/** A server's own translation of a term into a language (BCP 47 base tag). */
export type GlossaryEntry = { guildId: string; language: string; term: string; translation: string };

/** A server's terms for one language, by term. */
export async function listTerms(
  db: Database,
  guildId: string,
  language: string,
): Promise<readonly { term: string; translation: string }[]> {
  return db
    .selectFrom('glossary_terms')
    .select(['term', 'translation'])
    .where('guild_id', '=', guildId)
    .where('language', '=', language)
    .orderBy('term')
    .execute();
}

/** How many terms a server has in all languages. */
export async function countTerms(db: Database, guildId: string): Promise<number> {
  const { count } = await db
    .selectFrom('glossary_terms')
    .select((eb) => eb.fn.countAll().as('count'))
    .where('guild_id', '=', guildId)
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** Stores a term, in place of an earlier translation of it. */
export async function saveTerm(db: Database, { guildId, language, term, translation }: GlossaryEntry): Promise<void> {
  await db
    .insertInto('glossary_terms')
    .values({ guild_id: guildId, language, term, translation })
    .onConflict((conflict) => conflict.columns(['guild_id', 'language', 'term']).doUpdateSet({ translation }))
    .execute();
}

/** Removes a term; false where there was none. */
export async function removeTerm(db: Database, entry: Omit<GlossaryEntry, 'translation'>): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('glossary_terms')
    .where('guild_id', '=', entry.guildId)
    .where('language', '=', entry.language)
    .where('term', '=', entry.term)
    .executeTakeFirst();
  return Number(numDeletedRows) > 0;
}
