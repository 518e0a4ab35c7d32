import { NO_ORIGIN } from '../src/services/articles.ts';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import type { Article } from '../src/services/articles.ts';

const schema = z.object({
  id: z.string(),
  title: z.string().optional(),
  document: z.string(),
  lang: z.string().optional(),
  gold: z.union([z.string(), z.array(z.string())]),
});

export type Sample = z.output<typeof schema>;

/** A set of articles with reference summaries from the folder KIOSQUE_CORPORA; undefined where it is absent. */
export function readSamples(corpora: string | undefined, name: string): readonly Sample[] | undefined {
  if (corpora === undefined) return undefined;
  const path = join(corpora, 'summaries', `${name}.jsonl`);
  if (!existsSync(path)) return undefined;
  const lines = readFileSync(path, 'utf8').split('\n');
  return lines.filter((line) => line.trim() !== '').map((line) => schema.parse(JSON.parse(line)));
}

/** The references, one or several. */
export function referencesOf({ gold }: Sample): readonly string[] {
  return typeof gold === 'string' ? [gold] : gold;
}

/** A sample as an article, each line a paragraph; with `standfirst` before the rest, as real articles have it. */
export function articleOf({ id, title = '', document }: Sample, language: string, standfirst?: string): Article {
  const lines = [...(standfirst === undefined ? [] : [standfirst]), ...document.split(/\n+/)];
  return {
    id,
    seq: 1,
    revision: 1,
    title,
    body: lines.filter((line) => line.trim() !== '').map((text, i) => ({ kind: 'paragraph', n: i + 1, text })),
    language,
    outlet: null,
    url: null,
    publishedAt: null,
    publishedOn: null,
    inferred: [],
    ...NO_ORIGIN,
    storedAt: 0,
  };
}
