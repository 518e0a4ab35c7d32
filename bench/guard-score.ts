/** A claim with its label and what the guard said. */
export type Scored = { dataset: string; supported: boolean; type: string; score: number; flag: boolean };

/** Area under the curve of a score against labels, ties counted half; undefined without both labels. */
export function areaUnderCurve(pairs: readonly { score: number; supported: boolean }[]): number | undefined {
  const sorted = pairs.toSorted((a, b) => a.score - b.score);
  const positive = sorted.filter(({ supported }) => supported).length;
  const negative = sorted.length - positive;
  if (positive === 0 || negative === 0) return undefined;
  let ranks = 0;
  for (let i = 0; i < sorted.length; ) {
    let j = i;
    while (j + 1 < sorted.length && sorted[j + 1]?.score === sorted[i]?.score) j++;
    const held = sorted.slice(i, j + 1).filter(({ supported }) => supported).length;
    ranks += ((i + j) / 2 + 1) * held;
    i = j + 1;
  }
  return (ranks - (positive * (positive + 1)) / 2) / (positive * negative);
}

/** The share of those flagged, in percent with one decimal. */
export function shareFlagged(claims: readonly { flag: boolean }[]): string {
  const flagged = claims.filter(({ flag }) => flag).length;
  return `${((100 * flagged) / Math.max(1, claims.length)).toFixed(1)} % of ${claims.length}`;
}

export function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}
