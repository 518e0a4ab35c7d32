import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { OUTLET_KINDS } from '../data/outlet-kinds.ts';
import { foldName, languageOf } from '../data/outlet-names.ts';
import { nameCountry } from './outlet-countries.ts';
import { groupAssets, isCovered, isWithin, joinLists, sharesName } from './outlet-groups.ts';
import { type Listed, readKite, readMatrix } from './outlet-lists.ts';

const SOURCES = {
  matrix: {
    citation: 'State Media Monitor, in the State Media Matrix of the Alliance for Securing Democracy',
    citationUrl: 'https://github.com/ASD-at-GMF/state-media-profiles',
    statedOn: '2023-08-24',
  },
  alliance: {
    citation: 'State Media Matrix of the Alliance for Securing Democracy',
    citationUrl: 'https://github.com/ASD-at-GMF/state-media-profiles',
    statedOn: '2023-08-24',
  },
  kite: {
    citation: 'Kagi News, media data',
    citationUrl: 'https://github.com/kagisearch/kite-public',
    statedOn: '2026-03-17',
  },
};

const ownSource = z.strictObject({ citation: z.string(), citationUrl: z.url(), statedOn: z.iso.date().nullable() });

/** outlets-corrections.json: what we state ourselves, and what of the lists is told otherwise or left out. */
const correctionsFile = z.strictObject({
  /** Entries in place of those of the lists. `source` is a list that states their kind, or a citation of our own. */
  curated: z.array(
    z.strictObject({
      source: z.union([z.enum(['matrix', 'alliance', 'kite']), ownSource]),
      name: z.string(),
      names: z.array(z.string()).default([]),
      domains: z.array(z.string()).default([]),
      country: z.string().nullable(),
      owner: z.string().nullable(),
      kind: z.enum(OUTLET_KINDS),
      /** Names that others bear too: the languages in which they mean this outlet all the same. */
      needs: z.record(z.string(), z.array(z.string())).default({}),
    }),
  ),
  /** The papers of groups, by host: the lists name the group alone. */
  mastheads: z.record(z.string(), z.string()),
  /** Hosts of a list that belong to somebody else: a ministry, an archive, a platform. */
  notTheirs: z.array(z.string()),
  /** Entries that publish no news of their own. */
  leftOut: z.array(z.string()),
  /** Names that papers of several countries bear, whether they are listed or not. */
  needsCountry: z.array(z.string()),
  /** Acronyms that mean one outlet all over the world. */
  enough: z.array(z.string()),
  /** Slips of the lists, and their transcriptions of names that readers know in another form. */
  renamed: z.record(z.string(), z.string()),
});

type Corrections = z.infer<typeof correctionsFile>;
type Curated = Corrections['curated'][number];
/** An outlet before it is written. `own`: the names that the corrections give it, and what they need; absent for one of the lists. */
type Draft = Omit<Listed, 'source'> & {
  source: Curated['source'];
  own?: { names: readonly string[]; needs: Curated['needs'] };
};

/** The content of outlets.json from the two lists and the corrections. Throws where a curated kind contradicts the Matrix. */
export function buildOutlets(texts: { matrix: string; kite: string; corrections: string }) {
  const corrections = correctionsFile.parse(JSON.parse(texts.corrections));
  const matrix = groupAssets(readMatrix(texts.matrix)).map((entry) => dropHosts(entry, corrections.notTheirs));
  const kite = splitGroups(readKite(texts.kite), corrections)
    .map((entry) => dropHosts(entry, corrections.notTheirs))
    .filter(({ domains, names }) => domains.length > 0 && !corrections.leftOut.some((out) => names.includes(out)))
    // The list names some outlets twice.
    .reduce<readonly Listed[]>((kept, entry) => joinLists(kept, [entry]), []);
  checkKinds(corrections.curated, matrix);
  const curated = corrections.curated.map(({ name, needs, ...entry }) => {
    const names = [name, ...entry.names];
    return { ...entry, names, own: { names, needs } };
  });
  const listed = joinLists(matrix, kite).map(({ names, ...entry }) => {
    const better = corrections.renamed[names[0] ?? ''];
    return { ...entry, names: better === undefined ? names : [better, ...names] };
  });
  return write(absorb(curated, listed), corrections);
}

/** The curated entries with the hosts and names that the lists give them, and the entries of the lists that none of them covers. */
function absorb(curated: readonly Draft[], listed: readonly Listed[]): readonly Draft[] {
  const kept = curated.map((entry) => ({ ...entry, names: [...entry.names], domains: [...entry.domains] }));
  const rest = listed.flatMap((entry): Draft[] => {
    const open = entry.domains.filter((domain) => !isCovered(domain, curated));
    const isAll = open.length === 0 && entry.domains.length > 0;
    const same =
      curated.findIndex((one) => sharesName(one, entry)) + 1 ||
      curated.findIndex((one) => isAll && entry.domains.every((domain) => isCovered(domain, [one]))) + 1;
    const into = kept[same - 1];
    into?.domains.push(...open);
    // Names of groups that own more than this outlet are not its names; the Matrix names assets.
    if (entry.source !== 'kite') into?.names.push(...entry.names);
    return into || isAll ? [] : [{ ...entry, domains: open }];
  });
  return [...kept, ...rest];
}

