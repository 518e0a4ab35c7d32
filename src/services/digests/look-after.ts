import { forgetNextDue } from '../../data/slot-store-plan.ts';
import { createCircuit } from './circuit.ts';
import type { Desk } from './desk.ts';
import type { Worker } from './finish.ts';
import { correctEditions } from './correct-editions.ts';
import { createHousekeeping } from './housekeeping.ts';
import { createLanes } from './lanes.ts';
import { findNextMoment } from './next-moment.ts';
import { createPlanning } from './plan-digests.ts';
import { createPreparation } from './prepare-ahead.ts';
import { publishParts } from './publish-parts.ts';
import { createPunctuality } from './punctuality.ts';
import { reopenCured } from './reopen-cured.ts';
import { createSlotWork } from './slot-work.ts';
import { createTelling } from './tell-outcomes.ts';
import { createTurnstile } from './turnstile.ts';

export { planDigest, scheduleOf } from './plan-digests.ts';

/** Compositions at once: they ask the model and the database. */
const COMPOSERS = 4;

export type LookAfter = {
  /**
   * One round: plans what fell due, begins work on open slots and on what else is to be done, and waits for none of it.
   * Gives when to come again for a wait or lease that ends, epoch milliseconds, or null.
   */
  round(stopping: AbortSignal): Promise<number | null>;
  /** Resolves when the work under way has ended; undefined when there is none. Never rejects. */
  underWay(): Promise<void> | undefined;
};

/** What a process does for its digests. `wake` asks for another round: something ended that may leave work to do. */
export function createLookAfter(desk: Desk, wake: () => void): LookAfter {
  const punctuality = createPunctuality(desk.log);
  const worker: Worker = {
    desk,
    circuit: createCircuit(desk.clock),
    composing: createTurnstile(COMPOSERS),
    onPunctual: punctuality.add,
  };
  const lanes = createLanes(desk.log);
  const slots = createSlotWork(worker, lanes, wake);
  const plan = createPlanning(desk);
  const prepare = createPreparation(desk);
  const keepHouse = createHousekeeping(desk);
  const tell = createTelling(desk);
  let isFirst = true;

  /** Work beside the slots, which it never holds up; another round follows where it changed something. */
  function startLanes(stopping: AbortSignal): void {
    const begin = (name: string, work: (stopping: AbortSignal) => Promise<boolean>) =>
      lanes.start(name, async () => {
        if (await work(stopping)) wake();
      });
    begin('administrators', tell);
    begin('publishing', (signal) => publishParts(desk, signal));
    begin('corrections', (signal) => correctEditions(desk, signal));
    begin('refused slots', (signal) => reopenCured(desk, signal));
    begin('preparation', prepare);
    begin('housekeeping', keepHouse);
  }

  return {
    async round(stopping) {
      // The database of time zones may be another one than that of the last process.
      if (isFirst) await forgetNextDue(desk.db, 'all');
      isFirst = false;
      await plan();
      const slotsAt = await slots.begin(stopping);
      startLanes(stopping);
      if (slots.isIdle()) punctuality.tell();
      return findNextMoment(desk.db, slotsAt);
    },
    underWay: lanes.underWay,
  };
}
