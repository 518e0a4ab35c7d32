import { hashFields } from '../../../src/ids.ts';
import type { PartRow, SlotRow } from '../../../src/data/schema.ts';
import type { Digest } from '../../../src/services/digests/digests.ts';
import type { Rig } from './rig.ts';

const OUTCOMES: readonly string[] = ['posted', 'late', 'folded', 'merged', 'skipped', 'refused', 'uncertain'];

/**
 * What is wrong once all is quiet: a slot of the calendar that is missing, a slot with no outcome or with two, a part that
 * is posted twice or not at all. `oracle`: the local times that were due, by the calendar.
 */
export async function findSlotFaults(rig: Rig, digest: Digest, oracle: readonly string[]): Promise<string[]> {
  const slots = await rig.db.selectFrom('slots').selectAll().execute();
  const planned = slots.map((slot) => slot.local_time).filter((time) => !time.startsWith('now:'));
  const keys = rig.channel.messages.map((message) => message.key);
  const faults = [
    ...oracle.filter((time) => !planned.includes(time)).map((time) => `${time} was missed`),
    ...planned.filter((time) => !oracle.includes(time)).map((time) => `${time} was not due`),
    ...keys.filter((key, index) => keys.indexOf(key) < index).map((key) => `part ${key} was posted twice`),
  ];
  for (const slot of slots) faults.push(...(await findFaultsOf(rig, digest, slot)));
  return faults;
}

async function findFaultsOf(rig: Rig, digest: Digest, slot: SlotRow): Promise<string[]> {
  const faults: string[] = [];
  const events = await rig.db
    .selectFrom('events')
    .select('kind')
    .where('slot_id', '=', slot.id)
    .orderBy('seq')
    .execute();
  const outcomes = events.map((event) => event.kind).filter((kind) => OUTCOMES.includes(kind));
  // Each time that it was opened again, what it had been before was an outcome to undo.
  const ends = outcomes.filter((_, index) => index === outcomes.length - 1 || !isReopened(events, index));
  if (ends.join() !== slot.state) faults.push(`is ${slot.state}, recorded: ${outcomes.join()}`);
  const parts = await rig.db.selectFrom('parts').selectAll().where('slot_id', '=', slot.id).execute();
  const isPosted = slot.state === 'posted' || slot.state === 'late';
  if (isPosted && parts.length === 0) faults.push('is posted without parts');
  if (isPosted)
    faults.push(
      // One without a name is there by the word of an administrator.
      ...parts
        .filter((part) => part.message_id !== '' && !isInChannel(rig, part))
        .map((part) => `part ${part.n} is not there`),
    );
  const ownKeys = [1, 2, 3, 4].map((n) => hashFields([digest.id, slot.local_time, n], 25));
  const shown = rig.channel.messages.filter((message) => ownKeys.includes(message.key));
  if (['folded', 'merged', 'skipped'].includes(slot.state) && shown.length > 0)
    faults.push(`is ${slot.state} but was posted`);
  if (['refused', 'uncertain'].includes(slot.state) && !events.some((event) => event.kind === 'told'))
    faults.push(`is ${slot.state} and nobody was told`);
  return faults.map((fault) => `${slot.local_time} ${fault}`);
}

/** Whether the slot was opened again, or settled by an administrator, between its outcome `index` and the next one. */
function isReopened(events: readonly { kind: string }[], index: number): boolean {
  const at = events.flatMap((event, place) => (OUTCOMES.includes(event.kind) ? [place] : []));
  return events.slice(at[index], at[index + 1]).some(({ kind }) => kind === 'reopened' || kind === 'settled');
}

/** The message that the database names is there, with the very body that was written down. */
function isInChannel(rig: Rig, part: PartRow): boolean {
  const message = rig.channel.messages.find((one) => one.id === part.message_id);
  const isInPlace = part.form === 'forum-post' || message?.channelId === part.channel_id;
  return message?.key === part.key && message.body === part.body && isInPlace;
}
