import * as z from 'zod';
import type { Database } from './database.ts';

/** A translation that a person wrote of one revision of an article: `body[i]` stands for its block i. */
export type PersonTranslation = {
  language: string;
  author: string;
  translation: { title: string; body: readonly string[] };
};

const stored = z.object({ title: z.string(), body: z.array(z.string()) });

/** The key of a person's translation but for article, revision and language: see schema.ts on columns that do not apply. */
const PERSON_TRANSLATION = {
  task: 'translation',
  length: '',
  question_hash: '',
  glossary_hash: '',
  origin: 'person',
  model: '',
  prompt_version: '',
} as const;

/** The columns of the unique constraint texts_one_per_question. */
const ONE_PER_QUESTION = [
  'article_id',
  'revision',
  'task',
  'language',
  'length',
  'question_hash',
  'glossary_hash',
  'origin',
  'model',
  'prompt_version',
] as const;

/** Stores a person's translation in place of an earlier one in that language. `id` names a new row; an existing row keeps its own. */
export async function savePersonTranslation(
  db: Database,
  text: {
    id: string;
    articleId: string;
    revision: number;
    language: string;
    title: string;
    body: readonly string[];
    author: string;
    storedAt: number;
  },
): Promise<void> {
  const content = {
    body_json: JSON.stringify({ title: text.title, body: text.body }),
    author: text.author,
    stored_at: text.storedAt,
  };
  await db
    .insertInto('texts')
    .values({
      id: text.id,
      article_id: text.articleId,
      revision: text.revision,
      language: text.language,
      ...PERSON_TRANSLATION,
      state: 'done',
      lease_until: null,
      ...content,
    })
    .onConflict((conflict) => conflict.columns(ONE_PER_QUESTION).doUpdateSet(content))
    .execute();
}

/** Every person's translation of that revision, by language. */
export async function findPersonTranslations(
  db: Database,
  articleId: string,
  revision: number,
): Promise<readonly PersonTranslation[]> {
  const rows = await db
    .selectFrom('texts')
    .select(['language', 'author', 'body_json'])
    .where('article_id', '=', articleId)
    .where('revision', '=', revision)
    .where('task', '=', PERSON_TRANSLATION.task)
    .where('origin', '=', PERSON_TRANSLATION.origin)
    .where('state', '=', 'done')
    .orderBy('language')
    .execute();
  return rows.map((row) => ({
    language: row.language,
    author: row.author ?? '',
    translation: stored.parse(JSON.parse(row.body_json ?? 'null')),
  }));
}
