import type { Article } from './articles.ts';
import type { Asker, Offline } from './asker.ts';
import { extractSummary } from './extracts.ts';
import type { Model, Tier } from './llm/model.ts';
import { PROMPT_VERSION } from './prompts.ts';
import { createSharedTexts, type Written } from './shared-texts.ts';
import {
  countArticleChars,
  type Denial,
  explainFailure,
  type TextsOptions,
  writeWithLedger,
} from './shared-texts-writing.ts';
import { JUDGED_VERSION } from './summaries-judge.ts';
import { estimateSummary, storedSummary, writeSummary } from './summaries-writing.ts';
import type { Summary, SummaryLength } from './summaries-text.ts';

export { SUMMARY_LENGTHS } from './summaries-text.ts';
export type { Evidence, Point, Summary, SummaryLength } from './summaries-text.ts';

export type SummaryResult = {
  article: Article;
  summary: Summary;
  origin: 'model' | 'offline';
  /** The language of the text: the one asked for, or the article's own for extracts. */
  language: string;
  length: SummaryLength;
  /** The model's name; empty for extracts. */
  model: string;
  /** Why extracts are shown instead of a model's summary. */
  offline?: Offline;
  /** Points withheld because their evidence, numbers or quotations did not hold. */
  dropped: number;
};

export type SummaryRequest = {
  article: Article;
  length: SummaryLength;
  language: string;
  /** The member asked for extracts only: no model is called. */
  extractsOnly: boolean;
  asker: Asker;
  /**
   * Prepared ahead, at the model's cheaper tier where it has one. `cheap`: a tier without room gives extracts for the reason
   * `tier-unavailable`, nothing is stored, and the caller comes back. `cheap-first`: the standard tier then.
   */
  tier?: Tier;
  signal: AbortSignal;
};

export type Summaries = {
  /** A stored summary, or one model call shared by all who ask meanwhile, or extracts with the reason. Never throws for a failing model. */
  summarize(request: SummaryRequest): Promise<SummaryResult>;
};

/** `judge`: a second request holds each point against its passages (LLM_JUDGE). */
export type SummariesOptions = TextsOptions & { judge?: boolean };

/** Summaries by the model where there is one, extracts otherwise. */
export function createSummaries(options: SummariesOptions): Summaries {
  const texts = createSharedTexts<Denial>(options);

  async function obtain(model: Model, request: SummaryRequest): Promise<Written<Denial>> {
    const { article, length, language } = request;
    return texts.obtain({
      key: {
        articleId: article.id,
        revision: article.revision,
        task: 'summary',
        language: Intl.getCanonicalLocales(language)[0] ?? language,
        length,
        questionHash: '',
        glossaryHash: '',
        origin: 'model',
        model: model.name,
        promptVersion: `${options.promptVersion ?? PROMPT_VERSION}${options.judge ? JUDGED_VERSION : ''}`,
      },
      write: (signal) => writeText(options, model, request, signal),
      isPatient: request.tier !== undefined && model.cheapTier?.() === 'open',
      signal: request.signal,
    });
  }

  async function summarize(request: SummaryRequest): Promise<SummaryResult> {
    request.signal.throwIfAborted();
    const { article, length, language } = request;
    if (request.extractsOnly) return extractsOf(request, { reason: 'asked' });
    if (!options.model) return extractsOf(request, { reason: 'no-model' });
    const written = await obtain(options.model, request).catch(explainFailure);
    if ('reason' in written) return extractsOf(request, 'kind' in written ? { reason: written.reason } : written);
    const { headline, points, dropped } = storedSummary.parse(written.body);
    if (points.length === 0) return { ...extractsOf(request, { reason: 'unsupported' }), dropped };
    const { name } = options.model;
    return { article, summary: { headline, points }, origin: 'model', language, length, model: name, dropped };
  }

  return { summarize };
}

function extractsOf({ article, length }: SummaryRequest, offline: Offline): SummaryResult {
  const summary: Summary = extractSummary(article, length);
  return { article, summary, origin: 'offline', language: article.language, length, model: '', offline, dropped: 0 };
}

async function writeText(
  options: SummariesOptions,
  model: Model,
  { article, length, language, asker, tier }: SummaryRequest,
  signal: AbortSignal,
): Promise<Written<Denial>> {
  if (options.articleMaxChars > 0 && countArticleChars(article) > options.articleMaxChars)
    return { kind: 'denied', reason: 'too-long' };
  // Known before a call is made: the ledger has no row for it.
  if (tier === 'cheap' && model.cheapTier?.() === 'resting') return { kind: 'denied', reason: 'tier-unavailable' };
  const { judge = false } = options;
  const tokens = estimateSummary(article, length, language, judge);
  const act = async () => {
    const written = await writeSummary({ model, article, length, language, tier, signal, judge });
    const { body, usage, faults, repaired, judgeFault } = written;
    if (judgeFault !== undefined) options.log.debug('summary.not-judged', { articleId: article.id, error: judgeFault });
    if (faults.length > 0 || repaired > 0)
      options.log.warn('summary.points-dropped', { articleId: article.id, language, faults, repaired });
    return { body, usage };
  };
  return writeWithLedger(options, { asker, task: 'summary', articleId: article.id, tokens, signal, act });
}
