import type { Coverage } from './coverage.ts';
import type { Finding, FindingType } from './findings.ts';

/** Below this coverage a text that holds no error is still to be checked. */
const LOW_COVERAGE = 0.38;
/** Where wording cannot be compared, a text without findings stands in the middle. */
const UNKNOWN_COVERAGE = 0.7;

/** What a finding takes away, by how often people agree that such a claim is unsupported (docs/decisions/guard.md). */
const COSTS: Readonly<Record<FindingType, number>> = {
  number: 0.35,
  date: 0.35,
  name: 0.25,
  quotation: 0.2,
  negation: 0.6,
  'number-swap': 0.5,
  'name-swap': 0.5,
  attribution: 0.5,
  wording: 0.3,
  link: 0.5,
  coverage: 0,
};
const SOFT_COST = 0.03;

/** How well a text is supported, from 0 to 1: what its source covers, less what was found, each kind once. */
export function scoreCheck(
  findings: readonly Finding[],
  coverage: Coverage | undefined,
): { score: number; isLow: boolean } {
  const covered = coverage
    ? 0.35 * coverage.pairs + 0.35 * coverage.words + 0.1 * coverage.passage + 0.2 * coverage.order
    : UNKNOWN_COVERAGE;
  const hard = new Set(findings.filter((finding) => finding.hard).map(({ type }) => type));
  const soft = findings.some((finding) => !finding.hard) ? SOFT_COST : 0;
  const cost = [...hard].reduce((sum, type) => sum + COSTS[type], soft);
  // Not cut off at 0: among unsupported texts the worse must stay below the bad.
  return { score: (covered - cost + 2) / 3, isLow: covered < LOW_COVERAGE };
}
