import type { DigestRow } from '../../data/schema.ts';
import {
  cutText,
  type Block,
  escapeMarkdown,
  joinMarkdown,
  type Markdown,
  md,
  type Reply,
  textBlock,
  timestamp,
  subtext,
} from '../../reply.ts';
import { dateFormat, displayName } from '../../words/formats.ts';
import { describeOutlet, describeSource, describeStatement } from '../../words/outlet-line.ts';
import { type Locale, localeFor, type Words, wordsFor } from '../../words/words.ts';
import { isSameLanguage } from '../languages.ts';
import { isOfTheState } from '../sources.ts';
import type { EditionNews, EditionStory, Told } from './editions.ts';

/** So that a story is read at a glance, and every message holds at least one. Characters of plain text. */
const MAX = { headline: 200, sentences: 600, url: 500 } as const;
/** Discord's messages hold 4,000 characters, markup included; heading and closing rows take some. */
const BLOCK_CHARS = 3_000;
/** The other outlets of a story that fit a line or two; the story itself lists all. */
const OTHERS_NAMED = 3;
/** Nearly all statements come from one list. */
const STATEMENTS = 2;

/** In which language stories are shown, and the edition's date (epoch milliseconds) and zone, by which theirs are written. */
export type View = { language: string; locale: Locale; words: Words; at: number; zone: string };

export type Edition = { news: EditionNews; dueAt: number; late: boolean };

export type ComposedDigest = Pick<DigestRow, 'language' | 'zone' | 'covered_seq' | 'second_shown'>;

/** How stories are shown in a language. */
export function viewIn(language: string, dated: Pick<View, 'at' | 'zone'>): View {
  const locale = localeFor(language);
  return { ...dated, language, locale, words: wordsFor(locale) };
}

/** An edition's title in plain words: what it is and its local day. */
export function titleEdition({ language, zone }: Pick<DigestRow, 'language' | 'zone'>, dueAt: number): string {
  const { locale, words } = viewIn(language, { at: dueAt, zone });
  const day = dateFormat(locale, { dateStyle: 'full', timeZone: zone }).format(dueAt);
  return words.edition.heading(day);
}

/** An edition as a reply: heading with the local day, a block for each story, and what the sentences are. `late`: say that it is. */
export function composeEdition(digest: ComposedDigest, { news, dueAt, late }: Edition): Reply {
  const view = viewIn(digest.language, { at: dueAt, zone: digest.zone });
  const { edition: words } = view.words;
  const lateness = late ? [subtext(words.late(timestamp(dueAt)))] : [];
  const heading = textBlock(md`## ${titleEdition(digest, dueAt)}`, ...lateness);
  const hasBoth = digest.second_shown === 'both';
  const notes = noteLines(view, news, hasBoth);
  if (news.stories.length === 0) {
    const none = digest.covered_seq === null ? words.empty() : words.none();
    return { accent: 'notice', blocks: [heading, textBlock(none, ...notes)] };
  }
  const blocks = composeStories(view, news.stories, hasBoth);
  return { accent: 'notice', blocks: [heading, ...endWith(blocks, notes)] };
}

/** A block for each story, with its place in the select below. `withSecond`: the second language stands below the first. */
export function composeStories(view: View, stories: readonly EditionStory[], withSecond: boolean): readonly Block[] {
  return stories.map((story) => {
    const shown = { ...story, second: withSecond ? story.second : null };
    // Names and sentences that are all markup may take twice their room: the least needed goes first.
    const versions = [shown, { ...shown, second: null }, { ...shown, second: null, told: null, others: [] }];
    const blocks = versions.map((version) => textBlock(...storyLines(view, version)));
    const fitting = blocks.find((block) => block.kind !== 'text' || block.text.md.length <= BLOCK_CHARS);
    const { title, outlet } = story.lead;
    const entry = {
      label: cutText(headlineOf(view, story) ?? title, 100),
      value: story.lead.id,
      ...(outlet && { description: outlet.name }),
    };
    return { ...(fitting ?? textBlock(md`**${cutText(title, MAX.headline)}**`)), entry };
  });
}

/** What the sentences are, below stories. */
export function noteLines(view: View, news: Omit<EditionNews, 'coversSeq'>, withSecond: boolean) {
  const { words } = view;
  const { stories, more } = news;
  const told = stories.flatMap((story) => [story.told, withSecond ? story.second : null]);
  const models = new Set(told.flatMap((one) => (one && one.sentences.length > 0 ? [one.model] : [])));
  const notes = more > 0 ? [words.edition.more(more)] : [];
  if (models.has('')) notes.push(words.edition.extracts());
  for (const model of models) if (model !== '') notes.push(words.edition.byModel(model));
  if (news.isLabeling === true) notes.push(...labelLines(view, stories));
  return notes.map(subtext);
}

