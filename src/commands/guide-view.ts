import {
  type Block,
  type Button,
  type Markdown,
  md,
  notice,
  type Reply,
  type Select,
  textBlock,
  timestamp,
} from '../reply.ts';
import { findNextSlot, nextSlots } from '../services/digests/calendar.ts';
import { type Done, type Draft, isComplete } from '../services/onboarding/draft.ts';
import type { GuideState } from '../services/onboarding/guide.ts';
import { orderOfDraft } from '../services/onboarding/start.ts';
import { type ZoneMatch, zonePlace } from '../services/zones.ts';
import { subtext } from './article-card.ts';
import { type Ask, guildOf } from './command.ts';
import { CHANNEL_TYPES } from './digest-channel.ts';
import { nextLine, orderLine } from './digest-lines.ts';
import { describeLanguages, describeWhen } from './digest-options.ts';
import {
  dayOptions,
  feedOptions,
  languageOptions,
  MOST_OPTIONS,
  policyOptions,
  timeOptions,
  zoneOptions,
} from './guide-options.ts';
import { digestCostLines } from './usage-lines.ts';

const DAY_MS = 86_400_000;
/** As many names of feeds, and titles, as a phone shows at a glance. */
const MOST_NAMES = 4;
const MOST_TITLES = 3;

/** `said` stands above a page; `places`: what a city's name may mean. */
export type PageNotes = { said?: Markdown; places?: readonly ZoneMatch[] };
export const PAGES = ['main', 'more', 'check'] as const;
export type Page = (typeof PAGES)[number];

/** A draft as it stands, on one of its pages; what became of it where it is not open any more. */
export async function showGuide(
  ask: Ask,
  { id, state, page }: { id: string; state: GuideState; page: Page },
  notes: PageNotes = {},
): Promise<Reply> {
  const { guide: words } = ask.words;
  if (state.kind === 'forgotten') return notice(words.forgotten(ask.mention('digest create')), 'problem');
  if (state.kind === 'undone') return notice(words.undone());
  if (state.kind === 'done') return showDone(ask, id, state.done);
  const pages = { main: showMain, more: showMore, check: showCheck };
  return pages[page](ask, { id, draft: state.draft }, notes);
}

type Open = { id: string; draft: Draft };

/** Where, when and from which feeds: all that must be chosen. */
async function showMain(ask: Ask, { id, draft }: Open, { said, places }: PageNotes): Promise<Reply> {
  const { guide: words } = ask.words;
  const followed = await ask.services.feeds.list(guildOf(ask));
  const offered = feedOptions(ask, draft, followed);
  const extra = draft.feeds.filter(({ url }) => !offered.some(({ value }) => value === url));
  const { channelId } = draft.order;
  const zone = { placeholder: places ? words.pick.place : words.pick.zone, options: zoneOptions(ask, draft, places) };
  return {
    accent: 'notice',
    blocks: [
      textBlock(md`### ${words.title}`, ...(said ? [said] : [words.intro()])),
      {
        kind: 'channel-select',
        select: {
          placeholder: words.pick.channel,
          action: refTo('guide-channel', id),
          types: CHANNEL_TYPES,
          ...(channelId !== '' && { chosen: channelId }),
        },
      },
      selectOf({ placeholder: words.pick.time, action: refTo('guide-time', id), options: timeOptions(ask, draft) }),
      selectOf({ ...zone, action: refTo('guide-zone', id) }),
      selectOf({
        placeholder: words.pick.feeds,
        action: refTo('guide-feeds', id),
        options: offered,
        most: MOST_OPTIONS,
      }),
      textBlock(
        ...(followed.length > 0
          ? [
              subtext(
                words.followsAlready(
                  nameSome(
                    ask,
                    followed.map(({ title }) => title),
                  ),
                ),
              ),
            ]
          : []),
        ...(extra.length > 0 ? [subtext(words.followsToo(nameSome(ask, extra.map(nameOf))))] : []),
      ),
      {
        kind: 'buttons',
        buttons: [
          {
            label: words.buttons.next,
            style: 'primary',
            action: refTo('guide', id, 'check'),
            disabled: !isComplete(draft),
          },
          { label: words.buttons.city, action: refTo('guide-city', id) },
          { label: words.buttons.more, action: refTo('guide', id, 'more') },
        ],
      },
    ],
  };
}

/** What has a good start. */
async function showMore(ask: Ask, { id, draft }: Open, { said }: PageNotes): Promise<Reply> {
  const { guide: words } = ask.words;
  const settings = await ask.services.settings.read(guildOf(ask));
  const select = (placeholder: string, action: string, options: Select['options']) =>
    selectOf({ placeholder, action: refTo(action, id), options });
  const found = draft.found
    .slice(0, MOST_OPTIONS)
    .map((feed, i) => ({ label: nameOf(feed), description: feed.url, value: String(i) }));
  return {
    accent: 'notice',
    blocks: [
      textBlock(md`### ${words.more}`, said ?? words.moreNote()),
      select(words.pick.found, 'guide-found', found),
      ...(draft.order.cron === null ? [select(words.pick.days, 'guide-days', dayOptions(ask, draft))] : []),
      select(words.pick.language, 'guide-language', languageOptions(ask, draft)),
      select(`${ask.words.settings.names.sourcePolicy}…`, 'guide-policy', policyOptions(ask, draft, settings)),
      {
        kind: 'buttons',
        buttons: [
          { label: words.buttons.back, action: refTo('guide', id, 'main') },
          { label: words.buttons.address, action: refTo('guide-address', id) },
        ],
      },
    ],
  };
}

