import {
  type Block,
  escapeMarkdown,
  joinMarkdown,
  type Markdown,
  md,
  startSentence,
  subtext,
  textBlock,
} from '../reply.ts';
import type { Voice, VoicesResult } from '../services/voices/voices.ts';
import type { Ask } from './command.ts';

/** About one and a half screens of a phone; blocks stay far below Discord's 40 components. */
const PAGE_CHARS = 1_800;
const PAGE_VOICES = 8;
/** Of the outlet's own words so many are shown: the article itself is one tap away. */
const MAX_OWN = 4;
const PASSAGE_CHARS = 700;

export type VoicesPage = { blocks: readonly Block[]; voices: readonly Voice[] };

type Entry = { heading: string; voice: Voice; text: Markdown };

/** The voices by speaker, in the order in which they first speak, the outlet's own words last; each page names its speakers. */
export function pageVoices(ask: Ask, result: VoicesResult): readonly VoicesPage[] {
  const pages: Entry[][] = [];
  let room = 0;
  for (const entry of entriesOf(ask, result)) {
    const size = entry.text.md.length + entry.heading.length;
    if (size > room || (pages.at(-1)?.length ?? PAGE_VOICES) >= PAGE_VOICES) {
      pages.push([]);
      room = PAGE_CHARS;
    }
    pages.at(-1)?.push(entry);
    room -= size;
  }
  const hidden = result.voices.filter(isOwn).length - MAX_OWN;
  return pages.map((entries, i) => {
    const isLast = i === pages.length - 1;
    const rest = isLast && hidden > 0 ? [textBlock(subtext(ask.words.voices.more(hidden)))] : [];
    return { blocks: [...blocksOf(entries), ...rest], voices: entries.map(({ voice }) => voice) };
  });
}

/** `text` up to a length that a message holds beside others; whole words, and a mark where it goes on. */
export function cutPassage(text: string): string {
  if (escapeMarkdown(text).length <= PASSAGE_CHARS) return text;
  return `${text.slice(0, PASSAGE_CHARS - 100).replace(/\s+\S*$/u, '')} […]`;
}

function entriesOf(ask: Ask, { voices, article, origin }: VoicesResult): readonly Entry[] {
  const words = ask.words.voices;
  const headings = new Map<string, Voice[]>();
  const own = words.itself(article.outlet?.name ?? '');
  const spoken = voices.filter((voice) => !isOwn(voice));
  for (const voice of [...spoken, ...voices.filter(isOwn).slice(0, MAX_OWN)]) {
    const heading = isOwn(voice) ? own : startSentence(voice.speaker ?? words.unnamed);
    headings.set(heading, [...(headings.get(heading) ?? []), voice]);
  }
  return [...headings].flatMap(([heading, list]) =>
    list.map((voice) => ({ heading, voice, text: composeVoice(ask, voice, origin === 'offline') })),
  );
}

function isOwn({ kind }: Voice): boolean {
  return kind === 'outlet';
}

function composeVoice(ask: Ask, voice: Voice, isPassage: boolean): Markdown {
  const words = ask.words.voices;
  const claim = isPassage ? md`> ${oneLine(cutPassage(voice.claim))}` : md`${voice.claim}`;
  const quoted =
    !isPassage && voice.kind === 'direct' ? voice.quotations.map((one) => md`> ${oneLine(cutPassage(one))}`) : [];
  const kind = voice.kind === 'reported' && voice.quotations.length > 0 ? 'mixed' : voice.kind;
  const details = [words.kinds[kind], ask.words.summary.paragraph(voice.evidence.paragraph)];
  if (voice.namedAs !== null) details.push(words.namedAs(voice.namedAs));
  if (voice.via !== null) details.push(words.via(voice.via));
  const doubt = voice.toCheck ? [subtext(md`${ask.words.summary.toCheck}`)] : [];
  return joinMarkdown([claim, ...doubt, ...quoted, subtext(md`${details.join(' · ')}`)], '\n');
}

/** A quotation of several lines would leave Discord's quotation after the first. */
function oneLine(text: string): string {
  return text.replace(/\s*\n\s*/gu, ' ');
}

function blocksOf(entries: readonly Entry[]): readonly Block[] {
  let heading = '';
  return entries.map((entry) => {
    const isNew = entry.heading !== heading;
    heading = entry.heading;
    return textBlock(isNew ? md`**${heading}**` : md``, entry.text);
  });
}
