import type { DayUsage } from './ledger.ts';

const HEADS = ['day', 'command', 'calls', 'failed', 'tokens in', 'of them cached', 'tokens out'] as const;

/** The usage as a table of plain text, a line per day and command with a sum below; days are UTC. One sentence where nothing was called. */
export function formatUsage(rows: readonly DayUsage[]): string {
  if (rows.length === 0) return 'No model was called.\n';
  const cells = [...rows, sumOf(rows)].map((row) => [
    row.day,
    row.command,
    ...[row.calls, row.failed, row.tokensIn, row.tokensCached, row.tokensOut].map((n) => n.toLocaleString('en-US')),
  ]);
  const widths = HEADS.map((head, i) => Math.max(head.length, ...cells.map((line) => line[i]?.length ?? 0)));
  const format = (line: readonly string[]) =>
    line
      .map((cell, i) => (i < 2 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0)))
      .join('  ')
      .trimEnd();
  return `${[HEADS, ...cells].map(format).join('\n')}\n`;
}

function sumOf(rows: readonly DayUsage[]): DayUsage {
  const sum = (read: (row: DayUsage) => number) => rows.reduce((total, row) => total + read(row), 0);
  return {
    day: 'all days',
    command: '',
    calls: sum((row) => row.calls),
    failed: sum((row) => row.failed),
    tokensIn: sum((row) => row.tokensIn),
    tokensCached: sum((row) => row.tokensCached),
    tokensOut: sum((row) => row.tokensOut),
  };
}
