import * as z from 'zod';
import type { Article } from './articles.ts';
import type { Asker, Offline } from './asker.ts';
import { checkPoint, isHeadlineSupported } from './evidence.ts';
import { extractSummary } from './extracts.ts';
import type { Model, Usage } from './llm/model.ts';
import { estimateTokens } from './llm/tokens.ts';
import {
  composeSummaryArticle,
  composeSummaryTask,
  PROMPT_VERSION,
  SUMMARY_INSTRUCTIONS,
  SUMMARY_SHAPES,
  type SummaryAnswer,
  summarySchema,
} from './prompts.ts';
import { createSharedTexts, type Written } from './shared-texts.ts';
import {
  countArticleChars,
  type Denial,
  explainFailure,
  type TextsOptions,
  writeWithLedger,
} from './shared-texts-writing.ts';
import type { Point, Summary, SummaryLength } from './summaries-text.ts';

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
  signal: AbortSignal;
};

export type Summaries = {
  /** A stored summary, or one model call shared by all who ask meanwhile, or extracts with the reason. Never throws for a failing model. */
  summarize(request: SummaryRequest): Promise<SummaryResult>;
};

/** What is stored of a model's summary. No points left means that none held: the same question is not paid for again. */
const storedSummary = z.object({
  headline: z.string().nullable(),
  points: z.array(
    z.object({ text: z.string(), evidence: z.array(z.object({ paragraph: z.number(), quote: z.string() })) }),
  ),
  dropped: z.number(),
});
type StoredSummary = z.output<typeof storedSummary>;

/** Summaries by the model where there is one, extracts otherwise. */
export function createSummaries(options: TextsOptions): Summaries {
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
        promptVersion: options.promptVersion ?? PROMPT_VERSION,
      },
      write: (signal) => writeSummary(options, model, request, signal),
      signal: request.signal,
    });
  }

  return {
    async summarize(request) {
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
    },
  };
}

function extractsOf({ article, length }: SummaryRequest, offline: Offline): SummaryResult {
  const summary: Summary = extractSummary(article, length);
  return { article, summary, origin: 'offline', language: article.language, length, model: '', offline, dropped: 0 };
}

async function writeSummary(
  options: TextsOptions,
  model: Model,
  { article, length, language, asker }: SummaryRequest,
  signal: AbortSignal,
): Promise<Written<Denial>> {
  if (options.articleMaxChars > 0 && countArticleChars(article) > options.articleMaxChars)
    return { kind: 'denied', reason: 'too-long' };
  const prompt = {
    instructions: SUMMARY_INSTRUCTIONS,
    article: composeSummaryArticle(article),
    task: composeSummaryTask(length, language),
    maxOutputTokens: SUMMARY_SHAPES[length].maxOutputTokens,
  };
  const tokens = estimateTokens(prompt.instructions + prompt.article + prompt.task) + prompt.maxOutputTokens;
  const act = async (): Promise<{ body: StoredSummary; usage: Usage }> => {
    const { value, usage } = await model.ask({ ...prompt, schema: summarySchema, name: 'summary', signal });
    const { body, faults } = checkAnswer(value, { article, length, language });
    if (faults.length > 0) options.log.warn('summary.points-dropped', { articleId: article.id, language, faults });
    return { body, usage };
  };
  return writeWithLedger(options, { asker, task: 'summary', articleId: article.id, tokens, signal, act });
}

/** The points that hold, at most as many as the length wants, and a headline only where it holds too. */
function checkAnswer(
  answer: SummaryAnswer,
  { article, length, language }: { article: Article; length: SummaryLength; language: string },
): { body: StoredSummary; faults: readonly string[] } {
  const points: Point[] = [];
  const faults: string[] = [];
  for (const point of answer.points) {
    const checked = checkPoint(point, article, language);
    if (checked.held) points.push(checked.point);
    else faults.push(checked.fault);
  }
  const headline = answer.headline.replace(/\s+/g, ' ').trim();
  const body = storedSummary.parse({
    headline: isHeadlineSupported(headline, article, language) ? headline : null,
    points: points.slice(0, SUMMARY_SHAPES[length].maxPoints),
    dropped: faults.length,
  });
  return { body, faults };
}
