import type { Clock } from '../clock.ts';
import { type ActionInteraction, channelOf, userOf, valuesOf } from './interaction.ts';

/** Tells a second press of the same button from a new wish. */
export type Presses = {
  /**
   * Begins a press or takes a form; call what it gives when the answer is there. Undefined for one that only repeats the last press of
   * this member on this message while that one is under way or is a moment old.
   */
  begin(from: ActionInteraction): (() => void) | undefined;
};

/** A double click on a slow phone, and not somebody who wants the same once more. */
const DOUBLE_MS = 1_500;

/**
 * Remembers, for each member and message, the last press. In memory is enough: Discord sends a member's presses to the
 * process that had the first one, and what must hold through a restart is held by the database.
 */
export function createPresses(clock: Pick<Clock, 'monotonicMs'>): Presses {
  const last = new Map<string, { what: string; beganMs: number; isOver: boolean }>();
  const isPast = (press: { beganMs: number; isOver: boolean }, nowMs: number) =>
    press.isOver && nowMs - press.beganMs >= DOUBLE_MS;
  return {
    begin(from) {
      const nowMs = clock.monotonicMs();
      for (const [key, press] of last) if (isPast(press, nowMs)) last.delete(key);
      const where = `${userOf(from)} ${from.message.id === '' ? channelOf(from) : from.message.id}`;
      const what = JSON.stringify([from.data.custom_id, valuesOf(from)]);
      if (last.get(where)?.what === what) return undefined;
      const press = { what, beganMs: nowMs, isOver: false };
      last.set(where, press);
      return () => void (press.isOver = true);
    },
  };
}
