import { type Markdown, md, notice, type Reply, subtext, textBlock, timestamp } from '../reply.ts';
import { findNextSlot, nextSlots } from '../services/digests/calendar.ts';
import type { DigestOrder } from '../services/digests/digests.ts';
import type { ChosenFeed, Done, Draft } from '../services/onboarding/draft.ts';
import { orderOfDraft } from '../services/onboarding/start.ts';
import { zonePlace } from '../services/zones.ts';
import { grammarOf } from '../words/formats.ts';
import { type Ask, guildOf } from './command.ts';
import { describeLanguages, describeWhen } from './digest-options.ts';
import { digestCostLines } from './usage-lines.ts';

const DAY_MS = 86_400_000;
/** As many names of feeds, and titles, as a phone shows at a glance. */
const MOST_NAMES = 4;
const MOST_TITLES = 3;

/** What will be posted, when first, and what it costs, with Start; for a complete draft. */
export async function showCheck(
  ask: Ask,
  { id, draft }: { id: string; draft: Draft },
  { said }: { said?: Markdown },
): Promise<Reply> {
  const { guide: words } = ask.words;
  const order = orderOfDraft(draft, guildOf(ask));
  const { sourcePolicy } = await ask.services.settings.read(guildOf(ask));
  const { titles, more } = await ask.services.digests.foresee(order, draft.sourcePolicy ?? sourcePolicy);
  const followed = await ask.services.feeds.list(guildOf(ask));
  const feeds = [...followed.map(({ title }) => title), ...draft.feeds.map(feedTitle)];
  const preview = { label: words.buttons.preview, action: refTo('guide-preview', id) };
  return {
    accent: 'notice',
    blocks: [
      textBlock(
        md`### ${words.ready}`,
        ...(said ? [said] : []),
        ...orderLines(ask, order),
        feeds.length === 0 ? words.noFeeds() : words.feeds(nameSome(ask, feeds)),
      ),
      { kind: 'separator' },
      textBlock(...foreseenLines(ask, titles, more), ...(await costLines(ask, order))),
      {
        kind: 'buttons',
        buttons: [
          { label: words.buttons.start, style: 'primary', action: refTo('guide-start', id) },
          ...(titles.length > 0 ? [preview] : []),
          { label: words.buttons.back, action: refTo('guide', id, 'main') },
        ],
      },
    ],
  };
}

/** What Start did, with the way back. */
export async function showDone(ask: Ask, id: string, done: Done): Promise<Reply> {
  const { guide: words, digest: labels } = ask.words;
  const digest = await ask.services.digests.find(guildOf(ask), done.digestId);
  if (!digest) return notice(words.gone());
  const titles = done.feeds.map(({ title }) => title);
  return {
    accent: 'notice',
    blocks: [
      textBlock(
        md`### ${words.started}`,
        ...orderLines(ask, digest),
        ...(titles.length > 0 ? [words.followed(nameSome(ask, titles))] : []),
        ...(done.refused.length > 0 ? [words.notFollowed(nameSome(ask, done.refused))] : []),
      ),
      {
        kind: 'buttons',
        buttons: [
          { label: words.buttons.undo, action: refTo('guide-undo', id) },
          { label: labels.buttons.run, action: refTo('run', digest.id) },
        ],
      },
    ],
  };
}

/** Where, when, by whose clock and in which language, and when first. */
function orderLines(ask: Ask, order: DigestOrder): readonly Markdown[] {
  const zone = zonePlace(order.zone, ask.userLocale);
  const line = ask.words.digest.order(order.channelId, describeWhen(ask, order), zone, describeLanguages(ask, order));
  const first = findNextSlot(order, ask.now);
  if (!first) return [line, ask.words.digest.noNext()];
  return [line, ask.words.guide.first(md`${timestamp(first.dueAt, 'F')} (${timestamp(first.dueAt, 'R')})`)];
}

/** Titles alone: what a text would say may cost a call to the model. */
function foreseenLines(ask: Ask, titles: readonly string[], more: number): readonly Markdown[] {
  const { guide: words } = ask.words;
  if (titles.length === 0) return [words.nothingStored()];
  const shown = titles.slice(0, MOST_TITLES);
  const rest = titles.length - shown.length + more;
  const lines = shown.map((title) => md`- ${title}`);
  return [words.stored(), ...lines, ...(rest > 0 ? [subtext(words.andOthers(rest))] : [])];
}

async function costLines(ask: Ask, order: DigestOrder): Promise<readonly Markdown[]> {
  const editionsPerMonth = nextSlots(order, ask.now, ask.now + 30 * DAY_MS).length;
  return digestCostLines(ask, { editionsPerMonth, languages: order.secondLanguage === null ? 1 : 2 });
}

/** One of the guide's actions, or another of /digest. */
export function refTo(action: string, ...args: string[]) {
  return { command: 'digest', action, args };
}

/** A feed by its title, or by its host where it has none. */
export function feedTitle({ title, url }: ChosenFeed): string {
  return title ?? (URL.canParse(url) ? new URL(url).hostname : url);
}

/** The first names, and how many more there are. */
export function nameSome(ask: Ask, names: readonly string[]): string {
  const shown = names.slice(0, names.length > MOST_NAMES + 1 ? MOST_NAMES : names.length);
  const rest = names.length - shown.length;
  return grammarOf(ask.locale).list(rest > 0 ? [...shown, ask.words.guide.others(rest)] : shown);
}
