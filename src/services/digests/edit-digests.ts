import * as z from 'zod';
import { editDigest } from '../../data/digest-store.ts';
import { findEdit } from '../../data/event-store.ts';
import type { DigestRow } from '../../data/schema.ts';
import { UserError } from '../../errors.ts';
import { checkOrder } from './check-order.ts';
import type { Desk } from './desk.ts';
import { orderOf, readDigest, toColumns } from './digest-rows.ts';
import type { DigestChanges, DigestEdit, DigestOrder } from './digests.ts';
import { planDigest } from './plan-digests.ts';

const SCHEDULE = ['times', 'days', 'cron', 'zone'] as const satisfies readonly (keyof DigestOrder)[];

/** An order as JSON holds it: all but its server. */
export const orderShape = z.object({
  channelId: z.string(),
  times: z.array(z.string()),
  days: z.array(z.number()),
  cron: z.string().nullable(),
  zone: z.string(),
  language: z.string(),
  secondLanguage: z.string().nullable(),
  secondShown: z.enum(['both', 'press']),
  quiet: z.enum(['say', 'skip']),
  catchUp: z.enum(['late', 'fold', 'skip']),
  lateLimitMs: z.number(),
  topics: z.array(z.string()),
  muted: z.array(z.string()),
  roleId: z.string().nullable(),
  channelType: z.number(),
  publish: z.boolean(),
});
const editedDetail = z.object({ from: orderShape.partial(), to: orderShape.partial() });

/**
 * Changes a digest as ordered; what the new schedule says counts from now on, and what fell due before is planned by the
 * old one first. `where`: nothing is changed unless all of this holds. Throws UserError unknown-digest and what `checkOrder` throws.
 */
export async function changeDigest(
  desk: Desk,
  row: DigestRow,
  changes: DigestChanges,
  where: DigestChanges = {},
): Promise<DigestEdit> {
  const now = desk.clock.now();
  if (row.state === 'active' && isRescheduled(changes)) await planDigest(desk, row);
  const edited = await editDigest(desk.db, row.id, {
    now,
    edit: (current) => (holds(current, where) ? composeEdit(current, changes) : undefined),
  });
  if (!edited) throw new UserError('unknown-digest', {});
  const { before, after, event } = edited;
  return {
    before: await readDigest(desk.db, before, now),
    after: await readDigest(desk.db, after, now),
    undo: event === null ? null : String(event),
  };
}

/**
 * Gives what an edit changed its values of before; changes nothing where any of it was edited since. Throws UserError
 * unknown-digest when the edit is not known any more.
 */
export async function undoEdit(desk: Desk, row: DigestRow, undo: string): Promise<DigestEdit> {
  const detail = await findEdit(desk.db, row.id, Number(undo));
  if (detail === undefined) throw new UserError('unknown-digest', {});
  const { from, to } = editedDetail.parse(JSON.parse(detail));
  return changeDigest(desk, row, withoutAbsent(from), withoutAbsent(to));
}

function holds(row: DigestRow, where: DigestChanges): boolean {
  const now = orderOf(row);
  const keys = orderShape.keyof().options.filter((key) => where[key] !== undefined);
  return keys.every((key) => JSON.stringify(now[key]) === JSON.stringify(where[key]));
}

function composeEdit(row: DigestRow, changes: DigestChanges) {
  const before = orderOf(row);
  const after = checkOrder({ ...before, ...changes });
  const keys = orderShape.keyof().options.filter((key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]));
  if (keys.length === 0) return undefined;
  const pick = (order: DigestOrder) => Object.fromEntries(keys.map((key) => [key, order[key]]));
  return {
    columns: toColumns(after),
    isRescheduled: SCHEDULE.some((key) => keys.includes(key)),
    detail: { from: pick(before), to: pick(after) },
  };
}

function isRescheduled(changes: DigestChanges): boolean {
  return SCHEDULE.some((key) => changes[key] !== undefined);
}

/** zod's optional keys may hold undefined; an absent change must not. */
function withoutAbsent(from: z.output<typeof editedDetail>['from']): DigestChanges {
  const present: DigestChanges = {};
  return Object.assign(present, Object.fromEntries(Object.entries(from).filter(([, value]) => value !== undefined)));
}
