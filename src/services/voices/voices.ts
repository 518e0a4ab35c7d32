import * as z from 'zod';
import type { Article } from '../articles.ts';
import type { Asker, Offline } from '../asker.ts';
import { type Model, ModelError, type Usage } from '../llm/model.ts';
import { addBounds, addUsage, mostTokens, type TokenBound } from '../llm/tokens.ts';
import { composeSummaryArticle } from '../prompts.ts';
import { createSharedTexts, type Written } from '../shared-texts.ts';
import {
  countArticleChars,
  type Denial,
  explainFailure,
  type TextsOptions,
  writeWithLedger,
} from '../shared-texts-writing.ts';
import { countServed } from '../spending-served.ts';
import { estimateReading, readArticle } from '../summaries-reading.ts';
import { areVoicesKnown, findVoices } from './offline-voices.ts';
import { checkVoices } from './voices-check.ts';
import {
  composeVoicesTask,
  VOICES_INSTRUCTIONS,
  VOICES_MAX_OUTPUT_TOKENS,
  VOICES_PROMPT_VERSION,
  voicesSchema,
} from './voices-prompt.ts';
import type { Voice } from './voices-text.ts';

export type { Voice, VoiceKind } from './voices-text.ts';

export type VoicesResult = {
  article: Article;
  voices: readonly Voice[];
  origin: 'model' | 'offline';
  /** The language of the claims: the one asked for, or the article's own where passages are shown. */
  language: string;
  /** The model's name; empty without one. */
  model: string;
  /** Why no model's list is shown. */
  offline?: Offline;
  /** Whether the rules know the article's verbs of saying; elsewhere they go by quotation marks alone. */
  knowsVerbs: boolean;
  /** Entries withheld because their passage, claim or speaker did not hold. */
  dropped: number;
};

export type VoicesRequest = {
  article: Article;
  language: string;
  /** No model is called. */
  offlineOnly: boolean;
  asker: Asker;
  signal: AbortSignal;
};

export type Voices = {
  /** Who says what: a stored list, or one model call shared by all who ask meanwhile, or what the rules find, with the reason. Never throws for a failing model. */
  listVoices(request: VoicesRequest): Promise<VoicesResult>;
};

const storedVoices = z.object({
  voices: z.array(
    z.object({
      kind: z.enum(['direct', 'reported', 'outlet']),
      speaker: z.string().nullable(),
      namedAs: z.string().nullable(),
      via: z.string().nullable(),
      claim: z.string(),
      quotations: z.array(z.string()),
      evidence: z.object({ paragraph: z.number(), quote: z.string() }),
      toCheck: z.literal(true).exactOptional(),
    }),
  ),
  dropped: z.number(),
});

/** Who says what, by the model where there is one, by rules otherwise. */
export function createVoices(options: TextsOptions): Voices {
  const texts = createSharedTexts<Denial>(options);

  async function obtain(model: Model, request: VoicesRequest): Promise<Written<Denial>> {
    const { article, language } = request;
    return texts.obtain({
      key: {
        articleId: article.id,
        revision: article.revision,
        task: 'voices',
        language: Intl.getCanonicalLocales(language)[0] ?? language,
        length: '',
        questionHash: '',
        glossaryHash: '',
        origin: 'model',
        model: model.name,
        promptVersion: options.promptVersion ?? VOICES_PROMPT_VERSION,
      },
      write: (signal) => writeText(options, model, request, signal),
      signal: request.signal,
    });
  }

  async function listVoices(request: VoicesRequest): Promise<VoicesResult> {
    request.signal.throwIfAborted();
    const { article, language } = request;
    if (request.offlineOnly) return byRules(article, { reason: 'asked' });
    if (!options.model) return byRules(article, { reason: 'no-model' });
    const written = await obtain(options.model, request).catch(explainFailure);
    if ('reason' in written) return byRules(article, 'kind' in written ? { reason: written.reason } : written);
    const { voices, dropped } = storedVoices.parse(written.body);
    if (voices.length === 0) return { ...byRules(article, { reason: 'unsupported' }), dropped };
    return {
      article,
      voices,
      origin: 'model',
      language,
      model: options.model.name,
      knowsVerbs: areVoicesKnown(article.language),
      dropped,
    };
  }

  const { ledger, log } = options;
  const isText = (result: VoicesResult) => result.origin === 'model';
  return { listVoices: countServed(listVoices, { ledger, log, task: 'voices', isText }) };
}

function byRules(article: Article, offline: Offline): VoicesResult {
  const { language } = article;
  const knowsVerbs = areVoicesKnown(language);
  return {
    article,
    voices: findVoices(article),
    origin: 'offline',
    language,
    model: '',
    offline,
    knowsVerbs,
    dropped: 0,
  };
}

type Job = { model: Model; article: Article; language: string; signal: AbortSignal };

async function writeText(
  options: TextsOptions,
  model: Model,
  { article, language, asker }: VoicesRequest,
  signal: AbortSignal,
): Promise<Written<Denial>> {
  if (options.articleMaxChars > 0 && countArticleChars(article) > options.articleMaxChars)
    return { kind: 'denied', reason: 'too-long' };
  const act = async () => {
    const { voices, faults, usage } = await writeVoices({ model, article, language, signal });
    if (faults.length > 0) options.log.warn('voices.entries-dropped', { articleId: article.id, language, faults });
    // When more fell than held, nothing of the list is to be trusted.
    const kept = faults.length > voices.length ? [] : voices;
    return { body: { voices: kept, dropped: faults.length }, usage };
  };
  const tokens = estimateVoices(article, language);
  return writeWithLedger(options, { asker, task: 'voices', articleId: article.id, tokens, signal, act });
}

function promptOf(text: string, language: string) {
  return {
    name: 'voices',
    instructions: VOICES_INSTRUCTIONS,
    article: text,
    task: composeVoicesTask(language),
    maxOutputTokens: VOICES_MAX_OUTPUT_TOKENS,
  };
}

function estimateVoices(article: Article, language: string): TokenBound {
  return addBounds([estimateReading(article).bound, mostTokens(promptOf(composeSummaryArticle(article), language))]);
}

async function writeVoices({ model, article, language, signal }: Job) {
  const reading = await readArticle({ model, signal }, article);
  let usage: Usage = reading.usage;
  try {
    const answer = await model.ask({ ...promptOf(reading.text, language), schema: voicesSchema, signal });
    usage = addUsage(usage, answer.usage);
    return { ...checkVoices(answer.value, article, language), usage };
  } catch (error) {
    if (!(error instanceof ModelError)) throw error;
    const spent = addUsage(reading.usage, error.usage);
    throw new ModelError(error.kind, { cause: error.cause, retryAfterMs: error.retryAfterMs, usage: spent });
  }
}
