import type { Clock } from '../../clock.ts';
import { holdArticle, takeSeq } from '../../data/article-identity.ts';
import { type Article, findArticle } from '../../data/article-store.ts';
import type { Database } from '../../data/database.ts';
import type { Added, Adding, AddRefusal, AttachedFile } from '../adding.ts';
import { readAddress } from '../feeds/read-source.ts';
import type { SourceProblem } from '../feeds/feeds.ts';
import type { Fetcher } from '../fetching/fetching.ts';
import type { PageInput } from '../pages/page-article.ts';
import { readAttachedFile } from './attached-file.ts';
import type { FindLanguage } from './languages-of.ts';
import { type Draft, draftOfPage, isArticle, type PageParts } from './make-draft.ts';
import { storeDraft, type StoreGrounds } from './store-draft.ts';

export type AddingGrounds = StoreGrounds & {
  db: Database;
  clock: Clock;
  fetcher: Pick<Fetcher, 'fetch'>;
  /** Reads a page; throws where the reader itself fails. */
  readPage(input: PageInput): Promise<PageParts>;
  findLanguage: FindLanguage;
};

type By = { guildId: string | null; memberId: string };

/** Articles that members point at: of the server where they do, or in a private conversation of that member alone. */
export function createAdding(grounds: AddingGrounds): Adding {
  return {
    async addPage(given, by, signal) {
      const read = await readPointedAt(grounds, given, signal);
      return 'why' in read ? { outcome: 'refused', why: read.why } : store(grounds, read.draft, by);
    },
    async addFile(file, by) {
      const read = await readFile(grounds, file);
      return 'why' in read ? { outcome: 'refused', why: read.why } : store(grounds, read.draft, by);
    },
  };
}

type Pointed = { draft: Draft } | { why: AddRefusal };

async function readPointedAt(grounds: AddingGrounds, given: string, signal: AbortSignal): Promise<Pointed> {
  const { clock, fetcher, readPage } = grounds;
  const address = readAddress(given);
  if (!address) return refuse({ what: 'address', status: null });
  const answer = await fetcher.fetch({ url: address.url, for: 'page', isAwaited: true, signal });
  if (answer.kind === 'failed') return refuse({ what: answer.problem, status: answer.status });
  if (answer.kind === 'not-modified' || answer.bytes.length === 0) return refuse({ what: 'empty', status: 200 });
  const { bytes, contentType, url, status } = answer;
  const now = clock.now();
  const page = await readPage({ bytes, contentType, url, now, status });
  if (page.access === 'login' && !isArticle(page)) return refuse({ what: 'login', status });
  const draft = draftOfPage(page, url, now);
  return draft ? { draft } : { why: { kind: 'no-text' } };
}

async function readFile(grounds: AddingGrounds, file: AttachedFile): Promise<Pointed> {
  const read = readAttachedFile(file);
  if (read.kind === 'refused') return { why: read.why };
  const now = grounds.clock.now();
  const page =
    read.kind === 'text' ? read.page : await grounds.readPage({ bytes: file.bytes, contentType: null, url: null, now });
  const draft = draftOfPage(page, null, now);
  return draft ? { draft } : { why: { kind: 'no-text' } };
}

function refuse(problem: SourceProblem): { why: AddRefusal } {
  return { why: { kind: 'source', problem } };
}

async function store(grounds: AddingGrounds, draft: Draft, by: By): Promise<Added> {
  const { db, clock } = grounds;
  const text = draft.blocks.map((block) => block.text).join('\n');
  const told = await grounds.findLanguage({ declared: draft.declared, title: draft.title, text });
  const now = clock.now();
  const ready = { ...draft, ...told, knownAs: null, feedSite: { url: null, title: null }, isAsked: true, now };
  return db.transaction().execute(async (tx): Promise<Added> => {
    const stored = await storeDraft(tx, ready, grounds);
    if (!stored) return { outcome: 'refused', why: { kind: 'no-text' } };
    const { articleId, outcome } = stored;
    const guildId = by.guildId ?? `dm:${by.memberId}`;
    const newsSeq = outcome === 'stored' ? stored.seq : await takeSeq(tx);
    await holdArticle(tx, { articleId, guildId, memberId: by.memberId, now, newsSeq });
    return { outcome, article: await mustFind(tx, articleId) };
  });
}

async function mustFind(db: Database, id: string): Promise<Article> {
  const article = await findArticle(db, id);
  if (!article) throw new Error(`The article ${id} is gone in the middle of its storing`);
  return article;
}
