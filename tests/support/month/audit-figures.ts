/** A figure of an audit, in the form of the benches. */
export type AuditFigure = {
  name: string;
  value: number;
  unit: string;
  bar?: string;
  ok?: boolean;
};

/** When a poller lived; `diedAt` is null for one that ended as it should. */
export type LifeSpan = { name: string; from: number; diedAt: number | null };

export type Audit = {
  figures: readonly AuditFigure[];
  /** What breaks a bar, in words. */
  faults: readonly string[];
};

/** The faults of one rule, as a figure that must be nothing. */
export function mustBeNone(name: string, unit: string, faults: readonly string[]): Audit {
  const words = faults.map((one) => `${name}: ${one}`);
  return { figures: [{ name, value: faults.length, unit, bar: '0', ok: faults.length === 0 }], faults: words };
}

/** A figure that is printed and breaks nothing. */
export function plain(name: string, value: number, unit: string): Audit {
  return { figures: [{ name, value, unit }], faults: [] };
}

/** A share that must be at least, or at most, so much. */
export function mustReach(name: string, value: number, bar: { least?: number; most?: number; unit: string }): Audit {
  const { least = -Infinity, most = Infinity, unit } = bar;
  const ok = value >= least && value <= most;
  const said = least > -Infinity ? `>= ${least}` : `<= ${most}`;
  const faults = ok ? [] : [`${name}: ${value} is not ${said}`];
  return { figures: [{ name, value, unit, bar: said, ok }], faults };
}

export function joinAudits(audits: readonly Audit[]): Audit {
  return { figures: audits.flatMap((one) => one.figures), faults: audits.flatMap((one) => one.faults) };
}

/** An instant as it stands in words. */
export function when(at: number): string {
  return new Date(at).toISOString().slice(0, 19);
}

/** How long after an answer a poller that dies may not have written it down yet. */
const WRITING_MS = 5 * 60_000;

/** Whether a poller lived on long enough to write down what it was told at an instant. */
export function hasWritten(lives: readonly LifeSpan[], name: string, at: number): boolean {
  const life = lives.find((one) => one.name === name);
  return life === undefined || life.diedAt === null || life.diedAt - at > WRITING_MS;
}