/** One entry for each paper of a group that has a name of its own; the group keeps its other hosts. */
function splitGroups(entries: readonly Listed[], { mastheads }: Corrections): readonly Listed[] {
  const papers = new Map<string, Listed>();
  const groups = entries.map((entry) => {
    const named = entry.domains.filter((domain) => domain in mastheads);
    for (const domain of named) {
      const name = mastheads[domain] ?? '';
      const before = papers.get(name)?.domains ?? [];
      papers.set(name, { ...entry, names: [name], domains: [...before, domain] });
    }
    return { ...entry, domains: entry.domains.filter((domain) => !named.includes(domain)) };
  });
  return [...groups, ...papers.values()];
}

function dropHosts(entry: Listed, hosts: readonly string[]): Listed {
  return { ...entry, domains: entry.domains.filter((domain) => !hosts.includes(domain)) };
}

/** A curated entry that cites the Matrix must say what the Matrix says of its host, its name or its owner. */
function checkKinds(curated: readonly Curated[], matrix: readonly Listed[]): void {
  for (const { source, name, names, domains, country, owner, kind } of curated) {
    if (source !== 'matrix') continue;
    const told = matrix.filter(
      (entry) =>
        entry.country === country &&
        (entry.domains.some((host) => domains.some((domain) => isWithin(host, domain))) ||
          sharesName(entry, { names: [name, ...names], country }) ||
          (entry.owner !== null && owner?.includes(entry.owner) === true)),
    );
    if (!told.some((entry) => entry.kind === kind))
      throw new Error(
        `${name} is ${kind} for us and ${told.map((entry) => entry.kind).join(', ') || 'absent'} in the Matrix`,
      );
  }
}

function write(drafts: readonly Draft[], { needsCountry, enough }: Corrections) {
  const bearers = Map.groupBy(
    drafts.flatMap((draft) => [...new Set(draft.names.map(foldName))].map((name) => ({ name, draft }))),
    ({ name }) => name,
  );
  const isShared = (name: string) => (bearers.get(foldName(name))?.length ?? 0) > 1;
  const told = { isShared, generic: new Set(needsCountry.map(foldName)), enough: new Set(enough) };
  const sources = [
    ...new Map(drafts.map(({ source }) => citationOf(source)).map((one) => [one.citation, one])).values(),
  ];
  const outlets = drafts.map((draft) => {
    const [plain = '', ...others] = draft.names;
    const name = isShared(plain) && !draft.own && draft.country ? `${plain} (${nameCountry(draft.country)})` : plain;
    const names = uniqueNames([name, plain, ...others]);
    const given = names.filter((one) => !draft.own?.names.includes(one));
    const needs = {
      ...draft.own?.needs,
      ...Object.fromEntries(given.flatMap((one) => needOf(one, draft.country, told))),
    };
    return {
      name,
      names: names.slice(1),
      domains: topDomains(draft.domains),
      country: draft.country,
      owner: draft.owner,
      kind: draft.kind,
      source: sources.findIndex(({ citation }) => citation === citationOf(draft.source).citation),
      ...(Object.keys(needs).length > 0 && { needs }),
    };
  });
  return { sources, outlets: outlets.toSorted((a, b) => (a.name < b.name ? -1 : 1)) };
}

/** Languages of the press of many countries: they do not tell whose acronym it is. */
const OF_MANY_COUNTRIES = new Set(['en', 'fr', 'es', 'pt', 'ar', 'de', 'sw', 'ru']);
/** Acronyms, which agencies and channels all over the world share; "Al" and one word, which is a paper in every Arab country. */
const BORNE_BY_MANY = /^(?=.{1,4}$)[\p{Script=Latin}\d-]+$|^al[ -]?\S+$/iu;

/** What a name of a listed outlet needs beside it: nothing, the language of its country, or the country itself. */
function needOf(
  name: string,
  country: string | null,
  told: { isShared: (name: string) => boolean; generic: ReadonlySet<string>; enough: ReadonlySet<string> },
): [string, string[]][] {
  if (told.generic.has(foldName(name))) return [[name, []]];
  if (!told.isShared(name) && (told.enough.has(name) || !BORNE_BY_MANY.test(name))) return [];
  const language = languageOf(country);
  return [[name, language === null || OF_MANY_COUNTRIES.has(language) ? [] : [language]]];
}

function citationOf(source: Draft['source']) {
  return typeof source === 'string' ? SOURCES[source] : source;
}

function uniqueNames(names: readonly string[]): readonly string[] {
  const folded = names.map(foldName);
  return names.filter((_, i) => folded.indexOf(folded[i] ?? '') === i);
}

/** Without the hosts that are below another of them. */
function topDomains(domains: readonly string[]): readonly string[] {
  const unique = [...new Set(domains)];
  return unique.filter((host) => !unique.some((domain) => domain !== host && isWithin(host, domain))).toSorted();
}

if (import.meta.main) {
  const [, , folder] = process.argv;
  if (folder === undefined) {
    process.stderr.write(
      'Usage: node src/cli/build-outlets.ts FOLDER (with State_Media_Matrix.csv and kite_media_data.json)\n',
    );
    process.exitCode = 64;
  } else {
    const built = buildOutlets({
      matrix: readFileSync(join(folder, 'State_Media_Matrix.csv'), 'utf8'),
      kite: readFileSync(join(folder, 'kite_media_data.json'), 'utf8'),
      corrections: readFileSync('src/data/outlets-corrections.json', 'utf8'),
    });
    writeFileSync('src/data/outlets.json', `${JSON.stringify(built, null, 2)}\n`);
  }
}
