import type { OutletFacts } from '../data/outlet-store.ts';
import { foldName } from '../data/outlet-names.ts';

/** What belongs together: a kind is worth as much as the citation beside it. */
const STATEMENT = ['country', 'owner', 'kind', 'citation', 'citationUrl', 'statedOn'] as const;

/**
 * The facts of an outlet after a new version of the list. What the list said and nobody changed becomes what it says now; what a
 * person changed stays: another name, another statement about it, names and hosts that were added or taken away. `before` is what
 * the list said last; null for an outlet that was on no list, where all that is known is a person's.
 */
export function mergeFacts(stored: OutletFacts, before: OutletFacts | null, now: OutletFacts): OutletFacts {
  const known = before ?? { ...UNSTATED, name: stored.name, names: [], domains: [] };
  const isListsWord = STATEMENT.every((field) => stored[field] === known[field]);
  const { country, owner, kind, citation, citationUrl, statedOn } = isListsWord ? now : stored;
  const kept = stored.name === known.name ? now.name : stored.name;
  const others = mergeTexts({ stored: stored.names, before: known.names, now: now.names });
  const all = [...others, ...(foldName(kept) === foldName(now.name) ? [] : [now.name]), stored.name];
  return {
    name: kept,
    names: all.filter(
      (one, i) => foldName(one) !== foldName(kept) && all.findIndex((other) => foldName(other) === foldName(one)) === i,
    ),
    domains: mergeTexts({ stored: stored.domains, before: known.domains, now: now.domains }),
    country,
    owner,
    kind,
    citation,
    citationUrl,
    statedOn,
  };
}

/** An outlet of which nothing is stated. */
export const UNSTATED = {
  country: null,
  owner: null,
  kind: 'unknown',
  citation: null,
  citationUrl: null,
  statedOn: null,
} as const satisfies Omit<OutletFacts, 'name' | 'names' | 'domains'>;

type Versions = Record<'stored' | 'before' | 'now', readonly string[]>;

function mergeTexts({ stored, before, now }: Versions): string[] {
  const taken = before.filter((one) => !stored.includes(one));
  const added = stored.filter((one) => !before.includes(one) && !now.includes(one));
  return [...now.filter((one) => !taken.includes(one)), ...added];
}
