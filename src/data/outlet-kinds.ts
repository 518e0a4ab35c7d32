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

/**
 * The kinds whose editorial line a state controls or has captured: what a server's source policy is about. Outlets that a state
 * only funds or manages, independent public ones and those of which nothing is known are never among them.
 */
export const STATE_KINDS = [
  'state-controlled',
  'captured-public',
  'captured-private',
] as const satisfies readonly OutletKind[];

/** Whether a state speaks through this outlet, by its kind; false where nothing is known of it. */
export function isOfTheState(outlet: { kind: OutletKind } | null): boolean {
  const kinds: readonly OutletKind[] = STATE_KINDS;
  return outlet !== null && kinds.includes(outlet.kind);
}
