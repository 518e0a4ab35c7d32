import { readFileSync } from 'node:fs';
import * as z from 'zod';
import type { FeedInput, FeedReading, ReadFeed, ReadItem } from '../src/services/feeds/feed-types.ts';

const itemSchema = z.record(z.string(), z.unknown());
const caseSchema = z.object({
  id: z.string(),
  group: z.string(),
  content_type: z.string().nullish(),
  checks: z.array(z.object({ path: z.string(), value: z.unknown() })).optional(),
  expect_json: itemSchema.optional(),
  b64: z.string(),
});
type Case = z.output<typeof caseSchema>;
type Check = { path: string; value: unknown };

export type Tally = { held: number; all: number };

/** What other readers' tests state of a feed, as far as it is of something that is kept here; `missed` says which does not hold. */
export function judgeCases(
  path: string,
  read: (input: Pick<FeedInput, 'bytes' | 'contentType'>) => FeedReading,
): { groups: ReadonlyMap<string, Tally>; missed: readonly string[] } {
  const groups = new Map<string, Tally>();
  const missed: string[] = [];
  const count = (name: string, isHeld: boolean) => {
    const tally = groups.get(name) ?? { held: 0, all: 0 };
    groups.set(name, { held: tally.held + (isHeld ? 1 : 0), all: tally.all + 1 });
  };
  for (const one of readCases(path)) {
    const reading = read({ bytes: Buffer.from(one.b64, 'base64'), contentType: one.content_type ?? null });
    for (const check of checksOf(one)) {
      const got = reading.kind === 'feed' ? valueAt(reading.feed, check.path) : 'not a feed';
      if (got === undefined) continue;
      const isHeld = isSame(got, check.value);
      count(one.group, isHeld);
      if (!isHeld)
        missed.push(`${one.id} ${check.path}: ${JSON.stringify(check.value)} read as ${JSON.stringify(got)}`);
    }
  }
  return { groups, missed };
}

function readCases(path: string): readonly Case[] {
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => caseSchema.parse(JSON.parse(line)));
}

function checksOf(one: Case): readonly Check[] {
  if (one.expect_json === undefined) return one.checks ?? [];
  const { items, ...feed } = one.expect_json;
  const list = z.array(itemSchema).catch([]).parse(items);
  return [
    ...Object.entries(feed).map(([key, value]) => ({ path: `feed.${key}`, value })),
    ...list.flatMap((item, i) => Object.entries(item).map(([key, value]) => ({ path: `entries.${i}.${key}`, value }))),
  ];
}

/** What is kept of the thing at a path; undefined for what is not. */
function valueAt(feed: ReadFeed, path: string): string | number | null | undefined {
  const [where, first = '', ...more] = path.split('.');
  if (where === 'feed') return FEED_FIELDS[[first, ...more].join('.')]?.(feed);
  const item = where === 'entries' ? feed.items[Number(first)] : undefined;
  const field = ITEM_FIELDS[more.join('.')];
  return field && (item ? field(item) : null);
}

const FEED_FIELDS: Readonly<Record<string, (feed: ReadFeed) => string | null>> = {
  title: (feed) => feed.title,
  'title_detail.value': (feed) => feed.title,
  link: (feed) => feed.siteUrl,
  language: (feed) => feed.language,
  feedLink: (feed) => feed.selfUrl,
};
const text = (item: ReadItem) => item.html ?? null;
const instant = (item: ReadItem) =>
  item.publishedAt ?? (item.publishedOn === null ? null : Date.parse(item.publishedOn));
const ITEM_FIELDS: Readonly<Record<string, (item: ReadItem) => string | number | null>> = {
  title: (item) => item.title,
  'title_detail.value': (item) => item.title,
  link: (item) => item.url,
  id: (item) => item.guid,
  guid: (item) => item.guid,
  description: text,
  summary: text,
  content: text,
  'content.0.value': text,
  'author_detail.name': (item) => item.author,
  'authors.0.name': (item) => item.author,
  published_parsed: instant,
  updated_parsed: (item) => item.modifiedAt ?? instant(item),
  publishedParsed: instant,
};

/** Texts without tags, references and white space; instants as ISO 8601 or as nine numbers of a calendar. */
function isSame(got: string | number | null, wanted: unknown): boolean {
  if (typeof got === 'number') return got === toInstant(wanted);
  return squeeze(got ?? '') === squeeze(typeof wanted === 'string' ? wanted : JSON.stringify(wanted));
}

function toInstant(wanted: unknown): number {
  if (!Array.isArray(wanted)) return Date.parse(String(wanted));
  const [year = 0, month = 1, day = 1, ...clock] = wanted.map(Number);
  return Date.UTC(year, month - 1, day, clock[0] ?? 0, clock[1] ?? 0, clock[2] ?? 0);
}

function squeeze(value: string): string {
  return value
    .replace(/&(amp|lt|gt|quot);/g, (_, name: 'amp' | 'lt' | 'gt' | 'quot') => SIGNS[name])
    .replace(/<[^>]*>/g, '')
    .replace(/[\s\u200b\ufeff]+/g, '');
}

const SIGNS = { amp: '&', lt: '<', gt: '>', quot: '"' };
