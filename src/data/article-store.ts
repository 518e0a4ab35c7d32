/** A paragraph is numbered from 1 and can be evidence; an inter-title is neither. The title is paragraph 0. */
export type Block = { kind: 'paragraph'; n: number; text: string } | { kind: 'heading'; text: string };

/** State Media Monitor's graded words (https://statemediamonitor.com/methodology/), and ours for what it does not grade. Unknown stays unknown. */
export const OUTLET_KINDS = [
  'state-controlled',
  'captured-public',
  'captured-private',
  'state-funded-and-managed',
  'state-funded',
  'state-managed',
  'independent-public',
  'private',
  'agency',
  'unknown',
] as const;
export type OutletKind = (typeof OUTLET_KINDS)[number];

export type Outlet = {
  id: string;
  name: string;
  /** ISO 3166-1 alpha-2. */
  country: string | null;
  owner: string | null;
  kind: OutletKind;
  citation: string | null;
  citationUrl: string | null;
  statedOn: string | null;
};

/** What the source did not say and we concluded, with the ground. */
export type Inference = { field: 'outlet' | 'publishedOn' | 'language'; ground: string };

export type Article = {
  id: string;
  /** Order of storage. */
  seq: number;
  revision: number;
  title: string;
  body: readonly Block[];
  /** BCP 47. */
  language: string;
  outlet: Outlet | null;
  url: string | null;
  /** Epoch milliseconds, where the hour is known. */
  publishedAt: number | null;
  /** ISO calendar day, where only the day is. */
  publishedOn: string | null;
  inferred: readonly Inference[];
  storedAt: number;
};
