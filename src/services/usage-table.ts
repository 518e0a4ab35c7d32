import { NANO_USD, type Price } from './prices.ts';
import type { CapLeft, Saved, SpendingReport, Totals, UsageRow } from './spending.ts';
import { totalOf } from './spending-totals.ts';

const HEADS = [
  'day',
  'command',
  'model',
  'calls',
  'failed',
  'tokens in',
  'of them cached',
  'tokens out',
  'USD',
  'served again',
] as const;
const TEXT_COLUMNS = 3;

/**
 * The usage as a table of plain text, a line for each UTC day, command and model with a sum below. One sentence where
 * nothing was called or served.
 */
export function formatUsage(rows: readonly UsageRow[]): string {
  if (rows.length === 0) return 'No model was called.\n';
  const sum = { day: 'all days', command: '', model: '', ...totalOf(rows), served: 0 };
  for (const { served } of rows) sum.served += served;
  const cells = [...rows, sum].map((row) => [
    row.day,
    row.command,
    row.model,
    ...[row.calls, row.failed, row.tokensIn, row.tokensCached, row.tokensOut].map(whole),
    formatCost(row),
    whole(row.served),
  ]);
  const widths = HEADS.map((head, i) => Math.max(head.length, ...cells.map((line) => line[i]?.length ?? 0)));
  const format = (line: readonly string[]) =>
    line
      .map((cell, i) => (i < TEXT_COLUMNS ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0)))
      .join('  ')
      .trimEnd();
  return `${[HEADS, ...cells].map(format).join('\n')}\n`;
}

/** What stands below the table: what stored texts saved, what is left of each cap, and the price with who says so. */
export function formatReport({ saved, caps, model, price }: SpendingReport): string {
  const lines = [
    formatSaved(saved.month, price),
    ...(caps.length === 0 ? ['No limit for the whole bot is set.'] : caps.map(formatCap)),
    ...(model === undefined ? ['No language model is connected.'] : [formatPrice(model, price)]),
  ];
  return `${lines.filter((line) => line !== '').join('\n')}\n`;
}

/** The rows with dollars in place of nano-dollars; null where a price is not known. For `--json`. */
export function toJsonRows(rows: readonly UsageRow[]): readonly object[] {
  return rows.map(({ nanoUsd, unpriced, ...row }) => ({
    ...row,
    costUsd: unpriced > 0 ? null : nanoUsd / NANO_USD,
    callsWithoutPrice: unpriced,
  }));
}

/** The report for `--json`, its amounts in dollars. */
export function toJsonReport({ saved, caps, days, today, month, byCommand, ...report }: SpendingReport): object {
  const inUsd = <Part extends Totals>({ nanoUsd, unpriced, ...part }: Part) => ({
    ...part,
    costUsd: unpriced > 0 ? null : nanoUsd / NANO_USD,
    callsWithoutPrice: unpriced,
  });
  const savedInUsd = ({ nanoUsd, ...rest }: Saved) => ({ ...rest, aboutUsd: report.price ? nanoUsd / NANO_USD : null });
  return {
    ...report,
    price: report.price ?? null,
    model: report.model ?? null,
    today: inUsd(today),
    month: inUsd(month),
    byCommand: byCommand.map(inUsd),
    saved: { today: savedInUsd(saved.today), month: savedInUsd(saved.month) },
    caps: caps.map((cap) => {
      const scale = cap.unit === 'usd' ? NANO_USD : 1;
      return { ...cap, max: cap.max / scale, used: cap.used / scale, left: cap.left / scale };
    }),
    days: days.map(inUsd),
  };
}

function formatCost({ nanoUsd, unpriced, calls }: Totals): string {
  if (calls === 0) return '';
  if (unpriced === 0) return usd(nanoUsd);
  return nanoUsd === 0 ? 'not known' : `${usd(nanoUsd)} + not known`;
}

function formatSaved({ texts, tokens, nanoUsd }: Saved, price: Price | undefined): string {
  if (texts === 0) return '';
  const worth = tokens === 0 ? '' : `, about ${whole(tokens)} tokens${price ? `, $${usd(nanoUsd)}` : ''}`;
  return `Stored texts saved ${whole(texts)} ${texts === 1 ? 'call' : 'calls'} this month${worth}.`;
}

function formatCap({ period, unit, max, left }: CapLeft): string {
  const [shownLeft, shownMax] =
    unit === 'usd' ? [`$${usd(left)}`, `$${usd(max)}`] : [whole(left), `${whole(max)} tokens`];
  return `All servers, ${period === 'day' ? 'today' : 'this month'} (UTC): ${shownLeft} left of ${shownMax}.`;
}

function formatPrice(model: string, price: Price | undefined): string {
  if (!price)
    return `The price of ${model} at this endpoint is not known: only tokens are shown. Set LLM_PRICE_IN and LLM_PRICE_OUT to see dollars.`;
  const rates = `${model}, USD per million tokens: ${price.in} in, ${price.cached} cached, ${price.out} out`;
  if (price.source.kind === 'settings') return `${rates} (from the settings).`;
  const { citationUrl, since, readOn } = price.source;
  const written = price.cacheWrite > price.in ? ` New input counts as written to the cache, ${price.cacheWrite}.` : '';
  return `${rates}, since ${since}: ${citationUrl} (read on ${readOn}).${written}`;
}

/** At least cents, and as many digits as the ledger has. */
function usd(nanoUsd: number): string {
  return (nanoUsd / NANO_USD).toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 6 });
}

function whole(value: number): string {
  return value.toLocaleString('en-US');
}
