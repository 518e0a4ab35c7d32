import { type Kysely, sql } from 'kysely';
import { nameKeys } from './outlet-names.ts';

/** The lists that the outlets of earlier versions came from: what their rows say is the lists' and no person's. */
const LISTS = [
  'https://github.com/ASD-at-GMF/state-media-profiles',
  'https://github.com/kagisearch/kite-public',
] as const;

/** By what an outlet is found, ready to look up; and what the lists last said of it, so that what people changed is told apart. */
export async function indexOutlets(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('outlet_names')
    .addColumn('folded', 'text', (c) => c.notNull())
    .addColumn('outlet_id', 'text', (c) => c.notNull().references('outlets.id').onDelete('cascade'))
    .addColumn('languages', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('outlet_names_pk', ['folded', 'outlet_id'])
    .execute();
  await db.schema
    .createTable('outlet_domains')
    .addColumn('domain', 'text', (c) => c.notNull())
    .addColumn('outlet_id', 'text', (c) => c.notNull().references('outlets.id').onDelete('cascade'))
    .addPrimaryKeyConstraint('outlet_domains_pk', ['domain', 'outlet_id'])
    .execute();
  // A row is deleted or rewritten by its outlet.
  await db.schema.createIndex('outlet_names_by_outlet').on('outlet_names').column('outlet_id').execute();
  await db.schema.createIndex('outlet_domains_by_outlet').on('outlet_domains').column('outlet_id').execute();
  await db.schema
    .createTable('loaded_lists')
    .addColumn('list', 'text', (c) => c.primaryKey())
    .addColumn('version', 'text', (c) => c.notNull())
    .execute();
  await db.schema.alterTable('outlets').addColumn('listed_json', 'text').execute();
  await fillIn(db);
}

async function fillIn(db: Kysely<unknown>): Promise<void> {
  const { rows } = await sql<{ id: string; name: string; names_json: string; country: string | null }>`
    select id, name, names_json, country from outlets`.execute(db);
  for (const { id, name, names_json, country } of rows) {
    const { rows: others } = await sql<{ value: string }>`select value from json_each(${names_json})`.execute(db);
    for (const key of nameKeys([name, ...others.map(({ value }) => value)], {}, country))
      await sql`insert into outlet_names values (${key.folded}, ${id}, ${key.languages})`.execute(db);
  }
  await sql`insert or ignore into outlet_domains select each.value, outlets.id from outlets, json_each(domains_json) as each`.execute(
    db,
  );
  await sql`update outlets set listed_json = json_object('name', name, 'names', json(names_json), 'domains', json(domains_json),
    'country', country, 'owner', owner, 'kind', kind, 'citation', citation, 'citationUrl', citation_url, 'statedOn', stated_on)
    where citation_url in (${LISTS[0]}, ${LISTS[1]})`.execute(db);
}
