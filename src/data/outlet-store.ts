import * as z from 'zod';
import { OUTLET_KINDS, type OutletKind } from './outlet-kinds.ts';
import type { Database } from './database.ts';
import { nameKeys } from './outlet-names.ts';
import { type ArticleFilter, conditionsOf } from './search-filter.ts';

/** What is known of an outlet: what a source states, and by what names and hosts to recognize it. */
const outletFacts = z.object({
  name: z.string().min(1),
  /** Other names, matched without case and accents. */
  names: z.array(z.string()).readonly(),
  /** Hosts; each stands for its subdomains too. */
  domains: z.array(z.string()).readonly(),
  country: z.string().nullable(),
  owner: z.string().nullable(),
  kind: z.enum(OUTLET_KINDS).catch('unknown'),
  citation: z.string().nullable(),
  citationUrl: z.string().nullable(),
  statedOn: z.string().nullable(),
});
export type OutletFacts = z.infer<typeof outletFacts>;

/** An outlet as matching sees it. */
export type KnownOutlet = { id: string; name: string; names: readonly string[]; domains: readonly string[] };

/** An outlet with all its facts, and what the list that comes with Kiosque last said of it. */
export type StoredOutlet = { id: string; facts: OutletFacts; listed: OutletFacts | null };

/** What to store. `needs`: names that others bear too, as nameKeys takes them. */
export type OutletToSave = StoredOutlet & { needs?: Readonly<Record<string, readonly string[]>> };

/** An outlet that bears a name. */
export type Bearer = KnownOutlet & { country: string | null; languages: readonly string[]; isListed: boolean };

const texts = z.array(z.string());
const KNOWN = ['outlets.id', 'outlets.name', 'outlets.names_json', 'outlets.domains_json'] as const;

/** Every outlet, by what it is recognized. */
export async function listOutlets(db: Database): Promise<readonly KnownOutlet[]> {
  const rows = await db.selectFrom('outlets').select(KNOWN).orderBy('name').execute();
  return rows.map(toKnown);
}

/** The outlets that have articles, by name; with a filter those that have one that it lets pass. */
export async function listOutletsWithArticles(
  db: Database,
  filter: ArticleFilter = {},
): Promise<readonly KnownOutlet[]> {
  const conditions = conditionsOf(filter);
  const rows = await db
    .selectFrom('outlets')
    .select(KNOWN)
    .where((of) => {
      const articles = of
        .selectFrom('articles')
        .select('articles.seq')
        .whereRef('articles.outlet_id', '=', 'outlets.id');
      return of.exists(conditions.reduce((left, condition) => left.where(condition), articles));
    })
    .orderBy('name')
    .execute();
  return rows.map(toKnown);
}

/** What kinds these outlets are of, by id. */
export async function listKinds(db: Database, ids: readonly string[]): Promise<ReadonlyMap<string, OutletKind>> {
  if (ids.length === 0) return new Map();
  const rows = await db.selectFrom('outlets').select(['id', 'kind']).where('id', 'in', ids).execute();
  return new Map(rows.map(({ id, kind }) => [id, outletFacts.shape.kind.parse(kind)]));
}

/** Every outlet with all its facts, for a new version of the list to be compared with. */
export async function listStoredOutlets(db: Database): Promise<readonly StoredOutlet[]> {
  const rows = await db.selectFrom('outlets').selectAll().execute();
  return rows.map((row) => ({
    id: row.id,
    facts: outletFacts.parse({
      ...row,
      names: JSON.parse(row.names_json),
      domains: JSON.parse(row.domains_json),
      citationUrl: row.citation_url,
      statedOn: row.stated_on,
    }),
    listed: row.listed_json === null ? null : outletFacts.parse(JSON.parse(row.listed_json)),
  }));
}

/** The outlet with this id. */
export async function findOutletById(db: Database, id: string): Promise<KnownOutlet | undefined> {
  const row = await db.selectFrom('outlets').select(KNOWN).where('id', '=', id).executeTakeFirst();
  return row && toKnown(row);
}

/** The outlet that has the longest of these hosts (a regional edition before its parent); of two, the one that is not listed. */
export async function findByHosts(db: Database, hosts: readonly string[]): Promise<KnownOutlet | undefined> {
  if (hosts.length === 0) return undefined;
  const row = await db
    .selectFrom('outlet_domains')
    .innerJoin('outlets', 'outlets.id', 'outlet_domains.outlet_id')
    .select(KNOWN)
    .where('domain', 'in', hosts)
    .orderBy((of) => of.fn('length', ['domain']), 'desc')
    .orderBy('listed_json', (order) => order.asc().nullsFirst())
    .limit(1)
    .executeTakeFirst();
  return row && toKnown(row);
}

