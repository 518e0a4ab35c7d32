import * as z from 'zod';
import { findArticles } from '../../data/article-store.ts';
import { findDigest } from '../../data/digest-store.ts';
import { listEditionStories } from '../../data/edition-store.ts';
import { findEventDetail } from '../../data/event-store.ts';
import { listHidden } from '../../data/keeping-store.ts';
import { findPart } from '../../data/part-store.ts';
import type { DigestRow } from '../../data/schema.ts';
import { md, type Reply, textBlock } from '../../reply.ts';
import type { Article } from '../articles.ts';
import type { Asker } from '../asker.ts';
import { readSettings, type SourcePolicy } from '../settings.ts';
import { treatmentOf } from '../sources.ts';
import { findNextSlot } from './calendar.ts';
import type { Desk } from './desk.ts';
import type { PartStory } from './digests.ts';
import { askerOf, type EditionDigest, gatherNews, tellStories } from './editions.ts';
import { chooseStories } from './editions-choice.ts';
import { composeEdition, composeStories, noteLines, viewIn } from './editions-view.ts';
import { scheduleOf } from './look-after.ts';

/** What a digest's next edition would say: nothing is claimed, recorded or posted. */
export async function previewEdition(
  desk: Desk,
  row: DigestRow & Pick<EditionDigest, 'sourcePolicy'>,
  signal: AbortSignal,
): Promise<Reply> {
  const onFailure = async (article: string, error: unknown) =>
    desk.log.error('article of a preview not summarized', { digest: row.id, article, error });
  const news = await gatherNews(desk, row, { asker: askerOf(row), signal, onFailure });
  const now = desk.clock.now();
  const dueAt = findNextSlot(scheduleOf(row), Math.max(now, row.planned_until))?.dueAt ?? now;
  return composeEdition(row, { news, dueAt, late: false });
}

/** The titles of that edition's stories, without a word of their texts, and how many articles more there are. */
export async function foreseeEdition(
  { db }: Desk,
  row: DigestRow,
  sourcePolicy: SourcePolicy,
): Promise<{ titles: readonly string[]; more: number }> {
  const { stories, more } = await chooseStories(db, { ...row, sourcePolicy });
  return { titles: stories.map(({ lead }) => lead.title), more };
}

const composedDetail = z.object({ articles: z.array(z.string()) });

/** The ids of the articles that lead the stories of the edition with this part key, best first; empty when not known. */
export async function findArticlesOfPart({ db }: Desk, key: string): Promise<readonly string[]> {
  const part = await findPart(db, key);
  if (!part) return [];
  const stories = await listEditionStories(db, part.slotId);
  if (stories.length > 0) return stories.flatMap(({ articleIds }) => articleIds[0] ?? []);
  // An edition of before its stories were recorded.
  const detail = await findEventDetail(db, part.digestId, part.slotId, 'composed');
  return detail === undefined ? [] : composedDetail.parse(JSON.parse(detail)).articles;
}

/** The stories that the part with this key shows, in order; those of its whole edition where that is all that is recorded. */
export async function findStoriesOfPart(desk: Desk, key: string): Promise<readonly PartStory[]> {
  const part = await findPart(desk.db, key);
  const digest = part && (await findDigest(desk.db, part.digestId));
  if (!part || !digest) return [];
  const stored = await listEditionStories(desk.db, part.slotId, part.n);
  const stories =
    stored.length > 0
      ? stored.map(({ articleIds }) => articleIds)
      : (await findArticlesOfPart(desk, key)).map((id) => [id]);
  const { id: digestId, guild_id: guildId, state } = digest;
  const isKept = state !== 'removed';
  return stories.flatMap(([leadId, ...otherIds]) => (leadId ? [{ digestId, guildId, isKept, leadId, otherIds }] : []));
}

/** The stories of a part in another language, as a reply to the member who asks; undefined when the part is not known or its articles are gone. */
export async function composePartIn(
  desk: Desk,
  key: string,
  options: { language: string; asker: Asker; signal: AbortSignal },
): Promise<Reply | undefined> {
  const parts = await findStoriesOfPart(desk, key);
  const digest = parts[0] && (await findDigest(desk.db, parts[0].digestId));
  if (!digest) return undefined;
  const found = await findArticles(
    desk.db,
    parts.flatMap(({ leadId, otherIds }) => [leadId, ...otherIds]),
  );
  // The policy and the removals of today, and of the server that reads: a followed announcement is read elsewhere too.
  const { guildId } = options.asker;
  const { sourcePolicy } = await readSettings(desk.db, guildId);
  const hidden = await listHidden(desk.db, [...found.keys()], guildId);
  const isShown = ({ id, outlet }: Article) => !hidden.has(id) && treatmentOf(outlet, sourcePolicy) !== 'blocked';
  const chosen = parts.flatMap(({ leadId, otherIds }) => {
    const lead = found.get(leadId);
    const others = otherIds.flatMap((id) => found.get(id) ?? []).filter(isShown);
    const isHeld = treatmentOf(lead?.outlet ?? null, sourcePolicy) === 'held';
    return lead && isShown(lead) ? [{ lead, others, isSoleSource: otherIds.length === 0, isHeld }] : [];
  });
  if (chosen.length === 0) return undefined;
  const stories = await tellStories(desk, chosen, {
    ...options,
    secondLanguage: null,
    async onFailure(article, error) {
      desk.log.error('article of a part not summarized', { digest: digest.id, article, error });
    },
  });
  const view = viewIn(options.language, { at: desk.clock.now(), zone: digest.zone });
  const notes = noteLines(view, { stories, more: 0, isLabeling: sourcePolicy !== 'allowed' }, false);
  const title = textBlock(md`### ${view.words.edition.readTitle}`);
  return { accent: 'notice', blocks: [title, ...composeStories(view, stories, false), textBlock(...notes)] };
}
