import { foldName } from '../data/outlet-names.ts';
import { LABEL, type Listed, type MatrixRow, stripParens } from './outlet-lists.ts';

/**
 * Assets that are one outlet to a reader: of one country with the same name, on the same host, or editions ("CGTN Français") of
 * one company on hosts below one another. Where the rows differ in kind, the outlet's kind is unknown.
 */
export function groupAssets(rows: readonly MatrixRow[]): readonly Listed[] {
  const groups: MatrixRow[][] = [];
  for (const row of rows) {
    const [first, ...others] = groups.filter((group) => group.some((one) => isSameOutlet(one, row)));
    if (!first) groups.push([row]);
    else {
      first.push(row, ...others.flat());
      for (const other of others) groups.splice(groups.indexOf(other), 1);
    }
  }
  return groups.map((group) => toListed(group, rows));
}

/** The first list's entries, each with the hosts and names of those of the second that are the same outlet, and the rest of the second. */
export function joinLists(first: readonly Listed[], second: readonly Listed[]): readonly Listed[] {
  const joined = first.map((entry) => ({ ...entry, names: [...entry.names], domains: [...entry.domains] }));
  const rest = second.flatMap((entry) => {
    const same = joined.find((one) => sharesName(one, entry));
    const open = entry.domains.filter((domain) => !isCovered(domain, first));
    if (same) {
      same.domains.push(...open);
      same.names.push(...entry.names);
      return [];
    }
    const host = joined.find((one) => entry.domains.some((domain) => one.domains.includes(domain)));
    if (host && open.length === 0) host.names.push(...entry.names);
    return open.length === 0 && entry.domains.length > 0 ? [] : [{ ...entry, domains: open }];
  });
  return [...joined, ...rest];
}

/** Whether a host is one of the entries', or below one. */
export function isCovered(host: string, entries: readonly Pick<Listed, 'domains'>[]): boolean {
  return entries.some(({ domains }) => domains.some((domain) => isWithin(host, domain)));
}

/** Whether a host is that domain or below it. */
export function isWithin(host: string, domain: string): boolean {
  return host === domain || host.endsWith(`.${domain}`);
}

/** Whether two entries of one country have a name in common. */
export function sharesName(a: Pick<Listed, 'names' | 'country'>, b: Pick<Listed, 'names' | 'country'>): boolean {
  return a.country === b.country && a.names.some((name) => b.names.some((other) => foldName(name) === foldName(other)));
}

function isSameOutlet(a: MatrixRow, b: MatrixRow): boolean {
  if (a.country !== b.country) return false;
  const [nameA = '', nameB = ''] = [a.names[0], b.names[0]].map((name) => foldName(name ?? ''));
  if (nameA === nameB || (a.host !== null && a.host === b.host)) return true;
  if (a.host === null || b.host === null || a.company !== b.company) return false;
  const areEditions = nameA.startsWith(`${nameB} `) || nameB.startsWith(`${nameA} `);
  return areEditions && (isWithin(a.host, b.host) || isWithin(b.host, a.host));
}

/** Companies that are offices: none calls its paper so. */
const OFFICE = /^(?:government|state press|ministry|department|[af]m radio)/i;

function toListed(group: readonly MatrixRow[], rows: readonly MatrixRow[]): Listed {
  const [first] = group;
  if (!first) throw new Error('A group of assets is empty');
  const companies = new Set(group.map(({ company }) => company));
  const own = new Set(group.map(({ names }) => foldName(names[0] ?? '')));
  const hasElsewhere = rows.some(
    ({ company, host }) => company === first.company && host !== null && !group.some((row) => row.host === host),
  );
  // The one site of a company bears the company's name; one of several sites bears the name of what is on it.
  const isHouse = companies.size === 1 && own.size > 1 && !hasElsewhere && !OFFICE.test(first.company);
  const names = group.flatMap((row) => row.names);
  const kinds = new Set(group.map(({ kind }) => kind));
  return {
    source: group.some(({ source }) => source === 'matrix') ? 'matrix' : 'alliance',
    names: isHouse ? [stripParens(first.company), ...names] : names,
    domains: group.flatMap(({ host }) => host ?? []),
    country: first.country,
    owner: OFFICE.test(first.company) ? null : first.company.replace(LABEL, ''),
    kind: kinds.size === 1 ? first.kind : 'unknown',
  };
}
