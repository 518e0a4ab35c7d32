import * as z from 'zod';
import { foldText } from './analyzer.ts';
import type { OutletKind } from './article-store.ts';
import type { Database } from './database.ts';

/** What is known of an outlet: what a source states, and by what names and hosts to recognize it. */
export type OutletFacts = {
  name: string;
  /** Other names, matched without case and accents. */
  names: readonly string[];
  /** Hosts; each stands for its subdomains too. */
  domains: readonly string[];
  country: string | null;
  owner: string | null;
  kind: OutletKind;
  citation: string | null;
  citationUrl: string | null;
  statedOn: string | null;
};

/** An outlet as matching sees it. */
export type KnownOutlet = { id: string; name: string; names: readonly string[]; domains: readonly string[] };

const texts = z.array(z.string());

/** Every outlet, by what it is recognized. */
export async function listOutlets(db: Database): Promise<readonly KnownOutlet[]> {
  const rows = await db
    .selectFrom('outlets')
    .select(['id', 'name', 'names_json', 'domains_json'])
    .orderBy('name')
    .execute();
  return rows.map(toKnown);
}

/** The outlets that have articles, by name. */
export async function listOutletsWithArticles(db: Database): Promise<readonly KnownOutlet[]> {
  const rows = await db
    .selectFrom('outlets')
    .select(['id', 'name', 'names_json', 'domains_json'])
    .where((of) =>
      of.exists(of.selectFrom('articles').select('articles.seq').whereRef('articles.outlet_id', '=', 'outlets.id')),
    )
    .orderBy('name')
    .execute();
  return rows.map(toKnown);
}

/** Stores what is known of the outlet with this id in place of what was known before. */
export async function saveOutlet(db: Database, id: string, facts: OutletFacts): Promise<void> {
  const columns = {
    name: facts.name,
    names_json: JSON.stringify(facts.names),
    domains_json: JSON.stringify(facts.domains),
    country: facts.country,
    owner: facts.owner,
    kind: facts.kind,
    citation: facts.citation,
    citation_url: facts.citationUrl,
    stated_on: facts.statedOn,
  };
  await db
    .insertInto('outlets')
    .values({ id, ...columns })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(columns))
    .execute();
}

/** The outlet of that very name, without case and accents. */
export function findByName(outlets: readonly KnownOutlet[], name: string): KnownOutlet | undefined {
  const wanted = foldName(name);
  return outlets.find((outlet) => [outlet.name, ...outlet.names].some((one) => foldName(one) === wanted));
}

/** The outlet whose host the address is on; the closest host where several fit (a regional edition before its parent). */
export function findByUrl(outlets: readonly KnownOutlet[], url: string): KnownOutlet | undefined {
  const host = new URL(url).hostname;
  const fitting = outlets.flatMap((outlet) =>
    outlet.domains
      .filter((domain) => host === domain || host.endsWith(`.${domain}`))
      .map((domain) => ({ outlet, length: domain.length })),
  );
  return fitting.toSorted((a, b) => b.length - a.length)[0]?.outlet;
}

function foldName(name: string): string {
  return foldText(name).replace(/\s+/gu, ' ').trim();
}

function toKnown(row: { id: string; name: string; names_json: string; domains_json: string }): KnownOutlet {
  return {
    id: row.id,
    name: row.name,
    names: texts.parse(JSON.parse(row.names_json)),
    domains: texts.parse(JSON.parse(row.domains_json)),
  };
}
