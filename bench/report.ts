/** One figure, in the form of every bench. */
export type Figure = {
  name: string;
  value: number;
  unit: string;
  baseline?: number;
  ratio?: number;
  bar?: string;
  ok?: boolean;
};

/** Prints a figure as a JSON line; one that misses its bar ends the bench with 1. */
export function report(figure: Figure): void {
  process.stdout.write(`${JSON.stringify({ baseline: null, ratio: null, bar: null, ok: null, ...figure })}\n`);
  if (figure.ok === false) process.exitCode = 1;
}

/** A figure that must be exactly `wanted`. */
export function reportExact(name: string, value: number, unit: string, wanted = 0): void {
  report({ name, value, unit, bar: String(wanted), ok: value === wanted });
}

export function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** `value` with `digits` decimals. */
export function round(value: number, digits = 2): number {
  return Number(value.toFixed(digits));
}

/** The value below which the share `at` (0 to 1) of the sorted list lies. */
export function quantile(sorted: readonly number[], at: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(at * sorted.length))] ?? Number.NaN;
}
