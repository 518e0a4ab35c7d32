import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import * as z from 'zod';
import type { ReadPage } from '../src/services/pages/page-article.ts';

const expectation = z.object({
  file: z.string(),
  url: z.string(),
  title: z.string().nullable(),
  author: z.string().nullable(),
  date: z.string().nullable(),
});
export type Expectation = z.output<typeof expectation>;

const DAY_MS = 86_400_000;

/** The pages of `metadata/` with what they should give. */
export function readExpectations(folder: string): readonly (Expectation & { bytes: Uint8Array })[] {
  return readFileSync(join(folder, 'expect.jsonl'), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => expectation.parse(JSON.parse(line)))
    .map((expected) => ({ ...expected, bytes: gunzipSync(readFileSync(join(folder, expected.file))) }));
}

export type Verdict = { title: boolean | null; author: boolean | null; date: boolean | null };

/** What of a page is right; null where nothing is expected. Titles and names without case, accents, marks and order of names. */
export function judge(expected: Expectation, page: ReadPage): Verdict {
  return {
    title: expected.title === null ? null : letters(expected.title) === letters(page.title ?? ''),
    author: expected.author === null ? null : names(expected.author) === names(page.author ?? ''),
    date: expected.date === null ? null : isSameDay(expected.date, page),
  };
}

/** Instants at most a day apart; where one side has a day alone, calendar days at most one apart. */
function isSameDay(wanted: string, { publishedAt, publishedOn }: ReadPage): boolean {
  if (publishedAt !== null && wanted.length > 10) return Math.abs(publishedAt - Date.parse(wanted)) <= DAY_MS;
  const on = publishedAt === null ? publishedOn : new Date(publishedAt).toISOString().slice(0, 10);
  return on !== null && Math.abs(Date.parse(on) - Date.parse(wanted.slice(0, 10))) <= DAY_MS;
}

function letters(text: string): string {
  return fold(text).replace(/[^\p{L}\p{N}]+/gu, '');
}

function names(text: string): string {
  const words = fold(text).match(/[\p{L}\p{N}]+/gu) ?? [];
  return words
    .filter((word) => !/^(?:and|et|und|y|by)$/.test(word))
    .toSorted()
    .join(' ');
}

function fold(text: string): string {
  return text
    .normalize('NFD')
    .replace(/(?<=\p{Script=Latin})\p{M}/gu, '')
    .toLowerCase();
}
