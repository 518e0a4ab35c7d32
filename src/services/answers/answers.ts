import * as z from 'zod';
import { hashFields } from '../../ids.ts';
import type { Article, Articles } from '../articles.ts';
import type { Asker, Offline } from '../asker.ts';
import { type Model, ModelError } from '../llm/model.ts';
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
import { judgePoint } from '../summaries-check.ts';
import { estimateReading, readArticle } from '../summaries-reading.ts';
import type { Point } from '../summaries-text.ts';
import {
  ANSWER_INSTRUCTIONS,
  ANSWER_MAX_OUTPUT_TOKENS,
  ANSWERS_PROMPT_VERSION,
  answerSchema,
  composeAnswerTask,
  MAX_ANSWER_SENTENCES,
  type ModelAnswerText,
} from './answers-prompt.ts';
import { findCandidates } from './candidates.ts';
import { extractAnswer } from './offline-answer.ts';
import { repeatsInstructions } from '../own-words.ts';

/** A question longer than this is refused. */
export const QUESTION_MAX_CHARS = 500;

/** A sentence of an answer with the words that it rests on; an extract is its own evidence. */
export type CitedSentence = Point & { article: Article };

export type AnswerResult = {
  question: string;
  /** None: the article, or the archive, does not say. */
  sentences: readonly CitedSentence[];
  /** The articles that were looked at. */
  articles: readonly Article[];
  origin: 'model' | 'offline';
  /** The model's name; empty for extracts. */
  model: string;
  offline?: Offline;
  /** Sentences withheld because their evidence did not hold. */
  dropped: number;
};

export type AnswerRequest = {
  question: string;
  /** Undefined: the archive is asked. */
  article: Article | undefined;
  /** Whose archive it is: a server, or `dm:` and the id of the member whose own articles are asked beside every server's. */
  sight: string;
  language: string;
  asker: Asker;
  signal: AbortSignal;
};

export type Answers = {
  /** An answer made of cited sentences only, or none. Never throws for a failing model. Throws a RangeError past 500 characters. */
  answer(request: AnswerRequest): Promise<AnswerResult>;
  /** What the article's or the archive's own sentences say, without a model. */
  extract(request: Pick<AnswerRequest, 'question' | 'article' | 'sight'>, offline: Offline): Promise<AnswerResult>;
};

/** Articles of the archive whose sentences are looked through, and those that a model is asked about. */
const EXTRACT_CANDIDATES = 5;
const MODEL_CANDIDATES = 3;
const MAX_EXTRACTS = 4;

const storedAnswer = z.object({
  sentences: z.array(
    z.object({
      text: z.string(),
      evidence: z.array(z.object({ paragraph: z.number(), quote: z.string() })),
      toCheck: z.literal(true).exactOptional(),
    }),
  ),
  /** The model said that the article does not answer. */
  isSilent: z.boolean(),
  dropped: z.number(),
});

/** Answers by the model where there is one, extracts otherwise. */
export function createAnswers(options: TextsOptions & { articles: Pick<Articles, 'search' | 'find'> }): Answers {
  const texts = createSharedTexts<Denial>(options);

  async function obtain(model: Model, article: Article, request: AnswerRequest): Promise<Written<Denial>> {
    const { language, question } = request;
    return texts.obtain({
      key: {
        articleId: article.id,
        revision: article.revision,
        task: 'answer',
        language: Intl.getCanonicalLocales(language)[0] ?? language,
        length: '',
        questionHash: hashFields([levelQuestion(question).toLowerCase()], 16),
        glossaryHash: '',
        origin: 'model',
        model: model.name,
        promptVersion: options.promptVersion ?? ANSWERS_PROMPT_VERSION,
      },
      write: (signal) => writeText(options, { model, article, request, signal }),
      signal: request.signal,
    });
  }

  async function extract(
    { question, article, sight }: Pick<AnswerRequest, 'question' | 'article' | 'sight'>,
    offline: Offline,
  ): Promise<AnswerResult> {
    const articles = article
      ? [article]
      : await findCandidates(options.articles, { question, guildId: sight }, EXTRACT_CANDIDATES);
    const found = articles.flatMap((one) => extractAnswer(one, question).map((point) => ({ ...point, article: one })));
    const best = Math.max(0, ...found.map(({ score }) => score));
    const kept = article ? found : found.filter(({ score }) => score >= best * 0.75).slice(0, MAX_EXTRACTS);
    const sentences = kept.map(({ text, evidence, article: from }) => ({ text, evidence, article: from }));
    return { question, sentences, articles, origin: 'offline', model: '', offline, dropped: 0 };
  }

  async function answer(given: AnswerRequest): Promise<AnswerResult> {
    given.signal.throwIfAborted();
    const request = { ...given, question: levelQuestion(given.question) };
    if (request.question.length > QUESTION_MAX_CHARS) throw new RangeError('The question is too long');
    const { model } = options;
    if (!model) return extract(request, { reason: 'no-model' });
    const { question, article, sight } = request;
    const articles = article
      ? [article]
      : await findCandidates(options.articles, { question, guildId: sight }, MODEL_CANDIDATES);
    let dropped = 0;
    // One after the other: most questions are answered by the first, and each call costs.
    for (const one of articles) {
      const written = await obtain(model, one, request).catch(explainFailure);
      if ('reason' in written) return extract(request, 'kind' in written ? { reason: written.reason } : written);
      const stored = storedAnswer.parse(written.body);
      dropped += stored.dropped;
      const sentences = stored.sentences.map((point) => ({ ...point, article: one }));
      if (sentences.length > 0) return { question, sentences, articles, origin: 'model', model: model.name, dropped };
    }
    if (dropped > 0) return { ...(await extract(request, { reason: 'unsupported' })), dropped };
    return { question, sentences: [], articles, origin: 'model', model: model.name, dropped };
  }

  const { ledger, log } = options;
  const isText = (result: AnswerResult) => result.origin === 'model' && result.articles.length > 0;
  return { answer: countServed(answer, { ledger, log, task: 'answer', isText }), extract };
}

