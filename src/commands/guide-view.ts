import { type Block, type Markdown, md, notice, type Reply, type Select, subtext, textBlock } from '../reply.ts';
import { type Draft, isComplete } from '../services/onboarding/draft.ts';
import type { GuideState } from '../services/onboarding/guide.ts';
import type { ZoneMatch } from '../services/zones.ts';
import { type Ask, guildOf } from './command.ts';
import { CHANNEL_TYPES } from './digest-channel.ts';
import { feedTitle, nameSome, refTo, showCheck, showDone } from './guide-check.ts';
import { dayOptions, feedOptions, timeOptions, zoneOptions } from './guide-options.ts';
import { languageOptions, MOST_OPTIONS, policyOptions } from './select-options.ts';

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
  const show = pages[page === 'check' && !isComplete(state.draft) ? 'main' : page];
  return show(ask, { id, draft: state.draft }, notes);
}

type Open = { id: string; draft: Draft };

/** Where, when and from which feeds: all that must be chosen. */
async function showMain(ask: Ask, { id, draft }: Open, { said, places }: PageNotes): Promise<Reply> {
  const { guide: words } = ask.words;
  const followed = await ask.services.feeds.list(guildOf(ask));
  const offered = feedOptions(ask, draft, followed);
  const select = selectsOf(id);
  const { channelId } = draft.order;
  return {
    accent: 'notice',
    blocks: [
      textBlock(md`### ${words.title}`, said ?? words.intro()),
      {
        kind: 'channel-select',
        select: {
          placeholder: words.pick.channel,
          action: refTo('guide-channel', id),
          types: CHANNEL_TYPES,
          ...(channelId !== '' && { chosen: channelId }),
        },
      },
      select('guide-time', words.pick.time, timeOptions(ask, draft)),
      select('guide-zone', places ? words.pick.place : words.pick.zone, zoneOptions(ask, draft, places)),
      select('guide-feeds', words.pick.feeds, offered, MOST_OPTIONS),
      feedLines(ask, draft, { offered, followed }),
      mainButtons(ask, { id, draft }),
    ],
  };
}

/** The feeds that the select does not show. */
function feedLines(
  ask: Ask,
  draft: Draft,
  { offered, followed }: { offered: Select['options']; followed: readonly { title: string }[] },
): Block {
  const { guide: words } = ask.words;
  const titles = followed.map(({ title }) => title);
  const others = draft.feeds.filter(({ url }) => !offered.some(({ value }) => value === url)).map(feedTitle);
  return textBlock(
    ...(titles.length > 0 ? [subtext(words.followsAlready(nameSome(ask, titles)))] : []),
    ...(others.length > 0 ? [subtext(words.followsToo(nameSome(ask, others)))] : []),
  );
}

function mainButtons({ words: { guide: words } }: Ask, { id, draft }: Open): Block {
  const next = { label: words.buttons.next, style: 'primary', action: refTo('guide', id, 'check') } as const;
  return {
    kind: 'buttons',
    buttons: [
      { ...next, disabled: !isComplete(draft) },
      { label: words.buttons.city, action: refTo('guide-city', id) },
      { label: words.buttons.more, action: refTo('guide', id, 'more') },
    ],
  };
}

/** What has a good start. */
async function showMore(ask: Ask, { id, draft }: Open, { said }: PageNotes): Promise<Reply> {
  const { guide: words } = ask.words;
  const settings = await ask.services.settings.read(guildOf(ask));
  const select = selectsOf(id);
  const found = draft.found
    .slice(0, MOST_OPTIONS)
    .map((feed, i) => ({ label: feedTitle(feed), description: feed.url, value: String(i) }));
  const languages = languageOptions(ask).map((one) => ({
    ...one,
    label: words.forAll(one.label),
    selected: one.value === draft.order.language,
  }));
  const policyName = ask.words.settings.names.sourcePolicy;
  return {
    accent: 'notice',
    blocks: [
      textBlock(md`### ${words.more}`, said ?? words.moreNote()),
      select('guide-found', words.pick.found, found),
      ...(draft.order.cron === null ? [select('guide-days', words.pick.days, dayOptions(ask, draft))] : []),
      select('guide-language', words.pick.language, languages),
      textBlock(subtext(md`${policyName}`)),
      select('guide-policy', `${policyName}…`, policyOptions(ask, draft.sourcePolicy ?? settings.sourcePolicy)),
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

/** A select of the draft; one without options is not shown. */
function selectsOf(id: string) {
  return (action: string, placeholder: string, options: Select['options'], most?: number): Block => ({
    kind: 'select',
    select: { placeholder, action: refTo(action, id), options, ...(most !== undefined && { most }) },
  });
}
