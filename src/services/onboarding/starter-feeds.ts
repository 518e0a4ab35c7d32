import { readFileSync } from 'node:fs';
import * as z from 'zod';
import { isSameLanguage } from '../languages.ts';

const starterFile = z.strictObject({
  about: z.string(),
  feeds: z.array(
    z.strictObject({
      name: z.string().min(1),
      /** Its outlet's card; null where there is none. */
      outletId: z.string().nullable(),
      url: z.url({ protocol: /^https$/ }).max(100),
      language: z.string(),
      topic: z.enum(['general', 'world', 'politics', 'economy']),
    }),
  ),
});

/** A well-known outlet's own feed, offered to whoever sets up a digest; nothing is asked of it until it is followed. */
export type StarterFeed = z.output<typeof starterFile>['feeds'][number];

let starters: readonly StarterFeed[] | undefined;

/** The feeds that are offered, those in the given languages first. */
export function starterFeeds(languages: readonly string[] = []): readonly StarterFeed[] {
  starters ??= readStarters();
  const place = ({ language }: StarterFeed) => {
    const found = languages.findIndex((one) => isSameLanguage(one, language));
    return found < 0 ? languages.length : found;
  };
  return starters.toSorted((a, b) => place(a) - place(b));
}

function readStarters(): readonly StarterFeed[] {
  const text = readFileSync(new URL('../../data/starter-feeds.json', import.meta.url), 'utf8');
  return starterFile.parse(JSON.parse(text)).feeds;
}
