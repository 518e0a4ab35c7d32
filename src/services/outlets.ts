import { readFileSync } from 'node:fs';
import * as z from 'zod';
import { OUTLET_KINDS } from '../data/outlet-kinds.ts';
import type { Database } from '../data/database.ts';
import { ANY_LANGUAGE, nameKeys } from '../data/outlet-names.ts';
import {
  findListVersion,
  listStoredOutlets,
  type OutletFacts,
  type OutletToSave,
  removeUnusedOutlets,
  saveListVersion,
  saveOutlets,
  type StoredOutlet,
} from '../data/outlet-store.ts';
import { hashFields } from '../ids.ts';
import { mergeFacts } from './outlets-merge.ts';

export { findOutlet, type Sighting } from './outlets-match.ts';

const LIST = 'outlets';

/** outlets.json, as src/cli/build-outlets.ts writes it: sources, and outlets that take their citation from one of them. */
const outletsFile = z.strictObject({
  sources: z.array(
    z.strictObject({
      citation: z.string(),
      citationUrl: z.url({ protocol: /^https$/ }),
      statedOn: z.iso.date().nullable(),
    }),
  ),
  outlets: z.array(
    z.strictObject({
      name: z.string().min(1),
      names: z.array(z.string()),
      domains: z.array(z.string().regex(/^[a-z0-9.-]+$/)),
      country: z
        .string()
        .regex(/^[A-Z]{2}$/)
        .nullable(),
      owner: z.string().nullable(),
      kind: z.enum(OUTLET_KINDS),
      source: z.int(),
      needs: z.record(z.string(), z.array(z.string())).default({}),
    }),
  ),
});

/** A listed outlet. `needs`: names that others bear too, with the languages in which they mean this outlet all the same. */
export type ListedOutlet = OutletFacts & { needs: Readonly<Record<string, readonly string[]>> };

/** The outlets that come with Kiosque, each with who says so and when. */
export function readOutlets(): readonly ListedOutlet[] {
  return parseOutlets(readFile());
}

/**
 * Stores the outlets that come with Kiosque where their list is newer than what the database holds; else nothing is read but the
 * list's bytes. Ids stay, and so does what people added or changed. An outlet that an import made known by name alone is filled
 * in where it stands; one that has left the list goes where no article is its own.
 */
export async function loadOutlets({ db }: { db: Database }): Promise<void> {
  const text = readFile();
  const version = hashFields([text], 26);
  if ((await findListVersion(db, LIST)) === version) return;
  await storeOutlets(db, parseOutlets(text), version);
}

/** Stores a list of outlets as `version`; see loadOutlets. */
export async function storeOutlets(db: Database, listed: readonly ListedOutlet[], version: string): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    const stored = await listStoredOutlets(transaction);
    const saved = mergeList(stored, listed);
    const ids = new Set(saved.map(({ id }) => id));
    const gone = stored.filter((outlet) => outlet.listed !== null && !ids.has(outlet.id));
    await saveOutlets(transaction, [...saved, ...retire(gone, listed)]);
    // What a person said of an outlet outlives its place on the list.
    const untouched = gone.filter(({ facts, listed: before }) => JSON.stringify(facts) === JSON.stringify(before));
    await removeUnusedOutlets(
      transaction,
      untouched.map(({ id }) => id),
    );
    await saveListVersion(transaction, LIST, version);
  });
}

/** Outlets that have left the list: as they are, without the hosts that the list gives to others now. */
function retire(gone: readonly StoredOutlet[], listed: readonly ListedOutlet[]): readonly OutletToSave[] {
  const hosts = new Set(listed.flatMap(({ domains }) => domains));
  return gone.map(({ id, facts }) => ({
    id,
    facts: { ...facts, domains: facts.domains.filter((domain) => !hosts.has(domain)) },
    listed: null,
  }));
}

function mergeList(stored: readonly StoredOutlet[], listed: readonly ListedOutlet[]): readonly OutletToSave[] {
  const byId = new Map(stored.map((outlet) => [outlet.id, outlet]));
  const idOf = ({ name }: ListedOutlet) => hashFields(['outlet', name], 12);
  const taken = new Set(listed.map(idOf));
  const byName = new Map(
    stored.flatMap((outlet) =>
      taken.has(outlet.id)
        ? []
        : nameKeys([outlet.facts.name], {}, null).map(({ folded }) => [folded, outlet] as const),
    ),
  );
  return listed.map(({ needs, ...now }) => {
    const before = byId.get(idOf({ ...now, needs })) ?? claim(byName, { ...now, needs });
    const id = before?.id ?? idOf({ ...now, needs });
    return { id, facts: before ? mergeFacts(before.facts, before.listed, now) : now, listed: now, needs };
  });
}

/** The stored outlet that has a name which means the listed one alone: made by an import, or listed under that name before. */
function claim(byName: Map<string, StoredOutlet>, outlet: ListedOutlet): StoredOutlet | undefined {
  const keys = nameKeys([outlet.name, ...outlet.names], outlet.needs, outlet.country);
  for (const { folded, languages } of keys) {
    const found = languages === ANY_LANGUAGE ? byName.get(folded) : undefined;
    if (!found || (found.facts.country !== null && found.facts.country !== outlet.country)) continue;
    byName.delete(folded);
    return found;
  }
  return undefined;
}

function readFile(): string {
  return readFileSync(new URL('../data/outlets.json', import.meta.url), 'utf8');
}

function parseOutlets(text: string): readonly ListedOutlet[] {
  const { sources, outlets } = outletsFile.parse(JSON.parse(text));
  return outlets.map(({ source, ...outlet }) => {
    const cited = sources[source];
    if (!cited) throw new Error(`outlets.json has no source ${source} for ${outlet.name}`);
    return { ...outlet, ...cited };
  });
}
