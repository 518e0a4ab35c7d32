import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { insertArticle, NO_ORIGIN } from '../src/data/article-store.ts';
import type { Database } from '../src/data/database.ts';
import { saveOutlet } from '../src/data/outlet-store.ts';
import { indexArticle } from '../src/data/search-store.ts';
import { newId } from '../src/ids.ts';

/** An article of the bench, with what it needs to be searched by hand. */
export type BenchArticle = { seq: number; text: string; language: string };

type Source = { title: string; sentences: readonly string[]; language: string };

/** Sentences with the words that are looked for, in the forms in which papers print them, and some that only look like them. */
const INSERTED = [
  'Le palais de l’Élysée a confirmé la date.',
  "À l'Elysée, on refuse tout commentaire.",
  'ÉLYSÉE : le dîner est reporté.',
  'Une soirée très élyséenne, selon un invité.',
  'Ils veulent négocier avant la fin du mois.',
  'La négociation reprendra lundi.',
  'Le contrat négocié hier sera relu.',
  'NÉGOCIER, c’est déjà céder, répond un délégué.',
  'Un cheval a traversé la place.',
  'Les chevaux de la garde ont suivi.',
  'La boucherie chevaline ferme ses portes.',
  'Le cœur du village est piéton.',
  'Au coeur de la ville, tout est calme.',
  'Des chœurs et des CŒURS en papier décorent la mairie.',
  'L’OTAN et la Russie se parlent encore.',
  "La Russie attend un geste de l'Otan.",
  'Aujourd’hui, le marché est fermé.',
  "C'est aujourd'hui que tout commence.",
  'Une potion pour la Prussie, dit l’affiche.',
] as const;

const OUTLETS = Array.from({ length: 40 }, (_, n) => ({ id: `bench-outlet-${n}`, name: `Le Quotidien ${n}` }));

const line = z.object({ title: z.string().optional(), document: z.string(), lang: z.string().optional() });

/** News texts of the corpora in `summaries/`, or invented ones. */
export function readSources(corpora: string | undefined): readonly Source[] {
  const folder = join(corpora ?? '', 'summaries');
  if (corpora === undefined || !existsSync(folder)) return inventSources();
  const files = ['orangesum-valid.jsonl', 'orangesum-dev.jsonl', 'writers-en-dev.jsonl', 'norsumm-nb-dev.jsonl'];
  return files.flatMap((file) =>
    readFileSync(join(folder, file), 'utf8')
      .split('\n')
      .filter((text) => text !== '')
      .map((text) => line.parse(JSON.parse(text)))
      .map(({ title, document, lang = 'fr' }) => {
        const sentences = document.split(/(?<=[.!?…])\s+/u);
        return { title: title ?? sentences[0] ?? '', sentences, language: lang };
      }),
  );
}

/** Words of syllables: as many different ones as a newsroom has, the short ones often. */
function inventSources(): readonly Source[] {
  const draw = createDraw(7);
  const syllables = 'ma ré lo ti sou pan ché ver di gna fleu ro mi té bal cou zé nu trè pli'.split(' ');
  const word = () => Array.from({ length: 1 + draw(4) }, () => syllables[draw(syllables.length)]).join('');
  const sentence = () => `${Array.from({ length: 8 + draw(12) }, word).join(' ')}.`;
  return Array.from({ length: 600 }, () => {
    const sentences = Array.from({ length: 12 + draw(14) }, sentence);
    return { title: sentences[0] ?? '', sentences, language: 'fr' };
  });
}

/** Fills a database with `count` articles, each of two news texts and now and then a sentence of INSERTED, in one transaction a thousand. */
export async function fillArchive(db: Database, sources: readonly Source[], count: number) {
  const draw = createDraw(1);
  const random = (length: number) => Uint8Array.from({ length }, () => draw(256));
  for (const { id, name } of OUTLETS) await saveOutlet(db, id, { ...UNKNOWN_OUTLET, name });
  const articles: BenchArticle[] = [];
  const indexingMs: number[] = [];
  while (articles.length < count)
    await db.transaction().execute(async (transaction) => {
      for (let n = 0; n < 1000 && articles.length < count; n++) {
        const { title, body, language } = composeArticle(sources, draw);
        const outlet = OUTLETS[draw(OUTLETS.length)];
        // Two years of news, stored in the order of their days.
        const at = Date.UTC(2024, 10, 1) + Math.floor((articles.length / count) * 730) * 86_400_000 + draw(86_400_000);
        const content = { ...EMPTY, title, body, language, outletId: outlet?.id ?? null, publishedAt: at };
        const { seq } = await insertArticle(transaction, newId(random), content, at);
        const start = process.cpuUsage();
        const outletNames = outlet ? [outlet.name] : [];
        await indexArticle(transaction, { seq, title, body, language, outletNames, translations: [] });
        indexingMs.push(process.cpuUsage(start).user / 1000);
        const text = [title, ...body.map((block) => block.text), ...outletNames].join('\n');
        articles.push({ seq, text, language });
      }
    });
  return { articles, indexingMs };
}

const UNKNOWN_OUTLET = {
  names: [],
  domains: [],
  country: null,
  owner: null,
  kind: 'unknown',
  citation: null,
  citationUrl: null,
  statedOn: null,
} as const;

const EMPTY = {
  ...NO_ORIGIN,
  contentHash: '',
  url: null,
  publishedOn: null,
  inferred: [],
  addressKey: null,
  textKey: null,
  scope: 'all',
} as const;

function composeArticle(sources: readonly Source[], draw: (below: number) => number) {
  const [one, other] = [sources[draw(sources.length)], sources[draw(sources.length)]];
  const language = one?.language ?? 'fr';
  const partOf = ({ sentences }: Source) => {
    const from = draw(Math.max(1, Math.floor(sentences.length / 2)));
    return sentences.slice(from, from + 4 + draw(8));
  };
  const sentences = [one, other].flatMap((source) => (source ? partOf(source) : []));
  if (draw(20) === 0) sentences.splice(draw(sentences.length), 0, INSERTED[draw(INSERTED.length)] ?? '');
  const body = Array.from({ length: Math.ceil(sentences.length / 3) }, (_, n) => ({
    kind: 'paragraph' as const,
    n: n + 1,
    text: sentences.slice(n * 3, n * 3 + 3).join(' '),
  }));
  return { title: one?.title ?? '', body, language };
}

/** Whole numbers from 0 to below `below`, the same in each run. */
export function createDraw(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}
