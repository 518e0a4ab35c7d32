import * as z from 'zod';
import type { Database } from '../data/database.ts';
import { findPersonTranslations } from '../data/person-texts.ts';
import { findText } from '../data/text-store.ts';
import { hashFields } from '../ids.ts';
import type { Article } from './articles.ts';
import type { Asker } from './asker.ts';
import { findTermsOf, hashGlossary } from './glossary.ts';
import { isSameLanguage } from './languages.ts';
import type { Model } from './llm/model.ts';
import { PROMPT_VERSION } from './prompts.ts';
import { splitSentences } from './sentences.ts';
import { createSharedTexts, type Written } from './shared-texts.ts';
import { type Denial, type TextsOptions, writeWithLedger } from './shared-texts-writing.ts';
import type { Evidence } from './summaries-text.ts';
import { pickPerson, translationKey } from './translations.ts';
import { estimateTranslation, type TranslationJob, writeTranslation } from './translations-writing.ts';

/** Original words beside the same in the reader's language, in the order of the request; an empty text where there is none. */
export type SideBySide = {
  texts: readonly string[];
  /** Whose words: a person's name, or a model's. */
  by: { kind: 'person'; author: string } | { kind: 'model'; model: string };
};

export type SideBySideRequest = {
  article: Article;
  evidence: readonly Evidence[];
  language: string;
  asker: Asker;
  /** Without it only what is stored already is looked at. */
  mayAsk: boolean;
  signal: AbortSignal;
};

/** Translations of single passages. */
export type Passages = {
  /**
   * The passages from a person's translation of the article, else from the model's stored one, else (where `mayAsk`) by one
   * stored call for these passages that all readers share. Undefined where the article is in that language already, or none is
   * to be had. Never throws for a failing model.
   */
  translate(request: SideBySideRequest): Promise<SideBySide | undefined>;
};

const storedPassages = z.object({ body: z.array(z.string()) });

/** Passages over the stored translations. */
export function createPassages(options: TextsOptions): Passages {
  const texts = createSharedTexts<Denial>(options);

  async function ask(model: Model, request: SideBySideRequest): Promise<SideBySide | undefined> {
    const { article, evidence, language } = request;
    const quotes = evidence.map(({ quote }) => quote);
    const key = {
      ...translationKey(article, language),
      task: 'evidence',
      questionHash: hashFields(quotes, 16),
      glossaryHash: '',
      model: model.name,
      promptVersion: options.promptVersion ?? PROMPT_VERSION,
    };
    const write = (signal: AbortSignal) => writePassages(options, model, request, signal);
    const written = await texts.obtain({ key, write, signal: request.signal });
    if (written.kind === 'denied') return undefined;
    return { texts: storedPassages.parse(written.body).body, by: { kind: 'model', model: model.name } };
  }

  return {
    async translate(request) {
      const { article, language, evidence } = request;
      if (isSameLanguage(article.language, language) || evidence.length === 0) return undefined;
      const person = pickPerson(await findPersonTranslations(options.db, article.id, article.revision), language);
      const cut = (translation: Whole) => evidence.map((one) => cutPassage(article, translation, one, language));
      if (person) return { texts: cut(person.translation), by: { kind: 'person', author: person.author } };
      const { model } = options;
      if (!model) return undefined;
      const stored = await findStored(options, model, request);
      if (stored) return { texts: cut(stored), by: { kind: 'model', model: model.name } };
      if (!request.mayAsk) return undefined;
      return ask(model, request).catch((error: unknown) => {
        if (request.signal.aborted) throw error;
        // The failure stands in the log already; the original words are there without it.
        return undefined;
      });
    },
  };
}

type Whole = { title: string; body: readonly string[] };

const storedWhole = z.object({
  title: z.string(),
  body: z.array(z.string()),
  doubts: z.array(z.object({ n: z.number(), original: z.boolean() })),
});

/** The model's stored translation; lines that were left in the original are empty. */
async function findStored(
  options: { db: Database; promptVersion?: string },
  model: Model,
  { article, language, asker }: SideBySideRequest,
): Promise<Whole | undefined> {
  const glossary = await findTermsOf(options.db, asker.guildId, language, article);
  const found = await findText(options.db, {
    ...translationKey(article, language),
    glossaryHash: hashGlossary(glossary),
    model: model.name,
    promptVersion: options.promptVersion ?? PROMPT_VERSION,
  });
  if (found?.state !== 'done') return undefined;
  const { title, body, doubts } = storedWhole.parse(found.body);
  const left = new Set(doubts.flatMap(({ n, original }) => (original ? [n] : [])));
  return { title: left.has(0) ? '' : title, body: body.map((text, i) => (left.has(i + 1) ? '' : text)) };
}

/** The translation of a passage's sentences where both paragraphs have as many; else of the whole paragraph. */
function cutPassage(article: Article, whole: Whole, { paragraph, quote }: Evidence, language: string): string {
  if (paragraph === 0) return whole.title;
  const at = article.body.findIndex((block) => block.kind === 'paragraph' && block.n === paragraph);
  const source = article.body[at]?.text ?? '';
  const target = whole.body[at] ?? '';
  const sentences = splitSentences(source, article.language);
  const translated = splitSentences(target, language);
  if (sentences.length !== translated.length) return target;
  const start = source.indexOf(quote);
  let from = 0;
  const touched = translated.filter((_, i) => {
    const sentence = sentences[i] ?? '';
    const begins = source.indexOf(sentence, from);
    from = begins + sentence.length;
    return begins < start + quote.length && from > start;
  });
  return start < 0 || touched.length === 0 ? target : touched.join(' ');
}

async function writePassages(
  options: TextsOptions,
  model: Model,
  { article, evidence, language, asker }: SideBySideRequest,
  signal: AbortSignal,
): Promise<Written<Denial>> {
  const job: TranslationJob = {
    title: article.title,
    lines: evidence.map(({ quote }, i) => ({ n: i + 1, text: quote })),
    from: article.language,
    to: language,
    glossary: [],
  };
  const act = async () => {
    const { translation, usage } = await writeTranslation(model, job, signal);
    const left = new Set(translation.doubts.flatMap(({ n, original }) => (original ? [n] : [])));
    return { body: { body: translation.body.map((text, i) => (left.has(i + 1) ? '' : text)) }, usage };
  };
  const tokens = estimateTranslation(job);
  return writeWithLedger(options, { asker, task: 'evidence', articleId: article.id, tokens, signal, act });
}
