import type { SandboxMessage } from '../sandbox/sandbox.ts';
import type { RunningBot } from './page-controls-host.ts';

/** How long a moved clock waits for posts, milliseconds. */
const SETTLE_MS = 1500;
const STEP_MS = 50;

const UNITS: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** Milliseconds of `+1d`, `+8h 30m` or `90s`; undefined for anything else. */
export function parseDuration(text: string): number | undefined {
  const parts = [...text.matchAll(/(\d+)\s*([smhd])/g)];
  if (parts.length === 0) return undefined;
  return parts.reduce((sum, [, count = '0', unit = 's']) => sum + Number(count) * (UNITS[unit] ?? 0), 0);
}

/** Moves the clock by milliseconds and gives what is posted then. The bot looks at once when the clock jumps. */
export async function moveAndSee(
  { sandbox, clock, moveClock }: Pick<RunningBot, 'sandbox' | 'clock' | 'moveClock'>,
  ms: number,
): Promise<readonly SandboxMessage[]> {
  const posts = () => sandbox.channels().flatMap(({ id }) => sandbox.messages({ id }));
  const before = new Set(posts().map(({ id }) => id));
  const posted = () => posts().filter(({ id }) => !before.has(id));
  moveClock(ms);
  for (let waitedMs = 0; waitedMs < SETTLE_MS && posted().length === 0; waitedMs += STEP_MS) await clock.wait(STEP_MS);
  return posted();
}
