import type { DigestHistory } from '../../src/services/digests/digests.ts';
import type { HistoryEvent } from '../../src/services/digests/history.ts';

/** A history as lines that a test can search: each slot's codes and times, and below it what happened, in order. */
export function historyLines(history: DigestHistory | undefined): string {
  const slots = history?.slots.flatMap((slot) => {
    const late = slot.lateReason === null ? '' : ` (late: ${slot.lateReason})`;
    const { sent, total, tries } = slot.parts;
    const head = `${slot.localTime} ${slot.zone}, due ${iso(slot.dueAt)}: ${slot.state}${late}`;
    return [`${head}; ${sent} of ${total} parts sent, tries: ${tries}`, ...slot.events.map(toLine)];
  });
  return slots?.join('\n') ?? '';
}

function toLine({ at, kind, detail }: HistoryEvent): string {
  const told = Object.entries(detail).map(
    ([name, value]) => ` ${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`,
  );
  return `  ${iso(at)} ${kind}${told.join('')}`;
}

function iso(epochMs: number): string {
  return new Date(epochMs).toISOString();
}
