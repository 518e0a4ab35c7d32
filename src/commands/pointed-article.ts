import { ID_PATTERN } from '../ids.ts';
import { type Markdown, notice, type Reply, textBlock } from '../reply.ts';
import type { Added } from '../services/adding.ts';
import type { Article } from '../services/articles.ts';
import { explainRefusal } from './add.ts';
import { nameChoice, rejectUnseen } from './article-option.ts';
import { withoutBlocked } from './source-gate.ts';
import { type Ask, isInstalledHere, mayManage, sightOf, type TargetMessage } from './command.ts';

/** What a message leads to. `unreadable`: its first link is no article for us, and why. */
export type Pointed =
  | { kind: 'article'; article: Article }
  | { kind: 'several'; articles: readonly Article[] }
  | { kind: 'unreadable'; said: Markdown }
  | { kind: 'none' };

/** A select has room for so many. */
const MAX_ARTICLES = 25;

/**
 * The article of a message that a member points at: the one that our own message shows, else the one at its first link, which
 * is fetched and stored where the server does not have it. Throws UserError add-pace, article-gone or article-hidden.
 */
export async function* findPointed(ask: Ask, message: TargetMessage): AsyncGenerator<Reply, Pointed> {
  const [own] = await findNamed(ask, message.named, 1);
  if (own) return { kind: 'article', article: own };
  const offered = await withoutBlocked(ask, await findNamed(ask, message.offered, MAX_ARTICLES));
  const [only, ...others] = offered;
  if (only) return others.length === 0 ? { kind: 'article', article: only } : { kind: 'several', articles: offered };
  // The links of our own messages lead to sources and owners too: without its article there is nothing to read.
  const ours = [...message.named, ...message.offered];
  const gone = ours.find((one) => ID_PATTERN.test(one));
  if (gone !== undefined) await rejectUnseen(ask, gone);
  const [link] = ours.length > 0 ? [] : message.links;
  return link === undefined ? { kind: 'none' } : yield* readLink(ask, link);
}

/** The way to choose one of several; a press calls the action with its id as one more argument. */
export function askWhich(
  ask: Ask,
  articles: readonly Article[],
  action: { command: string; args: readonly string[] },
): Reply {
  const { menu: words } = ask.words;
  const options = articles.map((article) => ({ label: nameChoice(article), value: article.id }));
  const select = { placeholder: words.pick, action: { ...action, action: 'pick' }, options };
  return { accent: 'notice', blocks: [textBlock(words.several()), { kind: 'select', select }] };
}

/** At most `max` of the articles that these words name, as far as the server sees them; other words name none. */
async function findNamed(ask: Ask, named: readonly string[], max: number): Promise<readonly Article[]> {
  const found: Article[] = [];
  for (const id of new Set(named.filter((one) => ID_PATTERN.test(one)).slice(0, MAX_ARTICLES))) {
    const article = await ask.services.articles.find(id, sightOf(ask));
    if (article) found.push(article);
    if (found.length === max) break;
  }
  return found;
}

/** The server where its members may add articles; else the member alone, whose news it then is and no digest's. */
async function holderOf(ask: Ask, guildId: string): Promise<string> {
  const { adders } = await ask.services.settings.read(guildId);
  return adders === 'managers' && !mayManage(ask) ? `dm:${ask.userId}` : guildId;
}

async function* readLink(ask: Ask, link: string): AsyncGenerator<Reply, Pointed> {
  const { articles, adding, addPace, progress } = ask.services;
  const { menu: words } = ask.words;
  const guildId = sightOf(ask);
  const known = await articles.findAt(link, guildId);
  if (known) return { kind: 'article', article: known };
  const by = { guildId: await holderOf(ask, guildId), memberId: ask.userId };
  await addPace.check({ ...by, isManager: mayManage(ask) && isInstalledHere(ask) });
  const site = new URL(link).hostname.replace(/^www\./, '');
  const adds: Promise<Added> = adding.addPage(link, by, ask.signal);
  const added = yield* progress.follow(adds, async () => notice(words.reading(site)), ask.signal);
  if (added.outcome !== 'refused') return { kind: 'article', article: added.article };
  return { kind: 'unreadable', said: words.unreadable(site, explainRefusal(ask, added.why)) };
}