/** What will be posted, when first, and what it costs. Only a complete draft has this page. */
async function showCheck(ask: Ask, { id, draft }: Open, { said }: PageNotes): Promise<Reply> {
  if (!isComplete(draft)) return showMain(ask, { id, draft }, said ? { said } : {});
  const { guide: words } = ask.words;
  const order = orderOfDraft(draft, guildOf(ask));
  const { sourcePolicy } = await ask.services.settings.read(guildOf(ask));
  const { titles, more } = await ask.services.digests.foresee(order, draft.sourcePolicy ?? sourcePolicy);
  const followed = await ask.services.feeds.list(guildOf(ask));
  const feeds = [...followed.map(({ title }) => title), ...draft.feeds.map(nameOf)];
  const editionsPerMonth = nextSlots(order, ask.now, ask.now + 30 * DAY_MS).length;
  const zone = zonePlace(order.zone, ask.userLocale);
  const cost = await digestCostLines(ask, { editionsPerMonth, languages: order.secondLanguage === null ? 1 : 2 });
  return {
    accent: 'notice',
    blocks: [
      textBlock(
        md`### ${words.ready}`,
        ...(said ? [said] : []),
        ask.words.digest.order(order.channelId, describeWhen(ask, order), zone, describeLanguages(ask, order)),
        ...firstLines(ask, draft),
        feeds.length === 0 ? words.noFeeds() : words.feeds(nameSome(ask, feeds)),
      ),
      { kind: 'separator' },
      textBlock(...foreseenLines(ask, titles, more), ...cost),
      {
        kind: 'buttons',
        buttons: [
          { label: words.buttons.start, style: 'primary', action: refTo('guide-start', id) },
          ...(titles.length > 0 ? [{ label: words.buttons.preview, action: refTo('guide-preview', id) }] : []),
          { label: words.buttons.back, action: refTo('guide', id, 'main') },
        ],
      },
    ],
  };
}

function firstLines(ask: Ask, { order }: Draft): readonly Markdown[] {
  const first = findNextSlot(order, ask.now);
  if (!first) return [ask.words.digest.noNext()];
  return [ask.words.guide.first(md`${timestamp(first.dueAt, 'F')} (${timestamp(first.dueAt, 'R')})`)];
}

/** Titles alone: what a text would say may cost a call to the model. */
function foreseenLines(ask: Ask, titles: readonly string[], more: number): readonly Markdown[] {
  const { guide: words } = ask.words;
  if (titles.length === 0) return [words.nothingStored()];
  const shown = titles.slice(0, MOST_TITLES);
  const rest = titles.length - shown.length + more;
  const count = new Intl.NumberFormat(ask.locale).format(rest);
  return [words.stored(), ...shown.map((title) => md`- ${title}`), ...(rest > 0 ? [subtext(words.others(count))] : [])];
}

/** What Start did, with the way back. */
async function showDone(ask: Ask, id: string, done: Done): Promise<Reply> {
  const { guide: words, digest: labels } = ask.words;
  const digest = await ask.services.digests.find(guildOf(ask), done.digestId);
  if (!digest) return notice(words.gone());
  const to = (action: string, label: string): Button => ({
    label,
    action: { command: 'digest', action, args: [digest.id] },
  });
  return {
    accent: 'notice',
    blocks: [
      textBlock(
        words.started(),
        orderLine(ask, digest),
        nextLine(ask, digest),
        ...(done.feeds.length > 0
          ? [
              words.followed(
                nameSome(
                  ask,
                  done.feeds.map(({ title }) => title),
                ),
              ),
            ]
          : []),
        ...(done.refused.length > 0 ? [words.notFollowed(nameSome(ask, done.refused))] : []),
      ),
      {
        kind: 'buttons',
        buttons: [
          { label: words.buttons.undo, action: refTo('guide-undo', id) },
          to('preview', labels.buttons.preview),
          to('run', labels.buttons.run),
        ],
      },
    ],
  };
}

function selectOf(select: Select): Block {
  return { kind: 'select', select };
}

function refTo(action: string, ...args: string[]) {
  return { command: 'digest', action, args };
}

function nameOf({ title, url }: { title: string | null; url: string }): string {
  return title ?? (URL.canParse(url) ? new URL(url).hostname : url);
}

/** The first names, and how many more there are. */
function nameSome(ask: Ask, names: readonly string[]): string {
  const shown = names.slice(0, names.length > MOST_NAMES + 1 ? MOST_NAMES : names.length);
  const rest = names.length - shown.length;
  const said = rest > 0 ? [...shown, ask.words.guide.others(String(rest)).md] : shown;
  return said.join(', ');
}
