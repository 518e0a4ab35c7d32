import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import * as z from 'zod';
import { systemClock } from '../src/clock.ts';
import { commands } from '../src/commands/index.ts';
import { openDatabase } from '../src/data/database.ts';
import { createArticles } from '../src/services/articles.ts';
import { createGlossary } from '../src/services/glossary.ts';
import { type ImportedArticle, importArticle } from '../src/services/import.ts';
import { createLedger } from '../src/services/ledger.ts';
import { createModel } from '../src/services/llm/create-model.ts';
import { createMembers } from '../src/services/members.ts';
import { createSettings } from '../src/services/settings.ts';
import { createSources } from '../src/services/sources.ts';
import { createProgress } from '../src/services/shared-texts-progress.ts';
import { createPassages } from '../src/services/side-by-side.ts';
import { createSummaries } from '../src/services/summaries.ts';
import { createTranslations } from '../src/services/translations.ts';
import { type RawValues, recordingLog, runInteraction, type Seen, slash } from '../tests/support/interactions.ts';
import { testRandom } from '../tests/support/random.ts';

/** A request as the endpoint sees it: its words, the numbered lines of the article, and what is wanted. */
export type Asked = {
  kind: 'summary' | 'translation' | 'selection';
  system: string;
  user: string;
  lines: readonly { n: number; text: string }[];
  /** The request is a repair. */
  isRepair: boolean;
};

export type Endpoint = { baseUrl: string; requests(): number; stop(): void };

const body = z.object({
  messages: z.array(z.object({ role: z.string(), content: z.string() })),
  response_format: z.object({ json_schema: z.object({ name: z.string() }) }),
});

/** A loopback endpoint that speaks Chat Completions and answers what `answer` makes of a request. */
export async function startEndpoint(answer: (asked: Asked) => unknown): Promise<Endpoint> {
  let requests = 0;
  async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    requests++;
    const { messages, response_format: format } = body.parse(JSON.parse(await text(request)));
    const [system, user] = ['system', 'user'].map((role) => messages.find((one) => one.role === role)?.content ?? '');
    const content = JSON.stringify(answer(readAsked(format.json_schema.name, system ?? '', user ?? '')));
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ choices: [{ finish_reason: 'stop', message: { role: 'assistant', content } }] }));
  }
  const server = createServer((request, response) => void respond(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return {
    baseUrl: `http://127.0.0.1:${port}/v1`,
    requests: () => requests,
    stop() {
      server.closeAllConnections();
      server.close();
    },
  };
}

function readAsked(name: string, system: string, user: string): Asked {
  const article = /=== ARTICLE \w+ ===\n([^]*?)\n=== END OF ARTICLE \w+ ===/.exec(user)?.[1] ?? '';
  const lines = Array.from(article.matchAll(/^\[(\d+)\] (.*)$/gm), ([, n, line = '']) => ({
    n: Number(n),
    text: line,
  }));
  const kind = name === 'translation' || name === 'selection' ? name : 'summary';
  const isRepair = /=== POINTS \w+ ===|earlier translation failed/.test(user);
  return { kind, system, user, lines, isRepair };
}

/** The reading services and commands over an empty database in memory, before a model at `baseUrl`. */
export async function openDesk(baseUrl: string) {
  const db = await openDatabase(':memory:');
  const clock = systemClock();
  const random = testRandom();
  const { log, events } = recordingLog();
  const newsroom = { db, clock, random };
  const model = createModel({
    name: 'loopback',
    apiKey: 'none',
    baseUrl,
    api: 'auto',
    timeoutMs: 20_000,
    clock,
    random,
    log,
  });
  const limits = { totalDailyTokens: 0, serverDailyTokens: 0, memberHourlyCalls: 0 };
  const ledger = createLedger({ ...newsroom, model: model.name, memberKey: 'bench', limits });
  const texts = { ...newsroom, log, model, ledger, articleMaxChars: 0 };
  const articles = createArticles(newsroom);
  const services = {
    articles,
    summaries: createSummaries(texts),
    translations: createTranslations(texts),
    passages: createPassages(texts),
    glossary: createGlossary(newsroom),
    progress: createProgress(clock),
    members: createMembers({ ...newsroom, memberKey: 'bench' }),
    settings: createSettings({ db }),
    sources: createSources({ db, clock, memberKey: 'bench' }),
    languages: ['en', 'fr', 'de', 'es', 'it', 'nb', 'ru'],
    model: model.name,
  };
  return {
    services,
    events,
    /** Summaries under a prompt version of their own: the same question is a new one. */
    summariesFor: (promptVersion: string) => createSummaries({ ...texts, promptVersion }),
    /** Stores an article and gives it; undefined where its cleaned text is empty or stored already. */
    async store(imported: ImportedArticle) {
      const stored = await importArticle(newsroom, imported).catch(() => undefined);
      return stored?.outcome === 'stored' ? articles.find(stored.id) : undefined;
    },
    /** Runs a slash command as a member and gives what the member sees. */
    run: (name: string, options: RawValues): Promise<Seen> =>
      runInteraction({ commands, services, clock, payload: slash(name, options) }),
    close: () => db.destroy(),
  };
}

export type Desk = Awaited<ReturnType<typeof openDesk>>;

/** An article of no outlet, as a file gives it. */
export function plainArticle(given: { title: string; text: string; language: string }): ImportedArticle {
  return {
    ...given,
    outlet: null,
    url: null,
    publishedAt: null,
    publishedOn: null,
    inferred: [],
    translations: [],
  };
}

/** Sentences worth citing: the first of each paragraph, whole, of a usual length. */
export function citable(lines: Asked['lines'], language: string): readonly { n: number; quote: string }[] {
  const segmenter = new Intl.Segmenter(language, { granularity: 'sentence' });
  return lines
    .filter(({ n }) => n > 0)
    .flatMap(({ n, text: words }) =>
      Array.from(segmenter.segment(words), ({ segment }) => ({ n, quote: segment.trim() })),
    )
    .filter(
      ({ quote }) => quote.length >= 50 && quote.length <= 400 && /^[\p{Lu}«“"]/u.test(quote) && /[.!?]$/u.test(quote),
    );
}
