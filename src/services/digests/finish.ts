import { countEvents } from '../../data/event-store.ts';
import type { SlotRow } from '../../data/schema.ts';
import { finishSlot } from '../../data/slot-store.ts';
import type { Circuit } from './circuit.ts';
import { type Desk, LEASE_MS, REFUSED_RETRY_MS } from './desk.ts';
import type { Turnstile } from './turnstile.ts';

/** What the work on a slot is given: the process's desk and what its slots share. */
export type Worker = {
  desk: Desk;
  circuit: Circuit;
  /** A few compositions at once: they ask the model and the database. */
  composing: Turnstile;
  /** Told how long after its hour the first part of a slot was there, milliseconds. */
  onPunctual(delayMs: number): void;
};

/** Refusals whose cause an administrator can take away, after which the slot is posted late. */
const CURABLE: readonly unknown[] = [
  'missing-access',
  'missing-permission',
  'unknown-channel',
  'unauthorized',
  'thread-closed',
];

/**
 * Finishes a slot with an outcome that the administrators must hear of; they hear of a refusal once, not each time that
 * it was tried again. One that can be cured is looked at again as long as the digest's limit for late editions allows.
 */
export async function finishTold(
  desk: Desk,
  slot: SlotRow,
  outcome: 'refused' | 'uncertain',
  detail: Readonly<Record<string, unknown>>,
): Promise<void> {
  const now = desk.clock.now();
  const isAgain = outcome === 'refused' && slot.late_reason === 'refused';
  const isRepeated = isAgain && (await countEvents(desk.db, slot, 'told')) > 0;
  const isCurable = outcome === 'refused' && CURABLE.includes(detail['reason']);
  await finishSlot(desk.db, slot, {
    owner: desk.owner,
    now,
    outcome,
    detail,
    ...(!isRepeated && { tellUntil: now + LEASE_MS }),
    retryAt: isCurable ? now + REFUSED_RETRY_MS : null,
  });
  desk.log.warn(`digest ${outcome}`, { digest: slot.digest_id, slot: slot.local_time, ...detail });
}
