import * as z from 'zod';
import { findEventDetail } from '../../data/event-store.ts';
import { findPart } from '../../data/part-store.ts';
import type { DigestRow } from '../../data/schema.ts';
import type { Reply } from '../../reply.ts';
import { findNextSlot } from './calendar.ts';
import type { Desk } from './desk.ts';
import { composeEdition, gatherNews } from './editions.ts';
import { scheduleOf } from './look-after.ts';

/** What a digest's next edition would say: nothing is claimed, recorded or posted. */
export async function previewEdition(desk: Desk, row: DigestRow, signal: AbortSignal): Promise<Reply> {
  const onFailure = async (article: string, error: unknown) =>
    desk.log.error('article of a preview not summarized', { digest: row.id, article, error });
  const news = await gatherNews(desk, row, { signal, onFailure });
  const now = desk.clock.now();
  const dueAt = findNextSlot(scheduleOf(row), Math.max(now, row.planned_until))?.dueAt ?? now;
  return composeEdition(row, { news, dueAt, late: false });
}

const composedDetail = z.object({ articles: z.array(z.string()) });

/** The ids of the articles that the edition with this part key shows, newest first; empty when not known. */
export async function findArticlesOfPart({ db }: Desk, key: string): Promise<readonly string[]> {
  const part = await findPart(db, key);
  const detail = part && (await findEventDetail(db, part.digestId, part.slotId, 'composed'));
  return detail === undefined ? [] : composedDetail.parse(JSON.parse(detail)).articles;
}
