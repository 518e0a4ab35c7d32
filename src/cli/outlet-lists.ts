import * as z from 'zod';
import type { OutletKind } from '../data/outlet-kinds.ts';
import { foldName } from '../data/outlet-names.ts';
import { findCountry } from './outlet-countries.ts';

/** What a list says of one outlet. The first of `names` is the one to show. */
export type Listed = {
  source: 'matrix' | 'alliance' | 'kite';
  names: readonly string[];
  domains: readonly string[];
  country: string | null;
  owner: string | null;
  kind: OutletKind;
};

/** One asset of a company in the State Media Matrix. */
export type MatrixRow = Omit<Listed, 'domains' | 'owner'> & { company: string; host: string | null };

/** The State Media Matrix's typology (https://statemediamonitor.com/typology/). */
const TYPOLOGY = new Map<string, OutletKind>([
  ['SC', 'state-controlled'],
  ['CaPu', 'captured-public'],
  ['CaPr', 'captured-private'],
  ['ISFM', 'state-funded-and-managed'],
  ['ISF', 'state-funded'],
  ['ISM', 'state-managed'],
  ['IP', 'independent-public'],
]);

/**
 * The rows of State_Media_Matrix.csv. Those that it took over from other projects of its publisher stay out, unless State Media
 * Monitor itself lists their company: the graded words are State Media Monitor's.
 */
export function readMatrix(csv: string): readonly MatrixRow[] {
  const [header = [], ...lines] = parseCsv(csv.replace(/^\uFEFF/, ''));
  const rows = lines.map((line) => {
    const field = (name: string) => line[header.indexOf(name)]?.trim() ?? '';
    const company = field('Media company').replace(/\*+$/, '');
    return {
      company: stripParens(company),
      names: nameAsset(company, field('Main assets')),
      host: readHost(field('URL')),
      country: findCountry(field('Country')),
      kind: TYPOLOGY.get(field('Typology')) ?? 'unknown',
      isTakenOver: /^merged/i.test(field('Status')) || /^merged/i.test(field('Notes')),
    };
  });
  const monitored = new Set(rows.flatMap((row) => (row.isTakenOver ? [] : [foldName(row.company)])));
  return rows
    .filter(({ names, company }) => names.length > 0 && monitored.has(foldName(company)))
    .map(({ isTakenOver, ...row }) => ({ ...row, source: isTakenOver ? 'alliance' : 'matrix' }));
}

const kiteFile = z.array(
  z.object({
    country: z.string(),
    organization: z.string(),
    domains: z.array(z.string()),
    owner: z.string(),
    typology: z.string(),
  }),
);

/** Words of the list that say who owns an outlet. Its "State Funded Media" holds the BBC and RT alike and says nothing: unknown. */
const PRIVATE = new Set(
  'Private Media|Private Enterprise|Independent Media|Private Independent Media|Print Media|Non-Profit'.split('|'),
);
/** No owner's name, or a paragraph about it. */
const NO_OWNER = /^(?:unknown|independent|private ownership|)$/i;
const MAX_OWNER = 80;

/** The entries of kite_media_data.json. */
export function readKite(json: string): readonly Listed[] {
  return kiteFile.parse(JSON.parse(json)).map(({ organization, owner, country, domains, typology }) => ({
    source: 'kite',
    names: splitName(organization.trim()),
    domains: domains.flatMap((domain) => readHost(domain) ?? []),
    country: findCountry(country),
    owner: NO_OWNER.test(owner.trim()) || owner.length > MAX_OWNER ? null : owner.trim().replace(/\)\s\)$/, ')'),
    kind: PRIVATE.has(typology) ? 'private' : 'unknown',
  }));
}

/** Labels before a host that name an edition, a test or a device, not an outlet of its own. */
const EDITIONS = /^(?:www?\d?|eng?|english|test|old|m|feeds)\./;

/** The host of an address without the labels of editions; null where there is none. */
export function readHost(address: string): string | null {
  const written = address.trim().toLowerCase();
  if (written === '') return null;
  const url = URL.parse(written.includes('://') ? written : `http://${written}`);
  if (!url || !/^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/.test(url.hostname)) return null;
  let host = url.hostname;
  while (EDITIONS.test(host) && host.split('.').length > 2) host = host.slice(host.indexOf('.') + 1);
  return host;
}

/** The text without what stands in parentheses at its end. */
export function stripParens(text: string): string {
  return text.replace(/\s*\([^()]*\)?\s*$/, '').trim();
}

/** What kind of asset it is: "News agency: ". */
export const LABEL = /^[A-Za-z0-9; ]+:\s+/;

/** An asset's name and others of it: the company's full name where the asset is its acronym; "Print: X" is X. */
function nameAsset(company: string, asset: string): readonly string[] {
  const kept = asset
    .replace(LABEL, '')
    .replace(/\*+$/, '')
    .replace(/ dailies\s*-\s*/, ' ')
    .replace(/^([^()]*)\)$/, '$1');
  const names = splitName(kept.trim());
  const [, full = '', acronym = ''] = /^(.*\S)\s*\(([^()]+)\)$/.exec(company) ?? [];
  return names[0] !== undefined && foldName(acronym) === foldName(names[0]) ? [full, ...names] : names;
}

/** Which edition, not another name. */
const QUALIFIERS =
  /^(?:english|chinese|french|spanish|japanese|russian|arabic|korean|german|channel \d+|control\b.*|.* edition)$/i;
const PLACES = /^(?:france|australia|newspaper|seoul broadcasting system)$/i;

/** "Chosun Ilbo (조선일보)" has two names, "People's Daily (French)" one; "20 Minutes (France)" is told apart by its place. */
function splitName(text: string): readonly string[] {
  const name = stripParens(text);
  const inside = /\(([^()]+)\)?\s*$/.exec(text)?.[1]?.trim();
  if (name === '') return [];
  if (inside === undefined || QUALIFIERS.test(inside) || inside.includes(':')) return [name];
  return PLACES.test(inside) ? [text, name] : [name, inside];
}

/** Fields of each line (RFC 4180): a quoted one may hold commas, line ends and doubled quotes. */
function parseCsv(text: string): readonly (readonly string[])[] {
  const lines: string[][] = [[]];
  for (const [, quoted, plain = '', end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/g)) {
    lines.at(-1)?.push(quoted?.replaceAll('""', '"') ?? plain);
    if (end === '') break;
    if (end !== ',') lines.push([]);
  }
  return lines.filter((line) => line.length > 1);
}
