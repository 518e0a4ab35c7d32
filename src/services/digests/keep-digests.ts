import { findDigest, insertDigest, listDigests, setDigestState } from '../../data/digest-store.ts';
import { setMuted } from '../../data/digest-topics.ts';
import type { DigestRow } from '../../data/schema.ts';
import { insertRun, runTime } from '../../data/slot-store.ts';
import { UserError } from '../../errors.ts';
import { newId } from '../../ids.ts';
import { checkOrder } from './check-order.ts';
import type { Desk } from './desk.ts';
import { newDigestRow, readDigest } from './digest-rows.ts';
import { type Digest, type DigestOrder, type Digests, MAX_DIGESTS, MAX_TOPICS } from './digests.ts';
import { changeDigest, undoEdit } from './edit-digests.ts';
import { explainDigest, findTroubles, listEditions } from './explain.ts';
import { planDigest } from './plan-digests.ts';
import type { Planner } from './planner.ts';
import {
  composePartIn,
  findArticlesOfPart,
  findStoriesOfPart,
  foreseeEdition,
  previewEdition,
} from './read-editions.ts';
import { settleEdition } from './settle-edition.ts';

/** The digests of every server as commands see them. `planner` is woken when something is due at once. */
export function keepDigests(desk: Desk, planner: Pick<Planner, 'wake'>): Digests {
  const { db, clock, random } = desk;
  const get = async (guildId: string, id: string): Promise<DigestRow> => {
    const row = await findDigest(db, id);
    if (!row || row.guild_id !== guildId) throw new UserError('unknown-digest', {});
    return row;
  };
  const getKept = async (guildId: string, id: string): Promise<DigestRow> => {
    const row = await get(guildId, id);
    if (row.state === 'removed') throw new UserError('unknown-digest', {});
    return row;
  };
  return {
    async create(order, createdBy) {
      const now = clock.now();
      const row = newDigestRow(checkOrder(order), { id: newId(random), createdBy, now });
      if (!(await insertDigest(db, row, MAX_DIGESTS))) throw new UserError('too-many-digests', { max: MAX_DIGESTS });
      return readDigest(db, row, now);
    },
    list: async (guildId) =>
      Promise.all((await listDigests(db, guildId)).map((row) => readDigest(db, row, clock.now()))),
    async find(guildId, id) {
      const row = await findDigest(db, id);
      if (!row || row.guild_id !== guildId || row.state === 'removed') return undefined;
      return readDigest(db, row, clock.now());
    },
    edit: async (guildId, id, changes) => changeDigest(desk, await getKept(guildId, id), changes),
    undoEdit: async (guildId, id, undo) => undoEdit(desk, await getKept(guildId, id), undo),
    pause: async (guildId, id) => turn(desk, await get(guildId, id), 'paused'),
    start: async (guildId, id) => turn(desk, await get(guildId, id), 'active'),
    remove: async (guildId, id) => turn(desk, await get(guildId, id), 'removed'),
    async run(guildId, id, interactionId) {
      const row = await getKept(guildId, id);
      const now = clock.now();
      await insertRun(db, row, { id: newId(random), localTime: runTime(interactionId), dueAt: now });
      planner.wake();
      return readDigest(db, row, now);
    },
    muteTopic: async (guildId, id, topic) => mute(desk, await getKept(guildId, id), { phrase: topic, isMuted: true }),
    unmuteTopic: async (guildId, id, topic) =>
      mute(desk, await getKept(guildId, id), { phrase: topic, isMuted: false }),
    why: async (guildId, id) => explainDigest(desk, await getKept(guildId, id)),
    troubles: (guildId) => findTroubles(db, guildId),
    editions: (guildId, limit) => listEditions(db, guildId, limit),
    settle: (slotId, as) => settleEdition(desk, planner, { slotId, as }),
    preview: async (guildId, id, signal) => previewEdition(desk, await getKept(guildId, id), signal),
    foresee: async (order, sourcePolicy) => foreseeEdition(desk, rowToBe(desk, order), sourcePolicy),
    previewOrder: async (order, { sourcePolicy, signal }) =>
      previewEdition(desk, { ...rowToBe(desk, order), sourcePolicy }, signal),
    articlesOfPart: (key) => findArticlesOfPart(desk, key),
    storiesOfPart: (key) => findStoriesOfPart(desk, key),
    storyOfPart: async (key, articleId) =>
      (await findStoriesOfPart(desk, key)).find(({ leadId }) => leadId === articleId),
    partIn: (key, options) => composePartIn(desk, key, options),
  };
}

/** The row of a digest that nobody stored. */
function rowToBe({ clock }: Desk, order: DigestOrder): DigestRow {
  return newDigestRow(checkOrder(order), { id: '', createdBy: '', now: clock.now() });
}

async function turn(desk: Desk, row: DigestRow, state: DigestRow['state']): Promise<Digest> {
  const now = desk.clock.now();
  // What fell due until now is recorded, and has its outcome, before the state changes.
  if (row.state === 'active') await planDigest(desk, row);
  const changed = await setDigestState(desk.db, row, { state, now, max: MAX_DIGESTS });
  if (!changed) throw new UserError('too-many-digests', { max: MAX_DIGESTS });
  return readDigest(desk.db, changed, now);
}

async function mute(desk: Desk, row: DigestRow, change: { phrase: string; isMuted: boolean }): Promise<Digest> {
  const now = desk.clock.now();
  const changed = await setMuted(desk.db, row.id, { ...change, max: MAX_TOPICS, now });
  if (!changed) throw new UserError('too-many-topics', { max: MAX_TOPICS });
  return readDigest(desk.db, changed, now);
}