/** One line, typography's blanks leveled: what is asked, stored and hashed. */
function levelQuestion(question: string): string {
  return question
    .normalize('NFC')
    .replace(/[\s\p{Cf}]+/gu, ' ')
    .trim();
}

type Job = { model: Model; article: Article; request: AnswerRequest; signal: AbortSignal };

async function writeText(options: TextsOptions, job: Job): Promise<Written<Denial>> {
  const { article, request } = job;
  if (options.articleMaxChars > 0 && countArticleChars(article) > options.articleMaxChars)
    return { kind: 'denied', reason: 'too-long' };
  const act = async () => {
    const { body, faults, usage } = await writeAnswer(job);
    if (faults.length > 0) options.log.warn('answer.sentences-dropped', { articleId: article.id, faults });
    return { body, usage };
  };
  const { asker } = request;
  const tokens = estimateAnswer(article, request);
  return writeWithLedger(options, { asker, task: 'answer', articleId: article.id, tokens, signal: job.signal, act });
}

function promptOf(text: string, { question, language }: AnswerRequest) {
  return {
    name: 'answer',
    instructions: ANSWER_INSTRUCTIONS,
    article: text,
    task: composeAnswerTask(question, language),
    maxOutputTokens: ANSWER_MAX_OUTPUT_TOKENS,
  };
}

function estimateAnswer(article: Article, request: AnswerRequest): TokenBound {
  return addBounds([estimateReading(article).bound, mostTokens(promptOf(composeSummaryArticle(article), request))]);
}

async function writeAnswer({ model, article, request, signal }: Job) {
  const reading = await readArticle({ model, signal }, article);
  try {
    const answer = await model.ask({ ...promptOf(reading.text, request), schema: answerSchema, signal });
    return { ...judgeAnswer(answer.value, article, request), usage: addUsage(reading.usage, answer.usage) };
  } catch (error) {
    if (!(error instanceof ModelError)) throw error;
    const usage = addUsage(reading.usage, error.usage);
    throw new ModelError(error.kind, { cause: error.cause, retryAfterMs: error.retryAfterMs, usage });
  }
}

/** The sentences that hold as a summary's points do; none where more fell than held. */
function judgeAnswer(answer: ModelAnswerText, article: Article, { question, language }: AnswerRequest) {
  const sources = [article.title, ...article.body.map(({ text }) => text)];
  const ours = [ANSWER_INSTRUCTIONS, composeAnswerTask('', language)];
  const held: Point[] = [];
  const faults: string[] = [];
  for (const given of answer.answered ? answer.sentences : []) {
    const judged = judgePoint(given, article, language);
    if (!judged.held) faults.push(judged.fault);
    else if (repeatsInstructions(judged.point.text, ours, [...sources, question])) faults.push('prompt');
    else if (!held.some((one) => one.text === judged.point.text)) held.push(judged.point);
  }
  const sentences = faults.length > held.length ? [] : held.slice(0, MAX_ANSWER_SENTENCES);
  return { body: { sentences, isSilent: !answer.answered, dropped: faults.length }, faults };
}
