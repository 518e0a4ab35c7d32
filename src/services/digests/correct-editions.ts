import { findArticles } from '../../data/article-store.ts';
import { addCorrection, listRevised, noteUnchanged, type RevisedStory } from '../../data/correction-store.ts';
import { cutText, joinMarkdown, linkText, md, timestamp, subtext } from '../../reply.ts';
import { localeFor, wordsFor } from '../../words/words.ts';
import type { Article } from '../articles.ts';
import { SCHEDULED_ASKER } from '../asker.ts';
import { findVerbatim } from '../evidence-text.ts';
import { readSettings } from '../settings.ts';
import { isShownToAll } from '../sources.ts';
import type { Desk } from './desk.ts';
import { tellArticle } from './editions.ts';
import { applyChanges, type NotedChange } from './noted-changes.ts';
import { sendCorrections } from './send-corrections.ts';
import { noteTelling, readTellings, type ShownTelling } from './shown-stories.ts';

/** Stories looked at in one round. */
const LISTED = 50;
/** A message that changes again and again is not read any more: the article itself is. */
const MAX_CORRECTIONS = 3;
/** Of what was said before, characters. */
const BEFORE_CHARS = 200;

/** `isUnsaid`: the server shows no more of the article, so nothing was written in its place. */
type Change = { from: ShownTelling; to: ShownTelling | undefined; isUnsaid?: true };

/**
 * Sees which posted messages an article's revision made wrong, writes each edit down once, and sends what is due. Says
 * whether there was something to do. A point whose original words still stand in the revision is not touched.
 */
export async function correctEditions(desk: Desk, stopping: AbortSignal): Promise<boolean> {
  if (!desk.correctBody || !desk.office.edit) return false;
  const revised = await listRevised(desk.db, desk.clock.now(), LISTED);
  for (const story of revised) {
    if (stopping.aborted) return false;
    await lookAt(desk, story, stopping);
  }
  return (await sendCorrections(desk, stopping)) || revised.length === LISTED;
}

async function lookAt(desk: Desk, story: RevisedStory, signal: AbortSignal): Promise<void> {
  const { db, clock, log, correctBody } = desk;
  const article = (await findArticles(db, [story.article_id])).get(story.article_id);
  // It changed once more since it was listed, or went: the next round sees.
  if (!article || article.revision !== story.current || !correctBody) return;
  const tellings = readTellings(story.told_json);
  const { sourcePolicy } = await readSettings(db, story.guild_id);
  const isShown = isShownToAll(article.outlet, sourcePolicy);
  const changes = await findChanges(desk, { article, tellings, isShown, signal });
  if (changes.length === 0) return noteUnchanged(db, story);
  const now = clock.now();
  const after = tellings.flatMap((one) => {
    const change = changes.find(({ from }) => from === one);
    return change ? (change.to ?? []) : one;
  });
  const noted = changes.map((change) => note(article, change, now));
  const outcome = await addCorrection(db, story, {
    told: JSON.stringify(after),
    changes: JSON.stringify(noted),
    compose: (body) => applyChanges(body, noted, { correctBody, shown: isShown }),
    max: MAX_CORRECTIONS,
    now,
  });
  log.info('edition corrected', { slot: story.slot_id, part: story.part, article: article.id, outcome });
}

type Looking = { article: Article; tellings: readonly ShownTelling[]; isShown: boolean; signal: AbortSignal };

/** What is shown and does not hold any more, with what holds now. */
async function findChanges(desk: Desk, { article, tellings, isShown, signal }: Looking): Promise<readonly Change[]> {
  const texts = [article.title, ...article.body.map((block) => block.text)];
  const stands = (quote: string) => texts.some((text) => findVerbatim(quote, text) !== undefined);
  const changes: Change[] = [];
  for (const from of tellings) {
    if (from.quotes.every(stands)) continue;
    if (!isShown) {
      // No model is asked about an outlet that the server does not show.
      changes.push({ from, to: undefined, isUnsaid: true });
      continue;
    }
    const told = await tellArticle(desk, article, {
      language: from.language,
      asker: SCHEDULED_ASKER,
      signal,
      async onFailure(id, error) {
        desk.log.error('corrected article not summarized', { article: id, error });
      },
    });
    const [to] = told ? noteTelling(told, from.language) : [];
    if (to?.said !== from.said) changes.push({ from, to });
  }
  return changes;
}

function note(article: Article, { from, to, isUnsaid }: Change, now: number): NotedChange {
  const { edition: words } = wordsFor(localeFor(from.language));
  const before = cutText(from.words, BEFORE_CHARS);
  const at = timestamp(now);
  const said = to?.said ?? '';
  const { md: unsaid } = subtext(words.unsaid(at, before));
  if (isUnsaid) return { before, was: from.said, now: '', instead: '', note: unsaid, unsaid };
  const title = md`**${linkText(article.title, article.url)}**`;
  const instead = said === '' ? title : joinMarkdown([title, { md: said }], '\n');
  const { md: line } = subtext((to ? words.corrected : words.withdrawn)(at, before));
  return { before, was: from.said, now: said, instead: instead.md, note: line, unsaid };
}