/** The outlets that bear a name, given as foldName folds it. */
export async function findBearers(db: Database, folded: string): Promise<readonly Bearer[]> {
  const rows = await db
    .selectFrom('outlet_names')
    .innerJoin('outlets', 'outlets.id', 'outlet_names.outlet_id')
    .select([...KNOWN, 'outlets.country', 'outlet_names.languages', 'outlets.listed_json'])
    .where('folded', '=', folded)
    .orderBy('outlets.id')
    .execute();
  return rows.map((row) => ({
    ...toKnown(row),
    country: row.country,
    languages: row.languages.split(' '),
    isListed: row.listed_json !== null,
  }));
}

/** Stores what is known of an outlet that is on no list, in place of what was known before. */
export async function saveOutlet(db: Database, id: string, facts: OutletFacts): Promise<void> {
  await saveOutlets(db, [{ id, facts, listed: null }]);
}

/** Rows of one statement: 11 values each, far below SQLite's limit of 32,766. */
const CHUNK = 300;

/** Stores outlets by id, in place of what was known before. */
export async function saveOutlets(db: Database, outlets: readonly OutletToSave[]): Promise<void> {
  for (let from = 0; from < outlets.length; from += CHUNK) await saveChunk(db, outlets.slice(from, from + CHUNK));
}

/** Removes outlets of which there is no article; the others stay. */
export async function removeUnusedOutlets(db: Database, ids: readonly string[]): Promise<void> {
  for (let from = 0; from < ids.length; from += CHUNK)
    await db
      .deleteFrom('outlets')
      .where('id', 'in', ids.slice(from, from + CHUNK))
      .where((of) =>
        of.not(
          of.exists(of.selectFrom('articles').select('articles.seq').whereRef('articles.outlet_id', '=', 'outlets.id')),
        ),
      )
      .execute();
}

/** Which version of the list the database holds; undefined before the first. */
export async function findListVersion(db: Database, list: string): Promise<string | undefined> {
  const row = await db.selectFrom('loaded_lists').select('version').where('list', '=', list).executeTakeFirst();
  return row?.version;
}

/** Notes which version of the list the database holds. */
export async function saveListVersion(db: Database, list: string, version: string): Promise<void> {
  await db
    .insertInto('loaded_lists')
    .values({ list, version })
    .onConflict((conflict) => conflict.column('list').doUpdateSet({ version }))
    .execute();
}

async function saveChunk(db: Database, outlets: readonly OutletToSave[]): Promise<void> {
  await db
    .insertInto('outlets')
    .values(outlets.map(toRow))
    .onConflict((conflict) =>
      conflict.column('id').doUpdateSet(({ ref }) => ({
        name: ref('excluded.name'),
        names_json: ref('excluded.names_json'),
        domains_json: ref('excluded.domains_json'),
        country: ref('excluded.country'),
        owner: ref('excluded.owner'),
        kind: ref('excluded.kind'),
        citation: ref('excluded.citation'),
        citation_url: ref('excluded.citation_url'),
        stated_on: ref('excluded.stated_on'),
        listed_json: ref('excluded.listed_json'),
      })),
    )
    .execute();
  const ids = outlets.map(({ id }) => id);
  await db.deleteFrom('outlet_names').where('outlet_id', 'in', ids).execute();
  await db.deleteFrom('outlet_domains').where('outlet_id', 'in', ids).execute();
  const names = outlets.flatMap(({ id, facts, needs }) =>
    nameKeys([facts.name, ...facts.names], needs ?? {}, facts.country).map((key) => ({ ...key, outlet_id: id })),
  );
  const domains = outlets.flatMap(({ id, facts }) =>
    [...new Set(facts.domains)].map((domain) => ({ domain, outlet_id: id })),
  );
  if (names.length > 0) await db.insertInto('outlet_names').values(names).execute();
  if (domains.length > 0) await db.insertInto('outlet_domains').values(domains).execute();
}

function toRow({ id, facts, listed }: OutletToSave) {
  return {
    id,
    name: facts.name,
    names_json: JSON.stringify(facts.names),
    domains_json: JSON.stringify(facts.domains),
    country: facts.country,
    owner: facts.owner,
    kind: facts.kind,
    citation: facts.citation,
    citation_url: facts.citationUrl,
    stated_on: facts.statedOn,
    listed_json: listed === null ? null : JSON.stringify(listed),
  };
}

function toKnown(row: { id: string; name: string; names_json: string; domains_json: string }): KnownOutlet {
  return {
    id: row.id,
    name: row.name,
    names: texts.parse(JSON.parse(row.names_json)),
    domains: texts.parse(JSON.parse(row.domains_json)),
  };
}
