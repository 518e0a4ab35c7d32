/** What the guard may find in a sentence. */
export const FINDING_TYPES = [
  'number',
  'date',
  'name',
  'quotation',
  'negation',
  'number-swap',
  'name-swap',
  'attribution',
  'wording',
  'link',
  'coverage',
] as const;
export type FindingType = (typeof FINDING_TYPES)[number];

/**
 * One thing that a sentence says and its source does not. `hard`: an error as far as code can see; otherwise only a reason to
 * look. `text` is the sentence's wording, `source` what stands in its place.
 */
export type Finding = { type: FindingType; hard: boolean; text: string; source?: string };