/** Who calls the shown outlets state-controlled, once for all of them. */
function labelLines({ words, locale }: View, stories: readonly EditionStory[]): readonly Markdown[] {
  const outlets = stories.flatMap(({ lead, others }) =>
    [lead, ...others.slice(0, OTHERS_NAMED)].map(({ outlet }) => outlet),
  );
  const said = outlets.flatMap((outlet) => (isOfTheState(outlet) ? (describeStatement(locale, outlet) ?? []) : []));
  const sources = [...new Map(said.map((source) => [source.md, source])).values()].slice(0, STATEMENTS);
  return sources.length === 0 ? [] : [words.edition.labeled(joinMarkdown(sources, ' · '))];
}

function storyLines(view: View, story: EditionStory): readonly Markdown[] {
  const { lead, told, second } = story;
  const headline = headlineOf(view, story);
  const original = headline === undefined ? [] : [subtext(md`${cutText(lead.title, MAX.headline)}`)];
  return [
    linkTitle(headline ?? lead.title, lead.url),
    ...original,
    subtext(sourceLine(view, story)),
    ...(story.isHeld ? [subtext(view.words.edition.held())] : []),
    ...(told ? sentenceLines(view, told) : []),
    ...(second ? sentenceLines(viewIn(second.language, view), second, nameOwnLanguage(second.language)) : []),
    ...otherLines(view, story),
  ];
}

/** The summary's headline where it is in the language shown and the article's own is not; undefined where that one stands. */
function headlineOf({ language }: View, { lead, told }: EditionStory): string | undefined {
  if (!told || told.headline === null || isSameLanguage(lead.language, language)) return undefined;
  return isSameLanguage(told.language, language) ? told.headline : undefined;
}

function linkTitle(text: string, url: string | null): Markdown {
  const title = escapeMarkdown(cutText(text, MAX.headline));
  const isWeb = url !== null && URL.canParse(url) && /^https?:$/.test(new URL(url).protocol);
  // The address as URL writes it has neither blanks nor angle brackets, so that it cannot end the link early.
  const address = isWeb ? new URL(url).href : '';
  return isWeb && address.length <= MAX.url ? { md: `**[${title}](<${address}>)**` } : { md: `**${title}**` };
}

function sourceLine({ words, locale, language, at, zone }: View, { lead, isSoleSource }: EditionStory): Markdown {
  const shown = { ...lead, datedLike: { at, zone }, isLanguageClear: isSameLanguage(lead.language, language) };
  const sole = isSoleSource ? [md`${words.edition.soleSource}`] : [];
  return joinMarkdown([describeSource(words, locale, shown), ...sole], ' · ');
}

function sentenceLines({ words }: View, told: Told, language?: string): readonly Markdown[] {
  const said = sayTold(words, told);
  if (said.md === '') return [];
  const line = language === undefined ? said : md`**${language}** · ${said}`;
  return [line, ...(told.isDoubtful ? [subtext(md`${words.summary.toCheck}`)] : [])];
}

/** What an edition says of a story in one language, between marks where the words are the article's own; empty for nothing. */
export function sayTold(words: Words, told: Told): Markdown {
  const text = cutText(told.sentences.join(' '), MAX.sentences);
  return told.model === '' && text !== '' ? words.edition.extract(text) : md`${text}`;
}

function otherLines({ words, locale }: View, { others }: EditionStory): readonly Markdown[] {
  const named = others.flatMap(({ outlet }) => (outlet ? [outlet] : []));
  if (named.length === 0) return [];
  const list = named
    .slice(0, OTHERS_NAMED)
    .map((outlet) => md`**${outlet.name}**, ${describeOutlet(words, locale, outlet)}`);
  return [subtext(words.edition.also(joinMarkdown(list, ' · '), named.length - list.length))];
}

/** A language's own name for itself: who reads it looks for that. */
export function nameOwnLanguage(tag: string): string {
  const name = displayName(tag, 'language', tag);
  return name.charAt(0).toLocaleUpperCase(tag) + name.slice(1);
}

/** The last block with these lines below it: by themselves they might make a message of nothing else. */
function endWith(blocks: readonly Block[], lines: readonly Markdown[]): readonly Block[] {
  const last = blocks.at(-1);
  if (last?.kind !== 'text' || lines.length === 0) return blocks;
  return [...blocks.slice(0, -1), { ...last, text: joinMarkdown([last.text, joinMarkdown(lines, '\n')], '\n\n') }];
}
