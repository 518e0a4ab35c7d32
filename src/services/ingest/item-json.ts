import * as z from 'zod';
import type { ReadItem } from '../feeds/feed-types.ts';

/** What is kept of an item while it waits to be stored: all but its markup. */
export type KeptItem = Omit<ReadItem, 'html' | 'link' | 'hasFutureDate'>;

const form = z.object({
  guid: z.string().nullable(),
  url: z.string().nullable(),
  title: z.string().nullable(),
  publishedAt: z.number().nullable(),
  publishedOn: z.string().nullable(),
  modifiedAt: z.number().nullable(),
  author: z.string().nullable(),
  language: z.string().nullable(),
  image: z.object({ url: z.string(), alt: z.string().nullable() }).nullable(),
  blocks: z.array(z.object({ kind: z.enum(['paragraph', 'heading']), text: z.string() })),
});

/** An item as it is written down while it waits. */
export function writeItem({ html: _html, link: _link, hasFutureDate: _has, ...item }: ReadItem): string {
  return JSON.stringify(item);
}

/** The item that writeItem wrote down. */
export function readItem(json: string): KeptItem {
  return form.parse(JSON.parse(json));
}

/** The words of an article's or an item's blocks. */
export function wordsOfBlocks(json: string | null): string {
  if (json === null) return '';
  return blocks
    .parse(JSON.parse(json))
    .map(({ text }) => text)
    .join(' ');
}

const blocks = z.array(z.object({ text: z.string() }));
