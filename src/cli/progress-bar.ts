import type { Writable } from 'node:stream';
import type { Clock } from '../clock.ts';

export type ProgressBar = {
  /** So many are done. Drawn ten times a second at most. */
  advance(done: number, label?: string): void;
  /** Takes the bar off the terminal, for a line of output or at the end; the next `advance` draws it again. */
  hide(): void;
};

const WIDTH = 24;
const REDRAW_MS = 100;

/**
 * A bar for long work on a terminal: `████░░░░ 42 % 420/1,000 name`. `total` undefined: only the count. Without a terminal, and in
 * continuous integration, nothing is written.
 */
export function createProgressBar(
  output: Writable & { isTTY?: boolean; columns?: number },
  { total, clock, env }: { total: number | undefined; clock: Clock; env: Readonly<Record<string, string | undefined>> },
): ProgressBar {
  const isShown = output.isTTY === true && !env['CI'] && env['TERM'] !== 'dumb';
  let drawnAt = Number.NEGATIVE_INFINITY;
  let isDrawn = false;
  return {
    advance: (done, label = '') => {
      const now = clock.monotonicMs();
      if (!isShown || (now - drawnAt < REDRAW_MS && done !== total)) return;
      drawnAt = now;
      isDrawn = true;
      output.write(`\r${fit(formatBar(done, total, label), (output.columns ?? 80) - 1)}\u001b[K`);
    },
    hide: () => {
      if (!isDrawn) return;
      isDrawn = false;
      drawnAt = Number.NEGATIVE_INFINITY;
      output.write('\r\u001b[K');
    },
  };
}

/** The bar's line without the terminal's own marks. */
export function formatBar(done: number, total: number | undefined, label: string): string {
  const count = done.toLocaleString('en-US');
  if (total === undefined) return `${count} ${label}`.trim();
  const share = total === 0 ? 1 : Math.min(done / total, 1);
  const full = Math.floor(share * WIDTH);
  const bar = `${'█'.repeat(full)}${'░'.repeat(WIDTH - full)}`;
  return `${bar} ${Math.floor(share * 100)} % ${count}/${total.toLocaleString('en-US')} ${label}`.trim();
}

/** Cut to the columns of the terminal: a line that wraps cannot be taken back. */
function fit(line: string, columns: number): string {
  const plain = line.replace(/\p{Cc}/gu, ' ');
  return plain.length <= columns ? plain : `${plain.slice(0, Math.max(columns - 1, 0)).toWellFormed()}…`;
}
