import { hashFields } from '../ids.ts';
import { type Block, linkText, md, notice, type Reply, subtext, textBlock } from '../reply.ts';
import type { Article } from '../services/articles.ts';
import type { PartStory } from '../services/digests/digests.ts';
import { listTopics } from '../services/digests/topics-title.ts';
import { cardLines, outletLine } from './article-card.ts';
import { nameChoice, rejectUnseen } from './article-option.ts';
import { type Ask, mayManage, sightOf } from './command.ts';
import { readingLanguage } from './language-option.ts';
import { withoutBlocked } from './source-gate.ts';
import { followSummary } from './summary.ts';

/** Each with its card; a message has room for so many beside a summary. */
const MAX_OUTLETS = 6;

/**
 * A story of an edition for one member, in their language: what `/summary` shows of its lead article with its buttons, then
 * its outlets with their cards, and for who manages the server its topics to mute. `story` is undefined where only the
 * article is known.
 */
export async function* showStory(
  ask: Ask,
  articleId: string,
  story: PartStory | undefined,
): AsyncGenerator<Reply, Reply> {
  const find = (id: string) => ask.services.articles.find(id, sightOf(ask));
  const lead = await find(articleId);
  if (!lead) {
    await rejectUnseen(ask, articleId);
    return notice(ask.words.edition.storyGone());
  }
  const found = await Promise.all((story?.otherIds ?? []).map(find));
  const others = await withoutBlocked(ask, found);
  const outlets = listOutlets(ask, lead, others);
  const choices = [...pickOutlet(ask, others), ...pickMute(ask, lead, story)];
  const language = await readingLanguage(ask, undefined);
  const replies = followSummary(ask, [lead.id, 'short', language, 'm'], { shared: false, language });
  for (;;) {
    const { value, done } = await replies.next();
    const reply = addBlocks(value, outlets, choices);
    if (done === true) return reply;
    yield reply;
  }
}

/** What was muted, with the way back. */
export async function showMuted(ask: Ask, digestId: string, topic: string): Promise<Reply> {
  const { edition: words } = ask.words;
  const undo = {
    label: words.unmute,
    action: { command: 'digest', action: 'unmute', args: [digestId, nameTopic(topic)] },
  };
  return { accent: 'notice', blocks: [textBlock(words.muted(topic)), { kind: 'buttons', buttons: [undo] }] };
}

/** A topic in a custom id: words may be too long for one, or hold a dot. */
export function nameTopic(topic: string): string {
  return hashFields([topic], 12);
}

/** The outlets above the buttons of a summary, the choices below them. */
function addBlocks(reply: Reply, outlets: readonly Block[], choices: readonly Block[]): Reply {
  const at = reply.blocks.findIndex((block) => block.kind === 'buttons');
  const blocks = at === -1 ? [...reply.blocks, ...outlets] : reply.blocks.toSpliced(at, 0, ...outlets);
  return { ...reply, blocks: [...blocks, ...choices] };
}

function listOutlets(ask: Ask, lead: Article, others: readonly Article[]): readonly Block[] {
  const { edition: words } = ask.words;
  const shown = others.slice(0, MAX_OUTLETS);
  const rest = others.length - shown.length;
  return [
    { kind: 'separator' },
    textBlock(md`**${words.outletsTitle(others.length + 1)}**`, ...cardLines(ask, lead)),
    ...shown.map((article) =>
      textBlock(linkText(article.title, article.url), subtext(outletLine(ask, article)), ...cardLines(ask, article)),
    ),
    ...(rest > 0 ? [textBlock(subtext(words.moreOutlets(rest)))] : []),
  ];
}

function pickOutlet(ask: Ask, others: readonly Article[]): readonly Block[] {
  if (others.length === 0) return [];
  const options = others.map((article) => ({ label: nameChoice(article), value: article.id }));
  const action = { command: 'article', action: 'show', args: [] };
  return [{ kind: 'select', select: { placeholder: ask.words.edition.pickOutlet, action, options } }];
}

/** For who may manage the digest; it may have gone, or be another server's whose channel is followed here. */
function pickMute(ask: Ask, lead: Article, story: PartStory | undefined): readonly Block[] {
  if (!story?.isKept || story.guildId !== ask.guildId || !mayManage(ask)) return [];
  const options = listTopics(lead.title, lead.language).map((topic) => ({ label: topic, value: topic }));
  if (options.length === 0) return [];
  const action = { command: 'digest', action: 'mute', args: [story.digestId] };
  return [{ kind: 'select', select: { placeholder: ask.words.edition.pickMute, action, options } }];
}
