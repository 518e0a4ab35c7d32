import * as z from 'zod';
import type { ShownStory } from '../../data/part-store.ts';
import type { DigestRow } from '../../data/schema.ts';
import { localeFor, wordsFor } from '../../words/words.ts';
import type { EditionStory, Told } from './editions.ts';
import { sayTold } from './editions-view.ts';

/** How long after its composition an edition is corrected, milliseconds. */
const WATCHED_MS = 7 * 24 * 3_600_000;

/** What a message says of a story, in an edition of this language: as Markdown, as words, and the original words behind it. */
const telling = z.object({ language: z.string(), said: z.string(), words: z.string(), quotes: z.array(z.string()) });
export type ShownTelling = z.infer<typeof telling>;

/** What an edition's messages will say of its stories, by the id of the lead article; nothing of one without a sentence. */
export function noteShown(
  digest: Pick<DigestRow, 'language' | 'second_shown'>,
  stories: readonly EditionStory[],
  now: number,
): ReadonlyMap<string, ShownStory> {
  const rows = stories.flatMap(({ lead, told, second }) => {
    const tellings = [
      ...(told ? noteTelling(told, digest.language) : []),
      ...(second && digest.second_shown === 'both' ? noteTelling(second, second.language) : []),
    ];
    if (tellings.length === 0) return [];
    const row = { revision: lead.revision, told: JSON.stringify(tellings), watchedUntil: now + WATCHED_MS };
    return [[lead.id, row] as const];
  });
  return new Map(rows);
}

/** The telling as it is noted, in an edition of that language; none for one that says nothing. */
export function noteTelling(told: Told, language: string): ShownTelling[] {
  const { quotes } = told;
  const said = sayTold(wordsFor(localeFor(language)), told).md;
  return said === '' ? [] : [{ language, said, words: told.sentences.join(' '), quotes: [...quotes] }];
}

/** Reads what was noted. Throws a ZodError for anything else. */
export function readTellings(json: string): readonly ShownTelling[] {
  return z.array(telling).parse(JSON.parse(json));
}
